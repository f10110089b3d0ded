package ledger

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"sayso"
)

// Mention is one place in one article that tells of an event, with what it is
// joined to others by (see [Join]).
type Mention struct {
	sayso.EventReport
	Key       string                 // what it tells but for the day
	DayNumber int64                  // the day that the text gives, in days since 1970; 0 for none
	named     map[sayso.ActorID]bool // the parties that the text names, but for countries
}

// mentions takes the events of a reading apart.
type mentions struct {
	*Parts
	points sayso.Points
	actors map[sayso.ActorID]sayso.Party // with lasting identifiers
	claims map[sayso.ClaimID]*Claim
	places map[sayso.PlaceID]sayso.Place
	times  map[sayso.TimeID]*sayso.When
	events map[sayso.EventID]lastingEvent
}

// lastingEvent is an event of a reading with its lasting identifier.
type lastingEvent struct {
	*sayso.Event
	id sayso.EventID
}

// takeEvents takes the events of a reading apart into mentions. Actors and
// claims have been taken apart before.
func (p *Parts) takeEvents() []Mention {
	if len(p.Analysis.Events) == 0 {
		return nil
	}
	ms := p.index()
	out := make([]Mention, len(p.Analysis.Events))
	for i := range p.Analysis.Events {
		out[i] = ms.take(&p.Analysis.Events[i])
	}
	retold(out)
	alikeInWords(out)
	return out
}

// index lists what the events of a reading name.
func (p *Parts) index() *mentions {
	an := p.Analysis
	ms := &mentions{
		Parts: p, points: sayso.NewPoints(p.Article.Text),
		actors: make(map[sayso.ActorID]sayso.Party, len(p.Actors)),
		claims: make(map[sayso.ClaimID]*Claim, len(p.Claims)),
		places: make(map[sayso.PlaceID]sayso.Place, len(an.Places)),
		times:  make(map[sayso.TimeID]*sayso.When, len(an.Times)),
		events: make(map[sayso.EventID]lastingEvent, len(an.Events)),
	}
	for i := range p.Actors {
		a := &p.Actors[i]
		ms.actors[a.ID] = sayso.Party{ID: a.Lasting, Name: a.Name, Country: a.Country, Sector: a.Sector}
	}
	for i := range p.Claims {
		ms.claims[p.Claims[i].ID] = &p.Claims[i]
	}
	for _, x := range an.Places {
		x.Mentions = nil
		ms.places[x.ID] = x
	}
	for i := range an.Times {
		ms.times[an.Times[i].ID] = &an.Times[i]
	}
	seen := make(map[string]int, len(an.Events))
	for i := range an.Events {
		e := &an.Events[i]
		words := e.Type + " " + WriteSpans(e.Anchor)
		ms.events[e.ID] = lastingEvent{e, sayso.EventID(sayso.DeriveID("em", string(p.Version), words, strconv.Itoa(seen[words])))}
		seen[words]++
	}
	return ms
}

func (ms *mentions) take(e *sayso.Event) Mention {
	a := &ms.Article
	m := Mention{EventReport: sayso.EventReport{
		ID: ms.events[e.ID].id, Article: a.ID, Version: ms.Version, Address: a.Address(), Outlet: a.Outlet, Published: a.Dated(),
		Type: e.Type, Mode: e.Mode, CAMEO: e.CAMEO, Contexts: e.Contexts, Status: e.Status, Place: ms.places[e.Place],
		Actors: ms.parties(e.Actors), Targets: ms.parties(e.Recipients), Points: ms.points.Spans(e.Anchor), Words: e.Anchor.In(a.Text),
		Sentence: sentence(ms.Analysis, e, a.Text), Quantities: slices.Clone(e.Quantities), Rule: e.Rule, Confidence: e.Confidence, Main: e.Main,
		Links: ms.links(e),
	}}
	for k := range m.Quantities {
		m.Quantities[k].Span = ms.points.Span(m.Quantities[k].Span)
	}
	ms.tell(&m, e)
	m.From, m.To = daysOf(ms.times[e.Time])
	if m.Day = oneDay(ms.times[e.Time]); m.Day != "" {
		m.DayFrom = ms.dayFrom(e)
		if t, err := time.Parse(time.DateOnly, m.Day); err == nil {
			m.DayNumber = t.Unix() / 86400
		}
	}
	m.named = ms.named(e)
	m.Key, m.Reason = key(&m.EventReport)
	return m
}

