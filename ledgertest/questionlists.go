package ledgertest

import (
	"testing"
	"time"

	"sayso"
)

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
