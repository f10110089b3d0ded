package web

import (
	"context"
	"encoding/csv"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"sayso"
	"sayso/ledgertest"
)

// TestPagesLeadToFiles wants each list led to as files, by the filters that chose it.
func TestPagesLeadToFiles(t *testing.T) {
	l := open(t)
	s := serve(t)
	actors, err := l.Actors(t.Context(), sayso.ActorQuery{Speaking: true})
	if err != nil {
		t.Fatal(err)
	}
	stories, err := l.Stories(t.Context(), sayso.StoryQuery{})
	if err != nil {
		t.Fatal(err)
	}
	speaker := string(actors.Items[0].ID)
	for _, c := range []struct {
		page, csv string
		rows      int // -1 for any
	}{
		{"/", "/export/articles.csv", -1},
		{"/actors", "/export/actors.csv?speaking=1", len(actors.Items)},
		{"/actors?name=reyes&after=", "/export/actors.csv?name=reyes", 1},
		{"/actors/" + speaker, "/export/claims.csv?actor=" + speaker, actors.Items[0].Claims},
		{"/stories", "/export/stories.csv", len(stories.Items)},
		{"/stories/" + string(stories.Items[0].ID), "/export/statements.csv?story=" + string(stories.Items[0].ID), -1},
		{"/disputes", "/export/questions.csv?status=disputed&status=denied&status=shifted&status=conceded&status=updated", -1},
		{"/disputes?status=agreed&slot=figure&place=", "/export/questions.csv?slot=figure&status=agreed", -1},
		{"/disputes?order=latest&min_confidence=0.5", "/export/questions.csv?min_confidence=0.5&order=latest&status=disputed&status=denied&status=shifted&status=conceded&status=updated", -1},
		{"/search?stance=denies", "/export/claims.csv?stance=denies", 1},
		{"/events?status=denied", "/export/events.csv?status=denied", -1},
	} {
		_, body := get(t, s.URL+c.page)
		files := hrefs(body, "/export/")
		if !slices.Contains(files, c.csv) {
			t.Errorf("%s leads to %q, and not to %s", c.page, files, c.csv)
			continue
		}
		for _, f := range files {
			res, rows := get(t, s.URL+f)
			if res.StatusCode != http.StatusOK {
				t.Errorf("%s: %s %s", f, res.Status, rows)
			}
			if all, err := csv.NewReader(strings.NewReader(rows)).ReadAll(); f == c.csv && c.rows >= 0 && (err != nil || len(all)-1 != c.rows) {
				t.Errorf("%s: %d rows, %v; the page lists %d", f, len(all)-1, err, c.rows)
			}
		}
	}
}

// failingSoon is a ledger that fails after so many articles, as a disk does that is
// full or gone.
type failingSoon struct {
	sayso.Ledger
	left *atomic.Int64
}

func (f failingSoon) Quotable(ctx context.Context, ids ...sayso.VersionID) ([]sayso.Quotable, error) {
	if f.left.Add(-int64(len(ids))) < 0 {
		return nil, sayso.Errorf("show version", string(ids[0]), sayso.Damaged, "the disk is gone")
	}
	return f.Ledger.Quotable(ctx, ids...)
}

// much is a ledger whose export is longer than what the server holds back.
func much(t *testing.T) sayso.Ledger {
	t.Helper()
	g := ledgertest.NewGenerator(3)
	var more []sayso.Reading
	for range 200 {
		more = append(more, g.Article(17))
	}
	return open(t, more...)
}

// TestBrokenExports wants an export that fails on its way to be cut off, plain and
// packed, so that nobody takes what came for all; and one that fails before anything
// was sent to be an error.
func TestBrokenExports(t *testing.T) {
	l := much(t)
	for _, coding := range []string{"identity", "gzip", "zstd"} {
		for after, cut := range map[int64]bool{150: true, 0: false} {
			left := new(atomic.Int64)
			left.Store(after)
			s := httptest.NewServer(New(Config{Ledger: failingSoon{l, left}}))
			for _, format := range []string{"csv", "json", "parquet"} {
				left.Store(after)
				r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.URL+"/export/claims."+format, nil)
				if err != nil {
					t.Fatal(err)
				}
				r.Header.Set("Accept-Encoding", coding)
				res, err := http.DefaultClient.Do(r)
				if err != nil {
					t.Fatal(err)
				}
				body, err := io.ReadAll(res.Body)
				res.Body.Close()
				began := res.StatusCode == http.StatusOK && len(body) > 0
				switch {
				case format == "parquet" && cut: // its rows go out in groups: nothing was sent
				case cut && (!began || err == nil):
					t.Errorf("%s in %s: %s, %d bytes, %v; want it cut off", format, coding, res.Status, len(body), err)
				case !cut && (res.StatusCode != http.StatusInternalServerError || err != nil):
					t.Errorf("%s in %s: %s, %v; want an error", format, coding, res.Status, err)
				}
			}
			s.Close()
		}
	}
}

// TestHeadsOfExports wants no row read where only the header is asked for.
func TestHeadsOfExports(t *testing.T) {
	left := new(atomic.Int64)
	w := request(New(Config{Ledger: failingSoon{open(t), left}}), http.MethodHead, "http://localhost/export/claims.csv", nil)
	if w.Code != http.StatusOK || w.Header().Get("Content-Type") != "text/csv; charset=utf-8" || w.Header().Get("ETag") == "" || left.Load() != 0 {
		t.Errorf("%d, %v, %d articles read", w.Code, w.Header(), -left.Load())
	}
}

// TestLeavingClients wants the place of a client that has left given to the next.
func TestLeavingClients(t *testing.T) {
	s := httptest.NewServer(New(Config{Ledger: much(t)}))
	defer s.Close()
	plain := &http.Client{Transport: &http.Transport{}} // reads no more than it is asked to
	for range 3 * MaxExports {
		var res *http.Response
		for wait := time.Now().Add(10 * time.Second); ; time.Sleep(10 * time.Millisecond) {
			var err error
			if res, err = plain.Get(s.URL + "/export/claims.json"); err != nil {
				t.Fatal(err)
			}
			if res.StatusCode == http.StatusOK || time.Now().After(wait) {
				break
			}
			res.Body.Close()
		}
		if res.StatusCode != http.StatusOK {
			t.Fatalf("those who left still hold their places: %s", res.Status)
		}
		if _, err := io.ReadFull(res.Body, make([]byte, 1000)); err != nil {
			t.Fatal(err)
		}
		res.Body.Close() // it leaves
	}
}
