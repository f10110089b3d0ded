package main

import (
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestRereadSurvivesKills reads a ledger of an older extractor again, with a
// program that is killed at random moments. In the end it is as if it had been
// read by the newer one from the beginning.
func TestRereadSurvivesKills(t *testing.T) {
	const articles = 240
	dir := t.TempDir()
	in := filepath.Join(dir, "in.jsonl")
	var lines strings.Builder
	for i := range articles {
		fmt.Fprintf(&lines, `{"id": "%d", "title": "Bridge %d", "published": "2023-09-%02d", "text": "The bridge number %d is safe, Anna Weber said on Monday. Bruno Keller denied that bridge %d had been inspected."}`+"\n", i, i, 1+i%28, i, i)
	}
	if err := os.WriteFile(in, []byte(lines.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	ledger := filepath.Join(dir, "l.db")
	must := func(args ...string) string {
		t.Helper()
		out, errs, status := run(t, dir, append(args, "--ledger", "sqlite:"+ledger)...)
		if status != exitOK {
			t.Fatalf("%v ended with %d: %s", args, status, errs)
		}
		return out
	}
	listing := func() string {
		return must("claims", "--limit", "0", "--format", "csv") + must("stories", "--limit", "0", "--format", "csv")
	}
	must("read", "--reading", "rules", in)
	one, _, _ := strings.Cut(must("claims", "--limit", "1", "--format", "json", "Keller"), `"`+",")
	id := one[strings.LastIndexByte(one, '"')+1:]
	must("correct", id, "--stance", "doubts", "--note", "mine")
	want := listing()

	db, err := sql.Open("sqlite", ledger)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(`UPDATE version SET extractor_version = '5'`); err != nil {
		t.Fatal(err)
	}
	left := func() (n int) {
		if err := db.QueryRow(`SELECT count(*) FROM version WHERE extractor_version = '5'`).Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(dir, "sayso")
	if err := os.Symlink(self, program); err != nil {
		t.Skip("no symbolic links here:", err)
	}
	rng := rand.New(rand.NewPCG(5, 6))
	deaths := 0
	for range 6 {
		before := left()
		c := exec.Command(program, "rebuild", "--read", "--ledger", "sqlite:"+ledger)
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		ended := make(chan error, 1)
		go func() { ended <- c.Wait() }()
		// It dies once it writes, however slow this machine is.
		for range 600 {
			if len(ended) > 0 || left() < before {
				break
			}
			time.Sleep(20 * time.Millisecond)
		}
		time.Sleep(time.Duration(rng.IntN(60)) * time.Millisecond)
		_ = c.Process.Kill()
		if <-ended != nil {
			deaths++
		}
	}
	t.Logf("%d runs of 6 were killed, %d versions are left", deaths, left())
	must("rebuild", "--read")
	if left() != 0 {
		t.Errorf("%d versions were not read again", left())
	}
	if got := listing(); got != want {
		t.Errorf("claims or stories differ from what they were:\n%s", difference(want, got))
	}
	if out := must("rebuild", "--read"); !strings.HasPrefix(out, "nothing to read again") {
		t.Errorf("the next run says %q", out)
	}
}

// difference is the first line in which two texts differ.
func difference(want, got string) string {
	a, b := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return "want " + a[i] + "\n got " + b[i]
		}
	}
	return fmt.Sprintf("%d lines and %d", len(a), len(b))
}
