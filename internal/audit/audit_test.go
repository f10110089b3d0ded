package audit

import (
	"fmt"
	"path/filepath"
	"testing"

	"sayso"
	"sayso/extract"
	"sayso/internal/story"
	"sayso/sqlite"
)

const wire = "The ferry Aurelia ran aground off Port Sable on Monday with forty passengers on board. Harbour master Ilse Brenn said the crew was safe. A sailor said the lights were out. The mayor watched from the pier as boats brought the passengers ashore in heavy rain."

func TestCount(t *testing.T) {
	ctx := t.Context()
	l, err := sqlite.Open(ctx, filepath.Join(t.TempDir(), "ledger.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	put := func(at, outlet, day, text string) {
		t.Helper()
		d, err := sayso.ParseDate(day)
		if err != nil {
			t.Fatal(err)
		}
		a := sayso.Article{ID: sayso.DeriveArticleID(at), URL: at, Outlet: outlet, Title: "Ferry aground", Text: text, Published: d, Language: "en"}
		r := sayso.Reading{Article: a, Analysis: extract.New().Extract(&a)}
		if _, err := l.Put(ctx, r); err != nil {
			t.Fatal(err)
		}
	}
	put("https://one.example/a", "One", "2031-05-05T06:00:00Z", wire)
	put("https://two.example/b", "Two", "2031-05-05T09:00:00Z", wire)
	put("https://two.example/c", "Two", "2031-06-01T09:00:00Z", "Otto Brann said the road to the old quarry is shut for repairs.")
	put("https://two.example/c", "Two", "2031-06-01T09:00:00Z", "Otto Brann said the road to the old quarry is shut for good.")
	if _, err := story.NewKeeper(l).Update(ctx); err != nil {
		t.Fatal(err)
	}
	rows, err := Count(ctx, l, Query{Country: func(name string) string {
		if name == "Ilse Brenn" {
			return "NOR"
		}
		return ""
	}})
	if err != nil {
		t.Fatal(err)
	}
	short := func(r Row) string {
		return fmt.Sprintf("%s %s articles %d copied %d %v revised %d+%d claims %d named %d unnamed %d %v", r.Outlet, r.Month, r.Articles, r.Copied, r.From, r.Revised, r.Versions, r.Claims, r.Named, r.Unnamed, r.Countries)
	}
	var got []string
	for _, r := range rows {
		got = append(got, short(r))
	}
	want := []string{
		"Two  articles 2 copied 1 [{One One 1}] revised 1+1 claims 3 named 2 unnamed 1 [{NOR NOR 1}]",
		"One  articles 1 copied 0 [] revised 0+0 claims 2 named 1 unnamed 1 [{NOR NOR 1}]",
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("counted\n%q, want\n%q", got, want)
	}
	for _, r := range rows {
		if r.Words != r.NamedWords+r.UnnamedWords || r.Words == 0 {
			t.Errorf("%s: %d words, %d of named and %d of unnamed sources", r.Outlet, r.Words, r.NamedWords, r.UnnamedWords)
		}
	}
	rows, err = Count(ctx, l, Query{Outlet: "two", Months: true})
	if err != nil || len(rows) != 2 || rows[0].Month != "2031-06" || rows[1].Month != "2031-05" || rows[0].Claims != 1 {
		t.Errorf("by month: %+v, %v", rows, err)
	}
}
