package pages

import (
	"testing"
	"time"

	"sayso"
)

func TestCompare(t *testing.T) {
	for _, x := range []struct {
		want, got         string
		precision, recall float64
	}{
		{"", "", 1, 1},
		{"the harbour is open again", "", 0, 0},
		{"the harbour is open again", "The-harbour: is open! again", 0.5, 0.5},
		{"the harbour is open again", "the harbour is open again", 1, 1},
		{"a b c d e f", "a b c d", 1, 1.0 / 3},
		{"a b c d", "a b c d e f", 1.0 / 3, 1},
		{"a b", "a b", 1, 1},
	} {
		p, r := Compare(x.want, x.got)
		if p != x.precision || r != x.recall {
			t.Errorf("%q, %q: precision %v, recall %v, want %v, %v", x.want, x.got, p, r, x.precision, x.recall)
		}
	}
}

func TestDateLabels(t *testing.T) {
	labels, err := dateLabels()
	if err != nil {
		t.Fatal(err)
	}
	if len(labels) != 100 {
		t.Errorf("%d pages are labelled, want 100", len(labels))
	}
	for id, days := range labels {
		for _, day := range days {
			if _, err := time.Parse(time.DateOnly, day); err != nil || len(id) != 64 {
				t.Errorf("page %q, day %q", id, day)
			}
		}
	}
	night := sayso.Date{Time: time.Date(2019, 11, 18, 23, 4, 0, 0, time.FixedZone("", -5*3600))}
	if !rightDay(night, []string{"2019-11-18"}) || rightDay(night, []string{"2019-11-19"}) || rightDay(sayso.Date{}, []string{"2019-11-18"}) {
		t.Error("a day is compared by another clock than it was written in")
	}
}
