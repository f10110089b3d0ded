// Package pipeline moves work through a step in parallel, keeping its order.
//
// It knows no step: what goes in, what is done and who takes the results are
// the caller's. Memory stays flat, since only so many items are in flight.
package pipeline

import (
	"context"
	"fmt"
	"iter"
	"runtime"
	"sync"

	"sayso"
)

// Depth is how many items each worker may be ahead of the sink: a slow item
// holds back the ones after it only so far.
const Depth = 4

// Run takes items from in, does work on each on the given number of
// goroutines (0 means one for each processor), and hands the results to sink
// in the order of the items. in and sink are called from the caller's
// goroutine's side one at a time; work runs in parallel and must be safe for
// that. A panic in work becomes that item's error.
//
// Run ends when in is drained, when sink returns an error, which it returns,
// or when ctx ends, with its error. Work in flight is finished before it
// returns.
func Run[In, Out any](ctx context.Context, workers int, in iter.Seq[In], work func(context.Context, In) (Out, error), sink func(In, Out, error) error) error {
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()

	type item struct {
		in   In
		out  Out
		err  error
		done chan struct{}
	}
	jobs := make(chan *item)                 // to the workers
	order := make(chan *item, workers*Depth) // to the sink, in order
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for it := range jobs {
				it.out, it.err = guarded(ctx, it.in, work)
				close(it.done)
			}
		})
	}
	wg.Go(func() {
		defer close(order)
		defer close(jobs)
		for v := range in {
			it := &item{in: v, done: make(chan struct{})}
			select {
			case order <- it:
			case <-ctx.Done():
				return
			}
			select {
			case jobs <- it:
			case <-ctx.Done():
				it.err = ctx.Err()
				close(it.done)
				return
			}
		}
	})
	defer wg.Wait()
	for it := range order {
		<-it.done
		if err := ctx.Err(); err != nil {
			cancel()
			return drain(order, err)
		}
		if err := sink(it.in, it.out, it.err); err != nil {
			cancel()
			return drain(order, err)
		}
	}
	return ctx.Err()
}

// drain empties ch, so that whoever sends can end, and returns err.
func drain[T any](ch <-chan T, err error) error {
	for range ch {
	}
	return err
}

// guarded turns a panic in work into an error.
func guarded[In, Out any](ctx context.Context, v In, work func(context.Context, In) (Out, error)) (out Out, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = sayso.Errorf("work", "", sayso.Other, "panic: %v", fmt.Sprint(p))
		}
	}()
	return work(ctx, v)
}
