package work

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"sync"

	"sayso"
	"sayso/ingest"
	"sayso/internal/intake"
	"sayso/internal/lease"
	"sayso/internal/pipeline"
)

func sprintf(format string, args ...any) string { return fmt.Sprintf(format, args...) }

// clip bounds what is said of an item.
func clip(s string) string {
	const most = 1000
	if len(s) > most {
		s = strings.ToValidUTF8(s[:most], "")
	}
	return s
}

// flight is one item on its way.
type flight struct {
	lease.Lease
	url   string
	local bool // it may lead into one's own network
	items []*intake.Item
	// Why it could not be read, and whether trying again may help.
	err   error
	final bool
}

func (f *flight) fail(err error) {
	if f.err == nil {
		f.err, f.final = err, slices.Contains(lasting, sayso.KindOf(err))
	}
}

// lasting are the kinds of errors that another attempt would meet too.
var lasting = []sayso.Kind{sayso.Invalid, sayso.TooLarge, sayso.NotFound, sayso.Denied, sayso.Damaged}

// reader takes items of one sort through parsing, reading and into the ledger. Leases
// go in as documents and come out in the same order, so a list of those under way says
// which document is whose. After each handful of leases comes a document that holds
// nothing, at which what has gathered is put into the ledger.
type reader struct {
	*Worker
	web bool

	mu    sync.Mutex
	order []*flight // under way, the first first; nil where nothing is to be gathered further
	empty *sync.Cond

	group []*flight // read, and not in the ledger yet
	size  int
}

// read reads items until ctx ends or, with Once, until none is left.
func (w *Worker) read(ctx context.Context, web bool) error {
	r := &reader{Worker: w, web: web}
	r.empty = sync.NewCond(&r.mu)
	defer r.drop()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	stop := context.AfterFunc(ctx, func() {
		r.mu.Lock()
		r.empty.Broadcast()
		r.mu.Unlock()
	})
	defer stop()
	documents := r.documents(ctx)
	if web {
		documents = intake.Fetching{Client: w.Client, Clock: w.Clock, Allow: r.local}.Fetched(ctx, documents)
	}
	return pipeline.Run(ctx, pipeline.Options[intake.Part]{Weigh: intake.Part.Weight}, intake.Parts(ctx, documents, w.Ingest), func(_ context.Context, p intake.Part) (none struct{}, err error) {
		if p.Item != nil {
			w.intake.Read(p.Item)
		}
		return none, p.Broken()
	}, func(p intake.Part, _ struct{}, err error) error {
		if p.Broken() != nil {
			return p.Broken()
		}
		return r.take(ctx, p, err)
	})
}

// drop forgets what is under way when the reader ends: it is given back.
func (r *reader) drop() {
	r.mu.Lock()
	defer r.mu.Unlock()
	var ls []lease.Lease
	for _, f := range append(r.group, r.order...) {
		if f != nil {
			ls = append(ls, f.Lease)
		}
	}
	r.forget(ls)
	if len(ls) > 0 {
		ctx, cancel := context.WithTimeout(context.Background(), lease.Gone)
		defer cancel()
		if err := r.Shop.Free(ctx, ls...); err != nil {
			r.Log("%v", err)
		}
	}
}

// forget ends renewing leases.
func (w *Worker) forget(ls []lease.Lease) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, l := range ls {
		if w.held[l.N].Token == l.Token {
			delete(w.held, l.N)
		}
	}
}

// documents yields what is leased. It ends with ctx or, with Once, when nothing is left.
func (r *reader) documents(ctx context.Context) iter.Seq2[ingest.Document, error] {
	return func(yield func(ingest.Document, error) bool) {
		for ctx.Err() == nil {
			ls, err := r.Shop.Take(ctx, r.Name, atOnce, r.web)
			if err != nil {
				if ctx.Err() == nil {
					r.complain("%v", err)
					_ = r.Clock.Sleep(ctx, pause)
				}
				continue
			}
			r.hold(ls)
			if len(ls) == 0 {
				if left, err := r.Shop.Left(ctx, r.web); err == nil && !left && r.Once {
					r.wait(ctx)
					return
				}
				_ = r.Clock.Sleep(ctx, idle)
				continue
			}
			alone := ls[0].Attempt > 1
			if alone {
				r.wait(ctx) // it was begun before, and may be what ended who began it
			}
			for _, l := range ls {
				if !r.yield(l, yield) {
					return
				}
			}
			r.add(nil)
			if !yield(ingest.Document{}, nil) {
				return
			}
			if alone {
				r.wait(ctx)
			}
		}
	}
}

// hold notes leases, so that they are renewed.
func (r *reader) hold(ls []lease.Lease) {
	r.Worker.mu.Lock()
	defer r.Worker.mu.Unlock()
	for _, l := range ls {
		l.Body = nil
		r.held[l.N] = l
	}
}

// yield hands on the document of a lease.
func (r *reader) yield(l lease.Lease, yield func(ingest.Document, error) bool) bool {
	d, p, err := unpack(l.Body)
	if err != nil {
		d, err = ingest.Document{Name: l.Name}, sayso.E("take work", l.Name, sayso.Damaged, err)
	}
	if d.Published.IsZero() {
		d.Published = p.Published
	}
	r.bytes.Add(int64(len(d.Data)))
	l.Body = nil
	r.add(&flight{Lease: l, local: p.Local, url: d.URL})
	r.does("reading " + l.Name)
	return yield(d, err)
}

