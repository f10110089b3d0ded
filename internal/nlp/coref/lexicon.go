package coref

import (
	"slices"

	"sayso/internal/lang"
	"sayso/internal/lang/en"
)

// gender, number and kind are sets: what a mention may be. An empty set never
// occurs; all bits mean that nothing is known.
type (
	gender uint8
	number uint8
	kind   uint8
)

const (
	male gender = 1 << iota
	female
	neuter
	anyGender = male | female | neuter
)

const (
	singular number = 1 << iota
	plural
	anyNumber = singular | plural
)

const (
	person kind = 1 << iota
	org
	place
	group // nationalities, faiths, parties as people
	moment
	thing   // all else
	anyKind = person | org | place | group | moment | thing
)

// pronoun is a class of forms: "he", "him", "his" and "himself" are one.
type pronoun uint8

const (
	noPronoun pronoun = iota
	pI
	pWe
	pYou
	pHe
	pShe
	pIt
	pThey
	pThis
	pThat
	pThese
	pOne
	pEach // each other, one another
	pSome // everyone, nothing
)

// form is what a pronoun's word tells.
type form struct {
	class  pronoun
	gender gender
	number number
	kind   kind
	self   bool // reflexive
	owner  bool // possessive
}

// What the columns of pronouns.tsv may say; the places of pronounClasses are those
// of the constants.
var (
	pronounClasses = []string{"", "i", "we", "you", "he", "she", "it", "they", "this", "that", "these", "one", "each"}
	genderSets     = map[string]gender{"m": male, "f": female, "n": neuter, "mf": male | female, "mfn": anyGender}
	numberSets     = map[string]number{"s": singular, "p": plural, "sp": anyNumber}
	kindSets       = map[string]kind{"person": person, "body": person | org | group, "any": anyKind, "thing": anyKind &^ person}
)

const (
	selfUse  = "self"
	ownerUse = "owner"
)

var pronounLayout = lang.Layout{Columns: []lang.Column{
	{Name: "form"}, {Name: "class", Terms: pronounClasses}, {Name: "gender", Terms: lang.Terms(genderSets)}, {Name: "number", Terms: lang.Terms(numberSets)},
	{Name: "kind", Terms: lang.Terms(kindSets)}, {Name: "use", Terms: []string{"plain", selfUse, ownerUse}},
}}

func loadForms() map[string]form {
	out := map[string]form{}
	for _, r := range lang.Must(pronounLayout.Read("pronouns.tsv", en.Pronouns)) {
		c := r.Cells
		out[c[0]] = form{
			class: pronoun(slices.Index(pronounClasses, c[1])), gender: genderSets[c[2]], number: numberSets[c[3]], kind: kindSets[c[4]],
			self: c[5] == selfUse, owner: c[5] == ownerUse,
		}
	}
	return out
}

// class is one of coref.tsv.
type class uint8

const (
	heName class = iota
	sheName
	heNoun
	sheNoun
	speaks
	definiteWord
	indefiniteWord
	demonstrativeWord
)

var classNames = []string{
	heName: "he-name", sheName: "she-name", heNoun: "he-noun", sheNoun: "she-noun", speaks: "speaks",
	definiteWord: "definite", indefiniteWord: "indefinite", demonstrativeWord: "demonstrative",
}

// tables are the words, ready to look up.
type tables struct {
	words        lang.Words[class]
	forms        map[string]form
	names, nouns map[string]gender
}

func newTables() *tables {
	t := &tables{words: lang.Must(lang.ReadWords[class]("coref.tsv", en.Coref, classNames)), forms: loadForms(), names: map[string]gender{}, nouns: map[string]gender{}}
	for _, x := range []struct {
		of  map[string]gender
		is  class
		has gender
	}{{t.names, heName, male}, {t.names, sheName, female}, {t.nouns, heNoun, male}, {t.nouns, sheNoun, female}} {
		for _, w := range t.words.List(x.is) {
			x.of[w] |= x.has
		}
	}
	return t
}

// speaks reports whether a lemma is of a verb that reports words.
func (t *tables) speaks(lemma string) bool { return t.words.Is(lemma, speaks) }

// determiner is what the word before a noun, by its lemma, makes of the phrase.
func (t *tables) determiner(lemma string) determiner {
	switch {
	case t.words.Is(lemma, definiteWord):
		return definite
	case t.words.Is(lemma, indefiniteWord):
		return indefinite
	case t.words.Is(lemma, demonstrativeWord):
		return demonstrative
	}
	return quantified
}
