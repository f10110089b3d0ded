package sayso_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestSafetyNamesTests wants each test that docs/decisions/safety.md names to be there:
// functions by their names, checks of the ledger's suite and scripts by theirs.
func TestSafetyNamesTests(t *testing.T) {
	page, err := os.ReadFile("docs/decisions/safety.md")
	if err != nil {
		t.Fatal(err)
	}
	var code strings.Builder
	scripts := map[string]bool{}
	err = filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case strings.HasSuffix(path, ".txtar"):
			scripts[strings.TrimSuffix(d.Name(), ".txtar")] = true
		case strings.HasSuffix(path, "_test.go"), path == filepath.Join("ledgertest", "ledgertest.go"):
			data, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			code.Write(data)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	all, n := code.String(), 0
	for _, row := range strings.Split(string(page), "\n") {
		if !strings.HasPrefix(row, "| ") {
			continue
		}
		cells := strings.Split(row, " | ")
		for _, m := range regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(cells[len(cells)-1], -1) {
			name := m[1]
			group, check, in := strings.Cut(name, "/")
			known := true
			switch {
			case strings.Contains(name, " "): // a command
				continue
			case strings.HasPrefix(name, "Test"), strings.HasPrefix(name, "Fuzz"):
				known = strings.Contains(all, "func "+name+"(")
			case in && group[0] >= 'A' && group[0] <= 'Z':
				known = strings.Contains(all, `{"`+group+`", []check`) && (strings.Contains(all, `one("`+check+`", `) || strings.Contains(all, `{"`+check+`", `))
			case strings.Contains(row, "`"+name+"` of `TestScripts`"):
				known = scripts[name]
			default:
				continue // a folder
			}
			if n++; !known {
				t.Errorf("safety.md names %s, and there is none", name)
			}
		}
	}
	if n < 40 {
		t.Errorf("it names %d tests", n)
	}
}
