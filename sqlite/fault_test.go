package sqlite

import (
	"bufio"
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sayso"
	"sayso/ledgertest"
)

// childEnv names the ledger that the test binary, run again by itself, writes
// to until it is killed.
const childEnv = "SAYSO_TEST_LEDGER"

func TestMain(m *testing.M) {
	if path := os.Getenv(workEnv); path != "" {
		if err := workOn(path); err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	if path := os.Getenv(childEnv); path != "" {
		if err := writeAll(path, func(i int) { fmt.Println("put", i) }); err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

const killedArticles, killedBatch = 60, 5

// killedReadings are what the child writes: new articles, new versions, and
// readings by another extractor.
func killedReadings() []sayso.Reading {
	g := ledgertest.NewGenerator(9)
	var out []sayso.Reading
	for i := range killedArticles {
		r := g.Article(6)
		out = append(out, r)
		switch i % 5 {
		case 3:
			r.Article.Title += " (corrected)"
			out = append(out, r)
		case 4:
			r.Analysis.Extractor.Version = "2"
			r.Analysis.Claims = r.Analysis.Claims[1:]
			out = append(out, r)
		}
	}
	return out
}

func writeAll(path string, after func(i int)) error {
	l, err := Open(context.Background(), path)
	if err != nil {
		return err
	}
	defer l.Close()
	todo := killedReadings()
	for i := 0; i < len(todo); i += killedBatch {
		if _, err := l.Put(context.Background(), todo[i:min(len(todo), i+killedBatch)]...); err != nil {
			return err
		}
		after(i)
	}
	return l.Close()
}

// TestKill kills a program that writes, again and again at random moments, on
// the same file. Whatever the moment, the ledger opens and is sound; and when
// the work is done over at last, it is as if nothing had happened.
// SAYSO_KILLS says how many times; a dozen else.
func TestKill(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the test binary many times")
	}
	dir := t.TempDir()
	r := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 0))
	path := filepath.Join(dir, "killed.db")
	kills := 12
	if n, err := strconv.Atoi(os.Getenv("SAYSO_KILLS")); err == nil {
		kills = n
	}
	for range kills {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), childEnv+"="+path)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		// Some die while they make or open the file, the others after so many
		// batches.
		puts := r.IntN(8) - 2
		for lines := bufio.NewScanner(out); puts > 0 && lines.Scan(); puts-- {
		}
		time.Sleep(time.Duration(r.IntN(30_000)) * time.Microsecond)
		cmd.Process.Kill()
		cmd.Wait() // its error is that it was killed
		l, err := Open(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		checkLedger(t, l)
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
	}
	var dumps [2]string
	for i, path := range []string{filepath.Join(dir, "whole.db"), path} {
		if err := writeAll(path, func(int) {}); err != nil {
			t.Fatal(err)
		}
		l, err := Open(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		checkLedger(t, l)
		if dumps[i], err = ledgertest.Dump(t.Context(), l); err != nil {
			t.Fatal(err)
		}
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if dumps[0] != dumps[1] {
		t.Errorf("the ledger of the killed program differs from that of one left alone (-want +got):\n%s", cmp.Diff(strings.Split(dumps[0], "\n"), strings.Split(dumps[1], "\n")))
	}
}

// TestFull lets the disk run out at one page after another: the batch that
// does not fit leaves nothing, and goes in when there is room again.
func TestFull(t *testing.T) {
	l := openTest(t)
	if _, err := l.Put(t.Context(), ledgertest.Readings()...); err != nil {
		t.Fatal(err)
	}
	before, err := ledgertest.Dump(t.Context(), l)
	if err != nil {
		t.Fatal(err)
	}
	g := ledgertest.NewGenerator(10)
	batch := []sayso.Reading{g.Article(20), g.Article(20), g.Article(20)}
	var pages int
	if err := l.write.QueryRow(`PRAGMA page_count`).Scan(&pages); err != nil {
		t.Fatal(err)
	}
	fulls := 0
	for more := 0; ; more += 3 {
		if _, err := l.write.Exec(fmt.Sprintf(`PRAGMA max_page_count = %d`, pages+more)); err != nil {
			t.Fatal(err)
		}
		_, err := l.Put(t.Context(), batch...)
		if err == nil {
			break
		}
		fulls++
		wantError(t, err, sayso.Full, "no space")
		after, err := ledgertest.Dump(t.Context(), l)
		if err != nil {
			t.Fatal(err)
		}
		if after != before {
			t.Fatalf("with room for %d pages more, something was half-written", more)
		}
	}
	if fulls < 5 {
		t.Errorf("the disk was full %d times", fulls)
	}
	if s, err := l.Stats(t.Context()); err != nil || s.Versions != 8 {
		t.Errorf("%+v, %v", s, err)
	}
}

// TestBusy holds the write lock in one handle and writes through another.
func TestBusy(t *testing.T) {
	path := filled(t)
	holder, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer holder.Close()
	l, err := open(t.Context(), path, impatient)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	tx, err := holder.write.Begin()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tx.Exec(`UPDATE article SET versions = 77`); err != nil {
		t.Fatal(err)
	}
	article := ledgertest.NewGenerator(11).Article(2)
	_, err = l.Put(t.Context(), article)
	wantError(t, err, sayso.Busy, "locked by another program")
	// Readers see the last commit, and opening needs no lock.
	page, err := l.Articles(t.Context(), sayso.ArticleQuery{})
	if err != nil || page.Items[0].Versions == 77 {
		t.Errorf("reading beside a writer: %+v, %v", page.Items, err)
	}
	again, err := open(t.Context(), path, impatient)
	if err != nil {
		t.Fatal(err)
	}
	if err := again.Close(); err != nil {
		t.Error(err)
	}
	// A caller that gives up does not wait out the lock.
	patient, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer patient.Close()
	ctx, cancel := context.WithTimeout(t.Context(), impatient)
	defer cancel()
	start := time.Now()
	_, err = patient.Put(ctx, article)
	if sayso.KindOf(err) != sayso.Cancelled || time.Since(start) > busyTimeout/2 {
		t.Errorf("after %s: %v", time.Since(start), err)
	}
	if err := tx.Rollback(); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Put(t.Context(), article); err != nil {
		t.Errorf("after the lock is gone: %v", err)
	}
}

// TestInterrupt ends a long query when its caller gives up.
func TestInterrupt(t *testing.T) {
	l := openTest(t)
	ctx, cancel := context.WithTimeout(t.Context(), impatient)
	defer cancel()
	err := l.view(ctx, "count", "all", func(tx *sql.Tx) error {
		return tx.QueryRowContext(ctx, `WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT max(n) FROM c`).Scan(new(int))
	})
	if sayso.KindOf(err) != sayso.Cancelled {
		t.Errorf("%v of kind %q", err, sayso.KindOf(err))
	}
	if _, err := l.Stats(t.Context()); err != nil {
		t.Errorf("the next query: %v", err)
	}
}

// TestClosed uses a ledger after Close.
func TestClosed(t *testing.T) {
	l, err := Open(t.Context(), filled(t))
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Stats(t.Context()); err == nil {
		t.Error("a closed ledger answers")
	}
	if _, err := l.Put(t.Context(), ledgertest.Readings()...); err == nil {
		t.Error("a closed ledger takes readings")
	}
}
