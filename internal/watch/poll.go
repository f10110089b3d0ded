package watch

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"sayso"
	"sayso/internal/ingest/feed"
	"sayso/internal/ingest/fetch"
	"sayso/internal/ingest/page"
	"sayso/internal/ingest/site"
)

const (
	// maxSitemaps is how many sitemaps of an index one look follows, the
	// newest first.
	maxSitemaps = 50
	// recent is how much older than its source an entry of a sitemap may be:
	// sitemaps list whole archives.
	recent = 3 * 24 * time.Hour
	// acceptFeeds is what a look asks for.
	acceptFeeds = "application/rss+xml,application/atom+xml,application/feed+json,application/xml;q=0.9,text/xml;q=0.9,application/json;q=0.8,*/*;q=0.5"
)

// found is what a look brought.
type found struct {
	items     []sayso.SourceItem
	dates     []time.Time
	state     sayso.SourceState // with the validators of the answer, the format
	title     string            // of the source, as it calls itself
	language  string
	pause     time.Duration
	note      string
	moved     string // where the server says that it now is for good; empty when nowhere else
	unchanged bool
}

// poll asks a source what there is and records it.
func (w *Watcher) poll(ctx context.Context, s sayso.SourceRow) {
	f, err := lookAt(ctx, w.Client, s)
	ctx = w.Guard(ctx, string(s.ID))
	now := w.Clock.Now()
	if ctx.Err() != nil {
		return // it stays due
	}
	w.polls.Add(1)
	f.believe(now)
	next := func(fresh int) sayso.SourceState {
		state := succeed(f.state, s.Kind, now, look{dates: f.dates, fresh: fresh, pause: f.pause})
		if f.note != "" {
			state.Note = f.note
		}
		return state
	}
	switch {
	case err != nil:
		w.failures.Add(1)
		var wait *fetch.Wait
		left := time.Duration(0)
		if errors.As(err, &wait) {
			left = wait.For
		}
		state := fail(s.SourceState, s.Kind, now, inWords(err), left)
		next, f.items = func(int) sayso.SourceState { return state }, nil
		w.Log("%s: %s", s.Name(), state.Trouble)
	case f.unchanged:
		w.unchangedLists.Add(1)
	case f.moved != "":
		if err := w.move(ctx, &s, &f, now); err != nil {
			w.failed(ctx, s, err)
			return // it stays due
		}
	}
	if err := w.name(ctx, s, &f); err != nil {
		w.failed(ctx, s, err)
		return // it stays due
	}
	slices.Reverse(f.items) // newest first as listed, oldest first as read
	fresh, err := w.Ledger.Polled(ctx, s.ID, now, f.items, next)
	w.found.Add(int64(fresh))
	if err != nil {
		w.failed(ctx, s, err)
	}
}

// name keeps what a source calls itself, before its items are: they take it from
// there, the first as those that come later.
func (w *Watcher) name(ctx context.Context, s sayso.SourceRow, f *found) error {
	named := sayso.WatchedSource{Kind: s.Kind, Address: s.Address}
	if s.Title == "" {
		named.Title = f.title
	}
	if s.Language == "" {
		named.Language = f.language
	}
	if named.Title == "" && named.Language == "" {
		return nil
	}
	if _, err := w.Ledger.WatchedSource(ctx, s.ID); err != nil {
		return err // it was removed meanwhile, and is not to be added again
	}
	_, err := w.Ledger.AddSource(ctx, named)
	w.mu.Lock()
	delete(w.sources, s.ID)
	w.named++
	w.mu.Unlock()
	return err
}

// failed says that a look could not be recorded.
func (w *Watcher) failed(ctx context.Context, s sayso.SourceRow, err error) {
	if ctx.Err() == nil && sayso.KindOf(err) != sayso.NotFound { // it was removed meanwhile
		w.Log("%s: %v", s.Name(), err)
		_ = w.Clock.Sleep(ctx, ledgerPause)
	}
}

