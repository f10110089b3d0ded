package question

import (
	_ "embed"
	"sync"

	"sayso/internal/lang"
)

//go:embed words.tsv
var wordsTable string

//go:embed nicknames.tsv
var nicknamesTable string

// wordClasses are the classes of words.tsv.
var wordClasses = []string{"said", "untrue", "empty", "denying", "rejecting", "given", "taking", "involving", "nobody", "charging", "factual", "opinion", "light",
	"grim", "humane", "exposed", "persons", "currency", "timeunit", "beside", "titles", "suffixes"}

var loadWords = sync.OnceValue(func() map[string]map[string]bool {
	sets, err := lang.Sets{Classes: wordClasses, Shared: true}.Read("words.tsv", wordsTable)
	if err != nil {
		panic("question: " + err.Error()) // it is part of the program
	}
	return lang.In(sets)
})

// is reports whether a word is of a class of words.tsv.
func is(class, word string) bool { return loadWords()[class][word] }

// nicknames gives the names that a short form may stand for.
var nicknames = sync.OnceValue(func() map[string][]string {
	sets, err := lang.Sets{Shared: true}.Read("nicknames.tsv", nicknamesTable)
	if err != nil {
		panic("question: " + err.Error()) // it is part of the program
	}
	out := make(map[string][]string)
	for name, short := range sets {
		for _, s := range short {
			out[s] = append(out[s], name)
		}
	}
	return out
})
