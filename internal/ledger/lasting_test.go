package ledger

import (
	"slices"
	"testing"

	"sayso"
)

func TestLastingActor(t *testing.T) {
	name := func(v, known, kind, name string, named bool, nth int) sayso.ActorID {
		id, _ := lastingActor(sayso.VersionID(v), &sayso.Actor{Known: known, Type: sayso.ActorType(kind), Named: named}, Fold(name), nth)
		return id
	}
	base := name("ve1", "", "person", "Ilse Brandt", true, 0)
	for _, c := range []struct {
		why  string
		id   sayso.ActorID
		same bool
	}{
		{"a full name is one person in all articles", name("ve2", "", "person", "ILSE  Brandt", true, 1), true},
		{"a body of the same name is another", name("ve1", "", "org", "Ilse Brandt", true, 0), false},
		{"who is known is apart from namesakes", name("ve1", "Q1", "person", "Ilse Brandt", true, 0), false},
	} {
		if (c.id == base) != c.same {
			t.Errorf("%s: %s and %s", c.why, base, c.id)
		}
	}
	if name("ve1", "Q1", "person", "Brandt", true, 0) != name("ve2", "Q1", "person", "I. Brandt", true, 0) {
		t.Error("who is known is one under all names")
	}
	for _, c := range []struct{ why, kind, name string }{
		{"a family name", "person", "Brandt"}, {"an official", "person", ""},
	} {
		here := name("ve1", "", c.kind, c.name, c.name != "", 0)
		if here == name("ve2", "", c.kind, c.name, c.name != "", 0) || here == name("ve1", "", c.kind, c.name, c.name != "", 1) {
			t.Errorf("%s is one in two articles, or two of them are one", c.why)
		}
	}
}

func TestLastingClaims(t *testing.T) {
	one := claimed("c1", "The mayor", "said", "closed")
	twin, other := one, claimed("c3", "The mayor", "said", "harbour")
	twin.ID = "c2"
	ids := lastingClaims("ve1", []sayso.Claim{one, twin, other})
	if len(ids) != 3 || ids["c1"] == ids["c2"] || ids["c1"] == ids["c3"] {
		t.Errorf("names clash: %v", ids)
	}
	one.ID, one.Stance = "c9", sayso.Denies
	if again := lastingClaims("ve1", []sayso.Claim{one}); again["c9"] != ids["c1"] {
		t.Errorf("another reading of the same words goes by %s, was %s", again["c9"], ids["c1"])
	}
	if elsewhere := lastingClaims("ve2", []sayso.Claim{one}); elsewhere["c9"] == ids["c1"] {
		t.Error("two versions share a claim")
	}
}

func TestSpans(t *testing.T) {
	for _, c := range []struct {
		written string
		spans   sayso.Spans
	}{
		{"", nil},
		{"12-20", sayso.Spans{{Start: 12, End: 20}}},
		{"12-20,31-40", sayso.Spans{{Start: 12, End: 20}, {Start: 31, End: 40}}},
	} {
		if got := WriteSpans(c.spans); got != c.written {
			t.Errorf("%v is written %q, want %q", c.spans, got, c.written)
		}
		if got, err := ReadSpans(c.written); err != nil || !slices.Equal(got, c.spans) {
			t.Errorf("%q is read as %v, error %v", c.written, got, err)
		}
	}
	for _, s := range []string{"x", "1", "1-x", "1-2,"} {
		if got, err := ReadSpans(s); err == nil {
			t.Errorf("%q is read as %v", s, got)
		}
	}
}
