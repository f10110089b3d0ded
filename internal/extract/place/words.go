package place

import (
	"sync"

	"sayso/internal/lang"
	"sayso/internal/lang/en"
)

// class is one of places.tsv.
type class uint8

const (
	placeKind class = iota
	localNoun
	facilityWord
	namesakeWord
	heaven
	seasonWord
	locative
	enterableVerb
	rivalVerb
	partialWord
	withinWord
	routeWord
	officeWord
	contestWord
	givenWord
	governedWord
	droppedBefore
	droppedAfter
)

var classNames = []string{
	placeKind:     "place-kinds",
	localNoun:     "local-nouns",
	facilityWord:  "facilities",
	namesakeWord:  "namesake",
	heaven:        "heavens",
	seasonWord:    "season",
	locative:      "locatives",
	enterableVerb: "enterable",
	rivalVerb:     "rival",
	partialWord:   "partial",
	withinWord:    "within",
	routeWord:     "routes",
	officeWord:    "offices",
	contestWord:   "contests",
	givenWord:     "given",
	governedWord:  "governed",
	droppedBefore: "dropped-before",
	droppedAfter:  "dropped-after",
}

var lexicon = sync.OnceValue(func() lang.Words[class] {
	return lang.Must(lang.ReadWords[class]("places.tsv", en.Places, classNames))
})

// is reports whether a word, in lower case, is of a class.
func is(word string, c class) bool { return lexicon().Is(word, c) }
