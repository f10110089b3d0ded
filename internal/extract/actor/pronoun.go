package actor

import (
	"slices"

	"sayso"
	"sayso/nlp"
)

// Pronouns are read with care: a wrong speaker is worse than none. "I" inside
// a quotation is its speaker; "he" is the one who spoke last or the person
// whose name stood last at the head of a sentence, if nearby and of fitting
// gender. Where two are as likely, the pronoun stays unresolved.

const (
	// maxPronounSentences is how far back a pronoun looks.
	maxPronounSentences = 4
	// minLead is how much likelier than the next one an antecedent must be.
	minLead = 0.35
	// nounLead is the same for a noun, which also tells what the person is.
	nounLead = 0.05
	// chainLead is what a coreference chain adds to one of the candidates.
	chainLead = 0.4
)

// pronoun finds whom the pronoun at r means as source of a line.
func (c *casting) pronoun(r nlp.Range, line int) ([]int, sayso.SourceKind) {
	w := c.word(r.First)
	var e []int
	for _, rule := range c.order.pronouns {
		if is(w, rule.of) && !c.without[rule.name] {
			e = rule.find(c, r, line)
			c.rule = rule.name
		}
	}
	if len(e) == 0 {
		c.rule = ""
		return nil, sayso.PronounSource
	}
	c.mentions = append(c.mentions, mention{r, sayso.PronounMention, mentionOf(c.entities[e[0]].typ), e[0]})
	if len(e) > 1 {
		return e, sayso.GroupSource
	}
	return e, c.kindOf(e[0])
}

// hostSpeaker is who says the words in which "I" stands; of "we" no single person.
func (c *casting) hostSpeaker(r nlp.Range, line int) []int {
	host := c.parentOf(line)
	if host < 0 {
		return nil
	}
	e := c.speakerOf(host)
	if is(c.word(r.First), wePronoun) && len(e) == 1 && c.entities[e[0]].typ == sayso.Person {
		return nil
	}
	return e
}

// personBefore is whom "he" or "she" means.
func (c *casting) personBefore(r nlp.Range, line int) []int {
	if e := c.antecedentPerson(r.First, line, genderOf(c.word(r.First))); e >= 0 {
		return []int{e}
	}
	return nil
}

// severalBefore is whom "they" means.
func (c *casting) severalBefore(r nlp.Range, line int) []int {
	if e := c.plural(r.First, line); len(e) > 0 {
		return e
	}
	a, ok := c.several(r.First)
	if !ok || c.d.SentenceOf(r.First)-c.d.SentenceOf(a.First) > maxPronounSentences {
		return nil
	}
	core, _ := c.core(a)
	e, _ := c.nominal(core, line)
	return e
}

// parentOf returns the line in whose content a line stands; -1 for none.
func (c *casting) parentOf(line int) int {
	if line < 0 || line >= len(c.lines) || c.lines[line].Parent >= len(c.lines) {
		return -1
	}
	return c.lines[line].Parent
}

// speakerOf returns who speaks a line, whichever line is read first. A line read
// ahead of its turn may ask for another's speaker, which then is not read ahead:
// so the rules of this package, which call each other by way of this function,
// end after two lines.
func (c *casting) speakerOf(line int) []int {
	if c.kinds[line] == "" && len(c.speaking[line]) == 0 && !c.busy {
		c.busy = true
		c.speak(line)
		c.busy = false
	}
	return c.speaking[line]
}

// antecedentPerson finds whom "he", "she" or a noun for a person at token i
// takes up: somebody of the wanted gender, or of any where that is not known.
func (c *casting) antecedentPerson(i, line int, want gender) int {
	p := candidates{casting: c, want: want, here: c.d.SentenceOf(i), score: map[int]float64{}, lead: minLead}
	if !isPronoun(c.word(i)) {
		p.lead = nounLead
	}
	if p.here < 0 {
		return -1
	}
	if line >= 0 && line < len(c.lines) && len(c.lines[line].Content) > 0 && c.lines[line].Content[0].First < i {
		// Behind a quotation, however long, one goes on where it began.
		p.own = c.lines[line].Content
		p.here = c.d.SentenceOf(p.own[0].First)
	}
	p.hosts(i, line)
	p.speakers(line)
	p.named(i)
	// Whom its chain means.
	if e, ok := c.meant[i]; ok {
		if s, near := p.score[e]; near {
			p.score[e] = s + chainLead
		}
	}
	return p.best()
}

