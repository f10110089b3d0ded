package claim

import "sayso/nlp"

// verb reads the attribution whose cue is, or ends with, the verb at v.
func (p *pass) verb(s nlp.Range, v int) {
	w := &p.words[v]
	lo := p.clauseStart(s, v)
	start := p.cueStart(lo, v)
	passive := w.tag&part != 0 && start < v && p.be(start, v)
	switch {
	case p.relayed(s, lo, start, v), p.noted(s, lo, start, v):
		return
	case passive && (p.heard(s, lo, start, v) || p.occurred(s, lo, start, v)):
		return
	case passive:
		p.passive(s, lo, start, v)
		return
	case w.tag&part != 0:
		return
	case w.tag&ing != 0:
		p.participle(s, lo, start, v)
		return
	case w.tag&inf != 0:
		if start = p.governor(lo, start); start < 0 {
			return
		}
	}
	p.active(s, lo, start, v)
}

// active reads the attribution of a verb in the active voice, whose group begins
// at start.
func (p *pass) active(s nlp.Range, lo, start, v int) {
	w := &p.words[v]
	c := w.verb
	cue := nlp.Range{First: start, End: p.statement(v+1, s)}
	src, own := p.subject(lo, start)
	if c.takes(quoted) && (!own || w.tag&fin != 0 && start == v) && p.inverts(s, start, v+1) {
		p.inverted(s, cue, c)
		return
	}
	if !own {
		var shared bool
		if src, shared = p.sharedSubject(s, lo, start); !shared {
			return
		}
	}
	after := p.skipAddressee(c, v+1, s)
	right, kind := p.complement(c, after.next, s)
	a := Attribution{Source: []nlp.Range{src}, Cue: []nlp.Range{cue}, Lemma: c.lemma, Addressee: after.person, Rule: "verb:" + kind, Confidence: 0.8, quotes: c.takes(quoted)}
	if left := p.leftContent(s, src, start); own && left.Len() > 0 && p.leads(c, after, left, s) && p.leftward(a, left, right, after.next, s) {
		return
	}
	if right.Len() == 0 {
		p.promise(a, after.next, s)
		return
	}
	switch kind {
	case "prep":
		if right.First == v+2 {
			a.Cue[0].End++
		}
	case "object":
		if c.weak&nominal == 0 && p.mayBe(start, v) {
			return // "may be seeking help" is the writer's guess
		}
		if voices(c.lemma) && p.feeling(right) {
			a.Rule = feelingRule
		}
	}
	a.Content = []nlp.Range{p.clip(p.within(right, s, v), s)}
	p.add(a)
	p.last = src
}

// leads reports whether what stands before a source and its cue may be what was
// said.
func (p *pass) leads(c *cueWord, after addressee, left, s nlp.Range) bool {
	return !p.announces(after.next, s) && (c.takes(clause) || c.takes(tellees) && after.person.Len() > 0 || c.takes(quoted) && p.quoteEnds(left.End))
}

// promise keeps a cue at the end of its sentence, whose quotation may come in the
// next one.
func (p *pass) promise(a Attribution, next int, s nlp.Range) {
	if !a.quotes || !p.nothingLeft(next, s) {
		return
	}
	a.Rule = aheadRule
	p.promises = append(p.promises, promise{a, s.End})
	p.last = a.Source[0]
}

// within keeps the content of a cue in a fronted clause inside that clause:
// "Asked if he knew it, Smith said no".
func (p *pass) within(r, s nlp.Range, v int) nlp.Range {
	if p.words[s.First].tag&(sub|wh|prep|part|ing) == 0 && p.words[s.First].verb == nil || v-s.First > 12 || p.words[s.First].tag&fin != 0 && p.words[s.First].form&participle == 0 {
		return r
	}
	for k := s.First; k < v; k++ {
		if p.words[k].tag&comma != 0 {
			return r
		}
	}
	for k := r.First; k+2 < r.End; k++ {
		if p.words[k].tag&comma == 0 || p.quoteAt[k] > 0 {
			continue
		}
		if p.words[k+1].tag&(subj|named|det|poss|open|some) != 0 && p.clauseAt(k+1, r, false) {
			r.End = k
			return r
		}
	}
	return r
}

// nothingLeft reports whether only marks stand between token i and the
// sentence's end.
func (p *pass) nothingLeft(i int, s nlp.Range) bool {
	for ; i < s.End; i++ {
		if p.words[i].tag&(colon|stop|comma|dash) == 0 {
			return false
		}
	}
	return true
}

// statement takes into a cue that ends at i the words "in a statement".
func (p *pass) statement(i int, s nlp.Range) int {
	if i+2 >= s.End || p.words[i].key != "in" || p.words[i+1].tag&(det|poss) == 0 {
		return i
	}
	for k := i + 2; k < min(i+5, s.End); k++ {
		if p.words[k].key == "statement" {
			return k + 1
		}
		if p.words[k].tag&(open|named) == 0 {
			break
		}
	}
	return i
}

// be reports whether a form of "be" stands in the verb group.
func (p *pass) be(start, v int) bool {
	for i := start; i < v; i++ {
		if p.words[i].tag&be != 0 {
			return true
		}
	}
	return false
}

