package claim

import "sayso/nlp"

// Contents that stand before their cue: “…,” said Ada Brenn; the port, she said,
// is shut.

// leftward puts on record a whose content stands before its cue, or on both sides
// of it; it reports false where only what stands behind counts.
func (p *pass) leftward(a Attribution, left, right nlp.Range, next int, s nlp.Range) bool {
	tail := p.tail(next, s)
	switch {
	case tail.Len() == 0 && (right.Len() == 0 || p.quoteEnds(left.End)):
		a.Rule, a.Content = afterRule, []nlp.Range{left}
	case tail.Len() > 0 && !p.adverbial(left):
		a.Rule, a.Content = splitRule, []nlp.Range{left, p.clip(tail, s)}
	case right.Len() == 0 && !p.adverbial(left):
		a.Rule, a.Content = afterRule, []nlp.Range{left}
	default:
		return false
	}
	p.add(a)
	p.last = a.Source[0]
	return true
}

// announces reports whether a sentence ends in the cue and a colon: what was said
// comes behind it, and what stands in front tells where or when.
func (p *pass) announces(next int, s nlp.Range) bool {
	return p.words[s.End-1].tag&colon != 0 && p.nothingLeft(next, s)
}

// before returns the content that ends before token end: a quotation whole,
// even over sentences, else the sentence up to there. A comma outside the
// marks is left out.
func (p *pass) before(s nlp.Range, end int) nlp.Range {
	if end-1 >= s.First && p.words[end-1].tag&(comma|dash) != 0 && p.quoteAt[end-1] == 0 {
		end--
	}
	r := nlp.Range{First: s.First, End: end}
	if end-1 < s.First {
		return nlp.Range{}
	}
	if quote := p.closes(end - 1); quote != nil {
		if quote.First <= s.First {
			r.First = quote.First
			return r
		}
		if quote.First > s.First {
			b := &p.words[quote.First-1]
			if b.tag&(colon) != 0 {
				r.First = quote.First
				return r
			}
		}
	}
	for r.First < r.End && p.words[r.First].tag&(but|and) != 0 {
		r.First++
		if p.words[r.First].tag&comma != 0 {
			r.First++
		}
	}
	return r
}

// leftContent returns what stands before a source that follows a comma or a
// quotation: "…, Smith said".
func (p *pass) leftContent(s nlp.Range, src nlp.Range, start int) nlp.Range {
	at := min(src.First, start)
	if at-1 < s.First || p.words[at-1].tag&(comma|dash) == 0 && p.closes(at-1) == nil || p.joined(at-1) {
		return nlp.Range{}
	}
	l := p.before(s, at)
	if l.Len() < 2 {
		return nlp.Range{}
	}
	return l
}

// quoteEnds reports whether a quotation ends before token i.
func (p *pass) quoteEnds(i int) bool { return p.closes(i-1) != nil }

// adverbial reports whether a stretch before the subject is no clause of its
// own but tells when, where or why: "In Ohio", "When asked", "Still".
func (p *pass) adverbial(r nlp.Range) bool {
	if p.quoteEnds(r.End) {
		return false
	}
	for p.opensAdverbial(&p.words[r.First]) {
		// A clause may follow its own adverbial.
		c := r.First
		for c < r.End && p.words[c].tag&comma == 0 {
			c++
		}
		if c >= r.End-3 {
			return true
		}
		r.First = c + 1
	}
	for i := r.First; i < r.End; i++ {
		if p.words[i].tag&(fin|aux) != 0 {
			return false
		}
	}
	return true
}

// tail returns what goes on after the cue and a comma: "X, he said, Y", as
// well as what follows a colon. It skips circumstances ("he said on Tuesday,").
func (p *pass) tail(i int, s nlp.Range) nlp.Range {
	for k := i; k < s.End && k < i+14; k++ {
		t := p.words[k].tag
		if t&(comma|colon) != 0 && p.quoteAt[k] == 0 {
			if k+1 < s.End && (p.words[k+1].tag&ing != 0 && p.words[k+1].verb != nil || p.words[k+1].tag&(rel|but) != 0) {
				return nlp.Range{}
			}
			return nlp.Range{First: k + 1, End: s.End}
		}
		if t&(prep|when|nounish|det|adv|poss|gen|number) == 0 {
			break
		}
	}
	return nlp.Range{}
}
