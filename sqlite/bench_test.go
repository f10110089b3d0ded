package sqlite

import (
	"context"
	"path/filepath"
	"runtime"
	"strconv"
	"testing"
	"time"

	"sayso"
	"sayso/ledgertest"
)

const (
	benchClaims     = 100_000
	claimsInArticle = 17
	benchBatch      = 32
)

// BenchmarkLedger fills one ledger with 100,000 claims and asks it what pages
// ask. Each op is one page of 50 rows, or one Facets, with nothing cached
// outside SQLite.
func BenchmarkLedger(b *testing.B) {
	ctx := context.Background()
	l, err := Open(ctx, filepath.Join(b.TempDir(), "ledger.db"))
	if err != nil {
		b.Fatal(err)
	}
	defer l.Close()
	g := ledgertest.NewGenerator(1)
	start := time.Now()
	var spent time.Duration
	articles := benchClaims/claimsInArticle + 1
	var batch []sayso.Reading
	for i := range articles {
		batch = append(batch, g.Article(claimsInArticle))
		if len(batch) == benchBatch || i == articles-1 {
			t := time.Now()
			if _, err := l.Put(ctx, batch...); err != nil {
				b.Fatal(err)
			}
			spent += time.Since(t)
			batch = batch[:0]
		}
	}
	b.Logf("%d articles put at %.0f articles/s (%s with making them up)", articles, float64(articles)/spent.Seconds(), time.Since(start).Round(time.Second))

	actors, err := l.Actors(ctx, sayso.ActorQuery{Name: g.Person(0)})
	if err != nil || len(actors.Items) != 1 {
		b.Fatal(len(actors.Items), err)
	}
	actor := actors.Items[0].ID
	month := time.Date(2030, 6, 1, 0, 0, 0, 0, time.UTC)
	claims := func(q sayso.ClaimQuery) func() (int, error) {
		return func() (int, error) { p, err := l.Claims(ctx, q); return len(p.Items), err }
	}
	facets := func(q sayso.ClaimQuery) func() (int, error) {
		return func() (int, error) { f, err := l.Facets(ctx, q); return f.Total, err }
	}
	for _, q := range []struct {
		name string
		ask  func() (int, error)
	}{
		{"Claims/newest", claims(sayso.ClaimQuery{})},
		{"Claims/words-common", claims(sayso.ClaimQuery{Words: g.Word(3)})},
		{"Claims/words-medium", claims(sayso.ClaimQuery{Words: g.Word(200)})},
		{"Claims/words-rare", claims(sayso.ClaimQuery{Words: g.Word(3000)})},
		{"Claims/words-two", claims(sayso.ClaimQuery{Words: g.Word(20) + " " + g.Word(60)})},
		{"Claims/words-phrase", claims(sayso.ClaimQuery{Words: `"` + g.Word(3) + " " + g.Word(5) + `"`})},
		{"Claims/words-prefix", claims(sayso.ClaimQuery{Words: g.Word(40)[:3] + "*"})},
		{"Claims/words-every", claims(sayso.ClaimQuery{Words: "said"})},
		{"Claims/words-stance", claims(sayso.ClaimQuery{Words: g.Word(50), Stance: sayso.Denies})},
		{"Claims/actor", claims(sayso.ClaimQuery{Actor: actor})},
		{"Claims/speaker", claims(sayso.ClaimQuery{Speaker: g.Person(5)})},
		{"Claims/speaker-rare-stance", claims(sayso.ClaimQuery{Speaker: g.Person(0), Stance: sayso.Declines})},
		{"Claims/rare-stance", claims(sayso.ClaimQuery{Stance: sayso.Declines, Form: sayso.Mixed})},
		{"Claims/no-match", claims(sayso.ClaimQuery{Stance: "none"})},
		{"Claims/outlet-month", claims(sayso.ClaimQuery{Outlet: g.Outlet(30), From: month, To: month.AddDate(0, 1, 0)})},
		{"Claims/limit-1000", claims(sayso.ClaimQuery{Paging: sayso.Paging{Limit: 1000}})},
		{"Facets/all", facets(sayso.ClaimQuery{})},
		{"Facets/words-every", facets(sayso.ClaimQuery{Words: "said"})},
		{"Facets/words-medium", facets(sayso.ClaimQuery{Words: g.Word(200)})},
		{"Facets/actor", facets(sayso.ClaimQuery{Actor: actor})},
		{"Articles/newest", func() (int, error) { p, err := l.Articles(ctx, sayso.ArticleQuery{}); return len(p.Items), err }},
		{"Articles/words", func() (int, error) {
			p, err := l.Articles(ctx, sayso.ArticleQuery{Words: g.Word(200)})
			return len(p.Items), err
		}},
		{"Actors/most", func() (int, error) { p, err := l.Actors(ctx, sayso.ActorQuery{}); return len(p.Items), err }},
		{"Actors/name", func() (int, error) {
			p, err := l.Actors(ctx, sayso.ActorQuery{Name: g.Person(9)[:4] + "*"})
			return len(p.Items), err
		}},
		{"Actor", func() (int, error) { _, err := l.Actor(ctx, actor); return 1, err }},
		{"Stats", func() (int, error) { s, err := l.Stats(ctx); return s.Claims, err }},
	} {
		b.Run(q.name, func(b *testing.B) {
			b.ReportAllocs()
			n := 0
			for b.Loop() {
				if n, err = q.ask(); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/1000/float64(b.N), "ms/op")
			b.ReportMetric(float64(n), "rows")
		})
	}
}

