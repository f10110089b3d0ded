package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestNewsIsBounded wants a look at more entries than are remembered to count all of
// them, to list what the newest are of, and to say so.
func TestNewsIsBounded(t *testing.T) {
	home := t.TempDir()
	at := "sqlite:" + filepath.Join(home, "l.db")
	for _, x := range []struct{ name, text string }{{"one.txt", "The pier stays shut, Lena Brandt said."}, {"two.txt", "The quay is open, Ole Tarn said."}} {
		in := filepath.Join(home, x.name)
		if err := os.WriteFile(in, []byte(x.text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, said, status := run(t, home, "read", "--ledger", at, in); status != exitOK {
			t.Fatal(said)
		}
	}
	var out, errs bytes.Buffer
	p := &Program{Stdout: &out, Stderr: &errs, Env: func(string) string { return "" }}
	led, err := p.openStories(t.Context(), at)
	if err != nil {
		t.Fatal(err)
	}
	defer led.Close()
	end, err := led.JournalEnd(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for most, want := range map[int64]string{end: "2 new articles", end - 1: "1 new article"} {
		out.Reset()
		if err := p.tellNews(t.Context(), led, 0, end, most); err != nil {
			t.Fatal(err)
		}
		said := out.String()
		if !strings.Contains(said, ": 2 new claims\n") || !strings.Contains(said, want+"\n") || strings.Contains(said, "of the newest") != (most < end) {
			t.Errorf("of %d entries, %d remembered:\n%s%s", end, most, said, errs.String())
		}
	}
}
