package page

import (
	"cmp"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"codeberg.org/readeck/go-readability/v2"
	"github.com/go-shiori/dom"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Which blocks of a page are its article, before gaps are filled (see choose.go).
//
// Two readers vote, and a block needs both. go-readability finds the region and
// keeps nearly every word of it, with much that stands around. Ours looks at the
// blocks: prose is sentences that lead nowhere; inside the box that holds most of
// the page's prose (in the literature a DOM region with shallow text features:
// Kohlschütter et al. 2010) it takes prose, what stands between prose, and lines
// that texts are made of.
//
// Cost: linear in the page, times the depth of its elements.

const (
	// seedWords is how many words a block of prose has at least, and longLine how
	// many one has that ends no sentence.
	seedWords = 8
	longLine  = 20
	// mostWords bounds what one block counts: a page of law is no better an article.
	mostWords = 100
	// decay is the part of its words that a box passes to the box around it, and
	// maxRise how far they are passed.
	decay   = 0.5
	maxRise = 5
	// candidates is how many boxes are compared by what the headline says.
	candidates = 6
)

// found is what the library makes of a page: what it says about it, and the blocks
// of its text.
type found struct {
	blocks                        []block
	title, byline, site, language string
}

// libraryRead lets the library find the article. It takes its tree apart, so it
// gets a copy.
func libraryRead(doc *html.Node, address string) (found, error) {
	u, err := url.Parse(address)
	if err != nil || !u.IsAbs() {
		u = &url.URL{Scheme: "http", Host: "localhost"} // it wants one, and resolves links by it
	}
	p := readability.NewParser()
	p.DisableJSONLD = true // see linked.go
	a, err := p.ParseAndMutate(dom.Clone(doc, true), u)
	if err != nil {
		return found{}, err
	}
	f := found{title: a.Title(), byline: a.Byline(), site: a.SiteName(), language: a.Language()}
	if a.Node != nil {
		f.blocks = blocksOf(a.Node)
	}
	return f, nil
}

// seeds are the blocks of a page with what is looked at to find its article.
type seeds struct {
	blocks []block
	words  [][]string
	weight []float64              // of each block as prose; 0 for what is none
	held   map[*html.Node]float64 // the weights of all blocks inside an element
	all    float64
}

// find reports which blocks are the article. headlines are what the page calls it.
func find(blocks []block, words [][]string, library []block, headlines []string) []bool {
	voted := make([]bool, len(blocks))
	v := newVote(library)
	for i := range blocks {
		voted[i] = v.share(words[i]) >= 0.5
	}
	alone(voted, words)
	s := newSeeds(blocks, words)
	top := boxOf(around(blocks, words, voted)) // of one paragraph, the box around it
	if top == nil {
		top = s.box(headlines)
	}
	own := s.inside(top)
	if !slices.Contains(voted, true) {
		return own // the library found nothing
	}
	for i := range own {
		if own[i] && isCell(blocks[i].in) {
			continue // the library drops small tables
		}
		own[i] = voted[i] && (own[i] || inside(blocks[i].in, top) && ownLine(blocks[i].in) && !s.beside(blocks[i].in))
	}
	return own
}

func newSeeds(blocks []block, words [][]string) *seeds {
	s := &seeds{blocks: blocks, words: words, weight: make([]float64, len(blocks)), held: map[*html.Node]float64{}}
	for i := range blocks {
		w := weigh(&blocks[i], words[i])
		if w == 0 {
			continue
		}
		s.weight[i] = w
		s.all += w
		for n := blocks[i].in; n != nil; n = n.Parent {
			s.held[n] += w
		}
	}
	for i := range blocks {
		if s.weight[i] > 0 && s.beside(blocks[i].in) {
			s.weight[i] = 0
		}
	}
	return s
}

// weigh is the weight of a block as prose.
func weigh(b *block, words []string) float64 {
	if len(words) < seedWords || b.linked*3 > len(b.text) || !sentence(b.text, words) && len(words) < longLine || isCaption(b.in) {
		return 0
	}
	return float64(min(len(words), mostWords))
}

// beside reports whether an element stands in a box beside the text: one that says
// so, and that holds no great part of the page's prose.
func (s *seeds) beside(n *html.Node) bool {
	for ; n != nil && s.held[n] < s.all*2/5; n = n.Parent {
		switch n.DataAtom {
		case atom.Aside, atom.Nav, atom.Footer, atom.Form, atom.Figure, atom.Figcaption, atom.Button, atom.Fieldset, atom.Address:
			return !isQuote(n)
		}
		if asideClass.MatchString(attr(n, "class") + " " + attr(n, "id") + " " + attr(n, "role")) {
			return true
		}
	}
	return false
}

// bodyClass are names that pages give to the box of their text.
var bodyClass = regexp.MustCompile(`(?i)\b(?:article|story|entry|post|news|blog)[-_]{0,2}(?:body|text|content|copy)\b`)

// box finds the box of the article: the one with most prose near it, weighed by how
// many words of the headline it holds, and by whether the page calls it so.
func (s *seeds) box(headlines []string) *html.Node {
	score := map[*html.Node]float64{}
	var order []*html.Node
	for i := range s.blocks {
		part := s.weight[i]
		if part == 0 {
			continue
		}
		for n, k := boxOf(s.blocks[i].in), 0; n != nil && k < maxRise && n.DataAtom != atom.Html; n, k = n.Parent, k+1 {
			if _, ok := score[n]; !ok {
				order = append(order, n)
			}
			score[n] += part
			part *= decay
		}
	}
	slices.SortStableFunc(order, func(a, b *html.Node) int { return cmp.Compare(score[b], score[a]) })
	var top *html.Node
	most := 0.0
	topic := topicOf(headlines)
	for _, n := range order[:min(len(order), candidates)] {
		x := score[n] * (0.3 + 0.7*s.says(n, topic))
		if strings.EqualFold(attr(n, "itemprop"), "articleBody") || bodyClass.MatchString(attr(n, "class")+" "+attr(n, "id")) {
			x *= 1.5
		}
		if x > most {
			top, most = n, x
		}
	}
	return top
}

// boxOf is the element around a paragraph.
func boxOf(n *html.Node) *html.Node {
	for n != nil && (ownLine(n) || n.DataAtom == atom.Ul || n.DataAtom == atom.Ol || n.DataAtom == atom.Dl) {
		n = n.Parent
	}
	return n
}

// topicOf is the words of the headlines that tell something.
func topicOf(headlines []string) map[string]bool {
	out := map[string]bool{}
	for _, h := range headlines {
		for _, w := range wordsOf(strings.ToLower(h)) {
			if len(w) > 3 {
				out[w] = true
			}
		}
	}
	return out
}

// says is the share of the headline's words that a box holds outside links.
func (s *seeds) says(n *html.Node, topic map[string]bool) float64 {
	if len(topic) == 0 {
		return 1
	}
	held := map[string]bool{}
	for i := range s.blocks {
		b := &s.blocks[i]
		if b.linked*3 > len(b.text) || isHeading(b.in) || !inside(b.in, n) {
			continue
		}
		for _, w := range s.words[i] {
			if w = strings.ToLower(w); topic[w] {
				held[w] = true
			}
		}
	}
	return float64(len(held)) / float64(len(topic))
}

// inside reports which blocks in a box are the text: prose, whatever stands between
// prose, and around it lines that texts are made of.
func (s *seeds) inside(top *html.Node) []bool {
	in := make([]bool, len(s.blocks))
	if top == nil {
		return in
	}
	for i := range s.blocks {
		in[i] = s.weight[i] > 0 && inside(s.blocks[i].in, top)
	}
	first, last := ends(in)
	for i := range s.blocks {
		b := &s.blocks[i]
		switch {
		case in[i] || !inside(b.in, top) || b.linked*3 > len(b.text) || apart(b.in, top):
		case i < first:
			in[i] = ownLine(b.in) && len(s.words[i]) >= seedWords
		case i > last:
			in[i] = ownLine(b.in) && !isHeading(b.in)
		default:
			in[i] = true
		}
	}
	return in
}

// isCell reports whether an element is a cell of a table.
func isCell(n *html.Node) bool { return n.DataAtom == atom.Td || n.DataAtom == atom.Th }

// ownLine reports whether an element is one that texts are made of.
func ownLine(n *html.Node) bool {
	switch n.DataAtom {
	case atom.P, atom.Li, atom.Blockquote, atom.Pre, atom.Td, atom.Dd, atom.H2, atom.H3, atom.H4:
		return true
	}
	return isQuote(n)
}
