package pipeline

import (
	"context"
	"errors"
	"iter"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

func count(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}
}

func TestOrder(t *testing.T) {
	want := 0
	err := Run(t.Context(), 8, count(500), func(_ context.Context, i int) (int, error) {
		time.Sleep(time.Duration(i%7) * 100 * time.Microsecond)
		return i * i, nil
	}, func(in, out int, err error) error {
		if in != want || out != in*in || err != nil {
			t.Fatalf("got %d %d %v, want item %d", in, out, err, want)
		}
		want++
		return nil
	})
	if err != nil || want != 500 {
		t.Fatalf("%d items, %v", want, err)
	}
}

func TestPanicIsThatItemsError(t *testing.T) {
	bad := 0
	err := Run(t.Context(), 2, count(10), func(_ context.Context, i int) (int, error) {
		if i == 3 {
			panic("boom")
		}
		return i, nil
	}, func(in, _ int, err error) error {
		if err != nil {
			bad++
			if in != 3 || !strings.Contains(err.Error(), "boom") {
				t.Errorf("item %d: %v", in, err)
			}
		}
		return nil
	})
	if err != nil || bad != 1 {
		t.Fatalf("%d bad, %v", bad, err)
	}
}

func TestSinkEndsTheRun(t *testing.T) {
	stop := errors.New("stop")
	var taken atomic.Int64
	endless := func(yield func(int) bool) {
		for i := 0; yield(i); i++ {
			taken.Add(1)
		}
	}
	err := Run(t.Context(), 2, endless, func(_ context.Context, i int) (int, error) { return i, nil },
		func(in, _ int, _ error) error {
			if in == 5 {
				return stop
			}
			return nil
		})
	if !errors.Is(err, stop) {
		t.Fatal(err)
	}
	if n := taken.Load(); n > 5+2*(2*Depth)+4 {
		t.Errorf("%d items were taken to sink six", n)
	}
}

func TestCancel(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	n := 0
	err := Run(ctx, 3, count(1_000_000), func(_ context.Context, i int) (int, error) { return i, nil },
		func(int, int, error) error {
			if n++; n == 10 {
				cancel()
			}
			return nil
		})
	if !errors.Is(err, context.Canceled) || n > 11 {
		t.Fatalf("%d items, %v", n, err)
	}
}

func BenchmarkRun(b *testing.B) {
	b.ReportAllocs()
	if err := Run(context.Background(), 0, count(b.N), func(_ context.Context, i int) (int, error) { return i, nil },
		func(int, int, error) error { return nil }); err != nil {
		b.Fatal(err)
	}
}
