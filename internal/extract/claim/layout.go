package claim

import (
	"strings"

	"sayso/nlp"
)

// Layouts in which a colon is the cue: headlines ("Poll: …", "Marsh: …") and
// transcripts ("WALLACE: …"). A transcript's turn runs to the next label.

// Rules that read layouts.
const (
	transcriptRule = "transcript"
	headlineRule   = "headline"
	dashRule       = "dash"
	aheadRule      = "verb:ahead"
	reportsRule    = "noun:reports"
	pictureRule    = "picture"
	feelingRule    = "verb:feeling"
	hearsayRule    = "hearsay"
	saidThatRule   = "passive:that" // it was rumoured that
)

// Rules that read words in front of their cue, and according to whom: what they
// read plainly, a model that passes it over whole has missed.
const (
	afterRule     = "verb:after"
	invertedRule  = "verb:inverted"
	splitRule     = "verb:split"
	accordingRule = "according"
	relayedRule   = "relayed"
	notedRule     = "as:noted"
	occurredRule  = "passive:reported"
)

// Trusted reports whether a is to be heard where a model has nothing: the rules
// found it by what a model learns too seldom to know (the text's layout,
// reports and rumours with nobody named, what pictures show, feelings given out
// by name), or by what leaves little doubt (words before their cue, according
// to whom), or by a verb that the user's table gave, which no model has seen.
func (a *Attribution) Trusted() bool {
	if a.given {
		return true
	}
	switch a.Rule {
	case transcriptRule, headlineRule, dashRule, aheadRule, reportsRule, pictureRule, hearsayRule, saidThatRule, feelingRule,
		afterRule, invertedRule, splitRule, accordingRule, relayedRule, notedRule, occurredRule,
		blockRule, postRule, fromRule, wordsRule:
		return true
	}
	return false
}

// Settled reports whether the rules read a by words that leave no doubt of who
// speaks, and that a model labels otherwise: "the Herald quoted Brenn as saying".
func (a *Attribution) Settled() bool {
	return a.Rule == relayedRule || a.Rule == notedRule || a.Rule == blockRule
}

// Whole reports whether the content of a is a clause in front of its cue, which
// begins where the rules say.
func (a *Attribution) Whole() bool { return a.Rule == afterRule || a.Rule == splitRule }

// Parted reports whether the content of a stands on both sides of its cue, so
// that one side alone is not what was said.
func (a *Attribution) Parted() bool { return a.Rule == splitRule || a.Rule == occurredRule }

// Laid reports whether a is the whole of its paragraphs and the layout alone
// tells its parts: “…” — Ada Brenn. Nobody needs to weigh its words.
func (a *Attribution) Laid() bool {
	switch a.Rule {
	case dashRule, blockRule, postRule, fromRule, wordsRule:
		return true
	}
	return false
}

const (
	// maxLabel bounds the words before the colon.
	maxLabel = 6
	// maxTurn bounds the paragraphs of one turn.
	maxTurn = 40
)

// layout reads headline and transcript.
func (p *pass) layout() {
	if len(p.d.Paragraphs) == 0 {
		return
	}
	p.headline(p.d.Paragraphs[0])
	for k, r := range p.d.Paragraphs {
		if len(p.out) < MaxClaims {
			p.dashed(r)
			p.post(k)
			p.from(k)
			p.wordsOf(r)
		}
	}
	type turn struct {
		para  int
		label nlp.Range
	}
	var turns []turn
	for k, r := range p.d.Paragraphs {
		if k == 0 {
			continue
		}
		if l, ok := p.label(r); ok {
			turns = append(turns, turn{k, l})
		}
	}
	if len(turns) < 2 {
		return
	}
	for i, t := range turns {
		if len(p.out) >= MaxClaims {
			return
		}
		end := t.para + 1
		if i+1 < len(turns) && turns[i+1].para-t.para < maxTurn {
			end = turns[i+1].para
		}
		a := Attribution{Source: []nlp.Range{t.label}, Cue: []nlp.Range{{First: t.label.End, End: t.label.End + 1}}, Lemma: ":", Rule: transcriptRule, Confidence: 0.8, quotes: true}
		for k := t.para; k < end && len(a.Content) < maxPieces; k++ {
			r := p.d.Paragraphs[k]
			if k == t.para {
				r.First = t.label.End + 1
			}
			for r.Len() > 0 && p.words[r.End-1].tag&stop != 0 {
				r.End--
			}
			a.Content = append(a.Content, r)
		}
		p.add(a)
	}
}

