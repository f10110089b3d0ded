package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"sayso"
	"sayso/internal/ingest/feed"
	"sayso/internal/ingest/fetch"
	"sayso/ledgertest"
	"sayso/sqlite"
)

// Test programs go by a clock that runs faster than the world's: hastyEnv says
// how many times, and since when.
const hastyEnv = "SAYSO_TEST_CLOCK"

// hastyClock reads "FACTOR MILLISECONDS".
func hastyClock(setting string) fetch.Clock {
	var factor, ms int64
	if _, err := fmt.Sscan(setting, &factor, &ms); err != nil || factor < 1 {
		panic("no clock: " + setting)
	}
	began := time.UnixMilli(ms)
	real := fetch.SystemClock()
	return fetch.Clock{
		Now: func() time.Time { return began.Add(time.Since(began) * time.Duration(factor)) },
		Sleep: func(ctx context.Context, d time.Duration) error {
			return real.Sleep(ctx, d/time.Duration(factor))
		},
	}
}

// hasty is the whole program by such a clock.
func hasty() {
	p := Program{Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Env: os.Getenv, Clock: hastyClock(os.Getenv(hastyEnv))}
	os.Exit(p.Run(context.Background(), os.Args[1:]))
}

// press is a server with many feeds, which delays, fails and cuts answers
// short. Its items are numbered; each stands on a page of its own.
type press struct {
	clock fetch.Clock
	mu    sync.Mutex
	rng   *rand.Rand
	feeds [][]newsItem
	asked map[string]int // what was answered how
}

type newsItem struct {
	at       time.Time
	revision int
}

func (p *press) chance(percent int) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.rng.IntN(100) < percent
}

func (p *press) pause(most time.Duration) {
	p.mu.Lock()
	d := time.Duration(p.rng.Int64N(int64(most)))
	p.mu.Unlock()
	time.Sleep(d)
}

func (p *press) count(what string) {
	p.mu.Lock()
	p.asked[what]++
	p.mu.Unlock()
}

// publish adds an item to a feed.
func (p *press) publish(f int) {
	p.mu.Lock()
	p.feeds[f] = append(p.feeds[f], newsItem{at: p.clock.Now()})
	p.mu.Unlock()
}

func (p *press) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	parts := strings.Split(strings.Trim(r.URL.Path, "/"), "/")
	if parts[0] == "robots.txt" {
		http.NotFound(w, r)
		return
	}
	p.pause(30 * time.Millisecond)
	switch {
	case p.chance(4):
		p.count("failed")
		w.WriteHeader(http.StatusInternalServerError)
		return
	case p.chance(3):
		p.count("put off")
		w.Header().Set("Retry-After", "60")
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	body := p.page(w, r, parts)
	if body == "" {
		return
	}
	if p.chance(5) {
		p.count("cut short")
		w.Header().Set("Content-Length", strconv.Itoa(len(body)))
		_, _ = w.Write([]byte(body[:len(body)/2]))
		return
	}
	if parts[0] == "feed" {
		p.count("feeds")
	} else {
		p.count("pages")
	}
	_, _ = w.Write([]byte(body))
}

// page gives /feed/7 and /7/3, the third item of the seventh feed.
func (p *press) page(w http.ResponseWriter, r *http.Request, parts []string) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	if parts[0] == "feed" {
		f, err := strconv.Atoi(parts[1])
		if err != nil || f >= len(p.feeds) {
			w.WriteHeader(http.StatusNotFound)
			return ""
		}
		tag := ""
		var b strings.Builder
		fmt.Fprintf(&b, `<rss version="2.0"><channel><title>Feed %d</title><link>http://%s/</link>`, f, r.Host)
		for i := len(p.feeds[f]) - 1; i >= 0; i-- {
			it := p.feeds[f][i]
			tag += fmt.Sprint(".", it.revision)
			fmt.Fprintf(&b, `<item><title>Bridge %d of %d, take %d</title><link>http://%s/%d/%d?utm_source=rss</link><guid isPermaLink="false">%d-%d</guid><pubDate>%s</pubDate><description>Short.</description></item>`,
				i, f, it.revision, r.Host, f, i, f, i, it.at.UTC().Format(time.RFC1123Z))
		}
		tag = fmt.Sprintf("%q", tag)
		w.Header().Set("ETag", tag)
		if r.Header.Get("If-None-Match") == tag {
			p.asked["feeds not changed"]++
			w.WriteHeader(http.StatusNotModified)
			return ""
		}
		return b.String() + "</channel></rss>"
	}
	f, err := strconv.Atoi(parts[0])
	i, err2 := strconv.Atoi(parts[len(parts)-1])
	if err != nil || err2 != nil || f >= len(p.feeds) || i >= len(p.feeds[f]) {
		w.WriteHeader(http.StatusNotFound)
		return ""
	}
	return fmt.Sprintf(`<!doctype html><html lang="en"><head><title>Bridge %d of %d</title></head><body><article><h1>Bridge %d of %d</h1>
		<p>The bridge number %d of town %d is safe in its take %d, Anna Weber of the roads office said on Monday. “It will stand for years to come,” she added, and went on to the next.</p>
		<p>Bruno Keller denied that bridge %d of town %d had been inspected by anybody who knows about bridges, or indeed that there was a bridge to inspect at all.</p></article></body></html>`,
		i, f, i, f, i, f, p.feeds[f][i].revision, i, f)
}

