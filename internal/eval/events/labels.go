package events

import (
	"encoding/json"
	"io/fs"
	"path"

	"sayso"
	"sayso/internal/eval/readers"
)

// Marked is one sentence of an article with the events that a reader marked in
// it, all in bytes of the article's text.
type Marked struct {
	Article string
	Span    sayso.Span
	Part    string // "build" or "measure"
	Events  []MarkedEvent
}

// MarkedEvent is one event that a reader marked.
type MarkedEvent struct {
	Category, Mode     string
	Trigger            sayso.Span
	Actors, Recipients sayso.Spans
	Status             sayso.Status
	// Vouched reports whether the article itself tells it, and not only a source.
	Vouched bool
	// Main is set for the event that the sentence is about.
	Main bool
	// Time and Place are the words of the sentence that say when and where; empty
	// where none do.
	Time, Place sayso.Span
}

// The files of labels below labels/: 2,600 sentences by one reader each, and
// 200 of them by a second one.
const (
	MarkedFile = "events.jsonl"
	secondFile = "events_second.jsonl"
)

// ReadMarked reads a file of marked sentences; text finds an article's text. A
// sentence whose article has no text is left out.
func ReadMarked(corpora fs.FS, file string, text func(article string) (string, error)) ([]Marked, error) {
	name := path.Join("labels", file)
	var out []Marked
	offsets := map[string][]int{}
	err := readers.Lines(corpora, name, func(line []byte) error {
		var l markedLine
		if err := json.Unmarshal(line, &l); err != nil {
			return sayso.E("read labels", name, sayso.Invalid, err)
		}
		at, ok := offsets[l.Article]
		if !ok {
			t, err := text(l.Article)
			if err != nil {
				return err
			}
			at = bytesOf(t)
			offsets[l.Article] = at
		}
		if len(at) > 1 {
			out = append(out, l.marked(at))
		}
		return nil
	})
	return out, err
}

// markedLine is a line of the labels. Offsets count code points.
type markedLine struct {
	Article, Part string
	Span          [2]int
	Events        []struct {
		Category, Mode     string
		Trigger            [2]int
		Actors, Recipients [][2]int
		Status             sayso.Status
		Vouched, Main      bool
		Time, Place        *[2]int
	}
}

// bytesOf gives the byte of each code point of a text, and of its end.
func bytesOf(text string) []int {
	at := make([]int, 0, len(text)+1)
	for i := range text {
		at = append(at, i)
	}
	return append(at, len(text))
}

func (l *markedLine) marked(at []int) Marked {
	span := func(p [2]int) sayso.Span {
		if p[0] < 0 || p[0] >= p[1] || p[1] >= len(at) {
			return sayso.Span{}
		}
		return sayso.Span{Start: at[p[0]], End: at[p[1]]}
	}
	spans := func(ps [][2]int) sayso.Spans {
		var out sayso.Spans
		for _, p := range ps {
			if s := span(p); !s.Empty() {
				out = append(out, s)
			}
		}
		return out
	}
	m := Marked{Article: l.Article, Span: span(l.Span), Part: l.Part}
	named := func(p *[2]int) sayso.Span {
		if p == nil {
			return sayso.Span{}
		}
		return span(*p)
	}
	for _, e := range l.Events {
		m.Events = append(m.Events, MarkedEvent{Category: e.Category, Mode: e.Mode, Trigger: span(e.Trigger), Actors: spans(e.Actors), Recipients: spans(e.Recipients),
			Status: e.Status, Vouched: e.Vouched, Main: e.Main, Time: named(e.Time), Place: named(e.Place)})
	}
	return m
}

// ByArticle divides sentences by their articles, in the order of the file.
func ByArticle(all []Marked) [][]Marked {
	at := map[string]int{}
	var out [][]Marked
	for _, m := range all {
		k, ok := at[m.Article]
		if !ok {
			k = len(out)
			at[m.Article] = k
			out = append(out, nil)
		}
		out[k] = append(out[k], m)
	}
	return out
}

// Alone is a marked sentence as a text by itself holds it, in which it begins at
// byte start.
func (m *Marked) Alone(start int) Marked {
	by := start - m.Span.Start
	shift := func(s sayso.Span) sayso.Span {
		if s.Empty() {
			return s
		}
		return sayso.Span{Start: s.Start + by, End: s.End + by}
	}
	shifted := func(ss sayso.Spans) sayso.Spans {
		out := make(sayso.Spans, len(ss))
		for i, s := range ss {
			out[i] = shift(s)
		}
		return out
	}
	out := *m
	out.Span = shift(m.Span)
	out.Events = make([]MarkedEvent, len(m.Events))
	for i, e := range m.Events {
		e.Trigger, e.Actors, e.Recipients, e.Time, e.Place = shift(e.Trigger), shifted(e.Actors), shifted(e.Recipients), shift(e.Time), shift(e.Place)
		out.Events[i] = e
	}
	return out
}
