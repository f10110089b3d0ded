package claim

import "sayso/nlp"

// according reads "…, according to Smith, …" and "According to Smith, …".
func (p *pass) according(s nlp.Range, i int) {
	cue := nlp.Range{First: i, End: i + 2}
	lemma := "according to"
	if p.words[i].key == "per" {
		cue.End = i + 1
		lemma = "per"
	}
	src, ok := p.phraseAfter(cue.End, s.End)
	if !ok {
		return
	}
	a := Attribution{Cue: []nlp.Range{cue}, Lemma: lemma, Rule: accordingRule, Confidence: 0.85}
	first := i == s.First || i == s.First+1 && p.words[s.First].tag&(adv|and|but|punct) != 0
	if first {
		k := src.End
		// The source goes on to the comma before the clause.
		for k < s.End && p.words[k].tag&comma == 0 {
			k++
		}
		if k >= s.End {
			return
		}
		src.End = k
		if e := p.withAsides(src, nlp.Range{First: s.First, End: s.End}); e.End > src.End && e.End < s.End-4 && p.words[e.End-1].tag&comma != 0 &&
			(p.words[k+1].tag&rel != 0 || p.words[k+1].key == "a" || p.words[k+1].key == "an") {
			src = e
			k = e.End - 1
		}
		a.Source = []nlp.Range{src}
		a.Content = []nlp.Range{p.clip(nlp.Range{First: k + 1, End: s.End}, s)}
		a.Rule = "according:first"
		p.add(a)
		p.last = src
		return
	}
	src = p.stretch(src, s)
	left := p.before(s, i)
	if left.Len() < 2 {
		return
	}
	left = p.lastClause(left)
	a.Source, a.Content = []nlp.Range{src}, []nlp.Range{left}
	if k := src.End; k+1 < s.End && p.words[k].tag&comma != 0 && p.words[k+1].tag&(fin|aux|to|prep) != 0 {
		a.Content = append(a.Content, p.clip(nlp.Range{First: k + 1, End: s.End}, s))
	}
	p.add(a)
	p.last = src
}

// stretch takes into a source on the right what hangs on it: reduced and
// relative clauses, asides.
func (p *pass) stretch(src, s nlp.Range) nlp.Range {
	k := src.End
	for k < s.End && k < src.First+maxPhrase && p.words[k].tag&(comma|semi|stop|colon|but|sub) == 0 && !(p.words[k].tag&dash != 0 && !p.joined(k)) {
		if p.words[k].tag&and != 0 && k+1 < s.End && p.words[k+1].tag&(fin|aux) != 0 {
			break // "according to the Herald and are rising"
		}
		k++
	}
	src.End = k
	return p.withAsides(src, s)
}

// lastClause cuts from the left of content a clause that ends with ", but" or
// a semicolon.
func (p *pass) lastClause(r nlp.Range) nlp.Range {
	for i := r.End - 3; i > r.First; i-- {
		if p.quoteAt[i] > 0 {
			continue
		}
		if p.words[i].tag&semi != 0 || p.words[i].tag&but != 0 && p.words[i-1].tag&comma != 0 {
			r.First = i + 1
			return r
		}
	}
	return r
}

// noun reads content that hangs on a noun: "his claim that …", "a warning
// from the ministry that …", "issued a statement saying …", "The answer was
// that …".
func (p *pass) noun(s nlp.Range, n int) {
	w := &p.words[n]
	c := w.name
	i := n + 1
	var by nlp.Range
	if i < s.End && (p.words[i].key == "by" || p.words[i].key == "from" || p.words[i].key == "among") {
		if np, ok := p.phraseAfter(i+1, s.End); ok {
			by, i = np, np.End
		}
	}
	right, cueEnd := p.nounContent(c, i, s)
	if right.Len() == 0 {
		return
	}
	if by.Len() > 0 && cueEnd > n+1 {
		cueEnd = n + 1
	}
	start, src, kind := p.nounSource(s, n)
	if kind == "light" && p.words[start].verb != nil && p.lightIsCue(start, n) {
		return
	}
	if by.Len() > 0 {
		src, kind = by, "by"
	}
	if src.Len() == 0 && w.key == "reports" && cueEnd == n+2 {
		// "reports of X": the reports speak.
		p.add(Attribution{Source: []nlp.Range{{First: n, End: n + 1}}, Cue: []nlp.Range{{First: n + 1, End: n + 2}}, Content: []nlp.Range{p.clip(p.within(right, s, n), s)},
			Lemma: c.lemma, Rule: reportsRule, Confidence: 0.5})
		return
	}
	if src.Len() == 0 && (kind == "" || c.weak != 0) {
		if c.frames&thatOnly == 0 || p.words[i].key != "that" && p.words[i].tag&wh == 0 || c.weak != 0 {
			return
		}
		kind = "bare"
	}
	rule := "noun:" + kind
	if kind == "bare" && w.key == "reports" {
		rule = reportsRule
	}
	p.add(Attribution{Source: []nlp.Range{src}, Cue: []nlp.Range{{First: start, End: max(cueEnd, n+1)}}, Content: []nlp.Range{p.clip(p.within(right, s, n), s)},
		Lemma: c.lemma, Rule: rule, Confidence: 0.6})
}

