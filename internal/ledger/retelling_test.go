package ledger

import (
	"testing"

	"sayso"
)

func TestRetell(t *testing.T) {
	// Article 1 told of event a before; article 2 comes in and tells of it too;
	// what article 3 told of b is gone.
	all := Retell([]Told{{"b", 3}}, []Retold{
		{ID: "m1", Article: 1, Was: "a", Is: "a", Digest: 11},
		{ID: "m2", Article: 2, Was: "m2", Is: "a", Digest: 22, JustRead: true},
	})
	if len(all) != 2 || all["b"] != nil || all["a"] == nil {
		t.Fatalf("%+v", all)
	}
	a := all["a"]
	if a.Cause != 1 || a.Digest() == 0 {
		t.Errorf("%+v", a)
	}
	for _, c := range []struct {
		name  string
		t     *Telling
		known bool
		kept  int64
		kind  sayso.EntryKind
		anew  bool
	}{
		{"nobody told and nobody tells", nil, false, 0, "", false},
		{"nobody tells any more", nil, true, 5, sayso.EventGoneEntry, false},
		{"told for the first time", a, false, 0, sayso.EventEntry, true},
		{"nothing has changed", a, true, a.Digest(), "", false},
		{"one more tells of it", a, true, 5, sayso.EventJoinedEntry, true},
		{"the same article tells otherwise", Retell([]Told{{"a", 2}}, []Retold{{ID: "m2", Article: 2, Is: "a", Digest: 9, JustRead: true}})["a"], true, 5, sayso.EventChangedEntry, true},
		{"no digest was kept", Retell(nil, []Retold{{ID: "m1", Article: 1, Was: "a", Is: "a", Digest: 11}})["a"], true, 0, "", true},
	} {
		if kind, anew := EventEntry(c.t, c.known, c.kept); kind != c.kind || anew != c.anew {
			t.Errorf("%s: %q, %v", c.name, kind, anew)
		}
	}
}
