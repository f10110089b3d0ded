package story

import (
	"slices"
	"strings"

	"sayso"
)

// What analysts say of statements is laid over what was found, in the order in which
// it was said. A word on a statement holds for its prints too: what the same speaker
// gives as the same answer, from the same origin.

// weigh lays words over questions. Those that have less than two answers then, and
// agree with nobody, are left out.
func weigh(qs []sayso.Question, words []sayso.Weighing) []sayso.Question {
	if len(words) == 0 {
		return qs // what was found stands as it is
	}
	for i := range words {
		w := &words[i]
		switch w.Verdict {
		case sayso.SameSpeaker:
			for k := range qs {
				sameSpeaker(&qs[k], w)
			}
		case sayso.Apart:
			for k := range qs {
				apart(&qs[k], w)
			}
		case sayso.UpdateOf:
			for k := range qs {
				if a, b, ok := sides(&qs[k], w); ok && a != b && len(qs[k].Answers) == 2 {
					qs[k].Status = sayso.StandUpdated
				}
			}
		case sayso.SameQuestion:
			qs = sameQuestion(qs, w)
		}
	}
	return slices.DeleteFunc(qs, func(q sayso.Question) bool {
		switch {
		case len(q.Answers) == 0:
			return true
		case q.Status == sayso.StandAgreed:
			return q.Answers[0].Speakers < 2
		case q.Status == sayso.StandDenied:
			return false
		}
		return len(q.Answers) < 2
	})
}

// Named reports whether a name means a statement: by its claim, or by words of the
// paper's own of which one holds the other.
func Named(n *sayso.StatementName, s *sayso.Statement) bool {
	if n.Claim != "" || s.Claim != "" {
		return n.Claim == s.Claim
	}
	return n.Article == s.Article && (strings.Contains(s.Text, n.Text) || strings.Contains(n.Text, s.Text))
}

// locate gives where a question has the statement of a name; -1 where it has not.
func locate(q *sayso.Question, n *sayso.StatementName) (answer, statement int) {
	for i := range q.Answers {
		for k := range q.Answers[i].Statements {
			if Named(n, &q.Answers[i].Statements[k]) {
				return i, k
			}
		}
	}
	return -1, -1
}

// sides gives the answers to which the two statements of a weighing belong.
func sides(q *sayso.Question, w *sayso.Weighing) (a, b int, both bool) {
	a, _ = locate(q, &w.A)
	b, _ = locate(q, &w.B)
	return a, b, a >= 0 && b >= 0
}

// prints reports whether two statements of one answer are one speaker's words from
// one origin.
func prints(a, b *sayso.Statement) bool {
	return whose(a) == whose(b) && a.Origin == b.Origin
}

// whose names who makes a statement.
func whose(s *sayso.Statement) string {
	if s.Speaker != "" {
		return string(s.Speaker)
	}
	return strings.ToLower(s.Name)
}

// apart takes the second of two statements that are not against each other out of
// a question in which they are, with its prints.
func apart(q *sayso.Question, w *sayso.Weighing) {
	a, b, ok := sides(q, w)
	if !ok || a == b {
		return
	}
	n := &w.B
	if b < a { // what was said first asks the question
		n = &w.A
	}
	i, k := locate(q, n)
	x := q.Answers[i].Statements[k]
	y := &q.Answers[i]
	y.Statements = slices.DeleteFunc(slices.Clone(y.Statements), func(s sayso.Statement) bool { return prints(&s, &x) })
	recount(y)
	if len(y.Statements) > 0 {
		return
	}
	q.Answers = slices.Delete(slices.Clone(q.Answers), i, i+1)
	if len(q.Answers) == 1 && q.Answers[0].Speakers > 1 {
		q.Status = sayso.StandAgreed
	}
}

// recount counts the speakers and origins of an answer that has lost statements:
// never more than there were.
func recount(a *sayso.Answer) {
	speakers, origins := map[string]bool{}, map[string]bool{}
	for i := range a.Statements {
		speakers[whose(&a.Statements[i])], origins[strings.ToLower(a.Statements[i].Origin)] = true, true
	}
	a.Speakers, a.Origins = min(a.Speakers, len(speakers)), min(a.Origins, len(origins))
}

// sameSpeaker gives the speaker of the first statement to all that the speaker of
// the second says.
func sameSpeaker(q *sayso.Question, w *sayso.Weighing) {
	i, k := locate(q, &w.A)
	j, l := locate(q, &w.B)
	if i < 0 || j < 0 {
		return
	}
	one := q.Answers[i].Statements[k]
	other := whose(&q.Answers[j].Statements[l])
	if whose(&one) == other {
		return
	}
	voices := map[string]bool{}
	for x := range q.Answers {
		a := &q.Answers[x]
		before := map[string]bool{}
		a.Statements = slices.Clone(a.Statements)
		for y := range a.Statements {
			s := &a.Statements[y]
			before[whose(s)] = true
			if whose(s) == other {
				s.Speaker, s.Name = one.Speaker, one.Name
			}
			voices[whose(s)] = true
		}
		if before[other] && before[whose(&one)] {
			a.Speakers = max(1, a.Speakers-1)
		}
	}
	if len(voices) == 1 && q.Status == sayso.StandDisputed {
		q.Status = sayso.StandShifted
	}
}

// sameQuestion moves the answers of the second question into the first, where the
// two statements answer two questions of one slot.
func sameQuestion(qs []sayso.Question, w *sayso.Weighing) []sayso.Question {
	first, second := -1, -1
	for i := range qs {
		if a, _ := locate(&qs[i], &w.A); a >= 0 && first < 0 {
			first = i
		}
		if b, _ := locate(&qs[i], &w.B); b >= 0 && second < 0 {
			second = i
		}
	}
	if first < 0 || second < 0 || first == second || qs[first].Slot != qs[second].Slot {
		return qs
	}
	q := &qs[first]
	q.Answers = slices.Clone(q.Answers)
	for _, a := range qs[second].Answers {
		k := slices.IndexFunc(q.Answers, func(x sayso.Answer) bool { return strings.EqualFold(x.Text, a.Text) })
		if k < 0 {
			q.Answers = append(q.Answers, a)
			continue
		}
		x := &q.Answers[k]
		x.Statements = append(slices.Clone(x.Statements), a.Statements...)
		x.Speakers, x.Origins = x.Speakers+a.Speakers, x.Origins+a.Origins
		recount(x)
	}
	if q.Status == sayso.StandAgreed && len(q.Answers) > 1 {
		q.Status = sayso.StandDisputed
	}
	return slices.Delete(qs, second, second+1)
}
