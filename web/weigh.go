package web

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"sayso"
)

// statementChoice is a statement of a question as its form names it.
type statementChoice struct {
	Name  string // as sayso.StatementName writes it
	Label string
}

// weighedLine is what was said of two statements of a question.
type weighedLine struct {
	sayso.Weighing
	First, Second string
}

// maxChoice is how many letters of a statement its choice shows.
const maxChoice = 70

// choices lists the statements of a question: of each answer the first saying of
// each speaker.
func choices(v *questionView) []statementChoice {
	var out []statementChoice
	for _, side := range v.Sides {
		for _, x := range side.Sayings {
			words := []rune(x.Text)
			if len(words) > maxChoice {
				words = append(words[:maxChoice], '…')
			}
			out = append(out, statementChoice{x.StatementName().String(), side.Text + " – " + x.Name + ": " + string(words)})
		}
	}
	return out
}

// weighedLines lists what analysts say of the statements of a story that a question
// has, or had before they said it.
func (s *server) weighedLines(ctx context.Context, q *sayso.Question) ([]weighedLine, error) {
	seen := make(map[sayso.ArticleID]bool)
	told := make(map[string]bool)
	var out []weighedLine
	for _, a := range q.Answers {
		for _, x := range a.Statements {
			if seen[x.Article] {
				continue
			}
			seen[x.Article] = true
			page, err := s.Ledger.Weighings(ctx, x.Article, sayso.Paging{Limit: PageSize})
			if err != nil {
				return nil, err
			}
			for _, w := range page.Items {
				if key := string(w.Verdict) + w.A.String() + w.B.String(); !told[key] {
					told[key] = true
					out = append(out, weighedLine{w, s.stated(ctx, &w.A), s.stated(ctx, &w.B)})
				}
			}
		}
	}
	return out, nil
}

// stated is the words of a statement; its name where the ledger has it no more.
func (s *server) stated(ctx context.Context, n *sayso.StatementName) string {
	if n.Claim == "" {
		return n.Text
	}
	row, err := s.Ledger.Claim(ctx, n.Claim)
	if err != nil {
		return string(n.Claim)
	}
	return row.ContentText
}

// readStatement reads a statement's name from a form.
func readStatement(s string) sayso.StatementName {
	article, words, own := strings.Cut(strings.ReplaceAll(s, "\r\n", "\n"), ":")
	if !own {
		return sayso.StatementName{Claim: sayso.ClaimID(strings.TrimSpace(s))}
	}
	return sayso.StatementName{Article: sayso.ArticleID(article), Text: words}
}

// weigh takes an analyst's word on two statements from the form of a question, has
// its story asked anew, and leads back there, or to the story where the question is
// gone.
func (s *server) weigh(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	if !s.may(r, editor) {
		s.answer(w, r, http.StatusForbidden, "this server only shows; corrections are made where the ledger is")
		return nil
	}
	id := sayso.QuestionID(r.PathValue("id"))
	q, err := s.Ledger.Question(ctx, id)
	if err != nil {
		return err
	}
	if err := r.ParseForm(); err != nil {
		return sayso.E("weigh statements", string(id), sayso.Invalid, err)
	}
	f := r.PostForm
	x := sayso.Weighing{Verdict: sayso.WeighingVerdict(f.Get("verdict")), A: readStatement(f.Get("a")), B: readStatement(f.Get("b")), Note: strings.TrimSpace(f.Get("note")), By: s.by(r), Seen: seen(r)}
	if other := strings.TrimSpace(f.Get("other")); other != "" { // another question, for its first statement
		o, err := s.Ledger.Question(ctx, sayso.QuestionID(other[strings.LastIndexByte(other, '/')+1:]))
		if err != nil {
			return err
		}
		x.B = o.Answers[0].Statements[0].StatementName()
	}
	if err := s.Ledger.Weigh(ctx, x); err != nil {
		return err
	}
	if err := s.settle(ctx); err != nil {
		return err
	}
	back := "/questions/" + url.PathEscape(string(id))
	if _, err := s.Ledger.Question(ctx, id); sayso.KindOf(err) == sayso.NotFound {
		back = "/stories/" + url.PathEscape(string(q.Story))
	}
	http.Redirect(w, r, back, http.StatusSeeOther)
	return nil
}

// settle has asked what an analyst's word has made due.
func (s *server) settle(ctx context.Context) error {
	if s.Settle == nil {
		return nil
	}
	return s.Settle(ctx)
}

// weighedWords says in words what an analyst says of two statements.
func weighedWords(v sayso.WeighingVerdict) string {
	switch v {
	case sayso.Apart:
		return "not against each other"
	case sayso.SameSpeaker:
		return "same speaker"
	case sayso.UpdateOf:
		return "an update"
	case sayso.SameQuestion:
		return "same question"
	}
	return string(v)
}
