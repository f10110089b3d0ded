package story_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"

	"sayso"
	"sayso/internal/story"
	"sayso/ledgertest"
	"sayso/sqlite"
)

// allSay asks one question of each story, which every article answers.
func allSay(recs []*sayso.Record, textOf map[sayso.ArticleID]int) []sayso.Question {
	q := sayso.Question{Text: "What is told?", Slot: sayso.WhatSlot, Status: sayso.StandAgreed, Confidence: 1}
	for _, r := range recs {
		q.Answers = append(q.Answers, sayso.Answer{Text: fmt.Sprint(textOf[r.Article.ID]), Statements: []sayso.Statement{{
			Article: r.Article.ID, Version: r.Version.ID, Span: sayso.Span{Start: 0, End: len(r.Article.Text)}, Text: r.Article.Text, Name: r.Article.Outlet, Said: r.Article.Published}}})
	}
	q.ID = sayso.QuestionID(sayso.DeriveID("qu", string(recs[0].Article.ID)))
	return []sayso.Question{q, q} // of two questions of one name, one is kept
}

func asking(l story.Shelves) *story.Keeper {
	k := story.NewKeeper(l)
	k.Find = allSay
	return k
}

// kept writes the questions of a ledger, which has some.
func kept(t testing.TB, l sayso.QuestionLedger) (out string) {
	t.Helper()
	page, err := l.Questions(t.Context(), sayso.QuestionQuery{Paging: sayso.Paging{Limit: 1000}})
	if err != nil || len(page.Items) == 0 {
		t.Fatal(page, err)
	}
	for _, q := range page.Items {
		out += fmt.Sprintf("\n%+v", q)
	}
	return out
}

// moody is a ledger that fails to keep questions now and then, before or after it
// has kept them.
type moody struct {
	*sqlite.Ledger
	rng *rand.Rand
}

func (m *moody) Ask(ctx context.Context, mark int64, about []sayso.ArticleID, qs ...sayso.Question) error {
	switch m.rng.IntN(4) {
	case 0:
		return sayso.Errorf("ask", "", sayso.Full, "no space left")
	case 1:
		if err := m.Ledger.Ask(ctx, mark, about, qs...); err != nil {
			return err
		}
		return sayso.Errorf("ask", "", sayso.Cancelled, "the program was killed")
	}
	return m.Ledger.Ask(ctx, mark, about, qs...)
}

// TestAskAnyOrder reads articles in several orders and batches, with failures
// between placing and asking: the questions are those of a ledger that has read all
// at once, and the journal agrees.
func TestAskAnyOrder(t *testing.T) {
	const n = 80
	rs := news(8, n)
	whole := open(t)
	put(t, whole, rs...)
	update(t, asking(whole))
	want := dump(t, whole) + kept(t, whole)
	for order := range uint64(3) {
		rng := rand.New(rand.NewPCG(8, order))
		l := open(t)
		m := &moody{l, rng}
		mixed := rng.Perm(n)
		for len(mixed) > 0 {
			for range min(len(mixed), 1+rng.IntN(20)) {
				put(t, l, rs[mixed[0]])
				mixed = mixed[1:]
			}
			_, _ = asking(m).Update(t.Context())
		}
		update(t, asking(l))
		wantSame(t, fmt.Sprintf("order %d", order), dump(t, l)+kept(t, l), want)
		if ids, _, err := l.Unasked(t.Context(), 10); err != nil || len(ids) > 0 {
			t.Errorf("still to be asked about: %v, %v", ids, err)
		}
		if err := ledgertest.CheckJournal(t.Context(), l); err != nil {
			t.Error(err)
		}
	}
}

// TestAskedIsBounded asks about the latest articles of a long story.
func TestAskedIsBounded(t *testing.T) {
	l := open(t)
	var ps []sayso.Placement
	for i := range story.Asked + 5 {
		r := ledgertest.Shelling(fmt.Sprintf("%d.txt", i), "The Post", ledgertest.Day("2031-01-01").AddDate(0, 0, i).Format("2006-01-02"), 3)
		r.Article.Text += fmt.Sprint(" ", i, " – ü")
		put(t, l, r)
		p := sayso.Placement{Article: r.Article.ID, Version: r.Article.Version(), Published: r.Article.Published, Signature: []byte{1, 0}}
		if i > 0 {
			p.Links = []sayso.StoryLink{{Kind: sayso.LikeLink, To: ps[0].Article, Score: 0.5}}
		}
		ps = append(ps, p)
	}
	if _, err := l.Place(t.Context(), 0, ps...); err != nil {
		t.Fatal(err)
	}
	update(t, asking(l))
	page, err := l.Questions(t.Context(), sayso.QuestionQuery{})
	if err != nil || len(page.Items) != 1 || len(page.Items[0].Answers) != story.Asked {
		t.Fatalf("%d questions, %v", len(page.Items), err)
	}
	x := page.Items[0].Answers[0].Statements[0]
	if x.Article != ps[5].Article || x.Points.End != x.Span.End-3 {
		t.Errorf("the first statement is %+v", x)
	}
}
