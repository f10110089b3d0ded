package main

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sayso"
	"sayso/ledgertest"
	"sayso/sqlite"
)

// things are what the reports of a first run are about, each of another.
var things = strings.Fields(`harbour bridge clinic orchard tramway quarry library lighthouse brewery museum
	stadium reservoir monastery windmill airfield cinema vineyard prison theatre shipyard`)

// firstReport is an item of a feed: a report of its own.
func firstReport(feed, item string) string {
	var f, i int
	_, _ = fmt.Sscan(feed+" "+item, &f, &i)
	thing := things[(5*f+i)%len(things)]
	return fmt.Sprintf(`<!doctype html><html lang="en"><head><title>The %[1]s</title></head><body><article><h1>The %[1]s of town %[2]d</h1>
		<p>The %[1]s will be painted %[1]s-green before winter, Anna Weber of the %[1]s office said on Monday. “Our %[1]s is old and dear to us,” she added.</p>
		<p>Bruno Keller denied that anybody had measured the %[1]s, its %[1]s-keepers, or whatever else a %[1]s has.</p></article></body></html>`, thing, f)
}

// TestFirstRunSurvivesKills adds sources by --kind, which looks at none of them, and
// watches them for the first time: undisturbed, and killed again and again at random.
// Both end in equal ledgers, outlets included.
func TestFirstRunSurvivesKills(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the program many times")
	}
	const feeds, items, deaths = 4, 5, 6
	dir := t.TempDir()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(dir, "sayso-hasty")
	if err := os.Symlink(self, program); err != nil {
		t.Skip("no symbolic links here:", err)
	}
	setting := fmt.Sprint(600, " ", time.Now().UnixMilli())
	p := &press{clock: hastyClock(setting), feeds: make([][]newsItem, feeds), asked: map[string]int{}}
	began := time.Now().Add(-24 * time.Hour)
	for f := range feeds {
		for i := range items {
			p.feeds[f] = append(p.feeds[f], newsItem{at: began.Add(time.Duration(f*items+i) * time.Minute)})
		}
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		parts := strings.Split(strings.Trim(r.URL.Path, "/"), "/")
		if parts[0] == "feed" {
			_, _ = w.Write([]byte(p.page(w, r, parts)))
			return
		}
		_, _ = w.Write([]byte(firstReport(parts[0], parts[len(parts)-1])))
	}))
	defer server.Close()
	dice := rand.New(rand.NewPCG(uint64(began.UnixNano()), 3))
	var dumps [2][]string
	for i, name := range []string{"undisturbed.db", "killed.db"} {
		path := filepath.Join(dir, name)
		start := func(args ...string) *exec.Cmd {
			t.Helper()
			c := exec.Command(program, append(args, "--ledger", "sqlite:"+path)...)
			c.Env = append(os.Environ(), hastyEnv+"="+setting)
			if err := c.Start(); err != nil {
				t.Fatal(err)
			}
			return c
		}
		for f := range feeds {
			if err := start("sources", "add", "--local", "--kind", "feed", fmt.Sprintf("%s/feed/%d", server.URL, f)).Wait(); err != nil {
				t.Fatal(err)
			}
		}
		for range i * deaths {
			c := start("watch", "--reading", "rules")
			time.Sleep(time.Duration(dice.IntN(600)) * time.Millisecond)
			_ = c.Process.Kill()
			_ = c.Wait() // its error is that it was killed
		}
		dumps[i] = readToEnd(t, path, start("watch", "--reading", "rules"), feeds*items)
	}
	if d := cmp.Diff(dumps[0], dumps[1]); d != "" {
		t.Errorf("killed, a first run ends in another ledger (-undisturbed +killed):\n%s", d)
	}
}

// readToEnd waits until a program that watches has read so many articles, ends it, and
// dumps the ledger: its lines in order, since what is read at once comes in any order.
func readToEnd(t *testing.T, path string, c *exec.Cmd, articles int) []string {
	t.Helper()
	led, err := sqlite.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer led.Close()
	for range 600 {
		stats, err := led.Stats(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		waiting, err := led.Unplaced(t.Context(), 1)
		if err != nil {
			t.Fatal(err)
		}
		unasked, _, err := led.Unasked(t.Context(), 1)
		if err != nil {
			t.Fatal(err)
		}
		if stats.Articles == articles && len(waiting) == 0 && len(unasked) == 0 {
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	_ = c.Process.Kill()
	_ = c.Wait()
	page, err := led.Articles(t.Context(), sayso.ArticleQuery{})
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range page.Items {
		if a.Outlet == "" {
			t.Errorf("%s has no outlet", a.URL)
		}
	}
	dump, err := ledgertest.Dump(t.Context(), led)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(dump, "\n")
	slices.Sort(lines)
	return lines
}
