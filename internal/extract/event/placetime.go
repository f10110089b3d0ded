package event

import (
	"math"
	"sort"
	"strconv"

	"sayso"
)

// Place and time come from the clause before the sentence before the
// paragraph: what stands further off belongs to something else.

// span is the words of the trigger's own clause.
func (c *coding) clause(t *trigger) sayso.Span {
	top := t.at
	if t.light >= 0 {
		top = t.light
	}
	return c.Span(c.Subtree(top))
}

// placeOf returns where an event took place; empty when nothing near tells.
func (c *coding) placeOf(t *trigger) sayso.PlaceID {
	if c.located == nil {
		c.located = []sayso.Mention{}
		for _, m := range c.an.Mentions {
			if m.Place != "" {
				c.located = append(c.located, m)
			}
		}
		sort.SliceStable(c.located, func(i, j int) bool { return c.located[i].Span.Start < c.located[j].Span.Start })
	}
	if len(c.located) == 0 {
		return ""
	}
	s := c.SentenceOf(t.at)
	scopes := []sayso.Span{c.clause(t), c.Span(c.Sentences[s])}
	if p := c.ParagraphOf(t.at); p >= 0 {
		scopes = append(scopes, c.Span(c.Paragraphs[p]))
	}
	own := t.at
	if t.light >= 0 {
		own = t.light
	}
	if p := c.beside(own); p != "" {
		return p
	}
	p, _ := sayso.PLOVER(t.category)
	said := t.category != "CONSULT" && (p.Quad == sayso.VerbalCooperation || p.Quad == sayso.VerbalConflict)
	at := c.Tokens[t.at].Start
	for depth, scope := range scopes {
		first := sort.Search(len(c.located), func(i int) bool { return c.located[i].Span.Start >= scope.Start })
		var best *sayso.Mention
		score := 0
		for i := first; i < len(c.located) && i < first+maxNear && c.located[i].Span.End <= scope.End; i++ {
			m := &c.located[i]
			v := 1
			if said && (depth > 0 || !c.directly(m.Span.Start, own)) {
				continue // where it is to be done, not where it is said
			}
			switch w := c.before(m.Span.Start); w {
			case "in", "at", "near", "off", "outside", "inside", "around", "across", "along", "over":
				if v = 3; depth > 0 && c.elsewhere(m.Span.Start) {
					v = 1
				}
			case "to", "from", "into", "toward":
				if moves[t.category] {
					v = 2
				}
			}
			if v > score || v == score && best != nil && distance(m.Span.Start, at) < distance(best.Span.Start, at) {
				best, score = m, v
			}
		}
		if best != nil && score > min(depth, 1)+1 {
			return best.Place
		}
	}
	return ""
}

// directly reports whether the place at byte at hangs on word own itself.
func (c *coding) directly(at, own int) bool {
	i := c.tokenAt(at)
	for n := 0; n < 4 && i >= 0 && i < len(c.Tokens); n++ {
		if c.Tokens[i].Is("obl") || c.Tokens[i].Is("nmod") {
			return c.Tokens[i].Head == own
		}
		i = c.Tokens[i].Head
	}
	return false
}

// parts are what a country has that acts take place at, and which way from its
// middle a word before it leads: east and north.
var (
	parts = map[string]bool{"coast": true, "coastline": true, "shore": true, "border": true, "frontier": true, "water": true, "territory": true, "soil": true,
		"airspace": true, "island": true, "province": true, "region": true, "capital": true, "port": true, "desert": true, "mountain": true, "sea": true}
	bearings = map[string][2]float64{
		"eastern": {1, 0}, "east": {1, 0}, "western": {-1, 0}, "west": {-1, 0}, "northern": {0, 1}, "north": {0, 1}, "southern": {0, -1}, "south": {0, -1},
		"northeastern": {0.7, 0.7}, "northwestern": {-0.7, 0.7}, "southeastern": {0.7, -0.7}, "southwestern": {-0.7, -0.7}, "central": {0, 0},
	}
)

