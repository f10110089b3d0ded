package ledger

import (
	"fmt"
	"hash/fnv"
	"slices"

	"sayso"
)

// CheckQuestions refuses questions that could not be kept or shown as they are:
// they come from a mistake in the program.
func CheckQuestions(about []sayso.ArticleID, qs []sayso.Question) error {
	in := make(map[sayso.ArticleID]bool, len(about))
	for _, id := range about {
		in[id] = true
	}
	seen := make(map[sayso.QuestionID]bool, len(qs))
	for i := range qs {
		q := &qs[i]
		invalid := func(format string, args ...any) error {
			return sayso.Errorf("keep question", string(q.ID), sayso.Invalid, format, args...)
		}
		switch {
		case q.ID == "" || seen[q.ID]:
			return invalid("the question is there twice or has no identifier")
		case q.Text == "" || !slices.Contains(sayso.Slots, q.Slot) || !slices.Contains(sayso.Standings, q.Status):
			return invalid("it has no words, or %q or %q is none of the slots and standings", q.Slot, q.Status)
		case !(q.Confidence >= 0 && q.Confidence <= 1):
			return invalid("the confidence is %v", q.Confidence)
		case len(q.Answers) == 0:
			return invalid("nothing answers it")
		}
		seen[q.ID] = true
		for _, a := range q.Answers {
			if len(a.Statements) == 0 {
				return invalid("nobody gives the answer %q", a.Text)
			}
			for _, s := range a.Statements {
				if !in[s.Article] || s.Version == "" || s.Span.Start < 0 || s.Span.End < s.Span.Start {
					return invalid("a statement stands at %v of %s, which is not asked about", s.Span, s.Article)
				}
			}
		}
	}
	return nil
}

// FirstStatement is the one that a question is known by: it stands in the article
// that the question's story follows from.
func FirstStatement(q *sayso.Question) *sayso.Statement { return &q.Answers[0].Statements[0] }

// LastSaid is when the last statement of a question was said; zero where none has
// a date.
func LastSaid(q *sayso.Question) (last sayso.Date) {
	for _, a := range q.Answers {
		for _, s := range a.Statements {
			if last.Before(s.Said.Time) {
				last = s.Said
			}
		}
	}
	return last
}

// QuestionDigest is the digest of what a reader sees of a question, how sure the
// program is left out.
func QuestionDigest(q *sayso.Question) int64 {
	h := fnv.New64a()
	for _, s := range []string{q.Text, string(q.Slot), string(q.Status), string(q.Event)} {
		digest(h, s)
	}
	for _, a := range q.Answers {
		digest(h, a.Text)
		digest(h, fmt.Sprint(a.Speakers, " ", a.Origins))
		for _, s := range a.Statements {
			for _, x := range []string{string(s.Version), string(s.Claim), s.Text, string(s.Speaker), s.Name, string(s.For), s.Said.String(), s.Origin, s.Denies} {
				digest(h, x)
			}
			digest(h, fmt.Sprint(s.Span, s.Party))
		}
		digest(h, "")
	}
	return sum(h)
}

// QuestionRank orders questions that are equally sure: by a digest of their
// identifiers, so that no alphabet and no order of reading prefers one.
func QuestionRank(id sayso.QuestionID) int64 {
	h := fnv.New64a()
	digest(h, string(id))
	return int64(h.Sum64() >> 1)
}
