//go:build unix

package postgres

import (
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"sayso"
	"sayso/ledgertest"
	"sayso/sqlite"
)

// BenchmarkCopy copies made-up claims to PostgreSQL and back, the comparison at the end
// included. SAYSO_COPY_CLAIMS says how many, 5,000 without it.
func BenchmarkCopy(b *testing.B) {
	claims := 5_000
	if n, err := strconv.Atoi(os.Getenv("SAYSO_COPY_CLAIMS")); err == nil {
		claims = n
	}
	ctx := b.Context()
	from, err := sqlite.Open(ctx, filepath.Join(b.TempDir(), "from.db"))
	if err != nil {
		b.Fatal(err)
	}
	defer from.Close()
	for g, n := ledgertest.NewGenerator(1), 0; n < claims; {
		readings := make([]sayso.Reading, 60)
		for i := range readings {
			readings[i] = g.Article(17)
		}
		if _, err := from.Put(ctx, readings...); err != nil {
			b.Fatal(err)
		}
		n += 60 * 17
	}
	stats, err := from.Stats(ctx)
	if err != nil {
		b.Fatal(err)
	}
	timed := func(way string, from, to *sqlite.Ledger, finish func(bool) error) {
		began := time.Now()
		done, err := sqlite.Copy(ctx, from, to, nil)
		if err != nil {
			b.Fatal(err)
		}
		if err := finish(true); err != nil {
			b.Fatal(err)
		}
		took := time.Since(began).Seconds()
		b.ReportMetric(float64(done.Held)/took, way+"-rows/s")
		b.ReportMetric(float64(stats.Claims)/took, way+"-claims/s")
	}
	for b.Loop() {
		address := database(b, "template0")
		to, finish, err := CopyTarget(ctx, address, "from")
		if err != nil {
			b.Fatal(err)
		}
		timed("there", from, to, finish)
		there, err := Open(ctx, address)
		if err != nil {
			b.Fatal(err)
		}
		back, finish, err := sqlite.CopyTarget(ctx, filepath.Join(b.TempDir(), "back.db"))
		if err != nil {
			b.Fatal(err)
		}
		timed("back", there.Ledger, back, finish)
		there.Close()
	}
}
