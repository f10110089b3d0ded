package claim

import "sayso/nlp"

// addressee is what stands between a verb of telling and its content.
type addressee struct {
	person nlp.Range
	next   int
}

// skipAddressee steps over whom the words are said to, when and where: "told
// reporters in Seoul on Tuesday that".
func (p *pass) skipAddressee(c *cueWord, i int, s nlp.Range) addressee {
	a := addressee{next: i}
	if c.takes(tellees|urgees) && i < s.End {
		if np, ok := p.phraseAfter(i, s.End); ok && p.words[i].key != "that" && !p.thing(np, s) {
			a.person, a.next = np, np.End
		}
	}
	a.next = p.skipCircumstance(a.next, s, c)
	return a
}

// thing reports whether a phrase is a bare noun for one thing, which nobody
// can be told: "ask permission to".
func (p *pass) thing(np, s nlp.Range) bool {
	w := &p.words[np.First]
	return np.Len() == 1 && w.tag&open != 0 && w.tag&named == 0 && !w.cap && !p.plural(np.First, s)
}

// skipCircumstance steps over "on Tuesday", "in a statement", "to reporters",
// where "that", a quotation, a comma or the end follows.
func (p *pass) skipCircumstance(i int, s nlp.Range, c *cueWord) int {
	k := i
	for range 4 {
		if k >= s.End {
			break
		}
		w := &p.words[k]
		switch {
		case w.tag&when != 0 && !(w.tag&named != 0):
			k++
			continue
		case w.tag&adv != 0 && w.key != "there" && w.key != "here":
			k++
			continue
		case w.tag&(prep|to) != 0 && !c.opens(w.key):
			if np, ok := p.phraseAfter(k+1, s.End); ok {
				k = np.End
				continue
			}
		case w.key == "this" && k+1 < s.End && p.words[k+1].tag&when != 0:
			k += 2
			continue
		}
		break
	}
	if k == i {
		return i
	}
	if k >= s.End || p.words[k].tag&(that|wh|mark|comma|colon|stop|subj|to) != 0 {
		return k
	}
	// "said Tuesday the plan …"
	if p.words[i].tag&when != 0 || p.words[i].tag&prep != 0 && p.words[k-1].tag&when != 0 {
		return k
	}
	return i
}

// complement finds the content to the right of a cue in one of the frames that
// its verb takes. It returns the frame's name for the rule.
func (p *pass) complement(c *cueWord, i int, s nlp.Range, lo int) (nlp.Range, string) {
	if i >= s.End {
		return nlp.Range{}, ""
	}
	w := &p.words[i]
	rest := nlp.Range{First: i, End: s.End}
	switch {
	case w.tag&colon != 0 && c.takes(quoted|clause|nominal):
		return nlp.Range{First: i + 1, End: s.End}, "colon"
	case w.tag&comma != 0 && c.takes(quoted) && i+1 < s.End && p.words[i+1].tag&mark != 0:
		return nlp.Range{First: i + 1, End: s.End}, "quote"
	case w.tag&mark != 0 && c.takes(quoted|clause):
		return rest, "quote"
	case w.key == "that" && w.tag&that != 0 && c.takes(clause|thatOnly|tellees):
		return rest, "that"
	case w.tag&wh != 0 && c.takes(question):
		return rest, "wh"
	case w.tag&to != 0 && c.takes(infinite|urgees) && i+1 < s.End && p.words[i+1].tag&(inf|adv|be|have|do) != 0:
		return rest, "to"
	case w.tag&neg != 0 && i+1 < s.End && p.words[i+1].tag&to != 0 && c.takes(infinite|urgees):
		return rest, "to"
	case w.tag&(prep|to|sub) != 0 && c.takes(byPrep) && c.opens(w.key) && !c.weakPrep():
		return nlp.Range{First: i + 1, End: s.End}, "prep"
	case w.tag&ing != 0 && c.takes(gerund):
		return rest, "gerund"
	}
	if c.takes(asPhrase) || c.takes(predicate) {
		if r, ok := p.naming(c, i, s); ok {
			return r, "naming"
		}
	}
	if c.takes(clause|tellees) && p.clauseAt(i, s, c.takes(quoted) && !c.takes(nominal)) {
		return rest, "clause"
	}
	if c.takes(clause) && c.takes(gerund|nominal) && w.tag&(nounish|det|poss) != 0 {
		// "reported the minister resigning".
		if np, ok := p.phraseAfter(i, s.End); ok && np.End < s.End && p.words[np.End].tag&ing != 0 && p.words[np.End].form != 0 {
			np, _ = p.object(i, s)
			return np, "object"
		}
	}
	if c.takes(nominal) && c.weak&nominal == 0 && w.tag&(nounish|det|poss|obj|mark) != 0 {
		if np, ok := p.object(i, s); ok {
			return np, "object"
		}
	}
	return nlp.Range{}, ""
}

