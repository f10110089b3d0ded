package questions

import "sayso"

// Counts is how the program's questions stand to a reader's.
//
// A question is right when a reader marked it: two of its answers have statements on
// two sides of one label whose kind fits the status. A denial that nobody here
// contradicts needs a statement on one side of a denial, an agreement one on a side
// of any label but a trap. A statement stands on a side when it shares with a place
// of it half of the shorter of the two. Readers do not mark everything, so what is
// called wrong here includes right questions that nobody wrote down.
type Counts struct {
	Contested, ContestedRight int // disputed, denied, updated, shifted, conceded
	Agreed, AgreedRight       int
	Disputes, Found           int // labels that are denials or rivals, and those that were found
	Updates, UpdatesFound     int
	UpdatesContested          int // updates of the labels that were shown as disputes
	Answers, Witnesses        int // answers that stand on one side, and those with its number of witnesses
	Origins                   int
}

// points is a span in code points.
type points struct{ start, end int }

// onSide reports whether a statement stands at a place of a side.
func onSide(article string, p points, side *Side) bool {
	for _, y := range side.Statements {
		both := min(p.end, y.Span[1]) - max(p.start, y.Span[0])
		if y.Article == article && both > 0 && 2*both >= min(p.end-p.start, y.Span[1]-y.Span[0]) {
			return true
		}
	}
	return false
}

// shown is a question as whoever reads it has it.
type shown struct {
	status  sayso.Standing
	answers []shownAnswer
}

type shownAnswer struct {
	speakers, origins int
	places            []Place
}

func of(q *sayso.Question, text map[sayso.ArticleID]sayso.Points) shown {
	s := shown{status: q.Status}
	for _, a := range q.Answers {
		x := shownAnswer{speakers: a.Speakers, origins: a.Origins}
		for _, y := range a.Statements {
			p := text[y.Article].Span(y.Span)
			x.places = append(x.places, Place{string(y.Article), [2]int{p.Start, p.End}})
		}
		s.answers = append(s.answers, x)
	}
	return s
}

// ofLabel is a reader's question as the program would show it.
func ofLabel(l *Label) shown {
	s := shown{status: sayso.StandDisputed}
	switch l.Kind {
	case "update":
		s.status = sayso.StandUpdated
	case "agreement":
		s.status = sayso.StandAgreed
	}
	for _, side := range l.Sides {
		s.answers = append(s.answers, shownAnswer{side.Speakers, side.Origins, side.Statements})
	}
	return s
}

// sides are, for each answer, the sides of a label on which its statements stand.
func (s *shown) sides(l *Label) []map[int]bool {
	out := make([]map[int]bool, len(s.answers))
	for i, a := range s.answers {
		out[i] = map[int]bool{}
		for _, p := range a.places {
			for k := range l.Sides {
				if onSide(p.Article, points{p.Span[0], p.Span[1]}, &l.Sides[k]) {
					out[i][k] = true
				}
			}
		}
	}
	return out
}

// apart reports whether two answers stand on two sides.
func apart(sides []map[int]bool) bool {
	for i := range sides {
		for j := range sides[:i] {
			for x := range sides[i] {
				for y := range sides[j] {
					if x != y {
						return true
					}
				}
			}
		}
	}
	return false
}

func touches(sides []map[int]bool) bool {
	for _, s := range sides {
		if len(s) > 0 {
			return true
		}
	}
	return false
}

// fits reports whether a question is what a label marks.
func (s *shown) fits(l *Label) bool {
	sides := s.sides(l)
	switch s.status {
	case sayso.StandAgreed:
		return l.Kind != "none" && touches(sides)
	case sayso.StandDenied:
		return l.Kind == "denial" && touches(sides)
	case sayso.StandDisputed:
		return (l.Kind == "denial" || l.Kind == "rival") && apart(sides)
	}
	return l.Kind == "update" && apart(sides)
}

// add counts a story's questions against its labels.
func (c *Counts) add(qs []shown, labels []Label) {
	found, renewed := make([]bool, len(labels)), make([]bool, len(labels))
	for i := range qs {
		q := &qs[i]
		right := false
		for k := range labels {
			l := &labels[k]
			if q.fits(l) {
				right = true
				found[k] = found[k] || q.status != sayso.StandAgreed && q.status != sayso.StandDenied
				c.witnesses(q, l)
			} else if q.status == sayso.StandDisputed && l.Kind == "update" && apart(q.sides(l)) {
				renewed[k] = true
			}
		}
		if q.status == sayso.StandAgreed {
			c.Agreed++
			c.AgreedRight += count(right)
		} else {
			c.Contested++
			c.ContestedRight += count(right)
		}
	}
	for k := range labels {
		switch labels[k].Kind {
		case "denial", "rival":
			c.Disputes++
			c.Found += count(found[k])
		case "update":
			c.Updates++
			c.UpdatesFound += count(found[k])
			c.UpdatesContested += count(renewed[k] && !found[k])
		}
	}
}

// witnesses counts answers that stand on one side alone, and how many of them have
// as many witnesses and origins as the reader counted on that side. The reader also
// counts those whose statements the program did not find.
func (c *Counts) witnesses(q *shown, l *Label) {
	for i, on := range q.sides(l) {
		if len(on) != 1 {
			continue
		}
		for k := range on {
			c.Answers++
			c.Witnesses += count(q.answers[i].speakers == l.Sides[k].Speakers)
			c.Origins += count(q.answers[i].origins == l.Sides[k].Origins)
		}
	}
}

func count(b bool) int {
	if b {
		return 1
	}
	return 0
}

func share(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return float64(n) / float64(of)
}