// kmPerDegree is the length of a degree of latitude.
const kmPerDegree = 111

// beside is where an act took place that the text puts at a part of a country,
// as its owner's: "off its eastern coast". It is added to the places, near the
// country's middle or the rim that the words name.
func (c *coding) beside(own int) sayso.PlaceID {
	for j := c.First[own]; j >= 0; j = c.Next[j] {
		i := int(j)
		if !c.Tokens[i].Is("obl") || !parts[c.Lemma[i]] {
			continue
		}
		prep := c.Preposition(i)
		switch prep {
		case "off", "in", "near", "at", "along", "over", "on", "across":
		default:
			continue
		}
		owner := c.Child(i, "nmod:poss")
		if owner < 0 {
			continue
		}
		for _, id := range c.parties(owner) {
			code := c.actors[c.index[id]].Country
			land, ok := c.atlas.Seat(code)
			if !ok {
				continue
			}
			words := c.Lemma[i]
			for k := c.First[i]; k >= 0; k = c.Next[k] {
				if to, ok := bearings[c.Lemma[k]]; ok && c.Tokens[k].Is("amod") {
					words = c.Lemma[k] + " " + words
					r := float64(land.Radius) / kmPerDegree * 0.6
					land.Lat += r * to[1]
					land.Lon += r * to[0] / math.Max(0.3, math.Cos(land.Lat*math.Pi/180))
				}
			}
			p := sayso.Place{ID: sayso.PlaceID("p" + strconv.Itoa(len(c.places)+1)), Name: words + " of " + land.Name, Country: code, Lat: land.Lat, Lon: land.Lon, Feature: "area",
				Radius: max(land.Radius/2, 50), Near: true, Confidence: 0.7}
			for k := range c.places {
				if c.places[k].Name == p.Name {
					return c.places[k].ID
				}
			}
			m := sayso.Mention{ID: sayso.MentionID("m" + strconv.Itoa(len(c.mentions)+1)), Kind: sayso.NominalMention, Type: sayso.PlaceMention, Place: p.ID,
				Span: sayso.Span{Start: c.Tokens[owner].Start, End: c.Tokens[i].End}}
			c.mentions = append(c.mentions, m)
			p.Mentions = []sayso.MentionID{m.ID}
			c.places = append(c.places, p)
			return p.ID
		}
	}
	return ""
}

// moves are the categories of acts that take somebody or something somewhere,
// so that where to and from is where they are.
var moves = map[string]bool{"CONSULT": true, "RETREAT": true, "MOBILIZE": true, "ASSAULT": true, "COERCE": true}

// elsewhere reports whether the place at byte at says only where somebody who
// is named has a seat: "the University of Kerl in Rell".
func (c *coding) elsewhere(at int) bool {
	i := c.tokenAt(at)
	for n := 0; n < 4 && i >= 0 && i < len(c.Tokens); n++ {
		if c.Tokens[i].Is("nmod") {
			h := c.Tokens[i].Head
			return h >= 0 && (c.Tokens[h].POS == "PROPN" || c.Tokens[h].Is("appos") || c.beings[c.Lemma[h]] != "")
		}
		if i = c.Tokens[i].Head; i < 0 || c.Tokens[i].POS == "VERB" {
			break
		}
	}
	return false
}

// maxNear bounds the places and times of one paragraph that are looked at.
const maxNear = 200

func distance(a, b int) int {
	if a < b {
		return b - a
	}
	return a - b
}

// before returns the preposition of the phrase that starts at byte at.
func (c *coding) before(at int) string {
	i := c.tokenAt(at)
	if i >= len(c.Tokens) {
		return ""
	}
	for n := 0; n < 4; n++ {
		if p := c.Preposition(i); p != "" {
			return p
		}
		if i = c.Tokens[i].Head; i < 0 || c.Tokens[i].POS == "VERB" {
			break
		}
	}
	return ""
}
