package question

import (
	"math"
	"strconv"
	"strings"
)

// figure is a number in a content: what is counted, what is said of it, and
// between which bounds the words put it.
type figure struct {
	low, high float64
	unit      string   // what is counted: "person", "money", "km", a noun
	pred      string   // what happened to it: "kill", "injure"
	quals     []string // what narrows it: "child", "@tunisian", ascending
	more      bool     // it comes on top of another number
	text      string   // as it stands
	noun      string   // what is counted, as it stands
	at        int      // byte of the article
}

// spread is how far a rounded number may be off: "about 100", "nearly 80".
const spread = 0.1

// meets reports whether two figures may be one number.
func (x *figure) meets(y *figure) bool { return x.low <= y.high && y.low <= x.high }

// ratio is how many times the greater is the smaller.
func (x *figure) ratio(y *figure) float64 {
	a, b := (x.low+x.high)/2, (y.low+y.high)/2
	if a > b {
		a, b = b, a
	}
	if a <= 0 {
		return math.Inf(1)
	}
	return b / a
}

// maxFigures bounds the numbers of one claim.
const maxFigures = 8

// figures reads the numbers of a content.
func (d *doc) figures(in []int) []figure {
	var out []figure
	inside := func(t int) bool { return t >= in[0] && t <= in[len(in)-1] }
	for i := 0; i < len(in) && len(out) < maxFigures; i++ {
		t := in[i]
		v, unit, ok := d.figure(t)
		if !ok || d.timed(t) {
			continue
		}
		last := t
		// "forty-two" is three tokens.
		if v >= 20 && v < 100 && t+2 < len(d.tokens) && inside(t+2) && d.word(t+1) == "-" {
			if ones, _, ok := d.figure(t + 2); ok && ones < 10 && quantities().numerals[d.word(t)] > 0 {
				v, last = v+ones, t+2
			}
		}
		// "143 million", "5 billion"
		for last+1 < len(d.tokens) && inside(last+1) {
			s, scaled := quantities().scales[d.word(last+1)]
			if !scaled {
				break
			}
			v *= s
			last++
		}
		f := figure{low: v, high: v, unit: unit, text: d.span(t, last), at: d.tokens[t].Span.Start}
		if t > in[0] && is("currency", d.word(t-1)) {
			f.unit, f.text = "money", d.span(t-1, last)
		}
		if f.unit == "" && v >= 1900 && v < 2100 && v == math.Trunc(v) && len(d.word(t)) == 4 {
			continue // a year
		}
		if from := d.hedge(&f, t, in[0]); from < t {
			f.text = d.span(from, last)
		}
		if !d.counts(&f, t, last, in) {
			continue
		}
		out = append(out, f)
		for i+1 < len(in) && in[i+1] <= last {
			i++
		}
	}
	return out
}

// figure is token t as a number, with the unit that is written on to it
// ("40mph", "143million"); false when it is none.
func (d *doc) figure(t int) (v float64, unit string, ok bool) {
	w := d.word(t)
	if v, ok := quantities().numerals[w]; ok {
		return v, "", true
	}
	w = strings.TrimLeft(w, "$£€")
	money := len(w) < len(d.word(t))
	n := strings.IndexFunc(w, func(r rune) bool { return (r < '0' || r > '9') && r != ',' && r != '.' })
	if n < 0 {
		n = len(w)
	}
	if n == 0 {
		return 0, "", false
	}
	v, err := strconv.ParseFloat(strings.ReplaceAll(strings.TrimRight(w[:n], ",."), ",", ""), 64)
	if err != nil {
		return 0, "", false
	}
	if money {
		unit = "money"
	}
	switch rest := strings.Trim(w[n:], "-"); {
	case rest == "":
	case quantities().scales[rest] != 0:
		v *= quantities().scales[rest]
	case quantities().units[rest] != "":
		unit = quantities().units[rest]
	case strings.HasSuffix(rest, "bn"):
		v *= 1e9
	default:
		return 0, "", false // "16-year-old", "1st", "5g", "f-35"
	}
	return v, unit, true
}

// timed reports whether token t belongs to a time, or is an age or a rank.
func (d *doc) timed(t int) bool {
	at := d.tokens[t].Span
	for i := range d.r.Analysis.Times {
		x := &d.r.Analysis.Times[i]
		if x.Span.Start <= at.Start && at.End <= x.Span.End {
			return true
		}
	}
	if t+1 < len(d.tokens) {
		switch w := d.word(t + 1); {
		case is("timeunit", w), is("timeunit", stem(w)), strings.HasPrefix(w, "-"), w == ":":
			return true
		}
	}
	if t > 0 {
		return is("labelling", d.word(t-1))
	}
	return false
}

// hedge widens a figure by the words before it, and gives the first of these.
func (d *doc) hedge(f *figure, t, first int) int {
	from := t
	v := f.low
	before := func(i int) string {
		if i-1 < first {
			return ""
		}
		return d.word(i - 1)
	}
	for i := t - 1; i >= max(first, t-4); i-- {
		low, high := f.low, f.high
		at := i
		switch w := d.word(i); {
		case is("roughly", w):
			low, high = v*(1-spread), v*(1+spread)
		case is("nearly", w):
			low = v * (1 - spread)
		case w == "least":
			high = v * (1 + spread)
			if before(i) == "at" {
				at--
			}
		case w == "than" && before(i) == "more", w == "over" && i == t-1:
			high = v * (1 + spread)
			if w == "than" {
				at--
			}
		case w == "than" && (before(i) == "fewer" || before(i) == "less"), w == "to" && before(i) == "up":
			low = v * (1 - spread)
			at--
		case w == "as" && (before(i) == "many" || before(i) == "much"):
			low = v * (1 - spread)
			at = max(first, i-2)
		case is("adding", w):
			f.more = true
		default:
			continue
		}
		f.low, f.high = low, high
		from = min(from, at)
	}
	return from
}
