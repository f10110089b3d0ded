//go:build unix

package postgres

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"sayso"
	"sayso/ledgertest"
	"sayso/sqlite"
)

// kept is a ledger with some of everything in it.
func kept(t *testing.T) (*sqlite.Ledger, string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "kept.db")
	l, err := sqlite.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	ledgertest.Furnish(t, l, 12)
	g := ledgertest.NewGenerator(5)
	for range 40 {
		r := g.Article(6)
		r.Article.Title += " <tab>\t back\\slash \\N"
		if _, err := l.Put(t.Context(), r); err != nil {
			t.Fatal(err)
		}
	}
	return l, path
}

func dumped(t *testing.T, l sayso.Ledger) string {
	t.Helper()
	s, err := ledgertest.Dump(t.Context(), l)
	if err != nil {
		t.Fatal(err)
	}
	for _, words := range []string{"said", "Ilse", `"they said"`} { // words are made anew
		page, err := l.Claims(t.Context(), sayso.ClaimQuery{Words: words, Order: sayso.ByDate})
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range page.Items {
			s += "found " + string(c.ID) + "\n"
		}
		articles, err := l.Articles(t.Context(), sayso.ArticleQuery{Words: words})
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range articles.Items {
			s += "found " + string(a.ID) + "\n"
		}
		actors, err := l.Actors(t.Context(), sayso.ActorQuery{Name: words})
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range actors.Items {
			s += "found " + string(a.ID) + "\n"
		}
	}
	return s
}

// endings copies with as many ends on the way as it takes, each after some batches.
func endings(t *testing.T, from *sqlite.Ledger, open func() (*sqlite.Ledger, func(bool) error, error)) (ends int) {
	t.Helper()
	for after := 1; ; after += 2 {
		to, finish, err := open()
		if err != nil {
			t.Fatal(err)
		}
		ctx, end := context.WithCancel(t.Context())
		left := after
		_, err = sqlite.Copy(ctx, from, to, func(string, int64) {
			if left--; left == 0 {
				end()
			}
		})
		end()
		if err == nil {
			if err := finish(true); err != nil {
				t.Fatal(err)
			}
			return ends
		}
		if !errors.Is(err, context.Canceled) {
			t.Fatal(err)
		}
		ends++
		if err := finish(false); err != nil {
			t.Fatal(err)
		}
	}
}

// TestCopy takes a ledger to PostgreSQL and back, and ends both ways over and over.
func TestCopy(t *testing.T) {
	ctx := t.Context()
	from, path := kept(t)
	want := dumped(t, from)
	address := database(t, "template0")
	ends := endings(t, from, func() (*sqlite.Ledger, func(bool) error, error) {
		l, finish, err := CopyTarget(ctx, address, path)
		if err != nil {
			return nil, nil, err
		}
		if _, err := Open(ctx, address); sayso.KindOf(err) != sayso.Invalid || !strings.Contains(err.Error(), "copy") {
			t.Errorf("a ledger that is copied into was opened: %v", err)
		}
		return l, finish, nil
	})
	if ends < 3 {
		t.Errorf("it ended %d times on its way", ends)
	}
	there, err := Open(ctx, address)
	if err != nil {
		t.Fatal(err)
	}
	defer there.Close()
	if got := dumped(t, there); got != want {
		t.Error("the copy in PostgreSQL differs")
	}
	back := filepath.Join(t.TempDir(), "back.db")
	endings(t, there.Ledger, func() (*sqlite.Ledger, func(bool) error, error) { return sqlite.CopyTarget(ctx, back) })
	again, err := sqlite.Open(ctx, back)
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if got := dumped(t, again); got != want {
		t.Error("the copy of the copy differs")
	}
	// Both can be written to as before, and are sound.
	for _, l := range []sayso.Ledger{there, again} {
		if _, err := l.Verify(ctx, sayso.VerifyOptions{All: true}, func(f sayso.Flaw) error { t.Errorf("%+v", f); return nil }); err != nil {
			t.Error(err)
		}
		if _, err := l.Put(ctx, ledgertest.NewGenerator(77).Article(4)); err != nil {
			t.Error(err)
		}
		if err := ledgertest.CheckJournal(ctx, l); err != nil {
			t.Error(err)
		}
	}
	if a, b := dumped(t, there), dumped(t, again); a != b {
		t.Error("they go on differently")
	}
}

// TestCopyRefuses wants no copy into what holds something else, and a table copied anew
// that has changed between two tries.
func TestCopyRefuses(t *testing.T) {
	ctx := t.Context()
	from, path := kept(t)
	if _, _, err := CopyTarget(ctx, database(t, "template_ledger"), path); sayso.KindOf(err) != sayso.Invalid {
		t.Errorf("into a ledger: %v", err)
	}
	if _, _, err := sqlite.CopyTarget(ctx, path); sayso.KindOf(err) != sayso.Invalid {
		t.Errorf("into a file: %v", err)
	}
	address := database(t, "template0")
	to, finish, err := CopyTarget(ctx, address, path)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := CopyTarget(ctx, address, path); sayso.KindOf(err) != sayso.Busy {
		t.Errorf("while another copies: %v", err)
	}
	if _, err := sqlite.Copy(ctx, from, to, nil); err != nil {
		t.Fatal(err)
	}
	// The ledger goes on, and the copy is gone on with.
	if err := finish(false); err != nil {
		t.Fatal(err)
	}
	g := ledgertest.NewGenerator(91)
	for range 3 {
		if _, err := from.Put(ctx, g.Article(3)); err != nil {
			t.Fatal(err)
		}
	}
	if to, finish, err = CopyTarget(ctx, address, path); err != nil {
		t.Fatal(err)
	}
	done, err := sqlite.Copy(ctx, from, to, nil)
	if err := errors.Join(err, finish(true)); err != nil || len(done.Again) == 0 {
		t.Fatalf("%+v, %v", done, err)
	}
	whole, err := Open(ctx, address)
	if err != nil {
		t.Fatal(err)
	}
	defer whole.Close()
	if dumped(t, whole) != dumped(t, from) {
		t.Error("a copy that was gone on with differs")
	}
	address = database(t, "template0")
	if _, finish, err = CopyTarget(ctx, address, path); err != nil {
		t.Fatal(err)
	}
	if err := finish(false); err != nil {
		t.Fatal(err)
	}
	if _, _, err := CopyTarget(ctx, address, "another.db"); sayso.KindOf(err) != sayso.Invalid || !strings.Contains(err.Error(), path) {
		t.Errorf("of another ledger: %v", err)
	}
}
