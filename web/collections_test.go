package web

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"sayso"
)

// TestCollections wants who is bounded to a collection to see what its sources listed,
// and nothing else by any address.
func TestCollections(t *testing.T) {
	n := openNewsroom(t, nil)
	ctx := t.Context()
	src := sayso.WatchedSource{Kind: sayso.FeedSource, Address: "https://northwind-daily.example/feed.xml", Title: "Northwind Daily"}
	if _, err := n.AddSource(ctx, src); err != nil {
		t.Fatal(err)
	}
	articles, err := n.Articles(ctx, sayso.ArticleQuery{})
	if err != nil || len(articles.Items) < 2 {
		t.Fatal(articles, err)
	}
	mine, other := articles.Items[0], articles.Items[1]
	it := sayso.SourceItem{Source: sayso.DeriveSourceID(src.Address), Key: "1", Mark: "a", Address: "https://northwind-daily.example/1"}
	if _, err := n.Polled(ctx, it.Source, n.now, []sayso.SourceItem{it}, func(int) sayso.SourceState { return sayso.SourceState{} }); err != nil {
		t.Fatal(err)
	}
	if err := n.Settle(ctx, it, n.now, sayso.ItemOutcome{Article: mine.ID}); err != nil {
		t.Fatal(err)
	}
	ada, lim := n.pass(t, sayso.SessionPass, "ada", sayso.AdminRole), n.pass(t, sayso.SessionPass, "lim", sayso.AdminRole)
	if w := n.ask("GET", "/articles/"+string(mine.ID), lim, nil); w.Code != 403 {
		t.Errorf("bounded to nothing, it sees an article: %d", w.Code)
	}
	if w := n.ask("POST", "/collections", ada, url.Values{"name": {"harbour"}, "source": {string(it.Source)}}); w.Code != 303 {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	if w := n.ask("POST", "/people/lim", ada, url.Values{"role": {"editor"}, "sees": {"collections"}, "collection": {"harbour"}}); w.Code != 303 {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	if w := n.ask("GET", "/collections/harbour", ada, nil); w.Code != 200 || !strings.Contains(w.Body.String(), "/articles/"+string(mine.ID)) {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	claimOf := func(a sayso.ArticleID) string {
		page, err := n.Claims(ctx, sayso.ClaimQuery{Article: a})
		if err != nil || len(page.Items) == 0 {
			t.Fatal(a, page, err)
		}
		return string(page.Items[0].ID)
	}
	in := []string{"/account", "/collections/harbour", "/articles/" + string(mine.ID), "/versions/" + string(mine.Version), "/claims/" + claimOf(mine.ID), "/claims/" + claimOf(mine.ID) + "/cite",
		"/api/v1/articles/" + string(mine.ID), "/api/v1/versions/" + string(mine.Version), "/api/v1/claims/" + claimOf(mine.ID)}
	for _, path := range in {
		w := n.ask("GET", path, lim, nil)
		if w.Code != 200 {
			t.Errorf("%s: %d %.200s", path, w.Code, w.Body)
		}
		for _, leak := range []string{string(other.ID), "/stories/", "/questions/"} {
			if strings.Contains(w.Body.String(), leak) && leak != "" {
				t.Errorf("%s tells of %s", path, leak)
			}
		}
	}
	if w := n.ask("GET", "/", lim, nil); w.Code != 303 || w.Header().Get("Location") != "/account" {
		t.Errorf("home: %d", w.Code)
	}
	if w := n.ask("POST", "/claims/"+claimOf(mine.ID)+"/correct", lim, url.Values{"verdict": {"accepted"}}); w.Code != 303 {
		t.Errorf("judging one's own: %d", w.Code)
	}
	for _, path := range []string{"/articles/" + string(other.ID), "/versions/" + string(other.Version), "/claims/" + claimOf(other.ID), "/api/v1/claims/" + claimOf(other.ID), "/articles/none", "/claims/none", "/sources", "/search", "/stories", "/api/v1/claims", "/export/claims.csv", "/changes.atom"} {
		if w := n.ask("GET", path, lim, nil); w.Code != 403 || strings.Contains(w.Body.String(), other.Title) && other.Title != "" {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
	if w := n.ask("POST", "/claims/"+claimOf(other.ID)+"/correct", lim, url.Values{"verdict": {"rejected"}}); w.Code != 403 {
		t.Errorf("judging another's: %d", w.Code)
	}
	// Every address is refused that is not named.
	blank := regexp.MustCompile(`\{[a-z]+\}`)
	for _, r := range slices.Concat(routes, signing) {
		method, path, _ := strings.Cut(r.pattern, " ")
		if needs[r.pattern] == nobody || ours[r.pattern] || bounded[r.pattern] != nil {
			continue
		}
		if w := n.ask(method, blank.ReplaceAllString(path, "x"), lim, url.Values{}); w.Code != 403 {
			t.Errorf("%s answers who is bounded with %d", r.pattern, w.Code)
		}
	}
	if w := n.ask("POST", "/collections/harbour/remove", ada, url.Values{}); w.Code != 303 {
		t.Errorf("%d", w.Code)
	}
	if w := n.ask("GET", "/articles/"+string(mine.ID), lim, nil); w.Code != 403 {
		t.Errorf("the collection is gone, and it sees: %d", w.Code)
	}
}
