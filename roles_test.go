package sayso_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// TestNobodyAsksForARole looks for code that asks a value at run time whether it
// has a role of a ledger, or any other of our interfaces. A wrapper would lose
// the role without a word: name it in a parameter or a field instead.
func TestNobodyAsksForARole(t *testing.T) {
	files, err := exec.Command("go", "list", "-f", `{{$d := .Dir}}{{range .GoFiles}}{{$d}}/{{.}}{{"\n"}}{{end}}{{range .TestGoFiles}}{{$d}}/{{.}}{{"\n"}}{{end}}{{range .XTestGoFiles}}{{$d}}/{{.}}{{"\n"}}{{end}}`, "./...").Output()
	if err != nil {
		t.Fatal(err)
	}
	set := token.NewFileSet()
	for file := range strings.Lines(string(files)) {
		file = strings.TrimSpace(file)
		if file == "" {
			continue
		}
		f, err := parser.ParseFile(set, file, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			x, ok := n.(*ast.TypeAssertExpr)
			if !ok || x.Type == nil {
				return true
			}
			if name, ok := x.Type.(*ast.SelectorExpr); ok {
				if of, ok := name.X.(*ast.Ident); ok && of.Name == "sayso" || name.Sel.Name == "Ledger" {
					t.Errorf("%s asks whether a value is a %s.%s", set.Position(x.Pos()), of.Name, name.Sel.Name)
				}
			}
			return true
		})
	}
}

// TestHouseNamesEveryRole holds the page for newcomers against the roles that a
// ledger is made of.
func TestHouseNamesEveryRole(t *testing.T) {
	page, err := os.ReadFile("docs/house.md")
	if err != nil {
		t.Fatal(err)
	}
	f, err := parser.ParseFile(token.NewFileSet(), "ledger.go", nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	roles := 0
	ast.Inspect(f, func(n ast.Node) bool {
		spec, ok := n.(*ast.TypeSpec)
		if !ok || spec.Name.Name != "Ledger" {
			return true
		}
		for _, role := range spec.Type.(*ast.InterfaceType).Methods.List {
			if name, ok := role.Type.(*ast.Ident); ok {
				roles++
				if !strings.Contains(string(page), "| `"+name.Name+"` |") {
					t.Errorf("docs/house.md leaves out the role %s", name.Name)
				}
			}
		}
		return false
	})
	if roles == 0 {
		t.Error("ledger.go has no Ledger that is made of roles")
	}
}
