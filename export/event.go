package export

import (
	"cmp"
	"strconv"
	"strings"

	"sayso"
)

// EventRow is one event of a ledger, with all that tells of it.
type EventRow struct {
	ID       string         `json:"id"`
	Type     string         `json:"type"`
	Mode     *string        `json:"mode"`
	CAMEO    *string        `json:"cameo"`
	Quad     int            `json:"quad"`
	Score    float64        `json:"score"`
	Status   string         `json:"status"`
	Day      *string        `json:"day"`
	DayFrom  *string        `json:"day_from"` // which event Day was taken from, in words
	Place    *EventPlace    `json:"place"`
	Links    []EventLink    `json:"links"`
	Actors   []Party        `json:"actors"`
	Targets  []Party        `json:"recipients"`
	Origins  []string       `json:"origins"`
	Disputes []EventDispute `json:"disputes"`
	Mentions []EventReport  `json:"mentions"`
}

// EventLink is how an event lies in time to another or to a date, in TimeML's
// relation types. Event is null for a date, Day for an event.
type EventLink struct {
	Relation string  `json:"relation"`
	Event    *string `json:"event"`
	Act      *string `json:"act"`
	Words    string  `json:"words"`
	Day      *string `json:"day"`
	Signal   Words   `json:"signal"`
	Apart    *string `json:"apart"`
}

// EventPlace is where an event took place.
type EventPlace struct {
	Name    string  `json:"name"`
	Country *string `json:"country"`
	Lat     float64 `json:"lat"`
	Lon     float64 `json:"lon"`
	Feature *string `json:"feature"`
}

// Party is one side of an event.
type Party struct {
	ID      string  `json:"id"`
	Name    string  `json:"name"`
	Country *string `json:"country"`
	Sector  *string `json:"sector"`
}

// EventReport is one mention of an event.
type EventReport struct {
	ID         string      `json:"id"`
	Article    string      `json:"article"`
	Version    string      `json:"version"`
	Address    string      `json:"address"`
	Outlet     *string     `json:"outlet"`
	Published  *string     `json:"published"`
	Status     string      `json:"status"`
	Mode       *string     `json:"mode"`
	Day        *string     `json:"day"`
	DayFrom    *string     `json:"day_from"`
	Links      []EventLink `json:"links"`
	Contexts   []string    `json:"contexts"`
	Claim      *string     `json:"claim"`
	Source     *string     `json:"source"`
	Anchor     Words       `json:"anchor"`
	Sentence   string      `json:"sentence"`
	Quantities []Quantity  `json:"quantities"`
	Origin     string      `json:"origin"`
	Reason     string      `json:"reason"`
	Main       bool        `json:"main"`
	Parted     bool        `json:"parted"`
	Rule       string      `json:"rule"`
	Confidence float64     `json:"confidence"`
}

// Quantity is a number that goes with an event. High is null where the text
// gives no upper bound.
type Quantity struct {
	Kind  string   `json:"kind"`
	Low   float64  `json:"low"`
	High  *float64 `json:"high"`
	Unit  *string  `json:"unit"`
	Span  [2]int   `json:"span"`
	Claim *string  `json:"claim"`
}

// EventDispute is a kind of number on which mentions differ.
type EventDispute struct {
	Kind   string          `json:"kind"`
	Values []DisputedValue `json:"values"`
}

// DisputedValue is one value with the mentions that have it.
type DisputedValue struct {
	Low      float64  `json:"low"`
	High     float64  `json:"high"`
	Mentions []string `json:"mentions"`
}

// NewEvent makes the row of an event.
func NewEvent(r sayso.EventRow) EventRow {
	c, _ := sayso.PLOVER(r.Type)
	out := EventRow{
		ID: string(r.ID), Type: r.Type, Mode: null(r.Mode), CAMEO: null(r.CAMEO), Quad: int(c.Quad), Score: c.Score, Status: string(r.Status), Day: null(r.Day), DayFrom: null(r.DayFrom), Links: eventLinks(r.Links),
		Actors: newParties(r.Actors), Targets: newParties(r.Targets), Origins: list(r.Origins),
		Disputes: make([]EventDispute, len(r.Disputes)), Mentions: make([]EventReport, len(r.Mentions)),
	}
	if r.Place.Name != "" {
		out.Place = &EventPlace{r.Place.Name, null(r.Place.Country), r.Place.Lat, r.Place.Lon, null(r.Place.Feature)}
	}
	for i, d := range r.Disputes {
		out.Disputes[i] = EventDispute{Kind: d.Kind, Values: make([]DisputedValue, len(d.Values))}
		for k, v := range d.Values {
			out.Disputes[i].Values[k] = DisputedValue{v.Low, v.High, list(v.Mentions)}
		}
	}
	for i := range r.Mentions {
		out.Mentions[i] = newReport(&r.Mentions[i])
	}
	return out
}

