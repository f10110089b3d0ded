package name

import (
	"slices"

	"sayso/nlp"
)

// Rules finds names from the words alone, by tables and shapes. Make one with
// [NewRules]; it is safe for parallel use.
//
// A name is a run of capitalised words, with the particles and joints that
// names have inside. A sentence's first word counts only when something else
// speaks for it: a table, the next word, or the same word written so in the
// middle of another sentence. Where everything is capitalised, only words
// that a table or the rest of the text knows are names. Titles end a run and
// open a person's name. Cost: linear in the tokens.
type Rules struct{ lex *Lexicon }

// NewRules returns rules over the built-in tables.
func NewRules() *Rules { return &Rules{NewLexicon()} }

// Apply sets d.Names; it needs tokens and sentences.
func (r *Rules) Apply(d *nlp.Doc) {
	n := len(d.Tokens)
	p := &rulePass{Lexicon: r.lex, d: d, keys: make([]string, n), shapes: make([]shape, n),
		inner: map[string]bool{}, types: map[string]nlp.NameType{}}
	for i := range d.Tokens {
		w := d.Word(i)
		p.keys[i], p.shapes[i] = fold(w), shapeOf(w)
	}
	shouting := make([]bool, len(d.Sentences))
	for s, r := range d.Sentences {
		shouting[s] = p.shouts(r)
		if !shouting[s] {
			for i := r.First + 1; i < r.End; i++ {
				if p.shapes[i].named() && p.shapes[i-1] != other {
					p.inner[p.keys[i]] = true
				}
			}
		}
	}
	for s, r := range d.Sentences {
		p.sentence(r, shouting[s])
	}
	p.agree()
	d.Names = p.names
}

// rulePass is the rules at work on one Doc.
type rulePass struct {
	*Lexicon
	d      *nlp.Doc
	keys   []string
	shapes []shape
	inner  map[string]bool // words capitalised inside a plain sentence
	types  map[string]nlp.NameType
	names  []nlp.Name
	guess  []bool // beside names: the type is a guess
}

// shouts reports whether a sentence is written with capitals throughout, as
// headlines are, so that capitals say nothing.
func (p *rulePass) shouts(r nlp.Range) bool {
	caps, lows := 0, 0
	for i := r.First; i < r.End; i++ {
		switch s := p.shapes[i]; {
		case s == lower && !p.is(p.keys[i], plain|particle) && p.keys[i] != "un":
			lows++
		case s == capital || s == upper:
			caps++
		}
	}
	return caps > 4 && lows*10 < caps
}

func (p *rulePass) sentence(r nlp.Range, shouting bool) {
	for i := r.First; i < r.End; {
		if n := p.phraseAt(p.keys, i, r.End); n > 0 && p.shapes[i].named() {
			if end := p.runEnd(i, r.End, shouting); end <= i+n {
				p.add(i, i+n, nlp.PlaceName, false)
				i += n
				continue
			}
		}
		if !p.starts(i, r, shouting) {
			i++
			continue
		}
		end := p.runEnd(i, r.End, shouting)
		p.run(i, end)
		i = max(end, i+1)
	}
}

// starts reports whether a run may begin at i.
func (p *rulePass) starts(i int, r nlp.Range, shouting bool) bool {
	k, s := p.keys[i], p.shapes[i]
	known := p.is(k, demonymWord|placeWord|orgWord|givenName|honorific)
	switch {
	case !s.named() || p.d.Tokens[i].Within || p.is(k, calendar):
		return false
	case (k == "us" || k == "who") && s != upper, k == "march":
		return false
	case p.is(k, plain) && !(s == upper && known):
		return false
	case shouting:
		return known || p.inner[k]
	case i > r.First && p.shapes[i-1] != other || i > r.First+1 && p.keys[i-1] == ",":
		return s != mixed || known || len(k) > 3
	}
	// The first word, or one after a mark: it needs a witness.
	return known || s == upper || s == initial || p.inner[k] || p.is(k, titleWord|orgStart|placeStart) || i+1 < r.End && p.witness(i+1)
}

