package web

import (
	"context"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"sayso/internal/lease"
)

// TestWorkers draws the board of workers, and counts them one by one.
func TestWorkers(t *testing.T) {
	now := time.Date(2031, 5, 6, 12, 0, 0, 0, time.UTC)
	st := lease.State{
		Now: now, Waiting: 3, Leased: 2, Settled: 7, Aside: 1, Unplaced: 4, Oldest: now.Add(-3 * time.Minute),
		Workers: []lease.Worker{
			{Name: "press-1-aa", Started: now.Add(-2 * time.Hour), Seen: now, Joiner: true, Doing: "reading <ferry>.html", Reading: 2, Counters: lease.Counters{Done: 5, Articles: 6, Placed: 6}},
			{Name: "press-2-bb", Started: now.Add(-2 * time.Hour), Seen: now.Add(-2 * lease.Gone), Trouble: "the database does not answer"},
		},
		Latest: []lease.Aside{{Name: "broken.html", Why: "it was begun 3 times", At: now.Add(-time.Hour), Attempts: 3}},
	}
	l := open(t)
	s := httptest.NewServer(New(Config{Ledger: l, Version: "test", Workers: func(context.Context) (lease.State, error) { return st, nil }}))
	t.Cleanup(s.Close)
	_, body := get(t, s.URL+"/workers")
	for _, want := range []string{"3 items wait", "3 minutes ago", "2 in hand", "1 set aside", "4 articles wait", "press-1-aa", "puts articles into stories", "reading &lt;ferry&gt;.html", "silent", "the database does not answer", "broken.html", "it was begun 3 times"} {
		if !strings.Contains(body, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	_, body = get(t, s.URL+"/metrics")
	for _, want := range []string{"sayso_work_waiting 3", "sayso_work_behind_seconds 180", `sayso_worker_up{worker="press-2-bb"} 0`, `sayso_worker_joiner{worker="press-1-aa"} 1`, `sayso_worker_articles_total{worker="press-1-aa"} 6`} {
		if !strings.Contains(body, want) {
			t.Errorf("the counters lack %q", want)
		}
	}
	if _, body := get(t, s.URL+"/sources"); !strings.Contains(body, `href="/workers"`) {
		t.Error("the sources do not lead to the workers")
	}
	alone := httptest.NewServer(New(Config{Ledger: l, Version: "test"}))
	t.Cleanup(alone.Close)
	if _, body := get(t, alone.URL+"/workers"); !strings.Contains(body, "one program reads it") {
		t.Error("a ledger in a file has workers")
	}
}
