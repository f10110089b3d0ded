package watch

import (
	"context"
	"sync"

	"sayso"
)

// errand is one thing to do at one host.
type errand struct {
	key, host string
	local     bool
	do        func(context.Context)
	// lasting errands stay known after do; whoever settles the item finishes it.
	lasting bool
}

// start begins the errands whose hosts are free, and returns how many.
func (w *Watcher) start(ctx context.Context, errands *sync.WaitGroup) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	now := w.Clock.Now()
	n := 0
	left := w.queue[:0]
	for _, e := range w.queue {
		free := w.running < Errands
		switch {
		case e.host == "":
		case e.local:
			free = free && w.hosts[e.host] < localErrands
		default:
			free = free && w.hosts[e.host] == 0 && !w.Client.Ready(e.host).After(now)
		}
		if !free {
			left = append(left, e)
			continue
		}
		n++
		w.running++
		w.hosts[e.host]++
		errands.Go(func() {
			e.do(ctx)
			w.mu.Lock()
			w.running--
			if w.hosts[e.host]--; w.hosts[e.host] == 0 {
				delete(w.hosts, e.host)
			}
			if !e.lasting {
				w.forget(e.key)
			}
			w.mu.Unlock()
			wake(w.changed)
		})
	}
	clear(w.queue[len(left):])
	w.queue = left
	return n
}

// finish forgets an errand that stayed known.
func (w *Watcher) finish(key string) {
	w.mu.Lock()
	w.forget(key)
	w.mu.Unlock()
	wake(w.changed)
}

// forget ends an errand; mu is held.
func (w *Watcher) forget(key string) {
	delete(w.known, key)
	if w.ended != nil {
		w.ended[key] = true
	}
}

// fill queues what is due and not known yet, and returns how much that is, and
// whether errands ended meanwhile: then the ledger may know of more.
func (w *Watcher) fill(ctx context.Context) (n int, stale bool, err error) {
	now := w.Clock.Now()
	w.mu.Lock()
	w.ended = make(map[string]bool)
	w.mu.Unlock()
	sources, err := w.Ledger.DueSources(ctx, now, batch)
	if err != nil {
		return 0, false, err
	}
	items, err := w.Ledger.DueItems(ctx, now, perHost, batch)
	if err != nil {
		return 0, false, err
	}
	local, hosts := make([]bool, len(items)), make([]string, len(items))
	for i := range items {
		s, err := w.source(ctx, items[i].Source)
		if err != nil && sayso.KindOf(err) != sayso.NotFound {
			return 0, false, err
		}
		local[i] = s.Local
		if fetches(&items[i], &s) {
			hosts[i] = sayso.HostOf(items[i].Address)
		}
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	add := func(e errand) {
		if !w.known[e.key] && !w.ended[e.key] && len(w.queue) < 2*batch {
			w.known[e.key] = true
			w.queue = append(w.queue, e)
			n++
		}
	}
	for _, s := range sources {
		add(errand{key: string(s.ID), host: s.Host(), local: s.Local, do: func(ctx context.Context) { w.poll(ctx, s) }})
	}
	for i, it := range items {
		key := ItemKey(&it)
		add(errand{key: key, host: hosts[i], local: local[i], lasting: true, do: func(ctx context.Context) { w.read(ctx, it, key) }})
	}
	stale = len(w.ended) > 0
	w.ended = nil
	return n, stale, nil
}

// ItemKey names the errand of an item; that of a source is its identifier.
func ItemKey(it *sayso.SourceItem) string { return string(it.Source) + "\x00" + it.Key }

// source gives a source's data.
func (w *Watcher) source(ctx context.Context, id sayso.SourceID) (sayso.WatchedSource, error) {
	now := w.Clock.Now()
	w.mu.Lock()
	c, ok := w.sources[id]
	named := w.named
	w.mu.Unlock()
	if ok && now.Sub(c.at) < sourceTime {
		return c.WatchedSource, nil
	}
	row, err := w.Ledger.WatchedSource(ctx, id)
	if err != nil {
		return sayso.WatchedSource{}, err
	}
	w.mu.Lock()
	if named == w.named { // else the row may be older than what a source has been named since
		w.sources[id] = cachedSource{row.WatchedSource, now}
	}
	w.mu.Unlock()
	return row.WatchedSource, nil
}
