// Package cluster gathers articles into stories: one pass, each article joins
// the story that it is most like, or opens one.
//
// An article is a vector of words and names, weighted by how rare they are
// among the articles seen. A story is the mean of its articles' vectors. An
// article is held against the stories that share a rare word with it, by the
// cosine, less the more days lie between. So a story may drift over weeks,
// each article near to the last ones.
//
// The same articles in the same order give the same stories; Gather puts them
// in order first, so that the order of reading does not matter.
package cluster

import (
	"cmp"
	"math"
	"slices"
	"time"
)

// Doc is an article as stories see it.
type Doc struct {
	ID    string
	Title string
	Text  string
	Time  time.Time // zero when unknown
}

// Story is some articles about one matter, in the order they came.
type Story struct {
	Docs  []int // places in the slice that Gather was given
	Links []Link
	// First and Last bound the dates; zero when no article has one.
	First, Last time.Time
}

// Link says why an article joined, and of how near it was.
type Link struct {
	Doc   int
	Score float64  // 0 for the article that opened the story
	Words []string // the words that weighed most, heaviest first
}

// Settings are what the gathering can be tuned by.
type Settings struct {
	Join     float64 // the least likeness of an article that joins
	Title    float64 // how many times a word of the title counts
	Name     float64 // how much more a name weighs than another word
	HalfLife float64 // days after which likeness counts half
}

// Default is what `sayso eval stories` measures.
var Default = Settings{Join: 0.15, Title: 3, Name: 2, HalfLife: 180}

const (
	// maxTerms bounds the terms of one article: the rarest are kept.
	maxTerms = 200
	// maxStoryTerms bounds the terms of one story.
	maxStoryTerms = 400
	// maxPosting bounds how many stories one term leads to; the latest stay.
	maxPosting = 64
	// leads is by how many of its heaviest terms an article looks for stories.
	leads = 25
	// reasons is how many words a link shows.
	reasons = 5
)

type term struct {
	id     int32
	weight float64
}

type story struct {
	Story
	sum  map[int32]float64
	norm float64
}

// Gatherer gathers articles as they come. It is not safe for concurrent use.
type Gatherer struct {
	set     Settings
	ids     map[string]int32
	words   []string
	df      []int32
	n       int
	stories []*story
	posting map[int32][]int32
}

// New returns an empty Gatherer.
func New(s Settings) *Gatherer {
	return &Gatherer{set: s, ids: make(map[string]int32), posting: make(map[int32][]int32)}
}

// Gather puts docs in order of time, then of identifier, and gathers them.
// Stories are in the order of their first article.
func Gather(docs []Doc, s Settings) []Story {
	order := make([]int, len(docs))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int {
		if c := docs[i].Time.Compare(docs[j].Time); c != 0 {
			return c
		}
		return cmp.Compare(docs[i].ID, docs[j].ID)
	})
	g := New(s)
	for _, i := range order {
		g.Add(i, docs[i])
	}
	return g.Stories()
}

// Stories returns what has been gathered.
func (g *Gatherer) Stories() []Story {
	out := make([]Story, len(g.stories))
	for i, s := range g.stories {
		out[i] = s.Story
	}
	return out
}

// Add takes in an article that the caller numbers doc, and returns the place
// of its story in Stories.
func (g *Gatherer) Add(doc int, d Doc) int {
	v := g.vector(d)
	best, score := -1, 0.0
	for _, c := range g.candidates(v) {
		s := g.stories[c]
		if x := dot(v, s) * g.near(s, d.Time); x > score {
			best, score = int(c), x
		}
	}
	link := Link{Doc: doc}
	if best < 0 || score < g.set.Join {
		g.stories = append(g.stories, &story{sum: make(map[int32]float64)})
		best = len(g.stories) - 1
	} else {
		link.Score, link.Words = score, g.why(v, g.stories[best])
	}
	g.join(best, v, d.Time, link)
	return best
}

// near is how much likeness counts after the days between.
func (g *Gatherer) near(s *story, t time.Time) float64 {
	if t.IsZero() || s.Last.IsZero() {
		return 1
	}
	days := 0.0
	switch {
	case t.After(s.Last):
		days = t.Sub(s.Last).Hours() / 24
	case t.Before(s.First):
		days = s.First.Sub(t).Hours() / 24
	}
	return math.Exp2(-days / g.set.HalfLife)
}

// candidates are the stories that share one of v's heaviest terms, in order.
func (g *Gatherer) candidates(v []term) []int32 {
	var out []int32
	for _, t := range v[:min(leads, len(v))] {
		out = append(out, g.posting[t.id]...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func dot(v []term, s *story) float64 {
	x := 0.0
	for _, t := range v {
		x += t.weight * s.sum[t.id]
	}
	return x / s.norm
}

// join puts v into a story.
func (g *Gatherer) join(at int, v []term, t time.Time, link Link) {
	s := g.stories[at]
	s.Docs, s.Links = append(s.Docs, link.Doc), append(s.Links, link)
	if !t.IsZero() {
		if s.First.IsZero() || t.Before(s.First) {
			s.First = t
		}
		if t.After(s.Last) {
			s.Last = t
		}
	}
	for i, t := range v {
		if _, old := s.sum[t.id]; !old {
			if len(s.sum) >= maxStoryTerms {
				continue
			}
			if i < leads {
				g.lead(t.id, int32(at))
			}
		} else if i < leads && !slices.Contains(g.posting[t.id], int32(at)) {
			g.lead(t.id, int32(at))
		}
		s.sum[t.id] += t.weight
	}
	// In a fixed order, or rounding would differ from run to run.
	keys := make([]int32, 0, len(s.sum))
	for k := range s.sum {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	sq := 0.0
	for _, k := range keys {
		sq += s.sum[k] * s.sum[k]
	}
	s.norm = math.Sqrt(sq)
	if s.norm == 0 {
		s.norm = 1
	}
}

func (g *Gatherer) lead(id, at int32) {
	p := append(g.posting[id], at)
	if len(p) > maxPosting {
		p = p[len(p)-maxPosting:]
	}
	g.posting[id] = p
}

// why lists the words that v and s share, heaviest first.
func (g *Gatherer) why(v []term, s *story) []string {
	shared := make([]term, 0, len(v))
	for _, t := range v {
		if x := s.sum[t.id]; x > 0 {
			shared = append(shared, term{t.id, t.weight * x})
		}
	}
	slices.SortFunc(shared, func(a, b term) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.id, b.id))
	})
	var out []string
	for _, t := range shared[:min(reasons, len(shared))] {
		out = append(out, g.words[t.id])
	}
	return out
}
