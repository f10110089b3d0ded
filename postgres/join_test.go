//go:build unix

package postgres

import (
	"context"
	"os"
	"runtime"
	"strconv"
	"testing"
	"time"

	"sayso"
	"sayso/internal/story"
	"sayso/ledgertest"
)

// BenchmarkJoin puts articles into stories as the joiner does, in batches, in a ledger of
// 2,000 articles, or of as many as SAYSO_ARTICLES says. An operation is an article.
func BenchmarkJoin(b *testing.B) {
	size := 2000
	if s := os.Getenv("SAYSO_ARTICLES"); s != "" {
		var err error
		if size, err = strconv.Atoi(s); err != nil {
			b.Fatal(err)
		}
	}
	ctx := context.Background()
	l := openTest(b)
	room := ledgertest.NewNewsroom(1, 10*time.Minute)
	k := story.NewKeeper(l)
	put := func(n int, all bool) {
		for n > 0 {
			var rs []sayso.Reading
			for range min(n, 200) {
				r, _ := room.Article()
				if !all && len(rs)%4 > 0 {
					r.Analysis = sayso.Analysis{Extractor: ledgertest.Extractor}
				}
				rs = append(rs, r)
			}
			if _, err := l.Put(ctx, rs...); err != nil {
				b.Fatal(err)
			}
			n -= len(rs)
		}
	}
	put(size, false)
	must[int](b)(k.Update(ctx))
	put(b.N, true)
	b.ResetTimer()
	if n := must[int](b)(k.Update(ctx)); n != b.N {
		b.Fatalf("%d placed", n)
	}
	b.StopTimer()
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "articles/s")
	b.ReportMetric(float64(m.HeapAlloc)/1e6, "MB")
	runtime.KeepAlive(k)
}
