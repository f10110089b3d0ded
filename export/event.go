package export

import "sayso"

// EventRow is one event of a ledger, with all that tells of it.
type EventRow struct {
	ID      string  `json:"id"`
	Type    string  `json:"type"`
	Mode    *string `json:"mode"`
	CAMEO   *string `json:"cameo"`
	Quad    int     `json:"quad"`
	Score   float64 `json:"score"`
	Status  string  `json:"status"`
	Day     *string `json:"day"`
	DayFrom *string `json:"day_from"` // which event Day was taken from, in words
	// DateFrom and DateTo are the first and the last day on which it may have taken
	// place, DatePrec how exact that is, as UCDP counts; null where not known.
	DateFrom *string `json:"date_from"`
	DateTo   *string `json:"date_to"`
	DatePrec *int    `json:"date_prec"`
	// Published is the day of publication, of the first article that tells of it.
	Published *string        `json:"published"`
	Place     *EventPlace    `json:"place"`
	Links     []EventLink    `json:"links"`
	Actors    []Party        `json:"actors"`
	Targets   []Party        `json:"recipients"`
	Origins   []string       `json:"origins"`
	Disputes  []EventDispute `json:"disputes"`
	Tolls     []Toll         `json:"tolls"`
	Mentions  []EventReport  `json:"mentions"`
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
	Name    string   `json:"name"`
	Country *string  `json:"country"`
	Lat     *float64 `json:"lat"` // null where nothing says where it lies
	Lon     *float64 `json:"lon"`
	Feature *string  `json:"feature"`
	Region  *string  `json:"region"`
	Prec    int      `json:"where_prec"` // UCDP's: 1 the place itself … 6 a country, 7 water
}

// Toll is how many were killed or wounded, over all mentions.
type Toll struct {
	Kind    string   `json:"kind"`
	Best    float64  `json:"best"`
	Low     float64  `json:"low"`
	High    float64  `json:"high"`
	Sources []string `json:"sources"`
	Others  []string `json:"others"`
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
	Type       string      `json:"type"`
	Status     string      `json:"status"`
	Mode       *string     `json:"mode"`
	Day        *string     `json:"day"`
	DateFrom   *string     `json:"date_from"`
	DateTo     *string     `json:"date_to"`
	Place      *EventPlace `json:"place"`
	Actors     []Party     `json:"actors"`
	Targets    []Party     `json:"recipients"`
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
	out.Place = eventPlace(&r.Place)
	out.DateFrom, out.DateTo = null(r.Days.From), null(r.Days.To)
	if p := r.Days.Precision; p > 0 {
		out.DatePrec = &p
	}
	out.Tolls = make([]Toll, len(r.Tolls))
	for i, t := range r.Tolls {
		out.Tolls[i] = Toll{t.Kind, t.Best, t.Low, t.High, list(t.Sources), list(t.Others)}
	}
	for i, d := range r.Disputes {
		out.Disputes[i] = EventDispute{Kind: d.Kind, Values: make([]DisputedValue, len(d.Values))}
		for k, v := range d.Values {
			out.Disputes[i].Values[k] = DisputedValue{v.Low, v.High, list(v.Mentions)}
		}
	}
	var first sayso.Date
	for i := range r.Mentions {
		out.Mentions[i] = newReport(&r.Mentions[i])
		if p := r.Mentions[i].Published; !p.IsZero() && (first.IsZero() || p.Before(first.Time)) {
			first = p
		}
	}
	out.Published = dayAlone(first)
	return out
}

func newReport(m *sayso.EventReport) EventReport {
	out := EventReport{
		ID: string(m.ID), Article: string(m.Article), Version: string(m.Version), Address: m.Address, Outlet: null(m.Outlet), Published: null(m.Published.String()),
		Status: string(m.Status), Mode: null(m.Mode), Day: null(m.Day), DayFrom: null(m.DayFrom), Links: eventLinks(m.Links), Contexts: list(m.Contexts), Claim: null(m.Claim), Source: null(m.Source),
		Anchor: Words{pairs(m.Points), m.Words}, Sentence: m.Sentence, Quantities: NewQuantities(m.Quantities), Origin: m.Origin, Reason: m.Reason,
		Main: m.Main, Parted: m.Parted, Rule: m.Rule, Confidence: m.Confidence,
		Type: m.Type, DateFrom: null(m.From), DateTo: null(m.To), Place: eventPlace(&m.Place), Actors: newParties(m.Actors), Targets: newParties(m.Targets),
	}
	return out
}

// eventPlace is where an event took place; nil where no text says.
func eventPlace(p *sayso.Place) *EventPlace {
	if p.Name == "" {
		return nil
	}
	lat, lon := point(p)
	return &EventPlace{p.Name, null(p.Country), lat, lon, null(p.Feature), null(p.Region), wherePrec(p)}
}

// wherePrec is how exact a place is, as UCDP counts (where_prec): 1 the place
// itself, 2 near one, 4 a first-order division, 5 a part of a country or a line, 6 a
// country, 7 waters.
func wherePrec(p *sayso.Place) int {
	switch p.Feature {
	case "country", "continent":
		return 6
	case "region":
		return 4
	case "area":
		return 5
	case "water", "sea", "ocean":
		return 7
	}
	if p.Near || p.Unlocated {
		return 2
	}
	return 1
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
