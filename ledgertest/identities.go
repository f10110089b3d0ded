package ledgertest

import (
	"testing"

	"sayso"
)

// speakers are those who speak in Readings, with most claims first; what they
// said is put first.
func speakers(t testing.TB, l sayso.Ledger) []sayso.ActorRow {
	t.Helper()
	put(t, l, Readings()...)
	all, err := l.Actors(t.Context(), sayso.ActorQuery{Speaking: true, Paging: sayso.Paging{Limit: 1000}})
	if err != nil || len(all.Items) < 2 {
		t.Fatalf("%d speakers, %v", len(all.Items), err)
	}
	return all.Items
}

func identify(t testing.TB, l sayso.Ledger, x sayso.Identity) sayso.ActorID {
	t.Helper()
	id, err := l.Identify(t.Context(), x)
	if err != nil {
		t.Fatalf("%+v: %v", x, err)
	}
	return id
}

// testMerge makes two actors one, for readings to come too, and two again.
func testMerge(t testing.TB, l sayso.Ledger) {
	all := speakers(t, l)
	a, b := all[1], all[0]
	before := dump(t, l)
	id := identify(t, l, sayso.Identity{Verdict: sayso.Merged, Actor: a.ID, Into: b.ID, Note: "one person"})
	wantEqual(t, "merged into", id, b.ID)
	both := func(when string) {
		t.Helper()
		got, err := l.Actor(t.Context(), b.ID)
		if err != nil {
			t.Fatal(err)
		}
		if got.Claims != a.Claims+b.Claims || got.Articles != a.Articles+b.Articles {
			t.Errorf("%s: %d claims in %d articles, of %d in %d and %d in %d", when, got.Claims, got.Articles, a.Claims, a.Articles, b.Claims, b.Articles)
		}
		wantEqual(t, when+": claims by the one", len(claims(t, l, sayso.ClaimQuery{Actor: b.ID})), a.Claims+b.Claims)
		if gone, err := l.Actor(t.Context(), a.ID); err == nil && gone.Claims != 0 {
			t.Errorf("%s: who was merged still has %d claims", when, gone.Claims)
		}
	}
	both("after the merger")
	for _, about := range []sayso.ActorID{a.ID, b.ID, ""} {
		said, err := l.Identities(t.Context(), about, sayso.Paging{})
		if err != nil || len(said.Items) != 1 || said.Items[0].Verdict != sayso.Merged || said.Items[0].Actor != a.ID || said.Items[0].Into != b.ID || said.Items[0].Note != "one person" || said.Items[0].At.IsZero() {
			t.Errorf("what stands about %q: %+v, %v", about, said.Items, err)
		}
	}
	if said, err := l.Identities(t.Context(), all[2].ID, sayso.Paging{}); err != nil || len(said.Items) != 0 {
		t.Errorf("what stands about another: %+v, %v", said.Items, err)
	}
	later := Readings()
	for i := range later {
		later[i].Analysis.Extractor.Version = "2"
	}
	put(t, l, later...)
	both("after reading again")
	put(t, l, Readings()...)
	identify(t, l, sayso.Identity{Verdict: sayso.Undone, Actor: a.ID})
	wantSame(t, "a merger that was taken back", dump(t, l), before)
	if said, err := l.Identities(t.Context(), "", sayso.Paging{}); err != nil || len(said.Items) != 0 {
		t.Errorf("what stands: %+v, %v", said.Items, err)
	}
}

// testSplit makes an actor another in one article, for readings to come too, and
// the same again.
func testSplit(t testing.TB, l sayso.Ledger) {
	who := speakers(t, l)[0]
	before := dump(t, l)
	page, err := l.Claims(t.Context(), sayso.ClaimQuery{Actor: who.ID})
	if err != nil || len(page.Items) == 0 {
		t.Fatalf("%d claims, %v", len(page.Items), err)
	}
	article := page.Items[0].Article.ID
	here := claims(t, l, sayso.ClaimQuery{Actor: who.ID, Article: article})
	other := identify(t, l, sayso.Identity{Verdict: sayso.Split, Actor: who.ID, Article: article, Note: "a namesake"})
	if other == who.ID {
		t.Fatal("what was split off has the same identifier")
	}
	apart := func(when string) {
		t.Helper()
		wantList(t, when+": claims there of who was split", claims(t, l, sayso.ClaimQuery{Actor: who.ID, Article: article}), nil)
		wantList(t, when+": claims of the other", claims(t, l, sayso.ClaimQuery{Actor: other}), here)
		wantEqual(t, when+": claims that stay", len(claims(t, l, sayso.ClaimQuery{Actor: who.ID})), who.Claims-len(here))
	}
	apart("after the split")
	said, err := l.Identities(t.Context(), who.ID, sayso.Paging{})
	if err != nil || len(said.Items) != 1 || said.Items[0].Verdict != sayso.Split || said.Items[0].Into != other || said.Items[0].Article != article || said.Items[0].Note != "a namesake" {
		t.Errorf("what stands: %+v, %v", said.Items, err)
	}
	later := Readings()
	for i := range later {
		later[i].Analysis.Extractor.Version = "2"
	}
	put(t, l, later...)
	apart("after reading again")
	put(t, l, Readings()...)
	identify(t, l, sayso.Identity{Verdict: sayso.Undone, Actor: who.ID, Article: article})
	wantSame(t, "a split that was taken back", dump(t, l), before)
}

func testIdentifyRefused(t testing.TB, l sayso.Ledger) {
	all := speakers(t, l)
	a, b := all[1], all[0]
	before := dump(t, l)
	for what, x := range map[string]struct {
		said sayso.Identity
		kind sayso.Kind
	}{
		"nobody":     {sayso.Identity{Verdict: sayso.Merged, Actor: "ac-none", Into: b.ID}, sayso.NotFound},
		"into none":  {sayso.Identity{Verdict: sayso.Merged, Actor: b.ID, Into: "ac-none"}, sayso.NotFound},
		"no verdict": {sayso.Identity{Verdict: "guessed", Actor: a.ID, Into: b.ID}, sayso.Invalid},
		"itself":     {sayso.Identity{Verdict: sayso.Merged, Actor: a.ID, Into: a.ID}, sayso.Invalid},
		"no article": {sayso.Identity{Verdict: sayso.Split, Actor: a.ID}, sayso.Invalid},
		"nowhere":    {sayso.Identity{Verdict: sayso.Split, Actor: a.ID, Article: "ar-none"}, sayso.NotFound},
		"undo":       {sayso.Identity{Verdict: sayso.Undone, Actor: a.ID}, sayso.NotFound},
	} {
		_, err := l.Identify(t.Context(), x.said)
		wantKind(t, what, err, x.kind)
	}
	wantSame(t, "what was refused", dump(t, l), before)
	identify(t, l, sayso.Identity{Verdict: sayso.Merged, Actor: a.ID, Into: b.ID})
	_, err := l.Identify(t.Context(), sayso.Identity{Verdict: sayso.Merged, Actor: b.ID, Into: a.ID})
	wantKind(t, "a circle of mergers", err, sayso.Invalid)
}
