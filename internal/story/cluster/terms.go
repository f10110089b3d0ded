// Package cluster weighs the words of articles, by which articles about one
// matter are known: names, places and whatever else is rare.
package cluster

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"sync"
	"unicode"

	"sayso/internal/lang"
	"sayso/internal/lang/en"
)

// Term is a word of an article, in lower case and without its ending, with
// what it weighs.
type Term struct {
	Word   string
	Weight uint8 // in 255ths: the squares of all terms of an article sum to about 255²
	Where  Where
}

// Where is the parts of an article in which a term stands, besides its text.
type Where uint8

const (
	InTitle Where = 1 << iota
	InLead        // title or first words, which say what happened
)

const (
	// MaxTerms is how many terms an article has at most: the heaviest. More of
	// them tell articles apart no better.
	MaxTerms = 64
	// maxText bounds how many bytes of a text are looked at: news says first what
	// it is about.
	maxText = 16 << 10
	// inTitle is how many times a word of the title counts.
	inTitle = 3
	// ofName is how much more a name weighs than another word.
	ofName = 2
	// lead is how many of its words, of those that can tell stories apart, an
	// article says first.
	lead = 60
	// scale makes whole numbers of weights, which sum to the same in any order.
	scale = 255
)

// Terms weighs the words of an article, heaviest first: by how often they
// occur, how rare they are in news, and whether they are names (tf-idf, with
// logarithms of both). What a page repeats is left out: see Repeated.
func Terms(title, text string) []Term {
	tf := make(map[string]float64)
	names := make(map[string]bool)
	where := make(map[string]Where)
	n := 0
	for line := range strings.Lines(first(text)) {
		if Repeated(line) {
			continue
		}
		each(line, func(w string, name bool) {
			tf[w]++
			if name {
				names[w] = true
			}
			if n++; n <= lead {
				where[w] |= InLead
			}
		})
	}
	// Titles may be set in capitals throughout, so they make no names.
	each(title, func(w string, _ bool) {
		tf[w] += inTitle
		where[w] |= InTitle | InLead
	})
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
			out = append(out, Term{t.word, uint8(x), where[t.word]})
		}
	}
	return out
}

func first(text string) string {
	if len(text) > maxText {
		text = strings.ToValidUTF8(text[:maxText], "")
	}
	return text
}

// Repeated reports whether a line is what pages put beside or below reports, the
// same on many of them: who holds the rights, or a list of other headlines. No
// two articles are alike by it.
func Repeated(line string) bool {
	line = strings.TrimSpace(line)
	if len(line) > maxRepeated {
		return false
	}
	l := strings.ToLower(line)
	for _, s := range loadWords().repeated {
		if strings.Contains(l, s) {
			return true
		}
	}
	return false
}

// maxRepeated bounds, in bytes, the lines that are looked at as such.
const maxRepeated = 300

const (
	// maxFigures is how many figures of an article are kept.
	maxFigures = 16
	// figuresIn is in how much of a text they are looked for, in bytes.
	figuresIn = 3000
)

// Figures are the numbers of two digits or more that an article says first, each
// once and in order, years aside: tolls and sums by which reports of one event are
// known. A number is kept as itself up to 65,535, and above by its remainder.
func Figures(text string) []uint16 {
	var out []uint16
	text = text[:min(len(text), figuresIn)]
	for i := 0; i < len(text) && len(out) < maxFigures; {
		n, digits := uint64(0), 0
		j := i
		for ; j < len(text) && (text[j] >= '0' && text[j] <= '9' || digits > 0 && text[j] == ',' && j+1 < len(text) && text[j+1] >= '0' && text[j+1] <= '9'); j++ {
			if text[j] != ',' {
				n, digits = n*10+uint64(text[j]-'0'), digits+1
			}
		}
		year := digits == 4 && n >= 1900 && n <= 2100
		if digits > 1 && digits < 16 && !year && (i == 0 || !isLetter(text[i-1])) {
			out = append(out, uint16(n))
		}
		i = max(j, i+1)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// Cosine turns a sum of products of weights into the cosine of two articles'
// terms, 0 to 1.
func Cosine(sum uint32) float64 { return min(1, float64(sum)/(scale*scale)) }

// Sum is the sum of products that a cosine comes to.
func Sum(cosine float64) uint32 { return uint32(cosine * scale * scale) }

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
		if len(l) < 3 || loadWords().stop[l] || strings.IndexFunc(l, unicode.IsLetter) < 0 {
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
	for _, end := range loadWords().endings {
		if len(w) > len(end)+3 && strings.HasSuffix(w, end) && !strings.HasSuffix(w, "ss") {
			return w[:len(w)-len(end)]
		}
	}
	return w
}

// phrasing is the words of stories.tsv.
type phrasing struct {
	stop              map[string]bool
	repeated, endings []string
}

// storyClasses are the classes of stories.tsv.
var storyClasses = []string{"stop", "repeated", "ending"}

var loadWords = sync.OnceValue(func() *phrasing {
	const stop, repeated, ending uint8 = 0, 1, 2
	w := lang.Must(lang.ReadWords[uint8]("stories.tsv", en.Stories, storyClasses))
	p := &phrasing{stop: make(map[string]bool), repeated: w.List(repeated), endings: w.List(ending)}
	for _, s := range slices.Concat(w.List(stop), en.Words(en.Weekday, en.Month)) {
		p.stop[s] = true
	}
	return p
})
