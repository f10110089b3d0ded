// Package known says who the actors of an article are: which of those the
// knowledge base has, and of which country and sector on the article's date.
//
// A name links when the base has it and the text does not speak against it.
// How much a name says decides what it needs: a full name of the hand-made
// tables needs nothing, one of the mass lists needs an office or a country in
// the text, the bare name of a body ("Foreign Ministry") takes its country
// from the words before it, else from the country that the article is about.
// A bare surname links only where the tables say that all news means one
// person by it. Who is not known gets country and sector of the roles that
// the text gives.
package known

import (
	"maps"
	"strings"
	"time"

	"sayso"
	"sayso/internal/knowledge"
	"sayso/nlp"
)

// Linker sets Known, Country and Sector of actors. It is safe for parallel use.
type Linker interface {
	// Link returns the actors, in their order, with what is known of them on
	// the day; the zero day is an unknown one. What is set already stays.
	Link(d *nlp.Doc, day time.Time, actors []sayso.Actor, mentions []sayso.Mention) []sayso.Actor
}

// Rules links by rules over a base.
type Rules struct {
	base    *knowledge.Base
	without map[string]bool // rules that are left out
}

// New returns Rules over a base.
func New(base *knowledge.Base) *Rules { return &Rules{base: base} }

// RuleNames are the rules that actors name (see [sayso.Actor]): those of people,
// then those of bodies, each in the order in which they are asked.
func RuleNames() []string {
	var out []string
	for _, r := range personRules {
		out = append(out, r.name)
	}
	for _, r := range bodyRules {
		out = append(out, r.name)
	}
	return out
}

// Without returns rules of which some are left out.
func (r *Rules) Without(names map[string]bool) *Rules { return &Rules{r.base, maps.Clone(names)} }

// linking is the rules at work on one article.
type linking struct {
	*Rules
	d        *nlp.Doc
	day      time.Time
	mentions []sayso.Mention
	// land counts how often countries are named; most is the one named most,
	// and share its part of all.
	land  map[string]int
	most  string
	share float64
}

// Link implements Linker.
func (r *Rules) Link(d *nlp.Doc, day time.Time, actors []sayso.Actor, mentions []sayso.Mention) []sayso.Actor {
	l := &linking{Rules: r, d: d, day: day, mentions: mentions, land: map[string]int{}}
	l.countries()
	at := make(map[sayso.ActorID][]int, len(actors))
	for i := range mentions {
		if m := &mentions[i]; m.Actor != "" && len(at[m.Actor]) < maxMentions {
			at[m.Actor] = append(at[m.Actor], i)
		}
	}
	out := make([]sayso.Actor, len(actors))
	for i := range actors {
		out[i] = actors[i]
		l.link(&out[i], at[actors[i].ID])
	}
	return out
}

// maxMentions bounds the mentions of one actor that are looked at.
const maxMentions = 32

// countries counts the countries that the article names, by demonyms too.
func (l *linking) countries() {
	all := 0
	for i := range l.mentions {
		m := &l.mentions[i]
		if m.Kind != sayso.NameMention || m.Type != sayso.PlaceMention && m.Type != sayso.GroupMention && m.Type != sayso.OrgMention {
			continue
		}
		if c := l.country(m.Span.In(l.d.Text)); c != "" {
			l.land[c]++
			all++
		}
	}
	for c, n := range l.land {
		if n > l.land[l.most] || n == l.land[l.most] && c < l.most {
			l.most = c
		}
	}
	if all > 0 {
		l.share = float64(l.land[l.most]) / float64(all)
	}
}

// country is the country that a name or a demonym stands for; "" for none.
func (l *linking) country(name string) string {
	var buf [8]knowledge.Place
	for _, p := range l.base.People(buf[:0], name) {
		return p.Country
	}
	return seat(l.base.Places(buf[:0], name))
}

// seat is the country of a name that a country or a capital bears, unless a
// greater town bears it.
func seat(places []knowledge.Place) string {
	for _, p := range places {
		switch p.Feature {
		case knowledge.Country, knowledge.Capital:
			return p.Country
		case knowledge.City:
			return ""
		}
	}
	return ""
}

func (l *linking) link(a *sayso.Actor, at []int) {
	if a.Known == "" && a.Named {
		if k, rule := l.find(a, at); rule != "" {
			a.Known, a.Rule = k.ID, rule
			o := k.At(l.day)
			a.Country, a.Sector, a.Office = o.Country, o.Sector, o.Office
			if o.Sector == knowledge.Former && o.Office != "" {
				a.Office = "former " + o.Office
			}
		}
	}
	if a.Country == "" || a.Sector == "" {
		country, sector := l.described(a, at)
		if a.Country == "" && a.Known == "" {
			a.Country = country
		}
		// "Community" in the name of a body is no crowd of civilians
		if a.Sector == "" && !(a.Type == sayso.Organisation && a.Named && sector == "CVL") {
			a.Sector = sector
		}
	}
}

