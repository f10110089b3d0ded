// Package place says which place on Earth a name means.
//
// A name such as "Alexandria" is borne by dozens of places. Each article's
// names are settled together, in rounds (mean-field inference over a fully
// connected graph): a candidate's weight is its own standing (population,
// kind), what the text says outright ("Alexandria, La."), and how well it
// fits the candidates of the other names as they are weighted now: the same
// region, the same country, nearness. Weights become probabilities within
// each name, and after a few rounds the places that support each other have
// won. One name has one sense in an article.
//
// Cost: rounds × names × candidates × names; names and candidates are
// bounded.
package place

import (
	"math"
	"slices"
	"strings"

	"sayso"
	"sayso/internal/knowledge"
)

// Bounds.
const (
	// MaxNames is how many different names of one article are settled
	// together; later ones are settled by their own standing.
	MaxNames = 120
	// MaxCandidates is how many places a name is weighed between.
	MaxCandidates = 24
	rounds        = 4
)

// Candidate is a place that a name may mean, with its probability.
type Candidate struct {
	knowledge.Place
	P float64
	// Around is set when the base lacks the name and the place is that of a
	// name beside it: a street is in the town that the article speaks of.
	Around bool
	gap    int        // with Around: bytes of text between the two names
	tied   bool       // with Around: the words say that it lies there
	dir    [3]float64 // unit vector, so that nearness is a product
}

// smallRegion is how many people make a region one that news names by itself.
const smallRegion = 60_000

// direction is the unit vector to a point in degrees.
func direction(lat, lon float64) [3]float64 {
	const rad = math.Pi / 180
	c := math.Cos(lat * rad)
	return [3]float64{c * math.Cos(lon*rad), c * math.Sin(lon*rad), math.Sin(lat * rad)}
}

// Resolver settles names by a base of places.
type Resolver struct {
	base *knowledge.Base
	w    Weights
}

// Weights are the strengths of what is weighed, in logits.
type Weights struct {
	Population float64 // for each tenfold
	Country    float64 // standing of a country
	Capital    float64
	Region     float64
	RegionPop  float64 // for each tenfold of a region's people
	County     float64
	Hand       float64 // of a sea, a base, a region from the hand-made tables
	Quarter    float64
	SameRegion float64 // another name's place lies in the same region
	SameLand   float64 // in the same country
	Near       float64 // within some hundred kilometres
	Inside     float64 // the text puts it inside: "X, Y"
	Small      float64 // against a region of few people: a parish, an islet
}

// DefaultWeights were found by trial on the development articles.
var DefaultWeights = Weights{Population: 0.54, Country: 4.2, Capital: 0.72, Region: 0.72, RegionPop: 0.8, County: 1.5, Hand: 5, Quarter: -1, SameRegion: 1.6, SameLand: 2, Near: 2.75, Inside: 8, Small: 1.2}

// New returns a Resolver over a base.
func New(base *knowledge.Base) *Resolver { return &Resolver{base: base, w: DefaultWeights} }

// name is one different name of an article.
type name struct {
	spans  []int // of the toponyms
	cands  []Candidate
	own    []float64 // logits that do not change between rounds
	inside int       // the name that holds this one, -1 for none
}

// Resolve gives, for each toponym of the text in order, the places it may
// mean, likeliest first; none for a name that the base lacks.
func (r *Resolver) Resolve(text string, toponyms []sayso.Span) [][]Candidate {
	return r.resolve(text, toponyms, nil)
}

// resolve is Resolve in a text that speaks of some countries otherwise too: of
// their governments, their people.
func (r *Resolver) resolve(text string, toponyms []sayso.Span, lands map[string]float64) [][]Candidate {
	names, of := r.names(text, toponyms)
	names = r.contain(text, toponyms, names, of)
	for round := range rounds {
		r.settle(names, round, lands)
	}
	for i := range names {
		slices.SortStableFunc(names[i].cands, func(a, b Candidate) int {
			switch {
			case a.P > b.P:
				return -1
			case a.P < b.P:
				return 1
			}
			return 0
		})
	}
	out := make([][]Candidate, len(toponyms))
	for i := range toponyms {
		if of[i] >= 0 {
			out[i] = names[of[i]].cands
		}
	}
	for i := range toponyms {
		if of[i] < 0 {
			out[i] = r.around(text, i, toponyms, of, out)
		}
	}
	return out
}

// names groups the toponyms by their text and looks up candidates.
func (r *Resolver) names(text string, toponyms []sayso.Span) ([]name, []int) {
	var names []name
	of := make([]int, len(toponyms))
	seen := map[string]int{}
	var found []knowledge.Place
	for i, s := range toponyms {
		t := s.In(text)
		if k, ok := seen[t]; ok {
			names[k].spans = append(names[k].spans, i)
			of[i] = k
			continue
		}
		found = r.lookup(found[:0], t)
		if len(found) == 0 {
			of[i] = -1
			continue
		}
		n := name{spans: []int{i}, inside: -1}
		for _, p := range found {
			n.cands = append(n.cands, Candidate{Place: p, dir: direction(p.Lat, p.Lon)})
		}
		if len(n.cands) > MaxCandidates {
			slices.SortStableFunc(n.cands, func(a, b Candidate) int {
				return int(sign(r.standing(b.Place) - r.standing(a.Place)))
			})
			n.cands = n.cands[:MaxCandidates]
		}
		for _, c := range n.cands {
			n.own = append(n.own, r.standing(c.Place))
		}
		of[i] = len(names)
		seen[t] = len(names)
		names = append(names, n)
	}
	return names, of
}

