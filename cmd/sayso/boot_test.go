package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sayso/internal/ingest/fetch"
)

// run runs one command line in this process and returns what it prints.
func run(t *testing.T, home string, args ...string) (stdout, stderr string, status int) {
	t.Helper()
	var out, errs bytes.Buffer
	p := Program{Stdin: strings.NewReader(""), Stdout: &out, Stderr: &errs, Env: func(k string) string {
		if k == "HOME" {
			return home
		}
		return ""
	}}
	status = p.Run(t.Context(), args)
	return out.String(), errs.String(), status
}

// TestDemoServes boots the demo whole, walks its pages as a visitor would, and
// ends it as Ctrl-C does.
func TestDemoServes(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	at := make(chan string, 1)
	var out bytes.Buffer
	p := Program{Stdin: strings.NewReader(""), Stdout: &out, Stderr: io.Discard, Env: func(string) string { return "" }, Serving: func(url string) { at <- url }}
	ended := make(chan int, 1)
	go func() { ended <- p.Run(ctx, []string{"demo", "--addr", "127.0.0.1:0"}) }()
	var url string
	select {
	case url = <-at:
	case s := <-ended:
		t.Fatalf("ended with status %d", s)
	}
	for path, want := range map[string]string{
		"/":                    "Harbour Courier",
		"/search?q=ammunition": "ammunition",
		"/actors":              "Tomas Brandt",
		"/follows":             `Northwind Daily</a> <span class="new">3 new</span>`,
		"/disputes":            `<span class="tag disputed">disputed</span>`,
		"/api/v1/stats":        `"articles":`,
	} {
		res, err := http.Get(url + path)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(res.Body)
		res.Body.Close()
		if err != nil || res.StatusCode != http.StatusOK || !strings.Contains(string(body), want) {
			t.Errorf("%s: status %d, error %v; want %q in it", path, res.StatusCode, err, want)
		}
	}
	stop()
	if s := <-ended; s != exitOK {
		t.Errorf("ended with status %d", s)
	}
	for _, want := range []string{"Read 6 sample reports", "Serving on " + url} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("it printed %q, want %q in it", out.String(), want)
		}
	}
}

// TestPortTaken wants a taken port said before anything is read or made.
func TestPortTaken(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	t.Setenv("TMPDIR", t.TempDir())
	at := l.Addr().String()
	out, said, status := run(t, t.TempDir(), "demo", "--addr", at)
	want := "sayso: serve " + at + ": the port is taken (stop what uses it, or choose another with --addr 127.0.0.1:0)\n"
	if status != exitFailed || out != "" || said != want {
		t.Errorf("status %d, %q, %q; want %q", status, out, said, want)
	}
	if made, err := os.ReadDir(os.TempDir()); err != nil || len(made) != 0 {
		t.Errorf("it made %v, %v", made, err)
	}
}

// TestRelease moves the clock over an embargo.
func TestRelease(t *testing.T) {
	dir := t.TempDir()
	in := filepath.Join(dir, "item.json")
	if err := os.WriteFile(in, []byte(`{"uri":"urn:x","headline":"City asks for bids","pubstatus":"usable","versioncreated":"2023-09-13T09:40:00Z","embargoed":"2023-09-14T06:00:00Z","body_text":"“We ask for bids,” Bo Lind said."}`), 0o644); err != nil {
		t.Fatal(err)
	}
	at := func(hour int, args ...string) string {
		t.Helper()
		var out, errs strings.Builder
		p := &Program{Stdin: strings.NewReader(""), Stdout: &out, Stderr: &errs, Env: func(string) string { return "" },
			Clock: fetch.Clock{Now: func() time.Time { return time.Date(2023, 9, 14, hour, 0, 0, 0, time.UTC) }}}
		if s := p.Run(t.Context(), append(args, "--ledger", "sqlite:"+filepath.Join(dir, "l.db"))); s != exitOK {
			t.Fatalf("%v ended with %d: %s", args, s, errs.String())
		}
		return out.String()
	}
	shown := func() string { return at(5, "articles", "--format", "json") }
	for i, step := range []struct {
		hour int
		args []string
		want string
	}{
		{5, []string{"read", "--reading", "rules", in}, "1 article held back under embargo, the first until 2023-09-14T06:00:00Z"},
		{5, []string{"release", "--reading", "rules"}, "held until 2023-09-14T06:00:00Z: City asks for bids"},
		{6, []string{"release", "--reading", "rules"}, "1 new,"},
		{6, []string{"release", "--reading", "rules"}, "0 articles"},
		{6, []string{"claims"}, "We ask for bids"},
		{6, []string{"read", "--reading", "rules", in}, "1 unchanged,"},
	} {
		if got := at(step.hour, step.args...); !strings.Contains(got, step.want) {
			t.Errorf("%v at %d gave %q, want %q in it", step.args, step.hour, got, step.want)
		}
		if listed := shown() != ""; listed != (i >= 2) {
			t.Errorf("after %v at %d it is listed: %v", step.args, step.hour, listed)
		}
	}
}

