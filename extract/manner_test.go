package extract

import (
	"testing"

	"sayso"
)

func TestManner(t *testing.T) {
	for model, want := range map[string]Manner{
		"":                                   {},
		"rules":                              {Rules: true},
		"rules, knowledge 3a5b":              {Rules: true, Knowledge: "3a5b"},
		"knowledge 3a5b, patterns 0c1d":      {Knowledge: "3a5b", Patterns: "0c1d"},
		"rules, knowledge 3a5b, patterns 0c": {Rules: true, Knowledge: "3a5b", Patterns: "0c"},
	} {
		if got := ParseManner(model); got != want || got.String() != model {
			t.Errorf("%q is %+v, written %q", model, got, got)
		}
	}
	if got := ParseManner("another extractor's model"); got != (Manner{}) {
		t.Errorf("got %+v", got)
	}
}

func TestOlder(t *testing.T) {
	by := func(version, model string) sayso.Provenance {
		return sayso.Provenance{Name: Name, Version: version, Model: model}
	}
	for _, c := range []struct {
		was, now sayso.Provenance
		want     bool
	}{
		{by("a", ""), by("a", ""), false},
		{by("5", ""), by("a", ""), true},
		{by("a", "rules"), by("a", ""), false},
		{by("a", ""), by("a", "patterns 1"), false},
		{by("a", "patterns 1"), by("a", ""), false},
		{by("a", "patterns 1"), by("a", "patterns 2"), true},
		{by("a", "knowledge 1, patterns 1"), by("a", "knowledge 2"), true},
		{sayso.Provenance{Name: "another", Version: "a"}, by("a", ""), true},
	} {
		if got := Older(c.was, c.now); got != c.want {
			t.Errorf("%+v beside %+v: older is %v", c.was, c.now, got)
		}
	}
}

// TestTablesHaveNames wants what a user adds to show in what read an article.
func TestTablesHaveNames(t *testing.T) {
	x := Fast()
	if got := x.Provenance(); got != (sayso.Provenance{Name: Name, Version: Identify().Version, Model: "rules"}) || Default().Version != got.Version {
		t.Errorf("got %+v", got)
	}
	full := New()
	one, err := full.withPatterns("a.tsv", []byte("padlock\tverb\tobj\tCOERCE\trestrict\n"))
	if err != nil {
		t.Fatal(err)
	}
	two, err := full.withPatterns("a.tsv", []byte("padlock|bolt\tverb\tobj\tCOERCE\trestrict\n"))
	if err != nil {
		t.Fatal(err)
	}
	if one.Provenance() == full.Provenance() || one.Provenance() == two.Provenance() || !Older(one.Provenance(), two.Provenance()) {
		t.Errorf("%+v, %+v, %+v", full.Provenance(), one.Provenance(), two.Provenance())
	}
}