// dashed reads a paragraph that is a quotation, a dash and a name: “…” — Ada
// Brenn, captain of the Petrel.
func (p *pass) dashed(r nlp.Range) {
	r = p.clear(r)
	if r.Len() < minSpeech || p.quoteAt[r.First] == 0 {
		return
	}
	q := &p.d.Quotes[p.quoteAt[r.First]-1]
	i := q.End
	if q.First != r.First || !q.Closed || i+1 >= r.End || r.End-i > maxPhrase || p.words[i].tag&dash == 0 || p.joined(i) || !p.namedSoon(i+1, r.End) {
		return
	}
	src := nlp.Range{First: i + 1, End: r.End}
	for src.Len() > 0 && p.words[src.End-1].tag&stop != 0 {
		src.End--
	}
	for k := src.First; k < src.End && p.words[k].tag&rel == 0; k++ {
		if p.words[k].tag&(fin|aux|mark) != 0 {
			return
		}
	}
	p.add(Attribution{Source: []nlp.Range{src}, Cue: []nlp.Range{{First: i, End: i + 1}}, Content: []nlp.Range{q.Range}, Lemma: "—", Rule: dashRule, Confidence: 0.8, quotes: true})
}

// namedSoon reports whether a name stands at token i, or behind titles with a
// capital: "Commissioner Paul Ost".
func (p *pass) namedSoon(i, end int) bool {
	for k := i; k < min(end, i+maxTitles); k++ {
		if p.nameAt[k] > 0 {
			return true
		}
		if !p.words[k].cap {
			return false
		}
	}
	return false
}

// label returns the speaker's name that opens a transcript's paragraph: in
// capitals, or a letter for question and answer.
func (p *pass) label(r nlp.Range) (nlp.Range, bool) {
	i := r.First
	if i < r.End && p.words[i].tag&mark != 0 {
		i++
	}
	start := i
	for i < r.End && i-start < maxLabel && p.words[i].tag&colon == 0 {
		x := p.d.Word(i)
		if p.words[i].tag&(punct&^stop) != 0 && x != "-" && x != "'" || strings.ToUpper(x) != x {
			return nlp.Range{}, false
		}
		i++
	}
	if i == start || i+1 >= r.End || p.words[i].tag&colon == 0 {
		return nlp.Range{}, false
	}
	l := nlp.Range{First: start, End: i}
	w := p.d.Words(l)
	if len(w) == 1 && w != "Q" && w != "A" || !isUpper(w) {
		return nlp.Range{}, false
	}
	switch w {
	case "UPDATE", "UPDATED", "BYLINE", "NOTE", "RELATED", "WATCH", "READ", "VIDEO", "PHOTOS", "MORE", "SEE", "EXCLUSIVE", "CORRECTION", "SOURCE":
		return nlp.Range{}, false
	}
	return l, true
}

// headline reads "Poll: …" and "Marsh: …" in the first paragraph.
func (p *pass) headline(r nlp.Range) {
	if s := p.d.Sentences; len(s) > 0 && p.aside != nil {
		r = p.clear(r)
	}
	i := r.First
	for i < r.End && i-r.First < maxLabel && p.words[i].tag&(colon|comma|dash|stop|fin|aux|mark) == 0 {
		i++
	}
	if i == r.First || i+2 >= r.End || p.words[i].tag&colon == 0 || r.End-i > 40 {
		return
	}
	l := nlp.Range{First: r.First, End: i}
	if !p.headlineSource(l) {
		return
	}
	c := nlp.Range{First: i + 1, End: r.End}
	c = p.clip(c, r)
	p.add(Attribution{Source: []nlp.Range{l}, Cue: []nlp.Range{{First: i, End: i + 1}}, Content: []nlp.Range{c}, Lemma: ":", Rule: headlineRule, Confidence: 0.7})
}

// headlineSource reports whether a headline's label can speak: a person, an
// organisation, a poll, a report.
func (p *pass) headlineSource(l nlp.Range) bool {
	switch p.words[l.End-1].key {
	case "poll", "polls", "report", "reports", "study", "survey", "newspaper", "editorial", "analysis", "official", "officials", "source", "sources",
		"expert", "experts", "lawyer", "campaign", "aide", "aides", "spokesman", "spokeswoman", "spokesperson", "police", "pollster", "minister", "president":
		return true
	}
	n := p.nameAt[l.End-1]
	if n == 0 {
		return false
	}
	m := p.d.Names[n-1]
	return m.End == l.End && (m.Type == nlp.PersonName || m.Type == nlp.OrgName)
}
