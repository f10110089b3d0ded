package event

import (
	"strings"
	"time"

	"sayso"
	"sayso/internal/knowledge"
	"sayso/internal/nlp/model"
)

// baseAtlas is an Atlas over the knowledge base.
type baseAtlas struct{ base *knowledge.Base }

// NewAtlas returns an Atlas over the embedded knowledge. Capitals stand for
// their governments.
func NewAtlas(base *knowledge.Base) Atlas { return baseAtlas{base} }

// Country implements Atlas.
func (a baseAtlas) Country(name string) string {
	if !capital(name) {
		return ""
	}
	var buf [16]knowledge.Place
	for _, p := range a.base.Places(buf[:0], name) {
		if p.Feature == knowledge.Country || p.Feature == knowledge.Capital {
			return p.Country
		}
	}
	return ""
}

// Demonym implements Atlas.
func (a baseAtlas) Demonym(word string) string {
	if !capital(word) {
		return ""
	}
	var buf [8]knowledge.Place
	for _, p := range a.base.People(buf[:0], word) {
		if p.Country != "" {
			return p.Country
		}
	}
	return ""
}

// Seat implements Atlas.
func (a baseAtlas) Seat(code string) (sayso.Place, bool) {
	g, ok := a.base.Government(code)
	if !ok {
		return sayso.Place{}, false
	}
	var buf [8]knowledge.Place
	for _, p := range a.base.Places(buf[:0], g.Name) {
		if p.Feature == knowledge.Country && p.Country == code {
			return sayso.Place{Name: p.Name, Country: code, Lat: p.Lat, Lon: p.Lon, Radius: p.Radius, Feature: "country"}, true
		}
	}
	return sayso.Place{}, false
}

// Known implements Atlas: by what the base holds of actors, a name that several
// of different countries bear left aside.
func (a baseAtlas) Known(name string) (country, sector string) {
	if !capital(name) {
		return "", ""
	}
	var buf [16]knowledge.Actor
	for i, k := range a.base.Actors(buf[:0], name) {
		t := k.At(time.Time{})
		c, s := t.Country, t.Sector
		if i > 0 && c != country {
			return "", ""
		}
		country, sector = c, s
	}
	return country, sector
}

// capital reports whether a name starts with a capital: "turkey" is no country.
func capital(s string) bool { return s != "" && strings.ToLower(s[:1]) != s[:1] }

// Default returns the coder that the program reads with: its own patterns over
// a knowledge base.
func Default(base *knowledge.Base) (*Rules, error) {
	t, err := Patterns()
	if err != nil {
		return nil, err
	}
	f, err := model.Embedded().Stage(ModelStage)
	if err != nil {
		return nil, err
	}
	second, err := ReadClassifier(f)
	if err != nil {
		return nil, err
	}
	return New(t, NewAtlas(base)).With(second), nil
}