// move follows a source to where its server says that it now is for good. What
// it found there was fetched under the rules that hold for the source, and read
// as what it is: a page that stands in for a feed that is gone moves nothing.
// An address that another source has is left to that one.
func (w *Watcher) move(ctx context.Context, s *sayso.SourceRow, f *found, now time.Time) error {
	moved, err := w.Ledger.MoveSource(ctx, s.ID, f.moved, now)
	switch {
	case sayso.KindOf(err) == sayso.Invalid: // longer than a source's address may be
		f.note = fmt.Sprintf("it has moved for good, to what is no address of a source: %s", inWords(err))
		return nil
	case err != nil:
		return err
	case !moved:
		f.note = fmt.Sprintf("it has moved for good, to %s, which is another source: remove one of them", f.moved)
		return nil
	}
	f.state.Moved(s.Address, now)
	w.mu.Lock()
	delete(w.sources, s.ID)
	w.named++
	w.mu.Unlock()
	w.Log("%s: moved for good, from %s to %s", s.Name(), s.Address, f.moved)
	s.Address = f.moved
	return nil
}

// lookAt looks at a source once.
func lookAt(ctx context.Context, c *fetch.Client, s sayso.SourceRow) (found, error) {
	f, err := sight(ctx, c, s)
	if len(f.items) == 0 {
		f.moved = "" // what stands in for a source that is gone lists nothing
	}
	return f, err
}

func sight(ctx context.Context, c *fetch.Client, s sayso.SourceRow) (found, error) {
	f := found{state: s.SourceState}
	if s.Kind == sayso.FolderSource {
		return f, f.folder(s)
	}
	req := fetch.Request{Address: s.Address, ETag: s.ETag, Modified: s.Modified, Local: s.Local}
	if s.Kind != sayso.PageSource {
		req.Accept = acceptFeeds
	}
	res, err := c.Get(ctx, req)
	if err != nil {
		return f, err
	}
	f.state.ETag, f.state.Modified, f.pause = res.ETag, res.Modified, res.MaxAge
	if res.NotModified {
		f.unchanged = true
		if res.Moved != "" {
			f.note = s.Note // why it was not followed there
		}
		return f, nil
	}
	if res.Moved != s.Address {
		f.moved = res.Moved
	}
	if s.Kind == sayso.PageSource {
		return f, f.page(s, res)
	}
	l, err := feed.Parse(res.Body, res.Charset, res.Address)
	if err != nil {
		return f, err
	}
	f.state.Format, f.title, f.language = l.Format, l.Title, l.Language
	f.pause = max(f.pause, l.Pause)
	if l.Left > 0 {
		f.note = fmt.Sprintf("it lists more than %d items (feed.MaxItems); %d were left out", feed.MaxItems, l.Left)
	}
	switch l.Shape {
	case feed.Index:
		f.state.ETag, f.state.Modified = "", "" // an index need not change when what it lists does
		return f, f.sitemaps(ctx, c, s, l)
	case feed.Sitemap:
		f.entries(s, l)
	default:
		for _, it := range l.Items {
			f.add(disown(entryItem(it), s.Address, res.Address))
			f.dates = append(f.dates, latest(it).Time)
		}
	}
	return f, nil
}

func (f *found) add(it sayso.SourceItem) {
	if it.Key != "" {
		f.items = append(f.items, it)
	}
}

// disown drops what an entry carries where the source was found on another site
// than its own, after redirects: who answers there may not speak for it. Without
// a page of its own to fetch nothing is left of the entry.
func disown(it sayso.SourceItem, source, found string) sayso.SourceItem {
	switch {
	case site.Same(source, found):
	case it.Address == "":
		return sayso.SourceItem{}
	default:
		it.Content, it.Whole = nil, false
	}
	return it
}

