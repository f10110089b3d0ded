package claim

import "sayso/nlp"

// Words that another passes on: "the Herald quoted Brenn as saying that …",
// "Brenn was quoted as saying by the Herald", "a man can be heard shouting".
// The one quoted speaks; who quotes carries.

// maxQuoted bounds the words between "quoted" and "as saying".
const maxQuoted = 24

// relayed reads the verb at v as one of passing words on; it reports false when
// it is none.
func (p *pass) relayed(s nlp.Range, lo, start, v int) bool {
	switch p.words[v].verb.lemma {
	case "quote", "cite":
	default:
		return false
	}
	as := p.asSaying(v+1, s)
	if as < 0 {
		return false
	}
	a := Attribution{Cue: []nlp.Range{{First: start, End: v + 1}, {First: as, End: as + 2}}, Lemma: "say", Rule: relayedRule, Confidence: 0.85, quotes: true}
	subject, ok := p.subject(lo, start)
	passive := p.be(start, v) || p.words[v].tag&part != 0 && as == v+1
	end := as + 2
	switch {
	case passive && ok:
		a.Source = []nlp.Range{subject}
		a.Cue = []nlp.Range{{First: start, End: as + 2}}
		if end+1 < s.End && p.words[end].key == "by" {
			if by, found := p.phraseAfter(end+1, s.End); found {
				a.Via, end = []nlp.Range{by}, by.End
			}
		}
	case !passive:
		quoted := nlp.Range{First: v + 1, End: as}
		if quoted.Len() == 0 {
			return false
		}
		a.Source = []nlp.Range{quoted}
		if ok {
			a.Via = []nlp.Range{subject}
		}
	default:
		return false
	}
	return p.given(a, s, subject, start, end)
}

// asSaying finds "as saying" at or after token i; -1 for none.
func (p *pass) asSaying(i int, s nlp.Range) int {
	for k := i; k+1 < s.End && k < i+maxQuoted; k++ {
		switch w := &p.words[k]; {
		case w.key == "as" && p.words[k+1].form&present != 0 && p.words[k+1].verb != nil:
			return k
		case w.tag&(stop|semi|mark|fin) != 0:
			return -1
		}
	}
	return -1
}

// given puts an attribution on record with the content that stands behind
// token end or before its subject.
func (p *pass) given(a Attribution, s, subject nlp.Range, start, end int) bool {
	say := p.words[end-1].verb
	if say == nil || !say.takes(quoted) {
		say = p.lexicon.words["say"].verb
	}
	next := p.skipCircumstance(end, s, say)
	if right, _ := p.complement(say, next, s); right.Len() > 0 {
		a.Content = []nlp.Range{p.clip(right, s)}
	} else if left := p.leftContent(s, subject, start); left.Len() > 0 {
		a.Content = []nlp.Range{left}
	} else {
		return false
	}
	p.add(a)
	p.last = a.Source[0]
	return true
}

// heard reads "a man can be heard saying …": the words of who is heard.
func (p *pass) heard(s nlp.Range, lo, start, v int) bool {
	switch p.words[v].verb.lemma {
	case "hear", "see":
	default:
		return false
	}
	if v+1 >= s.End || p.words[v+1].form&present == 0 || p.words[v+1].verb == nil || !p.words[v+1].verb.takes(quoted) {
		return false
	}
	subject, ok := p.subject(lo, start)
	if !ok {
		return false
	}
	a := Attribution{Source: []nlp.Range{subject}, Cue: []nlp.Range{{First: start, End: v + 2}}, Lemma: p.words[v+1].verb.lemma, Rule: relayedRule, Confidence: 0.85, quotes: true}
	return p.given(a, s, subject, start, v+2)
}

// noted reads a clause with "as" that gives the rest of the sentence as
// another's word: "As the minister noted, …", "…, as noted by the Herald". The
// verb stands at v, its group begins at start.
func (p *pass) noted(s nlp.Range, lo, start, v int) bool {
	if !p.words[v].verb.takes(clause|quoted|thatOnly) || p.words[v].verb.lemma == "quote" {
		return false
	}
	as := start - 1
	var source nlp.Range
	end := v + 1
	switch {
	case p.words[v].tag&part != 0 && end+1 < s.End && p.words[end].key == "by":
		if as >= lo && (p.words[as].key == "first" || p.words[as].tag&adv != 0) {
			as--
		}
		by, ok := p.phraseAfter(end+1, s.End)
		if !ok {
			return false
		}
		source, end = by, by.End
	case p.words[v].tag&fin != 0:
		np, ok := p.phraseBefore(lo, start)
		if !ok {
			return false
		}
		source, as = np, np.First-1
	default:
		return false
	}
	if as < s.First || p.words[as].key != "as" || as > s.First && p.words[as-1].tag&comma == 0 {
		return false
	}
	for k := end; k < s.End && k < end+maxAux && p.words[k].tag&(comma|stop) == 0; k++ {
		if p.words[k].tag&(when|prep|adv|number) == 0 {
			return false // "as the minister said it would"
		}
		end = k + 1
	}
	content := p.around(s, as, end)
	if len(content) == 0 {
		return false
	}
	p.add(Attribution{Source: []nlp.Range{source}, Cue: []nlp.Range{{First: start, End: max(v+1, p.byEnd(v, source))}}, Content: content,
		Lemma: p.words[v].verb.lemma, Rule: notedRule, Confidence: 0.8})
	return true
}

// byEnd is where a cue ends whose agent follows: behind "by".
func (p *pass) byEnd(v int, agent nlp.Range) int {
	if agent.First == v+2 {
		return v + 2
	}
	return v + 1
}

// around is a sentence without the aside from as to end: what follows one that
// opens it, what stands on both sides of one within.
func (p *pass) around(s nlp.Range, as, end int) []nlp.Range {
	rest := nlp.Range{First: end, End: s.End}
	if rest.Len() > 0 && p.words[rest.First].tag&comma != 0 {
		rest.First++
	}
	rest = p.clip(rest, s)
	if as == s.First {
		if rest.Len() < minClause {
			return nil
		}
		return []nlp.Range{rest}
	}
	left := p.before(s, as)
	if left.Len() < minClause || p.last.Len() > 0 {
		return nil // another's words are going on
	}
	out := []nlp.Range{left}
	if rest.Len() > 1 {
		out = append(out, rest)
	}
	return out
}

// minClause is how many words a clause has at least.
const minClause = 3

// occurred reads a report of an event with nobody named: "Shelling was reported
// near the refinery".
func (p *pass) occurred(s nlp.Range, lo, start, v int) bool {
	if p.words[v].verb.lemma != "report" || v+1 >= s.End {
		return false
	}
	subject, ok := p.subject(lo, start)
	if !ok || p.words[subject.First].tag&pronoun != 0 {
		return false
	}
	content := []nlp.Range{subject}
	n := &p.words[v+1]
	switch {
	case n.tag&(stop|comma) != 0:
	case n.tag&(prep|adv|when) != 0 && n.key != "by" && n.key != "as" && n.key != "to":
		content = append(content, p.clip(nlp.Range{First: v + 1, End: s.End}, s))
	default:
		return false
	}
	p.add(Attribution{Cue: []nlp.Range{{First: start, End: v + 1}}, Content: content, Lemma: "report", Rule: occurredRule, Confidence: 0.6})
	return true
}
