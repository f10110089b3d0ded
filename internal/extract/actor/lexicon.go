package actor

import (
	"sync"

	"sayso/internal/lang"
	"sayso/internal/lang/en"
)

// class is one of actor.tsv, which says what is in each.
type class uint8

const (
	maleWord class = iota
	femaleWord
	articleWord
	relativeWord
	headlineWord
	ordinalWord
	measureWord
	prepositionWord
	possessiveWord
	pronounWord
	genericWord
	wordyWord
	firmWord
	kinWord
	carryingWord
	speakingVerb
	timeNoun
	beforeTime
	reportsWord
	hearsayWord
	outletEnd
	outletStart
	agencyWord
	newsWord
	selfWord
	unlettered
	nameEnd
	nameTitle
	lawWord
	seatName
	postedOn
	pageWord
	givenIn
	citingWord
	reporterWord
	seesVerb
	outsideTitle
	kinPraise
	relationalWord
	quotingPaper
	authoredPaper
	carriesVerb
	beforeCarried
	platformName
	reactionWord
	pointingWord
	somebodyWord
	severalWord
	someoneWord
	courtWord
	personEnd
	speakerPronoun
	wePronoun
	personPronoun
	pluralPronoun
	bodyPronoun
	hePronoun
	shePronoun
	titleLink
)

var classNames = []string{
	maleWord:        "male",
	femaleWord:      "female",
	articleWord:     "article",
	relativeWord:    "relative",
	headlineWord:    "headline",
	ordinalWord:     "ordinal",
	measureWord:     "measure",
	prepositionWord: "preposition",
	possessiveWord:  "possessive",
	pronounWord:     "pronoun",
	genericWord:     "generic",
	wordyWord:       "wordy",
	firmWord:        "firm",
	kinWord:         "kin",
	carryingWord:    "carrying",
	speakingVerb:    "speaking",
	timeNoun:        "time",
	beforeTime:      "before-time",
	reportsWord:     "reports",
	hearsayWord:     "hearsay",
	outletEnd:       "outlet",
	outletStart:     "outlet-first",
	agencyWord:      "agency",
	newsWord:        "news",
	selfWord:        "self",
	unlettered:      "unlettered",
	nameEnd:         "name-end",
	nameTitle:       "name-title",
	lawWord:         "law",
	seatName:        "seat",
	postedOn:        "posted-on",
	pageWord:        "page",
	givenIn:         "given-in",
	citingWord:      "citing",
	reporterWord:    "reporter",
	seesVerb:        "sees",
	outsideTitle:    "outside-title",
	kinPraise:       "of-kin",
	relationalWord:  "relational",
	quotingPaper:    "quoting-paper",
	authoredPaper:   "authored",
	carriesVerb:     "carries",
	beforeCarried:   "before-carried",
	platformName:    "platform",
	reactionWord:    "reaction",
	pointingWord:    "pointing",
	somebodyWord:    "somebody",
	severalWord:     "several",
	someoneWord:     "someone",
	courtWord:       "court",
	personEnd:       "person-end",
	speakerPronoun:  "i",
	wePronoun:       "we",
	personPronoun:   "he-or-she",
	pluralPronoun:   "they",
	bodyPronoun:     "it",
	hePronoun:       "he",
	shePronoun:      "she",
	titleLink:       "title-link",
}

var lexicon = sync.OnceValue(func() lang.Words[class] {
	return lang.Must(lang.ReadWords[class]("actor.tsv", en.Actor, classNames))
})

// is reports whether a word, in lower case, is of a class.
func is(word string, c class) bool { return lexicon().Is(word, c) }
