package ingest

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"sayso"
)

// shelf is a ledger with these articles.
type shelf []sayso.ArticleID

func (s shelf) Known(_ context.Context, ids ...sayso.ArticleID) ([]sayso.ArticleID, error) {
	return slices.DeleteFunc(slices.Clone(ids), func(id sayso.ArticleID) bool { return !slices.Contains(s, id) }), nil
}

// wireItem reads an item of wire text of a day in September 2023.
func wireItem(t *testing.T, act, source, slug string, day int) *sayso.Article {
	t.Helper()
	p, err := parseOne(Document{Name: "x", Kind: Wire, Data: fmt.Appendf(nil, "%s0123 3 I 120\n%s%s\n^Piers close<\n\nPORT MERIDIAN (Lantern) - It rains.\n\n%02d0940 SEP 23\n", source, act, slug, day)}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return &p.Article
}

func TestAim(t *testing.T) {
	story := func(source, slug string, day int) sayso.ArticleID { return wireItem(t, "", source, slug, day).ID }
	for _, c := range []struct {
		name  string
		kill  *sayso.Article
		shelf shelf
		want  sayso.ArticleID // "" for its own
		note  string
	}{
		{"the same day", wireItem(t, "KILL ", "LAN", "HARBOUR-PUMPS", 14), shelf{story("LAN", "HARBOUR-PUMPS", 14), story("LAN", "HARBOUR-PUMPS", 13)}, "", ""},
		{"the day before", wireItem(t, "KILL ", "LAN", "HARBOUR-PUMPS", 14), shelf{story("LAN", "HARBOUR-PUMPS, 1st Lead", 13)}, story("LAN", "HARBOUR-PUMPS", 13), "taken for that of the report of 2023-09-13: its slug and source are the same"},
		{"three days before", wireItem(t, "KILL ", "LAN", "HARBOUR-PUMPS", 14), shelf{story("LAN", "HARBOUR-PUMPS", 11)}, story("LAN", "HARBOUR-PUMPS", 11), "taken for that of the report of 2023-09-11: its slug and source are the same"},
		{"four days before", wireItem(t, "KILL ", "LAN", "HARBOUR-PUMPS", 14), shelf{story("LAN", "HARBOUR-PUMPS", 10)}, "", "no report slugged HARBOUR-PUMPS was read of that day or the 3 before it; if it is of another, add a line Date: or ID:"},
		{"two of them", wireItem(t, "KILL ", "LAN", "HARBOUR-PUMPS", 14), shelf{story("LAN", "HARBOUR-PUMPS", 11), story("LAN", "HARBOUR-PUMPS", 13)}, "", "which report it kills is not clear, and none is marked: those of 2023-09-13 and 2023-09-11 have its slug and source; add a line Date: or ID:"},
		{"of another source", wireItem(t, "KILL ", "COU", "HARBOUR-PUMPS", 14), shelf{story("LAN", "HARBOUR-PUMPS", 13)}, "", "no report slugged HARBOUR-PUMPS was read of that day or the 3 before it; if it is of another, add a line Date: or ID:"},
		{"no kill", wireItem(t, "", "LAN", "HARBOUR-PUMPS", 14), shelf{story("LAN", "HARBOUR-PUMPS", 13)}, "", ""},
		{"by its own name", &sayso.Article{ID: "ar1", Outlet: "LAN", Published: sayso.Date{Time: wireItem(t, "", "LAN", "HARBOUR-PUMPS", 14).Published.Time}, Wire: &sayso.Wire{Slug: "HARBOUR-PUMPS", Status: sayso.Killed}},
			shelf{story("LAN", "HARBOUR-PUMPS", 13)}, "", ""},
	} {
		was := c.kill.ID
		if c.want == "" {
			c.want = was
		}
		for range 2 { // read again, it is the same
			a := *c.kill
			note, err := Aim(t.Context(), c.shelf, &a)
			if err != nil || a.ID != c.want || note != c.note {
				t.Errorf("%s: %s, %q, %v; want %s, %q", c.name, a.ID, note, err, c.want, c.note)
			}
		}
	}
}
