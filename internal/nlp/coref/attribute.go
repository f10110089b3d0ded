package coref

import (
	"strings"
	"unicode/utf8"

	"sayso"
	"sayso/nlp"
)

// mention is a noun phrase and what is known of it before anything is joined.
type mention struct {
	nlp.Range
	head int
	kind sayso.MentionKind
	many bool // a coordination as a whole

	form   form // of pronouns
	gender gender
	number number
	kinds  kind
	typ    nlp.NameType // of names that have one
	lex    uint8        // WordNet's field of the head noun; 0 for unknown
	det    determiner
	role   role
	level  uint8 // the class of mention that features are told apart by
	// name is the tokens of the name that the mention stands by; empty for
	// pronouns and nominals.
	name nlp.Range

	sentence, paragraph int32
	place               int32 // the count of mentions before it in its sentence
	gov                 int32 // the token that the head hangs on; -1 for none
	speech              int32 // the innermost speech that holds it; -1 for none
	tells               bool  // it says something: the subject of a verb of saying, "according to" it
	teller              int32 // the last mention before it that tells, outside speeches; -1 for none

	// Identities of words: of the head's lemma, the phrase without determiners,
	// the words at its border and around it, the governor.
	headID, phraseID, firstID, prevID, nextID, govID uint32
	mods                                             uint64 // which other content words it has, as bits of their identities

	cluster int32
	next    int32 // the next mention of its cluster; -1 for the last
}

type determiner uint8

const (
	bare determiner = iota
	definite
	indefinite
	demonstrative
	possessed
	quantified
)

type role uint8

const (
	otherRole role = iota
	subject
	passive // subject of a passive
	object
	indirect
	oblique
	modifier
	owner
	part // of a coordination
	apposed
	compound
	root
	predicate // after a copula
	addressed
)

var roles = []struct {
	rel  string
	role role
}{
	{"nsubj:pass", passive}, {"nsubj", subject}, {"obj", object}, {"iobj", indirect}, {"obl", oblique},
	{"nmod:poss", owner}, {"nmod", modifier}, {"conj", part}, {"appos", apposed}, {"compound", compound},
	{"vocative", addressed},
}

// maxHashed bounds the bytes of a word that its hash looks at, so that words of
// a thousand bytes cost what others do.
const maxHashed = 64

// hash names a word by its lower-case letters.
func hash(s string) uint32 {
	h := uint32(2166136261)
	for i := 0; i < min(len(s), maxHashed); i++ {
		c := s[i]
		if 'A' <= c && c <= 'Z' {
			c |= 0x20
		}
		h = (h ^ uint32(c)) * 16777619
	}
	return h
}

func word(d *nlp.Doc, i int) uint32 {
	if i < 0 || i >= len(d.Tokens) {
		return 0
	}
	return hash(d.Word(i))
}

func lemma(d *nlp.Doc, i int) string {
	if l := d.Tokens[i].Lemma; l != "" && l != "_" {
		return l
	}
	return strings.ToLower(d.Word(i))
}

// describe fills in what m tells by itself.
func (s *space) describe(r *Resolver, d *nlp.Doc, m *mention) {
	k := &d.Tokens[m.head]
	m.gender, m.number, m.kinds = anyGender, anyNumber, anyKind
	m.gov = int32(k.Head)
	m.govID = 0
	if k.Head >= 0 {
		m.govID = hash(lemma(d, k.Head))
	}
	m.headID = hash(lemma(d, m.head))
	m.firstID, m.prevID, m.nextID = word(d, m.First), word(d, m.First-1), word(d, m.End)
	m.role = s.roleOf(d, m.head)
	switch k.Feat("Number") {
	case "Sing":
		m.number = singular
	case "Plur":
		m.number = plural
	}
	if k.POS == "NOUN" || k.POS == "PROPN" {
		switch k.XPOS {
		case "NN", "NNP":
			m.number = singular
		case "NNS", "NNPS":
			m.number = plural
		}
	}
	m.tells = r.tells(d, m.head)
	s.modifiers(r, d, m)
	switch {
	case m.many:
		m.number = plural
		m.kinds = anyKind
	case m.kind == sayso.PronounMention:
		r.pronoun(d, m)
	case m.kind == sayso.NameMention:
		r.named(s, d, m)
	default:
		r.nominal(d, m)
	}
	m.level = m.levelOf()
}

