package place

import (
	"slices"
	"strconv"
	"strings"

	"sayso"
	"sayso/internal/knowledge"
	"sayso/nlp"
)

// Placed is the places of an article and its mentions, in text order with
// identifiers given anew; those that are toponyms name their place.
type Placed struct {
	Places   []sayso.Place
	Mentions []sayso.Mention
}

// Placer finds which names of an article are places on the map, and where
// they lie. It is safe for parallel use.
type Placer interface {
	// Retype sets right the types of names that stand where places stand: "near
	// Khan Younis". It comes before whatever rests on the types.
	Retype(d *nlp.Doc)
	Place(d *nlp.Doc, a *sayso.Article, mentions []sayso.Mention) Placed
}

// Bounds.
const (
	// MaxOthers is how many other places a name may mean are kept.
	MaxOthers = 3
	maxGap    = 2000 // bytes between a name that the base lacks and the closest that it has, beyond which the first is no place
	leastP    = 0.01 // a candidate less likely is not kept
	// spoken is what one mention of a government or a people counts for places
	// of its country, and mostSpoken what all of one country do.
	spoken, mostSpoken = 0.5, 2
)

// toponym is one name that stands for somewhere.
type toponym struct {
	span    sayso.Span // what is looked up; the mention and its kind: "Amur region"
	mention int        // -1 for the dateline's
	own     sayso.Span // what is named
}

// Place implements Placer. Demonyms ("Syrian refugees"), and names that stand
// for those who govern ("Moscow denied it"), are no places.
func (r *Resolver) Place(d *nlp.Doc, a *sayso.Article, mentions []sayso.Mention) Placed {
	found := r.dateline(a, mentions)
	lands := map[string]float64{}
	for i := range mentions {
		m := &mentions[i]
		if t, ok := r.toponym(d, m); ok {
			t.mention = i
			found = append(found, t)
		} else if m.Kind == sayso.NameMention {
			if c := r.base.CountryOf(m.Span.In(d.Text)); c != "" {
				lands[c] = min(lands[c]+spoken, mostSpoken)
			}
		}
	}
	slices.SortStableFunc(found, func(x, y toponym) int { return x.span.Start - y.span.Start })
	spans := make([]sayso.Span, len(found))
	for i, t := range found {
		spans[i] = t.span
	}
	return r.record(d.Text, found, r.resolve(d.Text, spans, lands), mentions)
}

// dateline adds the names of "AMUR, Russia —" that no mention covers.
func (r *Resolver) dateline(a *sayso.Article, mentions []sayso.Mention) []toponym {
	if a.Dateline == nil || !a.Dateline.Span.Valid(len(a.Text)) {
		return nil
	}
	var out []toponym
	for at, s := a.Dateline.Span.Start, a.Dateline.Span; at < s.End; {
		end := s.End
		if i := strings.IndexAny(a.Text[at:s.End], ",/("); i >= 0 {
			end = at + i
		}
		part := trim(a.Text, sayso.Span{Start: at, End: end})
		covered := slices.ContainsFunc(mentions, func(m sayso.Mention) bool { return m.Span.Overlaps(part) })
		if !part.Empty() && !covered && len(r.base.Places(nil, part.In(a.Text))) > 0 {
			out = append(out, toponym{span: part, own: part, mention: -1})
		}
		at = end + 1
	}
	return out
}

func trim(text string, s sayso.Span) sayso.Span {
	t := s.In(text)
	s.Start += len(t) - len(strings.TrimLeft(t, " \t"))
	s.End -= len(t) - len(strings.TrimRight(t, " \t)"))
	return sayso.Span{Start: min(s.Start, s.End), End: s.End}
}

// toponym reports whether a mention is a place in the world of the article,
// and which words to look up for it.
func (r *Resolver) toponym(d *nlp.Doc, m *sayso.Mention) (toponym, bool) {
	if m.Kind != sayso.NameMention || m.Span.Empty() {
		return toponym{}, false
	}
	w := words(d, m.Span)
	if w.Len() == 0 {
		return toponym{}, false
	}
	name := m.Span.In(d.Text)
	if low := strings.ToLower(name); is(low, heaven) || is(strings.TrimPrefix(low, "the "), heaven) {
		return toponym{}, false
	}
	switch {
	case m.Type == sayso.PlaceMention:
		if m.Actor != "" && !inside(d, w) || r.figurative(d, w) || r.demonym(name) || !r.known(name) && !facility(d, w) && r.acts(d, w) {
			return toponym{}, false
		}
	case r.heading(d, w):
	case m.Type != sayso.OrgMention:
		return toponym{}, false
	case facility(d, w): // "at the Ashford Hospital"
		if !located(d, w) && r.acts(d, w) {
			return toponym{}, false
		}
	case !is(strings.ToLower(d.Word(w.End-1)), placeKind) || !r.known(name) || r.acts(d, w): // "Tarn County"
		return toponym{}, false
	}
	t := toponym{span: m.Span, own: m.Span}
	// "Amur region", "Khasan station" are other names than "Amur", "Khasan".
	if next := w.End; next < len(d.Tokens) && !d.Tokens[next].Joined && is(strings.ToLower(d.Word(next)), placeKind) {
		wide := sayso.Span{Start: m.Span.Start, End: d.Tokens[next].End}
		if len(r.base.Places(nil, wide.In(d.Text))) > 0 {
			t.span = wide
		}
	}
	return t, true
}

