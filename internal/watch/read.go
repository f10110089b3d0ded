package watch

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"sayso"
	"sayso/ingest"
	"sayso/internal/ingest/fetch"
	"sayso/internal/intake"
	"sayso/internal/lease"
)

// maxTries is how often an item is tried before it is given up: a day and a
// half, with the pauses between.
const maxTries = 10

// job is one document on its way into the ledger.
type job struct {
	run *run
	doc ingest.Document
	at  string // where it was found, after redirects
	err error  // why there is no document
	end bool   // nothing follows for this item; doc is empty
}

// run is one try at an item.
type run struct {
	item   sayso.SourceItem
	source sayso.WatchedSource
	key    string
	// What came of it so far; only the sink looks.
	article sayso.ArticleID
	trouble string
	lost    bool // the item is another worker's now
}

// read fetches an item, or takes what its source carried of it, and hands it
// on.
func (w *Watcher) read(ctx context.Context, it sayso.SourceItem, key string) {
	s, err := w.source(ctx, it.Source)
	if err != nil {
		w.finish(key) // it was removed, or the ledger is busy
		return
	}
	r := &run{item: it, source: s, key: key}
	switch {
	case s.Kind == sayso.FolderSource:
		w.readFile(ctx, r)
		return
	case !fetches(&it, &s):
		d, err := written(&it, &s)
		w.hand(ctx, job{run: r, doc: d, err: err})
	default:
		id, err := w.Ledger.ReadSince(ctx, it.Address, it.Found)
		if err == nil && id != "" {
			// Another source lists the same page, and it was read for that one.
			w.settle(ctx, r, sayso.ItemOutcome{Article: id})
			return
		}
		res, err := w.Client.Get(ctx, fetch.Request{Address: it.Address, Local: s.Local})
		if ctx.Err() != nil {
			w.finish(key)
			return
		}
		if err != nil && sayso.KindOf(err) == sayso.Busy && it.Tries+1 < maxTries {
			pause := backOff(it.Tries + 1)
			var wait *fetch.Wait
			if errors.As(err, &wait) {
				pause = max(pause, wait.For)
			}
			w.retried.Add(1)
			w.settle(ctx, r, sayso.ItemOutcome{Trouble: inWords(err), Retry: w.Clock.Now().Add(pause)})
			return
		}
		j := job{run: r, err: err}
		if err == nil {
			w.bytes.Add(int64(len(res.Body)))
			j.doc, j.at = fetched(res), res.Address
		}
		w.hand(ctx, j)
	}
	w.hand(ctx, job{run: r, end: true})
}

// readFile hands on what a file of a watched folder holds.
func (w *Watcher) readFile(ctx context.Context, r *run) {
	for d, err := range ingest.Documents(ctx, []string{r.item.Key}, w.Ingest) {
		if ctx.Err() != nil {
			break
		}
		w.bytes.Add(int64(len(d.Data)))
		w.hand(ctx, job{run: r, doc: d, err: err})
	}
	if ctx.Err() != nil {
		w.finish(r.key)
		return
	}
	w.hand(ctx, job{run: r, end: true})
}

func (w *Watcher) hand(ctx context.Context, j job) {
	select {
	case w.jobs <- j:
	case <-ctx.Done():
	}
}

// work parses a document and extracts what it puts on record. Where a page
// cannot be read, the summary that its source carried stands in for it.
func (w *Watcher) work(ctx context.Context, j job) ([]*intake.Item, error) {
	if j.end {
		return nil, nil
	}
	it, s := &j.run.item, &j.run.source
	all, err := []*intake.Item(nil), j.err
	if err == nil {
		all, _, err = intake.Parse(j.doc, w.Ingest)
	}
	var instead error
	if err != nil && s.Kind != sayso.FolderSource && fetches(it, s) && words(it.Content) >= minTeaser {
		if d, e := written(it, s); e == nil {
			if summary, _, e := intake.Parse(d, w.Ingest); e == nil {
				all, instead, err = summary, err, nil
				j.at = ""
			}
		}
	}
	if err != nil {
		return nil, err
	}
	for _, r := range all {
		a := &r.Article
		_, post, _ := strings.Cut(a.URL, "#")
		at := j.at
		if s.Kind == sayso.PageSource {
			at = it.Address // the look at the source has fetched it
		}
		fill(a, it, s, at)
		if s.Kind != sayso.FolderSource {
			r.Seen = w.Clock.Now()
		}
		if len(all) > 1 && post != "" && a.URL != "" { // of a live blog
			a.URL += "#" + post
			a.ID = sayso.DeriveArticleID(a.URL)
		}
		w.Intake.ReadQueued(ctx, r)
	}
	if instead != nil {
		return all, &summaryOnly{instead}
	}
	return all, nil
}

