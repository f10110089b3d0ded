package intake

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"time"

	"sayso"
	"sayso/ingest"
	"sayso/sqlite"
)

// childLedger names the ledger for a test binary that is to read it again, with
// an extractor whose stack overflows at one article.
const childLedger = "SAYSO_TEST_CHILD_LEDGER"

func TestMain(m *testing.M) {
	if path := os.Getenv(childLedger); path != "" {
		debug.SetMaxStack(1 << 20)
		if err := child(path); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	if what := os.Getenv(shapeChild); what != "" {
		readShape(what, os.Stdout)
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func child(path string) error {
	ctx := context.Background()
	l, err := sqlite.Open(ctx, path)
	if err != nil {
		return err
	}
	defer l.Close()
	by := sayso.Provenance{Name: "test", Version: "1"}
	s := New(Options{Ledger: l, By: by, Extract: func(a *sayso.Article) sayso.Analysis {
		if a.Title == "deep" {
			fmt.Println(depth(0))
		}
		return sayso.Analysis{Extractor: by}
	}})
	return s.Reread(ctx, l, old, func(a Again) {
		if a.Err != nil {
			fmt.Println(a.Err)
		}
	})
}

// depth never returns.
func depth(n int) int {
	if n < 0 {
		return 0
	}
	return depth(n+1) + n
}

// TestOverflow wants an article whose reading ends the whole program set aside
// after the second time, and the others read.
func TestOverflow(t *testing.T) {
	path := filepath.Join(t.TempDir(), "l.db")
	l, err := sqlite.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	for _, title := range []string{"a", "deep", "b", "c"} {
		items, _, err := Parse(report(title), ingest.Options{})
		if err != nil {
			t.Fatal(err)
		}
		items[0].Analysis.Extractor = old
		if _, err := l.Put(t.Context(), items[0].Reading); err != nil {
			t.Fatal(err)
		}
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	for run := 1; run <= 3; run++ {
		c := exec.CommandContext(t.Context(), os.Args[0])
		c.Env = append(os.Environ(), childLedger+"="+path)
		out, err := c.CombinedOutput()
		died, want := run < 3, "stack overflow"
		if !died {
			want = "read deep: the program ended 2 times while this was read; it is set aside"
		}
		if (err != nil) != died || !strings.Contains(string(out), want) {
			t.Fatalf("run %d ended with %v, want %q: %.300s", run, err, want, out)
		}
	}
	if l, err = sqlite.Open(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	readers, err := l.Readers(t.Context())
	want := []sayso.Reader{{By: sayso.Provenance{Name: "test", Version: "1"}, Articles: 3, Versions: 3}, {By: old, Articles: 1, Versions: 1}}
	if err != nil || !slices.Equal(readers, want) {
		t.Errorf("%+v, %v", readers, err)
	}
}

// TestHeldAside wants a held article that ended the program twice kept aside,
// and a program that ends in good order to blame nobody.
func TestHeldAside(t *testing.T) {
	w := newWorld(t)
	at := w.now.Add(time.Hour)
	if err := w.take(t.Context(), w.service(), embargoed("deep", at), embargoed("bids", at)); err != nil {
		t.Fatal(err)
	}
	held, err := w.Held(t.Context(), sayso.Paging{})
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range held.Items {
		if h.Title != "deep" {
			continue
		}
		for range maxAttempts { // as if the program had died
			if _, err := w.Begin(t.Context(), h.Version, w.by()); err != nil {
				t.Fatal(err)
			}
		}
	}
	w.fates, w.now = nil, w.now.Add(2*time.Hour)
	for range 2 { // also for a program that starts anew
		if err := w.service().Release(t.Context(), w.tell); err != nil {
			t.Fatal(err)
		}
	}
	aside := "deep: refused: read deep: the program ended 2 times while this was read; it is set aside (this is a fault of Sayso; please report it with the input)"
	slices.Sort(w.fates)
	w.wantFates("bids: new", aside, aside)

	// What is broken off in good order is no attempt.
	s := w.service()
	items, _, err := Parse(report("slow"), ingest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	id := items[0].Article.Version()
	if _, err := w.Begin(t.Context(), id, w.by()); err != nil {
		t.Fatal(err)
	}
	s.begun.add(id)
	s.Rest(t.Context())
	if before, err := w.Begin(t.Context(), id, w.by()); err != nil || before != 0 {
		t.Errorf("%d attempts, %v", before, err)
	}
}
