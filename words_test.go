package sayso_test

import (
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write how many English words stand in Go now into "+wordMarks)

// wordMarks has for each package of the language rooms how many English words
// may stand in its Go code. A mark is only ever lowered.
const wordMarks = ".ci/words.allow"

// languageRooms are where texts are read: their words belong into tables.
var languageRooms = []string{"internal/nlp", "internal/extract", "internal/ingest/furniture", "internal/ingest/agency", "internal/ingest/dates", "internal/story/question", "internal/story/cluster"}

// notation are words that the code says of trees and not of texts: the relations
// of Universal Dependencies.
var notation = set(`acl advcl advmod amod appos aux case cc ccomp clf compound conj cop csubj dep det discourse dislocated expl fixed flat goeswith iobj list
	mark nmod nsubj nummod obj obl orphan parataxis punct reparandum root vocative xcomp`)

var englishWord = regexp.MustCompile(`^[a-z][a-z'’.-]*$`)

func set(words string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		out[w] = true
	}
	return out
}

// TestEnglishStaysInTables counts the words of English in the code of the rooms
// that read texts: what is compared with ("w == \"said\"", cases, EqualFold), what
// stands in lists and as keys of maps, and long lists in one literal. It holds
// their number down, so that words go into the tables of internal/lang/en, where
// users of another variety or language find them and a loader checks them.
func TestEnglishStaysInTables(t *testing.T) {
	found := map[string]int{}
	for _, room := range languageRooms {
		err := filepath.WalkDir(room, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			n, err := englishIn(path)
			if n > 0 {
				found[filepath.ToSlash(filepath.Dir(path))] += n
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if *update {
		writeMarks(t, found)
		return
	}
	marks := readMarks(t)
	for _, pkg := range slices.Sorted(maps.Keys(found)) {
		if n := found[pkg]; n > marks[pkg] {
			t.Errorf("%s: %d English words stand in Go, and %d may: put the new ones into a table of internal/lang/en, as CONTRIBUTING.md tells", pkg, n, marks[pkg])
		}
	}
}

// englishIn counts the words of English in a file.
func englishIn(path string) (int, error) {
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
	if err != nil {
		return 0, err
	}
	n := 0
	ast.Inspect(file, func(node ast.Node) bool {
		switch x := node.(type) {
		case *ast.BinaryExpr:
			if x.Op == token.EQL || x.Op == token.NEQ {
				n += english(x.X) + english(x.Y)
			}
		case *ast.CaseClause:
			n += english(x.List...)
		case *ast.CallExpr:
			if f, ok := x.Fun.(*ast.SelectorExpr); ok && f.Sel.Name == "EqualFold" {
				n += english(x.Args...)
			}
		case *ast.CompositeLit:
			for _, e := range x.Elts {
				if kv, ok := e.(*ast.KeyValueExpr); ok {
					e = kv.Key
				}
				n += english(e)
			}
		case *ast.BasicLit:
			if strings.HasPrefix(x.Value, "`") && len(strings.Fields(x.Value)) > 5 {
				n += english(x)
			}
		}
		return true
	})
	return n, nil
}

// english counts the words in literals that may be English.
func english(es ...ast.Expr) int {
	n := 0
	for _, e := range es {
		l, ok := e.(*ast.BasicLit)
		if !ok || l.Kind != token.STRING {
			continue
		}
		s, err := strconv.Unquote(l.Value)
		if err != nil {
			continue
		}
		for w := range strings.FieldsSeq(s) {
			if englishWord.MatchString(w) && !notation[w] {
				n++
			}
		}
	}
	return n
}

func readMarks(t *testing.T) map[string]int {
	t.Helper()
	data, err := os.ReadFile(wordMarks)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]int{}
	for line := range strings.Lines(string(data)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		var pkg string
		var n int
		if _, err := fmt.Sscan(line, &pkg, &n); err != nil {
			t.Fatalf("%s: %q is no package and number: %v", wordMarks, line, err)
		}
		out[pkg] = n
	}
	return out
}

func writeMarks(t *testing.T, found map[string]int) {
	t.Helper()
	var b strings.Builder
	b.WriteString("# How many English words may stand in the Go code of each package that reads texts.\n# A mark is only ever lowered: go test -run TestEnglishStaysInTables . -update\n")
	for _, pkg := range slices.Sorted(maps.Keys(found)) {
		fmt.Fprintf(&b, "%s %d\n", pkg, found[pkg])
	}
	if err := os.WriteFile(wordMarks, []byte(b.String()), 0o666); err != nil {
		t.Fatal(err)
	}
}