// candidates are the people whom a pronoun may take up, with how much speaks for
// each.
type candidates struct {
	*casting
	want  gender
	here  int         // the pronoun's sentence
	lead  float64     // by how much the best must lead
	own   []nlp.Range // the words that the pronoun is the speaker of, before it
	out   []int       // those who cannot be meant
	score map[int]float64
}

const (
	// genderLead is what it adds that a person is known to have the gender.
	genderLead = 0.6
	// unnamedLag is what it takes away that a person has no name.
	unnamedLag = 0.3
	// maxSpeakers is how many lines back a speaker is looked for.
	maxSpeakers = 3
)

// add scores somebody, keeping the best of several scores.
func (p *candidates) add(e int, s float64) {
	x := &p.entities[e]
	if x.typ != sayso.Person || x.many || x.gender != unknownGender && p.want != unknownGender && x.gender != p.want || slices.Contains(p.out, e) {
		return
	}
	if x.gender == p.want && p.want != unknownGender {
		s += genderLead
	}
	if !x.named {
		s -= unnamedLag
	}
	if old, ok := p.score[e]; !ok || s > old {
		p.score[e] = s
	}
}

// hosts scores those in whose words the pronoun stands. Of themselves they would
// say "I": where the words are quoted, they are the only ones not meant.
func (p *candidates) hosts(i, line int) {
	host := p.parentOf(line)
	if host < 0 {
		return
	}
	if p.inQuote(i) {
		p.out = p.speakerOf(host)
		return
	}
	for _, e := range p.speakerOf(host) {
		p.add(e, 3)
	}
}

// speakers scores who spoke before, by how far back the words end: after a long
// quotation its speaker is still the one talked of.
func (p *candidates) speakers(line int) {
	for k, seen := line-1, 0; k >= 0 && seen < maxSpeakers; k-- {
		l := &p.lines[k]
		if l.Parent >= 0 && l.Parent != p.parentOf(line) || len(p.speaking[k]) != 1 || len(l.Source) == 0 {
			continue
		}
		seen++
		d := p.here - p.d.SentenceOf(l.Source[0].First)
		if d < 0 || len(l.Content) == 0 {
			continue
		}
		if end := p.d.SentenceOf(l.Content[len(l.Content)-1].End - 1); end > p.here-d && end <= p.here {
			d = min(d, p.here-end+1)
		}
		if d <= maxPronounSentences+2 {
			p.add(p.speaking[k][0], 2.6-0.35*float64(d)-0.3*float64(seen-1))
		}
	}
}

// named scores who was named before.
func (p *candidates) named(i int) {
	from := p.d.Sentences[max(0, p.here-maxPronounSentences)].First
	for k := p.nameBefore(i); k >= 0 && p.d.Names[k].First >= from; k-- {
		e, n := p.entityOf[k], p.d.Names[k]
		if e < 0 || p.entities[e].typ != sayso.Person || within(p.own, n.First) {
			continue
		}
		s := min(p.here, p.d.SentenceOf(n.First))
		score := 2 - 0.5*float64(p.here-s) + p.standing(n.Range, p.d.Sentences[s])
		switch w := p.word(n.End); {
		case w == "'s", w == "'", p.word(n.First-1) == "(":
			score -= 0.6 // tells of another
		case p.inQuote(n.First):
			score -= 0.8
		}
		p.add(e, score)
	}
}

// best returns who leads; -1 where nobody does by enough.
func (p *candidates) best() int {
	top, second, at := -1.0, -1.0, -1
	for e, s := range p.score {
		switch {
		case s > top || s == top && e < at:
			top, second, at = s, top, e
		case s > second:
			second = s
		}
	}
	if at < 0 || top < 0.5 || top-second < p.lead && second >= 0.5 && p.rivals(p.score, top) > 1 {
		return -1
	}
	return at
}

