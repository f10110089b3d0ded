package watch

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"sayso"
	"sayso/internal/ingest/fetch"
	"sayso/internal/intake"
	"sayso/sqlite"
)

// world is a test server, a ledger, and a clock that stands still.
type world struct {
	t      *testing.T
	server *httptest.Server
	ledger *sqlite.Ledger
	mux    *http.ServeMux
	client *fetch.Client

	mu    sync.Mutex
	now   time.Time
	asked map[string]int
	logs  []string

	placed int // versions that were there when articles were placed last
}

func newWorld(t *testing.T) *world {
	w := &world{t: t, mux: http.NewServeMux(), now: time.Date(2031, 4, 7, 12, 0, 0, 0, time.UTC), asked: map[string]int{}}
	w.server = httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		w.mu.Lock()
		w.asked[r.URL.RequestURI()]++
		w.mu.Unlock()
		w.mux.ServeHTTP(rw, r)
	}))
	t.Cleanup(w.server.Close)
	var err error
	if w.ledger, err = sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "ledger.db")); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.ledger.Close() })
	w.client = fetch.New(fetch.Options{Clock: w.clock()})
	return w
}

func (w *world) clock() fetch.Clock {
	real := fetch.SystemClock()
	return fetch.Clock{
		Now: func() time.Time { w.mu.Lock(); defer w.mu.Unlock(); return w.now },
		Sleep: func(ctx context.Context, d time.Duration) error {
			return real.Sleep(ctx, min(d, 5*time.Millisecond))
		},
	}
}

func (w *world) pass(d time.Duration) { w.mu.Lock(); w.now = w.now.Add(d); w.mu.Unlock() }

func (w *world) serve(path, kind, body string) {
	w.mux.HandleFunc(path, func(rw http.ResponseWriter, r *http.Request) {
		rw.Header().Set("Content-Type", kind)
		_, _ = fmt.Fprint(rw, strings.ReplaceAll(body, "HERE", w.server.URL))
	})
}

func (w *world) add(s sayso.WatchedSource) sayso.SourceID {
	w.t.Helper()
	if strings.HasPrefix(s.Address, "/") && s.Kind != sayso.FolderSource {
		s.Address = w.server.URL + s.Address
		s.Local = true
	}
	s.Added = w.now
	if _, err := w.ledger.AddSource(w.t.Context(), s); err != nil {
		w.t.Fatal(err)
	}
	return sayso.DeriveSourceID(s.Address)
}

// intake takes articles in without reading anything in them.
func (w *world) intake() *intake.Service {
	return intake.New(intake.Options{Ledger: w.ledger, Clock: w.clock(), Extract: func(*sayso.Article) sayso.Analysis {
		return sayso.Analysis{Extractor: sayso.Provenance{Name: "none"}}
	}})
}

// watch runs until nothing is due.
func (w *world) watch() Tally {
	w.t.Helper()
	x := New(Options{
		Ledger: w.ledger, Intake: w.intake(), Client: w.client, Clock: w.clock(), Once: true,
		Place: func(ctx context.Context) error {
			stats, err := w.ledger.Stats(ctx)
			w.placed = stats.Versions
			return err
		},
		Log: func(format string, args ...any) {
			w.mu.Lock()
			w.logs = append(w.logs, fmt.Sprintf(format, args...))
			w.mu.Unlock()
		},
	})
	if err := x.Run(w.t.Context()); err != nil {
		w.t.Fatal(err)
	}
	return x.Tally()
}

// articles gives what the ledger holds, by address.
func (w *world) articles() map[string]*sayso.Record {
	w.t.Helper()
	page, err := w.ledger.Articles(w.t.Context(), sayso.ArticleQuery{Paging: sayso.Paging{Limit: sayso.MaxLimit}})
	if err != nil {
		w.t.Fatal(err)
	}
	out := map[string]*sayso.Record{}
	for _, a := range page.Items {
		r, err := w.ledger.Article(w.t.Context(), a.ID)
		if err != nil {
			w.t.Fatal(err)
		}
		key := strings.TrimPrefix(a.URL, w.server.URL)
		if key == "" {
			key = a.Path
		}
		if out[key] != nil {
			w.t.Errorf("%s is there twice", key)
		}
		out[key] = r
	}
	return out
}

func (w *world) row(id sayso.SourceID) *sayso.SourceRow {
	w.t.Helper()
	r, err := w.ledger.WatchedSource(w.t.Context(), id)
	if err != nil {
		w.t.Fatal(err)
	}
	return r
}

func (w *world) times(path string) int { w.mu.Lock(); defer w.mu.Unlock(); return w.asked[path] }

// report is a page with an article of some length.
func report(title, canonical, more string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "<!doctype html><html lang=en><head><title>%s</title>", title)
	if canonical != "" {
		fmt.Fprintf(&b, `<link rel="canonical" href="%s">`, canonical)
	}
	fmt.Fprintf(&b, "</head><body><article><h1>%s</h1>", title)
	for i := range 4 {
		fmt.Fprintf(&b, "<p>The minister said on Monday that the harbour works of part %d would go on through the winter, whatever the weather does to the quays and the cranes. %s</p>", i, more)
	}
	return b.String() + "</article></body></html>"
}

const long = `The minister said that the harbour would open in spring and that the cranes had been tested in all weathers. `
