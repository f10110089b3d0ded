// Package index finds, among many articles, those that another is like and
// those that it may be a copy of.
//
// An article is known by its signature: 32 weighed words, and on average one
// fingerprint for eight words of text. Both are turned round: a word leads to
// the articles that have it, with its weight there, and so does a fingerprint.
// A search adds up products of weights over the words of one article, which
// gives its likeness to every other that shares enough; nothing is left out
// and nothing guessed, so that what is found depends on the articles alone and
// not on the order in which they came.
//
// Memory: for each article some 150 bytes, 5 for a word, 6 for a fingerprint,
// and what growing slices hold in reserve. Time of a search: a step of some
// nanoseconds for each article that each of the words leads to: of 1,128 news
// articles the words of one led to 0.2 to 0.25 times as many on average.
package index

import (
	"cmp"
	"math"
	"slices"

	"sayso"
	"sayso/internal/story/cluster"
	"sayso/internal/story/lineage"
)

// Place is the number of an article in an index.
type Place uint32

// None is the place of no article.
const None = Place(math.MaxUint32)

// Index holds signatures. It is not safe for concurrent use. Its zero value is
// not ready: see New.
type Index struct {
	docs   []doc
	at     map[sayso.ArticleID]Place
	gone   int // how many of docs have been taken out
	words  map[uint32]*posting
	prints [parts]prints
	read   packed

	// sums and seen are the sums of a search under way, and whose they are.
	sums   []uint32
	shared []uint16
	seen   []Place
}

// parts is into how many sorted lists fingerprints are divided, so that putting
// one in moves little.
const parts = 1 << 16

// prints is one of these lists: the rest of each fingerprint, in order, and the
// article that it leads to.
type prints struct {
	rest []uint16
	docs []Place
}

// insert puts v into s before place i. It grows s by an eighth, where append
// would by a quarter or more: of a million articles the reserve is much.
func insert[T any](s []T, i int, v T) []T {
	if len(s) == cap(s) {
		grown := make([]T, len(s), len(s)+len(s)/8+4)
		copy(grown, s)
		s = grown
	}
	s = s[:len(s)+1]
	copy(s[i+1:], s[i:])
	s[i] = v
	return s
}

type doc struct {
	id     sayso.ArticleID
	at     int64 // published, Unix seconds
	prints uint16
	dated  bool
	gone   bool
	links  []Link
}

// Link is a link of an article as the index holds it.
type Link struct {
	Kind   sayso.LinkKind
	To     Place
	Score  float64
	Common int
}

// posting is the articles that have a word.
type posting struct {
	docs    []Place // ascending
	weights []uint8
}

// New returns an empty index.
func New() *Index {
	return &Index{at: make(map[sayso.ArticleID]Place), words: make(map[uint32]*posting)}
}

// Len is how many articles the index holds.
func (x *Index) Len() int { return len(x.docs) - x.gone }

// Stale reports whether more has been taken out than is in: then it is better
// built anew.
func (x *Index) Stale() bool { return x.gone > 1000 && x.gone > x.Len() }

// Find returns the place of an article; None where it is not held.
func (x *Index) Find(id sayso.ArticleID) Place {
	if p, ok := x.at[id]; ok {
		return p
	}
	return None
}

// Article names the article at a place.
func (x *Index) Article(p Place) sayso.ArticleID { return x.docs[p].id }

// Links are those that SetLinks gave an article.
func (x *Index) Links(p Place) []Link { return x.docs[p].links }

// SetLinks keeps the links of an article.
func (x *Index) SetLinks(p Place, links []Link) { x.docs[p].links = links }

// Before reports whether one article comes before another, as
// sayso.Placement.Before has it.
func (x *Index) Before(a, b Place) bool {
	return cmp.Or(cmp.Compare(x.docs[a].at, x.docs[b].at), cmp.Compare(x.docs[a].id, x.docs[b].id)) < 0
}

// Add takes in an article with its packed signature, in the place of what was
// held of it.
func (x *Index) Add(id sayso.ArticleID, published sayso.Date, signature []byte) (Place, error) {
	if err := x.read.read(signature); err != nil {
		return None, err
	}
	x.Remove(id)
	p := Place(len(x.docs))
	x.docs = append(x.docs, doc{id: id, at: published.Unix(), dated: !published.IsZero(), prints: uint16(min(len(x.read.prints), math.MaxUint16))})
	x.at[id] = p
	for i, w := range x.read.terms {
		l := x.words[w]
		if l == nil {
			l = new(posting)
			x.words[w] = l
		}
		l.docs, l.weights = insert(l.docs, len(l.docs), p), insert(l.weights, len(l.weights), x.read.weights[i])
	}
	for _, h := range x.read.prints {
		part, rest := entry(h)
		l := &x.prints[part]
		i, _ := slices.BinarySearch(l.rest, rest)
		l.rest, l.docs = insert(l.rest, i, rest), insert(l.docs, i, p)
	}
	return p, nil
}

