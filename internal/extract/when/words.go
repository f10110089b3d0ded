package when

import (
	"sync"

	"sayso/internal/lang"
	"sayso/internal/lang/en"
)

// around is a class of timewords.tsv.
type around uint8

const (
	ownerWord around = iota
	lastingWord
	rateWord
	beforeOneDay
	countedWord
	gameWord
	zoneWord
	worldZone
)

var aroundNames = []string{
	ownerWord:    "owner",
	lastingWord:  "lasting",
	rateWord:     "rate",
	beforeOneDay: "before-one-day",
	countedWord:  "counted",
	gameWord:     "game",
	zoneWord:     "zone",
	worldZone:    "world-zone",
}

var surroundings = sync.OnceValue(func() lang.Words[around] {
	return lang.Must(lang.ReadWords[around]("timewords.tsv", en.TimeWords, aroundNames))
})

// is reports whether a word, in lower case, is of a class.
func is(word string, c around) bool { return surroundings().Is(word, c) }
