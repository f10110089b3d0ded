package page

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"sayso"
)

// Layout makes text of a piece of HTML that is known to be all article: the
// body of a feed's entry, of an agency's item, of a letter.
func Layout(data []byte) (s string, err error) {
	defer func() { // the parser is not ours
		if x := recover(); x != nil {
			s, err = "", sayso.Errorf("read", "", sayso.Invalid, "the markup broke its reader: %v", x)
		}
	}()
	doc, err := parse(data)
	if err != nil {
		return "", err
	}
	repair(doc)
	return layOut(doc), nil
}

// layOut writes a tree as text: blocks one after the other with a blank line
// between, white space within a block made one space. The same block twice in a
// row, or a pull quote that repeats a sentence of the block before, is written
// once.
func layOut(root *html.Node) string { return join(blocksOf(root)) }

// blocksOf cuts a tree into blocks.
func blocksOf(root *html.Node) []block {
	l := layout{}
	l.walk(root)
	l.flush()
	return l.blocks
}

// block is one paragraph, heading, item, cell or other line of its own.
type block struct {
	text string
	// in is the element that it stands in.
	in     *html.Node
	linked int // bytes of text inside links
}

// join writes blocks as the text of an article.
func join(blocks []block) string {
	var kept []string
	for i := range blocks {
		s := blocks[i].text
		if !repeats(kept, s) {
			kept = append(kept, s)
		}
	}
	return strings.Join(kept, "\n\n")
}

// repeats reports whether a block says again what stands shortly before it.
func repeats(before []string, s string) bool {
	for i := len(before) - 1; i >= 0 && i >= len(before)-pullReach; i-- {
		if before[i] == s && len(s) >= minSame || len(s) >= minPull && strings.Contains(before[i], strings.Trim(s, "“”\"'‘’ ")) {
			return true
		}
	}
	return false
}

const (
	// pullReach is how many blocks back a pull quote may repeat.
	pullReach = 4
	// minPull is how long a repeated block must be to be taken for a pull
	// quote: short lines may well be said twice.
	minPull = 40
	// minSame is how long a block must be to be dropped where it stands twice:
	// cells of a table may be alike.
	minSame = 20
)

// layout cuts a tree into blocks, as a browser lays it out: every word stands in
// one of them.
type layout struct {
	// bare leaves out what stands around the words of a post: its time,
	// buttons, forms.
	bare   bool
	blocks []block

	line   strings.Builder
	space  bool
	in     *html.Node
	links  int // how many links are open
	linked int
}

// walk descends the tree: the parser refuses pages deeper than MaxDepth.
func (l *layout) walk(n *html.Node) {
	var tag atom.Atom
	switch n.Type {
	case html.TextNode:
		l.text(n.Data)
		return
	case html.ElementNode:
		if unseen(n) {
			return
		}
		tag = atom.Lookup([]byte(n.Data)) // the library leaves DataAtom unset on what it makes
		switch tag {
		case atom.Head, atom.Noscript:
			return
		case atom.Time, atom.Button, atom.Form, atom.Nav:
			if l.bare {
				return
			}
		case atom.Br:
			l.flush()
			return
		case atom.A:
			l.links++
			defer func() { l.links-- }()
		}
	}
	b := blockTags[tag]
	outer := l.in
	if b {
		l.flush()
		l.in = n
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		l.walk(c)
	}
	if b {
		l.flush()
		l.in = outer
	}
}

func (l *layout) text(s string) {
	for _, r := range s {
		if unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' {
			l.space = true
			continue
		}
		if l.space && l.line.Len() > 0 {
			l.line.WriteByte(' ')
		}
		l.space = false
		n, _ := l.line.WriteRune(r)
		if l.links > 0 {
			l.linked += n
		}
	}
}

func (l *layout) flush() {
	if s := l.line.String(); s != "" {
		l.blocks = append(l.blocks, block{text: s, in: l.in, linked: l.linked})
	}
	l.line.Reset()
	l.space, l.linked = false, 0
}

var blockTags = map[atom.Atom]bool{
	atom.P: true, atom.Div: true, atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true, atom.Li: true, atom.Ul: true, atom.Ol: true,
	atom.Blockquote: true, atom.Pre: true, atom.Table: true, atom.Tr: true, atom.Section: true, atom.Article: true, atom.Figure: true, atom.Figcaption: true,
	atom.Dl: true, atom.Dt: true, atom.Dd: true, atom.Header: true, atom.Footer: true, atom.Aside: true, atom.Main: true, atom.Body: true, atom.Td: true, atom.Th: true,
	atom.Nav: true, atom.Form: true, atom.Fieldset: true, atom.Caption: true, atom.Address: true, atom.Details: true, atom.Summary: true, atom.Hr: true, atom.Center: true,
	atom.Button: true, atom.Hgroup: true,
}
