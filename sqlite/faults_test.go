package sqlite

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"sayso"
	"sayso/ledgertest"
)

// faultyWork is done while a file fails. Each is done twice: what it does first is
// a change, and doing it again changes nothing.
var faultyWork = []struct {
	name string
	do   func(ctx context.Context, l *Ledger) error
}{
	{"put", func(ctx context.Context, l *Ledger) error {
		g := ledgertest.NewGenerator(21)
		_, err := l.Put(ctx, g.Article(8), g.Article(3))
		return err
	}},
	{"correct", func(ctx context.Context, l *Ledger) error {
		list, err := l.Claims(ctx, sayso.ClaimQuery{Paging: sayso.Paging{Limit: 1}, AllVersions: true})
		if err != nil {
			return err
		}
		_, err = l.Correct(ctx, sayso.Correction{Claim: list.Items[0].ID, Verdict: sayso.Accepted, Note: "heard it", At: moment(1_900_000_000_000)})
		return err
	}},
	{"watch", func(ctx context.Context, l *Ledger) error {
		at := moment(1_900_000_000_000)
		s := sayso.WatchedSource{Kind: sayso.FeedSource, Address: "https://northwind.example/feed", Added: at}
		if _, err := l.AddSource(ctx, s); err != nil {
			return err
		}
		_, err := l.Polled(ctx, sayso.DeriveSourceID(s.Address), at, []sayso.SourceItem{{Key: "1", Mark: "a", Address: "https://northwind.example/1"}}, func(int) sayso.SourceState { return sayso.SourceState{Next: at} })
		return err
	}},
	{"disown", func(ctx context.Context, l *Ledger) error {
		list, err := l.Articles(ctx, sayso.ArticleQuery{Revised: true})
		if err != nil || len(list.Items) == 0 {
			return err // it was given away already
		}
		return l.Disown(ctx, sayso.Disowning{Verdict: sayso.Disowned, Version: list.Items[0].Version, Address: "https://trumpet.example/1", At: moment(1_900_000_000_000)})
	}},
	{"reread", func(ctx context.Context, l *Ledger) error {
		list, err := l.Articles(ctx, sayso.ArticleQuery{Paging: sayso.Paging{Limit: 1}})
		if err != nil {
			return err
		}
		r, err := l.Uncorrected(ctx, list.Items[0].Version)
		if err != nil {
			return err
		}
		r.Analysis.Extractor.Version = "2"
		return l.Reread(ctx, list.Items[0].Version, r.Analysis)
	}},
	{"put much", func(ctx context.Context, l *Ledger) error {
		g := ledgertest.NewGenerator(22)
		var all []sayso.Reading
		for range 12 {
			all = append(all, g.Article(9))
		}
		_, err := l.Put(ctx, all...)
		return err
	}},
	{"forget", func(ctx context.Context, l *Ledger) error {
		if ids, err := l.Unread(ctx, 1); err != nil || len(ids) > 0 {
			return err // it is forgotten already
		}
		return l.Forget(ctx)
	}},
	{"merge", func(ctx context.Context, l *Ledger) error {
		list, err := l.Actors(ctx, sayso.ActorQuery{Type: sayso.Person})
		if err != nil {
			return err
		}
		if len(list.Items) < 2 {
			return nil
		}
		said, err := l.Identities(ctx, "", sayso.Paging{})
		if err != nil || len(said.Items) > 0 {
			return err // they are one already
		}
		_, err = l.Identify(ctx, sayso.Identity{Verdict: sayso.Merged, Actor: list.Items[1].ID, Into: list.Items[0].ID, At: moment(1_900_000_000_000)})
		return err
	}},
	{"compact", func(ctx context.Context, l *Ledger) error { _, err := l.Compact(ctx); return err }},
}

// TestFaultyFiles has each write, sync and truncation of some work fail in turn, in
// each way that disks have, once or from there on for good. Whatever fails, the
// ledger holds then what it held before or what it holds after, whole; the call says
// so where it does not say that all went well; and done again, all is as it should be.
//
// SAYSO_FAULTS says how many faults are wanted; there are some hundred else.
func TestFaultyFiles(t *testing.T) {
	want := 120
	if testing.Short() {
		want = 30
	}
	if n, err := strconv.Atoi(os.Getenv("SAYSO_FAULTS")); err == nil {
		want = n
	}
	base, err := os.ReadFile(filled(t))
	if err != nil {
		t.Fatal(err)
	}
	type state struct{ before, after string }
	states := map[string]state{}
	for _, w := range faultyWork {
		l := opened(t, base)
		s := state{before: dumpOf(t, l)}
		if err := w.do(t.Context(), l); err != nil {
			t.Fatal(err)
		}
		s.after = dumpOf(t, l)
		states[w.name] = s
		l.Close()
	}
	files := theFaultyFiles()
	faults := 0
	// The strides differ, so that a short run and a long one meet different operations.
	for stride := max(1, 2000/want); faults < want; stride = max(1, stride-1) {
		round := faults
		for i, w := range faultyWork {
			for kind := range faultKinds {
				for _, lasts := range []bool{false, true} {
					for at := 1 + (i+kind+stride)%stride; ; at += stride {
						name := fmt.Sprintf("%s, operation %d, fault %d, lasting %v", w.name, at, kind, lasts)
						n := failOne(t, name, base, at, kind, lasts, w.do, states[w.name].before, states[w.name].after)
						if faults += n; n == 0 || faults >= want {
							break
						}
					}
				}
			}
		}
		if faults == round || stride == 1 {
			break // each has failed
		}
	}
	files.disarm()
	t.Logf("%d faults: nothing lost, doubled or wrong but for what is said above", faults)
	if faults < min(want, 1000) {
		t.Errorf("only %d faults were met", faults)
	}
}

func opened(t *testing.T, file []byte) *Ledger {
	t.Helper()
	path := filepath.Join(t.TempDir(), "ledger.db")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	l, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// failOne does some work on a ledger of whose file operations one fails, and returns
// whether it came to that.
func failOne(t *testing.T, name string, base []byte, at, kind int, lasts bool, do func(context.Context, *Ledger) error, before, after string) int {
	t.Helper()
	l := opened(t, base)
	files := theFaultyFiles()
	files.arm(at, kind, lasts)
	err := do(t.Context(), l)
	closed := l.Close()
	failed := files.disarm()
	if failed == 0 {
		return 0
	}
	for _, err := range []error{err, closed} {
		if err != nil && (sayso.KindOf(err) == sayso.Damaged || bytes.Contains([]byte(err.Error()), []byte("panic"))) {
			t.Errorf("%s: %v", name, err)
		}
	}
	again, e := Open(t.Context(), l.path)
	if e != nil {
		t.Fatalf("%s: then it does not open: %v", name, e)
	}
	defer again.Close()
	switch got := dumpOf(t, again); {
	case err == nil && got != after:
		t.Errorf("%s: it said that all went well, and lost it", name)
	case got != before && got != after:
		t.Errorf("%s: the ledger holds neither what it held nor what it should hold", name)
	}
	if err := do(t.Context(), again); err != nil {
		t.Errorf("%s: done again: %v", name, err)
	}
	if dumpOf(t, again) != after {
		t.Errorf("%s: done again, it is another ledger", name)
	}
	checkLedger(t, again)
	return 1
}
