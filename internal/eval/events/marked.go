package events

import (
	"context"
	"os"
	"slices"

	"sayso"
	"sayso/internal/eval"
	"sayso/internal/eval/readers"
	"sayso/internal/pipeline"
)

// Agreement counts how events found in sentences compare with those that a
// reader marked there. A sentence tells each category once or not at all.
type Agreement struct {
	Found, Marked, Both int // pairs of sentence and category
	Parties, Status     int // of Both: both sides right; status right
	Vouched             int // of Both: the article's own word, or a source's
	Sure, SureRight     int // found at a confidence of 0.8 and above; of these also marked, with both sides right
}

// sure is the confidence from which nine in ten events should be usable.
const sure = 0.8

// told is an event as either side has it: whose parties are spans of the text.
type told struct {
	category           string
	actors, recipients sayso.Spans
	status             sayso.Status
	vouched            bool
	confidence         float64
}

// Add compares what was found in a sentence with what was marked.
func (a *Agreement) Add(marked, found []told) {
	categories := func(es []told) []string {
		var out []string
		for i := range es {
			if !slices.Contains(out, es[i].category) {
				out = append(out, es[i].category)
			}
		}
		return out
	}
	here, there := categories(found), categories(marked)
	a.Found += len(here)
	a.Marked += len(there)
	for _, k := range here {
		parties, status, vouched := false, false, false
		for i := range found {
			for j := range marked {
				f, m := &found[i], &marked[j]
				if f.category != k || m.category != k {
					continue
				}
				parties = parties || side(f.actors, m.actors) && side(f.recipients, m.recipients)
				status = status || f.status == m.status
				vouched = vouched || f.vouched == m.vouched
			}
		}
		both := slices.Contains(there, k)
		a.Both += count(both)
		a.Parties += count(parties)
		a.Status += count(status)
		a.Vouched += count(vouched)
		if slices.ContainsFunc(found, func(f told) bool { return f.category == k && f.confidence >= sure }) {
			a.Sure++
			a.SureRight += count(parties)
		}
	}
}

func count(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// side reports whether one side of an event is right: nobody where nobody is
// marked, else somebody who stands where somebody is marked.
func side(found, marked sayso.Spans) bool {
	if len(marked) == 0 {
		return len(found) == 0
	}
	return found.Overlaps(marked.Cover()) && slices.ContainsFunc(marked, func(m sayso.Span) bool { return found.Overlaps(m) })
}

// F1 is that of pairs of sentence and category.
func (a *Agreement) F1() float64 { return share(2*a.Both, a.Found+a.Marked) }

func share(n, of int) float64 { return float64(n) / float64(max(of, 1)) }

func (a *Agreement) figures(of string) []eval.Figure {
	return []eval.Figure{
		{Name: of + ": precision of sentence and category", Value: share(a.Both, a.Found)},
		{Name: of + ": recall of sentence and category", Value: share(a.Both, a.Marked)},
		{Name: of + ": F1 of sentence and category", Value: a.F1()},
		{Name: of + ": both parties right where found", Value: share(a.Parties, a.Both)},
		{Name: of + ": status right where found", Value: share(a.Status, a.Both)},
		{Name: of + ": vouched for right where found", Value: share(a.Vouched, a.Both)},
	}
}

// scoreMarked measures events on the sentences that readers marked, each part by
// itself, and the second reader against the first by the same measure.
func scoreMarked(ctx context.Context, extract func(*sayso.Article) sayso.Analysis, data string) ([]eval.Figure, error) {
	corpora := os.DirFS(data)
	text, err := readers.Texts(corpora, readers.CoveragePath, readers.SyriaPath)
	if err != nil {
		return nil, err
	}
	all, err := ReadMarked(corpora, MarkedFile, text)
	if err != nil {
		return nil, err
	}
	again, err := ReadMarked(corpora, secondFile, text)
	if err != nil {
		return nil, err
	}
	published, err := readers.Days(corpora, readers.CoveragePath, readers.SyriaPath)
	if err != nil {
		return nil, err
	}
	type read struct {
		sayso.Analysis
		days []sayso.Days
	}
	parts, places := map[string]*Agreement{"build": {}, "measure": {}}, map[string]*Placing{"build": {}, "measure": {}}
	err = pipeline.Run(ctx, pipeline.Options[[]Marked]{}, slices.Values(ByArticle(all)), func(_ context.Context, ms []Marked) (r read, err error) {
		t, err := text(ms[0].Article)
		if err != nil {
			return read{}, err
		}
		d := readers.Document{Name: ms[0].Article, Text: t, Published: published(ms[0].Article)}
		r.Analysis, err = readers.Analyse(&d, func(a *sayso.Article) sayso.Analysis {
			an := extract(a)
			r.days = daysOf(a, &an)
			return an
		})
		return r, err
	}, func(ms []Marked, r read, err error) error {
		for i := range ms {
			if c := parts[ms[i].Part]; c != nil && err == nil {
				c.Add(ms[i].told(), foundIn(&r.Analysis, ms[i].Span))
				places[ms[i].Part].Add(&ms[i], &r.Analysis, r.days)
			}
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	var people Agreement
	for i := range again {
		k := slices.IndexFunc(all, func(m Marked) bool { return m.Article == again[i].Article && m.Span == again[i].Span })
		if k >= 0 {
			people.Add(all[k].told(), again[i].told())
		}
	}
	const build, measure = "readers' sentences, build part", "readers' sentences, measuring part"
	m := parts["measure"]
	out := slices.Concat(parts["build"].figures(build), places["build"].figures(build), m.figures(measure), places["measure"].figures(measure))
	out = append(out, eval.Figure{Name: "readers' sentences, measuring part: right at 0.8 and above", Value: share(m.SureRight, m.Sure)})
	return append(out, people.figures("two readers' sentences")...), nil
}

// Judge reports whether event k of a reading, which stands in the sentence, is of a
// category that the reader marked there, and whether both its sides are right too.
func (m *Marked) Judge(an *sayso.Analysis, k int) (told, right bool) {
	one := *an
	one.Events = an.Events[k : k+1]
	for _, f := range foundIn(&one, m.Span) {
		for _, x := range m.told() {
			if x.category == f.category {
				told = true
				right = right || side(f.actors, x.actors) && side(f.recipients, x.recipients)
			}
		}
	}
	return told, right
}

// told is what a reader marked.
func (m *Marked) told() []told {
	out := make([]told, len(m.Events))
	for i, e := range m.Events {
		out[i] = told{e.Category, e.Actors, e.Recipients, e.Status, e.Vouched, 1}
	}
	return out
}

// foundIn is what a reading tells in a sentence; where its parties stand, are
// their mentions in the sentence.
func foundIn(an *sayso.Analysis, s sayso.Span) []told {
	where := func(ids []sayso.ActorID) sayso.Spans {
		var out sayso.Spans
		for i := range an.Mentions {
			if m := &an.Mentions[i]; slices.Contains(ids, m.Actor) && s.Overlaps(m.Span) {
				out = append(out, m.Span)
			}
		}
		if len(out) == 0 && len(ids) > 0 { // somebody, who is not named here
			out = append(out, sayso.Span{Start: s.End, End: s.End + 1})
		}
		return out
	}
	var out []told
	for i := range an.Events {
		e := &an.Events[i]
		if s.Contains(e.Anchor[0]) {
			out = append(out, told{e.Type, where(e.Actors), where(e.Recipients), e.Status, e.Claim == "", e.Confidence})
		}
	}
	return out
}