// BenchmarkPut measures writing by itself, in batches as the command read makes
// them.
func BenchmarkPut(b *testing.B) {
	ctx := context.Background()
	l := openTest(b)
	g := ledgertest.NewGenerator(2)
	b.ReportAllocs()
	bytes := 0
	for b.Loop() {
		b.StopTimer()
		batch := make([]sayso.Reading, benchBatch)
		for i := range batch {
			batch[i] = g.Article(claimsInArticle)
			bytes += len(batch[i].Article.Text)
		}
		runtime.GC()
		b.StartTimer()
		if _, err := l.Put(ctx, batch...); err != nil {
			b.Fatal(err)
		}
	}
	b.SetBytes(int64(bytes / b.N))
	b.ReportMetric(float64(benchBatch*b.N)/b.Elapsed().Seconds(), "articles/s")
}

// BenchmarkOpen measures a cold start: making a ledger, and opening one that
// is there.
func BenchmarkOpen(b *testing.B) {
	for _, name := range []string{"new", "known"} {
		b.Run(name, func(b *testing.B) {
			dir, n := b.TempDir(), 0
			for b.Loop() {
				if name == "new" {
					n++
				}
				l, err := Open(b.Context(), filepath.Join(dir, strconv.Itoa(n)))
				if err != nil {
					b.Fatal(err)
				}
				if err := l.Close(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkVerify looks through a ledger of 2,000 articles with raw inputs, of a
// sample as the command does. Bytes are those of the file.
func BenchmarkVerify(b *testing.B) {
	l := openTest(b)
	g := ledgertest.NewGenerator(3)
	for range 2000 / benchBatch {
		batch := make([]sayso.Reading, benchBatch)
		for i := range batch {
			batch[i] = g.Article(claimsInArticle)
			batch[i].Raw = sayso.Raw{MediaType: "text/plain", Bytes: []byte(batch[i].Article.Text)}
		}
		if _, err := l.Put(b.Context(), batch...); err != nil {
			b.Fatal(err)
		}
	}
	var size int64
	if err := l.read.QueryRow(`SELECT page_count * page_size FROM pragma_page_count, pragma_page_size`).Scan(&size); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(size)
	for b.Loop() {
		sum, err := l.Verify(b.Context(), sayso.VerifyOptions{}, func(f sayso.Flaw) error { b.Error(f); return nil })
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(sum.Compared), "compared")
	}
}
