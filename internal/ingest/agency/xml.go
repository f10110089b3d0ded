package agency

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"golang.org/x/net/html"

	"sayso"
	"sayso/internal/ingest/xmltext"
)

// node is an element of a small tree. Names are local: the prefixes and
// namespaces of the standards differ from sender to sender.
type node struct {
	name     string
	attrs    []xml.Attr
	children []*node // text is a node without a name
	text     string
}

// tree reads XML, bounded. Entities of a document's own are refused, external
// ones are never fetched: the decoder knows none but those of XML and HTML.
func tree(data []byte) (*node, error) {
	d := xmltext.Decoder(bytes.NewReader(xmltext.Clean(data, "")))
	d.Strict = true
	var root *node
	var open []*node
	n := 0
	for {
		tok, err := d.Token()
		switch {
		case errors.Is(err, io.EOF) && root != nil && len(open) == 0:
			return root, nil
		case errors.Is(err, io.EOF):
			return nil, sayso.Errorf("read", "", sayso.Invalid, "it ends inside its markup")
		case err != nil:
			return nil, sayso.E("read", "", sayso.Invalid, err)
		}
		switch t := tok.(type) {
		case xml.Directive:
			if bytes.Contains(t, []byte("<!ENTITY")) || bytes.Contains(t, []byte("ENTITY ")) {
				return nil, sayso.Errorf("read", "", sayso.Invalid, "it defines entities of its own, which are not expanded").Advise("send it without a DTD")
			}
		case xml.StartElement:
			n++
			switch {
			case len(open) >= MaxDepth:
				return nil, sayso.Errorf("read", "", sayso.TooLarge, "its elements stand more than %d deep (agency.MaxDepth)", MaxDepth)
			case n > MaxNodes:
				return nil, sayso.Errorf("read", "", sayso.TooLarge, "it has more than %d elements (agency.MaxNodes)", MaxNodes)
			case len(open) == 0 && root != nil:
				return nil, sayso.Errorf("read", "", sayso.Invalid, "it has two roots")
			}
			e := &node{name: t.Name.Local, attrs: t.Attr}
			if len(open) > 0 {
				top := open[len(open)-1]
				top.children = append(top.children, e)
			} else {
				root = e
			}
			open = append(open, e)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			if len(open) > 0 {
				top := open[len(open)-1]
				top.children = append(top.children, &node{text: string(t)})
			}
		}
	}
}

func (n *node) attr(key string) string {
	if n == nil {
		return ""
	}
	for _, a := range n.attrs {
		if a.Name.Local == key {
			return strings.TrimSpace(a.Value)
		}
	}
	return ""
}

// at goes down by names, to the first of each; nil where there is none.
func (n *node) at(path ...string) *node {
	for _, name := range path {
		var next *node
		if n != nil {
			for _, c := range n.children {
				if c.name == name {
					next = c
					break
				}
			}
		}
		n = next
	}
	return n
}

// all lists the children of that name.
func (n *node) all(name string) []*node {
	var out []*node
	if n != nil {
		for _, c := range n.children {
			if c.name == name {
				out = append(out, c)
			}
		}
	}
	return out
}

// words is all the text inside, in one line.
func (n *node) words() string {
	var b strings.Builder
	n.write(&b)
	return clean(b.String())
}

// write descends the tree, as markup does: MaxDepth bounds it.
func (n *node) write(b *strings.Builder) {
	if n == nil {
		return
	}
	b.WriteString(n.text)
	for _, c := range n.children {
		c.write(b)
	}
}

// markup writes the elements inside as HTML, for the layout of pages to lay
// out: the block elements of NITF and XHTML have the same names.
func (n *node) markup(b *strings.Builder) {
	for _, c := range n.children {
		switch {
		case c.name == "":
			b.WriteString(html.EscapeString(c.text))
		case strings.EqualFold(c.name, "media") || strings.EqualFold(c.name, "head"):
			// Pictures with their captions, and what is about the page.
		default:
			tag := strings.ToLower(c.name)
			switch tag {
			case "hl1", "hl2", "hedline", "block", "bq":
				tag = "div"
			case "p", "div", "ul", "ol", "li", "table", "tr", "td", "th", "blockquote", "h1", "h2", "h3", "h4", "br", "pre", "body", "section", "article":
			default:
				tag = "span"
			}
			b.WriteString("<" + tag + ">")
			c.markup(b)
			if tag != "br" {
				b.WriteString("</" + tag + ">")
			}
		}
	}
}
