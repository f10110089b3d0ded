package ingest

import (
	"bytes"
	"path/filepath"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"sayso"
	"sayso/internal/ingest/docx"
	"sayso/internal/ingest/page"
)

// Markdown is what writers mark up with signs: CommonMark. It is a draft's alone;
// articles are kept byte for byte.
const Markdown Kind = "markdown"

// DraftKinds lists every kind that a draft may have.
var DraftKinds = []Kind{Auto, Text, Markdown, HTML, DOCX}

// Draft makes an article of somebody's draft, all of it: no headline, menu or
// furniture is looked for. Offsets in the text of a plain or Markdown draft are those
// in the file, after a byte order mark. Errors are *sayso.Error.
func Draft(name string, data []byte, kind Kind) (Parsed, error) {
	p := Parsed{Article: sayso.Article{Path: name}}
	if len(data) > DefaultMaxBytes {
		return p, tooLarge(name, DefaultMaxBytes)
	}
	if kind == "" || kind == Auto {
		if kind = kindOf(name, data); slices.Contains([]string{".md", ".markdown"}, strings.ToLower(filepath.Ext(name))) {
			kind = Markdown
		}
	}
	var err error
	a := &p.Article
	switch kind {
	case HTML:
		a.Text, err = page.Layout(data)
	case DOCX:
		var d docx.Document
		d, err = docx.Read(data)
		a.Text = d.Text
	case Text, Markdown, Wire, Mail:
		if a.Text, err = p.decode(name, data); err == nil && kind == Markdown {
			a.Text = unmarked(a.Text)
		}
	default:
		err = sayso.Errorf("read draft", name, sayso.Invalid, "it is %s, and a draft is text, Markdown, HTML or DOCX", kind).Advise("save it as one of them, or say what it is with --input")
	}
	switch {
	case err != nil:
		return p, page.Named(err, name)
	case strings.TrimSpace(a.Text) == "":
		return p, emptyInput(name)
	}
	return p, nil
}

// unmarked is a Markdown text with spaces in the place of everything that is no text
// of a reader: marks, addresses, code. So every word keeps its place in the file.
func unmarked(md string) string {
	source := []byte(md)
	out := bytes.Repeat([]byte{' '}, len(source))
	for i, b := range source {
		if b == '\n' || b == '\r' {
			out[i] = b
		}
	}
	tree := parser.NewParser(parser.WithBlockParsers(parser.DefaultBlockParsers()...), parser.WithInlineParsers(parser.DefaultInlineParsers()...),
		parser.WithParagraphTransformers(parser.DefaultParagraphTransformers()...)).Parse(text.NewReader(source))
	_ = ast.Walk(tree, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if t, ok := n.(*ast.Text); ok && entering {
			copy(out[t.Segment.Start:t.Segment.Stop], source[t.Segment.Start:t.Segment.Stop])
		}
		if n.Kind() == ast.KindCodeSpan {
			return ast.WalkSkipChildren, nil
		}
		return ast.WalkContinue, nil
	})
	return string(out)
}
