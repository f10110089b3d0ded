package ledgertest

import (
	"testing"

	"sayso"
)

// testPart takes a mention out of its event, for good and back.
func testPart(t testing.TB, l sayso.Ledger) {
	b := Shelling("b.txt", "Daily Bell", "2031-05-05", 5)
	put(t, l, Shelling("a.txt", "The Post", "2031-05-05", 3), b)
	before := dump(t, l)
	ctx, mention := t.Context(), events(t, l, sayso.EventQuery{})[0].Mentions[1].ID
	parted := func(when string) {
		t.Helper()
		rows := events(t, l, sayso.EventQuery{})
		if len(rows) != 2 || len(rows[0].Mentions) != 1 || len(rows[1].Mentions) != 1 {
			t.Errorf("%s: %+v, want two events", when, rows)
			return
		}
		e, err := l.Event(ctx, mention)
		if err != nil || len(e.Mentions) != 1 || e.Mentions[0].ID != mention || !e.Mentions[0].Parted {
			t.Errorf("%s: what was parted: %+v, %v", when, e, err)
		}
	}
	for range 2 {
		if err := l.Part(ctx, sayso.Parting{Verdict: sayso.Parted, Mention: mention, Note: "another town"}); err != nil {
			t.Fatal(err)
		}
		parted("after parting")
	}
	again := b
	again.Analysis.Extractor.Version = "2"
	put(t, l, again)
	parted("after reading again")
	put(t, l, b)
	if err := l.Part(ctx, sayso.Parting{Verdict: sayso.Rejoined, Mention: mention}); err != nil {
		t.Fatal(err)
	}
	wantSame(t, "parting and joining again", dump(t, l), before)
	wantKind(t, "parting no mention", l.Part(ctx, sayso.Parting{Verdict: sayso.Parted, Mention: "ev-none"}), sayso.NotFound)
	wantKind(t, "joining no mention", l.Part(ctx, sayso.Parting{Verdict: sayso.Rejoined, Mention: "ev-none"}), sayso.NotFound)
}