// roleOf is the part that the token plays; coordinated ones play the first's.
func (s *space) roleOf(d *nlp.Doc, i int) role {
	k := &d.Tokens[i]
	if k.Head < 0 || k.Is("root") {
		for c := s.tree.child[i]; c >= 0; c = s.tree.sibling[c] {
			if d.Tokens[c].Is("cop") {
				return predicate
			}
		}
		return root
	}
	for _, x := range roles {
		if k.Is(x.rel) {
			return x.role
		}
	}
	return otherRole
}

// modifiers reads the determiner, and gathers the words of the phrase.
func (s *space) modifiers(r *Resolver, d *nlp.Doc, m *mention) {
	m.det, m.mods = bare, 0
	for c := s.tree.child[m.head]; c >= 0; c = s.tree.sibling[c] {
		k := &d.Tokens[c]
		switch {
		case !m.Contains(int(c)):
		case k.Is("nmod:poss"):
			m.det = possessed
		case k.Is("det"):
			m.det = r.tables.determiner(lemma(d, int(c)))
		case k.Is("nummod") && m.det == bare:
			m.det = quantified
		}
	}
	h := uint32(0)
	for i := m.First; i < m.End; i++ {
		k := &d.Tokens[i]
		switch k.POS {
		case "DET", "PUNCT", "PART":
			continue
		}
		w := word(d, i)
		h = h*31 + w
		if i != m.head && (k.POS == "NOUN" || k.POS == "PROPN" || k.POS == "ADJ" || k.POS == "NUM" || k.POS == "VERB") {
			m.mods |= 1 << (hash(lemma(d, i)) >> 26)
		}
	}
	m.phraseID = h
}

// tells reports whether the phrase headed by token i is said to say something.
func (r *Resolver) tells(d *nlp.Doc, i int) bool {
	k := &d.Tokens[i]
	if k.Head < 0 {
		return false
	}
	if k.Is("nsubj") {
		return r.tables.speaks(lemma(d, k.Head))
	}
	for c := i - 1; c >= 0 && c >= i-8; c-- {
		if d.Tokens[c].Head == i && d.Tokens[c].Is("case") {
			return strings.EqualFold(d.Word(c), "according")
		}
	}
	return false
}

func (r *Resolver) pronoun(d *nlp.Doc, m *mention) {
	w := strings.ToLower(d.Word(m.head))
	f, ok := r.tables.forms[w]
	if !ok {
		f = form{class: pSome, gender: anyGender, number: anyNumber, kind: anyKind}
	}
	m.form, m.gender, m.number, m.kinds = f, f.gender, f.number, f.kind
}

// named reads a name: its words, type and gender.
func (r *Resolver) named(s *space, d *nlp.Doc, m *mention) {
	m.name = nlp.Range{First: m.head, End: m.head + 1}
	if n := s.tree.name[m.head]; n >= 0 {
		m.name, m.typ = d.Names[n].Range, d.Names[n].Type
		m.kinds = kindOf(m.typ)
	} else {
		for m.name.First > m.First && d.Tokens[m.name.First-1].POS == "PROPN" {
			m.name.First--
		}
		for m.name.End < m.End && d.Tokens[m.name.End].POS == "PROPN" {
			m.name.End++
		}
	}
	for m.name.End-1 > m.name.First && d.Word(m.name.End-1) == "'s" {
		m.name.End--
	}
	if m.kinds == person || m.kinds == anyKind {
		if g := r.nameGender(d, m); g != anyGender {
			m.gender, m.kinds = g, person
		}
	}
	switch {
	case m.kinds == person:
		m.gender &= male | female
	case m.kinds&(person|group) == 0:
		m.gender = neuter
	}
}

