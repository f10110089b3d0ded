//go:build unix

package story_test

import (
	"encoding/json"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"syscall"
	"testing"
	"time"

	"sayso/ledgertest"
	"sayso/story"
	"sayso/story/index"
)

// growthEnv names the file that TestGrowth writes its measurements to; without
// it the test is skipped, as it takes an hour on a slow machine.
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

// TestGrowth adds articles to ledgers of growing size, one by one, and measures
// each of the last few hundred.
func TestGrowth(t *testing.T) {
	out := os.Getenv(growthEnv)
	if out == "" {
		t.Skip("set " + growthEnv + " to the file to write")
	}
	const one = 400 // articles measured at each size
	room := ledgertest.NewNewsroom(1, 10*time.Minute)
	l := open(t)
	k := story.NewKeeper(l)
	base := heap()
	var all []measured
	have := 0
	for _, size := range []int{1000, 3000, 10_000, 30_000, 100_000} {
		fill(t, l, k, room, size-have)
		have = size
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
		if err := os.WriteFile(out, b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// TestMillionSignatures measures an index of a million articles.
func TestMillionSignatures(t *testing.T) {
	if os.Getenv(growthEnv) == "" {
		t.Skip("set " + growthEnv)
	}
	const n = 1_000_000
	room := ledgertest.NewNewsroom(2, time.Minute)
	base := heap()
	x := index.New()
	var last [][]byte
	var at []index.Place
	for i := range n {
		p, sig := sign(t, x, room)
		if i >= n-500 {
			last, at = append(last, sig), append(at, p)
		}
	}
	held := heap() - base
	var took []float64
	for i := range last {
		began := time.Now()
		if _, _, err := x.Near(at[i], last[i]); err != nil {
			t.Fatal(err)
		}
		took = append(took, ms(time.Since(began)))
	}
	slices.Sort(took)
	t.Logf("%d signatures: %.0f MB, %.0f bytes each; search %.3f ms median, %.3f ms 95th of 100", n, float64(held)/1e6, float64(held)/n, took[len(took)/2], took[len(took)*95/100])
	runtime.KeepAlive(x)
	runtime.KeepAlive(room)
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
