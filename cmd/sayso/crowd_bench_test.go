//go:build unix

package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"sayso"
	"sayso/ledgertest"
	"sayso/web"
)

// crowd is how many clients ask at once.
const crowd = 16

// dearPages are the pages and lists that readers ask for, the dearest of each kind too.
func dearPages(b *testing.B, led sayso.Ledger) map[string]string {
	b.Helper()
	articles, err := led.Articles(b.Context(), sayso.ArticleQuery{Paging: sayso.Paging{Limit: 1}})
	if err != nil {
		b.Fatal(err)
	}
	actors, err := led.Actors(b.Context(), sayso.ActorQuery{Paging: sayso.Paging{Limit: 1}})
	if err != nil {
		b.Fatal(err)
	}
	g := ledgertest.NewGenerator(1)
	return map[string]string{
		"home": "/?", "article": "/articles/" + string(articles.Items[0].ID) + "?", "actor": "/actors/" + string(actors.Items[0].ID) + "?", "actors": "/actors?", "stories": "/stories?",
		"disputes": "/disputes?", "search": "/search?q=" + g.Word(200), "search-common": "/search?q=" + g.Word(3), "search-all": "/search?", "articles": "/api/v1/articles?limit=100",
		"claims": "/api/v1/claims?limit=100", "questions": "/api/v1/questions?limit=100",
	}
}

// anew is a path as nobody asked for it before: pages are kept, and the API's lists, which
// take no parameter that they do not know, are not.
func anew(path string, n int) string {
	if strings.HasPrefix(path, "/api/") {
		return path
	}
	return fmt.Sprint(path, "&fresh=", n)
}

// processorTime is what this process has used.
func processorTime() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkCrowd has 16 clients ask a served ledger for one page at once, each time as
// if nobody had asked for it before, and reports the median, the slowest of twenty, how
// many took longer than a request may, and what of the processor a page costs.
// The ledger is that of BenchmarkScale: with SAYSO_SCALE_CLAIMS=1700000 it has 100,000
// articles.
func BenchmarkCrowd(b *testing.B) {
	led := scaleLedger(b)
	server := httptest.NewServer(web.New(web.Config{Ledger: led}))
	defer server.Close()
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: crowd}}
	var fresh atomic.Int64
	for name, path := range dearPages(b, led) {
		b.Run(name, func(b *testing.B) {
			var mu sync.Mutex
			var took []time.Duration
			used, late := processorTime(), 0
			for b.Loop() {
				var all sync.WaitGroup
				for range crowd {
					all.Go(func() {
						began := time.Now()
						res, err := client.Get(server.URL + anew(path, int(fresh.Add(1))))
						if err != nil {
							b.Error(err)
							return
						}
						defer res.Body.Close()
						_, err = io.Copy(io.Discard, res.Body)
						mu.Lock()
						defer mu.Unlock()
						switch {
						case res.StatusCode == http.StatusServiceUnavailable: // it took longer than a request may
							late++
						case err != nil || res.StatusCode != http.StatusOK:
							b.Error(path, res.Status, err)
						}
						took = append(took, time.Since(began))
					})
				}
				all.Wait()
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "median-ms")
			b.ReportMetric(float64((processorTime()-used).Microseconds())/1000/float64(len(took)), "cpu-ms/page")
			b.ReportMetric(float64(late), "late")
			b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "p95-ms")
		})
	}
}

// BenchmarkPagesBesideBackup asks for pages by turns while the ledger is backed up, and
// while it is not, and reports both medians and how many of a hundred the backup adds.
func BenchmarkPagesBesideBackup(b *testing.B) {
	led := scaleLedger(b)
	pages := web.New(web.Config{Ledger: led})
	fresh := 0
	ask := func(path string) time.Duration {
		fresh++
		began := time.Now()
		w := httptest.NewRecorder()
		pages.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "http://localhost"+anew(path, fresh), nil))
		if w.Code != http.StatusOK {
			b.Fatal(w.Code, w.Body)
		}
		return time.Since(began)
	}
	for name, path := range dearPages(b, led) {
		b.Run(name, func(b *testing.B) {
			var alone, beside []time.Duration
			for b.Loop() { // by turns, since the machine may have other work now and then
				for range 10 {
					alone = append(alone, ask(path))
				}
				ctx, stop := context.WithCancel(b.Context())
				done := make(chan error, 1)
				go func() { _, err := led.Backup(ctx, io.Discard, nil); done <- err }()
				for range 10 {
					beside = append(beside, ask(path))
				}
				stop()
				if err := <-done; err != nil && sayso.KindOf(err) != sayso.Cancelled {
					b.Fatal(err)
				}
			}
			slices.Sort(alone)
			slices.Sort(beside)
			a, c := alone[len(alone)/2], beside[len(beside)/2]
			b.ReportMetric(float64(a.Microseconds())/1000, "alone-ms")
			b.ReportMetric(float64(c.Microseconds())/1000, "beside-ms")
			b.ReportMetric(100*(float64(c)/float64(a)-1), "added-%")
		})
	}
}
