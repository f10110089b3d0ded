package watch

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"sayso"
)

// TestFirstRun adds a source without looking at it, as the form and --kind do. Its
// first articles get the outlet too, as those that come later do.
func TestFirstRun(t *testing.T) {
	for _, kind := range []sayso.WatchKind{sayso.FeedSource, sayso.PageSource} {
		w := newWorld(t)
		items := 3
		w.mux.HandleFunc("/source", func(rw http.ResponseWriter, r *http.Request) {
			if kind == sayso.PageSource {
				_, _ = fmt.Fprint(rw, strings.Replace(report(fmt.Sprint("Report ", items), "", ""), "<html>", `<html lang="fr">`, 1))
				return
			}
			var b strings.Builder
			for i := range items {
				fmt.Fprintf(&b, `<item><title>Item %d</title><link>%s/items/%d</link><guid>g%d</guid><content:encoded>&lt;p&gt;%s&lt;/p&gt;</content:encoded></item>`, i, w.server.URL, i, i, long)
			}
			_, _ = fmt.Fprintf(rw, `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Northwind</title><language>en</language>%s</channel></rss>`, b.String())
		})
		id := w.add(sayso.WatchedSource{Kind: kind, Address: "/source"})
		w.watch()
		first := len(w.articles())
		items++
		w.pass(2 * MaxInterval)
		w.watch()
		got := w.articles()
		if first == 0 || kind == sayso.FeedSource && len(got) != first+1 {
			t.Fatalf("%s: %d articles, then %d\n%s", kind, first, len(got), w.logs)
		}
		outlets, languages := map[string]bool{}, map[string]bool{}
		for _, r := range got {
			outlets[r.Article.Outlet], languages[r.Article.Language] = true, true
		}
		if len(outlets) != 1 || len(languages) != 1 || kind == sayso.FeedSource && !outlets["Northwind"] {
			t.Errorf("%s %s: outlets %v, languages %v", kind, w.row(id).Title, outlets, languages)
		}
	}
}
