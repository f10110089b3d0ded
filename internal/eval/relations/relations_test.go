package relations

import (
	"slices"
	"testing"
)

func TestLabels(t *testing.T) {
	ls, err := Labels()
	if err != nil {
		t.Fatal(err)
	}
	if len(ls) < 200 {
		t.Errorf("%d pairs, want 200", len(ls))
	}
	seen := map[[2]Place]bool{}
	for _, l := range ls {
		if !slices.Contains(Relations, l.Relation) {
			t.Errorf("%+v: no such relation", l)
		}
		if (l.Relation == "differs") != (l.Slot != "-") {
			t.Errorf("%+v: a slot goes with a difference", l)
		}
		if l.A.File == l.B.File || l.A.Start >= l.A.End || l.B.Start >= l.B.End {
			t.Errorf("%+v: not two claims of two articles", l)
		}
		if k := [2]Place{l.A, l.B}; seen[k] || seen[[2]Place{l.B, l.A}] {
			t.Errorf("%+v: twice", l)
		} else {
			seen[k] = true
		}
	}
}
