package export

import (
	"fmt"
	"slices"
	"strings"

	"sayso"
)

// Question is one question with its answers.
type Question struct {
	ID         string   `json:"id"`
	Story      string   `json:"story"`
	Question   string   `json:"question"`
	Slot       string   `json:"slot"`
	Status     string   `json:"status"`
	Confidence float64  `json:"confidence"`
	Event      *string  `json:"event"`
	Answers    []Answer `json:"answers"`
}

// Answer is one value, and who gives it.
type Answer struct {
	Answer     string      `json:"answer"`
	Speakers   int         `json:"speakers"`
	Origins    int         `json:"origins"`
	Statements []Statement `json:"statements"`
}

// Statement is what a speaker, or a paper in its own voice, says to a question.
type Statement struct {
	Article string  `json:"article"`
	Version string  `json:"version"`
	Claim   *string `json:"claim"`
	Span    Span    `json:"span"`
	Text    string  `json:"text"`
	Speaker *string `json:"speaker"`
	Name    string  `json:"name"`
	For     *string `json:"for"`
	Party   bool    `json:"party"`
	Said    *string `json:"said"`
	Origin  string  `json:"origin"`
	Denies  *string `json:"denies"`
}

// NewQuestion gives a question its shape.
func NewQuestion(q *sayso.Question) Question {
	out := Question{ID: string(q.ID), Story: string(q.Story), Question: q.Text, Slot: string(q.Slot), Status: string(q.Status), Confidence: q.Confidence, Event: null(q.Event),
		Answers: make([]Answer, len(q.Answers))}
	for i, a := range q.Answers {
		x := Answer{Answer: a.Text, Speakers: a.Speakers, Origins: a.Origins, Statements: make([]Statement, len(a.Statements))}
		for k := range a.Statements {
			s := &a.Statements[k]
			x.Statements[k] = Statement{Article: string(s.Article), Version: string(s.Version), Claim: null(s.Claim), Span: pair(s.Points), Text: s.Text, Speaker: null(s.Speaker), Name: s.Name,
				For: null(s.For), Party: s.Party, Said: null(s.Said.String()), Origin: s.Origin, Denies: null(s.Denies)}
		}
		out.Answers[i] = x
	}
	return out
}

// each lists the answers of a question by something of theirs.
func (q *Question) each(f func(*Answer) string) []string {
	out := make([]string, len(q.Answers))
	for i := range q.Answers {
		out[i] = f(&q.Answers[i])
	}
	return out
}

// names are the speakers of an answer, each once.
func (a *Answer) names() string {
	var out []string
	seen := make(map[string]bool)
	for i := range a.Statements {
		if n := a.Statements[i].Name; !seen[n] {
			seen[n] = true
			out = append(out, n)
		}
	}
	return strings.Join(out, ", ")
}

// said is the first or the last day on which something was said; nil where no
// statement has a date.
func (q *Question) said(last bool) *string {
	var out *string
	for i := range q.Answers {
		for k := range q.Answers[i].Statements {
			if d := q.Answers[i].Statements[k].Said; d != nil && (out == nil || (*d > *out) == last) {
				out = d
			}
		}
	}
	return out
}

// Questions are questions with their answers. Laid out flat, a question is one
// row, and its answers are lists of equal length.
func Questions() *Schema { return questions("questions", "what several statements answer") }

// Disputes are the questions on which answers differ.
func Disputes() *Schema {
	return questions("disputes", "a question on which answers differ")
}

func questions(name, about string) *Schema {
	var c columns[Question]
	c.text("id", "identifier of the question", func(r *Question) string { return r.ID })
	c.text("story", "identifier of the story whose articles answer it", func(r *Question) string { return r.Story })
	c.text("question", "the question in words", func(r *Question) string { return r.Question })
	c.text("slot", "what is asked for: `yes-no`, `figure`, `who`, `what`, `when` or `where`", func(r *Question) string { return r.Slot })
	c.text("status", "how the answers stand to each other: `disputed`, `denied`, `shifted`, `conceded`, `updated` or `agreed`", func(r *Question) string { return r.Status })
	c.number("confidence", "", 2, "that the statements answer one question and stand so", func(r *Question) float64 { return r.Confidence })
	c.optional("event", "identifier of the event that is asked about", func(r *Question) *string { return r.Event })
	c.list("answers", "each answer, in the order in which they were first given", func(r *Question) []string {
		return r.each(func(a *Answer) string { return a.Answer })
	})
	c.list("names", "who gives each answer", func(r *Question) []string { return r.each((*Answer).names) })
	c.list("speakers", "how many speakers give each", func(r *Question) []string {
		return r.each(func(a *Answer) string { return fmt.Sprint(a.Speakers) })
	})
	c.list("origins", "to how many origins each goes back", func(r *Question) []string {
		return r.each(func(a *Answer) string { return fmt.Sprint(a.Origins) })
	})
	c.date("first", "when the first statement was said", func(r *Question) *string { return r.said(false) })
	c.date("last", "when the last was", func(r *Question) *string { return r.said(true) })
	c.rest(ByContent, "id")
	c.rest(ByJoining, "story", "event", "names")
	c.rest(ByCount, "speakers", "origins")
	c.rest(ByReading)
	return &Schema{name, about, c}
}

// Saying is what one speaker says to a question on one day, with every article
// that tells it.
type Saying struct {
	*sayso.Statement // as the first of these articles has it
	Articles         []sayso.ArticleID
}

// Sayings gathers the statements of an answer, for people: one speaker on one day
// is one saying, however many articles print it.
func Sayings(a *sayso.Answer) []Saying {
	type key struct {
		who sayso.ActorID
		day string
		own sayso.ArticleID // the paper's own voice is one speaker for each paper
		as  string
	}
	at := make(map[key]int)
	var out []Saying
	for i := range a.Statements {
		s := &a.Statements[i]
		k := key{who: s.Speaker, day: s.Said.Format("2006-01-02")}
		if k.who == "" {
			k.as = strings.ToLower(s.Name)
		}
		if s.Claim == "" && s.Speaker == "" && s.Name == "" {
			k.own = s.Article
		}
		n, known := at[k]
		if !known {
			n = len(out)
			at[k] = n
			out = append(out, Saying{Statement: s})
		}
		if !slices.Contains(out[n].Articles, s.Article) {
			out[n].Articles = append(out[n].Articles, s.Article)
		}
	}
	return out
}

// Unquoted is a text without the quotation marks that hold all of it, for whoever
// puts it between marks.
func Unquoted(s string) string {
	inner := strings.TrimPrefix(s, "“")
	if inner != s && (strings.Count(inner, "”") == 0 || strings.IndexRune(inner, '”') == len(inner)-len("”")) {
		return strings.TrimSuffix(inner, "”")
	}
	return s
}
