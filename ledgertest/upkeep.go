package ledgertest

import (
	"bytes"
	"strings"
	"testing"

	"sayso"
)

// testUpkeep wants a sound ledger found sound, and neither a look at it nor a
// backup nor compacting to change it.
func testUpkeep(t testing.TB, l sayso.Ledger) {
	f := furnish(t, l, 4)
	ctx, before := t.Context(), dump(t, f)
	if err := f.MayWrite(ctx); err != nil {
		t.Errorf("it cannot be written: %v", err)
	}
	stats, err := f.Stats(ctx)
	if err != nil {
		t.Fatal(err)
	}
	said, err := f.History(ctx, "", sayso.Paging{Limit: sayso.MaxLimit})
	if err != nil {
		t.Fatal(err)
	}
	for _, all := range []bool{false, true} {
		sum, err := f.Verify(ctx, sayso.VerifyOptions{All: all}, func(x sayso.Flaw) error {
			t.Errorf("%+v", x)
			return nil
		})
		if err != nil || sum.Flaws != 0 || sum.Versions != stats.Versions || sum.Judgements != len(said.Items) || sum.Bytes == 0 || all && sum.Compared != sum.Versions {
			t.Errorf("%+v, %v", sum, err)
		}
	}

	var whole, since bytes.Buffer
	first, err := f.Backup(ctx, &whole, nil)
	if err != nil || first.Digest == "" || first.Since != "" || first.Bytes == 0 || first.Written != first.Bytes || whole.Len() == 0 {
		t.Errorf("%+v, %d bytes, %v", first, whole.Len(), err)
	}
	put(t, l, NewGenerator(77).Article(4))
	if _, err := f.Backup(ctx, &since, strings.NewReader("no backup")); sayso.KindOf(err) != sayso.Invalid {
		t.Errorf("since what is no backup: %v", err)
	}
	since.Reset()
	second, err := f.Backup(ctx, &since, &whole)
	if err != nil || second.Since != first.Digest || second.Digest == first.Digest || second.Journal <= first.Journal || second.Written >= second.Bytes {
		t.Errorf("%+v, %v", second, err)
	}

	after := dump(t, f)
	if after == before {
		t.Error("nothing came in")
	}
	c, err := f.Compact(ctx)
	if err != nil || c.Before == 0 || c.After == 0 || c.After > c.Before {
		t.Errorf("%+v, %v", c, err)
	}
	wantSame(t, "compacting", dump(t, f), after)
}