// entry is in which list a fingerprint stands, and what is kept of it there.
// Sample takes the lowest bits, which are the same in all, so the highest count.
// With 32 bits of each, two texts that share nothing have a fingerprint in
// common one time in a million: too seldom to make them worth aligning.
func entry(h uint64) (part int, rest uint16) { return int(h >> 48), uint16(h >> 32) }

// Remove takes an article out. Its place is not used again, and what led to it
// still does, to be passed over.
func (x *Index) Remove(id sayso.ArticleID) {
	if p, ok := x.at[id]; ok {
		x.docs[p].gone, x.docs[p].links = true, nil
		delete(x.at, id)
		x.gone++
	}
}

// HangOn lists the articles that have a link to one.
func (x *Index) HangOn(p Place) []Place {
	var out []Place
	for i := range x.docs {
		for _, l := range x.docs[i].links {
			if l.To == p {
				out = append(out, Place(i))
				break
			}
		}
	}
	return out
}

// Like is an article and how like it is.
type Like struct {
	Place
	Score float64
}

const (
	// Join is the least likeness that joins two articles.
	Join = 0.12
	// MinShared is the fewest words that two articles which join share: a name or
	// two stand in news of many matters.
	MinShared = 4
	// HalfLife is after how many days likeness counts half.
	HalfLife = 365.0
)

// oneWord is added to a sum for each word, above the products, which sum to
// less: so one pass counts words too.
const oneWord = 1 << 24

// Shared is an article and how many fingerprints it has in common with another.
type Shared struct {
	Place
	Common int
}

// Near returns the articles that the one at p is like, at least by Join, and
// those that are worth aligning with it. signature is that of p.
func (x *Index) Near(p Place, signature []byte) ([]Like, []Shared, error) {
	if err := x.read.read(signature); err != nil {
		return nil, nil, err
	}
	if n := len(x.docs) - len(x.sums); n > 0 {
		x.sums, x.shared = append(x.sums, make([]uint32, n)...), append(x.shared, make([]uint16, n)...)
	}
	return x.likes(p), x.copies(p), nil
}

func (x *Index) likes(p Place) []Like {
	x.seen = x.seen[:0]
	for i, w := range x.read.terms {
		l := x.words[w]
		if l == nil {
			continue
		}
		weight := uint32(x.read.weights[i])
		for k, d := range l.docs {
			if x.sums[d] == 0 {
				x.seen = append(x.seen, d)
			}
			x.sums[d] += oneWord + weight*uint32(l.weights[k])
		}
	}
	var out []Like
	for _, d := range x.seen {
		n, sum := x.sums[d]/oneWord, x.sums[d]%oneWord
		x.sums[d] = 0
		if n < MinShared || d == p || x.docs[d].gone {
			continue
		}
		// Rounded, so that it is the same once it has been written and read.
		if s := math.Round(cluster.Likeness(sum)*x.near(p, d)*1e4) / 1e4; s >= Join {
			out = append(out, Like{d, s})
		}
	}
	return out
}

// near is how much likeness counts after the days between two articles.
func (x *Index) near(a, b Place) float64 {
	if !x.docs[a].dated || !x.docs[b].dated {
		return 1
	}
	days := math.Abs(float64(x.docs[a].at-x.docs[b].at)) / (24 * 60 * 60)
	return math.Exp2(-days / HalfLife)
}

// Both lists the terms of a packed signature that the article at p has too, by
// their places in the signature, those first that weigh most in both.
func (x *Index) Both(signature []byte, p Place) ([]int, error) {
	if err := x.read.read(signature); err != nil {
		return nil, err
	}
	var out []int
	product := make(map[int]int)
	for i, w := range x.read.terms {
		l := x.words[w]
		if l == nil {
			continue
		}
		if k, ok := slices.BinarySearch(l.docs, p); ok {
			out = append(out, i)
			product[i] = int(x.read.weights[i]) * int(l.weights[k])
		}
	}
	// Of equals, the order of hashes is the same from whichever of the two one looks.
	slices.SortFunc(out, func(a, b int) int {
		return cmp.Or(cmp.Compare(product[b], product[a]), cmp.Compare(x.read.terms[a], x.read.terms[b]))
	})
	return out, nil
}

func (x *Index) copies(p Place) []Shared {
	x.seen = x.seen[:0]
	for _, h := range x.read.prints {
		part, rest := entry(h)
		l := &x.prints[part]
		i, _ := slices.BinarySearch(l.rest, rest)
		for ; i < len(l.rest) && l.rest[i] == rest; i++ {
			d := l.docs[i]
			if x.shared[d] == 0 {
				x.seen = append(x.seen, d)
			}
			x.shared[d]++
		}
	}
	var out []Shared
	for _, d := range x.seen {
		n := int(x.shared[d])
		x.shared[d] = 0
		if d != p && !x.docs[d].gone && lineage.Enough(n, int(x.docs[d].prints), len(x.read.prints)) {
			out = append(out, Shared{d, n})
		}
	}
	return out
}