func newReport(m *sayso.EventReport) EventReport {
	out := EventReport{
		ID: string(m.ID), Article: string(m.Article), Version: string(m.Version), Address: m.Address, Outlet: null(m.Outlet), Published: null(m.Published.String()),
		Status: string(m.Status), Mode: null(m.Mode), Day: null(m.Day), DayFrom: null(m.DayFrom), Links: eventLinks(m.Links), Contexts: list(m.Contexts), Claim: null(m.Claim), Source: null(m.Source),
		Anchor: Words{pairs(m.Points), m.Words}, Sentence: m.Sentence, Quantities: NewQuantities(m.Quantities), Origin: m.Origin, Reason: m.Reason,
		Main: m.Main, Parted: m.Parted, Rule: m.Rule, Confidence: m.Confidence,
	}
	return out
}

func eventLinks(ls []sayso.EventLink) []EventLink {
	out := make([]EventLink, len(ls))
	for i, l := range ls {
		out[i] = EventLink{string(l.Relation), null(l.Event), null(l.Act), l.Words, null(l.Day), Words{pairs(l.Points), l.Signal}, null(l.Apart)}
	}
	return out
}

// NewQuantities makes the numbers of an event whose spans are code points.
func NewQuantities(qs []sayso.Quantity) []Quantity {
	out := make([]Quantity, len(qs))
	for i, q := range qs {
		out[i] = Quantity{Kind: q.Kind, Low: q.Low, Unit: null(q.Unit), Span: pair(q.Span), Claim: null(q.Claim)}
		if q.High > 0 {
			high := q.High
			out[i].High = &high
		}
	}
	return out
}

func newParties(ps []sayso.Party) []Party {
	out := make([]Party, len(ps))
	for i, p := range ps {
		out[i] = Party{string(p.ID), p.Name, null(p.Country), null(p.Sector)}
	}
	return out
}

// EventColumns head the event table; docs/events.md tells each.
var EventColumns = []string{
	"event_id", "date", "event_type", "event_mode", "quad_class", "score", "cameo", "status",
	"actor", "actor_country", "actor_sector", "recipient", "recipient_country", "recipient_sector",
	"contexts", "place", "country", "lat", "lon", "mentions", "origins", "articles",
	"killed", "wounded", "arrested", "claim_source", "disputed", "confidence", "main", "urls", "links", "date_from",
}

// CSV gives the event's fields in the order of EventColumns. Several values in
// a field are joined by "; ".
func (r EventRow) CSV() []string {
	join := func(ps []Party, f func(Party) string) string {
		var out []string
		for _, p := range ps {
			out = append(out, f(p))
		}
		return strings.Join(out, "; ")
	}
	name := func(p Party) string { return p.Name }
	country := func(p Party) string { return deref(p.Country) }
	sector := func(p Party) string { return deref(p.Sector) }
	place, land, lat, lon := "", "", "", ""
	if r.Place != nil {
		place, land = r.Place.Name, deref(r.Place.Country)
		lat, lon = strconv.FormatFloat(r.Place.Lat, 'f', 4, 64), strconv.FormatFloat(r.Place.Lon, 'f', 4, 64)
	}
	contexts, sources, urls, articles := []string{}, []string{}, []string{}, map[string]bool{}
	confidence, about := 0.0, 0
	add := func(to *[]string, s string) {
		for _, x := range *to {
			if x == s {
				return
			}
		}
		if s != "" {
			*to = append(*to, s)
		}
	}
	for _, m := range r.Mentions {
		for _, c := range m.Contexts {
			add(&contexts, c)
		}
		add(&sources, deref(m.Source))
		add(&urls, m.Address)
		articles[m.Article] = true
		confidence = max(confidence, m.Confidence)
		if m.Main {
			about++
		}
	}
	links := make([]string, len(r.Links))
	for i, l := range r.Links {
		links[i] = l.Relation + " " + cmp.Or(deref(l.Event), deref(l.Day))
	}
	disputed := make([]string, len(r.Disputes))
	for i, d := range r.Disputes {
		disputed[i] = d.Kind
	}
	return []string{
		r.ID, deref(r.Day), r.Type, deref(r.Mode), strconv.Itoa(r.Quad), strconv.FormatFloat(r.Score, 'f', 1, 64), deref(r.CAMEO), r.Status,
		join(r.Actors, name), join(r.Actors, country), join(r.Actors, sector), join(r.Targets, name), join(r.Targets, country), join(r.Targets, sector),
		strings.Join(contexts, "; "), place, land, lat, lon, strconv.Itoa(len(r.Mentions)), strconv.Itoa(len(r.Origins)), strconv.Itoa(len(articles)),
		r.number("killed"), r.number("wounded"), r.number("arrested"), strings.Join(sources, "; "), strings.Join(disputed, "; "),
		strconv.FormatFloat(confidence, 'f', 2, 64), strconv.Itoa(about), strings.Join(urls, "; "),
		strings.Join(links, "; "), deref(r.DayFrom),
	}
}

// number gives each value of one kind of number that the mentions have.
func (r EventRow) number(kind string) string {
	var out []string
	for _, m := range r.Mentions {
		for _, q := range m.Quantities {
			if q.Kind != kind {
				continue
			}
			s := strconv.FormatFloat(q.Low, 'f', -1, 64)
			switch {
			case q.High == nil:
				s = ">=" + s
			case *q.High != q.Low:
				s += "-" + strconv.FormatFloat(*q.High, 'f', -1, 64)
			}
			dup := false
			for _, o := range out {
				dup = dup || o == s
			}
			if !dup {
				out = append(out, s)
			}
		}
	}
	return strings.Join(out, "; ")
}
