package handout

import (
	"path/filepath"
	"strings"
	"testing"

	"sayso"
	"sayso/ledgertest"
	"sayso/sqlite"
)

// TestCite holds what a citation of a claim rests on, and that what names nothing is
// not found.
func TestCite(t *testing.T) {
	ctx := t.Context()
	l, err := sqlite.Open(ctx, filepath.Join(t.TempDir(), "ledger.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	for _, r := range ledgertest.Readings() {
		if _, err := l.Put(ctx, r); err != nil {
			t.Fatal(err)
		}
	}
	page, err := l.Claims(ctx, sayso.ClaimQuery{Words: "stance:denies"})
	if err != nil || len(page.Items) != 1 {
		t.Fatal(len(page.Items), err)
	}
	claim := page.Items[0]
	got, err := Cite(ctx, l, string(claim.ID))
	if err != nil || got.Permalink != "/claims/"+string(claim.ID) || len(got.Quotations) != 1 {
		t.Fatalf("%+v, %v", got, err)
	}
	if q := got.Quotations[0]; q.Words != claim.ContentText || !strings.Contains(q.Who, "denies") || q.Citation.Version != string(claim.Version) || len(q.Citation.SHA256) != 64 {
		t.Errorf("%+v", q)
	}
	for _, id := range []string{"", "c", "cl0000", "qu0000", "ev0000", "st0000", "ve0000", "ar0000", "\x00"} {
		if _, err := Cite(ctx, l, id); sayso.KindOf(err) != sayso.NotFound {
			t.Errorf("cite %q: %v", id, err)
		}
	}
}
