package question

import (
	"strconv"
	"strings"
	"sync"

	"sayso/internal/lang"
	"sayso/internal/lang/en"
)

// wordClasses are the classes of questions.tsv.
var wordClasses = strings.Fields("said untrue empty denying rejecting given taking involving nobody charging accusing factual opinion light grim humane exposed " +
	"persons currency timeunit beside titles suffixes wearing dead passing beside-more uncounting labelling roughly nearly adding " +
	"partial whole-behind long we negator idle-after-not idle-after-no outright commanding duty conditional plain-saying unspecific " +
	"untruly unfounded lying so taking-up taken-up owning crowd proof befallen human breaking going-on warring by-air by-shell by-bomb " +
	"by-gun by-gas by-traffic where pointing anybody")

var loadWords = sync.OnceValue(func() map[string]map[string]bool {
	return lang.In(loadSets())
})

var loadSets = sync.OnceValue(func() map[string][]string {
	sets := lang.Must(lang.Sets{Classes: wordClasses, Shared: true}.Read("questions.tsv", en.Questions))
	for class, words := range sets {
		for i, w := range words {
			sets[class][i] = strings.ReplaceAll(w, "_", " ")
		}
	}
	return sets
})

// is reports whether a word is of a class of questions.tsv.
func is(class, word string) bool { return loadWords()[class][word] }

// holds reports whether a text has a phrase of a class in it.
func holds(class, text string) bool {
	for _, w := range loadSets()[class] {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}

// quantity is a table of words with the values that they have.
type quantity struct {
	numerals, scales map[string]float64
	units            map[string]string // what is no unit is a noun
}

// quantities are the words of quantities.tsv.
var quantities = sync.OnceValue(func() *quantity {
	q := &quantity{map[string]float64{}, map[string]float64{}, map[string]string{}}
	rows := lang.Must(lang.Layout{
		Columns: []lang.Column{{Name: "word"}, {Name: "kind", Terms: []string{"numeral", "scale", "unit"}}, {Name: "value"}},
	}.Read("quantities.tsv", en.Quantities))
	for _, r := range rows {
		word, value := r.Cells[0], r.Cells[2]
		switch r.Cells[1] {
		case "numeral":
			q.numerals[word] = lang.Must(strconv.ParseFloat(value, 64))
		case "scale":
			q.scales[word] = lang.Must(strconv.ParseFloat(value, 64))
		default:
			q.units[word] = value
		}
	}
	return q
})

// nicknames gives the names that a short form may stand for.
var nicknames = sync.OnceValue(func() map[string][]string {
	sets := lang.Must(lang.Sets{Shared: true}.Read("nicknames.tsv", en.Nicknames))
	out := make(map[string][]string)
	for name, short := range sets {
		for _, s := range short {
			out[s] = append(out[s], name)
		}
	}
	return out
})