func sign(x float64) float64 {
	switch {
	case x > 0:
		return 1
	case x < 0:
		return -1
	}
	return 0
}

// lookup finds the places of a name, and failing that those of the name
// without the kind of place around it.
func (r *Resolver) lookup(dst []knowledge.Place, t string) []knowledge.Place {
	dst = r.base.Places(dst, t)
	if !slices.ContainsFunc(dst, func(p knowledge.Place) bool { return p.Feature >= knowledge.Region }) {
		if people := r.base.People(nil, t); len(people) > 0 {
			return people // "Canadian" is no town in Texas
		}
	}
	if len(dst) > 0 {
		return dst
	}
	for _, d := range lexicon().List(droppedBefore) {
		d += " "
		if len(t) > len(d) && strings.EqualFold(t[:len(d)], d) {
			if dst = r.base.Places(dst, t[len(d):]); len(dst) > 0 {
				return dst
			}
		}
	}
	for _, d := range lexicon().List(droppedAfter) {
		if !strings.HasPrefix(d, "'") && !strings.HasPrefix(d, "’") {
			d = " " + d
		}
		if bare, ok := strings.CutSuffix(t, d); ok {
			if dst = r.base.Places(dst, bare); len(dst) > 0 {
				return dst
			}
		}
	}
	if a, _, ok := strings.Cut(t, ", "); ok {
		return r.base.Places(dst, a)
	}
	return dst
}

// standing is what speaks for a place before the article is read.
func (r *Resolver) standing(p knowledge.Place) float64 {
	w := &r.w
	s := w.Population * math.Log10(float64(p.Population)+1)
	switch p.Feature {
	case knowledge.Country:
		s += w.Country
	case knowledge.Capital:
		s += w.Capital
	case knowledge.Region:
		s = w.Region + w.RegionPop*math.Log10(float64(p.Population)+1)
		if p.Population < smallRegion {
			s -= w.Small
		}
	case knowledge.County:
		s += w.County + w.Population*4.5
	case knowledge.Quarter:
		s += w.Quarter
	case knowledge.City:
	default:
		s += w.Hand + w.Population*4
	}
	return s
}

// settle runs one round: logits from the other names as they stand, then
// probabilities.
func (r *Resolver) settle(names []name, round int, lands map[string]float64) {
	w := &r.w
	joint := names[:min(len(names), MaxNames)]
	logits := make([]float64, MaxCandidates)
	for i := range names {
		n := &names[i]
		for c := range n.cands {
			p := &n.cands[c]
			l := n.own[c]
			if round > 0 {
				var region, near float64
				land := lands[p.Country]
				for j := range joint {
					if j == i {
						continue
					}
					re, la, ne := support(p, joint[j].cands)
					region, land, near = region+re, land+la, near+ne
				}
				l += w.SameRegion*math.Log1p(region) + w.SameLand*math.Log1p(land) + w.Near*math.Log1p(near)
				if n.inside >= 0 {
					l += w.Inside * holds(names[n.inside].cands, &p.Place)
				}
			}
			logits[c] = l
		}
		soften(n.cands, logits[:len(n.cands)])
	}
}

const (
	earth   = 6371.0 // km
	nearest = 0.99   // cosine of some 900 km, beyond which nearness is nothing
)

// support sums how far the candidates of another name speak for p.
func support(p *Candidate, cands []Candidate) (region, land, near float64) {
	for k := range cands {
		c := &cands[k]
		if c.P < 0.02 {
			continue
		}
		if p.Country != "" && c.Country == p.Country {
			land += c.P
			if p.Region != "" && c.Region == p.Region {
				region += c.P
			}
		}
		if c.Feature != knowledge.Country && c.Feature != knowledge.Continent {
			if cos := p.dir[0]*c.dir[0] + p.dir[1]*c.dir[1] + p.dir[2]*c.dir[2]; cos > nearest {
				near += c.P * math.Exp(-math.Acos(min(cos, 1))*earth/150)
			}
		}
	}
	return region, land, near
}

// holds is the probability that some candidate holds p.
func holds(cands []Candidate, p *knowledge.Place) float64 {
	sum := 0.0
	for k := range cands {
		c := &cands[k]
		switch {
		case c.ID == p.ID:
		case c.Feature == knowledge.Country && c.Country == p.Country && p.Feature != knowledge.Country,
			c.Feature == knowledge.Region && c.Country == p.Country && c.Region == p.Region && p.Feature != knowledge.Region,
			c.Feature == knowledge.County && c.Country == p.Country && Distance(p.Lat, p.Lon, c.Lat, c.Lon) < float64(c.Radius)+20:
			sum += c.P
		}
	}
	return min(sum, 1)
}

// soften turns logits into probabilities.
func soften(cands []Candidate, logits []float64) {
	top := slices.Max(logits)
	sum := 0.0
	for i, l := range logits {
		cands[i].P = math.Exp(l - top)
		sum += cands[i].P
	}
	for i := range cands {
		cands[i].P /= sum
	}
}

// Distance is the great-circle distance in km between two points in degrees.
func Distance(lat1, lon1, lat2, lon2 float64) float64 {
	const rad = math.Pi / 180
	a, b := math.Sin((lat2-lat1)*rad/2), math.Sin((lon2-lon1)*rad/2)
	h := a*a + math.Cos(lat1*rad)*math.Cos(lat2*rad)*b*b
	return 2 * earth * math.Asin(math.Min(1, math.Sqrt(h)))
}

// With returns a Resolver that weighs by w.
func (r *Resolver) With(w Weights) *Resolver { return &Resolver{base: r.base, w: w} }
