package main

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"sayso"
	"sayso/extract"
	"sayso/ingest"
	"sayso/internal/story"
)

// A batch goes into the ledger in one transaction: enough to pay for it, few
// enough that a kill loses little work and memory stays flat.
const (
	batchReadings = 32
	batchBytes    = 8 << 20
	// batchRecords is after how many records of archives the place in them is
	// kept, where none of them is an article.
	batchRecords = 500
)

// taking gathers readings into batches and counts what became of them.
//
// Articles go in before the bookmark that stands behind them: whatever is cut
// off in between is read again, which changes nothing.
type taking struct {
	ledger  sayso.Intake
	by      sayso.Provenance
	place   func(context.Context) error // puts what is new into stories
	bar     *progress
	began   time.Time
	pending []*reading
	bytes   int
	// marks say how far each archive will have been read once what is pending
	// is in; records counts documents since they were kept.
	marks   map[string]int64
	records int

	added, updated, unchanged, failed int
	forms                             map[sayso.Form]int
	left                              without
	held, killed                      int
	until                             time.Time // when the first of the held is free
}

// takes is a ledger that takes articles in and puts them into stories.
type takes interface {
	sayso.Intake
	sayso.Placing
}

// newTaking makes one that goes into a ledger.
func newTaking(led takes, x *extract.Extractor, bar *progress) *taking {
	return &taking{ledger: led, by: x.Provenance(), place: placing(led), bar: bar, began: time.Now(), forms: map[sayso.Form]int{}, marks: map[string]int64{}, left: without{}}
}

// resume is how far an archive was read before. It runs on the goroutine that
// reads; a ledger may be asked from any.
func (t *taking) resume(ctx context.Context, archive string) int64 {
	at, err := t.ledger.Bookmark(ctx, archive, t.by)
	if err != nil {
		return 0 // reading it all again changes nothing
	}
	return at
}

// take takes the readings of one document, or the error that came of it.
func (t *taking) take(ctx context.Context, d ingest.Document, all []*reading, err error) error {
	switch {
	case t.left.leave(d, err):
	case err != nil:
		t.fail(err)
	}
	for _, r := range all {
		if r.Held {
			if err := t.hold(ctx, r); err != nil {
				return err
			}
			continue
		}
		if r.Article.Killed() {
			if err := t.aim(ctx, r); err != nil {
				return err
			}
		}
		t.pending = append(t.pending, r)
		t.bytes += len(r.Raw.Bytes) + len(r.Article.Text)
	}
	if d.Mark.Archive != "" {
		t.marks[d.Mark.Archive] = d.Mark.Next
		t.records++
	}
	if len(t.pending) < batchReadings && t.bytes < batchBytes && t.records < batchRecords {
		return nil
	}
	return t.flush(ctx)
}

// aim has a kill find its story, which may be pending still.
func (t *taking) aim(ctx context.Context, r *reading) error {
	if err := t.put(ctx); err != nil {
		return err
	}
	note, err := ingest.Aim(ctx, t.ledger, &r.Article)
	if note != "" {
		t.bar.warn("%s: %s", r.Name, note)
	}
	return err
}

// hold keeps an article back until its embargo is over.
func (t *taking) hold(ctx context.Context, r *reading) error {
	_, err := t.ledger.Hold(ctx, r.Reading)
	switch kind := sayso.KindOf(err); {
	case err == nil:
		t.held++
		if until := r.Article.Wire.Embargo.Time; t.until.IsZero() || until.Before(t.until) {
			t.until = until
		}
	case kind == sayso.Invalid, kind == sayso.TooLarge:
		t.fail(named(err, r.Name))
	default:
		return err
	}
	return nil
}

func (t *taking) fail(err error) {
	t.failed++
	t.bar.warn("%v", err)
}

// flush puts what is pending into the ledger, and the bookmarks behind it.
func (t *taking) flush(ctx context.Context) error {
	fresh := len(t.pending) > 0
	if fresh {
		if err := t.put(ctx); err != nil {
			return err
		}
	}
	for _, archive := range slices.Sorted(maps.Keys(t.marks)) {
		if err := t.ledger.SetBookmark(ctx, archive, t.by, t.marks[archive]); err != nil {
			return err
		}
	}
	clear(t.marks)
	t.records = 0
	if !fresh {
		return nil
	}
	return t.place(ctx) // it finds by itself what it has not placed
}

func (t *taking) put(ctx context.Context) error {
	all := make([]sayso.Reading, len(t.pending))
	for i, r := range t.pending {
		all[i] = r.Reading
	}
	outcomes, err := t.ledger.Put(ctx, all...)
	switch kind := sayso.KindOf(err); {
	case err == nil:
	case kind == sayso.Invalid, kind == sayso.TooLarge:
		return t.each(ctx)
	default:
		return err
	}
	for i, o := range outcomes {
		t.count(t.pending[i], o)
	}
	t.pending, t.bytes = nil, 0
	return nil
}

// placing gives what puts new articles of a ledger into stories.
func placing(led sayso.Placing) func(context.Context) error {
	k := story.NewKeeper(led)
	return func(ctx context.Context) error {
		_, err := k.Update(ctx)
		return err
	}
}

// each puts what is pending one by one, so that a reading that the ledger
// refuses is named and takes no other with it.
func (t *taking) each(ctx context.Context) error {
	for ; len(t.pending) > 0; t.pending = t.pending[1:] {
		r := t.pending[0]
		outcomes, err := t.ledger.Put(ctx, r.Reading)
		switch kind := sayso.KindOf(err); {
		case err == nil:
			t.count(r, outcomes[0])
		case kind == sayso.Invalid, kind == sayso.TooLarge:
			t.fail(named(err, r.Name))
		default:
			return err
		}
	}
	t.pending, t.bytes = nil, 0
	return nil
}

func (t *taking) count(r *reading, o sayso.Outcome) {
	switch o.Change {
	case sayso.New:
		t.added++
	case sayso.Updated:
		t.updated++
	default:
		t.unchanged++
		return
	}
	if r.Article.Killed() {
		t.killed++
	}
	for _, c := range r.Analysis.Claims {
		t.forms[c.Form]++
	}
}

// summary says what became of the inputs.
func (t *taking) summary() string {
	var b strings.Builder
	took := time.Since(t.began)
	unit := 10 * time.Millisecond
	if took > 10*time.Second {
		unit = time.Second
	}
	fmt.Fprintf(&b, "%s in %s: %d new, %d updated, %d unchanged, %d failed\n",
		plural(t.added+t.updated+t.unchanged+t.failed, "article"), took.Round(unit), t.added, t.updated, t.unchanged, t.failed)
	if s := t.left.String(); s != "" {
		b.WriteString(s + "\n")
	}
	if t.held > 0 {
		fmt.Fprintf(&b, "%s held back under embargo, the first until %s; sayso release, or sayso watch by itself, takes them in after it\n", plural(t.held, "article"), t.until.UTC().Format(time.RFC3339))
	}
	if t.killed > 0 {
		fmt.Fprintf(&b, "%s killed by the agency that sent it: its claims are out of the lists\n", plural(t.killed, "article"))
	}
	claims := 0
	var parts []string
	for _, f := range []sayso.Form{sayso.Direct, sayso.Mixed, sayso.Indirect} {
		claims += t.forms[f]
		parts = append(parts, fmt.Sprintf("%d %s", t.forms[f], f))
	}
	if claims == 0 {
		b.WriteString("no claims added\n")
	} else {
		fmt.Fprintf(&b, "%s added: %s\n", plural(claims, "claim"), strings.Join(parts, ", "))
	}
	return b.String()
}
