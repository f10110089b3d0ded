package coref

import (
	"math/bits"

	"sayso"
	"sayso/nlp"
)

// feature adds one feature: its template and two values, hashed.
func (s *space) feature(template, a, b uint32) {
	x := (uint64(template)*0x9E3779B97F4A7C15 ^ uint64(a)) * 0xD6E8FEB86659FD93
	x ^= x >> 32
	x = (x ^ uint64(b)) * 0xD6E8FEB86659FD93
	s.features = append(s.features, uint32(x>>(64-WeightBits)))
}

// bucket sorts counts: 0 to 4 by themselves, then 5–7, 8–11, 12–19, 20–.
func bucket(n int32) uint32 {
	switch {
	case n < 0:
		return 0
	case n < 5:
		return uint32(n)
	case n < 8:
		return 5
	case n < 12:
		return 6
	case n < 20:
		return 7
	}
	return 8
}

// aloneFeatures gathers what speaks for mention i beginning an entity, or being
// no mention of any.
func (s *space) aloneFeatures(i int) {
	s.features = s.features[:0]
	m := &s.mentions[i]
	l := uint32(m.level)
	s.feature(1, l, 0)
	s.feature(2, m.headID, l)
	s.feature(3, m.firstID, l)
	s.feature(4, m.prevID, l)
	s.feature(5, m.nextID, l)
	s.feature(6, uint32(m.role), l)
	s.feature(7, m.govID, uint32(m.role)<<8|l)
	s.feature(8, bucket(int32(m.Len())), l)
	s.feature(9, uint32(m.lex), uint32(m.det))
	s.feature(10, min(uint32(m.sentence), 3), l)
	s.feature(11, b2i(m.speech >= 0), l)
	again := uint32(0)
	for _, k := range s.sameKeys(i) {
		if list := s.same[k]; len(list) > 0 {
			again = 1
			for _, j := range list {
				if s.mentions[j].phraseID == m.phraseID {
					again = 2
				}
			}
		}
	}
	s.feature(12, again, l)
	s.feature(13, again<<4|uint32(m.det), uint32(m.role))
	s.feature(14, uint32(m.number)<<4|uint32(m.gender), l)
	s.feature(15, m.headID, again)
	s.feature(16, b2i(m.place == 0), l)
}

