package when

import (
	"strings"
	"sync"

	"sayso/internal/lang"
	"sayso/internal/lang/en"
)

// A weekday, a month or a date without a year is the last one of its name or
// the next. The verb decides that it goes with, and in English that is mostly
// the nearest before it: "met on Friday and will meet on Tuesday". Only where
// none stands before it, in its sentence, is one looked for behind: "This
// Friday the port opens", "On 28 February the forest burned".

// tense is where in time a word puts what goes with it.
type tense int8

const (
	untensed tense = iota
	past
	future
)

// tenses are the words of tenses.tsv.
var tenses = sync.OnceValue(func() map[string]tense {
	out := map[string]tense{}
	for _, r := range lang.Must(tenseLayout.Read("tenses.tsv", en.Tenses)) {
		out[r.Cells[0]] = past
		if r.Cells[1] == "future" {
			out[r.Cells[0]] = future
		}
	}
	return out
})

var tenseLayout = lang.Layout{Columns: []lang.Column{{Name: "word"}, {Name: "as", Terms: []string{"past", "future"}}}}

// How many words on either side may tell the tense: of a weekday, and of a month,
// which reports go back to from farther away.
const (
	tenseReach = 6
	monthReach = 9
)

// tense is that of the words around i..j.
func (f *finder) tense(i, j int) tense { return f.tenseWithin(i, j, tenseReach) }

func (f *finder) tenseWithin(i, j, reach int) tense {
	if i > 0 && !f.words[i].breaks {
		// "is on Sunday"; "opens on Sunday" is left to what it was
		k := i - 1
		if k > 0 && f.low(k) == "on" {
			k--
		}
		if w := f.low(k); w == "is" || w == "are" {
			return future
		}
	}
	for k := i - 1; k >= 0 && k >= i-reach && !f.words[k+1].breaks; k-- {
		if t := f.tenseOf(k); t != untensed {
			return t
		}
	}
	for k := j; k < len(f.words) && k < j+reach && !f.words[k].breaks; k++ {
		if t := f.tenseOf(k); t != untensed {
			return t
		}
	}
	return untensed
}

// tenseOf is the tense that word k gives.
func (f *finder) tenseOf(k int) tense {
	w := &f.words[k]
	if c := f.text[w.start]; c < 'a' || c > 'z' {
		return untensed
	}
	t := tenses()[w.low]
	if t == untensed && len(w.low) > 4 && strings.HasSuffix(w.low, "ed") && !strings.HasSuffix(w.low, "eed") && w.class == none {
		t = past
	}
	if t == past && f.low(k-1) == "be" {
		return future // "that it be held", "to be signed"
	}
	return t
}

// ahead reports whether what stands at i..j is still to come.
func (f *finder) ahead(i, j int) bool { return f.tense(i, j) == future }