// lightIsCue reports whether the light verb before the noun at n is a cue that
// takes the noun phrase for its content: "expressed gratitude for".
func (p *pass) lightIsCue(start, n int) bool {
	for i := start; i < n; i++ {
		if v := p.words[i].verb; v != nil && p.words[i].tag&verbal != 0 && v.takes(nominal) && v.weak&nominal == 0 {
			return true
		}
	}
	return false
}

// nounSource finds whose the noun at n is: the owner before it, or the
// subject of a light verb that it is the object of. It returns where the cue
// begins.
func (p *pass) nounSource(s nlp.Range, n int) (start int, src nlp.Range, kind string) {
	i := n - 1
	for i >= s.First && (p.words[i].tag&(open|adv|part|ing|number) != 0 || p.words[i].tag&dash != 0 && p.joined(i)) && n-i < 5 {
		i--
	}
	if i < s.First {
		return n, nlp.Range{}, ""
	}
	w := &p.words[i]
	switch {
	case w.tag&poss != 0:
		return i + 1, nlp.Range{First: i, End: i + 1}, "owner"
	case w.tag&gen != 0:
		if np, ok := p.phraseBefore(s.First, i); ok {
			return i + 1, nlp.Range{First: np.First, End: i + 1}, "owner"
		}
	}
	if n-1 >= s.First && p.nameAt[n-1] > 0 {
		// "Western concerns that …": the people before it are the source.
		if m := p.d.Names[p.nameAt[n-1]-1]; m.Type == nlp.GroupName {
			return n, m.Range, "people"
		}
	}
	if w.tag&(det|some) != 0 {
		i--
	}
	if i >= s.First && p.words[i].tag&(fin|inf|ing) != 0 && light(p.words[i].key) {
		if p.words[i].tag&ing != 0 {
			if p.last.Len() > 0 {
				return i, p.last, "light"
			}
			src, _ := p.firstSubject(s, i)
			return i, src, "light"
		}
		cs := p.cueStart(s.First, i)
		if np, ok := p.subject(s.First, cs); ok {
			return cs, np, "light"
		}
	}
	return n, nlp.Range{}, ""
}

// light reports whether a verb form lends itself to the noun behind it: "made
// the claim", "issued a warning".
func light(key string) bool {
	switch key {
	case "made", "make", "makes", "making", "issued", "issues", "issuing", "issue", "gave", "give", "gives", "giving", "given",
		"raised", "raises", "raising", "raise", "expressed", "expresses", "expressing", "express", "voiced", "voicing", "voices",
		"offered", "offers", "offering", "offer", "had", "has", "have", "having", "repeated", "repeats", "repeating", "reiterated",
		"delivered", "delivering", "sent", "sends", "released", "releasing", "sounded", "aired", "announced", "stated", "lodged", "filed",
		"held", "hold", "holds", "took", "take", "takes", "rejected", "dismissed", "denied", "defended", "cited", "cites", "citing",
		"put", "pushed", "echoed", "pressed", "drew", "leveled", "conveyed", "shared", "posed", "asked", "answered":
		return true
	}
	return false
}

// adjective reads "is confident that …", "were critical of …".
func (p *pass) adjective(s nlp.Range, n int) {
	c := p.words[n].name
	lo := p.clauseStart(s, n)
	start := p.cueStart(lo, n)
	if start == n {
		if n > lo && p.words[n-1].tag&fin != 0 && stative(p.words[n-1].key) {
			start = p.cueStart(lo, n-1)
		} else {
			return
		}
	} else if !p.be(start, n) {
		return
	}
	right, cueEnd := p.nounContent(c, n+1, s)
	if right.Len() == 0 {
		return
	}
	src, ok := p.subject(lo, start)
	if !ok {
		return
	}
	if p.words[src.First].key == "it" {
		return
	}
	p.add(Attribution{Source: []nlp.Range{src}, Cue: []nlp.Range{{First: start, End: max(cueEnd, n+1)}}, Content: []nlp.Range{p.clip(p.within(right, s, n), s)},
		Lemma: c.lemma, Rule: "adj", Confidence: 0.6})
	p.last = src
}

func stative(key string) bool {
	switch key {
	case "feel", "feels", "felt", "seem", "seems", "seemed", "remain", "remains", "remained", "sound", "sounded", "grew", "became", "become":
		return true
	}
	return false
}
