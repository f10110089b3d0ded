// Package pipeline moves work through a step in parallel and keeps its order.
//
// It knows no step: what goes in, what is done and who takes the results are
// the caller's. However much goes in, memory stays flat, since only so many
// items, of only so much weight, are between the source and the sink.
package pipeline

import (
	"context"
	"iter"
	"runtime"
	"sync/atomic"
	"time"

	"golang.org/x/sync/semaphore"

	"sayso"
)

// Bounds. Options may change those that have a field there.
const (
	// Ahead is how many items for each worker may wait for the sink: a slow
	// item, or a sink that is busy, holds the workers back only after that.
	Ahead = 32
	// MaxWeight is how much the items between source and sink may weigh
	// together. A heavier item travels alone.
	MaxWeight = 32 << 20
	// ItemTime is how long one item may take once all before it are done.
	ItemTime = 5 * time.Minute
	// MaxStuck is how many items may pass ItemTime before the run ends: each
	// of them still holds a processor.
	MaxStuck = 4
)

// Options bound a run. Zero fields mean the package's own bounds.
type Options[In any] struct {
	Workers   int            // 0 means one for each processor
	Weigh     func(In) int64 // bytes, say; nil means that items weigh nothing
	MaxWeight int64
	ItemTime  time.Duration
}

func (o Options[In]) filled() Options[In] {
	if o.Workers <= 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	if o.Weigh == nil {
		o.Weigh = func(In) int64 { return 0 }
	}
	if o.MaxWeight <= 0 {
		o.MaxWeight = MaxWeight
	}
	if o.ItemTime <= 0 {
		o.ItemTime = ItemTime
	}
	return o
}

// Run takes items from in, does work on each, and hands the results to sink
// in the order of the items. in runs on a goroutine of its own, work on
// several at once, sink on the caller's. A panic in work is that item's
// error, of no kind; an item that takes longer than ItemTime gets an error of
// kind TooLarge and is left behind.
//
// Run ends when in is drained; when sink returns an error, which it returns;
// or when ctx ends, with its error. Ending early, it waits neither for in,
// which may hang in a read, nor for work under way: their results are dropped,
// so they must not hold what the caller frees.
func Run[In, Out any](ctx context.Context, o Options[In], in iter.Seq[In], work func(context.Context, In) (Out, error), sink func(In, Out, error) error) error {
	o = o.filled()
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	r := run[In, Out]{
		Options: o, work: work,
		jobs:   make(chan *item[In, Out]),
		order:  make(chan *item[In, Out], o.Workers*Ahead),
		weight: semaphore.NewWeighted(o.MaxWeight),
	}
	go r.feed(ctx, cancel, in)
	for range o.Workers {
		go r.worker(ctx)
	}
	stuck := 0
	for {
		var it *item[In, Out]
		select {
		case it = <-r.order:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
		if it == nil {
			return context.Cause(ctx)
		}
		res, late := r.wait(ctx, it)
		if late {
			if stuck++; stuck > MaxStuck {
				return sayso.Errorf("work", "", sayso.TooLarge, "%d items took longer than %s (pipeline.ItemTime)", stuck, o.ItemTime)
			}
			go r.worker(ctx)
		}
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if err := sink(it.in, res.out, res.err); err != nil {
			return err
		}
		r.weight.Release(it.weight)
	}
}

// run is one Run under way.
type run[In, Out any] struct {
	Options[In]
	work   func(context.Context, In) (Out, error)
	jobs   chan *item[In, Out] // to the workers
	order  chan *item[In, Out] // the same items to the sink, in order
	weight *semaphore.Weighted
}

type item[In, Out any] struct {
	in     In
	weight int64
	result chan result[Out] // holds one, so that no worker waits for the sink
	// left is set by whoever is first: the worker that has a result, or the
	// sink that waits no longer for one.
	left atomic.Bool
}

type result[Out any] struct {
	out Out
	err error
}

// feed takes items in as long as there is room for them.
func (r *run[In, Out]) feed(ctx context.Context, cancel context.CancelCauseFunc, in iter.Seq[In]) {
	defer close(r.order)
	defer close(r.jobs)
	defer func() {
		if x := recover(); x != nil {
			cancel(sayso.Errorf("take in", "", sayso.Other, "panic: %v", x))
		}
	}()
	for v := range in {
		it := &item[In, Out]{in: v, weight: min(r.Weigh(v), r.MaxWeight), result: make(chan result[Out], 1)}
		if r.weight.Acquire(ctx, it.weight) != nil {
			return
		}
		// To the sink first: an item at work is always known to it.
		for _, to := range []chan *item[In, Out]{r.order, r.jobs} {
			select {
			case to <- it:
			case <-ctx.Done():
				return
			}
		}
	}
}

// worker works on items until there are no more, or until one was left behind:
// then another worker has taken its place.
func (r *run[In, Out]) worker(ctx context.Context) {
	for {
		select {
		case it, ok := <-r.jobs:
			if !ok {
				return
			}
			res := r.guarded(ctx, it.in)
			if it.left.Swap(true) {
				return
			}
			it.result <- res
		case <-ctx.Done():
			return
		}
	}
}

// wait returns the result of it, or says that it came too late.
func (r *run[In, Out]) wait(ctx context.Context, it *item[In, Out]) (res result[Out], late bool) {
	select {
	case res = <-it.result:
		return res, false
	default:
	}
	timer := time.NewTimer(r.ItemTime)
	defer timer.Stop()
	select {
	case res = <-it.result:
	case <-ctx.Done():
	case <-timer.C:
		if it.left.Swap(true) {
			return <-it.result, false
		}
		res.err = sayso.Errorf("read", "", sayso.TooLarge, "it took longer than %s (pipeline.ItemTime)", r.ItemTime).Advise("split it")
		return res, true
	}
	return res, false
}

// guarded turns a panic in work into an error.
func (r *run[In, Out]) guarded(ctx context.Context, v In) (res result[Out]) {
	defer func() {
		if x := recover(); x != nil {
			res = result[Out]{err: sayso.Errorf("read", "", sayso.Other, "panic: %v", x).Advise("this is a fault of Sayso; please report it with the input")}
		}
	}()
	res.out, res.err = r.work(ctx, v)
	return res
}
