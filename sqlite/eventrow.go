package sqlite

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"

	"sayso"
	"sayso/internal/ledger"
)

// maxSentence bounds the words kept about a trigger, in bytes.
const maxSentence = 400

// preparedEvent is one mention, ready to be written.
type preparedEvent struct {
	sayso.EventReport
	parties, key string
	day          int64 // that the text gives, in days since 1970; 0 for none
	body         string
}

// prepareEvents takes the events of a reading apart into mentions, with the
// key of the event that each tells of.
func (p *prepared) prepareEvents() error {
	an := p.analysis
	p.events = nil
	if len(an.Events) == 0 {
		return nil
	}
	lasting := make(map[sayso.ActorID]sayso.Party, len(p.actors))
	for i := range p.actors {
		a := &p.actors[i]
		lasting[a.ID] = sayso.Party{ID: a.lasting, Name: a.Name, Country: a.Country, Sector: a.Sector}
	}
	claims := make(map[sayso.ClaimID]*preparedClaim, len(p.claims))
	for i := range p.claims {
		claims[p.claims[i].ID] = &p.claims[i]
	}
	places := make(map[sayso.PlaceID]sayso.Place, len(an.Places))
	for _, x := range an.Places {
		x.Mentions = nil
		places[x.ID] = x
	}
	times := make(map[sayso.TimeID]*sayso.When, len(an.Times))
	for i := range an.Times {
		times[an.Times[i].ID] = &an.Times[i]
	}
	parties := func(ids []sayso.ActorID) []sayso.Party {
		var out []sayso.Party
		for _, id := range ids {
			if a, ok := lasting[id]; ok {
				out = append(out, a)
			}
		}
		return out
	}
	points := sayso.NewPoints(p.article.Text)
	seen := make(map[string]int, len(an.Events))
	mention := make(map[sayso.EventID]linked, len(an.Events))
	for i := range an.Events {
		e := &an.Events[i]
		words := e.Type + " " + ledger.WriteSpans(e.Anchor)
		mention[e.ID] = linked{e, sayso.EventID(sayso.DeriveID("em", string(p.version), words, strconv.Itoa(seen[words])))}
		seen[words]++
	}
	for i := range an.Events {
		e := &an.Events[i]
		m := sayso.EventReport{
			ID: mention[e.ID].id, Article: p.article.ID, Version: p.version, Address: p.article.Address(), Outlet: p.article.Outlet, Published: p.article.Published,
			Type: e.Type, Mode: e.Mode, CAMEO: e.CAMEO, Contexts: e.Contexts, Status: e.Status, Place: places[e.Place],
			Actors: parties(e.Actors), Targets: parties(e.Recipients), Points: points.Spans(e.Anchor), Words: e.Anchor.In(p.article.Text),
			Sentence: sentence(an, e, p.article.Text), Quantities: slices.Clone(e.Quantities), Rule: e.Rule, Confidence: e.Confidence, Main: e.Main,
		}
		for k := range m.Quantities {
			m.Quantities[k].Span = points.Span(m.Quantities[k].Span)
		}
		m.Links = eventLinks(e, mention, times, points, p.article.Text)
		m.DayFrom = dayFrom(e, mention, p.article.Text)
		m.Origin = origin(&p.article)
		if c := claims[e.Claim]; c != nil {
			m.Claim, m.Source = c.lasting, c.source
			if len(c.Source.Actors) > 0 {
				if a := lasting[c.Source.Actors[0]]; a.Name != "" {
					m.Source = a.Name
				}
			}
			if m.Source != "" {
				m.Origin = m.Source
			}
		}
		var day string
		if w := times[e.Time]; w != nil && !w.From.IsZero() && !w.To.IsZero() && w.To.Sub(w.From) <= 36*time.Hour {
			day = w.From.Format(time.DateOnly)
		}
		x := preparedEvent{EventReport: m}
		if day == "" {
			x.DayFrom = ""
		}
		x.join(day)
		body, err := json.Marshal(&x.EventReport)
		if err != nil {
			return sayso.E("keep article", string(p.article.ID), sayso.Invalid, err)
		}
		x.body = string(body)
		p.events = append(p.events, x)
	}
	return nil
}

// linked is an event with its lasting identifier.
type linked struct {
	*sayso.Event
	id sayso.EventID
}

// eventLinks are the links of an event, with lasting identifiers.
func eventLinks(e *sayso.Event, mention map[sayso.EventID]linked, times map[sayso.TimeID]*sayso.When, points sayso.Points, text string) []sayso.EventLink {
	var out []sayso.EventLink
	for _, l := range e.Links {
		x := sayso.EventLink{Relation: l.Relation, Words: l.Other.In(text), Signal: l.Signal.In(text), Points: points.Spans(l.Signal), Apart: l.Apart}
		if o := mention[l.Event]; o.Event != nil {
			x.Event, x.Act = o.id, strings.TrimSpace(o.Type+" "+o.Mode)
		} else if w := times[l.Time]; w != nil {
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
func dayFrom(e *sayso.Event, mention map[sayso.EventID]linked, text string) string {
	for _, l := range e.Links {
		o := mention[l.Event]
		if e.TimeFrom == "" || l.Event != e.TimeFrom || o.Event == nil {
			continue
		}
		s := strings.TrimSpace(o.Type+" "+o.Mode) + " “" + l.Other.In(text) + "”"
		if len(l.Signal) == 0 {
			return s + ", which it takes up"
		}
		return s + ", by “" + l.Signal.In(text) + "”"
	}
	return ""
}

// sentence is the words about a trigger, bounded.
func sentence(an *sayso.Analysis, e *sayso.Event, text string) string {
	at := e.Anchor.Cover()
	for _, s := range an.Sentences {
		if s.Contains(sayso.Span{Start: at.Start, End: at.Start + 1}) {
			if s.Len() > maxSentence {
				s = sayso.Span{Start: max(s.Start, at.Start-maxSentence/2), End: min(s.End, at.Start+maxSentence/2)}
				for s.Start > 0 && !atRune(text, s.Start) {
					s.Start--
				}
				for s.End < len(text) && !atRune(text, s.End) {
					s.End++
				}
			}
			return strings.Join(strings.Fields(s.In(text)), " ")
		}
	}
	return ""
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

// addEvents writes the mentions of a version.
func (w *writer) addEvents(p *prepared, at place) error {
	for i := range p.events {
		e := &p.events[i]
		w.keys[e.key] = true // which joins it
		if _, err := w.exec(w.st.insertEvent, string(e.ID), at.article, at.version, at.newest, p.at, e.day, e.Type, string(e.Status), e.parties, e.key, string(e.ID), e.body); err != nil {
			return err
		}
	}
	return nil
}
