//go:build unix

package postgres

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"sayso"
	"sayso/internal/lease"
	"sayso/ledgertest"
)

func openShop(t testing.TB, to string) *Shop {
	t.Helper()
	s, err := OpenShop(t.Context(), to, lease.Least)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func items(from, n int) (out []lease.Item) {
	for i := range n {
		out = append(out, lease.Item{Key: fmt.Sprintf("k%06d", from+i), Name: "item", Body: []byte("body")})
	}
	return out
}

func must[T any](t testing.TB) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// TestQueue goes through the life of items.
func TestQueue(t *testing.T) {
	ctx := t.Context()
	s := openShop(t, database(t, "template_ledger"))
	count, take := must[int](t), must[[]lease.Lease](t)
	if n := count(s.Enqueue(ctx, false, append(items(0, 10), items(0, 1)...)...)); n != 10 {
		t.Errorf("%d of 10 queued", n)
	}
	if n := count(s.Enqueue(ctx, false, items(0, 12)...)); n != 2 {
		t.Errorf("%d of 2 queued that were not", n)
	}
	a, b := take(s.Take(ctx, "a", 8, false)), take(s.Take(ctx, "b", 8, false))
	if len(a) != 8 || len(b) != 4 || string(a[0].Body) != "body" {
		t.Fatalf("%d and %d leased", len(a), len(b))
	}
	if err := s.Done(ctx, "", a[0], a[1]); err != nil {
		t.Fatal(err)
	}
	if err := s.Fail(ctx, a[2], "no sense in it", true); err != nil {
		t.Fatal(err)
	}
	if err := s.Free(ctx, a[3]); err != nil {
		t.Fatal(err)
	}
	if good := take(s.Keep(ctx, a)); len(good) != 4 {
		t.Errorf("%d of 4 leases are good", len(good))
	}
	if again := take(s.Take(ctx, "b", 8, false)); len(again) != 1 || again[0].N != a[3].N || again[0].Attempt != 1 || again[0].Token == a[3].Token {
		t.Errorf("given back and taken: %+v", again)
	}
	time.Sleep(lease.Least + 100*time.Millisecond)
	for range 4 + 5 { // what was begun comes alone
		again := take(s.Take(ctx, "c", 8, false))
		if len(again) != 1 || again[0].Attempt != 2 {
			t.Fatalf("after their leases: %+v", again)
		}
		if err := s.Done(ctx, "", again[0]); err != nil {
			t.Fatal(err)
		}
	}
	// What others have since is not theirs any more.
	if good := take(s.Keep(ctx, append(a, b...))); len(good) != 0 {
		t.Errorf("%d late leases are good", len(good))
	}
	if n := count(s.Enqueue(ctx, false, items(0, 12)...)); n != 1 {
		t.Errorf("%d waits again; the one that was set aside should", n)
	}
	st, err := s.State(ctx)
	if err != nil || st.Waiting != 1 || st.Leased != 0 || st.Aside != 0 || st.Settled != 11 {
		t.Errorf("%+v, %v", st, err)
	}
	if n := count(s.Enqueue(ctx, true, items(0, 12)...)); n != 11 {
		t.Errorf("%d wait once more", n)
	}
}

// TestPoison sets aside what was begun three times, alone, and never ended.
func TestPoison(t *testing.T) {
	ctx := t.Context()
	s := openShop(t, database(t, "template_ledger"))
	take := must[[]lease.Lease](t)
	must[int](t)(s.Enqueue(ctx, false, items(0, 1)...))
	for i := range lease.Attempts {
		if ls := take(s.Take(ctx, fmt.Sprintf("worker%d", i), 8, false)); len(ls) != 1 || ls[0].Attempt != i+1 {
			t.Fatalf("attempt %d: %+v", i, ls)
		}
		if ls := take(s.Take(ctx, "other", 8, false)); len(ls) != 0 {
			t.Fatal("leased twice")
		}
		time.Sleep(lease.Least + 50*time.Millisecond)
	}
	if ls := take(s.Take(ctx, "other", 8, false)); len(ls) != 0 {
		t.Fatal("begun a fourth time")
	}
	st, err := s.State(ctx)
	if err != nil || st.Aside != 1 || len(st.Latest) != 1 || st.Latest[0].Why != "it was begun 3 times, and no worker came to its end; the last was worker2" {
		t.Errorf("%+v, %v", st, err)
	}
	if left, err := s.Left(ctx, false); left || err != nil {
		t.Errorf("something is left: %v", err)
	}
}

// TestLate refuses whatever is written under a lease, or a claim, that is another's.
func TestLate(t *testing.T) {
	ctx := t.Context()
	to := database(t, "template_ledger")
	s := openShop(t, to)
	l, err := Open(ctx, to)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	take := must[[]lease.Lease](t)
	must[int](t)(s.Enqueue(ctx, false, items(0, 2)...))
	late := take(s.Take(ctx, "late", 1, false))
	time.Sleep(lease.Least + 50*time.Millisecond)
	now := take(s.Take(ctx, "now", 1, false))
	g := ledgertest.NewGenerator(5)
	r := g.Article(3)
	fence := &lease.Fence{Leases: late, Done: late}
	if _, err := l.Put(lease.Under(ctx, fence), r); !errors.Is(err, lease.ErrLost) || fence.Did() {
		t.Errorf("a late worker writes: %v", err)
	}
	if st := must[sayso.Stats](t)(l.Stats(ctx)); st.Articles != 0 {
		t.Error("what a late worker wrote is there")
	}
	fence = &lease.Fence{Leases: now, Done: now}
	if _, err := l.Put(lease.Under(ctx, fence), r); err != nil || !fence.Did() {
		t.Errorf("%v", err)
	}
	if good := take(s.Keep(ctx, now)); len(good) != 0 {
		t.Error("the item of an article that is in is not done")
	}
	claim := must[[]lease.Claim](t)
	old := claim(s.Claim(ctx, "late", []string{"x", "y"}))
	if got := claim(s.Claim(ctx, "other", []string{"y", "z"})); len(got) != 1 || got[0].Key != "z" {
		t.Errorf("claimed twice: %+v", got)
	}
	time.Sleep(lease.Least + 50*time.Millisecond)
	if got := claim(s.Claim(ctx, "other", []string{"x"})); len(got) != 1 {
		t.Errorf("a claim does not end: %+v", got)
	}
	if good := claim(s.Renew(ctx, old)); len(good) != 1 || good[0].Key != "y" {
		t.Errorf("renewed: %+v", good)
	}
	if _, err := l.Place(lease.Under(ctx, &lease.Fence{Claims: old}), 0); !errors.Is(err, lease.ErrLost) {
		t.Errorf("a late joiner writes: %v", err)
	}
}

// TestOneJoiner lets one program join at a time, the next at once when that ends, and
// soon when it stalls.
func TestOneJoiner(t *testing.T) {
	ctx := t.Context()
	to := database(t, "template_ledger")
	a, b := openShop(t, to), openShop(t, to)
	hold := must[*lease.Hold](t)
	first := hold(a.Join(ctx, "a"))
	if first == nil || hold(b.Join(ctx, "b")) != nil {
		t.Fatal("two join")
	}
	first.End()
	second := soon(t, b, "b")
	if err := second.Beat(ctx); err != nil {
		t.Fatal(err)
	}
	time.Sleep(lease.Least) // b says nothing
	third := soon(t, a, "a")
	defer third.End()
	if err := second.Beat(ctx); err == nil {
		t.Error("two join")
	}
	second.End()
}

// soon joins as soon as the database has seen that nobody does.
func soon(t *testing.T, s *Shop, worker string) *lease.Hold {
	t.Helper()
	for range 500 {
		if h := must[*lease.Hold](t)(s.Join(t.Context(), worker)); h != nil {
			return h
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Fatal("nobody joins")
	return nil
}

// TestTurns keeps one pace for all who ask a host.
func TestTurns(t *testing.T) {
	ctx := t.Context()
	to := database(t, "template_ledger")
	a, b := openShop(t, to), openShop(t, to)
	turn := must[time.Duration](t)
	w1, w2, w3 := turn(a.Turn(ctx, "h", time.Minute)), turn(b.Turn(ctx, "h", time.Minute)), turn(a.Turn(ctx, "h", time.Minute))
	if w1 > time.Second || w2 < 50*time.Second || w3 < 110*time.Second {
		t.Errorf("waits of %s, %s, %s", w1, w2, w3)
	}
	if err := a.Hold(ctx, "other", time.Hour); err != nil {
		t.Fatal(err)
	}
	if w := turn(b.Turn(ctx, "other", time.Second)); w < 59*time.Minute {
		t.Errorf("a host that is to be left alone is asked in %s", w)
	}
}

// BenchmarkLeases takes and does items as workers do.
func BenchmarkLeases(b *testing.B) {
	ctx := context.Background()
	s := openShop(b, database(b, "template_ledger"))
	for i := 0; i < b.N; i += 1000 {
		must[int](b)(s.Enqueue(ctx, false, items(i, min(1000, b.N-i))...))
	}
	b.ResetTimer()
	for n := 0; n < b.N; {
		ls := must[[]lease.Lease](b)(s.Take(ctx, "w", 16, false))
		if err := s.Done(ctx, "", ls...); err != nil {
			b.Fatal(err)
		}
		n += len(ls)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "leases/s")
}
