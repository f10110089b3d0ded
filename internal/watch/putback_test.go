package watch

import (
	"fmt"
	"net/http"
	"testing"

	"sayso"
)

// TestAThenBThenA watches a page whose publisher changes its text and puts the old one
// back: what stands there now is the newest, and the history has the old text twice.
func TestAThenBThenA(t *testing.T) {
	w := newWorld(t)
	texts := map[string]string{"A": report("The harbour opens", "", ""), "B": report("The harbour opens", "", "It will rain.")}
	now := "A"
	w.mux.HandleFunc("/page", func(rw http.ResponseWriter, _ *http.Request) { _, _ = fmt.Fprint(rw, texts[now]) })
	w.add(sayso.WatchedSource{Kind: sayso.PageSource, Address: "/page"})
	var names []sayso.VersionID
	for i, next := range []string{"A", "B", "A"} {
		now = next
		w.watch()
		w.pass(2 * MaxInterval)
		var id sayso.ArticleID
		for _, r := range w.articles() {
			id = r.Article.ID
		}
		list, err := w.ledger.Versions(t.Context(), id)
		if err != nil || len(list) != i+1 {
			t.Fatalf("after %s: versions %+v, %v\n%s", next, list, err, w.logs)
		}
		newest, err := w.ledger.Article(t.Context(), id)
		if err != nil || newest.Version.ID != list[0].ID {
			t.Errorf("after %s: the newest is %s, and the history begins with %s, %v", next, newest.Version.ID, list[0].ID, err)
		}
		names = append(names, newest.Version.ID)
	}
	if names[0] != names[2] || names[0] == names[1] {
		t.Errorf("the newest were %v", names)
	}
}