// personRules find which person an actor is. The first that finds one wins.
var personRules = []struct {
	name string
	find func(l *linking, a *sayso.Actor) (knowledge.Actor, bool)
}{
	{"full-name", func(l *linking, a *sayso.Actor) (knowledge.Actor, bool) { return l.person(a, true) }},
	{"short-name", func(l *linking, a *sayso.Actor) (knowledge.Actor, bool) {
		// It says nothing beside a full name that is not known.
		if n := bare(a.Name); strings.Contains(n, " ") && !particle(n) {
			return knowledge.Actor{}, false
		}
		return l.person(a, false)
	}},
	{"one-word", func(l *linking, a *sayso.Actor) (knowledge.Actor, bool) {
		// One word that nobody bears may be a firm or an outlet after all.
		if len(a.Roles) > 0 || strings.Contains(a.Name, " ") {
			return knowledge.Actor{}, false
		}
		return l.listedBody(a.Name)
	}},
}

// find returns who the actor is, and the rule that says so; "" for none.
func (l *linking) find(a *sayso.Actor, at []int) (knowledge.Actor, string) {
	if a.Type == sayso.Person {
		for _, r := range personRules {
			if l.without[r.name] {
				continue
			}
			if k, ok := r.find(l, a); ok {
				return k, r.name
			}
		}
		return knowledge.Actor{}, ""
	}
	for _, n := range forms(a) {
		if k, rule := l.body(n, at); rule != "" {
			return k, rule
		}
	}
	return knowledge.Actor{}, ""
}

// maxNames bounds the forms of one actor that are looked up.
const maxNames = 6

// forms are the names by which an actor is looked up.
func forms(a *sayso.Actor) []string {
	names := append([]string{a.Name}, a.Aliases...)
	return names[:min(len(names), maxNames)]
}

// person finds somebody by the forms of the name that are full, or by those of
// one word, which the tables must allow.
func (l *linking) person(a *sayso.Actor, full bool) (knowledge.Actor, bool) {
	var buf [16]knowledge.Actor
	for _, n := range forms(a) {
		if n = bare(n); n == "" || strings.Contains(n, " ") != full {
			continue
		}
		found := l.base.Actors(buf[:0], n)
		if len(found) == 0 {
			found = l.base.Actors(buf[:0], withoutInitials(n))
		}
		if k, ok := l.choose(a, found); ok {
			return k, true
		}
	}
	return knowledge.Actor{}, false
}

// choose takes the one of several people whom the text supports most.
func (l *linking) choose(a *sayso.Actor, found []knowledge.Actor) (knowledge.Actor, bool) {
	best, most, ties := -1, 0, 0
	for i := range found {
		k := &found[i]
		if k.Type != sayso.Person {
			continue
		}
		s, ok := l.support(a, k)
		switch {
		case !ok || k.Listed && s <= 0:
		case best < 0 || s > most:
			best, most, ties = i, s, 0
		case s == most:
			ties++
		}
	}
	if best < 0 || ties > 0 {
		return knowledge.Actor{}, false
	}
	return found[best], true
}

// How long before and after an office its holder may be news.
const (
	before = 25 * 365 * 24 * time.Hour
	after  = 60 * 365 * 24 * time.Hour
)

// support weighs what the text says of an actor against what is known of k;
// false where it speaks against k.
func (l *linking) support(a *sayso.Actor, k *knowledge.Actor) (int, bool) {
	if n := k.NumTerms(); n > 0 && !l.day.IsZero() {
		alive := false
		for i := range n {
			t := k.Term(i)
			alive = alive || (t.From.IsZero() || t.From.Sub(l.day) < before) && (t.To.IsZero() || l.day.Sub(t.To) < after)
		}
		if !alive {
			return 0, false
		}
	}
	s, against := 0, false
	for _, r := range a.Roles {
		sector := l.sector(r.Title)
		switch {
		case l.office(k, r.Title):
			s += 3
		case sector != "" && l.holds(k, sector):
			s += 2
		case private[sector] && public[k.Sector]:
			against = true
		}
		if c := l.country(possessor(r.Of)); c != "" {
			if c == k.Country {
				s++
			} else if k.Country != "" && s == 0 {
				against = true
			}
		}
	}
	if against && s <= 0 {
		return 0, false
	}
	if k.Listed {
		return s, true
	}
	if k.Country != "" && l.land[k.Country] > 0 {
		s++
	}
	return s, true
}

// Sectors of people whose role says that they are no office-holder, and of
// those who are.
var (
	private = map[string]bool{"EDU": true, "MED": true, "CVL": true, "AGR": true, "CRM": true}
	public  = map[string]bool{"GOV": true, "LEG": true, "JUD": true, "MIL": true, "SPY": true, "COP": true, "IGO": true}
)

// office reports whether k ever held an office of that title.
func (l *linking) office(k *knowledge.Actor, title string) bool {
	title = strings.ToLower(strings.TrimSpace(title))
	if title == "" {
		return false
	}
	for i := range k.NumTerms() {
		o := strings.ToLower(k.Term(i).Office)
		if o != "" && (strings.Contains(o, title) || strings.Contains(title, o)) {
			return true
		}
	}
	return false
}

// holds reports whether k ever had a sector.
func (l *linking) holds(k *knowledge.Actor, sector string) bool {
	if k.Sector == sector {
		return true
	}
	for i := range k.NumTerms() {
		if k.Term(i).Sector == sector {
			return true
		}
	}
	return false
}
