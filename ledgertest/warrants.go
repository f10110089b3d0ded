package ledgertest

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sayso"
)

// warranted is a text at one address on somebody's word.
func warranted(text string, w sayso.Warrant, day string, seen time.Time) sayso.Reading {
	r := NewDraft("https://valewire.example/arms", "Vale Wire", "Minister on arms", text, Day(day)).Reading
	r.Article.Warrant, r.Seen = w, seen
	return r
}

// stoodThere lists the texts that stood at the address, the newest first.
func stoodThere(t testing.TB, l sayso.Ledger, id sayso.ArticleID) []string {
	t.Helper()
	list, err := l.Versions(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, v := range list {
		r, err := l.Version(t.Context(), v.ID)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, r.Article.Text)
	}
	r, err := l.Article(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	wantEqual(t, "newest", r.Article.Text, out[0])
	return out
}

func testWarrants(t testing.TB, l sayso.Ledger) {
	none := time.Time{}
	denies := warranted("Weber denied it.", sayso.FetchedWarrant, "2031-01-02", none)
	id := denies.Article.ID
	put(t, l, denies)
	wantList(t, "a weaker word, dated later", changes(put(t, l, warranted("Weber confirmed it.", sayso.StatedWarrant, "2031-01-03", none))), []sayso.Change{sayso.Updated})
	wantList(t, "it does not replace", stoodThere(t, l, id), []string{"Weber denied it.", "Weber confirmed it."})
	put(t, l, warranted("Somebody says so.", sayso.CarriedWarrant, "2031-01-04", none))
	wantEqual(t, "nor does a weaker still", stoodThere(t, l, id)[0], "Weber denied it.")

	now := time.Date(2031, 1, 9, 0, 0, 0, 0, time.UTC)
	before := dump(t, l)
	wantList(t, "a weaker word again, seen later", changes(put(t, l, warranted("Weber confirmed it.", sayso.StatedWarrant, "2031-01-03", now))), []sayso.Change{sayso.Unchanged})
	wantSame(t, "a weaker word again", dump(t, l), before)
	weak := denies
	weak.Article.Warrant, weak.Article.Outlet, weak.Analysis.Extractor.Version = sayso.StatedWarrant, "Another", "2"
	wantList(t, "the newest on a weaker word", changes(put(t, l, weak)), []sayso.Change{sayso.Unchanged})

	wantList(t, "the same text, fetched", changes(put(t, l, warranted("Weber confirmed it.", sayso.FetchedWarrant, "2031-01-03", none))), []sayso.Change{sayso.Updated})
	wantEqual(t, "it stands there", stoodThere(t, l, id)[0], "Weber confirmed it.")
	r, err := l.Article(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	wantEqual(t, "warrant", r.Article.Warrant, sayso.FetchedWarrant)

	// In the other order: what is stronger wins, whatever it is dated.
	other := func(r sayso.Reading) sayso.Reading {
		r.Article.URL = "https://valewire.example/other"
		r.Article.ID = sayso.DeriveArticleID(r.Article.URL)
		return r
	}
	put(t, l, other(warranted("Weber confirmed it.", sayso.StatedWarrant, "2036-01-03", none)))
	put(t, l, other(denies))
	put(t, l, other(warranted("Weber denied it again.", sayso.ArchivedWarrant, "2031-01-03", none)))
	wantList(t, "stronger", stoodThere(t, l, other(denies).Article.ID), []string{"Weber denied it again.", "Weber denied it.", "Weber confirmed it."})
}

func testPutBack(t testing.TB, l sayso.Ledger) {
	hour := func(n int) time.Time { return time.Date(2031, 1, 2, n, 0, 0, 0, time.UTC) }
	a := func(seen time.Time) sayso.Reading {
		r := harbour()
		r.Article.Warrant, r.Seen = sayso.FetchedWarrant, seen
		return r
	}
	b := harbourCorrected()
	b.Article.Warrant, b.Seen = sayso.FetchedWarrant, hour(2)
	put(t, l, denial(), a(hour(1)), b)
	before := dump(t, l)
	wantList(t, "an old look at the old text", changes(put(t, l, a(hour(1)))), []sayso.Change{sayso.Unchanged})
	wantSame(t, "an old look", dump(t, l), before)

	end, err := l.JournalEnd(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	wantList(t, "the old text again", changes(put(t, l, a(hour(3)))), []sayso.Change{sayso.Updated})
	old, new := harbour().Article.Text, b.Article.Text
	wantList(t, "what stood there", stoodThere(t, l, b.Article.ID), []string{old, new, old})
	if now, err := l.JournalEnd(t.Context()); err != nil || now <= end {
		t.Errorf("the journal does not tell of it: %d, %v", now, err)
	}
	back := a(hour(3))
	first := back.Article.Version()
	page, err := l.Articles(t.Context(), sayso.ArticleQuery{Revised: true})
	if err != nil || len(page.Items) != 1 || page.Items[0].Versions != 3 || page.Items[0].Version != first {
		t.Errorf("%+v, %v", page, err)
	}
	wantEqual(t, "claims that stand", len(claims(t, l, sayso.ClaimQuery{Article: b.Article.ID})), len(harbour().Analysis.Claims))
	wantList(t, "once more the same", changes(put(t, l, a(hour(3)))), []sayso.Change{sayso.Unchanged})

	b.Seen = hour(4)
	put(t, l, b)
	wantList(t, "and the correction again", stoodThere(t, l, b.Article.ID), []string{new, old, new, old})
	third := b
	third.Article.Text += " More."
	third.Raw = sayso.Raw{}
	put(t, l, third)
	wantList(t, "and a third text", stoodThere(t, l, b.Article.ID), []string{third.Article.Text, new, old, new, old})

	// What is found and counted is as if the text had never been away.
	got := claims(t, l, sayso.ClaimQuery{AllVersions: true, Article: b.Article.ID})
	want := len(harbour().Analysis.Claims) + 2*len(b.Analysis.Claims)
	if d := cmp.Diff(want, len(got)); d != "" {
		t.Errorf("claims of all versions: %v", got)
	}
}

func testDoubtedDates(t testing.TB, l sayso.Ledger) {
	sound := warranted("The bridge is open.", sayso.FetchedWarrant, "2031-01-02", time.Time{})
	ahead := NewDraft("https://mill.example/2036", "Mill", "From ahead", "The mill will turn.", Day("2036-02-07")).Reading
	ahead.Article.Doubted = true
	put(t, l, ahead, sound)
	page, err := l.Articles(t.Context(), sayso.ArticleQuery{})
	if err != nil || len(page.Items) != 2 || page.Items[0].ID != sound.Article.ID || page.Items[1].Published.String() != "2036-02-07" {
		t.Errorf("a doubted date heads the list, or is not kept as stated: %+v, %v", page.Items, err)
	}
	// Nor does it settle which version is the newest.
	later := ahead
	later.Article.Text, later.Article.Published, later.Article.Doubted = "The mill turns.", Day("2031-01-03"), false
	put(t, l, later)
	wantList(t, "versions", stoodThere(t, l, later.Article.ID), []string{"The mill turns.", "The mill will turn."})
}
