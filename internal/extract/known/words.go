package known

import (
	"slices"
	"strings"
	"sync"

	"sayso/internal/lang"
	"sayso/internal/lang/en"
)

// class is one of known.tsv.
type class uint8

const (
	bodyWord class = iota
	partyWord
	joiningWord
	smallWord
	courtesyTitle
	nameSuffix
	particleWord
	landLink
	titleEnd
	civilTitle
	generalWord
	spokesPart
	formerStart
)

var classNames = []string{
	bodyWord: "body", partyWord: "party", joiningWord: "joining", smallWord: "small", courtesyTitle: "courtesy", nameSuffix: "suffix", particleWord: "particle",
	landLink: "land-link", titleEnd: "title-end", civilTitle: "civil", generalWord: "general", spokesPart: "spokes", formerStart: "former",
}

var lexicon = sync.OnceValue(func() lang.Words[class] {
	return lang.Must(lang.ReadWords[class]("known.tsv", en.Known, classNames))
})

// is reports whether a word, in lower case, is of a class.
func is(word string, c class) bool { return lexicon().Is(word, c) }

// former reports whether a title says that its holder has left it.
func former(title string) bool {
	t := strings.ToLower(title)
	return slices.ContainsFunc(lexicon().List(formerStart), func(w string) bool { return strings.HasPrefix(t, w) })
}

// spokes reports whether a role speaks for a body: its sector is the body's.
func spokes(title string) bool {
	t := strings.ToLower(title)
	return slices.ContainsFunc(lexicon().List(spokesPart), func(w string) bool { return strings.Contains(t, w) })
}
