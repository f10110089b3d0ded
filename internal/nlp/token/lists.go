package token

import (
	"strings"
	"sync"

	"sayso/internal/lang"
	"sayso/internal/lang/en"
)

// kind is a class of token.tsv.
type kind uint8

const (
	prefix kind = iota
	suffix
	degreeWord
	slashEnd
	clippedWord
	clippedAnd
	partedWord
	clitic
	cliticNot
	cliticAll
	titleWord
	abbrevWord
	countWord
	capitalWord
	starterWord
	ordinalEnd
	halfDay
	unitWord
	domainEnd
	domainShort
	extensionEnd
)

var kindNames = []string{
	prefix: "prefix", suffix: "suffix", degreeWord: "degree", slashEnd: "slash-end", clippedWord: "clipped", clippedAnd: "clipped-and", partedWord: "parts",
	clitic: "clitic", cliticNot: "clitic-not", cliticAll: "clitic-all", titleWord: "title", abbrevWord: "abbreviation", countWord: "count",
	capitalWord: "capital", starterWord: "starter", ordinalEnd: "ordinal", halfDay: "half-day", unitWord: "unit", domainEnd: "domain",
	domainShort: "domain-short", extensionEnd: "extension",
}

// tables are the words of token.tsv, ready to look up.
type tables struct {
	lang.Words[kind]
	parts map[string]int // where a word that is two parts
	// ending has the last two letters of those words. Nearly every word of a text
	// is asked whether it is one, and ends otherwise.
	ending [1 << 10]bool
}

var lexicon = sync.OnceValue(func() *tables {
	t := &tables{Words: lang.Must(lang.ReadWords[kind]("token.tsv", en.Token, kindNames)), parts: map[string]int{}}
	for _, w := range t.List(partedWord) {
		a, b, _ := strings.Cut(w, "+")
		t.parts[a+b] = len(a)
		t.ending[pair(a+b)] = true
	}
	return t
})

// pair numbers the last two letters of a word of ASCII, whatever their case.
func pair[W string | []byte](w W) int { return int(w[len(w)-2]&31)<<5 | int(w[len(w)-1]&31) }

// is reports whether w, as [lower] writes it, is of a kind.
func is(w []byte, k kind) bool { return lexicon().Has(w, k) }
