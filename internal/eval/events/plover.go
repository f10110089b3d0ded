// Package events measures the coding of events: on sentences coded by hand in
// PLOVER, on the status of labelled events, and on the modes of machine-written
// stories that training does not see.
package events

import (
	"encoding/json"
	"os"
	"slices"

	"sayso"
)

// Sentence is one text with the events that people coded in it.
type Sentence struct {
	Text string
	Gold []Gold
}

// Gold is one event coded by hand.
type Gold struct {
	Category string
	// Actors are country codes, or the sector where the coder gave none.
	Actors []string
}

// party is an actor of the file: an object, a list of them, or a bare word.
type party struct{ Code, Sector string }

// older are the names of categories before PLOVER settled on sixteen, and
// slips of countries' codes in the file.
var older = map[string]string{
	"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT",
	"ITL": "ITA", "JAP": "JPN",
}

// ReadGold reads the sentences of a PLOVER gold file; records of one text are
// joined.
func ReadGold(path string) ([]Sentence, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, sayso.E("read events", path, sayso.NotFound, err)
	}
	var records []struct {
		Event, Text string
		Source      json.RawMessage
	}
	if err := json.Unmarshal(data, &records); err != nil {
		return nil, sayso.E("read events", path, sayso.Invalid, err)
	}
	var out []Sentence
	at := map[string]int{}
	for _, r := range records {
		var parties []party
		_ = json.Unmarshal(r.Source, &parties) // a bare word names nobody
		g := Gold{Category: current(r.Event)}
		for _, p := range parties {
			if c := current(p.Code); c != "" {
				g.Actors = append(g.Actors, c)
			}
		}
		k, ok := at[r.Text]
		if !ok {
			k = len(out)
			at[r.Text] = k
			out = append(out, Sentence{Text: r.Text})
		}
		out[k].Gold = append(out[k].Gold, g)
	}
	return out, nil
}

func current(name string) string {
	if n, ok := older[name]; ok {
		return n
	}
	return name
}

// Tally is what was found in sentences.
type Tally struct {
	Sentences, Category, Actor, Clean, Spurious int
}

// Count compares what an analysis holds with what people coded.
func (t *Tally) Count(s *Sentence, an *sayso.Analysis) {
	t.Sentences++
	left := slices.Clone(s.Gold)
	category, actor, spurious := false, false, 0
	for i := range an.Events {
		e := &an.Events[i]
		hit := -1
		for k := range left {
			if left[k].Category == e.Type {
				hit = k
			}
		}
		for _, g := range s.Gold {
			if g.Category == e.Type {
				category = true
				actor = actor || acts(an, e, &g)
			}
		}
		if hit < 0 {
			spurious++
			continue
		}
		left = slices.Delete(left, hit, hit+1)
	}
	t.Spurious += spurious
	if category {
		t.Category++
	}
	if actor {
		t.Actor++
	}
	if spurious == 0 {
		t.Clean++
	}
}

// acts reports whether one of the event's actors is one of the coded ones.
func acts(an *sayso.Analysis, e *sayso.Event, g *Gold) bool {
	if len(g.Actors) == 0 {
		return true
	}
	for _, id := range e.Actors {
		if a := an.Actor(id); a != nil && (slices.Contains(g.Actors, a.Country) || a.Sector != "" && slices.Contains(g.Actors, a.Sector)) {
			return true
		}
	}
	return false
}