func (c *cueWord) weakPrep() bool { return c.weak&byPrep != 0 }

// clauseAt reports whether a clause without "that" begins at i: a noun phrase
// and, before the clause around it goes on, a verb with a tense. Commas may
// come between only where far is set.
func (p *pass) clauseAt(i int, s nlp.Range, far bool) bool {
	w := &p.words[i]
	if w.tag&subj != 0 {
		return i+1 < s.End && p.words[i+1].tag&(fin|aux|adv|neg|comma|inf|rel|and|open|obj|some|mark|ing) != 0
	}
	if w.tag&(nounish|det|poss|some|mark|number|adv|prep|sub|wh|ing|neg|to|that) == 0 || w.tag&obj != 0 {
		return false
	}
	asides := far && w.tag&(prep|sub|wh|adv|ing) != 0 // commas that may yet come
	relative := false
	for k := i; k < s.End && k < i+40; k++ {
		w := &p.words[k]
		switch t := w.tag; {
		case t&(fin|aux) != 0:
			if !relative {
				return true
			}
			relative = false
			for k+1 < s.End && p.words[k+1].tag&(fin|aux|adv|neg|part|inf) != 0 {
				k++
			}
		case t&rel != 0 || t&that != 0 && k > i:
			relative = true
		case t&comma != 0 && p.quoteAt[k] == 0:
			if !far || !asides && (k+1 >= s.End || p.words[k+1].tag&(rel|det|open|named|number|prep) == 0) {
				return false
			}
			relative = false
		case t&(stop|semi|colon) != 0, t&(sub|but|to|wh) != 0 && k > i && !asides, t&dash != 0 && !p.joined(k):
			return false
		}
	}
	return false
}

// naming reads "call X Y", "describe X as Y": all of it is content.
func (p *pass) naming(c *cueWord, i int, s nlp.Range) (nlp.Range, bool) {
	if p.words[i].tag&(nounish|det|poss|obj|mark) == 0 {
		return nlp.Range{}, false
	}
	rest := nlp.Range{First: i, End: s.End}
	if c.takes(asPhrase) {
		for k := i + 1; k < s.End && k < i+20; k++ {
			if p.words[k].key == "as" {
				return rest, true
			}
			if p.words[k].tag&(fin|aux|stop|comma|semi) != 0 {
				break
			}
		}
	}
	return rest, c.takes(predicate) && c.weak&predicate == 0
}

// object returns the noun phrase at i with all that hangs on it, up to the
// next comma or the end of the clause.
func (p *pass) object(i int, s nlp.Range) (nlp.Range, bool) {
	k := i
	for k < s.End {
		t := p.words[k].tag
		if t&(comma|semi|stop|colon) != 0 && p.quoteAt[k] == 0 || t&dash != 0 && !p.joined(k) {
			break
		}
		k++
	}
	return nlp.Range{First: i, End: k}, k > i
}

// clip cuts from the end of content what is no longer in it.
func (p *pass) clip(r nlp.Range, s nlp.Range) nlp.Range {
	r = p.cut(r)
	for r.Len() > 0 && p.words[r.End-1].tag&(stop|comma|semi|colon|dash) != 0 && !p.holds(r, r.End-1) {
		r.End--
	}
	// A quotation that content opens or runs into is taken whole.
	if r.Len() > 0 {
		if q := p.quoteAt[r.End-1]; q > 0 {
			if quote := p.d.Quotes[q-1]; quote.First >= r.First && quote.End > r.End {
				r.End = quote.End
			}
		}
	}
	return r
}

// holds reports whether token i stands in a quotation that opens inside r.
func (p *pass) holds(r nlp.Range, i int) bool {
	q := p.quoteAt[i]
	return q > 0 && p.d.Quotes[q-1].First >= r.First
}

// cut ends content where the sentence goes on with something else: another
// cue of the same speaker, a contrast, an aside of the writer's.
func (p *pass) cut(r nlp.Range) nlp.Range {
	for i := r.First + 1; i+1 < r.End; i++ {
		if p.holds(r, i) {
			continue
		}
		t := p.words[i].tag
		n := &p.words[i+1]
		switch {
		case t&semi != 0:
			r.End = i
			return r
		case t&comma != 0:
			switch {
			case n.tag&ing != 0 && n.verb != nil:
				r.End = i
				return r
			case n.tag&but != 0 && n.key == "but", n.key == "which", n.key == "while", n.key == "according", carrierAt(p.d, i, r.End):
				r.End = i
				return r
			}
		case t&(and|but) != 0 && n.tag&fin != 0 && n.verb != nil && n.form&(past|thirdPerson) != 0 && n.verb.takes(quoted):
			r.End = i
			if p.words[i-1].tag&comma != 0 {
				r.End--
			}
			return r
		}
	}
	return r
}

