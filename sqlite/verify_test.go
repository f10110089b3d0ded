package sqlite

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"testing"

	"sayso"
	"sayso/ledgertest"
)

// flaws verifies a ledger, all of it.
func flaws(t *testing.T, l *Ledger) []sayso.Flaw {
	t.Helper()
	var out []sayso.Flaw
	sum, err := l.Verify(t.Context(), sayso.VerifyOptions{All: true}, func(f sayso.Flaw) error {
		out = append(out, f)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if sum.Flaws != len(out) || sum.Compared != sum.Versions {
		t.Errorf("%+v, and %d flaws", sum, len(out))
	}
	return out
}

// kept is a ledger with something of all that is kept.
func kept(t *testing.T) *Ledger { return keep(t, openTest(t)) }

func keep(t *testing.T, l *Ledger) *Ledger {
	t.Helper()
	g := ledgertest.NewGenerator(4)
	readings := append(ledgertest.Readings(), g.Article(9), g.Article(9))
	for i := range readings {
		if len(readings[i].Raw.Bytes) == 0 {
			readings[i].Raw = sayso.Raw{MediaType: "text/plain", Bytes: []byte(readings[i].Article.Text + fmt.Sprint(i))}
		}
	}
	if _, err := l.Put(t.Context(), readings...); err != nil {
		t.Fatal(err)
	}
	list, err := l.Claims(t.Context(), sayso.ClaimQuery{})
	if err != nil {
		t.Fatal(err)
	}
	for i, v := range []sayso.Verdict{sayso.Accepted, sayso.Rejected, sayso.Withdrawn, sayso.Rejected} {
		if _, err := l.Correct(t.Context(), sayso.Correction{Verdict: v, Claim: list.Items[i%2].ID, Note: fmt.Sprintf("why %d", i), By: "Ada"}); err != nil {
			t.Fatal(err)
		}
	}
	return l
}

func TestVerifySound(t *testing.T) {
	l := kept(t)
	if got := flaws(t, l); len(got) > 0 {
		t.Errorf("%+v", got)
	}
	checkLedger(t, l)
}

// flawsKept looks through a ledger by checksums and structure alone, and makes
// nothing again.
func flawsKept(t *testing.T, l *Ledger) (n int) {
	t.Helper()
	sum, err := (&verifier{Ledger: l, found: func(sayso.Flaw) error { n++; return nil }}).look(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if sum.Flaws != n || sum.Compared != 0 {
		t.Errorf("%+v, and %d flaws", sum, n)
	}
	return n
}

// TestFlippedBits flips one bit at a time in what is kept, and wants each found:
// by a look through it that makes nothing again, and by whoever reads it back.
func TestFlippedBits(t *testing.T) {
	l := kept(t)
	places := []struct{ table, column, key string }{
		{"reading", "record", "version"}, {"reading", "raw", "version"}, {"judgement", "body", "n"}, {"judgement", "subject", "n"}, {"version", "title", "n"}, {"version", "url", "n"}, {"version", "id", "n"},
	}
	flips := 500
	if testing.Short() {
		flips = 60
	}
	r, idle := rand.New(rand.NewPCG(7, 7)), 0
	for i := range flips {
		p := places[i%len(places)]
		var n int64
		var was []byte
		if err := l.read.QueryRow(fmt.Sprintf(`SELECT %s, CAST(%s AS BLOB) FROM %s WHERE length(%s) > 0 ORDER BY random() LIMIT 1`, p.key, p.column, p.table, p.column)).Scan(&n, &was); err != nil {
			t.Fatal(err)
		}
		set := func(b []byte) {
			t.Helper()
			as := "?"
			if p.column != "record" && p.column != "raw" {
				as = "CAST(? AS TEXT)"
			}
			if _, err := l.write.Exec(fmt.Sprintf(`UPDATE %s SET %s = %s WHERE %s = ?`, p.table, p.column, as, p.key), b, n); err != nil {
				t.Fatal(err)
			}
		}
		bit := r.IntN(8 * len(was))
		flipped := bytes.Clone(was)
		flipped[bit/8] ^= 1 << (bit % 8)
		set(flipped)
		if whole, err := l.codec.unpack(was); err == nil && p.table == "reading" {
			if now, err := l.codec.unpack(flipped); err == nil && bytes.Equal(whole, now) {
				idle++ // a bit of the frame's header that says nothing of its content
				set(was)
				continue
			}
		}
		if flawsKept(t, l) == 0 {
			t.Errorf("bit %d of %s.%s: not found", bit, p.table, p.column)
		}
		if p.table == "reading" {
			readBack(t, l, p.column, n)
		}
		set(was)
	}
	if got := flaws(t, l); len(got) > 0 {
		t.Errorf("%+v", got)
	}
	if t.Logf("%d bits of %d change nothing", idle, flips); idle > flips/20 {
		t.Error("too many")
	}
}

// readBack wants what is damaged in the reading of a version told to whoever asks
// for it.
func readBack(t *testing.T, l *Ledger, column string, version int64) {
	t.Helper()
	var id sayso.VersionID
	if err := l.read.QueryRow(`SELECT id FROM version WHERE n = ?`, version).Scan(&id); err != nil {
		t.Fatal(err)
	}
	var err error
	if column == "raw" {
		_, err = l.Raw(t.Context(), id)
	} else {
		_, err = l.Version(t.Context(), id)
	}
	wantError(t, err, sayso.Damaged, "")
}

// TestVerifyDerived changes what is derived, and wants it told as that.
func TestVerifyDerived(t *testing.T) {
	for _, change := range []string{
		`UPDATE claim_text SET content = content || '.' WHERE n = (SELECT min(n) FROM claim_text)`,
		`UPDATE claim_text SET content_spans = '0-1' WHERE n = (SELECT min(n) FROM claim_text)`,
		`UPDATE claim SET stance = 'doubts' WHERE n = (SELECT min(n) FROM claim)`,
		`DELETE FROM claim WHERE n = (SELECT min(n) FROM claim)`,
		`UPDATE version SET lead = 'x' WHERE n = 1`,
		`UPDATE actor SET claims = claims + 1`,
		`UPDATE article SET versions = 9 WHERE n = 1`,
	} {
		l, err := Open(t.Context(), filepath.Join(t.TempDir(), "ledger.db"))
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		keep(t, l)
		if _, err := l.write.Exec(change); err != nil {
			t.Fatal(err)
		}
		got := flaws(t, l)
		if len(got) == 0 || !got[0].Derived {
			t.Errorf("%s: %+v", change, got)
		}
	}
}

// TestSeal gives words of analysts a checksum that were kept before there was one.
func TestSeal(t *testing.T) {
	l := kept(t)
	if _, err := l.write.Exec(`UPDATE judgement SET sum = NULL`); err != nil {
		t.Fatal(err)
	}
	if got := flaws(t, l); len(got) != 4 {
		t.Errorf("%+v", got)
	}
	again, err := Open(t.Context(), l.path)
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if got := flaws(t, again); len(got) > 0 {
		t.Errorf("%+v", got)
	}
}

// TestVerifyTrail wants an entry of the audit trail that was changed or taken away
// found.
func TestVerifyTrail(t *testing.T) {
	for what, stmt := range map[string]string{
		"changed": `UPDATE audit SET who = 'eva' WHERE n = 2`, "taken away": `DELETE FROM audit WHERE n = 2`, "dated back": `UPDATE audit SET at = at - 1 WHERE n = 3`,
		"put in": `INSERT INTO audit (at, who, origin, act, about, note, sum) SELECT at, who, origin, act, about, note, sum FROM audit WHERE n = 1`,
	} {
		l := kept(t)
		if _, err := l.write.ExecContext(t.Context(), stmt); err != nil {
			t.Fatal(err)
		}
		if got := flaws(t, l); len(got) != 1 || got[0].Derived {
			t.Errorf("%s: %+v", what, got)
		}
	}
}