// clauseStart returns where the clause of the verb at v may begin at the
// earliest: after the last semicolon, or after a colon or dash.
func (p *pass) clauseStart(s nlp.Range, v int) int {
	for i := v - 1; i >= s.First; i-- {
		if p.words[i].tag&semi != 0 {
			return i + 1
		}
	}
	return s.First
}

// governor returns where the group of a verb after "to" begins when it counts
// with the verb before it: "went on to say", "declined to comment". It is -1
// when "to" hangs on something else.
func (p *pass) governor(lo, start int) int {
	if start-1 < lo || p.words[start-1].tag&to == 0 {
		if start > lo && p.words[start].tag&aux != 0 || p.words[start].tag&aux != 0 {
			return start
		}
		return -1
	}
	i := start - 2
	if i >= lo && p.words[i].key == "on" {
		i--
	}
	if i < lo {
		return -1
	}
	w := &p.words[i]
	if w.tag&fin == 0 || w.verb != nil && w.verb.takes(infinite) && !p.carries(w) {
		return -1
	}
	return p.cueStart(lo, i)
}

// carries reports whether a verb only lends itself to the one after it.
func (p *pass) carries(w *word) bool {
	switch w.key {
	case "went", "goes", "go", "came", "continued", "continues", "used", "tried", "failed", "began", "begins", "declined", "refused", "declines", "refuses":
		return true
	}
	return false
}

// inverts reports whether the subject of a verb of saying stands behind it:
// a quotation or a comma before, a noun phrase behind.
func (p *pass) inverts(s nlp.Range, start, next int) bool {
	if start-1 < s.First || next >= s.End {
		return false
	}
	if p.words[start-1].tag&(comma|dash) == 0 && p.closes(start-1) == nil || p.joined(start-1) {
		return false
	}
	if p.words[start-1].tag&comma != 0 && p.quoteAt[start-1] == 0 {
		// "Smith, a doctor, said the plan …": only when nothing can be the subject.
		if _, ok := p.asides(s.First, start-1); ok {
			return false
		}
	}
	t := p.words[next].tag
	if t&(named|det|poss|open|number|some) == 0 && !(t&subj != 0 && p.words[next].key != "it") {
		return false
	}
	return true
}

// inverted reads "…," said Smith.
func (p *pass) inverted(s nlp.Range, cue nlp.Range, c *cueWord) {
	left := p.before(s, cue.First)
	if left.Len() < 1 {
		return
	}
	src, ok := p.phraseAfter(cue.End, s.End)
	if !ok {
		return
	}
	src = p.withAsides(src, s)
	a := Attribution{Source: []nlp.Range{src}, Cue: []nlp.Range{cue}, Lemma: c.lemma, Content: []nlp.Range{left}, Rule: invertedRule, Confidence: 0.9, quotes: true}
	if t := p.tail(src.End, s); t.Len() > 0 && p.words[t.First].tag&mark != 0 {
		a.Content = append(a.Content, p.clip(t, s))
	}
	p.add(a)
	p.last = src
}

// withAsides takes in the asides after a source that follows its cue.
func (p *pass) withAsides(src, s nlp.Range) nlp.Range {
	for range maxAsides {
		i := src.End
		if i+1 >= s.End || p.words[i].tag&comma == 0 {
			return src
		}
		n := &p.words[i+1]
		if n.tag&(rel|det|poss|open|named|number) == 0 && n.key != "of" && n.key != "from" {
			return src
		}
		if n.tag&ing != 0 {
			return src
		}
		k := i + 1
		for k < s.End && p.words[k].tag&(comma|stop|semi|mark) == 0 && !(p.words[k].tag&dash != 0 && !p.joined(k)) {
			k++
		}
		if k-i > 40 {
			return src
		}
		src.End = k
		if k < s.End && p.words[k].tag&comma != 0 && k+1 < s.End && p.words[k+1].tag&(rel|det|open|named|number|poss) == 0 {
			// The comma that closes the aside is part of it.
			src.End = k + 1
			return src
		}
	}
	return src
}

// opensAdverbial reports whether a stretch that begins with a word may tell when,
// where or why.
func (p *pass) opensAdverbial(w *word) bool {
	if w.tag&inf != 0 {
		return true
	}
	return w.tag&(prep|sub|adv|when|ing|part|to|wh|some) != 0 && w.key != "this" && w.key != "these" && w.key != "those"
}

// sharedSubject finds the subject of a verb that has none of its own: "Smith
// said it was late and called for help", "…, he said, adding …".
func (p *pass) sharedSubject(s nlp.Range, lo, start int) (nlp.Range, bool) {
	if start-1 < lo {
		return nlp.Range{}, false
	}
	t := p.words[start-1].tag
	if t&(and|but|comma) == 0 && !(t&adv != 0) {
		return nlp.Range{}, false
	}
	if p.last.Len() > 0 {
		return p.last, true
	}
	return p.firstSubject(s, start)
}

// firstSubject returns the subject of the first finite verb of the sentence.
func (p *pass) firstSubject(s nlp.Range, end int) (nlp.Range, bool) {
	for v := s.First; v < end; v++ {
		if p.words[v].tag&(fin|aux) != 0 {
			if src, ok := p.subject(s.First, p.cueStart(s.First, v)); ok {
				if p.words[src.First].tag&rel != 0 {
					continue
				}
				return src, true
			}
		}
	}
	return nlp.Range{}, false
}
