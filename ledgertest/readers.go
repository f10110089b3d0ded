package ledgertest

import (
	"testing"

	"sayso"
)

// testReaders wants the ledger to tell who has read what, and to list it page
// by page while it is read anew.
func testReaders(t testing.TB, l sayso.Ledger) {
	ctx := t.Context()
	readers := func() []sayso.Reader {
		t.Helper()
		all, err := l.Readers(ctx)
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	wantList(t, "readers of an empty ledger", readers(), nil)
	put(t, l, harbour(), harbourCorrected(), denial(), clinic())
	wantList(t, "readers", readers(), []sayso.Reader{{By: Extractor, Articles: 3, Versions: 4}})

	// The newest versions come first, and the last that was taken of these.
	list := func(by sayso.Provenance, limit int) []sayso.VersionID {
		t.Helper()
		var out []sayso.VersionID
		for p := (sayso.Paging{Limit: limit}); ; {
			page, err := l.ReadBy(ctx, by, p)
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, page.Items...)
			if page.Next == "" {
				return out
			}
			p.After = page.Next
		}
	}
	version := func(r sayso.Reading) sayso.VersionID { return r.Article.Version() }
	all := []sayso.VersionID{version(clinic()), version(denial()), version(harbourCorrected()), version(harbour())}
	wantList(t, "read by it", list(Extractor, 0), all)
	wantList(t, "read by it, page by page", list(Extractor, 1), all)
	_, err := l.ReadBy(ctx, Extractor, sayso.Paging{After: "no token"})
	wantKind(t, "a page that no list gave", err, sayso.Invalid)

	// What another reads in the middle of the list leaves the rest of it.
	page, err := l.ReadBy(ctx, Extractor, sayso.Paging{Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	old := byAnother()
	put(t, l, old)
	rest, err := l.ReadBy(ctx, Extractor, sayso.Paging{After: page.Next})
	if err != nil {
		t.Fatal(err)
	}
	wantList(t, "the rest", rest.Items, all[1:3])
	wantList(t, "read by the other", list(old.Analysis.Extractor, 0), []sayso.VersionID{version(harbour())})
	wantList(t, "two readers", readers(), []sayso.Reader{{By: Extractor, Articles: 3, Versions: 3}, {By: old.Analysis.Extractor, Versions: 1}})
	wantList(t, "read by nobody", list(sayso.Provenance{Name: "nobody"}, 0), nil)

	if err := l.Forget(ctx); err != nil {
		t.Fatal(err)
	}
	wantList(t, "readers of what is forgotten", readers(), nil)
	wantList(t, "read by none", list(sayso.Provenance{}, 0), nil)
}