// believe drops dates that lie ahead: whoever writes them would else head every
// list until they come.
func (f *found) believe(now time.Time) {
	last := now.Add(ahead)
	for i := range f.items {
		if f.items[i].Published.After(last) {
			f.items[i].Published = sayso.Date{}
		}
	}
	f.dates = slices.DeleteFunc(f.dates, func(t time.Time) bool { return t.After(last) })
}

// ahead is how far ahead of the clock a list may date an entry: zones and clocks
// that are wrong make a day of it.
const ahead = 48 * time.Hour

func latest(it feed.Item) sayso.Date {
	if it.Published.IsZero() {
		return it.Updated
	}
	return it.Published
}

// entries takes those entries of a sitemap that are recent.
func (f *found) entries(s sayso.SourceRow, l feed.List) {
	since := s.Added.Add(-recent)
	undated := 0
	for _, it := range l.Items {
		at := latest(it)
		if at.IsZero() {
			undated++
			continue
		}
		if at.Time.Before(since) {
			continue
		}
		f.add(entryItem(it))
		f.dates = append(f.dates, at.Time)
	}
	if undated > 0 && len(f.items) == 0 {
		f.note = fmt.Sprintf("its %d pages carry no dates, so what is new among them cannot be told", undated)
	}
}

// sitemaps follows an index to the sitemaps that may hold something new.
func (f *found) sitemaps(ctx context.Context, c *fetch.Client, s sayso.SourceRow, l feed.List) error {
	since := s.Added.Add(-recent)
	if s.Succeeded.After(since) {
		since = s.Succeeded.Add(-24 * time.Hour)
	}
	list := slices.DeleteFunc(l.Sitemaps, func(m feed.Child) bool { return !m.Modified.IsZero() && m.Modified.Before(since) })
	slices.SortStableFunc(list, func(a, b feed.Child) int { return b.Modified.Compare(a.Modified) })
	if len(list) > maxSitemaps {
		f.note = fmt.Sprintf("it lists %d sitemaps, of which the newest %d are followed (watch.maxSitemaps)", len(list), maxSitemaps)
		list = list[:maxSitemaps]
	}
	var failed error
	for _, m := range list {
		res, err := c.Get(ctx, fetch.Request{Address: m.Address, Local: s.Local, Accept: acceptFeeds})
		var sub feed.List
		if err == nil {
			sub, err = feed.Parse(res.Body, res.Charset, res.Address)
		}
		if err == nil && sub.Shape != feed.Sitemap {
			err = sayso.Errorf("read feed", m.Address, sayso.Invalid, "the index leads to what is no sitemap")
		}
		if err != nil {
			failed = err
			continue
		}
		f.entries(s, sub)
	}
	if failed != nil {
		if len(f.items) == 0 {
			return failed
		}
		f.note = failed.Error()
	}
	return nil
}

// page takes a page as the one item of itself. Its mark is of the text, since
// pages change all the time in what nobody reads.
func (f *found) page(s sayso.SourceRow, res *fetch.Response) error {
	body := res.UTF8()
	p, err := page.Read(body, res.Address)
	if err != nil {
		return page.Named(err, s.Address)
	}
	f.state.Format, f.title, f.language = "page", p.Title, p.Language
	f.add(sayso.SourceItem{Key: s.Address, Mark: digest(p.Title, p.Text), Address: res.Address, Content: body, MediaType: "text/html", Whole: true})
	return nil
}

// digest is a short name for contents.
func digest(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		fmt.Fprintf(h, "%d:%s", len(p), p)
	}
	return hex.EncodeToString(h.Sum(nil)[:12])
}

// inWords is what an error says to whoever reads the list of sources: without
// the operation and the address, which they see.
func inWords(err error) string {
	var e *sayso.Error
	if !errors.As(err, &e) {
		return err.Error()
	}
	c := *e
	c.Op, c.Subject = "", ""
	return strings.TrimPrefix(c.Error(), ": ")
}
