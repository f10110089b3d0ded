// Package en holds what is of English and no algorithm: tables of words with
// their classes.
package en

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"

	"sayso/internal/lang"
)

// Class is a class of words in words.tsv.
type Class string

const (
	Weekday      Class = "weekday"
	WeekdayShort Class = "weekday-short"
	Month        Class = "month"
	MonthShort   Class = "month-short"
	Moment       Class = "moment" // a day by its distance: "today"
	Period       Class = "period" // a stretch of time by its length: "week"
	Preposition  Class = "preposition"
	Said         Class = "said" // verbs that stand between a quotation and its speaker
)

// Classes lists every class; words.tsv has a row for each and no other.
var Classes = []Class{Weekday, WeekdayShort, Month, MonthShort, Moment, Period, Preposition, Said}

// Verbs, Nouns, Cues and Plain are the tables of words that attribute (package claim
// reads them); each says in its head what its columns mean.
var (
	//go:embed verbs.tsv
	Verbs string
	//go:embed nouns.tsv
	Nouns string
	//go:embed cues.tsv
	Cues string
	//go:embed plain.txt
	Plain string
	//go:embed words.tsv
	words string
)

// Tables that one package each reads, into classes of its own; each says in its
// head what they mean.
var (
	//go:embed harm.tsv
	Harm string
	//go:embed actor.tsv
	Actor string
	//go:embed closed.tsv
	Closed string
	//go:embed coref.tsv
	Coref string
	//go:embed furniture.tsv
	Furniture string
	//go:embed given.tsv
	Given string
	//go:embed heads.tsv
	Heads string
	//go:embed known.tsv
	Known string
	//go:embed lands.tsv
	Lands string
	//go:embed names.tsv
	Names string
	//go:embed nicknames.tsv
	Nicknames string
	//go:embed places.tsv
	Places string
	//go:embed pronouns.tsv
	Pronouns string
	//go:embed quantities.tsv
	Quantities string
	//go:embed questions.tsv
	Questions string
	//go:embed reply.tsv
	Reply string
	//go:embed stories.tsv
	Stories string
	//go:embed takenup.tsv
	TakenUp string
	//go:embed tenses.tsv
	Tenses string
	//go:embed times.tsv
	Times string
	//go:embed timewords.tsv
	TimeWords string
	//go:embed token.tsv
	Token string
)

// classes are the words of each class. A fault in the table is the program's
// own, which a test finds, and no input can bring about.
var classes = sync.OnceValue(func() map[Class][]string {
	out, err := readClasses("words.tsv", words)
	if err != nil {
		panic(err)
	}
	return out
})

func readClasses(file, data string) (map[Class][]string, error) {
	terms := make([]string, len(Classes))
	for i, c := range Classes {
		terms[i] = string(c)
	}
	rows, err := lang.Layout{Columns: []lang.Column{{Name: "class", Terms: terms}, {Name: "words", Check: lowerOnce}}}.Read(file, data)
	if err != nil {
		return nil, err
	}
	out := make(map[Class][]string, len(rows))
	for _, r := range rows {
		out[Class(r.Cells[0])] = strings.Fields(r.Cells[1])
	}
	for _, c := range Classes {
		if out[c] == nil {
			return nil, fmt.Errorf("%s has no row for the class %s", file, c)
		}
	}
	return out, nil
}

// lowerOnce refuses words with capitals, and a word that stands there twice.
func lowerOnce(list string) error {
	seen := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		if w != strings.ToLower(w) {
			return fmt.Errorf("%q is not in lower case", w)
		}
		if seen[w] {
			return fmt.Errorf("%q stands there twice", w)
		}
		seen[w] = true
	}
	if len(seen) == 0 {
		return fmt.Errorf("no words")
	}
	return nil
}

// Words returns the words of classes, in the order of the table.
func Words(of ...Class) []string {
	var out []string
	for _, c := range of {
		out = append(out, classes()[c]...)
	}
	return out
}

// Is reports whether a word, in lower case, is of one of the classes.
func Is(word string, of ...Class) bool {
	return slices.ContainsFunc(of, func(c Class) bool { return slices.Contains(classes()[c], word) })
}
