package token

import (
	"unicode/utf8"

	"sayso/internal/lang/en"
	"sayso/nlp"
)

// Quotations are found paragraph by paragraph with a stack of open marks.
//
// Curly marks, guillemets and low marks say whether they open or close.
// Straight ones are told by what touches them: a mark with a space before it
// and none behind it opens. Single marks count only as pairs, since an
// apostrophe looks alike; the lexer has taken the apostrophes that belong to
// words before.
//
// A double mark that never closes runs to the end of its paragraph; it
// Continues when the next paragraph opens with a mark. When an opening mark
// meets an open one of its kind and the paragraph has more opening marks than
// closing ones, the first is taken to have lost its partner and ends there.

// family is the marks that close one another.
type family uint8

const (
	straight family = iota
	curly           // “ ” « » and doubled single marks
	low             // „, closed by “ or ”
	straightOne
	curlyOne // ‘ ’ ‚ ‹ ›
)

func (f family) single() bool { return f >= straightOne }

// quoter finds the quotations of a text, one paragraph after the other.
type quoter struct {
	*lexer
	done []nlp.Quote
	open []openQuote
	kind []family // of done, from the paragraph's first quotation on
	// left is the outermost quotation that the last paragraph left open,
	// counted from one; 0 for none.
	left int
}

// openQuote is a quotation that waits for its closing mark: an index of done.
type openQuote struct {
	at   int
	kind family
}

// paragraph finds the quotations among the tokens of r and sets their marks to
// quoteIn and quoteOut.
func (q *quoter) paragraph(r nlp.Range) {
	base := len(q.done)
	carried := q.left > 0
	if carried && r.Len() > 0 && q.marks[r.First] != quoteIn && q.marks[r.First] != quoteAny {
		q.endAtSpeaker(q.left - 1)
	}
	q.open = q.open[:0]
	lost := false
	counted := false
	for i := r.First; i < r.End; i++ {
		m := q.marks[i]
		if m < quoteAny || m > quoteOut {
			continue
		}
		if !counted {
			lost, counted = q.unbalanced(nlp.Range{First: i, End: r.End}), true
		}
		kind, opens := q.judge(i, r, m)
		switch {
		case !opens && kind.single() && q.possessive(i, r):
		case opens:
			if i == r.First && carried && !kind.single() {
				q.done[q.left-1].Continues = true
			}
			q.begin(i, kind, lost)
		default:
			q.end(i, kind)
		}
	}
	q.finish(base, r.End)
}

// possessive reports whether a single mark is the apostrophe of a plural, "the
// workers’ pride", and the one that closes the quotation comes later.
func (q *quoter) possessive(i int, r nlp.Range) bool {
	if i == r.First || i+1 >= r.End || !q.tokens[i].Joined || q.tokens[i+1].Joined {
		return false
	}
	if t := q.tokens[i-1]; q.text[t.End-1] != 's' || q.marks[i+1] != 0 {
		return false
	}
	for k := i + 1; k < r.End; k++ {
		switch {
		case q.marks[k] == quoteIn && q.kindOf(k).single():
			return false
		case (q.marks[k] == quoteOut || q.marks[k] == quoteOne) && q.kindOf(k).single():
			return q.marks[k-1] != 0 // behind a full stop or comma
		}
	}
	return false
}

// endAtSpeaker ends a quotation that never closed where its speaker is named:
// “We stay, said Ida Beck.
func (q *quoter) endAtSpeaker(k int) {
	d := &q.done[k]
	for i := d.First + 1; i+2 < d.End; i++ {
		if t := q.tokens[i]; q.text[t.Start:t.End] != "," {
			continue
		}
		if v := q.tokens[i+1]; en.Is(q.text[v.Start:v.End], en.Said) {
			d.End = i + 1
			return
		}
	}
}

// unbalanced reports whether more curly marks open than close among the
// tokens of r.
func (q *quoter) unbalanced(r nlp.Range) bool {
	n := 0
	for i := r.First; i < r.End; i++ {
		if m := q.marks[i]; (m == quoteIn || m == quoteOut) && !q.kindOf(i).single() {
			if m == quoteIn {
				n++
			} else {
				n--
			}
		}
	}
	return n > 0
}

