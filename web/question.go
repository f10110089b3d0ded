package web

import (
	"context"
	"html/template"
	"maps"
	"net/http"
	"net/url"
	"slices"

	"sayso"
	"sayso/export"
)

// Bounds of what pages show of questions; what is left out is counted.
const (
	maxContested = 20 // questions of a story on which answers differ
	maxAgreed    = 8  // and those on which all agree
	maxSayings   = 6  // of one answer
	maxPrinters  = 4  // outlets that tell one saying
)

// questionView is a question as pages show it.
type questionView struct {
	sayso.Question
	Title    string // of its story; empty on the story's own page
	Articles int
	Sides    []sideView
	Steps    template.HTML // figures over time; empty where there are none to draw
}

// sideView is one answer: who gives it, when, and on how many words.
type sideView struct {
	sayso.Answer
	Class   string // yes, no, open or value
	Sayings []sayingView
	More    int
	Prints  int // articles that tell it
	First   sayso.Date
	Last    sayso.Date
}

// sayingView is what one speaker says on one day, and who printed it.
type sayingView struct {
	export.Saying
	Printers []printerLink
	Others   int
}

// printerLink leads to an article by the name of who printed it.
type printerLink struct {
	Article sayso.ArticleID
	Name    string
}

// questionViews lays questions out. It reads each story once.
func (s *server) questionViews(ctx context.Context, qs []sayso.Question, titled bool) ([]questionView, error) {
	stories := make(map[sayso.StoryID]*sayso.StoryRecord)
	out := make([]questionView, 0, len(qs))
	for i := range qs {
		st := stories[qs[i].Story]
		if st == nil {
			var err error
			if st, err = s.Ledger.Story(ctx, qs[i].Story); err != nil {
				return nil, err
			}
			stories[qs[i].Story] = st
		}
		v := newQuestionView(&qs[i], st)
		if titled {
			v.Title = st.Title
		}
		out = append(out, v)
	}
	return out, nil
}

func newQuestionView(q *sayso.Question, st *sayso.StoryRecord) questionView {
	rows := make(map[sayso.ArticleID]*sayso.ArticleRow, len(st.Members))
	for i := range st.Members {
		rows[st.Members[i].Article.ID] = &st.Members[i].Article
	}
	v := questionView{Question: *q, Steps: drawSteps(q)}
	all := make(map[sayso.ArticleID]bool)
	for i := range q.Answers {
		side := newSideView(&q.Answers[i], rows)
		for _, x := range q.Answers[i].Statements {
			all[x.Article] = true
		}
		v.Sides = append(v.Sides, side)
	}
	v.Articles = len(all)
	return v
}

func newSideView(a *sayso.Answer, rows map[sayso.ArticleID]*sayso.ArticleRow) sideView {
	v := sideView{Answer: *a, Class: "value"}
	switch a.Text {
	case "yes", "no", "open":
		v.Class = a.Text
	}
	prints := make(map[sayso.ArticleID]bool)
	for _, x := range a.Statements {
		prints[x.Article] = true
		if x.Said.IsZero() {
			continue
		}
		if v.First.IsZero() || x.Said.Before(v.First.Time) {
			v.First = x.Said
		}
		if v.Last.Before(x.Said.Time) {
			v.Last = x.Said
		}
	}
	v.Prints = len(prints)
	for _, x := range export.Sayings(a) {
		if len(v.Sayings) == maxSayings {
			v.More++
			continue
		}
		y := sayingView{Saying: x}
		for _, id := range x.Articles {
			row := rows[id]
			if row == nil {
				row = &sayso.ArticleRow{ID: id}
			}
			name := printer(row)
			switch {
			case slices.ContainsFunc(y.Printers, func(p printerLink) bool { return p.Name == name }):
			case len(y.Printers) == maxPrinters:
				y.Others++
			default:
				y.Printers = append(y.Printers, printerLink{id, name})
			}
		}
		v.Sayings = append(v.Sayings, y)
	}
	return v
}

// readQuestions reads what an address asks of questions; standings are meant where
// it names none.
func (s *server) readQuestions(r *http.Request, standings []sayso.Standing) (sayso.QuestionQuery, error) {
	v := r.URL.Query()
	q := sayso.QuestionQuery{Status: standings, Slot: sayso.Slot(v.Get("slot")), Story: sayso.StoryID(v.Get("story")), Actor: sayso.ActorID(v.Get("actor")),
		Event: sayso.EventID(v.Get("event")), Place: v.Get("place"), Latest: v.Get("order") == "latest"}
	if q.Slot != "" && !slices.Contains(sayso.Slots, q.Slot) {
		return q, sayso.Errorf("list questions", string(q.Slot), sayso.Invalid, "there is no such slot").Advise("choose one of yes-no, figure, who, what, when, where")
	}
	var chosen []sayso.Standing
	for _, x := range v["status"] {
		st := sayso.Standing(x)
		switch {
		case x == "":
		case !slices.Contains(sayso.Standings, st):
			return q, sayso.Errorf("list questions", x, sayso.Invalid, "there is no such status").Advise("choose one of disputed, denied, shifted, conceded, updated, agreed")
		case !slices.Contains(chosen, st):
			chosen = append(chosen, st)
		}
	}
	if len(chosen) > 0 {
		q.Status = chosen
	}
	var err error
	if q.Sure, err = sayso.ParseConfidence(v.Get("min_confidence")); err != nil {
		return q, err
	}
	q.Since, err = s.cameIn(r)
	return q, err
}

