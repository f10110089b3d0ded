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
	if !p.writtenAsName(i) {
		return false
	}
	k, s := p.keys[i], p.shapes[i]
	known := p.is(k, demonymWord|placeWord|orgWord|givenName|honorific)
	switch {
	case p.is(k, plain) && !(s == upper && known):
		return false
	case shouting:
		return known || p.inner[k]
	case i > r.First && p.shapes[i-1] != other || i > r.First+1 && p.keys[i-1] == ",":
		return s != mixed || known || len(k) > 3
	}
	// The first word, or one after a mark: it needs a witness.
	return known || s == upper || s == initial || p.inner[k] || p.is(k, titleWord|orgStart|placeStart) ||
		i+1 < r.End && p.witness(i+1)
}

// writtenAsName reports whether the word at i has the capitals of a name and
// is no date, nor one of the words that are names only in capitals.
func (p *rulePass) writtenAsName(i int) bool {
	k, s := p.keys[i], p.shapes[i]
	if !s.named() || p.d.Tokens[i].Within || p.is(k, calendar) {
		return false
	}
	return k != "march" && (k != "us" && k != "who" || s == upper)
}

// witness reports whether the word at i speaks for a name right before it.
func (p *rulePass) witness(i int) bool {
	k := p.keys[i]
	return p.shapes[i].named() && !p.is(k, plain) || p.is(k, sayVerb) || k == "'s" || k == "'" || k == ","
}

// runEnd returns where the run that begins at i ends.
func (p *rulePass) runEnd(i, end int, shouting bool) int {
	end = min(end, i+MaxName)
	j := i + 1
	for j < end {
		n := p.step(i, j, end, shouting)
		if n == 0 {
			break
		}
		j += n
	}
	return j
}

// step returns by how many words the run that began at i goes on at j: by a
// word of the name, or by a joint and the word behind it. 0 ends the run.
func (p *rulePass) step(i, j, end int, shouting bool) int {
	k, s := p.keys[j], p.shapes[j]
	if s.named() && !p.is(k, calendar) && (!p.is(k, plain) || s == upper) {
		if shouting && !p.inner[k] && !p.is(k, demonymWord|placeWord|orgWord|givenName|orgEnd|placeEnd) {
			return 0
		}
		return 1
	}
	if j+1 >= end {
		return 0
	}
	return p.joint(i, j, end)
}

// joint returns the length of the joint at j of the run that began at i, with
// the word behind it where that needs no other look; 0 when there is none.
func (p *rulePass) joint(i, j, end int) int {
	k, next := p.keys[j], p.shapes[j+1].named()
	switch {
	case p.is(k, particle) && p.shapes[j] == lower:
		return p.particles(j, end)
	case k == "-" && p.hyphen(j),
		k == "&" && next,
		k == "and" && next && j-2 >= i && p.keys[j-2] == "of" && p.is(p.keys[i], orgStart),
		k == "of" && p.opensOf(j-1) && p.keys[j+1] == "the" && p.linked(j+1, end):
		return 2
	case k == "of" && p.opensOf(j-1) && next:
		return 1
	}
	return 0
}

// opensOf reports whether "of" and a name may follow the word at i.
func (p *rulePass) opensOf(i int) bool { return p.is(p.keys[i], orgStart|placeStart|orgEnd) }

// hyphen reports whether the hyphen at j, behind which a word stands, is
// inside a name.
func (p *rulePass) hyphen(j int) bool {
	if !p.d.Tokens[j].Joined || !p.d.Tokens[j+1].Joined {
		return false
	}
	k, s := p.keys[j+1], p.shapes[j+1]
	return s.named() && k != "" || s == lower && len(k) <= 4 && p.shapes[j] == other && p.syllable(j)
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
	for i < end && p.shapes[i] == other {
		i++
	}
	if i >= end {
		return
	}
	if p.is(p.keys[i], demonymWord) && !p.is(p.keys[end-1], orgEnd|eventEnd|placeEnd) && end-i > 1 {
		p.add(i, i+1, nlp.GroupName, false)
		p.plainRun(i+1, end)
		return
	}
	t, guess := p.typeOf(i, end)
	p.add(i, end, t, guess)
}