func (q *quoter) kindOf(i int) family {
	t := q.tokens[i]
	s := q.text[t.Start:t.End]
	r, n := utf8.DecodeRuneInString(s)
	switch {
	case r == '"':
		return straight
	case n < len(s): // '' `` ‘‘ ’’
		return curly
	case r == '„' || r == '‟':
		return low
	case r == '\'' || r == '`':
		return straightOne
	case r == '‘' || r == '’' || r == '‚' || r == '‹' || r == '›':
		return curlyOne
	}
	return curly
}

// judge says which family the mark at i belongs to and whether it opens.
func (q *quoter) judge(i int, r nlp.Range, m mark) (f family, opens bool) {
	f = q.kindOf(i)
	before := i > r.First && q.follows(i)
	after := i+1 < r.End && q.tokens[i+1].Joined
	waits := q.waiting(f) >= 0
	switch m {
	case quoteIn:
		// “ closes what „ opened, and stands for ” by mistake.
		k := q.waiting(f)
		opens = f != curly || k < 0 || i+1 < r.End && (!before || after && q.open[k].kind != low)
	case quoteOut:
		opens = !before && after && !waits && f == curly
	case quoteAny:
		switch {
		case f == curly: // ''
			opens = !before && after && !waits
		case waits:
			opens = !before && after
		default:
			opens = !before && (after || i+1 < r.End)
		}
	default:
		opens = !before && after
	}
	if m == quoteAny || m == quoteOne {
		if q.marks[i] = quoteOut; opens {
			q.marks[i] = quoteIn
		}
	}
	return f, opens
}

// follows reports whether the mark at i stands right behind a word, or behind a sign
// that ends one: no bracket, mark or dash that opens.
func (q *quoter) follows(i int) bool {
	if !q.tokens[i].Joined {
		return false
	}
	switch last := q.text[q.tokens[i-1].End-1]; q.marks[i-1] {
	case opener, quoteIn:
		return false
	case pause:
		return last != '-' && last < utf8.RuneSelf
	}
	return true
}

// waiting returns the place in the stack of the innermost open mark that f
// closes; -1 for none. Writers mix straight and curly marks, so where no mark
// of the kind is open another double one will do.
func (q *quoter) waiting(f family) int {
	mixed := -1
	for k := len(q.open) - 1; k >= 0; k-- {
		switch o := q.open[k].kind; {
		case o == f, o.single() && f.single(), o == low && f == curly:
			return k
		case !o.single() && !f.single() && mixed < 0:
			mixed = k
		}
	}
	return mixed
}

func (q *quoter) begin(i int, f family, lost bool) {
	if k := q.waiting(f); k >= 0 && q.open[k].kind == f && (f == straight || f == curly && lost) {
		q.drop(k, i)
	}
	if len(q.open) == MaxQuoteDepth {
		return
	}
	q.open = append(q.open, openQuote{len(q.done), f})
	q.done = append(q.done, nlp.Quote{Range: nlp.Range{First: i}, Depth: len(q.open) - 1})
	q.kind = append(q.kind, f)
}

func (q *quoter) end(i int, f family) {
	k := q.waiting(f)
	if k < 0 {
		return
	}
	q.drop(k+1, i)
	o := &q.done[q.open[k].at]
	o.End, o.Closed = i+1, true
	q.open = q.open[:k]
}

// drop ends the quotations from place k of the stack on, unclosed, before
// token i.
func (q *quoter) drop(k, i int) {
	for _, o := range q.open[k:] {
		q.done[o.at].End = i
	}
	q.open = q.open[:k]
}

// finish ends what is open at the paragraph's end and removes the single marks
// that found no partner.
func (q *quoter) finish(base, end int) {
	q.left = 0
	first := -1
	for _, o := range q.open {
		if !o.kind.single() {
			first = o.at
			break
		}
	}
	q.drop(0, end)
	n, gone := base, 0
	for k := base; k < len(q.done); k++ {
		d := q.done[k]
		if q.kind[k-base].single() && !d.Closed {
			gone++
			continue
		}
		if k == first {
			q.left = n + 1
		}
		q.done[n] = d
		n++
	}
	q.done = q.done[:n]
	q.kind = q.kind[:0]
	if gone > 0 {
		q.deepen(base)
	}
}

// deepen counts the depths again from quotation base on.
func (q *quoter) deepen(base int) {
	var ends []int
	for k := base; k < len(q.done); k++ {
		d := &q.done[k]
		for len(ends) > 0 && ends[len(ends)-1] <= d.First {
			ends = ends[:len(ends)-1]
		}
		d.Depth = len(ends)
		ends = append(ends, d.End)
	}
}
