package event

import (
	"sync"

	"sayso/internal/lang"
	"sayso/internal/lang/en"
)

// class is one of harm.tsv.
type class uint8

const (
	weapon class = iota
	kindOfAct
	mishapVerb
	channel
	takesPlace
	machine
	counter
	onesided
	shared
)

var classNames = []string{weapon: "weapon", kindOfAct: "kind", mishapVerb: "mishap", channel: "channel", takesPlace: "takes", machine: "machine", counter: "count", onesided: "onesided", shared: "shared"}

var lexicon = sync.OnceValue(func() lang.Words[class] {
	return lang.Must(lang.ReadWords[class]("harm.tsv", en.Harm, classNames))
})

// is reports whether a lemma is of a class.
func is(lemma string, c class) bool { return lexicon().Is(lemma, c) }
