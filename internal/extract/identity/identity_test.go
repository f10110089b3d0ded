package identity

import (
	"maps"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// house is a small module: nouns, a stage with a table, weights, facts and
// assembly, and a second platform.
func house() []source {
	text := func(pairs ...string) map[string][]byte {
		out := map[string][]byte{}
		for i := 0; i < len(pairs); i += 2 {
			out[pairs[i]] = []byte(pairs[i+1])
		}
		return out
	}
	return []source{
		{path: "house", code: text("nouns.go", `package house

type Span struct{ Start, End int }

func (s Span) Empty() bool { return s.End <= s.Start || deep() }

func deep() bool { return limit > 3 }

const limit = 4

type Ledger interface{ Put() }

func helper() int { return 1 }
`)},
		{path: "house/stage",
			code: text("stage.go", `package stage

import "house"

// Find finds.
func Find(s house.Span) bool { return !s.Empty() }
`, "more.go", "package stage\n\nvar seen = `a\nb`\n", "kernel_arm64.go", "//go:build arm64\n\npackage stage\n\nfunc kernel() int { return 2 }\n"),
			assembly: text("kernel_amd64.s", "TEXT kernel\n"),
			embedded: text("verbs.tsv", "say\tsaid\n", "data/claims.model", "\x00\x01\r\n", "knowledge.bin", "\x00\x02"),
		},
	}
}

func of(t *testing.T, packages []source, from ...string) Parts {
	t.Helper()
	p, err := sum("house", packages, from)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// edit replaces text in one file of one package.
func edit(at int, name, old, new string) func([]source) {
	return func(all []source) {
		for _, files := range []map[string][]byte{all[at].code, all[at].assembly, all[at].embedded} {
			if data, ok := files[name]; ok {
				if !strings.Contains(string(data), old) {
					panic("the test edits nothing: " + old)
				}
				files[name] = []byte(strings.ReplaceAll(string(data), old, new))
			}
		}
	}
}

// TestSameIdentity lists what must not change the identity.
func TestSameIdentity(t *testing.T) {
	crlf := func(all []source) {
		for _, s := range all {
			for _, files := range []map[string][]byte{s.code, s.assembly, s.embedded} {
				for name, data := range files {
					if !strings.Contains(string(data), "\x00") {
						files[name] = []byte(strings.ReplaceAll(string(data), "\n", "\r\n"))
					}
				}
			}
		}
	}
	for name, change := range map[string]func([]source){
		"a comment":                  edit(1, "stage.go", "// Find finds.", "// Find looks for it."),
		"layout":                     edit(1, "stage.go", "{ return !s.Empty() }", "{\n\treturn !s.Empty() // as it is\n}"),
		"line endings":               crlf,
		"order of packages":          slices.Reverse[[]source],
		"a method of a ledger":       edit(0, "nouns.go", "Put()", "Put(); Get()"),
		"what no reader names":       edit(0, "nouns.go", "return 1", "return 2"),
		"a file with another name":   func(all []source) { rename(all[1].code, "more.go", "less.go") },
		"a declaration in its place": func(all []source) { move(all[1].code, "more.go", "stage.go") },
	} {
		all := house()
		change(all)
		if was, is := of(t, house()), of(t, all); was != is {
			t.Errorf("%s changed the identity from %s to %s", name, was, is)
		}
	}
}

func rename(files map[string][]byte, from, to string) {
	files[to] = files[from]
	delete(files, from)
}

// move puts what one file declares after what another does.
func move(files map[string][]byte, from, to string) {
	_, body, _ := strings.Cut(string(files[from]), "\n")
	files[to] = append(slices.Clone(files[to]), body...)
	delete(files, from)
}

// TestOtherIdentity lists what must change the identity, and which part.
func TestOtherIdentity(t *testing.T) {
	for name, c := range map[string]struct {
		change func([]source)
		part   func(*Parts) *string
	}{
		"a rule":                        {edit(1, "stage.go", "!s.Empty()", "s.Empty()"), rules},
		"a raw string":                  {edit(1, "more.go", "a\nb", "a\n b"), rules},
		"another platform's rule":       {edit(1, "kernel_arm64.go", "2", "3"), rules},
		"for which platforms a rule is": {edit(1, "kernel_arm64.go", "arm64", "!amd64"), rules},
		"assembly":                      {edit(1, "kernel_amd64.s", "kernel", "other"), rules},
		"a noun":                        {edit(0, "nouns.go", "s.End <= s.Start", "s.End < s.Start"), rules},
		"what a noun rests on":          {edit(0, "nouns.go", "limit = 4", "limit = 5"), rules},
		"a table":                       {edit(1, "verbs.tsv", "said", "told"), func(p *Parts) *string { return &p.Tables }},
		"a model":                       {edit(1, "data/claims.model", "\r\n", "\n"), func(p *Parts) *string { return &p.Models }},
		"the facts":                     {edit(1, "knowledge.bin", "\x02", "\x03"), func(p *Parts) *string { return &p.Knowledge }},
	} {
		all := house()
		c.change(all)
		was, is := of(t, house()), of(t, all)
		if was.Version() == is.Version() || *c.part(&was) == *c.part(&is) {
			t.Errorf("%s did not change the identity: %s", name, is)
		}
		*c.part(&is) = *c.part(&was)
		if was != is {
			t.Errorf("%s changed more than its part: %s became %s", name, was, is)
		}
	}
	if of(t, house(), "go 1.26") == of(t, house(), "go 1.27") {
		t.Error("another release of Go has the same identity")
	}
}

func rules(p *Parts) *string { return &p.Rules }

// TestEveryPackageCounts holds what is read of the extractor against what the
// Go tool says that it imports.
func TestEveryPackageCounts(t *testing.T) {
	const extractor = "../../../extract"
	c := exec.CommandContext(t.Context(), "go", "list", "-deps", "-f", "{{with .Module}}{{if .Main}}{{$.ImportPath}}{{end}}{{end}}", ".")
	c.Dir = extractor
	out, err := c.Output()
	if err != nil {
		t.Fatal(err)
	}
	packages, err := list(t.Context(), extractor)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, p := range packages {
		if p.Module == nil || !p.Module.Main {
			continue
		}
		s, err := load(p)
		if err != nil {
			t.Fatal(err)
		}
		seen[p.ImportPath] = len(s.code) > 0
		for name := range maps.Keys(s.code) {
			if strings.HasSuffix(name, "_test.go") {
				t.Errorf("%s: the test %s counts", p.ImportPath, name)
			}
		}
	}
	for _, path := range strings.Fields(string(out)) {
		if !seen[path] {
			t.Errorf("%s is left out", path)
		}
	}
}