// nameGender is what given name and title tell.
func (r *Resolver) nameGender(d *nlp.Doc, m *mention) gender {
	for i := max(m.First, m.name.First-3); i < m.name.First; i++ {
		if g, ok := r.tables.nouns[title(d.Word(i))]; ok {
			return g
		}
	}
	if m.First == m.name.First && m.First > 0 {
		if g, ok := r.tables.nouns[title(d.Word(m.First-1))]; ok && !d.Tokens[m.First].Joined {
			return g
		}
	}
	if g, ok := r.tables.nouns[title(d.Word(m.name.First))]; ok && m.name.Len() > 1 {
		return g
	}
	if g, ok := r.tables.names[strings.ToLower(d.Word(m.name.First))]; ok && g != male|female && (m.name.Len() > 1 || m.typ == nlp.PersonName || m.typ == "") {
		return g
	}
	return anyGender
}

func title(w string) string { return strings.ToLower(strings.TrimSuffix(w, ".")) }

func (r *Resolver) nominal(d *nlp.Doc, m *mention) {
	l := lemma(d, m.head)
	m.lex = r.m.field(hash(l))
	switch m.lex {
	case fieldPerson:
		m.kinds, m.gender = person, male|female
	case fieldGroup:
		m.kinds = org | group
	case fieldPlace:
		m.kinds = place | org
	case fieldTime:
		m.kinds = moment
	case 0:
		if pos := d.Tokens[m.head].POS; pos == "NUM" || pos == "SYM" {
			m.kinds = anyKind &^ person // "$19 million"
		}
	default:
		m.kinds = anyKind &^ person
	}
	if g, ok := r.tables.nouns[l]; ok {
		m.gender, m.kinds = g, person
	}
	if m.kinds&(person|group) == 0 {
		m.gender = neuter
	}
}

// Levels are the classes of mention that features are told apart by: each
// class of pronoun, each kind of name, each way to determine a noun.
const (
	levelPronoun uint8 = 0
	levelSelf    uint8 = 16
	levelName    uint8 = 20
	levelNominal uint8 = 32
	levelMany    uint8 = 48
)

func (m *mention) levelOf() uint8 {
	switch {
	case m.many:
		return levelMany
	case m.kind == sayso.PronounMention && m.form.self:
		return levelSelf
	case m.kind == sayso.PronounMention:
		return levelPronoun + uint8(m.form.class)
	case m.kind == sayso.NameMention:
		switch m.kinds {
		case person:
			return levelName + 1
		case org:
			return levelName + 2
		case place:
			return levelName + 3
		case group:
			return levelName + 4
		case thing:
			return levelName + 5
		}
		return levelName
	}
	n := levelNominal + uint8(m.det)
	if m.kinds == person {
		n += 8
	}
	return n
}

// initials returns the first letters of the capitalised words of r.
func initials(d *nlp.Doc, r nlp.Range, buf []byte) []byte {
	buf = buf[:0]
	for i := r.First; i < r.End; i++ {
		if c := d.Text[d.Tokens[i].Start]; 'A' <= c && c <= 'Z' {
			buf = append(buf, c)
		}
	}
	return buf
}

// acronym reports whether the one word of a is made of b's initials.
func acronym(d *nlp.Doc, a, b nlp.Range) bool {
	if a.Len() != 1 || b.Len() < 2 || b.Len() > 12 {
		return false
	}
	w := d.Word(a.First)
	if utf8.RuneCountInString(w) < 2 {
		return false
	}
	var buf [16]byte
	in := initials(d, b, buf[:])
	n := 0
	for i := 0; i < len(w); i++ {
		if w[i] == '.' {
			continue
		}
		if n == len(in) || w[i] != in[n] {
			return false
		}
		n++
	}
	return n == len(in) && n > 1
}