// summaryOnly says that an item was read, from its summary alone, and why.
type summaryOnly struct{ err error }

func (s *summaryOnly) Error() string { return "only its summary was read: " + inWords(s.err) }

func words(b []byte) int {
	n, in := 0, false
	for _, c := range b {
		space := c == ' ' || c == '\n' || c == '\t' || c == '\r'
		if !space && !in {
			n++
		}
		in = !space
	}
	return n
}

// keep puts readings and, at the end of their item, settles that. Only a ledger
// that cannot be written to ends the run.
func (w *Watcher) keep(ctx context.Context, j job, all []*intake.Item, err error) error {
	if j.end && j.run.lost {
		w.finish(j.run.key)
		return nil
	}
	if j.end {
		o := sayso.ItemOutcome{Article: j.run.article, Trouble: j.run.trouble}
		if o.Article == "" {
			w.lost.Add(1)
			if o.Trouble == "" {
				o.Trouble = "nothing was found in it"
			}
			w.Log("%s: %s", nameOf(&j.run.item), o.Trouble)
		}
		w.settle(ctx, j.run, o)
		return nil
	}
	var only *summaryOnly
	if err != nil {
		j.run.trouble = inWords(err)
		if !errors.As(err, &only) {
			return nil
		}
	}
	for _, r := range all {
		switch err := w.keepOne(w.Guard(ctx, j.run.key), j, r); {
		case errors.Is(err, lease.ErrLost):
			j.run.lost = true
			return nil
		case err != nil:
			return err
		}
	}
	return nil
}

// keepOne takes an article in.
func (w *Watcher) keepOne(ctx context.Context, j job, it *intake.Item) error {
	f, err := w.Intake.Put(ctx, it)
	if err != nil {
		return err
	}
	if f.Note != "" {
		j.run.trouble = "a kill: " + f.Note
		w.Log("%s: %s", nameOf(&j.run.item), j.run.trouble)
	}
	switch {
	case f.Err != nil:
		j.run.trouble = inWords(f.Err)
	case !f.Held.IsZero():
		wake(w.holding)
		j.run.article = f.Article
		j.run.trouble = "held back under embargo until " + f.Held.String()
	default:
		j.run.article = f.Article
		w.count(f.Change)
	}
	return nil
}

// count counts what a reading changed.
func (w *Watcher) count(c sayso.Change) {
	switch c {
	case sayso.New:
		w.added.Add(1)
	case sayso.Updated:
		w.updated.Add(1)
	default:
		w.unchanged.Add(1)
		return
	}
	wake(w.placing)
}

// settle says what became of an item. Where that cannot be recorded the item
// is tried again, which changes nothing.
func (w *Watcher) settle(ctx context.Context, r *run, o sayso.ItemOutcome) {
	const most = 1000
	if len(o.Trouble) > most {
		o.Trouble = o.Trouble[:most]
	}
	if err := w.Ledger.Settle(w.Guard(ctx, r.key), r.item, w.Clock.Now(), o); err != nil && ctx.Err() == nil {
		w.Log("%s: %v", nameOf(&r.item), err)
		_ = w.Clock.Sleep(ctx, ledgerPause)
	}
	w.finish(r.key)
}

func nameOf(it *sayso.SourceItem) string {
	if it.Address != "" {
		return it.Address
	}
	return fmt.Sprintf("%.100s", it.Key)
}
