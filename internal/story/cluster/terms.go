// Package cluster weighs the words of articles, by which articles about one
// matter are known: names, places and whatever else is rare.
package cluster

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"

	"sayso/internal/lang/en"
)

// Term is a word of an article, in lower case and without its ending, with
// what it weighs.
type Term struct {
	Word   string
	Weight uint8 // in 255ths: the squares of all terms of an article sum to about 255²
}

const (
	// MaxTerms is how many terms an article has at most: the heaviest. More of
	// them tell articles apart no better.
	MaxTerms = 32
	// maxText bounds how many bytes of a text are looked at: news says first what
	// it is about.
	maxText = 16 << 10
	// inTitle is how many times a word of the title counts.
	inTitle = 3
	// ofName is how much more a name weighs than another word.
	ofName = 2
	// scale makes whole numbers of weights, which sum to the same in any order.
	scale = 255
)

// Terms weighs the words of an article, heaviest first: by how often they
// occur, how rare they are in news, and whether they are names (tf-idf, with
// logarithms of both).
func Terms(title, text string) []Term {
	tf := make(map[string]float64)
	names := make(map[string]bool)
	if len(text) > maxText {
		text = strings.ToValidUTF8(text[:maxText], "")
	}
	each(text, func(w string, name bool) {
		tf[w]++
		if name {
			names[w] = true
		}
	})
	// Titles may be set in capitals throughout, so they make no names.
	each(title, func(w string, _ bool) { tf[w] += inTitle })
	type weighed struct {
		word   string
		weight float64
	}
	back := loadBackground()
	v := make([]weighed, 0, len(tf))
	for w, n := range tf {
		x := (1 + math.Log(n)) * back.idf(w)
		if names[w] {
			x *= ofName
		}
		if x > 0 {
			v = append(v, weighed{w, x})
		}
	}
	slices.SortFunc(v, func(a, b weighed) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), strings.Compare(a.word, b.word))
	})
	v = v[:min(MaxTerms, len(v))]
	sq := 0.0
	for _, t := range v {
		sq += t.weight * t.weight
	}
	out := make([]Term, 0, len(v))
	for _, t := range v {
		if x := math.Round(scale * t.weight / math.Sqrt(sq)); x > 0 {
			out = append(out, Term{t.word, uint8(x)})
		}
	}
	return out
}

// Likeness turns a sum of products of weights into the cosine of two articles'
// terms, 0 to 1.
func Likeness(sum uint32) float64 { return min(1, float64(sum)/(scale*scale)) }

// each calls f with every word of text that can tell stories apart, in lower
// case and without its ending, and whether it looks like a name: a capital
// letter that no sentence's start explains.
func each(text string, f func(w string, name bool)) {
	fresh, start := true, -1
	emit := func(i int) {
		w := text[start:i]
		first := rune(w[0])
		for _, r := range w {
			first = r
			break
		}
		name := unicode.IsUpper(first) && !fresh
		fresh, start = false, -1
		l := strings.ToLower(w)
		if len(l) < 3 || stop[l] || strings.IndexFunc(l, unicode.IsLetter) < 0 {
			return
		}
		f(stem(l), name)
	}
	for i, r := range text {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			if start < 0 {
				start = i
			}
			continue
		}
		if start >= 0 {
			emit(i)
		}
		if strings.ContainsRune(".!?\n:“\"", r) {
			fresh = true
		}
	}
	if start >= 0 {
		emit(len(text))
	}
}

// stem takes off the commonest endings; a light hand errs less on names.
func stem(w string) string {
	for _, end := range []string{"ing", "ed", "es", "s"} {
		if len(w) > len(end)+3 && strings.HasSuffix(w, end) && !strings.HasSuffix(w, "ss") {
			return w[:len(w)-len(end)]
		}
	}
	return w
}

// stop are words that say nothing of the matter, besides what newsrooms add.
var stop = func() map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(`the and that for with was were are has have had been being but not this these those they them their there
		from his her its him she you your our who whom whose which what when where why how will would can could should may might must shall
		said say says told tell according also than then after before over under into onto about out off more most much many some any all
		one two three four five six seven eight nine ten first second last new other another such only own same very just still even ever
		because while during between through against among without within since until upon like did does doing done get got make made
		year years month months week weeks day days today yesterday time news report reports reported reporting read share
		comment comments image copyright caption video photo story twitter facebook email`) {
		m[w] = true
	}
	for _, w := range en.Words(en.Weekday, en.Month) {
		m[w] = true
	}
	return m
}()
