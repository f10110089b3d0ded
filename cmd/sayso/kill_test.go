package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sayso/internal/intake"
)

// size is a file's size; 0 when there is none.
func size(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return info.Size()
}

// TestReadSurvivesKills kills a reading process at random moments. However
// often it dies, the ledger opens, and one more run leaves it as if nothing
// had happened: of a folder, and of an archive, which is gone on with in the
// middle.
func TestReadSurvivesKills(t *testing.T) {
	const articles = 240
	text := func(i int) string {
		return fmt.Sprintf("The bridge number %d is safe, Anna Weber said on Monday. “It will stand,” she added.\n\nBruno Keller denied that bridge %d had been inspected.\n", i, i)
	}
	t.Run("folder", func(t *testing.T) {
		in := filepath.Join(t.TempDir(), "in")
		if err := os.Mkdir(in, 0o755); err != nil {
			t.Fatal(err)
		}
		for i := range articles {
			if err := os.WriteFile(filepath.Join(in, fmt.Sprintf("%03d.txt", i)), []byte(text(i)), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		survive(t, in, articles)
	})
	t.Run("archive", func(t *testing.T) {
		in := filepath.Join(t.TempDir(), "news.warc.gz")
		var b bytes.Buffer
		for i := range articles {
			z := gzip.NewWriter(&b)
			block := text(i)
			fmt.Fprintf(z, "WARC/1.1\r\nWARC-Type: resource\r\nWARC-Target-URI: https://courier.example/%d\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", i, len(block), block)
			z.Close()
		}
		if err := os.WriteFile(in, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		if said := survive(t, in, articles); !strings.Contains(said, "read to byte") {
			t.Errorf("the archive was read from its start again: %s", said)
		}
	})
}

// survive reads in whole into one ledger, and killed at random moments into
// another, and wants both alike. It returns what the last run said.
func survive(t *testing.T, in string, articles int) string {
	dir := t.TempDir()
	listing := func(ledger string) string {
		out, errs, status := run(t, dir, "claims", "--ledger", "sqlite:"+ledger, "--limit", "0", "--format", "csv")
		if status != exitOK {
			t.Fatalf("claims ended with %d: %s", status, errs)
		}
		return out
	}
	whole := filepath.Join(dir, "whole.db")
	if _, errs, status := run(t, dir, "read", "--reading", "rules", "--ledger", "sqlite:"+whole, in); status != exitOK {
		t.Fatalf("read ended with %d: %s", status, errs)
	}

	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	// The test binary is the program when it is called by that name.
	program := filepath.Join(dir, "sayso")
	if err := os.Symlink(self, program); err != nil {
		t.Skip("no symbolic links here:", err)
	}
	killed := filepath.Join(dir, "killed.db")
	rng := rand.New(rand.NewPCG(1, 2))
	deaths := 0
	for i := range 8 {
		c := exec.Command(program, "read", "--reading", "rules", "--ledger", "sqlite:"+killed, in)
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		ended := make(chan error, 1)
		go func() { ended <- c.Wait() }()
		// Half of them die before or while the ledger opens, the others once it
		// is being written to, however slow this machine is.
		writing := time.Duration(0)
		for i%2 == 1 && writing < time.Minute && len(ended) == 0 && size(killed+"-wal") == 0 {
			time.Sleep(time.Millisecond)
			writing += time.Millisecond
		}
		time.Sleep(time.Duration(rng.IntN(200)) * time.Millisecond)
		_ = c.Process.Kill()
		if <-ended != nil {
			deaths++
		}
		if _, err := os.Stat(killed); err == nil {
			listing(killed)
		}
	}
	t.Logf("%d runs of 8 were killed", deaths)
	// Once more, when more than a batch is in: how far the first came is kept
	// before the second.
	c := exec.Command(program, "read", "--reading", "rules", "--ledger", "sqlite:"+killed, in)
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	for range 600 {
		if out, _, _ := run(t, dir, "articles", "--ledger", "sqlite:"+killed, "--limit", "0", "--format", "json"); strings.Count(out, "\n") > intake.BatchReadings {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	_ = c.Process.Kill()
	_ = c.Wait()
	_, said, status := run(t, dir, "read", "--reading", "rules", "--ledger", "sqlite:"+killed, in)
	if status != exitOK {
		t.Fatalf("the last read ended with %d: %s", status, said)
	}
	if listing(killed) != listing(whole) {
		t.Error("the ledger that was killed differs from the other")
	}
	stories := func(ledger string) string {
		out, errs, status := run(t, dir, "stories", "--ledger", "sqlite:"+ledger, "--limit", "0", "--format", "csv")
		if status != exitOK {
			t.Fatalf("stories ended with %d: %s", status, errs)
		}
		return out
	}
	if stories(killed) != stories(whole) {
		t.Error("the stories of the ledger that was killed differ from the other's")
	}
	if out, _, _ := run(t, dir, "articles", "--ledger", "sqlite:"+killed, "--limit", "0", "--format", "json"); strings.Count(out, "\n") != articles {
		t.Errorf("%d articles, want %d", strings.Count(out, "\n"), articles)
	}
	return said
}