// TestWatchSurvivesKills watches many feeds with a program that is killed at
// random, while they publish and fail. However often it dies, no item is lost
// and none is there twice. SAYSO_WATCH_FEEDS sets the number of feeds, and with
// 1,000 or more the program dies 20 times.
func TestWatchSurvivesKills(t *testing.T) {
	feeds, deaths, factor := 60, 4, 600
	if s := os.Getenv("SAYSO_WATCH_FEEDS"); s != "" {
		var err error
		if feeds, err = strconv.Atoi(s); err != nil || feeds < 1 {
			t.Fatalf("SAYSO_WATCH_FEEDS is %q", s)
		}
		if feeds >= 1000 {
			deaths = 20
		}
	} else if testing.Short() {
		t.Skip("runs the program many times")
	}
	dir := t.TempDir()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(dir, "sayso-hasty")
	if err := os.Symlink(self, program); err != nil {
		t.Skip("no symbolic links here:", err)
	}
	setting := fmt.Sprint(factor, " ", time.Now().UnixMilli())
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	p := &press{clock: hastyClock(setting), rng: rand.New(rand.NewPCG(seed, 1)), feeds: make([][]newsItem, feeds), asked: map[string]int{}}
	server := httptest.NewServer(p)
	defer server.Close()
	var list []sayso.WatchedSource
	for f := range feeds {
		for range 3 {
			p.publish(f)
		}
		list = append(list, sayso.WatchedSource{Kind: sayso.FeedSource, Address: fmt.Sprintf("%s/feed/%d", server.URL, f)})
	}
	opml := filepath.Join(dir, "feeds.opml")
	if err := os.WriteFile(opml, feed.WriteOPML(list), 0o644); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "ledger.db")
	start := func(args ...string) *exec.Cmd {
		t.Helper()
		c := exec.Command(program, append(args, "--ledger", "sqlite:"+path)...)
		c.Env = append(os.Environ(), hastyEnv+"="+setting)
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		return c
	}
	if err := start("sources", "import", "--local", opml).Wait(); err != nil {
		t.Fatal(err)
	}
	dice := rand.New(rand.NewPCG(seed, 2))
	for range deaths {
		c := start("watch", "--reading", "rules")
		for range 2 {
			time.Sleep(time.Duration(100+dice.IntN(700+3*feeds)) * time.Millisecond)
			for range feeds / 20 {
				f := dice.IntN(feeds)
				if dice.IntN(3) > 0 {
					p.publish(f)
					continue
				}
				p.mu.Lock()
				p.feeds[f][dice.IntN(len(p.feeds[f]))].revision++
				p.mu.Unlock()
			}
		}
		if err := c.Process.Kill(); err != nil {
			t.Errorf("it ended by itself: %v", err)
		}
		_ = c.Wait() // its error is that it was killed
	}
	total := 0
	for _, items := range p.feeds {
		total += len(items)
	}

	led, err := sqlite.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer led.Close()
	between, err := led.Stats(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	c := start("watch", "--reading", "rules")
	deadline := time.Now().Add(time.Duration(60+feeds) * time.Second)
	for ; ; time.Sleep(200 * time.Millisecond) {
		lost := p.missing(t, led, server.URL)
		if lost == "" {
			break
		}
		if time.Now().After(deadline) {
			t.Errorf("after %s: %s", time.Since(deadline.Add(-time.Duration(60+feeds)*time.Second)), lost)
			break
		}
	}
	time.Sleep(time.Second) // what is there twice may come yet
	if err := c.Process.Kill(); err != nil {
		t.Error(err)
	}
	_ = c.Wait()
	if s := p.missing(t, led, server.URL); s != "" {
		t.Error(s)
	}
	if err := ledgertest.CheckJournal(t.Context(), led); err != nil {
		t.Errorf("the journal: %v", err)
	}
	stats, err := led.Stats(t.Context())
	if err != nil || stats.Articles != total {
		t.Errorf("%d articles of %d items, %v", stats.Articles, total, err)
	}
	t.Logf("%d feeds, %d items, %d deaths: %d articles in %d versions, of which %d were read before the last start; the server answered %v",
		feeds, total, deaths, stats.Articles, stats.Versions, between.Articles, p.asked)
}

// missing says what the ledger has otherwise than the press printed it; "" when
// it has all of it, once and in its last revision.
func (p *press) missing(t *testing.T, led *sqlite.Ledger, url string) string {
	t.Helper()
	stats, err := led.SourceStats(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	p.mu.Lock()
	var ids []sayso.ArticleID
	var revisions []int
	for f := range p.feeds {
		for i, it := range p.feeds[f] {
			ids = append(ids, sayso.DeriveArticleID(fmt.Sprintf("%s/%d/%d", url, f, i)))
			revisions = append(revisions, it.revision)
		}
	}
	p.mu.Unlock()
	lost, old, twice := 0, 0, 0
	for i, id := range ids {
		vs, err := led.Versions(t.Context(), id)
		switch {
		case sayso.KindOf(err) == sayso.NotFound:
			lost++
			continue
		case err != nil:
			t.Fatal(err)
		case len(vs) > revisions[i]+1:
			twice++
		}
		if lost+old > 20 || revisions[i] == 0 {
			continue
		}
		r, err := led.Article(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(r.Article.Text, fmt.Sprintf("in its take %d,", revisions[i])) {
			old++
		}
	}
	if twice > 0 {
		return fmt.Sprintf("%d of %d items are there twice", twice, len(ids))
	}
	if lost+old > 0 || stats.Waiting > 0 {
		return fmt.Sprintf("of %d items %d are not there, %d in an older take, %d waiting", len(ids), lost, old, stats.Waiting)
	}
	return ""
}