// rivals counts those nearly as likely as the best.
func (c *casting) rivals(scores map[int]float64, top float64) int {
	n := 0
	for _, s := range scores {
		if top-s < minLead/2 {
			n++
		}
	}
	return n
}

// nameBefore returns the last name that begins before token i; -1 for none.
func (c *casting) nameBefore(i int) int {
	lo, hi := 0, len(c.d.Names)
	for lo < hi {
		if m := (lo + hi) / 2; c.d.Names[m].First < i {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return lo - 1
}

// standing is how much a name's place in its clause makes it the one talked
// of: subjects of the sentence before others, and those before names that only
// tell of something else.
func (c *casting) standing(n, s nlp.Range) float64 {
	t := c.top(n)
	if t < 0 {
		return 0
	}
	switch x := &c.d.Tokens[t]; x.Rel {
	case "": // no tree: the first person of a sentence is its subject as a rule
		for i := s.First; i < n.First; i++ {
			if c.nameAt[i] > 0 && c.d.Names[c.nameAt[i]-1].Type == nlp.PersonName || isPreposition(c.word(i)) && n.First-i < 4 {
				return 0
			}
		}
		return 0.6
	case "nsubj", "nsubj:pass":
		if x.Head >= 0 && (c.d.Tokens[x.Head].Head < 0 || c.d.Tokens[x.Head].Rel == "parataxis" || c.d.Tokens[x.Head].Rel == "conj") {
			return 0.6
		}
		return 0.1
	case "root", "vocative":
		return 0.3
	case "appos":
		if t > 0 && n.First-s.First < 12 {
			return 0.5
		}
	case "nmod", "nmod:poss", "compound", "obl", "amod":
		return -0.3
	}
	return 0
}

func (c *casting) inQuote(i int) bool {
	lo, hi := 0, len(c.d.Quotes)
	for lo < hi {
		if m := (lo + hi) / 2; c.d.Quotes[m].First <= i {
			lo = m + 1
		} else {
			hi = m
		}
	}
	for k := lo - 1; k >= 0 && k > lo-4; k-- {
		if c.d.Quotes[k].Contains(i) {
			return true
		}
	}
	return false
}

// plural finds the antecedent of "they": the last line's several speakers, or
// its group or body.
func (c *casting) plural(i, line int) []int {
	here := c.d.SentenceOf(i)
	for k := line - 1; k >= 0 && k > line-4; k-- {
		if len(c.lines[k].Source) == 0 || here-c.d.SentenceOf(c.lines[k].Source[0].First) > 2 {
			break
		}
		e := c.speaking[k]
		if len(e) > 1 || len(e) == 1 && (c.entities[e[0]].many || c.entities[e[0]].typ == sayso.Group || c.entities[e[0]].typ == sayso.Organisation) {
			return e
		}
	}
	return nil
}

// body finds the antecedent of "it": the last line's organisation, else the
// body named last.
func (c *casting) body(i, line int) []int {
	here := c.d.SentenceOf(i)
	for k := line - 1; k >= 0 && k > line-3; k-- {
		if len(c.lines[k].Source) == 0 || here-c.d.SentenceOf(c.lines[k].Source[0].First) > 2 {
			break
		}
		e := c.speaking[k]
		if len(e) == 1 && (c.entities[e[0]].typ == sayso.Organisation || c.entities[e[0]].typ == sayso.PlaceActor) {
			return e
		}
	}
	if e := c.bodyBefore(i, false); e >= 0 && c.subjectBefore(e, here) {
		return []int{e}
	}
	return nil
}

// subjectBefore reports whether an entity, as it was last named, is the subject
// of the sentence before this one.
func (c *casting) subjectBefore(e, here int) bool {
	at := c.entities[e].at
	for k := len(at) - 1; k >= 0; k-- {
		s := c.d.SentenceOf(at[k])
		if s >= here {
			continue
		}
		n := c.nameAt[at[k]] - 1
		return s == here-1 && n >= 0 && c.standing(c.d.Names[n].Range, c.d.Sentences[s]) > 0
	}
	return false
}