// named are the parties of an event that the text names, but for countries.
func (ms *mentions) named(e *sayso.Event) map[sayso.ActorID]bool {
	out := map[sayso.ActorID]bool{}
	for _, id := range slices.Concat(e.Actors, e.Recipients) {
		if a := ms.Analysis.Actor(id); a != nil && a.Named && a.Type != sayso.PlaceActor {
			out[ms.actors[id].ID] = true
		}
	}
	return out
}

func (ms *mentions) parties(ids []sayso.ActorID) []sayso.Party {
	var out []sayso.Party
	for _, id := range ids {
		if a, ok := ms.actors[id]; ok {
			out = append(out, a)
		}
	}
	return out
}

// tell says who tells of an event, and whom that goes back to: the source of
// the claim, else whom the article's own words go back to.
func (ms *mentions) tell(m *Mention, e *sayso.Event) {
	m.Origin = origin(&ms.Article)
	c := ms.claims[e.Claim]
	if c == nil {
		return
	}
	m.Claim, m.Source = c.Lasting, c.SourceText
	if len(c.Source.Actors) > 0 {
		if a := ms.actors[c.Source.Actors[0]]; a.Name != "" {
			m.Source = a.Name
		}
	}
	if m.Source != "" {
		m.Origin = m.Source
	}
}

// origin is whom an article's own words go back to.
func origin(a *sayso.Article) string {
	switch {
	case len(a.Credits) > 0 && a.Credits[0].Agency != "":
		return a.Credits[0].Agency
	case a.Outlet != "":
		return a.Outlet
	}
	return a.Address()
}

// oneDay is the day that a time stands for; empty where it is longer than a day
// and a half.
func oneDay(w *sayso.When) string {
	if w == nil || w.From.IsZero() || w.To.IsZero() || w.To.Sub(w.From) > 36*time.Hour {
		return ""
	}
	return w.From.Format(time.DateOnly)
}

// daysOf is the first and the last day of a time; empty where a bound is open.
func daysOf(w *sayso.When) (from, to string) {
	if w == nil || w.From.IsZero() || w.To.IsZero() || !w.To.After(w.From) {
		return "", ""
	}
	return w.From.Format(time.DateOnly), w.To.Add(-time.Nanosecond).Format(time.DateOnly)
}

// links are the links of an event in time, with lasting identifiers.
func (ms *mentions) links(e *sayso.Event) []sayso.EventLink {
	var out []sayso.EventLink
	text := ms.Article.Text
	for _, l := range e.Links {
		x := sayso.EventLink{Relation: l.Relation, Words: l.Other.In(text), Signal: l.Signal.In(text), Points: ms.points.Spans(l.Signal), Apart: l.Apart}
		if o := ms.events[l.Event]; o.Event != nil {
			x.Event, x.Act = o.id, act(o.Event)
		} else if w := ms.times[l.Time]; w != nil {
			x.Day = w.Value
		} else {
			continue
		}
		out = append(out, x)
	}
	return out
}

// dayFrom says which event the time of another was taken from, and by which
// words.
func (ms *mentions) dayFrom(e *sayso.Event) string {
	text := ms.Article.Text
	for _, l := range e.Links {
		o := ms.events[l.Event]
		if e.TimeFrom == "" || l.Event != e.TimeFrom || o.Event == nil {
			continue
		}
		s := act(o.Event) + " “" + l.Other.In(text) + "”"
		if len(l.Signal) == 0 {
			return s + ", which it takes up"
		}
		return s + ", by “" + l.Signal.In(text) + "”"
	}
	return ""
}

// act is what an event is in PLOVER: "CONSULT visit".
func act(e *sayso.Event) string { return strings.TrimSpace(e.Type + " " + e.Mode) }