// TestWatchReleases wants what watches the ledger to take in what is free, also
// where it has no source.
func TestWatchReleases(t *testing.T) {
	d := &desk{dir: t.TempDir()}
	item := d.write(t, "item.json", agencyItem)
	for _, step := range []struct {
		hour int
		args []string
		want string
	}{
		{5, []string{"read", "--reading", "rules", item}, "1 article held back under embargo"},
		{5, []string{"watch", "--once", "--reading", "rules"}, "0 articles in"},
		{6, []string{"watch", "--once", "--reading", "rules"}, "free since 2023-09-14T06:00:00Z, and taken in: City asks for bids"},
		{6, []string{"articles"}, "City asks for bids"},
		{6, []string{"release"}, "0 articles in"},
	} {
		if out, status := d.run(t, step.hour, step.args...); status != exitOK || !strings.Contains(out, step.want) {
			t.Errorf("%v at %d ended with %d: %s, want %q", step.args, step.hour, status, out, step.want)
		}
	}
}

// TestServeWatches boots the server with a feed to watch, and finds its items
// on the pages and in the counters.
func TestServeWatches(t *testing.T) {
	dir := t.TempDir()
	p := &press{clock: hastyClock(fmt.Sprint(100, " ", time.Now().UnixMilli())), rng: rand.New(rand.NewPCG(3, 4)), feeds: make([][]newsItem, 1), asked: map[string]int{}}
	p.publish(0)
	p.publish(0)
	paper := httptest.NewServer(p)
	defer paper.Close()
	ledger := "sqlite:" + filepath.Join(dir, "ledger.db")
	if _, errs, status := run(t, dir, "sources", "add", "--ledger", ledger, "--local", "--kind", "feed", "--party", "state", paper.URL+"/feed/0"); status != exitOK {
		t.Fatal(errs)
	}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	at := make(chan string, 1)
	program := Program{Stdin: strings.NewReader(""), Stdout: io.Discard, Stderr: io.Discard, Env: func(string) string { return "" }, Clock: p.clock, Serving: func(url string) { at <- url }}
	ended := make(chan int, 1)
	go func() {
		ended <- program.Run(ctx, []string{"serve", "--ledger", ledger, "--watch", "--reading", "rules", "--addr", "127.0.0.1:0"})
	}()
	var url string
	select {
	case url = <-at:
	case s := <-ended:
		t.Fatalf("ended with status %d", s)
	}
	get := func(path string) string {
		res, err := http.Get(url + path)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		body, err := io.ReadAll(res.Body)
		if err != nil {
			t.Fatal(err)
		}
		return string(body)
	}
	const want = `sayso_articles_read_total{change="new"} 2`
	for deadline := time.Now().Add(time.Minute); !strings.Contains(get("/metrics"), want); time.Sleep(50 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("no %q in %s", want, get("/metrics"))
		}
	}
	if body := get("/sources"); !strings.Contains(body, "This server reads them") || !strings.Contains(body, "state media") {
		t.Errorf("the page on sources: %s", body)
	}
	// Another process sees that this one watches.
	if _, errs, status := run(t, dir, "watch", "--ledger", ledger, "--once"); status != exitFailed || !strings.Contains(errs, "another process watches this ledger") {
		t.Errorf("a second watch ended with %d: %s", status, errs)
	}
	stop()
	if s := <-ended; s != exitOK {
		t.Errorf("ended with status %d", s)
	}
}

// TestFileGoneUnderServer takes the ledger's file away under a server, and wants a
// correction refused in words, the server to say what it found, and pages to go on.
func TestFileGoneUnderServer(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "l.db")
	in := filepath.Join(dir, "a.txt")
	if err := os.WriteFile(in, []byte("The bridge is safe, Anna Weber said."), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, said, status := run(t, dir, "read", "--reading", "rules", "--ledger", "sqlite:"+path, in); status != exitOK {
		t.Fatal(said)
	}
	claim, said, status := run(t, dir, "claims", "--format", "csv", "--ledger", "sqlite:"+path)
	if status != exitOK {
		t.Fatal(said)
	}
	id, _, _ := strings.Cut(strings.Split(claim, "\n")[1], ",")

	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	at := make(chan string, 1)
	var errs bytes.Buffer
	p := Program{Stdin: strings.NewReader(""), Stdout: io.Discard, Stderr: &errs, Env: func(string) string { return "" }, Serving: func(url string) { at <- url }}
	ended := make(chan int, 1)
	go func() { ended <- p.Run(ctx, []string{"serve", "--addr", "127.0.0.1:0", "--ledger", "sqlite:" + path}) }()
	url := <-at
	ask := func(method, path string) (int, string) {
		t.Helper()
		r, err := http.NewRequest(method, url+path, strings.NewReader("verdict=accepted"))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		res, err := http.DefaultTransport.RoundTrip(r)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		body, _ := io.ReadAll(res.Body)
		return res.StatusCode, string(body)
	}
	correct := "/claims/" + id + "/correct"
	if code, _ := ask("POST", correct); code != http.StatusSeeOther {
		t.Fatalf("a correction: %d", code)
	}
	if code, _ := ask("GET", "/readyz"); code != http.StatusOK {
		t.Errorf("ready: %d", code)
	}
	if err := os.Rename(path, path+".moved"); err != nil {
		t.Fatal(err)
	}
	if code, body := ask("POST", strings.Replace(correct, "accepted", "rejected", 1)); code != http.StatusServiceUnavailable || !strings.Contains(body, "deleted or moved") || strings.Contains(body, dir) {
		t.Errorf("a correction: %d %s", code, body)
	}
	if code, _ := ask("GET", "/readyz"); code != http.StatusServiceUnavailable {
		t.Errorf("ready: %d", code)
	}
	if code, _ := ask("GET", "/"); code != http.StatusOK {
		t.Errorf("a page: %d", code)
	}
	stop()
	if <-ended; !strings.Contains(errs.String(), "deleted or moved") {
		t.Errorf("the server said %q", errs.String())
	}
}