// pairFeatures gathers what speaks for and against j as i's antecedent.
func (s *space) pairFeatures(i, j int) {
	s.features = s.features[:0]
	m, a := &s.mentions[i], &s.mentions[j]
	c := &s.clusters[a.cluster]
	l, k := uint32(m.level), uint32(a.level)
	lk := l<<8 | k
	s.feature(20, lk, 0)

	// Distance.
	ds := bucket(m.sentence - a.sentence)
	dm := bucket(int32(i - j - 1))
	dp := min(uint32(m.paragraph-a.paragraph), 3)
	s.feature(21, ds, l)
	s.feature(22, ds, lk)
	s.feature(23, dm, l)
	s.feature(24, dp<<4|ds, l)
	last := &s.mentions[c.last]
	s.feature(25, bucket(m.sentence-last.sentence), l)

	// Syntax.
	rr := uint32(m.role)<<4 | uint32(a.role)
	near := min(ds, 2)
	s.feature(26, rr, l)
	s.feature(27, near<<8|uint32(a.role), lk)
	s.feature(28, near<<8|rr, k)
	s.feature(29, near<<4|min(uint32(a.place), 5), l)
	bound := uint32(0)
	switch {
	case m.First >= a.First && m.End <= a.End:
		bound = 1
	case m.sentence == a.sentence && m.gov == a.gov:
		bound = 2
	case m.sentence == a.sentence && int(a.gov) == int(m.gov) || s.under(m, a):
		bound = 3
	}
	s.feature(30, bound, l)
	s.feature(31, bound<<8|rr, l)
	if m.govID == a.govID && m.role == a.role {
		s.feature(32, 1, l)
	}

	// Agreement with the chain.
	s.feature(33, uint32(m.number)<<2|uint32(c.number), l)
	s.feature(34, uint32(m.gender)<<3|uint32(c.gender), l)
	s.feature(35, uint32(m.kinds)<<6|uint32(c.kinds), uint32(m.kind[0]))
	s.feature(36, uint32(c.kinds), l)
	s.feature(37, b2i(m.kinds&c.kinds == 0)<<2|b2i(m.number&c.number == 0)<<1|b2i(m.gender == c.gender), l)
	s.feature(38, min(uint32(c.size), 6)<<1|b2i(c.full), l)
	s.feature(39, min(uint32(c.size), 6), lk)

	agrees := m.number&c.number != 0 && m.gender&c.gender != 0 && m.kinds&c.kinds != 0
	n := uint32(len(s.rivals))
	s.signs = [PairSigns]uint8{uint8(ds), uint8(dm), uint8(min(n, 7)<<1 | b2i(agrees)), 0, 0, uint8(bound<<2 | min(uint32(a.place), 3))}
	if agrees && !contains(s.rivals, a.cluster) {
		s.rivals = append(s.rivals, a.cluster)
	}
	s.feature(70, min(n, 7)<<1|b2i(agrees), l)
	s.feature(71, min(n, 3)<<5|b2i(agrees)<<4|uint32(a.role), l)
	s.feature(72, min(n, 3)<<1|b2i(agrees), lk)

	// Words.
	s.words(m, a, c, l, lk)

	// Speakers.
	voices := s.voices(m, a)
	s.signs[3], s.signs[4] = uint8(voices), s.likeness(m, a)
	s.feature(60, voices, l)
	s.feature(61, voices, lk)
	s.feature(62, dp<<3|min(ds, 3), lk)
	if m.kind == sayso.PronounMention {
		tells := b2i(m.tells)<<1 | b2i(a.tells)
		last := uint32(0)
		if m.teller >= 0 {
			last = 1 + b2i(s.mentions[m.teller].cluster == a.cluster)
		}
		s.feature(73, tells<<8|near<<4|uint32(a.role), l)
		s.feature(74, tells<<4|last<<2|near, l)
		s.feature(75, b2i(m.tells)<<4|last<<2|min(n, 2), l)
		s.feature(76, b2i(m.tells)<<6|last<<4|dp<<2|b2i(m.place == 0), l)
	}
}

// words adds the features of what m and a, or its chain, are called by.
func (s *space) words(m, a *mention, c *cluster, l, lk uint32) {
	if m.kind == sayso.PronounMention {
		s.feature(40, a.headID, l)
		s.feature(41, uint32(a.lex), l)
		s.feature(42, m.govID, uint32(a.lex)<<8|l)
		if a.kind == sayso.PronounMention {
			s.feature(43, a.headID, m.headID)
			s.feature(44, b2i(m.form.class == a.form.class), min(uint32(m.sentence-a.sentence), 3)<<8|l)
		}
		return
	}
	phrase := b2i(m.phraseID == a.phraseID)
	head := b2i(m.headID == a.headID)
	chain := uint32(0)
	for _, h := range c.heads {
		if h == m.headID {
			chain = 1
		}
	}
	novel := min(uint32(bits.OnesCount64(m.mods&^c.words)), 2)
	lost := min(uint32(bits.OnesCount64(a.mods&^m.mods)), 2)
	s.feature(45, phrase, lk)
	s.feature(46, head<<4|chain<<3|phrase, l)
	s.feature(47, head<<4|novel<<2|lost, l)
	s.feature(48, chain<<4|novel, uint32(m.det)<<8|l)
	s.feature(49, head<<4|uint32(m.det), uint32(a.det)<<8|min(uint32(m.sentence-a.sentence), 3))
	s.feature(50, m.headID, a.headID)
	s.feature(51, m.headID, head<<1|chain)
	s.feature(52, uint32(m.lex)<<8|uint32(a.lex), head)
	s.feature(53, uint32(m.lex), uint32(c.kinds)<<8|chain)
	if m.kind == sayso.NameMention {
		best := s.nameMatch(m, a.name)
		s.feature(54, uint32(best), lk)
		for _, n := range c.names {
			if x := s.nameMatch(m, n); x == otherName || best != otherName && x > best {
				best = x
			}
		}
		s.feature(55, uint32(best), l)
		s.feature(56, uint32(best), uint32(c.kinds)<<8|l)
	} else if a.kind == sayso.NameMention {
		// "the bank" after "Meridian Bank".
		in := uint32(0)
		for t := a.name.First; t < a.name.End; t++ {
			if word(s.doc, t) == m.headID {
				in = 1
			}
		}
		s.feature(57, in, uint32(m.det)<<8|l)
		s.feature(58, m.headID, uint32(c.kinds))
	}
}

