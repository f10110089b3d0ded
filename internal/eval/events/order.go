package events

import (
	_ "embed"
	"slices"
	"strconv"
	"strings"
	"time"

	"sayso"
	"sayso/internal/eval"
)

//go:embed testdata/order.tsv
var orderTable string

// Ordered is a text with what it says of how its events lie in time.
type Ordered struct {
	Text  string
	Links []Tie
}

// Tie is one link, from the words of one event to those of the other or of a
// date; labels may name several words for each.
type Tie struct {
	One, Other sayso.Spans // bytes
	Relation   sayso.TimeRelation
}

// ReadOrder reads the labelled texts.
func ReadOrder() ([]Ordered, error) {
	var out []Ordered
	n := 0
	for line := range strings.Lines(orderTable) {
		n++
		line = strings.TrimRight(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		text, links, _ := strings.Cut(line, "\t")
		o := Ordered{Text: strings.ReplaceAll(text, "|", "\n\n")}
		for l := range strings.SplitSeq(links, "; ") {
			if l == "" {
				continue
			}
			w := strings.SplitN(l, " ", 3)
			if len(w) != 3 || sayso.TimeRelation(w[1]).Inverse() == "" {
				return nil, sayso.Errorf("read labels", "order.tsv:"+strconv.Itoa(n), sayso.Invalid, "want trigger RELATION trigger, got %q", l)
			}
			one, ok := find(o.Text, w[0])
			other, ok2 := find(o.Text, strings.TrimPrefix(w[2], "@"))
			if !ok || !ok2 {
				return nil, sayso.Errorf("read labels", "order.tsv:"+strconv.Itoa(n), sayso.Invalid, "%q names words that the text lacks", l)
			}
			o.Links = append(o.Links, Tie{one, other, sayso.TimeRelation(w[1])})
		}
		out = append(out, o)
	}
	return out, nil
}

// find is where a label's words stand: "raid#2" is the second raid, "held/talks"
// is either.
func find(text, words string) (out sayso.Spans, ok bool) {
	for word := range strings.SplitSeq(words, "/") {
		word, nth, _ := strings.Cut(word, "#")
		left, _ := strconv.Atoi(nth)
		at := 0
		for left = max(left, 1); left > 0; at += len(word) {
			i := strings.Index(text[at:], word)
			if i < 0 {
				return nil, false
			}
			at += i
			if end := at + len(word); (at == 0 || !letter(text[at-1])) && (end == len(text) || !letter(text[end])) {
				left--
			}
		}
		out = append(out, sayso.Span{Start: at - len(word), End: at})
	}
	return out, true
}

func letter(b byte) bool { return b|0x20 >= 'a' && b|0x20 <= 'z' }

// Ties are the links that an analysis holds, each once; those between two
// mentions of one event order nothing.
func Ties(an *sayso.Analysis) []Tie {
	var out []Tie
	byID := make(map[sayso.EventID]*sayso.Event, len(an.Events))
	for i := range an.Events {
		byID[an.Events[i].ID] = &an.Events[i]
	}
	for i := range an.Events {
		e := &an.Events[i]
		for _, l := range e.Links {
			one := e.Anchor
			if o := byID[l.Event]; o != nil {
				k := slices.IndexFunc(o.Links, func(m sayso.TimeLink) bool { return m.Event == e.ID })
				one = o.Links[k].Other
			}
			if l.Relation == sayso.Identical || l.Event != "" && one.Cover().Start > l.Other.Cover().Start {
				continue
			}
			out = append(out, Tie{one, l.Other, l.Relation})
		}
	}
	return out
}

// alike reports whether a found link is the labelled one, from either side.
func (t Tie) alike(l Tie) bool {
	return overlap(t.One, l.One) && overlap(t.Other, l.Other) && t.Relation == l.Relation ||
		overlap(t.One, l.Other) && overlap(t.Other, l.One) && t.Relation == l.Relation.Inverse()
}

func overlap(a, b sayso.Spans) bool {
	return slices.ContainsFunc(a, func(x sayso.Span) bool { return slices.ContainsFunc(b, x.Overlaps) })
}

// scoreOrder measures links on the labelled texts.
func scoreOrder(extract func(*sayso.Article) sayso.Analysis) ([]eval.Figure, error) {
	texts, err := ReadOrder()
	if err != nil {
		return nil, err
	}
	var found, right, gold int
	for _, o := range texts {
		an := extract(&sayso.Article{Text: o.Text, Published: sayso.Date{Time: time.Date(2031, 5, 5, 0, 0, 0, 0, time.UTC), DayOnly: true}})
		ties := Ties(&an)
		found, gold = found+len(ties), gold+len(o.Links)
		for _, t := range ties {
			if slices.ContainsFunc(o.Links, t.alike) {
				right++
			}
		}
	}
	return []eval.Figure{
		{Name: "order in time, precision", Value: float64(right) / float64(max(found, 1))},
		{Name: "order in time, recall", Value: float64(right) / float64(max(gold, 1))},
	}, nil
}
