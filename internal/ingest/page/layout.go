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
	return layOut(doc), nil
}

// layOut writes a content tree as text: blocks one after the other with a
// blank line between, white space within a block made one space. The same
// block twice in a row, or a pull quote that repeats a sentence of the block
// before, is written once.
func layOut(root *html.Node) string {
	var l layout
	l.walk(root)
	l.flush()
	return strings.Join(l.blocks, "\n\n")
}

type layout struct {
	// bare leaves out what stands around the words of a post: its time,
	// buttons, forms.
	bare   bool
	blocks []string
	line   strings.Builder
	space  bool
}

func (l *layout) walk(n *html.Node) {
	var tag atom.Atom
	switch n.Type {
	case html.TextNode:
		l.text(n.Data)
		return
	case html.ElementNode:
		tag = atom.Lookup([]byte(n.Data)) // the library leaves DataAtom unset on what it makes
		switch tag {
		case atom.Head, atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Iframe, atom.Svg:
			return
		case atom.Time, atom.Button, atom.Form, atom.Nav:
			if l.bare {
				return
			}
		case atom.Br:
			l.flush()
			return
		}
	}
	b := block[tag]
	if b {
		l.flush()
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		l.walk(c)
	}
	if b {
		l.flush()
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
		l.line.WriteRune(r)
	}
}

func (l *layout) flush() {
	s := l.line.String()
	l.line.Reset()
	l.space = false
	if s == "" {
		return
	}
	for i := len(l.blocks) - 1; i >= 0 && i >= len(l.blocks)-pullReach; i-- {
		if l.blocks[i] == s && len(s) >= minSame || len(s) >= minPull && strings.Contains(l.blocks[i], strings.Trim(s, "“”\"'‘’ ")) {
			return
		}
	}
	l.blocks = append(l.blocks, s)
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

var block = map[atom.Atom]bool{
	atom.P: true, atom.Div: true, atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true, atom.Li: true, atom.Ul: true, atom.Ol: true,
	atom.Blockquote: true, atom.Pre: true, atom.Table: true, atom.Tr: true, atom.Section: true, atom.Article: true, atom.Figure: true, atom.Figcaption: true,
	atom.Dl: true, atom.Dt: true, atom.Dd: true, atom.Header: true, atom.Footer: true, atom.Aside: true, atom.Main: true, atom.Body: true, atom.Td: true, atom.Th: true,
}
