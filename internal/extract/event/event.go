// Package event reads who did what to whom: one PLOVER event for each clause
// that tells one, with its status, its place and time, its numbers, and the
// claim that reports it.
//
// Words trigger events by the patterns of a readable table, matched over the
// tree; docs/events.md tells how to write such a table.
package event

import (
	"maps"

	"sayso"
	"sayso/nlp"
)

// Coded is what a [Coder] adds to an analysis.
type Coded struct {
	Events []sayso.Event
	// Actors and Mentions are the analysis' own with those who act without
	// having been cast, Places with those that acts are put beside, and Times
	// with those reckoned from other events: they replace the analysis' own.
	Actors   []sayso.Actor
	Mentions []sayso.Mention
	Places   []sayso.Place
	Times    []sayso.When
}

// Coder codes the events of a document whose analysis holds everything else:
// actors, mentions, places, times and claims. Tokens in aside belong to the
// page and tell nothing. It changes neither document nor analysis, keeps
// nothing, and is safe for parallel use.
type Coder interface {
	Code(d *nlp.Doc, an *sayso.Analysis, aside []nlp.Range) Coded
}

// maxEvents bounds the events of one article.
const maxEvents = 5000

// Rules codes by patterns.
type Rules struct {
	table  *Table
	atlas  Atlas
	sector map[string]string
	sites  map[string]string
	gate   gate
	topics map[string][]string
	codes  map[string][]cameoCode
	model  *Classifier
	// signals tell how events lie in time to each other.
	signals map[string][]signal
	// withoutSpeech are the rules of speech that are left out.
	withoutSpeech map[string]bool
}

// New returns a coder by the patterns of a table.
func New(t *Table, atlas Atlas) *Rules {
	return &Rules{table: t, atlas: atlas, sector: sectors(), sites: sites(), gate: gates(), topics: contexts(), codes: crosswalk(), signals: signals()}
}

// Extend returns a coder that reads by more patterns too: see [Table.Merge].
func (r *Rules) Extend(name, patterns string) (*Rules, error) {
	t, err := r.table.Merge(name, patterns)
	if err != nil {
		return nil, err
	}
	out := *r
	out.table = t
	return &out, nil
}

// Without returns a coder that leaves rules out: those of speech by their names,
// patterns by FILE:LINE.
func (r *Rules) Without(names map[string]bool) (*Rules, error) {
	speech, patterns := map[string]bool{}, maps.Clone(names)
	for _, name := range SpeechRules() {
		if names[name] {
			speech[name] = true
			delete(patterns, name)
		}
	}
	t, err := r.table.without(patterns)
	if err != nil {
		return nil, err
	}
	out := *r
	out.table, out.withoutSpeech = t, speech
	return &out, nil
}

// With returns a coder that also asks a classifier, for the modes that the
// patterns leave open.
func (r *Rules) With(m *Classifier) *Rules {
	out := *r
	out.model = m
	return &out
}
