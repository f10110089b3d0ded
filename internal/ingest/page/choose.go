package page

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Which blocks of a page are its article.
//
// The page is cut into blocks by ourselves, so that no word is lost: libraries drop
// elements that they do not know, what follows them, list items and paragraphs that
// are one link, and run words together. find.go chooses among the blocks, each whole.
// Then gaps are filled: prose that stands between chosen blocks, or in
// the same kind of box as they do, belongs to them. Last, what is boilerplate by
// its own words (see boiler.go) goes, and the headline, which is no part of
// the text.
//
// Cost: linear in the page, but for climbing to the common ancestor, which is
// bounded by the depth of the tree.

// run is how many words in a row are compared.
const run = 3

// vote is the text that the library found, by its runs of words and its blocks.
type vote struct {
	runs  map[string]bool
	lines map[string]bool
}

func newVote(blocks []block) vote {
	v := vote{map[string]bool{}, map[string]bool{}}
	for i := range blocks {
		w := wordsOf(blocks[i].text)
		v.lines[strings.Join(w, " ")] = true
		for j := 0; j+run <= len(w); j++ {
			v.runs[strings.Join(w[j:j+run], " ")] = true
		}
	}
	return v
}

// share is how much of a block the vote holds.
func (v vote) share(w []string) float64 {
	if len(w) < run {
		if v.lines[strings.Join(w, " ")] {
			return 1
		}
		return 0
	}
	n := 0
	for j := 0; j+run <= len(w); j++ {
		if v.runs[strings.Join(w[j:j+run], " ")] {
			n++
		}
	}
	return float64(n) / float64(len(w)-run+1)
}

func wordsOf(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
}

// choose returns the blocks of the article, in order. headlines are what the
// page calls it, at its addresses.
func choose(blocks, library []block, headlines, at []string) []block {
	words := make([][]string, len(blocks))
	for i := range blocks {
		words[i] = wordsOf(blocks[i].text)
	}
	in := find(blocks, words, library, headlines)
	if first, _ := ends(in); first < 0 {
		return nil
	}
	fill(blocks, words, in)
	var out []block
	for i := range blocks {
		if in[i] && !boilerplate(&blocks[i], words[i]) && !slices.Contains(at, blocks[i].text) {
			out = append(out, blocks[i])
		}
	}
	return withoutTail(withoutHead(out, headlines))
}

// alone drops chosen blocks that say what another chosen block says too, where
// that one has chosen neighbours and this has none: a teaser elsewhere on the
// page.
func alone(in []bool, words [][]string) {
	const near = 3
	neighbours := func(i int) int {
		n := 0
		for j := max(0, i-near); j <= min(len(in)-1, i+near); j++ {
			if j != i && in[j] {
				n++
			}
		}
		return n
	}
	best := map[string]int{}
	for i := range in {
		if !in[i] {
			continue
		}
		key := strings.Join(words[i], " ")
		j, twice := best[key]
		switch {
		case !twice:
			best[key] = i
		case neighbours(i) > neighbours(j) && neighbours(j) <= 1:
			in[j], best[key] = false, i
		case neighbours(i) <= 1:
			in[i] = false
		}
	}
}

// fill chooses what the library lost: what stands between chosen blocks and is
// prose, an item of a list, a cell or a quotation; and prose anywhere on the
// page that stands in a box of the same kind as most of the article does, since
// articles are cut into pieces with advertisements between.
func fill(blocks []block, words [][]string, in []bool) {
	first, last := ends(in)
	kinds := boxKinds(blocks, words, in)
	top := around(blocks, words, in)
	for i := range blocks {
		b := &blocks[i]
		if in[i] || b.linked*2 > len(b.text) && !sentence(b.text, words[i]) || apart(b.in, top) {
			continue
		}
		prose := sentence(b.text, words[i])
		between := i > first && i < last && inside(b.in, top)
		switch {
		case between && (prose || isQuote(b.in) || isItem(b.in) && b.linked == 0):
			in[i] = true
		case prose && b.in != nil && kinds[kindOf(b.in)]:
			in[i] = true
		}
	}
}

func ends(in []bool) (first, last int) {
	first = -1
	for i := range in {
		if in[i] {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	return first, last
}

// kindOf names the kind of box that an element stands in, by tags and classes;
// "" where the page gives its box no class.
func kindOf(n *html.Node) string {
	p := n.Parent
	if p == nil || attr(p, "class") == "" {
		return ""
	}
	return n.Data + " in " + p.Data + "." + attr(p, "class")
}

// boxKinds are the kinds of box in which a good part of the article stands.
func boxKinds(blocks []block, words [][]string, in []bool) map[string]bool {
	count, total := map[string]int{}, 0
	for i := range blocks {
		if in[i] && blocks[i].in != nil {
			count[kindOf(blocks[i].in)] += len(words[i])
			total += len(words[i])
		}
	}
	out := map[string]bool{}
	for k, n := range count {
		if k != "" && n >= boxWords && n*4 > total {
			out[k] = true
		}
	}
	return out
}

// boxWords is how many words of the article stand in a box whose kind then
// counts elsewhere on the page.
const boxWords = 80

// around finds the deepest element that holds nearly all words of the chosen
// blocks.
func around(blocks []block, words [][]string, in []bool) *html.Node {
	count, total := map[*html.Node]int{}, 0
	for i := range blocks {
		if !in[i] {
			continue
		}
		total += len(words[i])
		for n := blocks[i].in; n != nil; n = n.Parent {
			count[n] += len(words[i])
		}
	}
	var top *html.Node
	for n, c := range count {
		if c*10 >= total*9 && (top == nil || inside(n, top)) {
			top = n
		}
	}
	return top
}

// inside reports whether n is outer or stands inside it.
func inside(n, outer *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n == outer {
			return true
		}
	}
	return false
}

func isItem(n *html.Node) bool {
	for i := 0; n != nil && i < 3; i++ {
		switch n.DataAtom {
		case atom.Li, atom.Dt, atom.Dd, atom.Td, atom.Th:
			return true
		}
		n = n.Parent
	}
	return false
}

func isQuote(n *html.Node) bool {
	for i := 0; n != nil && i < 4; i++ {
		if n.DataAtom == atom.Blockquote {
			return true
		}
		n = n.Parent
	}
	return false
}

// sentence reports whether a text is one and ends as one does.
func sentence(s string, words []string) bool {
	const few = 6
	if len(words) >= few/2 && strings.HasSuffix(strings.TrimRight(s, "”’\"')»“ "), ".") && !strings.HasSuffix(s, "...") {
		return true
	}
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s, "”’\"')»“ "))
	return len(words) >= few && strings.ContainsRune(".!?:…。！？", r)
}

// apart reports whether an element stands, below top, in one that holds no text
// of the article.
func apart(n, top *html.Node) bool {
	quote := isQuote(n)
	for ; n != nil && n != top; n = n.Parent {
		switch n.DataAtom {
		case atom.Body:
			return false
		case atom.Aside, atom.Nav, atom.Footer, atom.Form, atom.Figure, atom.Figcaption, atom.Button, atom.Fieldset, atom.Address:
			return !quote
		}
		if !quote && asideClass.MatchString(attr(n, "class")+" "+attr(n, "id")+" "+attr(n, "role")) {
			return true
		}
	}
	return false
}
