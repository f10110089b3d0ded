package question

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"sayso"
)

// answer is statements that give one value.
type answer struct {
	text       string
	statements []*statement
}

// sameWitness reports whether two statements are one speaker's.
func (f *finder) sameWitness(a, b *statement) bool {
	return f.voices.find(a.who) == f.voices.find(b.who)
}

// before orders statements by when they were said, then by where they stand.
func before(a, b *statement) int {
	return cmp.Or(a.d.r.Article.Published.Compare(b.d.r.Article.Published.Time), cmp.Compare(a.d.r.Article.ID, b.d.r.Article.ID), cmp.Compare(a.in[0], b.in[0]))
}

// ask makes a question of answers, which it orders by when they were first given.
func (f *finder) ask(slot sayso.Slot, text string, status sayso.Standing, confidence float64, answers []answer, why ...string) sayso.Question {
	for i := range answers {
		slices.SortFunc(answers[i].statements, before)
		answers[i].statements = slices.Compact(answers[i].statements)
	}
	answers = slices.DeleteFunc(answers, func(a answer) bool { return len(a.statements) == 0 })
	slices.SortStableFunc(answers, func(a, b answer) int { return before(a.statements[0], b.statements[0]) })
	first := answers[0].statements[0]
	q := sayso.Question{Text: text, Slot: slot, Status: status, Confidence: confidence, Why: why,
		ID: sayso.QuestionID(sayso.DeriveID("qu", string(slot), string(status), string(first.d.r.Article.ID), first.words(), text))}
	for i := range answers {
		q.Answers = append(q.Answers, f.give(&answers[i]))
	}
	return q
}

// give counts the witnesses and origins of an answer.
func (f *finder) give(a *answer) sayso.Answer {
	out := sayso.Answer{Text: a.text}
	witnesses, origins := map[int]bool{}, map[string]bool{}
	for _, s := range a.statements {
		x := f.tell(s)
		w := f.voices.find(s.who)
		if s.claim == nil {
			// Prints of one text in the papers' own voice are one word.
			w = -1 - s.d.text
			if x.Origin != s.d.r.Article.Outlet {
				w = f.voices.add("name:"+describe(x.Origin), x.Origin, "", 1)
			}
		}
		out.Statements = append(out.Statements, x)
		if s.claim != nil && !f.resolved(s) {
			continue // it is not known who says so
		}
		witnesses[w] = true
		origins[strings.ToLower(x.Origin)] = true
	}
	out.Speakers = max(1, len(witnesses))
	out.Origins = max(1, min(len(origins), len(witnesses)))
	return out
}

// tell shapes a statement for whoever is outside.
func (f *finder) tell(s *statement) sayso.Statement {
	r := s.d.r
	v := &f.voices.all[s.who]
	x := sayso.Statement{Article: r.Article.ID, Version: r.Version.ID, Span: s.span(), Text: s.words(), Name: v.name, Speaker: v.actor, For: v.for_, Said: r.Article.Published}
	if s.claim == nil {
		x.Origin = r.Article.Outlet
		if len(r.Article.Credits) > 0 {
			x.Origin = r.Article.Credits[0].Agency
		}
		return x
	}
	x.Claim = r.ClaimIDs[s.claim.ID]
	x.Party = s.d.party(s.claim) != ""
	x.Origin = f.voices.names[f.voices.find(s.who)]
	if s.claim.Time != "" {
		for i := range r.Analysis.Times {
			if w := &r.Analysis.Times[i]; w.ID == s.claim.Time && !w.From.IsZero() && w.To.Sub(w.From).Hours() <= 36 {
				x.Said = sayso.Date{Time: w.From, DayOnly: true}
			}
		}
	}
	return x
}

// quoted is words as a reader finds them, shortened at a word.
func quoted(s string, most int) string {
	s = strings.Join(strings.Fields(s), " ")
	if len(s) > most {
		if i := strings.LastIndexByte(s[:most], ' '); i > 0 {
			s = s[:i] + " …"
		}
	}
	return fmt.Sprintf("“%s”", strings.Trim(s, "“”\""))
}
