package pipeline

import (
	"context"
	"errors"
	"iter"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"sayso"
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

func same(_ context.Context, i int) (int, error) { return i, nil }

func TestOrder(t *testing.T) {
	want := 0
	err := Run(t.Context(), Options[int]{Workers: 8}, count(500), func(_ context.Context, i int) (int, error) {
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
	bad, good := 0, 0
	err := Run(t.Context(), Options[int]{Workers: 2}, count(10), func(_ context.Context, i int) (int, error) {
		if i == 3 {
			panic("boom")
		}
		return i, nil
	}, func(in, _ int, err error) error {
		if err == nil {
			good++
			return nil
		}
		if bad++; in != 3 || !strings.Contains(err.Error(), "boom") {
			t.Errorf("item %d: %v", in, err)
		}
		return nil
	})
	if err != nil || bad != 1 || good != 9 {
		t.Fatalf("%d bad, %d good, %v", bad, good, err)
	}
}

func TestPanicOfTheSourceEndsTheRun(t *testing.T) {
	err := Run(t.Context(), Options[int]{}, func(yield func(int) bool) {
		yield(1)
		panic("boom")
	}, same, func(int, int, error) error { return nil })
	if err == nil || !strings.Contains(err.Error(), "boom") {
		t.Fatal(err)
	}
}

func TestSinkEndsTheRun(t *testing.T) {
	stop := errors.New("stop")
	const workers = 2
	var taken atomic.Int64
	endless := func(yield func(int) bool) {
		for i := 0; yield(i); i++ {
			taken.Add(1)
		}
	}
	err := Run(t.Context(), Options[int]{Workers: workers}, endless, same, func(in, _ int, _ error) error {
		if in == 5 {
			return stop
		}
		return nil
	})
	if !errors.Is(err, stop) {
		t.Fatal(err)
	}
	// Six at the sink, the queue before it, one in the feeder's hands.
	if n := taken.Load(); n > 6+workers*Ahead+1 {
		t.Errorf("%d items were taken in by sink six", n)
	}
}

func TestCancel(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	n := 0
	err := Run(ctx, Options[int]{Workers: 3}, count(1_000_000), same, func(int, int, error) error {
		if n++; n == 10 {
			cancel()
		}
		return nil
	})
	if !errors.Is(err, context.Canceled) || n > 11 {
		t.Fatalf("%d items, %v", n, err)
	}
}

func TestCancelWhileTheSourceHangs(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	hang := make(chan struct{})
	defer close(hang)
	err := Run(ctx, Options[int]{}, func(yield func(int) bool) {
		yield(1)
		<-hang // a terminal at which nobody types
	}, same, func(int, int, error) error {
		cancel()
		return nil
	})
	if !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
}

func TestStuckItemIsLeftBehind(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var late []int
		n := 0
		err := Run(t.Context(), Options[int]{Workers: 1, ItemTime: time.Second}, count(20), func(_ context.Context, i int) (int, error) {
			if i == 4 || i == 9 {
				time.Sleep(time.Hour)
			}
			return i, nil
		}, func(in, out int, err error) error {
			switch n++; {
			case err == nil && in == out:
			case sayso.KindOf(err) == sayso.TooLarge && strings.Contains(err.Error(), "pipeline.ItemTime"):
				late = append(late, in)
			default:
				t.Errorf("item %d: %d %v", in, out, err)
			}
			return nil
		})
		if err != nil || n != 20 || len(late) != 2 || late[0] != 4 || late[1] != 9 {
			t.Fatalf("%d items, late %v, %v", n, late, err)
		}
		time.Sleep(2 * time.Hour) // let what was left behind end inside the bubble
	})
}

func TestTooManyStuckEndTheRun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := 0
		err := Run(t.Context(), Options[int]{Workers: 2, ItemTime: time.Second}, count(100), func(context.Context, int) (int, error) {
			time.Sleep(time.Hour)
			return 0, nil
		}, func(int, int, error) error { n++; return nil })
		if sayso.KindOf(err) != sayso.TooLarge || n != MaxStuck {
			t.Fatalf("%d items, %v", n, err)
		}
		time.Sleep(2 * time.Hour)
	})
}

func TestWeightIsBounded(t *testing.T) {
	const bound = 100
	var now, most atomic.Int64
	weigh := func(i int) int64 {
		if i == 40 {
			return 5 * bound // travels alone
		}
		return int64(i%70) + 1
	}
	err := Run(t.Context(), Options[int]{Workers: 4, Weigh: weigh, MaxWeight: bound}, count(200), func(_ context.Context, i int) (int, error) {
		n := now.Add(min(weigh(i), bound))
		for m := most.Load(); n > m && !most.CompareAndSwap(m, n); m = most.Load() {
		}
		return i, nil
	}, func(i, _ int, _ error) error {
		now.Add(-min(weigh(i), bound))
		return nil
	})
	if err != nil || most.Load() > bound {
		t.Fatalf("up to %d in flight, %v", most.Load(), err)
	}
}

func BenchmarkRun(b *testing.B) {
	b.ReportAllocs()
	if err := Run(b.Context(), Options[int]{}, count(b.N), same, func(int, int, error) error { return nil }); err != nil {
		b.Fatal(err)
	}
}