// stretch is a run of words to be typed, with what its type is read from.
type stretch struct {
	nlp.Range
	firstWord, lastWord string // its own
	before, after       string // the words around it, "" for none
}

func (s stretch) one() bool { return s.Len() == 1 }

// typeRule gives a stretch its type; guess says that nothing but its look or
// its neighbours speak for it.
type typeRule struct {
	typ   nlp.NameType
	guess bool
	holds func(*rulePass, stretch) bool
}

// typeRules are asked in turn, the surest first: words that tables know, words
// that begin or end names of one type, then the look and the neighbours.
var typeRules = []typeRule{
	{nlp.GroupName, false, func(p *rulePass, s stretch) bool { return s.one() && p.is(s.firstWord, demonymWord) }},
	{nlp.PlaceName, false, (*rulePass).knownPlace},
	{nlp.OrgName, false, func(p *rulePass, s stretch) bool { return s.one() && p.is(s.firstWord, orgWord) }},
	{nlp.OrgName, false, (*rulePass).orgParts},
	{nlp.EventName, false, func(p *rulePass, s stretch) bool { return !s.one() && p.is(s.lastWord, eventEnd) }},
	{nlp.PlaceName, false, func(p *rulePass, s stretch) bool {
		return !s.one() && (p.is(s.lastWord, placeEnd) || p.is(s.firstWord, placeStart))
	}},
	{nlp.PersonName, false, (*rulePass).personParts},
	{nlp.PersonName, true, func(p *rulePass, s stretch) bool { return p.is(s.firstWord, givenName) }},
	{nlp.OrgName, false, func(p *rulePass, s stretch) bool { return slices.Contains(p.keys[s.First:s.End], "&") }},
	{nlp.OrgName, true, func(p *rulePass, s stretch) bool { return s.one() && p.shapes[s.First] == upper }},
	{nlp.PersonName, true, func(p *rulePass, s stretch) bool { return p.is(s.after, sayVerb) || p.is(s.before, sayVerb) }},
	{nlp.PlaceName, true, func(p *rulePass, s stretch) bool { return p.is(s.before, placePrep) }},
	{nlp.OrgName, true, func(p *rulePass, s stretch) bool { return s.before == "the" }},
	{nlp.PersonName, true, func(p *rulePass, s stretch) bool { return s.Len() <= 3 }},
}

// knownPlace reports whether the whole stretch is a place of the tables.
func (p *rulePass) knownPlace(s stretch) bool {
	return s.one() && p.is(s.firstWord, placeWord) || p.phraseAt(p.keys, s.First, s.End) == s.Len()
}

// orgParts reports whether the stretch ends as organisations do, or begins
// with "Ministry of" or the like.
func (p *rulePass) orgParts(s stretch) bool {
	return !s.one() && (p.is(s.lastWord, orgEnd) || p.is(s.firstWord, orgStart) && p.keys[s.First+1] == "of")
}

// personParts reports whether the stretch has parts that only persons' names
// have.
func (p *rulePass) personParts(s stretch) bool {
	return !s.one() && (p.is(s.firstWord, givenName) || p.shapes[s.First] == initial || p.is(s.lastWord, nameSuffix))
}

// typeOf types a run by the first rule that holds; guess is the rule's.
func (p *rulePass) typeOf(i, end int) (t nlp.NameType, guess bool) {
	s := stretch{Range: nlp.Range{First: i, End: end}, firstWord: p.keys[i], lastWord: p.keys[end-1]}
	if i > 0 {
		s.before = p.keys[i-1]
	}
	if end < len(p.keys) {
		s.after = p.keys[end]
	}
	for _, r := range typeRules {
		if r.holds(p, s) {
			return r.typ, r.guess
		}
	}
	return nlp.OrgName, true
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
