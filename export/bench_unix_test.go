//go:build unix

package export

import (
	"fmt"
	"io"
	"runtime"
	"syscall"
	"testing"
)

// madeUp is the nth of a stream of made-up claims, ten to an article, with words of
// the lengths that claims have.
func madeUp(n int) *CitedClaim {
	claims := sampleClaims()
	r := claims[0].(*CitedClaim)
	article := fmt.Sprintf("%08d", n/10)
	day := fmt.Sprintf("2031-%02d-%02dT08:30:00Z", n/100_000%12+1, n/4_000%28+1)
	r.ID, r.Citation.Article, r.Citation.Version = fmt.Sprintf("cl%014d", n), "ar"+article, "ve"+article
	r.Citation.URL, r.Citation.Published, r.Citation.SHA256 = ptr("https://courier.example/news/"+article), &day, fmt.Sprintf("%064d", n/10)
	r.Source.Actors = []Name{{fmt.Sprintf("ac%d", n%5000), fmt.Sprintf("Speaker %d of Somewhere", n%5000)}}
	r.Content.Text = fmt.Sprintf("that the harbour of the town would open again in %d days, whatever the union might say of it", n%97)
	r.Sentence = "The mayor of the town said on Monday " + r.Content.Text + "."
	return r
}

// BenchmarkExport writes claims and reports how many rows a second of processor time
// gives, the making up left out, and the most memory that the process has had. With
// -benchtime 1000000x it is a million claims.
func BenchmarkExport(b *testing.B) {
	rows := make([]any, 5000)
	for i := range rows {
		rows[i] = madeUp(i * 7)
	}
	for _, name := range []string{"csv", "json", "parquet", "sqlite", "jsonld", "stix"} {
		b.Run(name, func(b *testing.B) {
			f, err := FindExport(name, CitedClaims())
			if err != nil {
				b.Fatal(err)
			}
			w, err := f.Open(io.Discard, CitedClaims(), Options{})
			if err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			before := processor()
			n := 0
			for b.Loop() {
				if err := w.Write(rows[n%len(rows)]); err != nil {
					b.Fatal(err)
				}
				n++
			}
			if err := w.Close(); err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(float64(n)/(processor()-before), "rows/cpu-s")
			b.ReportMetric(float64(highest())/1e6, "MB-peak")
		})
	}
}

// processor is how many seconds of processor time this process has used.
func processor() float64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e9
}

// highest is the most bytes that this process has had in memory.
func highest() int64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	if runtime.GOOS == "linux" {
		return int64(u.Maxrss) * 1024
	}
	return int64(u.Maxrss)
}
