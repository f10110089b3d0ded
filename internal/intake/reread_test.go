package intake

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"sayso"
	"sayso/ingest"
)

// old is the extractor that has read everything before.
var old = sayso.Provenance{Name: "test", Version: "0"}

// oldWorld is a world whose articles another extractor has read.
func oldWorld(t *testing.T, titles ...string) *world {
	t.Helper()
	w := newWorld(t)
	for _, title := range titles {
		w.keep(report(title), func(*sayso.Reading) {})
	}
	return w
}

// keep puts what a document holds as the old extractor read it.
func (w *world) keep(d ingest.Document, change func(*sayso.Reading)) {
	w.t.Helper()
	items, _, err := Parse(d, ingest.Options{})
	if err != nil {
		w.t.Fatal(err)
	}
	for _, it := range items {
		it.Analysis.Extractor = old
		change(&it.Reading)
		if _, err := w.Ledger.Put(w.t.Context(), it.Reading); err != nil {
			w.t.Fatal(err)
		}
	}
}

// reread reads everything again and says what became of each version.
func (w *world) reread(ctx context.Context) ([]Again, error) {
	var all []Again
	err := w.service().Reread(ctx, w.Ledger, old, func(a Again) { all = append(all, a) })
	return all, err
}

func (w *world) readers() []sayso.Reader {
	w.t.Helper()
	all, err := w.Readers(w.t.Context())
	if err != nil {
		w.t.Fatal(err)
	}
	return all
}

// TestReread wants every version read again once, in place, the ones that fail
// with their old readings, and nothing done the second time.
func TestReread(t *testing.T) {
	w := oldWorld(t, "a", "b", "deep", "odd")
	w.keep(report("lost"), func(r *sayso.Reading) { r.Raw.Bytes = []byte("{}") })
	w.keep(report("reworded"), func(r *sayso.Reading) { r.Article.Text += " It was kept so." })
	w.keep(report("rawless"), func(r *sayso.Reading) { r.Raw = sayso.Raw{MediaType: "text/plain"} })
	w.panics["deep"], w.refuse["odd"] = true, true
	for _, run := range []struct{ done, otherwise, failed int }{{4, 1, 3}, {0, 0, 3}} {
		all, err := w.reread(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		done, otherwise, failed := 0, 0, 0
		for _, a := range all {
			switch {
			case a.Err != nil:
				failed++
			case a.Otherwise:
				otherwise++
				done++
			default:
				done++
			}
		}
		if done != run.done || otherwise != run.otherwise || failed != run.failed {
			t.Errorf("%d read, %d of them otherwise, %d failed, want %+v: %+v", done, otherwise, failed, run, all)
		}
		want := []sayso.Reader{{By: w.by(), Articles: 4, Versions: 4}, {By: old, Articles: 3, Versions: 3}}
		if got := w.readers(); !slices.Equal(got, want) {
			t.Errorf("readers %+v, want %+v", got, want)
		}
	}
	for _, title := range []string{"reworded", "lost"} {
		rec, err := w.Article(t.Context(), articleID(title))
		if err != nil {
			t.Fatal(err)
		}
		if list, err := w.Versions(t.Context(), rec.Article.ID); err != nil || len(list) != 1 {
			t.Errorf("%s has %d versions, %v", title, len(list), err)
		}
	}
	if all, err := w.reread(t.Context()); err != nil || len(all) != 3 {
		t.Errorf("%+v, %v", all, err)
	}
}

func articleID(title string) sayso.ArticleID { return sayso.DeriveArticleID("id:" + title) }

// TestRereadHints wants an article to keep what only its first reading knew.
func TestRereadHints(t *testing.T) {
	w := newWorld(t)
	hints := sayso.Article{Outlet: "Northwind Daily", Country: "FRA", Party: sayso.StateMedia, Published: sayso.Date{Time: w.now, DayOnly: true}, Language: "en", Byline: []string{"Ada Brenn"}}
	w.keep(report("a"), func(r *sayso.Reading) {
		a := &r.Article
		a.Outlet, a.Country, a.Party, a.Published, a.Language, a.Byline = hints.Outlet, hints.Country, hints.Party, hints.Published, hints.Language, hints.Byline
	})
	before, err := w.Article(t.Context(), articleID("a"))
	if err != nil {
		t.Fatal(err)
	}
	if all, err := w.reread(t.Context()); err != nil || len(all) != 1 || all[0].Err != nil || all[0].Otherwise {
		t.Fatalf("%+v, %v", all, err)
	}
	after, err := w.Article(t.Context(), articleID("a"))
	if err != nil || after.Analysis.Extractor != w.by() || fmt.Sprintf("%+v", after.Article) != fmt.Sprintf("%+v", before.Article) {
		t.Errorf("%+v, %v; before %+v", after.Article, err, before.Article)
	}
}

// TestRereadInterrupted wants a run that is cut off again and again to come to
// the same end, each version read once.
func TestRereadInterrupted(t *testing.T) {
	var titles []string
	for i := range 3*BatchReadings + 5 {
		titles = append(titles, fmt.Sprintf("n%03d", i))
	}
	w := oldWorld(t, titles...)
	seen := map[sayso.VersionID]int{}
	for runs := 0; ; runs++ {
		ctx, cancel := context.WithCancel(t.Context())
		n := 0
		err := w.service().Reread(ctx, w.Ledger, old, func(a Again) {
			if seen[a.Version]++; a.Err != nil {
				t.Error(a.Err)
			}
			if n++; n == 20 {
				cancel()
			}
		})
		cancel()
		if err == nil {
			break
		}
		if runs > 10 {
			t.Fatal("it never ends")
		}
	}
	if len(seen) != len(titles) {
		t.Errorf("%d versions were read again, want %d", len(seen), len(titles))
	}
	for id, n := range seen {
		if n != 1 {
			t.Errorf("%s was read %d times", id, n)
		}
	}
	if got := w.readers(); len(got) != 1 || got[0].By != w.by() {
		t.Errorf("readers %+v", got)
	}
}