// disputeList lists questions on which answers differ, and others on request.
func (s *server) disputeList(w http.ResponseWriter, r *http.Request) error {
	q, err := s.readQuestions(r, sayso.Contested)
	if err != nil {
		return err
	}
	v := r.URL.Query()
	var who sayso.ActorRow
	if name := v.Get("who"); name != "" {
		named, err := s.Ledger.Actors(r.Context(), sayso.ActorQuery{Name: name, Speaking: true, Paging: sayso.Paging{Limit: 1}})
		if err != nil {
			return err
		}
		if q.Actor = sayso.ActorID("none"); len(named.Items) > 0 {
			who = named.Items[0] // those with most claims come first
			q.Actor = who.ID
		}
	}
	q.Paging = sayso.Paging{Limit: PageSize, After: v.Get("after")}
	page, err := s.Ledger.Questions(r.Context(), q)
	if err != nil {
		return err
	}
	p := struct {
		Questions                       []questionView
		Standings                       []sayso.Standing
		Slots                           []sayso.Slot
		Status, Slot, Sure, Since, Next string
		Story, Actor, Event, Place      string
		Latest                          bool
		Who                             string         // as it was typed
		Named                           sayso.ActorRow // whose name that is; zero for nobody
	}{Standings: sayso.Standings, Slots: sayso.Slots, Status: v.Get("status"), Slot: v.Get("slot"), Sure: v.Get("min_confidence"), Since: v.Get("since"),
		Story: v.Get("story"), Actor: v.Get("actor"), Event: v.Get("event"), Place: v.Get("place"), Latest: q.Latest, Who: v.Get("who"), Named: who}
	if p.Questions, err = s.questionViews(r.Context(), page.Items, true); err != nil {
		return err
	}
	asked := maps.Clone(v) // by default the page lists those on which answers differ
	asked["status"] = nil
	if p.Who != "" {
		asked.Set("actor", string(q.Actor))
	}
	for _, st := range q.Status {
		asked.Add("status", string(st))
	}
	if page.Next != "" {
		v.Set("after", page.Next)
		p.Next = "/disputes?" + v.Encode()
	}
	return s.render(w, "disputes", s.view("Disputes", p).withFiles("questions", asked))
}

// question shows one question by itself.
func (s *server) question(w http.ResponseWriter, r *http.Request) error {
	seen, err := s.latest(r.Context())
	if err != nil {
		return err
	}
	q, err := s.Ledger.Question(r.Context(), sayso.QuestionID(r.PathValue("id")))
	if err != nil {
		return err
	}
	vs, err := s.questionViews(r.Context(), []sayso.Question{*q}, true)
	if err != nil {
		return err
	}
	p := struct {
		questionView
		Choices []statementChoice
		Said    []weighedLine
		May     bool
		Seen    int64
	}{questionView: vs[0], Choices: choices(&vs[0]), May: s.may(r, editor), Seen: seen}
	if p.Said, err = s.weighedLines(r.Context(), q); err != nil {
		return err
	}
	return s.renderKept(w, r, "question", s.following(s.view(q.Text, p), sayso.QuestionFollow, string(q.ID), q.Text, "another answer to this question, or that they stand otherwise to each other"), sayso.Ref{Kind: sayso.QuestionRef, ID: string(q.ID)})
}

// asked lists the questions that q selects, for a page that shows little of them.
func (s *server) asked(ctx context.Context, q sayso.QuestionQuery) ([]sayso.Question, error) {
	if limited(ctx) { // they go across articles
		return nil, nil
	}
	q.Paging.Limit = PageSize
	page, err := s.Ledger.Questions(ctx, q)
	return page.Items, err
}

func (s *server) apiQuestions(w http.ResponseWriter, r *http.Request) error {
	return s.writeQuestions(w, r, nil, export.Questions())
}

func (s *server) apiDisputes(w http.ResponseWriter, r *http.Request) error {
	return s.writeQuestions(w, r, sayso.Contested, export.Disputes())
}

func (s *server) writeQuestions(w http.ResponseWriter, r *http.Request, standings []sayso.Standing, schema *export.Schema) error {
	q, err := s.readQuestions(r, standings)
	if err != nil {
		return err
	}
	if q.Paging, err = paging(r.URL.Query(), schema); err != nil {
		return err
	}
	page, err := s.Ledger.Questions(r.Context(), q)
	if err != nil {
		return err
	}
	return writeRows(w, r, schema, rowsOf(page, func(x sayso.Question) export.Question { return export.NewQuestion(&x) }), page.Next)
}

func (s *server) apiQuestion(w http.ResponseWriter, r *http.Request) error {
	q, err := s.Ledger.Question(r.Context(), sayso.QuestionID(r.PathValue("id")))
	if err != nil {
		return err
	}
	writeJSON(w, http.StatusOK, export.NewQuestion(q))
	return nil
}

// storyQuestions parts the questions of a story into those on which answers differ
// and the others, as many as its page shows, and counts what is left out.
func storyQuestions(qs []sayso.Question, st *sayso.StoryRecord) (contested, agreed []questionView, more int) {
	for i := range qs {
		to, most := &contested, maxContested
		if qs[i].Status == sayso.StandAgreed {
			to, most = &agreed, maxAgreed
		}
		if len(*to) == most {
			more++
			continue
		}
		*to = append(*to, newQuestionView(&qs[i], st))
	}
	return contested, agreed, more
}

// disputesOf is the address of the list of a story's questions.
func disputesOf(id sayso.StoryID) string {
	v := url.Values{"story": {string(id)}}
	for _, st := range sayso.Standings {
		v.Add("status", string(st))
	}
	return "/disputes?" + v.Encode()
}
