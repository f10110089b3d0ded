package story_test

import (
	"fmt"
	"testing"
	"time"

	"sayso"
	"sayso/internal/story"
	"sayso/internal/story/index"
	"sayso/ledgertest"
)

// BenchmarkAdd adds an article, with its claims, to a ledger of so many, and
// places it. Larger ones are measured by TestGrowth.
func BenchmarkAdd(b *testing.B) {
	for _, n := range []int{100, 1000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			room := ledgertest.NewNewsroom(1, time.Hour)
			l := open(b)
			k := story.NewKeeper(l)
			fill(b, l, k, room, n)
			b.ReportAllocs()
			for b.Loop() {
				r, _ := room.Article()
				put(b, l, r)
				update(b, k)
			}
		})
	}
}

// fill takes n articles in, some at a time.
func fill(t testing.TB, l sayso.Ledger, k *story.Keeper, room *ledgertest.Newsroom, n int) {
	t.Helper()
	for n > 0 {
		var rs []sayso.Reading
		for range min(n, 64) {
			r, _ := room.Article()
			rs = append(rs, r)
		}
		n -= len(rs)
		put(t, l, rs...)
		update(t, k)
	}
}

// BenchmarkLoad reads an index of so many articles from its ledger, as the first Update
// of a program does.
func BenchmarkLoad(b *testing.B) {
	room := ledgertest.NewNewsroom(1, time.Hour)
	l := open(b)
	const n = 1000
	fill(b, l, story.NewKeeper(l), room, n)
	for b.Loop() {
		b.StopTimer()
		r, _ := room.Article()
		put(b, l, r)
		b.StartTimer()
		update(b, story.NewKeeper(l))
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/n, "µs/article")
}

// BenchmarkSearch looks an article up among so many.
func BenchmarkSearch(b *testing.B) {
	for _, n := range []int{1000, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			room := ledgertest.NewNewsroom(1, time.Hour)
			x := index.New()
			var at index.Place
			var sig []byte
			for range n {
				at, sig = sign(b, x, room)
			}
			b.ReportAllocs()
			for b.Loop() {
				if err := x.Search(sig); err != nil {
					b.Fatal(err)
				}
				x.Home(at)
				x.Shared(at)
			}
		})
	}
}

func sign(t testing.TB, x *index.Index, room *ledgertest.Newsroom) (index.Place, []byte) {
	r, _ := room.Article()
	s := index.Sign(&r.Article)
	sig := s.Pack()
	at, err := x.Add(r.Article.ID, r.Article.Published, sig)
	if err != nil {
		t.Fatal(err)
	}
	return at, sig
}
