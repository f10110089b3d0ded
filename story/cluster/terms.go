package cluster

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"
)

// maxText bounds how many bytes of a text are looked at: news says first what
// it is about.
const maxText = 16 << 10

// vector weighs d's terms and counts them among those seen. The result is of
// length 1, heaviest first.
func (g *Gatherer) vector(d Doc) []term {
	tf := make(map[string]float64)
	names := make(map[string]bool)
	text := d.Text
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
	each(d.Title, func(w string, _ bool) { tf[w] += g.set.Title })
	keys := make([]string, 0, len(tf))
	for w := range tf {
		keys = append(keys, w)
	}
	slices.Sort(keys)
	g.n++
	v := make([]term, 0, len(keys))
	for _, w := range keys {
		id, ok := g.ids[w]
		if !ok {
			id = int32(len(g.words))
			g.ids[w], g.words, g.df = id, append(g.words, w), append(g.df, 0)
		}
		g.df[id]++
		x := (1 + math.Log(tf[w])) * g.idf(id, w)
		if names[w] {
			x *= g.set.Name
		}
		if x > 0 {
			v = append(v, term{id, x})
		}
	}
	slices.SortFunc(v, func(a, b term) int { return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.id, b.id)) })
	v = v[:min(maxTerms, len(v))]
	sq := 0.0
	for _, t := range v {
		sq += t.weight * t.weight
	}
	if sq > 0 {
		for i := range v {
			v[i].weight /= math.Sqrt(sq)
		}
	}
	return v
}

// prior is how many articles the first arrivals are weighed as if there had
// been, each word in one of them: without it the first words would all look
// alike.
const prior = 20

func (g *Gatherer) idf(id int32, _ string) float64 {
	return math.Log(float64(g.n+prior) / float64(g.df[id]))
}

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
		monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november
		december year years month months week weeks day days today yesterday time news report reports reported reporting read share
		comment comments image copyright caption video photo story twitter facebook email`) {
		m[w] = true
	}
	return m
}()
