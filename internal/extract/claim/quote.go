package claim

import (
	"sayso/nlp"
)

// Quotations that stand in no cue's reach go on what was said before them:
// “A,” he said. “B.” is one attribution in two pieces. So do paragraphs that
// open with a mark and name no speaker, and a quotation after "He said:" at
// the end of a paragraph. Short bits in marks that are no sentence of their
// own (titles, nicknames, scare quotes) are left alone.

const (
	// maxPieces bounds the pieces of one content.
	maxPieces = 64
	// minSpeech is how many tokens a quotation holds that may stand as speech
	// by itself, marks included.
	minSpeech = 4
)

// promise is a cue at the end of its sentence that announces a quotation.
type promise struct {
	Attribution
	at int // the token after it
}

// followOn gives quotations that no cue has taken to whoever spoke last.
func (p *pass) followOn() {
	for i := range p.out {
		p.take(&p.out[i])
	}
	next := 0 // the first attribution, by cue, that stands behind the quotation
	order := p.byCue()
	last := -1
	k := 0
	for qi := range p.d.Quotes {
		q := &p.d.Quotes[qi]
		if q.Depth > 0 || p.taken[qi] || !p.speech(q) {
			continue
		}
		for next < len(order) && p.cueAt(order[next]) < q.First {
			if p.speaks(&p.out[order[next]]) {
				last = order[next]
			}
			next++
		}
		for k < len(p.promises) && p.promises[k].at < q.First-1 {
			k++
		}
		if k < len(p.promises) && p.promises[k].at >= q.First-1 && p.promises[k].at <= q.First {
			a := p.promises[k].Attribution
			a.Content = []nlp.Range{q.Range}
			p.add(a)
			last = len(p.out) - 1
			p.taken[qi] = true
			continue
		}
		if last < 0 || !p.reaches(&p.out[last], q) {
			continue
		}
		a := &p.out[last]
		if len(a.Content) >= maxPieces {
			continue
		}
		a.Content = p.tidy(append(a.Content, p.whole(q)))
		a.Form = p.form(a.Content)
		p.taken[qi] = true
	}
}

// take marks the quotations that an attribution's content holds.
func (p *pass) take(a *Attribution) {
	for _, r := range a.Content {
		for k := r.First; k < r.End; k++ {
			if q := p.quoteAt[k]; q > 0 {
				quote := &p.d.Quotes[q-1]
				if quote.First >= r.First {
					p.taken[q-1] = true
				}
				k = max(k, quote.End-1)
			}
		}
	}
}

func (p *pass) byCue() []int {
	order := make([]int, len(p.out))
	for i := range order {
		order[i] = i
	}
	sortBy(order, p.cueAt)
	return order
}

func (p *pass) cueAt(i int) int {
	if c := p.out[i].Cue; len(c) > 0 {
		return c[0].First
	}
	return p.out[i].Start()
}

// speaks reports whether words may follow on an attribution: its cue stands
// outside quotations and takes them.
func (p *pass) speaks(a *Attribution) bool {
	return len(a.Cue) > 0 && p.quoteAt[a.Cue[0].First] == 0 && a.quotes
}

// speech reports whether a quotation is a sentence or more of its own.
func (p *pass) speech(q *nlp.Quote) bool {
	if q.Len() < minSpeech {
		return false
	}
	s := p.d.Sentence(q.First)
	if q.First > s.First+1 || q.First == s.First+1 && p.words[s.First].tag&punct == 0 {
		return false
	}
	// The marks hold the sentence, or all but a few words of it.
	return q.End >= s.End-2
}

// whole returns a quotation without its marks' neighbours.
func (p *pass) whole(q *nlp.Quote) nlp.Range { return q.Range }

// reaches reports whether a quotation follows on an attribution: in the same
// paragraph, or as the opening of the next one, or of one that follows a
// paragraph which does.
func (p *pass) reaches(a *Attribution, q *nlp.Quote) bool {
	end := a.Cue[len(a.Cue)-1].End - 1
	for _, r := range a.Content {
		if r.First < q.First {
			end = max(end, r.End-1)
		}
	}
	from, here := p.d.ParagraphOf(end), p.d.ParagraphOf(q.First)
	switch {
	case from == here:
		return true
	case here != from+1 || p.d.Paragraphs[here].First != q.First:
		return false
	}
	// Over the border: the speaker's words closed the paragraph before.
	s := p.d.Sentences
	lastSentence := p.d.SentenceOf(p.d.Paragraphs[from].End - 1)
	return lastSentence >= 0 && s[lastSentence].First <= end
}