// participle reads "…, adding that …", "a video of him talking about …",
// "issued a statement saying …".
func (p *pass) participle(s nlp.Range, lo, start, v int) {
	c := p.words[v].verb
	cue := nlp.Range{First: v, End: v + 1}
	src, rule, ok := p.participleSubject(s, lo, &cue)
	if !ok {
		return
	}
	after := p.skipAddressee(c, v+1, s)
	right, kind := p.complement(c, after.next, s, lo)
	if right.Len() == 0 {
		return
	}
	if kind == "prep" && right.First == v+2 {
		cue.End++
	}
	p.add(Attribution{Source: []nlp.Range{src}, Cue: []nlp.Range{cue}, Content: []nlp.Range{p.clip(p.within(right, s, v), s)},
		Lemma: c.lemma, Addressee: after.person, Rule: rule + kind, Confidence: 0.7, quotes: c.takes(quoted)})
}

// participleSubject finds whose doing an -ing form is. A statement that says
// something is the cue's own beginning.
func (p *pass) participleSubject(s nlp.Range, lo int, cue *nlp.Range) (nlp.Range, string, bool) {
	v := cue.First
	j := v - 1
	for j >= lo && p.words[j].tag&(adv|neg) != 0 {
		j--
	}
	if j < lo {
		// "Saying it was late, Smith left."
		for k := v; k+1 < s.End && k < v+40; k++ {
			if p.words[k].tag&comma != 0 && p.quoteAt[k] == 0 {
				if np, ok := p.phraseAfter(k+1, s.End); ok && np.End < s.End && p.words[np.End].tag&(fin|aux|adv) != 0 {
					return np, "ing:front:", true
				}
			}
		}
		return nlp.Range{}, "", false
	}
	t := p.words[j].tag
	switch {
	case t&(det|poss|gen|to) != 0:
		return nlp.Range{}, "", false
	case t&(nounish|closer|obj|subj) != 0 && t&when == 0:
		np, ok := p.phraseBefore(lo, j+1)
		if !ok {
			break
		}
		if k := np.First - 1; k >= lo && utterance(p.words[j].key) && p.words[k].tag&(fin|inf|ing) != 0 {
			if outer, ok := p.subject(lo, p.cueStart(lo, k)); ok {
				cue.First = p.cueStart(lo, k)
				return outer, "ing:statement:", true
			}
		}
		return np, "ing:noun:", true
	case t&comma != 0:
		if np, ok := p.phraseBefore(lo, j); ok && np.First > lo && p.words[np.First-1].tag&(sub|but|and|that|wh|comma) != 0 || ok && np.First == lo {
			if p.verbFollows(v, s) {
				return np, "ing:aside:", true
			}
		}
	case t&prep != 0:
		return nlp.Range{}, "", false
	}
	if p.last.Len() > 0 {
		return p.last, "ing:", true
	}
	src, ok := p.firstSubject(s, v)
	return src, "ing:", ok
}

// verbFollows reports whether the aside that holds v is closed by a comma and
// a verb: "Smith, citing the law, refused".
func (p *pass) verbFollows(v int, s nlp.Range) bool {
	for k := v; k+1 < s.End; k++ {
		if p.words[k].tag&comma != 0 && p.quoteAt[k] == 0 && p.words[k+1].tag&(fin|aux) != 0 {
			return true
		}
	}
	return false
}

// utterance reports whether a noun is something said or written.
func utterance(key string) bool {
	switch key {
	case "statement", "letter", "email", "tweet", "report", "ad", "memo", "message", "video", "post", "release", "speech", "note", "editorial", "petition", "resolution", "order":
		return true
	}
	return false
}

// passive reads "it was reported that …", "X is expected to …", "asked
// whether …".
func (p *pass) passive(s nlp.Range, lo, start, v int) {
	c := p.words[v].verb
	if v+1 >= s.End {
		return
	}
	right, kind := p.complement(c, v+1, s, lo)
	if right.Len() == 0 || kind == "clause" || kind == "object" || kind == "naming" {
		return
	}
	a := Attribution{Cue: []nlp.Range{{First: start, End: v + 1}}, Content: []nlp.Range{p.clip(p.within(right, s, v), s)}, Lemma: c.lemma, Rule: "passive:" + kind, Confidence: 0.6}
	if src, ok := p.subject(lo, start); ok && kind == "to" {
		a.Content = append(a.Content, src)
	}
	p.add(a)
}