// witness reports whether word i speaks for a name before it.
func (p *rulePass) witness(i int) bool {
	switch k := p.keys[i]; k {
	case "'s", "'", ",":
		return true
	default:
		return p.shapes[i].named() && !p.is(k, plain) || p.is(k, sayVerb)
	}
}

// runEnd returns where the run that begins at i ends.
func (p *rulePass) runEnd(i, end int, shouting bool) int {
	end = min(end, i+MaxName)
	j := i + 1
	for j < end {
		n := p.goesOn(i, j, end, shouting)
		if n == 0 {
			break
		}
		j += n
	}
	return j
}

// goesOn counts the words from j on by which the run that begins at i goes on; 0
// where it ends.
func (p *rulePass) goesOn(i, j, end int, shouting bool) int {
	k, s := p.keys[j], p.shapes[j]
	named := j+1 < end && p.shapes[j+1].named()
	switch {
	case s.named() && !p.is(k, calendar) && !(p.is(k, plain) && s != upper):
		if shouting && !p.inner[k] && !p.is(k, demonymWord|placeWord|orgWord|givenName|orgEnd|placeEnd) {
			return 0
		}
		return 1
	case k == "-":
		return p.hyphened(j, end)
	case k == "&" && named:
		return 2
	case p.is(k, particle) && s == lower && p.particles(j, end) > 0:
		return p.particles(j, end)
	case k == "of" && j+1 < end && p.is(p.keys[j-1], orgStart|placeStart|orgEnd) && p.linked(j+1, end):
		if p.keys[j+1] == "the" {
			return 2
		}
		return 1
	case k == "and" && named && j-2 >= i && p.keys[j-2] == "of" && p.is(p.keys[i], orgStart): // "Ministry of Trade and Industry"
		return 2
	}
	return 0
}

// hyphened counts the words that a hyphen at j joins to a name, itself with them.
func (p *rulePass) hyphened(j, end int) int {
	if !p.d.Tokens[j].Joined || j+1 >= end || !p.d.Tokens[j+1].Joined {
		return 0
	}
	if p.shapes[j+1].named() && len(p.keys[j+1]) > 0 || p.shapes[j+1] == lower && len(p.keys[j+1]) <= 4 && p.shapes[j] == other && p.syllable(j) {
		return 2
	}
	return 0
}

// particles counts the particles from j on that a capitalised word follows; 0
// when none does. It looks at three at the most.
func (p *rulePass) particles(j, end int) int {
	for k := j; k < end && k < j+4; k++ {
		switch {
		case p.shapes[k].named():
			return k - j
		case !p.is(p.keys[k], particle) && p.keys[k] != "-":
			return 0
		}
	}
	return 0
}

// syllable reports whether the hyphen at j joins a second given-name syllable
// to a capitalised one ("Jong-un"), and not a participle ("Minsk-led").
func (p *rulePass) syllable(j int) bool {
	return p.shapes[j-1] == capital && len(p.keys[j-1]) <= 6 && j >= 2 && p.shapes[j-2] == capital &&
		!slices.Contains([]string{"led", "born", "like", "wide", "run", "made", "era", "held"}, p.keys[j+1])
}

func (p *rulePass) linked(j, end int) bool {
	return p.shapes[j].named() || p.keys[j] == "the" && j+1 < end && p.shapes[j+1].named()
}

// run reads the names out of a run of capitalised words: a title parts what
// stands before it from the person after it, and an adjective of nationality
// stands by itself unless an organisation follows.
func (p *rulePass) run(i, end int) {
	for end > i && p.shapes[end-1] == other {
		end--
	}
	// Titles: the last one that is followed by a name.
	last := -1
	for j := i; j < end; j++ {
		if p.is(p.keys[j], titleWord) && (p.shapes[j] != upper || len(p.keys[j]) > 3) && !p.orgHere(j, end) {
			last = j
		}
	}
	if last >= 0 && last+1 < end {
		p.plainRun(i, p.trimTitles(i, last+1))
		p.person(last+1, end)
		return
	}
	if last == end-1 && last >= 0 {
		p.plainRun(i, p.trimTitles(i, end))
		return
	}
	p.plainRun(i, end)
}

