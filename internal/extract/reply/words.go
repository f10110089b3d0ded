package reply

import (
	"sync"

	"sayso/internal/lang"
	"sayso/internal/lang/en"
)

// class is one of reply.tsv.
type class uint8

const (
	deniesCue class = iota
	denialCue
	rejectsCue
	withheldThing
	saidWord
	chargeWord
	partIn
	moreWord
	answersCue
	answerCue
	askedWord
	whenWord
	respondingWord
	inFront
	responseWord
	relativeWord
	asideWord
	giverWord
	takerWord
	byWord
	emptyWord
)

var classNames = []string{
	deniesCue: "denies", denialCue: "denies-noun", rejectsCue: "rejects", withheldThing: "withheld", saidWord: "said", chargeWord: "charge", partIn: "part-in", moreWord: "more",
	answersCue: "answers", answerCue: "answer", askedWord: "asked", whenWord: "when", respondingWord: "responding", inFront: "in-front", responseWord: "response",
	relativeWord: "relative", asideWord: "aside", giverWord: "giver", takerWord: "taker", byWord: "by", emptyWord: "empty",
}

var lexicon = sync.OnceValue(func() lang.Words[class] {
	return lang.Must(lang.ReadWords[class]("reply.tsv", en.Reply, classNames))
})

// is reports whether a word, in lower case, is of a class.
func is(word string, c class) bool { return lexicon().Is(word, c) }
