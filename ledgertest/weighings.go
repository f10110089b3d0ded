package ledgertest

import (
	"strings"
	"testing"

	"sayso"
)

// testWeigh says of two statements how they stand to each other, over a rebuild, and
// takes it back.
func testWeigh(t testing.TB, l sayso.Ledger) {
	ctx := t.Context()
	put(t, l, harbour(), denial())
	own, claim := harbour().Article.ID, find(t, l, "the harbour was late").ID
	if _, err := l.Place(ctx, 0, placement(t, l, own), placement(t, l, denial().Article.ID, like(own))); err != nil {
		t.Fatal(err)
	}
	about := []sayso.ArticleID{own, denial().Article.ID}
	askAll(t, l, about)
	a, b := sayso.StatementName{Article: own, Text: "The new harbour"}, sayso.StatementName{Claim: claim}
	say := func(v sayso.WeighingVerdict, x, y sayso.StatementName, note string) {
		t.Helper()
		if err := l.Weigh(ctx, sayso.Weighing{Verdict: v, A: x, B: y, Note: note, By: "Ada"}); err != nil {
			t.Fatal(err)
		}
	}
	list := func(about sayso.ArticleID) (out []string) {
		t.Helper()
		page, err := l.Weighings(ctx, about, sayso.Paging{})
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range page.Items {
			if x.At.IsZero() || x.By != "Ada" || x.A.Article == "" || x.B.Article == "" {
				t.Errorf("%+v lacks something", x)
			}
			out = append(out, string(x.Verdict)+" "+x.Note)
		}
		return out
	}
	say(sayso.Apart, a, b, "")
	wantEqual(t, "articles to be asked about", len(due(t, l)), 2)
	say(sayso.Apart, a, b, "") // again
	say(sayso.SameSpeaker, b, a, "")
	say(sayso.Apart, b, a, "another harbour")
	wantList(t, "what stands", list(""), []string{"apart another harbour", "same-speaker "})
	wantList(t, "of one article", list(denial().Article.ID), []string{"apart another harbour", "same-speaker "})
	wantList(t, "of another", list("ar0"), nil)
	wantList(t, "the history", said(t, l, string(claim)), []string{"apart by Ada", "same-speaker by Ada", "apart by Ada"})

	askAll(t, l, about)
	if err := l.Forget(ctx); err != nil {
		t.Fatal(err)
	}
	wantList(t, "after all was forgotten", list(""), []string{"apart another harbour", "same-speaker "})
	say(sayso.Unweighed, a, b, "") // of a claim that nobody has read again yet
	wantList(t, "after it was taken back", list(""), nil)
	for what, x := range map[string]struct {
		said sayso.Weighing
		kind sayso.Kind
	}{
		"nothing to take back": {sayso.Weighing{Verdict: sayso.Unweighed, A: a, B: b}, sayso.NotFound},
		"no claim":             {sayso.Weighing{Verdict: sayso.Apart, A: a, B: sayso.StatementName{Claim: "cl0"}}, sayso.NotFound},
		"no article":           {sayso.Weighing{Verdict: sayso.Apart, A: a, B: sayso.StatementName{Article: "ar0", Text: "x"}}, sayso.NotFound},
		"no such words":        {sayso.Weighing{Verdict: sayso.Apart, A: a, B: sayso.StatementName{Article: own, Text: "the old harbour"}}, sayso.Invalid},
		"no words":             {sayso.Weighing{Verdict: sayso.Apart, A: a, B: sayso.StatementName{Article: own}}, sayso.Invalid},
		"one statement":        {sayso.Weighing{Verdict: sayso.Apart, A: a, B: a}, sayso.Invalid},
		"no verdict":           {sayso.Weighing{Verdict: "guessed", A: a, B: sayso.StatementName{Article: own, Text: "Port Alder"}}, sayso.Invalid},
		"a long author":        {sayso.Weighing{Verdict: sayso.Apart, A: a, B: sayso.StatementName{Article: own, Text: "Port Alder"}, By: strings.Repeat("A", sayso.MaxAuthor+1)}, sayso.Invalid},
	} {
		wantKind(t, what, l.Weigh(ctx, x.said), x.kind)
	}
	wantList(t, "after what was refused", list(""), nil)
}
