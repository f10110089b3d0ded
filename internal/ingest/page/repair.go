package page

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A page is repaired before anything is looked for on it: what no reader sees
// goes, and elements that the libraries do not know become some that they do.
// Extractors drop such an element with the words inside it, or with all that
// follow it in its paragraph.

// repair changes the tree of a page. JSON-LD must have been read before.
func repair(doc *html.Node) {
	script := findBody(doc)
	if script == nil {
		script = doc
	}
	bare := words(script, noscriptWords) < noscriptWords
	// It descends the tree: the parser refuses pages deeper than MaxDepth.
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		for c := n.FirstChild; c != nil; {
			next := c.NextSibling
			switch {
			case c.Type == html.CommentNode:
				n.RemoveChild(c)
			case c.Type != html.ElementNode:
			case isLinked(c): // the library reads it too
			case unseen(c):
				n.RemoveChild(c)
			case c.DataAtom == atom.Noscript && n.DataAtom != atom.Head:
				if bare {
					next = unwrapNoscript(n, c, next)
				} else {
					n.RemoveChild(c)
				}
			default:
				rename(c)
				walk(c)
			}
			c = next
		}
		mergeText(n)
	}
	walk(doc)
}

// isLinked reports whether an element holds JSON-LD.
func isLinked(n *html.Node) bool {
	return n.DataAtom == atom.Script && strings.Contains(strings.ToLower(attr(n, "type")), "ld+json")
}

// noscriptWords is how many words a page has that can be read without its
// scripts. What stands in its noscript elements is then a second time there, or
// an advertisement; on a page of fewer words it is the text.
const noscriptWords = 40

func findBody(doc *html.Node) *html.Node {
	for n := range doc.Descendants() {
		if n.DataAtom == atom.Body {
			return n
		}
	}
	return nil
}

var hiddenStyle = regexp.MustCompile(`(?i)(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden)`)

// hoverClass are the names of what shows only under a pointer, and of what is
// there for printers and screen readers, which says again what is shown.
var hoverClass = regexp.MustCompile(`(?i)\b(?:tooltip|tool-tip|popover|rollover-\w*block|hover-?card|sr-only|visually-?hidden|screen-reader-text|print-only|noprint-hidden)\b`)

// ownAd are elements of a page's own for what is no text.
var ownAd = regexp.MustCompile(`(?i)(?:^|-)(?:ads?|advert\w*|adslot|iframe|video|player|analytics|newsletter\w*|paywall|share|social\w*|sticky-ad)(?:-|$)`)

// unseen reports whether no reader sees an element.
func unseen(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Template, atom.Iframe, atom.Svg, atom.Object, atom.Embed, atom.Canvas, atom.Input, atom.Select, atom.Textarea, atom.Audio, atom.Video, atom.Map:
		return true
	}
	if n.DataAtom == 0 && ownAd.MatchString(n.Data) {
		return true
	}
	for _, a := range n.Attr {
		switch a.Key {
		case "hidden":
			// "until-found" is shown when searched for, so readers may see it.
			return !strings.EqualFold(a.Val, "until-found")
		case "class":
			if hoverClass.MatchString(a.Val) {
				return true
			}
		case "style":
			if hiddenStyle.MatchString(a.Val) {
				return true
			}
		}
	}
	return false
}

// unwrapNoscript puts the elements that a noscript element holds as text in its
// place, and returns the first of them, or next.
func unwrapNoscript(parent, n, next *html.Node) *html.Node {
	var b strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	inside, err := html.ParseFragment(strings.NewReader(b.String()), &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div})
	if b.Len() == 0 || err != nil {
		parent.RemoveChild(n)
		return next
	}
	var first *html.Node
	for _, c := range inside {
		parent.InsertBefore(c, n)
		if first == nil {
			first = c
		}
	}
	parent.RemoveChild(n)
	if first != nil {
		return first
	}
	return next
}

// inline are the elements inside a line that extractors know.
var inline = map[atom.Atom]bool{
	atom.A: true, atom.B: true, atom.Strong: true, atom.I: true, atom.Em: true, atom.Span: true, atom.Sub: true, atom.Sup: true, atom.Code: true, atom.Br: true, atom.Img: true, atom.Picture: true, atom.Source: true,
}

// rename makes a span of an element inside a line that extractors do not know
// (time, nobr, q, abbr, font, elements of a page's own), and a div of one that
// holds blocks.
func rename(n *html.Node) {
	own := n.DataAtom == 0
	if inline[n.DataAtom] || blockTags[n.DataAtom] || !own && !unknownInline[n.DataAtom] {
		return
	}
	if n.DataAtom == atom.Q { // its marks are drawn by the browser
		n.InsertBefore(&html.Node{Type: html.TextNode, Data: "“"}, n.FirstChild)
		n.AppendChild(&html.Node{Type: html.TextNode, Data: "”"})
	}
	if n.Namespace != "" {
		return
	}
	tag := atom.Span
	if own && holdsBlocks(n) {
		tag = atom.Div
	}
	n.Data, n.DataAtom = tag.String(), tag
}

var unknownInline = map[atom.Atom]bool{
	atom.Nobr: true, atom.Time: true, atom.Q: true, atom.Abbr: true, atom.Acronym: true, atom.Font: true, atom.Cite: true, atom.Mark: true, atom.Small: true, atom.Big: true, atom.U: true, atom.S: true,
	atom.Ins: true, atom.Dfn: true, atom.Kbd: true, atom.Samp: true, atom.Var: true, atom.Bdi: true, atom.Bdo: true, atom.Data: true, atom.Tt: true, atom.Wbr: true, atom.Label: true,
}

func holdsBlocks(n *html.Node) bool {
	for d := range n.Descendants() {
		if blockTags[d.DataAtom] {
			return true
		}
	}
	return false
}

// mergeText joins texts that stand side by side where an element between them
// went: extractors take the first and forget the other.
func mergeText(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		for c.Type == html.TextNode && c.NextSibling != nil && c.NextSibling.Type == html.TextNode {
			c.Data += c.NextSibling.Data
			n.RemoveChild(c.NextSibling)
		}
	}
}
