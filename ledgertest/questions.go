package ledgertest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"sayso"
)

// asked makes a question to which each of some articles gives an answer of its
// own: by its first claim, or in its own voice where it has none.
func asked(t testing.TB, l sayso.Ledger, words string, ids ...sayso.ArticleID) sayso.Question {
	t.Helper()
	q := sayso.Question{ID: sayso.QuestionID(sayso.DeriveID("qu", words)), Text: words, Slot: sayso.FigureSlot, Status: sayso.StandDisputed, Confidence: 0.75, Why: []string{"by hand"}}
	for i, id := range ids {
		r, err := l.Article(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		s := sayso.Statement{Article: id, Version: r.Version.ID, Span: sayso.Span{Start: 0, End: 4}, Points: sayso.Span{Start: 0, End: 4}, Text: r.Article.Text[:4], Name: r.Article.Outlet, Said: r.Article.Published, Origin: r.Article.Outlet}
		if len(r.Analysis.Claims) > 0 {
			c := &r.Analysis.Claims[0]
			s.Claim, s.Speaker, s.Name, s.Party = r.ClaimIDs[c.ID], r.ActorIDs[c.Source.Actors[0]], "Ilse", true
		}
		q.Answers = append(q.Answers, sayso.Answer{Text: fmt.Sprint(i + 1), Speakers: 1, Origins: 1, Statements: []sayso.Statement{s}})
	}
	return q
}

// askAll keeps questions of articles that are due.
func askAll(t testing.TB, l sayso.Ledger, about []sayso.ArticleID, qs ...sayso.Question) {
	t.Helper()
	_, mark, err := l.Unasked(t.Context(), 1)
	if err == nil {
		err = l.Ask(t.Context(), mark, about, qs...)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// texts lists the questions that q selects, by their words.
func questions(t testing.TB, l sayso.Ledger, q sayso.QuestionQuery) []string {
	t.Helper()
	page, err := l.Questions(t.Context(), q)
	if err != nil {
		t.Fatalf("%+v: %v", q, err)
	}
	var out []string
	for _, x := range page.Items {
		out = append(out, x.Text)
	}
	return out
}

// due lists the articles whose stories are to be asked about.
func due(t testing.TB, l sayso.Ledger) []sayso.ArticleID {
	t.Helper()
	ids, _, err := l.Unasked(t.Context(), 100)
	if err != nil {
		t.Fatal(err)
	}
	return ids
}

// paired puts four articles into two stories of two.
func paired(t testing.TB, l sayso.Ledger) []sayso.ArticleID {
	t.Helper()
	ids := numbered(t, l, 4)
	if _, err := l.Place(t.Context(), 0, placement(t, l, ids[0]), placement(t, l, ids[1], like(ids[0])), placement(t, l, ids[2]), placement(t, l, ids[3], like(ids[2]))); err != nil {
		t.Fatal(err)
	}
	return ids
}

func testAsk(t testing.TB, l sayso.Ledger) {
	ctx := t.Context()
	ids := paired(t, l)
	waiting, _, err := l.Unasked(ctx, 3)
	if err != nil || len(waiting) != 3 {
		t.Fatalf("waiting: %v, %v", waiting, err)
	}
	if all := due(t, l); !sameSet(strs(all), strs(ids)) {
		t.Errorf("after placing, %v wait of %v", all, ids)
	}
	first := asked(t, l, "How many berths?", ids[0], ids[1])
	askAll(t, l, ids[:2], first)
	wantList(t, "still waiting", due(t, l), ids[2:])
	got, err := l.Question(ctx, first.ID)
	if err != nil {
		t.Fatal(err)
	}
	first.Story = sayso.DeriveStoryID(ids[0])
	wantJSON(t, "the question", *got, first)
	page, err := l.Questions(ctx, sayso.QuestionQuery{})
	if err != nil || len(page.Items) != 1 {
		t.Fatal(page, err)
	}
	wantJSON(t, "the question in a list", page.Items[0], first)

	other := asked(t, l, "How many cranes?", ids[2], ids[3])
	askAll(t, l, ids[2:], other)
	_, mark, _ := l.Unasked(ctx, 1)
	err = l.Ask(ctx, mark, ids[:2])
	wantKind(t, "asking what nobody waits for", err, sayso.Busy)

	// One of two stories is placed anew: what was asked of it goes, the rest stays.
	all, err := l.Placed(ctx, 0, 10)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.Place(ctx, all[len(all)-1].Seq, placement(t, l, ids[3])); err != nil {
		t.Fatal(err)
	}
	err = l.Ask(ctx, mark, ids[2:3])
	wantKind(t, "asking with a mark from before", err, sayso.Busy)
	wantList(t, "what stands until it is asked anew", questions(t, l, sayso.QuestionQuery{Article: ids[3]}), []string{"How many cranes?"})
	askAll(t, l, ids[2:3])
	wantList(t, "after one half was asked about", questions(t, l, sayso.QuestionQuery{}), []string{"How many berths?"})
	wantList(t, "and the other half waits", due(t, l), ids[3:])
}

func strs[S ~string](in []S) []string {
	var out []string
	for _, s := range in {
		out = append(out, string(s))
	}
	return out
}

// testDue wants everything that changes what a story says to mark its articles.
func testDue(t testing.TB, l sayso.Ledger) {
	ctx := t.Context()
	r := claimed(Shelling("0.txt", "The Post", "2031-05-01", 3), "Ilse Bran", sayso.Happened)
	other := claimed(Shelling("1.txt", "The Post", "2031-05-02", 4), "Ilse Bran", sayso.Happened)
	put(t, l, r, other)
	ids := []sayso.ArticleID{r.Article.ID, other.Article.ID}
	wantList(t, "before placing", due(t, l), nil)
	seq, err := l.Place(ctx, 0, placement(t, l, ids[0]), placement(t, l, ids[1], like(ids[0])))
	if err != nil {
		t.Fatal(err)
	}
	marks := func(what string, want ...sayso.ArticleID) {
		t.Helper()
		if got := due(t, l); !sameSet(strs(got), strs(want)) {
			t.Errorf("%s marks %v, want %v", what, got, want)
		}
		if len(want) > 0 {
			askAll(t, l, ids)
		}
	}
	marks("placing", ids...)
	rec, err := l.Article(ctx, ids[0])
	if err != nil {
		t.Fatal(err)
	}
	correct(t, l, sayso.Correction{Claim: rec.ClaimIDs["c1"], Verdict: sayso.Accepted})
	marks("a correction", ids[0])
	identify(t, l, sayso.Identity{Verdict: sayso.Split, Actor: rec.ActorIDs["a3"], Article: ids[1]})
	marks("an identity", ids[1])
	if _, err := l.Regroup(ctx, sayso.Regrouping{Verdict: sayso.Split, Article: ids[1]}); err != nil {
		t.Fatal(err)
	}
	marks("a split", ids...)
	put(t, l, r)
	marks("what changes nothing")
	r.Analysis.Extractor.Version = "2"
	put(t, l, r)
	marks("a reading that is not placed yet")
	if _, err := l.Place(ctx, seq, placement(t, l, ids[0])); err != nil {
		t.Fatal(err)
	}
	marks("a reading that is placed", ids[0])
}

func testAskRefused(t testing.TB, l sayso.Ledger) {
	ids := paired(t, l)
	good := asked(t, l, "How many berths?", ids[0], ids[1])
	_, mark, err := l.Unasked(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	for what, change := range map[string]func(*sayso.Question){
		"no identifier":      func(q *sayso.Question) { q.ID = "" },
		"no words":           func(q *sayso.Question) { q.Text = "" },
		"no slot":            func(q *sayso.Question) { q.Slot = "why" },
		"no standing":        func(q *sayso.Question) { q.Status = "open" },
		"too sure":           func(q *sayso.Question) { q.Confidence = 1.5 },
		"no answer":          func(q *sayso.Question) { q.Answers = nil },
		"no statement":       func(q *sayso.Question) { q.Answers[1].Statements = nil },
		"no version":         func(q *sayso.Question) { q.Answers[0].Statements[0].Version = "" },
		"a span that ends":   func(q *sayso.Question) { q.Answers[0].Statements[0].Span.End = -1 },
		"another's article":  func(q *sayso.Question) { q.Answers[0].Statements[0].Article = ids[2] },
		"nobody's article":   func(q *sayso.Question) { q.Answers[0].Statements[0].Article = "ar0" },
		"no number for sure": func(q *sayso.Question) { q.Confidence -= 1 },
	} {
		bad := asked(t, l, "How many berths?", ids[0], ids[1])
		change(&bad)
		wantKind(t, what, l.Ask(t.Context(), mark, ids[:2], bad), sayso.Invalid)
	}
	wantKind(t, "a question twice", l.Ask(t.Context(), mark, ids[:2], good, good), sayso.Invalid)
	wantKind(t, "an article that is not there", l.Ask(t.Context(), mark, append(slices.Clone(ids[:2]), "ar0"), good), sayso.NotFound)
	wantList(t, "what was refused", questions(t, l, sayso.QuestionQuery{}), nil)
	wantEqual(t, "articles that wait still", len(due(t, l)), len(ids))
}

func testJournalQuestions(t testing.TB, l sayso.Ledger) {
	var seen int64
	ctx := t.Context()
	ids := paired(t, l)
	journaled(t, l, &seen)
	berths, cranes := asked(t, l, "How many berths?", ids[0], ids[1]), asked(t, l, "How many cranes?", ids[1])
	askAll(t, l, ids[:2], berths, cranes)
	wantList(t, "two questions", journaled(t, l, &seen), []sayso.EntryKind{"question", "question"})
	last, err := l.JournalAfter(ctx, seen-1, 1)
	if err != nil || len(last) != 1 || last[0].Question != cranes.ID || last[0].Article != ids[1] {
		t.Errorf("entry %+v, %v", last, err)
	}
	askAll(t, l, ids[2:])
	wantList(t, "none", journaled(t, l, &seen), nil)
	again := func(qs ...sayso.Question) []sayso.EntryKind {
		t.Helper()
		all, err := l.Placed(ctx, 0, 10)
		if err == nil {
			_, err = l.Place(ctx, all[len(all)-1].Seq, placement(t, l, ids[1], like(ids[0])))
		}
		if err != nil {
			t.Fatal(err)
		}
		askAll(t, l, ids[:2], qs...)
		return journaled(t, l, &seen)
	}
	wantList(t, "the same", again(berths, cranes), nil)
	berths.Confidence, berths.Why = 0.1, nil
	wantList(t, "less sure", again(berths, cranes), nil)
	berths.Status = sayso.StandUpdated
	wantList(t, "another standing", again(berths, cranes), []sayso.EntryKind{"question-changed"})
	cranes.Answers[0].Text = "none"
	wantList(t, "one answered otherwise, one gone", again(cranes), []sayso.EntryKind{"question-changed", "question-gone"})

	// A rebuild hides them, and enters nothing where it asks the same.
	if err := l.Forget(ctx); err != nil {
		t.Fatal(err)
	}
	wantList(t, "after all was forgotten", questions(t, l, sayso.QuestionQuery{}), nil)
	if _, err := l.Question(ctx, cranes.ID); sayso.KindOf(err) != sayso.NotFound {
		t.Errorf("a question of what was forgotten: %v", err)
	}
	rereadEach(t, l)
	all, err := l.Placed(ctx, 0, 10)
	if err != nil {
		t.Fatal(err)
	}
	seq := all[len(all)-1].Seq
	if seq, err = l.Place(ctx, seq, placement(t, l, ids[0]), placement(t, l, ids[1], like(ids[0]))); err != nil {
		t.Fatal(err)
	}
	wantList(t, "due while half is placed", due(t, l), nil)
	if _, err = l.Place(ctx, seq, placement(t, l, ids[2]), placement(t, l, ids[3], like(ids[2]))); err != nil {
		t.Fatal(err)
	}
	wantEqual(t, "due after all is placed", len(due(t, l)), len(ids))
	askAll(t, l, ids[:2], cranes)
	askAll(t, l, ids[2:])
	wantList(t, "a rebuild", journaled(t, l, &seen), []sayso.EntryKind{"rebuild"})
	wantList(t, "after it", questions(t, l, sayso.QuestionQuery{}), []string{"How many cranes?"})
}

// rereadEach reads what is unread as if it said nothing.
func rereadEach(t testing.TB, l sayso.Ledger) {
	t.Helper()
	for {
		next, err := l.Unread(t.Context(), 1)
		if err != nil {
			t.Fatal(err)
		}
		if len(next) == 0 {
			return
		}
		reread(t, l, next[0], sayso.Analysis{Extractor: Extractor})
	}
}

// dumpQuestions writes questions.
func dumpQuestions(b *strings.Builder, all []sayso.Question) {
	for _, q := range all {
		fmt.Fprintf(b, "question %+v\n", q)
	}
}
