package events

import (
	"slices"
	"testing"
	"time"

	"sayso"
	"sayso/extract"
)

// TestOrder keeps what the labelled texts reach, and with -v says where they
// are read otherwise.
func TestOrder(t *testing.T) {
	texts, err := ReadOrder()
	if err != nil {
		t.Fatal(err)
	}
	x := extract.New()
	found, right, gold := 0, 0, 0
	for _, o := range texts {
		an := x.Extract(&sayso.Article{Text: o.Text, Published: sayso.Date{Time: time.Date(2031, 5, 5, 0, 0, 0, 0, time.UTC), DayOnly: true}})
		ties := Ties(&an)
		found, gold = found+len(ties), gold+len(o.Links)
		for _, k := range ties {
			if slices.ContainsFunc(o.Links, k.alike) {
				right++
			} else {
				t.Logf("not labelled: %s %s %s: %s", k.One.In(o.Text), k.Relation, k.Other.In(o.Text), o.Text)
			}
		}
		for _, l := range o.Links {
			if !slices.ContainsFunc(ties, l.alike) {
				t.Logf("not found: %s %s %s: %s", l.One.In(o.Text), l.Relation, l.Other.In(o.Text), o.Text)
			}
		}
	}
	t.Logf("%d of %d found are right, of %d labelled", right, found, gold)
	if 10*right < 9*found || 4*right < 3*gold {
		t.Errorf("%d of %d found are right, of %d labelled: want 0.9 and 0.75", right, found, gold)
	}
}
