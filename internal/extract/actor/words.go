package actor

import (
	"sayso/internal/lang"
	"sayso/internal/lang/en"
)

// gender is what a name or title tells; most tell nothing.
type gender uint8

const (
	unknownGender gender = iota
	male
	female
)

func loadGenders() map[string]gender {
	g := make(map[string]gender, 600)
	for _, w := range lexicon().List(maleWord) {
		g[w] = male
	}
	for _, w := range lexicon().List(femaleWord) {
		g[w] = female
	}
	return g
}

// loadGiven reads the given names that tell a gender.
func loadGiven() map[string]gender {
	g := make(map[string]gender, 6000)
	sets := lang.Must(lang.Sets{Classes: []string{"male", "female"}}.Read("given.tsv", en.Given))
	for _, w := range sets["male"] {
		g[w] = male
	}
	for _, w := range sets["female"] {
		g[w] = female
	}
	return g
}

// articles open noun phrases that are told from one another by them alone.
func isArticle(w string) bool { return is(w, articleWord) }

func isPreposition(w string) bool {
	return is(w, prepositionWord)
}

func isPossessive(w string) bool {
	return is(w, possessiveWord)
}

func isPronoun(w string) bool {
	return is(w, pronounWord)
}

func isRelative(w string) bool {
	return is(w, relativeWord)
}
