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
			if end := p.date(k+1, s.End); end > k+1 {
				k = end
				continue
			}
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

// date returns the end of a day that is written out from word i on, with the comma
// that closes it before "that"; i where none is: "13 June 2023", "June 13, 2023,".
func (p *pass) date(i, hi int) int {
	k, month := i, false
	for ; k < hi; k++ {
		w := &p.words[k]
		if w.tag&comma != 0 && month && k+1 < hi && (p.words[k+1].tag&number != 0 || p.words[k+1].tag&that != 0) {
			continue
		}
		if w.tag&(number|when) == 0 && w.class&when == 0 {
			break
		}
		month = month || w.tag&number == 0
	}
	if !month {
		return i
	}
	return k
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
	right, kind := p.complement(c, after.next, s)
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
	right, kind := p.complement(c, v+1, s)
	if right.Len() == 0 || kind == "clause" || kind == "object" || kind == "naming" {
		return
	}
	a := Attribution{Cue: []nlp.Range{{First: start, End: v + 1}}, Content: []nlp.Range{p.clip(p.within(right, s, v), s)}, Lemma: c.lemma, Rule: "passive:" + kind, Confidence: 0.6}
	if src, ok := p.subject(lo, start); ok && kind == "to" {
		a.Content = append(a.Content, src)
	}
	p.add(a)
}
