//go:build unix

package story_test

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"sayso"
	"sayso/internal/story"
	"sayso/internal/story/cluster"
	"sayso/internal/story/index"
	"sayso/internal/story/lineage"
	"sayso/ledgertest"
)

// growthEnv names the folder that TestGrowth writes growth.json to, and
// TestDrawGrowth growth.svg; without it they are skipped, as they take a
// quarter of an hour on a quick machine and an hour on a slow one.
const growthEnv = "SAYSO_GROWTH"

// measured is what adding articles to a ledger of so many costs.
type measured struct {
	Articles int
	// Median, P95 are of the time that one article takes, put and placed in a
	// transaction of its own, in milliseconds; Place is the median of placing.
	Median, P95, Place float64
	// CPU is the processor's time for one article, in milliseconds, whatever
	// else the machine does.
	CPU float64
	// Heap is what the program holds, in MB; PerArticle what of it the index
	// takes for each article, in bytes.
	Heap, PerArticle float64
}

// TestGrowth adds articles, with eight claims each, to ledgers of growing size,
// one by one, and measures each of a few hundred. Of the articles between, one in
// four has claims, which take most of the time.
func TestGrowth(t *testing.T) {
	out := os.Getenv(growthEnv)
	if out == "" {
		t.Skip("set " + growthEnv + " to a folder")
	}
	const one = 400 // articles measured at each size
	room := ledgertest.NewNewsroom(1, 10*time.Minute)
	l := open(t)
	k := story.NewKeeper(l)
	base := heap()
	var all []measured
	have := 0
	for _, size := range []int{1000, 3000, 10_000, 30_000, 100_000} {
		for have < size {
			var rs []sayso.Reading
			for range min(size-have, 200) {
				r, _ := room.Article()
				if len(rs)%4 > 0 {
					r.Analysis = sayso.Analysis{Extractor: ledgertest.Extractor}
				}
				rs = append(rs, r)
			}
			have += len(rs)
			put(t, l, rs...)
			update(t, k)
		}
		var whole, place []float64
		cpu := cpuTime()
		for range one {
			r, _ := room.Article()
			began := time.Now()
			put(t, l, r)
			mid := time.Now()
			update(t, k)
			whole = append(whole, ms(time.Since(began)))
			place = append(place, ms(time.Since(mid)))
		}
		cpu = cpuTime() - cpu
		have += one
		slices.Sort(whole)
		slices.Sort(place)
		h := heap()
		m := measured{Articles: size, Median: whole[one/2], P95: whole[one*95/100], Place: place[one/2], CPU: ms(cpu) / one,
			Heap: float64(h) / 1e6, PerArticle: float64(h-base) / float64(have)}
		stats, err := l.Stats(t.Context())
		if err != nil || stats.Articles != have {
			t.Fatalf("%d articles of %d, %v", stats.Articles, have, err)
		}
		all = append(all, m)
		t.Logf("%+v", m)
		b, err := json.MarshalIndent(all, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(out, "growth.json"), b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// TestMillionSignatures measures an index of a million articles, with words as
// uneven as those of news (Zipf) and fingerprints for 480 words of text each.
func TestMillionSignatures(t *testing.T) {
	if os.Getenv(growthEnv) == "" {
		t.Skip("set " + growthEnv)
	}
	const n, prints, looked = 1_000_000, 60, 500
	rng := rand.New(rand.NewPCG(1, 1))
	word := rand.NewZipf(rng, 1.1, 100, 400_000)
	make1 := func() index.Signature {
		var s index.Signature
		for range cluster.MaxTerms {
			s.Terms = append(s.Terms, cluster.Term{Word: strconv.FormatUint(word.Uint64(), 36), Weight: uint8(20 + rng.IntN(50))})
		}
		for range prints {
			s.Prints = append(s.Prints, rng.Uint64()&^(lineage.Sample-1))
		}
		return s
	}
	base := heap()
	x := index.New()
	day := time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)
	var took, copies []float64
	for i := range n {
		s := make1()
		sig := s.Pack()
		at, err := x.Add(sayso.ArticleID(sayso.DeriveID("ar", strconv.Itoa(i))), sayso.Date{Time: day.Add(time.Duration(i) * time.Minute)}, sig)
		if err != nil {
			t.Fatal(err)
		}
		if i >= n-looked {
			began := time.Now()
			if err := x.Search(sig); err != nil {
				t.Fatal(err)
			}
			x.Home(at)
			took = append(took, ms(time.Since(began)))
			began = time.Now()
			x.Shared(at)
			copies = append(copies, ms(time.Since(began)))
		}
	}
	held := heap() - base
	slices.Sort(took)
	slices.Sort(copies)
	t.Logf("%d signatures: %.0f MB, %.0f bytes each; copies looked up in %.3f ms median, %.3f ms 95th of 100; the story in %.3f and %.3f", n, float64(held)/1e6, float64(held)/n,
		copies[looked/2], copies[looked*95/100], took[looked/2], took[looked*95/100])
	runtime.KeepAlive(x)
}

// TestDrawGrowth draws what TestGrowth has measured.
func TestDrawGrowth(t *testing.T) {
	out := os.Getenv(growthEnv)
	if out == "" {
		t.Skip("set " + growthEnv + " to a folder")
	}
	b, err := os.ReadFile(filepath.Join(out, "growth.json"))
	if err != nil {
		t.Fatal(err)
	}
	var all []measured
	if err := json.Unmarshal(b, &all); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(out, "growth.svg"), []byte(drawGrowth(all)), 0o644); err != nil {
		t.Fatal(err)
	}
}

// drawGrowth draws the processor's time and the memory that an article takes
// against the size of the ledger, on a logarithmic axis.
func drawGrowth(all []measured) string {
	const width, panel, left, right, top, floor = 640, 170, 50, 590, 40, 130
	at := func(n int) float64 { return left + (math.Log10(float64(n))-3)*(right-left)/2 }
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12" role="img">`+"\n", width, 2*panel+10)
	b.WriteString("<title>What an article takes, by the size of the ledger</title>\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n")
	for k, line := range []struct {
		name, unit, colour string
		least              int // articles: with fewer, the program itself weighs more
		of                 func(measured) float64
	}{
		{"processor time to add one article and place it", "ms", "#1f5fa8", 0, func(m measured) float64 { return m.CPU }},
		{"memory held for each article", "kB", "#b4451f", 10_000, func(m measured) float64 { return m.PerArticle / 1000 }},
	} {
		most := 0.0
		for _, m := range all {
			most = max(most, line.of(m))
		}
		fmt.Fprintf(&b, `<g transform="translate(0 %d)"><text x="%d" y="16" fill="#333">%s</text><path d="M%d %d H%d" stroke="#333"/>`+"\n", k*panel, left-20, line.name, left-20, floor, right+20)
		for i, label := range []string{"1,000 articles", "10,000", "100,000"} {
			n := []int{1000, 10_000, 100_000}[i]
			fmt.Fprintf(&b, `<path d="M%.0f %d V%d" stroke="#ddd"/><text x="%.0f" y="%d" text-anchor="middle" fill="#333">%s</text>`+"\n", at(n), top, floor, at(n), floor+18, label)
		}
		var path []string
		for _, m := range all {
			if m.Articles < line.least {
				continue
			}
			x, y := at(m.Articles), floor-line.of(m)/most*(floor-top-15)
			path = append(path, fmt.Sprintf("%.1f %.1f", x, y))
			fmt.Fprintf(&b, `<circle cx="%.1f" cy="%.1f" r="3" fill="%s"/><text x="%.1f" y="%.1f" text-anchor="middle" fill="%s">%.1f %s</text>`+"\n", x, y, line.colour, x, y-8, line.colour, line.of(m), line.unit)
		}
		fmt.Fprintf(&b, `<path d="M%s" fill="none" stroke="%s" stroke-width="1.5"/></g>`+"\n", strings.Join(path, " L"), line.colour)
	}
	b.WriteString("</svg>\n")
	return b.String()
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// heap is how many bytes are in use after a collection.
func heap() int64 {
	debug.FreeOSMemory()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapInuse)
}

// cpuTime is the processor's time that this program has used.
func cpuTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(fmt.Sprint("getrusage: ", err)) // it fails only for a wrong argument
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