// known reports whether the base has the name.
func (r *Resolver) known(name string) bool {
	var buf [8]knowledge.Place
	return len(r.lookup(buf[:0], name)) > 0
}

// demonym reports whether a name is only what people and things are called.
func (r *Resolver) demonym(name string) bool {
	return len(r.base.People(nil, name)) > 0 && len(r.base.Places(nil, name)) == 0
}

// words are the tokens that a span covers.
func words(d *nlp.Doc, s sayso.Span) nlp.Range {
	lo, hi := 0, len(d.Tokens)
	for lo < hi {
		if m := (lo + hi) / 2; d.Tokens[m].End <= s.Start {
			lo = m + 1
		} else {
			hi = m
		}
	}
	r := nlp.Range{First: lo, End: lo}
	for r.End < len(d.Tokens) && d.Tokens[r.End].Start < s.End {
		r.End++
	}
	return r
}

// record puts places on record: one for each place that names resolve to.
func (r *Resolver) record(text string, found []toponym, cands [][]Candidate, mentions []sayso.Mention) Placed {
	out := Placed{Mentions: make([]sayso.Mention, 0, len(mentions)+1)}
	of := make(map[int]int, len(found)) // place of each mention
	added := make([]sayso.Mention, 0, 2)
	addedPlace := make([]int, 0, 2)
	type key struct {
		id   knowledge.PlaceID
		name string // where the base has only its surroundings
	}
	seen := map[key]int{}
	for i, t := range found {
		c := cands[i]
		if len(c) == 0 || c[0].Around && c[0].gap > maxGap {
			continue
		}
		k := key{id: c[0].ID}
		if c[0].Around {
			k.name = t.own.In(text)
		}
		at, ok := seen[k]
		if !ok {
			at = len(out.Places)
			seen[k] = at
			p := r.place(t.own.In(text), c)
			p.ID = sayso.PlaceID("p" + strconv.Itoa(at+1))
			out.Places = append(out.Places, p)
		}
		if t.mention >= 0 {
			of[t.mention] = at
		} else {
			added = append(added, sayso.Mention{Span: t.own, Kind: sayso.NameMention, Type: sayso.PlaceMention})
			addedPlace = append(addedPlace, at)
		}
	}
	put := func(m sayso.Mention, at int, ok bool) {
		m.ID = sayso.MentionID("m" + strconv.Itoa(len(out.Mentions)+1))
		if ok {
			p := &out.Places[at]
			m.Place = p.ID
			p.Mentions = append(p.Mentions, m.ID)
		}
		out.Mentions = append(out.Mentions, m)
	}
	for i, m := range mentions {
		for len(added) > 0 && added[0].Span.Start < m.Span.Start {
			put(added[0], addedPlace[0], true)
			added, addedPlace = added[1:], addedPlace[1:]
		}
		at, ok := of[i]
		put(m, at, ok)
	}
	for i := range added {
		put(added[i], addedPlace[i], true)
	}
	return out
}

// place makes the record of what a name resolved to.
func (r *Resolver) place(name string, c []Candidate) sayso.Place {
	best := &c[0]
	p := sayso.Place{
		Name: best.Name, Lat: best.Lat, Lon: best.Lon, Country: best.Country, Region: best.Region, Feature: best.Feature.String(),
		Radius: best.Radius, Near: best.Around, Confidence: best.P,
	}
	if best.Around {
		p.Name, p.Feature = name, "local"
		if !best.tied {
			p.Country, p.Region = "", ""
		}
		if !best.tied || best.Feature == knowledge.Country { // nothing says where it is, or in which land alone
			p.Lat, p.Lon, p.Radius, p.Near, p.Unlocated = 0, 0, 0, false, true
		}
		return p
	}
	if best.Feature <= knowledge.Quarter && strings.ToUpper(name) != name && r.bears(best, name) {
		p.Name = name // as the text has it: Cologne, not Köln
	}
	for _, o := range c[1:] {
		if len(p.Others) == MaxOthers || o.P < leastP {
			break
		}
		p.Others = append(p.Others, sayso.PlaceGuess{Name: o.Name, Country: o.Country, Region: o.Region, Lat: o.Lat, Lon: o.Lon, Confidence: o.P})
	}
	return p
}

// bears reports whether the base has the very name for a place.
func (r *Resolver) bears(c *Candidate, name string) bool {
	return slices.ContainsFunc(r.base.Places(nil, name), func(p knowledge.Place) bool { return p.ID == c.ID })
}
