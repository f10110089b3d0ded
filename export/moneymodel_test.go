package export

import (
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// moneyModel is FollowTheMoney's model as its own files have it.
type moneyModel map[string]*moneySchemaFile

type moneySchemaFile struct {
	Extends    []string
	Required   []string
	Properties map[string]struct{ Type, Range string }
}

func readMoneyModel(t *testing.T, dir string) moneyModel {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.y*ml"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no model in %s: %v", dir, err)
	}
	out := moneyModel{}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		var part moneyModel
		if err := yaml.Unmarshal(b, &part); err != nil {
			t.Fatalf("%s: %v", f, err)
		}
		for name, s := range part {
			out[name] = s
		}
	}
	return out
}

// isA says that a schema is another one or extends it.
func (m moneyModel) isA(schema, of string) bool {
	if schema == of {
		return true
	}
	s := m[schema]
	return s != nil && slices.ContainsFunc(s.Extends, func(e string) bool { return m.isA(e, of) })
}

// property finds what a schema says of a property, itself or by what it extends.
func (m moneyModel) property(schema, name string) (kind, rng string, ok bool) {
	s := m[schema]
	if s == nil {
		return "", "", false
	}
	if p, ok := s.Properties[name]; ok {
		return p.Type, p.Range, true
	}
	for _, e := range s.Extends {
		if kind, rng, ok = m.property(e, name); ok {
			return kind, rng, true
		}
	}
	return "", "", false
}

var moneyDate = regexp.MustCompile(`^\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}:\d{2})?)?)?$`)

// problems lists what of an entity the model does not have.
func (m moneyModel) problems(e *entity, known map[string]*entity) (out []string) {
	s := m[e.Schema]
	if s == nil {
		return []string{"no such schema"}
	}
	for _, r := range s.Required {
		if len(e.Properties[r]) == 0 {
			out = append(out, "it lacks "+r)
		}
	}
	for name, values := range e.Properties {
		kind, rng, ok := m.property(e.Schema, name)
		if !ok {
			out = append(out, "no property "+name)
			continue
		}
		for _, v := range values {
			u, err := url.Parse(v)
			switch {
			case kind == "date" && !moneyDate.MatchString(v), kind == "url" && (err != nil || u.Host == ""), kind == "language" && len(v) != 3, kind == "mimetype" && !strings.Contains(v, "/"):
				out = append(out, fmt.Sprintf("%s is no %s: %q", name, kind, v))
			case kind == "entity" && known[v] != nil && rng != "" && !m.isA(known[v].Schema, rng):
				out = append(out, fmt.Sprintf("%s leads to a %s and not to a %s", name, known[v].Schema, rng))
			}
		}
	}
	return out
}