// orgHere reports whether an organisation's last word follows a title, as in
// "Foreign Ministry" or "Press Council".
func (p *rulePass) orgHere(j, end int) bool {
	for k := j + 1; k < end && k <= j+3; k++ {
		if p.is(p.keys[k], orgEnd) {
			return true
		}
	}
	return false
}

// trimTitles returns the end of i..end without its titles at the end.
func (p *rulePass) trimTitles(i, end int) int {
	for end > i && (p.is(p.keys[end-1], titleWord) || p.shapes[end-1] == other ||
		p.is(p.keys[end-1], particle) || p.keys[end-1] == "of" || p.keys[end-1] == "-") {
		end--
	}
	return end
}

func (p *rulePass) person(i, end int) {
	if end > i && p.is(p.keys[end-1], orgEnd|placeEnd) && end-i > 2 {
		p.plainRun(i, end)
		return
	}
	p.add(i, end, nlp.PersonName, false)
}

func (p *rulePass) plainRun(i, end int) {
	for ; i < end; i++ {
		if p.shapes[i] == other {
			continue
		}
		if end-i == 1 || !p.is(p.keys[i], demonymWord) || p.is(p.keys[end-1], orgEnd|eventEnd|placeEnd) {
			break
		}
		p.add(i, i+1, nlp.GroupName, false)
	}
	if i >= end {
		return
	}
	t, guess := p.typeOf(i, end)
	p.add(i, end, t, guess)
}

// typeOf types a run; guess is set when nothing but its look speaks for it.
func (p *rulePass) typeOf(i, end int) (t nlp.NameType, guess bool) {
	if t := p.typeByTables(i, end); t != "" {
		return t, false
	}
	one := end-i == 1
	switch {
	case p.is(p.keys[i], givenName):
		return nlp.PersonName, true
	case slices.Contains(p.keys[i:end], "&"):
		return nlp.OrgName, false
	case one && p.shapes[i] == upper:
		return nlp.OrgName, true
	case end < len(p.keys) && p.is(p.keys[end], sayVerb), i > 0 && p.is(p.keys[i-1], sayVerb):
		return nlp.PersonName, true
	case i > 0 && p.is(p.keys[i-1], placePrep):
		return nlp.PlaceName, true
	case i > 0 && p.keys[i-1] == "the", end-i > 3:
		return nlp.OrgName, true
	}
	return nlp.PersonName, true
}

// typeByTables types a run by words of it that the tables know; empty for none.
func (p *rulePass) typeByTables(i, end int) nlp.NameType {
	first, last := p.keys[i], p.keys[end-1]
	one := end-i == 1
	switch {
	case one && p.is(first, demonymWord):
		return nlp.GroupName
	case one && p.is(first, placeWord), p.phraseAt(p.keys, i, end) == end-i:
		return nlp.PlaceName
	case one && p.is(first, orgWord):
		return nlp.OrgName
	case !one && p.is(last, orgEnd), p.is(first, orgStart) && i+1 < end && p.keys[i+1] == "of":
		return nlp.OrgName
	case one:
		return ""
	case p.is(last, eventEnd):
		return nlp.EventName
	case p.is(last, placeEnd), p.is(first, placeStart):
		return nlp.PlaceName
	case p.is(first, givenName), p.shapes[i] == initial, p.is(last, nameSuffix):
		return nlp.PersonName
	}
	return ""
}

func (p *rulePass) add(i, end int, t nlp.NameType, guess bool) {
	if i >= end {
		return
	}
	p.names = append(p.names, nlp.Name{Range: nlp.Range{First: i, End: end}, Type: t})
	p.guess = append(p.guess, guess)
	if guess {
		return
	}
	p.types[p.keys[end-1]] = t
	if t != nlp.PersonName {
		p.types[p.keys[i]] = t
	}
}

// agree gives a guessed name the type that its word has elsewhere in the text.
func (p *rulePass) agree() {
	for i := range p.names {
		n := &p.names[i]
		if !p.guess[i] || n.Len() != 1 {
			continue
		}
		if t, ok := p.types[p.keys[n.First]]; ok {
			n.Type = t
		}
	}
}
