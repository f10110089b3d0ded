package ledgertest

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

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

func testQuestionLists(t testing.TB, l sayso.Ledger) {
	f := furnish(t, l, 2)
	ctx := t.Context()
	rec, err := l.Article(ctx, f.article)
	if err != nil {
		t.Fatal(err)
	}
	c := rec.Analysis.Claims[0]
	add := func(words string, status sayso.Standing, slot sayso.Slot, sure float64, said string) sayso.Question {
		q := asked(t, l, words, f.article)
		q.Status, q.Slot, q.Confidence = status, slot, sure
		q.Answers[0].Statements[0].Said = Day(said)
		return q
	}
	who := add("Who shelled it?", sayso.StandDisputed, sayso.WhoSlot, 0.5, "2031-05-09")
	who.Event = f.event
	where := add("Where was it?", sayso.StandUpdated, sayso.WhereSlot, 0.25, "2031-05-12")
	where.Answers[0].Statements[0].Claim, where.Answers[0].Statements[0].Speaker, where.Answers[0].Statements[0].For = "", "", rec.ActorIDs["a1"]
	when := add("When was it?", sayso.StandAgreed, sayso.WhenSlot, 0.9, "2031-05-10")
	when.Answers[0].Statements[0].Claim, when.Answers[0].Statements[0].Speaker = "", ""
	correct(t, l, sayso.Correction{Claim: f.claim, Verdict: sayso.Withdrawn})
	askAll(t, l, []sayso.ArticleID{f.article}, who, where, when)
	const shells = "How many shells? 0" // of the other article
	for _, test := range []struct {
		name string
		ask  sayso.QuestionQuery
		want []string
	}{
		{"all, the surest first", sayso.QuestionQuery{}, []string{when.Text, shells, who.Text, where.Text}},
		{"the latest first", sayso.QuestionQuery{Latest: true}, []string{where.Text, when.Text, who.Text, shells}},
		{"one standing", sayso.QuestionQuery{Status: []sayso.Standing{sayso.StandUpdated}}, []string{where.Text}},
		{"two standings", sayso.QuestionQuery{Status: []sayso.Standing{sayso.StandUpdated, sayso.StandDisputed}}, []string{shells, who.Text, where.Text}},
		{"two standings, the latest first", sayso.QuestionQuery{Status: []sayso.Standing{sayso.StandUpdated, sayso.StandDisputed}, Latest: true}, []string{where.Text, who.Text, shells}},
		{"a slot", sayso.QuestionQuery{Slot: sayso.WhoSlot}, []string{who.Text}},
		{"sure", sayso.QuestionQuery{Sure: 0.5}, []string{when.Text, shells, who.Text}},
		{"a story", sayso.QuestionQuery{Story: f.story}, []string{when.Text, who.Text, where.Text}},
		{"the beginning of a story's name", sayso.QuestionQuery{Story: f.story[:12]}, []string{when.Text, who.Text, where.Text}},
		{"no story", sayso.QuestionQuery{Story: "st000000"}, nil},
		{"an article", sayso.QuestionQuery{Article: f.article}, []string{when.Text, who.Text, where.Text}},
		{"an article and a standing", sayso.QuestionQuery{Article: f.article, Status: []sayso.Standing{sayso.StandAgreed}}, []string{when.Text}},
		{"a claim", sayso.QuestionQuery{Claim: rec.ClaimIDs[c.ID]}, []string{who.Text}},
		{"a speaker", sayso.QuestionQuery{Actor: rec.ActorIDs[c.Source.Actors[0]]}, []string{who.Text}},
		{"whom a speaker speaks for", sayso.QuestionQuery{Actor: rec.ActorIDs["a1"]}, []string{where.Text}},
		{"an event", sayso.QuestionQuery{Event: f.event}, []string{who.Text}},
		{"nobody", sayso.QuestionQuery{Actor: "ac0"}, nil},
		{"a place and a story", sayso.QuestionQuery{Place: "Nowhere", Story: f.story}, nil},
		{"what came in", sayso.QuestionQuery{Since: time.Now().Add(-time.Hour)}, []string{when.Text, shells, who.Text, where.Text}},
		{"what is still to come", sayso.QuestionQuery{Since: time.Now().Add(time.Hour)}, nil},
		{"all at once", sayso.QuestionQuery{Article: f.article, Story: f.story, Slot: sayso.WhoSlot, Sure: 0.1, Since: time.Now().Add(-time.Hour), Event: f.event, Status: []sayso.Standing{sayso.StandDisputed}}, []string{who.Text}},
	} {
		wantList(t, test.name, questions(t, l, test.ask), test.want)
	}
	got, err := l.Question(ctx, who.ID[:10])
	if err != nil || got.Text != who.Text || got.Story != f.story {
		t.Errorf("the beginning of an identifier leads to %+v, %v", got, err)
	}
	for _, id := range []sayso.QuestionID{"", "qu", "qu%", "qu000000", "st" + who.ID[2:]} {
		_, err := l.Question(ctx, id)
		wantKind(t, "question "+string(id), err, sayso.NotFound)
	}
}

// testQuestionPlace asks for questions by the place of what happened.
func testQuestionPlace(t testing.TB, l sayso.Ledger) {
	r := Shelling("0.txt", "The Post", "2031-05-01", 3)
	r.Analysis.Places = []sayso.Place{{ID: "p1", Name: "Rell Harbour", Lat: 1, Lon: 2, Country: "REL"}}
	r.Analysis.Events[0].Place = "p1"
	put(t, l, r)
	if _, err := l.Place(t.Context(), 0, placement(t, l, r.Article.ID)); err != nil {
		t.Fatal(err)
	}
	q := asked(t, l, "How many shells?", r.Article.ID)
	q.Event = events(t, l, sayso.EventQuery{})[0].Mentions[0].ID
	askAll(t, l, []sayso.ArticleID{r.Article.ID}, q)
	wantList(t, "there", questions(t, l, sayso.QuestionQuery{Place: "RELL harbour"}), []string{q.Text})
	wantList(t, "elsewhere", questions(t, l, sayso.QuestionQuery{Place: "Rell"}), nil)
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
