// Package index finds, among many articles, the story that another belongs to
// and those that it may be a copy of.
//
// An article is known by its signature: 64 weighed words, some figures, and on
// average one fingerprint for eight words of text. Both words and fingerprints are
// turned round: a word leads to the articles that have it, with its weight there.
// A search adds up products of weights over the words of one article, which
// gives its cosine with every other; nothing is left out and nothing guessed, so
// that what is found depends on the articles alone and not on the order in which
// they came.
//
// Memory: for each article some 250 bytes, 6 for a word, 6 for a fingerprint,
// and what growing slices hold in reserve. Time of a search: a step of some
// nanoseconds for each article that each of the words leads to.
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
	// members are the articles of each story, by its first article, in no order.
	members map[Place][]Place
	// taken are the articles that have a copy link to each.
	taken map[Place][]Place
	last  Place // the one that comes after all others; None where there is none

	// sums and seen are the sums of the last search, and whose they are.
	sums   []sums
	seen   []Place
	shared []uint16
}

// sums are those of products of weights: of all terms that two articles share,
// and of those that stand in both titles, or in what both say first.
type sums struct{ all, title, lead uint32 }

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
	id          sayso.ArticleID
	at          int64 // published, Unix seconds
	outlet      uint32
	prints      uint16
	dated       bool
	gone        bool
	title, lead float32 // how long their weights are
	figures     []uint16
	hangs       Hang
	story       Place // the first article of its story
	copies      []Copy
}

// Copy is a text that an article has taken from, or shares, as the index holds it.
type Copy struct {
	To     Place
	Common int
}

// posting is the articles that have a word.
type posting struct {
	docs    []Place // ascending
	weights []weight
}

// New returns an empty index.
func New() *Index {
	return &Index{at: make(map[sayso.ArticleID]Place), words: make(map[uint32]*posting), members: make(map[Place][]Place), taken: make(map[Place][]Place), last: None}
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

// Copies are the texts that SetCopies gave an article.
func (x *Index) Copies(p Place) []Copy { return x.docs[p].copies }

// SetCopies keeps which texts an article has taken from.
func (x *Index) SetCopies(p Place, copies []Copy) {
	for _, c := range x.docs[p].copies {
		left := slices.DeleteFunc(x.taken[c.To], func(y Place) bool { return y == p })
		if x.taken[c.To] = left; len(left) == 0 {
			delete(x.taken, c.To)
		}
	}
	x.docs[p].copies = copies
	for _, c := range copies {
		x.taken[c.To] = append(x.taken[c.To], p)
	}
}

// CopiesOf lists the articles that have a copy link to one.
func (x *Index) CopiesOf(p Place) []Place { return slices.Clone(x.taken[p]) }

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
	x.docs = append(x.docs, doc{id: id, at: published.Unix(), dated: !published.IsZero(), outlet: x.read.outlet, figures: slices.Clone(x.read.figures),
		prints: uint16(min(len(x.read.prints), math.MaxUint16)), title: x.read.length(cluster.InTitle), lead: x.read.length(cluster.InLead), hangs: alone, story: p})
	x.at[id] = p
	x.members[p] = []Place{p}
	if x.last == None || x.Before(x.last, p) {
		x.last = p
	}
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

// length is the root of the sum of the squares of weights of terms that stand
// somewhere.
func (p *packed) length(where cluster.Where) float32 {
	sq := uint32(0)
	for _, w := range p.weights {
		if w.where()&where != 0 {
			sq += w.of() * w.of()
		}
	}
	return float32(math.Sqrt(float64(sq)))
}

// Remove takes an article out. Its place is not used again. Who hangs on it
// still does: see Settle.
func (x *Index) Remove(id sayso.ArticleID) {
	if p, ok := x.at[id]; ok {
		x.leave(p)
		x.SetCopies(p, nil)
		x.docs[p].gone, x.docs[p].figures = true, nil
		delete(x.at, id)
		x.gone++
		if x.last == p {
			x.last = None
			for i := range x.docs {
				if !x.docs[i].gone && (x.last == None || x.Before(x.last, Place(i))) {
					x.last = Place(i)
				}
			}
		}
	}
}

// Search compares the article at p, whose signature is given, to all others. What
// Home, Alike, Features and Shared say is of the last search.
func (x *Index) Search(signature []byte) error {
	for _, d := range x.seen {
		x.sums[d] = sums{}
	}
	x.seen = x.seen[:0]
	if err := x.read.read(signature); err != nil {
		return err
	}
	if n := len(x.docs) - len(x.sums); n > 0 {
		x.sums, x.shared = append(x.sums, make([]sums, n)...), append(x.shared, make([]uint16, n)...)
	}
	for i, w := range x.read.terms {
		l := x.words[w]
		if l == nil {
			continue
		}
		own, where := x.read.weights[i].of(), x.read.weights[i].where()
		for k, d := range l.docs {
			s := &x.sums[d]
			if s.all == 0 {
				x.seen = append(x.seen, d)
			}
			product := own * l.weights[k].of()
			s.all += product
			switch both := where & l.weights[k].where(); {
			case both&cluster.InTitle != 0:
				s.title += product
				s.lead += product
			case both != 0:
				s.lead += product
			}
		}
	}
	return nil
}

// Shared is an article and how many fingerprints it has in common with another.
type Shared struct {
	Place
	Common int
}

// Both lists the terms of a packed signature that the article at p has too, those
// first that weigh most in both, at most so many.
func (x *Index) Both(signature []byte, p Place, most int) ([]string, error) {
	var r packed
	if err := r.read(signature); err != nil {
		return nil, err
	}
	var at []int
	product := make(map[int]uint32)
	for i, w := range r.terms {
		l := x.words[w]
		if l == nil {
			continue
		}
		if k, ok := slices.BinarySearch(l.docs, p); ok {
			at = append(at, i)
			product[i] = r.weights[i].of() * l.weights[k].of()
		}
	}
	// Of equals, the order of hashes is the same from whichever of the two one looks.
	slices.SortFunc(at, func(a, b int) int {
		return cmp.Or(cmp.Compare(product[b], product[a]), cmp.Compare(r.terms[a], r.terms[b]))
	})
	var out []string
	for _, i := range at[:min(len(at), most)] {
		out = append(out, string(r.words[i]))
	}
	return out, nil
}

// Shared lists the articles that are worth aligning with that at p, whose
// signature was searched for last.
func (x *Index) Shared(p Place) []Shared {
	var seen []Place
	for _, h := range x.read.prints {
		part, rest := entry(h)
		l := &x.prints[part]
		i, _ := slices.BinarySearch(l.rest, rest)
		for ; i < len(l.rest) && l.rest[i] == rest; i++ {
			d := l.docs[i]
			if x.shared[d] == 0 {
				seen = append(seen, d)
			}
			x.shared[d]++
		}
	}
	var out []Shared
	for _, d := range seen {
		n := int(x.shared[d])
		x.shared[d] = 0
		if d != p && !x.docs[d].gone && lineage.Enough(n, int(x.docs[d].prints), len(x.read.prints)) {
			out = append(out, Shared{d, n})
		}
	}
	return out
}