// local reports whether somebody who queued an address lets it lead into one's own
// network.
func (r *reader) local(d ingest.Document) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.ContainsFunc(r.order, func(f *flight) bool { return f != nil && f.local && f.url == d.URL })
}

func (r *reader) add(f *flight) {
	r.mu.Lock()
	r.order = append(r.order, f)
	r.mu.Unlock()
}

// wait waits until all that is under way is in the ledger.
func (r *reader) wait(ctx context.Context) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for len(r.order) > 0 && ctx.Err() == nil {
		r.empty.Wait()
	}
}

// take gathers what came of a document; late says why there is no reading.
func (r *reader) take(ctx context.Context, p intake.Part, late error) error {
	r.mu.Lock()
	f := r.order[0]
	r.mu.Unlock()
	if f != nil {
		if p.First && p.Err != nil {
			f.fail(p.Err)
		}
		switch {
		case late != nil:
			f.fail(late)
		case p.Item != nil:
			f.items = append(f.items, p.Item)
			r.size += len(p.Item.Raw.Bytes) + len(p.Item.Article.Text)
		}
		if !p.Last {
			return nil
		}
		r.group = append(r.group, f)
	}
	var err error
	if f == nil || r.size >= intake.BatchBytes {
		err = r.flush(ctx)
	}
	r.mu.Lock()
	r.order = r.order[1:]
	if len(r.order) == 0 {
		r.empty.Broadcast()
	}
	r.mu.Unlock()
	return err
}

// flush puts what has gathered into the ledger, and does not end before it is there or
// passed to others, unless ctx ends.
func (r *reader) flush(ctx context.Context) error {
	for len(r.group) > 0 {
		err := r.put(ctx)
		switch {
		case err == nil, errors.Is(err, lease.ErrLost): // put again what is still ours
		case ctx.Err() != nil:
			return ctx.Err()
		default:
			r.complain("%v", err)
			if err := r.Clock.Sleep(ctx, pause); err != nil {
				return err
			}
		}
	}
	r.size = 0
	return nil
}

// put makes one attempt, and takes those out of the group that are through.
func (r *reader) put(ctx context.Context) error {
	ls := make([]lease.Lease, len(r.group))
	for i, f := range r.group {
		ls[i] = f.Lease
	}
	good, err := r.Shop.Keep(ctx, ls)
	if err != nil {
		return err
	}
	if lost := len(ls) - len(good); lost > 0 {
		r.lost.Add(int64(lost))
		r.keep(good, ls)
	}
	if len(r.group) == 0 {
		return nil
	}
	if err := r.putGood(ctx, good); err != nil {
		return err
	}
	r.group = slices.DeleteFunc(r.group, func(f *flight) bool {
		if f.err == nil {
			r.done.Add(1)
			r.forget([]lease.Lease{f.Lease})
		}
		return f.err == nil
	})
	for len(r.group) > 0 {
		f := r.group[0]
		if err := r.settle(ctx, f); err != nil {
			return err
		}
		r.forget([]lease.Lease{f.Lease})
		r.group = r.group[1:]
	}
	return nil
}

// keep leaves only those flights in the group whose leases are good.
func (r *reader) keep(good, all []lease.Lease) {
	still := make(map[int64]bool, len(good))
	for _, l := range good {
		still[l.N] = true
	}
	var group []*flight
	for _, f := range r.group {
		if still[f.N] {
			group = append(group, f)
		}
	}
	var gone []lease.Lease
	for _, l := range all {
		if !still[l.N] {
			gone = append(gone, l)
		}
	}
	r.forget(gone)
	r.group = group
}

// putGood takes the articles in, and does their items in the same transaction. Items
// whose articles were not all taken, and all where the ledger refuses some, are
// settled after it.
func (r *reader) putGood(ctx context.Context, good []lease.Lease) error {
	by := make(map[*intake.Item]*flight)
	articles := 0
	b := r.intake.Batch(func(it *intake.Item, f intake.Fate) {
		if f.Err != nil {
			by[it].fail(f.Err)
		} else {
			articles++
		}
	})
	guarded := lease.Under(ctx, &lease.Fence{Leases: good})
	for _, f := range r.group {
		for _, it := range f.items {
			by[it] = f
			if err := b.Add(guarded, it); err != nil {
				return err
			}
		}
	}
	fence := &lease.Fence{Leases: good}
	for _, f := range r.group {
		if f.err == nil {
			fence.Done = append(fence.Done, f.Lease)
		}
	}
	if err := b.FlushWith(guarded, lease.Under(ctx, fence)); err != nil {
		return err
	}
	r.articles.Add(int64(articles))
	if fence.Did() {
		return nil
	}
	var done []lease.Lease
	for _, f := range r.group {
		if f.err == nil {
			done = append(done, f.Lease)
		}
	}
	if len(done) == 0 {
		return nil
	}
	return r.Shop.Done(ctx, "", done...)
}

// settle says why an item was not read.
func (r *reader) settle(ctx context.Context, f *flight) error {
	if sayso.KindOf(f.err) == sayso.NoArticle { // it is sound, and there is nothing to read
		if err := r.Shop.Done(ctx, clip(f.err.Error()), f.Lease); err != nil {
			return err
		}
		r.done.Add(1)
		return nil
	}
	if err := r.Shop.Fail(ctx, f.Lease, clip(f.err.Error()), f.final); err != nil {
		return err
	}
	r.failed.Add(1)
	r.complain("%v", f.err)
	return nil
}