// nameMatch tells how the name of a mention fits another name.
type nameMatch uint32

const (
	noName    nameMatch = iota // one of them is no name
	unlike                     // no word in common
	someWord                   // a word in common
	prefix                     // one begins with the other: "Ada" of "Ada Lind"
	suffix                     // one ends with the other: "Lind" of "Ada Lind"
	letters                    // one is the other's acronym
	equal                      // the same words
	otherName                  // one surname, different given names
)

func (s *space) nameMatch(m *mention, b nlp.Range) nameMatch {
	a := m.name
	if a.Len() == 0 || b.Len() == 0 {
		return noName
	}
	if s.sameWords(a, b) {
		return equal
	}
	if acronym(s.doc, a, b) || acronym(s.doc, b, a) {
		return letters
	}
	short, long := a, b
	if short.Len() > long.Len() {
		short, long = long, short
	}
	n := short.Len()
	if s.sameWords(short, nlp.Range{First: long.End - n, End: long.End}) {
		return suffix
	}
	if s.sameWords(short, nlp.Range{First: long.First, End: long.First + n}) {
		return prefix
	}
	if m.kinds&person != 0 && n > 1 && word(s.doc, a.End-1) == word(s.doc, b.End-1) {
		if word(s.doc, a.First) == word(s.doc, b.First) {
			return suffix // a middle name more or less
		}
		return otherName
	}
	for x := a.First; x < min(a.End, a.First+maxNames); x++ {
		if c := s.doc.Text[s.doc.Tokens[x].Start]; c < 'A' || c > 'Z' {
			continue
		}
		for y := b.First; y < min(b.End, b.First+maxNames); y++ {
			if word(s.doc, x) == word(s.doc, y) {
				return someWord
			}
		}
	}
	return unlike
}

// under reports whether a's head governs m, or m's head a, by one step more
// than their common governor.
func (s *space) under(m, a *mention) bool {
	up := func(g int32) int32 {
		if g < 0 {
			return -1
		}
		return int32(s.doc.Tokens[g].Head)
	}
	return m.gov >= 0 && a.gov >= 0 && (up(m.gov) == a.gov || up(a.gov) == m.gov)
}

// voices tells how m and a stand to the speakers of the words around them.
func (s *space) voices(m, a *mention) uint32 {
	v := uint32(0)
	if m.speech >= 0 {
		v |= 1
		if sp := s.speakers[m.speech]; sp >= 0 {
			if k := &s.mentions[sp]; k.cluster >= 0 && k.cluster == a.cluster || k == a {
				v |= 2
			}
		}
	}
	if a.speech >= 0 {
		v |= 4
		if sp := s.speakers[a.speech]; sp >= 0 && &s.mentions[sp] == m {
			v |= 8
		}
	}
	if m.speech >= 0 && a.speech >= 0 {
		x, y := s.speakers[m.speech], s.speakers[a.speech]
		switch {
		case m.speech == a.speech:
			v |= 16
		case x < 0 || y < 0:
			v |= 32
		case x == y || s.mentions[x].cluster >= 0 && s.mentions[x].cluster == s.mentions[y].cluster:
			v |= 64
		}
	}
	return v
}

func b2i(b bool) uint32 {
	if b {
		return 1
	}
	return 0
}
