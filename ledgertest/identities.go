package ledgertest

import (
	"testing"

	"sayso"
)

// testIdentities merges two actors, splits one off in an article, and takes
// both back: what was before stands again.
func testIdentities(t *testing.T, l sayso.Ledger) {
	put(t, l, Readings()...)
	before := dump(t, l)
	all, err := l.Actors(t.Context(), sayso.ActorQuery{Speaking: true, Paging: sayso.Paging{Limit: 1000}})
	if err != nil || len(all.Items) < 2 {
		t.Fatalf("%d speakers, %v", len(all.Items), err)
	}
	a, b := all.Items[1], all.Items[0]

	id, err := l.Identify(t.Context(), sayso.Identity{Verdict: sayso.Merged, Actor: a.ID, Into: b.ID, Note: "one person"})
	if err != nil || id != b.ID {
		t.Fatalf("merged into %s, %v", id, err)
	}
	both, err := l.Actor(t.Context(), b.ID)
	if err != nil {
		t.Fatal(err)
	}
	if both.Claims < max(a.Claims, b.Claims) || both.Articles < max(a.Articles, b.Articles) {
		t.Errorf("merged: %d claims in %d articles, of %d in %d and %d in %d", both.Claims, both.Articles, a.Claims, a.Articles, b.Claims, b.Articles)
	}
	gone, err := l.Actor(t.Context(), a.ID)
	if err == nil && gone.Claims != 0 {
		t.Errorf("who was merged still has %d claims", gone.Claims)
	}
	said, err := l.Identities(t.Context(), b.ID, sayso.Paging{})
	if err != nil || len(said.Items) != 1 || said.Items[0].Actor != a.ID || said.Items[0].Note != "one person" || said.Items[0].At.IsZero() {
		t.Errorf("what stands: %+v, %v", said.Items, err)
	}
	if _, err := l.Identify(t.Context(), sayso.Identity{Verdict: sayso.Merged, Actor: b.ID, Into: a.ID}); err == nil {
		t.Error("a circle of mergers was kept")
	}
	if _, err := l.Identify(t.Context(), sayso.Identity{Verdict: sayso.Undone, Actor: a.ID}); err != nil {
		t.Fatal(err)
	}
	wantSame(t, "a merger that was taken back", dump(t, l), before)

	page, err := l.Claims(t.Context(), sayso.ClaimQuery{Actor: b.ID})
	if err != nil || len(page.Items) == 0 {
		t.Fatalf("%d claims, %v", len(page.Items), err)
	}
	article := page.Items[0].Article.ID
	other, err := l.Identify(t.Context(), sayso.Identity{Verdict: sayso.Split, Actor: b.ID, Article: article})
	if err != nil || other == b.ID {
		t.Fatalf("split off %s, %v", other, err)
	}
	for _, c := range claims(t, l, sayso.ClaimQuery{Actor: b.ID}) {
		if c == page.Items[0].ContentText {
			t.Errorf("%q is still said by who was split", c)
		}
	}
	if _, err := l.Identify(t.Context(), sayso.Identity{Verdict: sayso.Undone, Actor: b.ID, Article: article}); err != nil {
		t.Fatal(err)
	}
	wantSame(t, "a split that was taken back", dump(t, l), before)

	for what, x := range map[string]sayso.Identity{
		"nobody":     {Verdict: sayso.Merged, Actor: "ac-none", Into: b.ID},
		"no verdict": {Verdict: "guessed", Actor: a.ID, Into: b.ID},
		"itself":     {Verdict: sayso.Merged, Actor: a.ID, Into: a.ID},
		"no article": {Verdict: sayso.Split, Actor: a.ID},
		"undo":       {Verdict: sayso.Undone, Actor: a.ID},
	} {
		if _, err := l.Identify(t.Context(), x); err == nil {
			t.Errorf("%s was kept", what)
		}
	}
	wantSame(t, "what was refused", dump(t, l), before)
}
