package ledgertest

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"sayso"
)

// testUnread puts an article in a language that is not read: it is kept, found
// and counted like any other, by what its publisher calls it too, and has no
// claims. Another extractor may read it later.
func testUnread(t testing.TB, l sayso.Ledger) {
	put(t, l, Readings()...)
	d := NewDraft("https://courrier.example/pont", "Le Courrier", "Le pont est fermé", "Le maire a déclaré mardi que le pont resterait fermé.", Day("2031-04-09"))
	r := d.Reading
	r.Article.Key, r.Article.Language = "tag:courrier.example,2031:pont/7 é", "en-GB" // declared by mistake
	r.Analysis.Language, r.Analysis.Unread = "fr", "language fr is not read"
	put(t, l, r)
	for name, ask := range map[string]sayso.ArticleQuery{
		"key": {Key: r.Article.Key}, "language": {Language: "fr"}, "words": {Words: "pont"}, "all at once": {Key: r.Article.Key, Words: "maire", Language: "fr", Outlet: "le courrier"}} {
		wantList(t, name, titles(t, l, ask), []string{r.Article.Title})
	}
	wantList(t, "a key in part", titles(t, l, sayso.ArticleQuery{Key: "tag:courrier.example,2031:pont/7"}), nil)
	wantList(t, "the language that was declared", titles(t, l, sayso.ArticleQuery{Language: "en-GB"}), nil)
	page, err := l.Articles(t.Context(), sayso.ArticleQuery{Key: r.Article.Key})
	if err != nil {
		t.Fatal(err)
	}
	want := sayso.ArticleRow{ID: r.Article.ID, Version: r.Article.Version(), Key: r.Article.Key, URL: r.Article.URL, Outlet: "Le Courrier", Title: r.Article.Title,
		Published: r.Article.Published, Language: "fr", Unread: r.Analysis.Unread, Versions: 1, Lead: r.Article.Text}
	if d := cmp.Diff(want, page.Items[0]); d != "" {
		t.Errorf("row (-want +got):\n%s", d)
	}
	got, err := l.Article(t.Context(), r.Article.ID)
	if err != nil {
		t.Fatal(err)
	}
	wantEqual(t, "key", got.Article.Key, r.Article.Key)
	wantEqual(t, "reason", got.Analysis.Unread, r.Analysis.Unread)
	unread := func() []sayso.Count {
		stats, err := l.Stats(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return stats.Unread
	}
	wantList(t, "counted", unread(), []sayso.Count{{Key: r.Analysis.Unread, Label: r.Analysis.Unread, N: 1}})

	// An extractor that reads French leaves nothing of the reason.
	read := d.Reading
	read.Article.Key = "another"
	read.Analysis.Language, read.Analysis.Extractor.Version = "fr", "reads French"
	put(t, l, read)
	wantList(t, "counted when it is read", unread(), nil)
	wantList(t, "its new key", titles(t, l, sayso.ArticleQuery{Key: "another"}), []string{r.Article.Title})
	wantList(t, "its old key", titles(t, l, sayso.ArticleQuery{Key: r.Article.Key}), nil)
}
