package intake

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"sayso"
	"sayso/ingest"
	"sayso/internal/ingest/fetch"
	"sayso/sqlite"
)

// world is a ledger that does as it is told, a clock that waits for nothing,
// and a service between them.
type world struct {
	*sqlite.Ledger
	t     *testing.T
	now   time.Time
	slept int
	calls []string // "put TITLE TITLE", "hold TITLE", "unhold", "mark N", "place"
	logs  []string
	// busy is how often each call is refused as busy, by its first word.
	busy map[string]int
	// refuse are titles that Put and Hold find invalid.
	refuse map[string]bool
	// stop ends the run at the article with that title.
	panics map[string]bool
	fates  []string // "TITLE: what became of it"
}

func newWorld(t *testing.T) *world {
	t.Helper()
	l, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "l.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	return &world{Ledger: l, t: t, now: time.Date(2031, 4, 7, 12, 0, 0, 0, time.UTC), busy: map[string]int{}, refuse: map[string]bool{}, panics: map[string]bool{}}
}

func (w *world) service() *Service {
	return New(Options{
		Ledger: w,
		Extract: func(a *sayso.Article) sayso.Analysis {
			if w.panics[a.Title] {
				panic("a deep tree")
			}
			return sayso.Analysis{Extractor: w.by()}
		},
		By:    w.by(),
		Place: func(context.Context) error { return w.call("place") },
		Clock: fetch.Clock{
			Now: func() time.Time { return w.now },
			Sleep: func(ctx context.Context, d time.Duration) error {
				w.slept++
				w.now = w.now.Add(d)
				return ctx.Err()
			},
		},
		Log: func(format string, args ...any) { w.logs = append(w.logs, fmt.Sprintf(format, args...)) },
	})
}

func (w *world) by() sayso.Provenance { return sayso.Provenance{Name: "test", Version: "1"} }

func (w *world) call(what string) error {
	word, _, _ := strings.Cut(what, " ")
	if w.busy[word] > 0 {
		w.busy[word]--
		return sayso.Errorf("write", "", sayso.Busy, "another program writes")
	}
	w.calls = append(w.calls, what)
	return nil
}

func (w *world) invalid(titles ...string) error {
	for _, title := range titles {
		if w.refuse[title] {
			return sayso.Errorf("write", "", sayso.Invalid, "it contradicts itself")
		}
	}
	return nil
}

func (w *world) Put(ctx context.Context, readings ...sayso.Reading) ([]sayso.Outcome, error) {
	var titles []string
	for _, r := range readings {
		titles = append(titles, r.Article.Title)
		if r.Article.Embargoed(w.now) {
			w.t.Errorf("%s was put before its time", r.Article.Title)
		}
		if r.Analysis.Extractor != w.by() {
			w.t.Errorf("%s was put unread", r.Article.Title)
		}
	}
	if err := w.invalid(titles...); err != nil {
		return nil, err
	}
	if err := w.call("put " + strings.Join(titles, " ")); err != nil {
		return nil, err
	}
	return w.Ledger.Put(ctx, readings...)
}

func (w *world) Hold(ctx context.Context, r sayso.Reading) (sayso.Change, error) {
	if err := w.invalid(r.Article.Title); err != nil {
		return "", err
	}
	if err := w.call("hold " + r.Article.Title); err != nil {
		return "", err
	}
	return w.Ledger.Hold(ctx, r)
}

func (w *world) Unhold(ctx context.Context, id sayso.VersionID) error {
	if err := w.call("unhold"); err != nil {
		return err
	}
	return w.Ledger.Unhold(ctx, id)
}

func (w *world) SetBookmark(ctx context.Context, archive string, by sayso.Provenance, at int64) error {
	if err := w.call(fmt.Sprint("mark ", at)); err != nil {
		return err
	}
	return w.Ledger.SetBookmark(ctx, archive, by, at)
}

// tell notes what became of an item.
func (w *world) tell(it *Item, f Fate) {
	var what string
	switch {
	case f.Err != nil:
		what = "refused: " + f.Err.Error()
	case !f.Held.IsZero():
		what = "held until " + f.Held.Format("15:04")
	default:
		what = string(f.Change)
	}
	if f.Note != "" {
		what += "; " + f.Note
	}
	w.fates = append(w.fates, it.Article.Title+": "+what)
}

// take takes documents in, and ends with an error where want is none of it.
func (w *world) take(ctx context.Context, s *Service, documents ...ingest.Document) error {
	return s.Documents(ctx, func(yield func(ingest.Document, error) bool) {
		for _, d := range documents {
			if !yield(d, nil) {
				return
			}
		}
	}, ingest.Options{}, Report{
		Document: func(d ingest.Document, _ []string, err error) {
			if err != nil {
				w.fates = append(w.fates, d.Name+": "+err.Error())
			}
		},
		Article: w.tell,
	})
}

func (w *world) titles() []string {
	w.t.Helper()
	page, err := w.Articles(w.t.Context(), sayso.ArticleQuery{Paging: sayso.Paging{Limit: sayso.MaxLimit}})
	if err != nil {
		w.t.Fatal(err)
	}
	var out []string
	for _, a := range page.Items {
		out = append(out, a.Title)
	}
	slices.Sort(out)
	return out
}

func (w *world) wantFates(want ...string) {
	w.t.Helper()
	if !slices.Equal(w.fates, want) {
		w.t.Errorf("told\n%s\nwant\n%s", strings.Join(w.fates, "\n"), strings.Join(want, "\n"))
	}
}

func (w *world) wantCalls(want ...string) {
	w.t.Helper()
	if !slices.Equal(w.calls, want) {
		w.t.Errorf("called\n%s\nwant\n%s", strings.Join(w.calls, "\n"), strings.Join(want, "\n"))
	}
}

// report is a document that holds one article.
func report(title string) ingest.Document {
	return ingest.Document{Name: title + ".jsonl", Kind: ingest.JSONL, Data: fmt.Appendf(nil, `{"id": %[1]q, "title": %[1]q, "text": "The port is open, %[1]s said."}`, title)}
}

// embargoed is a document that holds an item that must wait.
func embargoed(title string, until time.Time) ingest.Document {
	return ingest.Document{Name: title + ".json", Kind: ingest.Ninjs, Data: fmt.Appendf(nil,
		`{"uri": "urn:x:%[1]s", "type": "text", "headline": "%[1]s", "versioncreated": "2031-04-07T09:40:00Z", "embargoed": "%s", "body_text": "The city asks for bids, %[1]s said."}`,
		title, until.Format(time.RFC3339))}
}
