package web

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"sayso"
	"sayso/ledgertest"
	"sayso/sqlite"
)

// BenchmarkPages draws pages over a ledger of 100,000 claims, ledger and
// templates included.
func BenchmarkPages(b *testing.B) {
	const claims, inArticle, batch = 100_000, 17, 64
	ctx := context.Background()
	l, err := sqlite.Open(ctx, filepath.Join(b.TempDir(), "ledger.db"))
	if err != nil {
		b.Fatal(err)
	}
	defer l.Close()
	g := ledgertest.NewGenerator(1)
	for n := 0; n < claims/inArticle; n += batch {
		readings := make([]sayso.Reading, batch)
		for i := range readings {
			readings[i] = g.Article(inArticle)
		}
		if _, err := l.Put(ctx, readings...); err != nil {
			b.Fatal(err)
		}
	}
	actors, err := l.Actors(ctx, sayso.ActorQuery{Paging: sayso.Paging{Limit: 1}})
	if err != nil {
		b.Fatal(err)
	}
	articles, err := l.Articles(ctx, sayso.ArticleQuery{Paging: sayso.Paging{Limit: 1}})
	if err != nil {
		b.Fatal(err)
	}
	h := New(Config{Ledger: l})
	fresh := 0
	for _, p := range []struct {
		name, path string
		kept       bool // it was drawn before, and nothing has changed
	}{
		{"home", "/", false},
		{"article", "/articles/" + string(articles.Items[0].ID), false},
		{"actor", "/actors/" + string(actors.Items[0].ID), false},
		{"actors", "/actors", false},
		{"search-common", "/search?q=" + url.QueryEscape(g.Word(3)), false},
		{"search-medium", "/search?q=" + url.QueryEscape(g.Word(200)), false},
		{"search-rare", "/search?q=" + url.QueryEscape(g.Word(3000)), false},
		{"search-all", "/search", false},
		{"search-stance", "/search?stance=denies", false},
		{"home-kept", "/", true},
		{"article-kept", "/articles/" + string(articles.Items[0].ID), true},
		{"events", "/events", false},
		{"disputes", "/disputes", false},
	} {
		b.Run(p.name, func(b *testing.B) {
			b.ReportAllocs()
			var took []time.Duration
			for b.Loop() {
				began := time.Now()
				w := httptest.NewRecorder()
				path := p.path
				if !p.kept { // as if nobody had asked for it
					fresh++
					path += separator(path) + "fresh=" + strconv.Itoa(fresh)
				}
				h.ServeHTTP(w, httptest.NewRequest("GET", "http://localhost"+path, nil))
				if w.Code != http.StatusOK {
					b.Fatal(w.Code, w.Body)
				}
				took = append(took, time.Since(began))
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "median-ms")
		})
	}
}

// separator stands before one more parameter of an address.
func separator(path string) string {
	if strings.Contains(path, "?") {
		return "&"
	}
	return "?"
}
