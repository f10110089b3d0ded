// Package pdf reads the text layer of PDF documents. The library below it
// decodes; what is ours is the bounds around it, and making lines and
// paragraphs of glyphs.
//
// A PDF says where each glyph stands and nothing of words, lines or
// paragraphs. Glyphs are taken in the order in which they are drawn, which is
// that of reading in all but odd documents, also with columns. Another
// baseline is another line; a gap wider than a quarter of the type is a space;
// a line that stands further from the one above than lines do on that page
// begins a paragraph. Lines that most pages carry are headers and footers, and
// left out. A word that a line breaks with a hyphen is joined.
package pdf

import (
	"bytes"
	"errors"
	"io"
	"math"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/ledongthuc/pdf"

	"sayso"
)

// Bounds.
const (
	// MaxPages is how many pages a document may have.
	MaxPages = 2000
	// MaxContent is how many bytes the drawing of one page may unpack to:
	// more is drawings, or an attack.
	MaxContent = 2 << 20
	// MaxText is how many bytes of text are taken from one document.
	MaxText = 16 << 20
	// MaxTime is how long a document may take.
	MaxTime = 30 * time.Second
	// maxTreeDepth is how deep the tree of pages may be.
	maxTreeDepth = 32
)

// Document is what a PDF holds.
type Document struct {
	Text   string
	Title  string
	Author string
	// Created is zero when the document does not say.
	Created sayso.Date
}

// Read reads a document.
func Read(data []byte) (Document, error) {
	type result struct {
		d   Document
		err error
	}
	done := make(chan result, 1)
	// The library can be led into loops that nothing ends: then it is left
	// behind.
	go func() {
		var r result
		defer func() {
			if x := recover(); x != nil {
				r = result{err: sayso.Errorf("read", "", sayso.Invalid, "the document broke its reader: %v", x)}
			}
			done <- r
		}()
		r.d, r.err = read(data, time.Now().Add(MaxTime))
	}()
	timer := time.NewTimer(MaxTime + time.Second)
	defer timer.Stop()
	select {
	case r := <-done:
		return r.d, r.err
	case <-timer.C:
		return Document{}, tooLong()
	}
}

func tooLong() error {
	return sayso.Errorf("read", "", sayso.TooLarge, "it took longer than %s (pdf.MaxTime)", MaxTime).Advise("give its text")
}

func read(data []byte, deadline time.Time) (Document, error) {
	var d Document
	r, err := pdf.NewReader(bytes.NewReader(data), int64(len(data)))
	switch {
	case errors.Is(err, pdf.ErrInvalidPassword):
		return d, sayso.Errorf("read", "", sayso.Denied, "it is encrypted").Advise("give it without a password, or its text")
	case err != nil:
		return d, sayso.E("read", "", sayso.Invalid, err)
	}
	info := r.Trailer().Key("Info")
	d.Title, d.Author = clean(info.Key("Title").Text()), clean(info.Key("Author").Text())
	d.Created = date(info.Key("CreationDate").RawString())
	pages, err := findPages(r.Trailer().Key("Root").Key("Pages"))
	if err != nil {
		return d, err
	}
	var all [][]line
	size := 0
	for _, p := range pages {
		if time.Now().After(deadline) {
			return d, tooLong()
		}
		if !drawable(p) {
			continue
		}
		lines := lineUp(content(p))
		for _, l := range lines {
			size += len(l.text)
		}
		if size > MaxText {
			return d, sayso.Errorf("read", "", sayso.TooLarge, "it has more than %d MB of text (pdf.MaxText)", MaxText>>20)
		}
		all = append(all, lines)
	}
	d.Text = paragraphs(withoutFurniture(all))
	if strings.TrimSpace(d.Text) == "" {
		return d, sayso.Errorf("read", "", sayso.Invalid, "it has no text layer").Advise("run it through character recognition first, or give its text")
	}
	return d, nil
}

// findPages walks the tree of pages, in order.
func findPages(root pdf.Value) ([]pdf.Page, error) {
	var out []pdf.Page
	nodes := 0
	var walk func(v pdf.Value, depth int) error
	walk = func(v pdf.Value, depth int) error {
		nodes++
		if nodes > 4*MaxPages || depth > maxTreeDepth || len(out) > MaxPages {
			return sayso.Errorf("read", "", sayso.TooLarge, "it has more than %d pages (pdf.MaxPages)", MaxPages)
		}
		kids := v.Key("Kids")
		if kids.Kind() != pdf.Array {
			if v.Kind() == pdf.Dict {
				out = append(out, pdf.Page{V: v})
			}
			return nil
		}
		for i := range kids.Len() {
			if err := walk(kids.Index(i), depth+1); err != nil {
				return err
			}
		}
		return nil
	}
	err := walk(root, 0)
	return out, err
}

// drawable reports whether the drawing of a page is of a size to be read.
func drawable(p pdf.Page) bool {
	contents := p.V.Key("Contents")
	parts := []pdf.Value{contents}
	if contents.Kind() == pdf.Array {
		parts = nil
		for i := range min(contents.Len(), 1000) {
			parts = append(parts, contents.Index(i))
		}
	}
	left := int64(MaxContent)
	for _, s := range parts {
		if s.Kind() != pdf.Stream {
			continue
		}
		r := s.Reader()
		n, _ := io.Copy(io.Discard, io.LimitReader(r, left+1))
		r.Close()
		if left -= n; left < 0 {
			return false
		}
	}
	return true
}

// content takes the glyphs of a page; a page that breaks the library has none.
func content(p pdf.Page) (out []pdf.Text) {
	defer func() {
		if recover() != nil {
			out = nil
		}
	}()
	return p.Content().Text
}

// line is one line of type.
type line struct {
	text string
	x, y float64 // where it begins
	size float64
}

// lineUp makes lines of glyphs.
func lineUp(glyphs []pdf.Text) []line {
	var out []line
	var b strings.Builder
	var cur line
	end := 0.0 // where the glyph before ends
	flush := func() {
		if cur.text = clean(b.String()); cur.text != "" {
			out = append(out, cur)
		}
		b.Reset()
	}
	for _, g := range glyphs {
		size := math.Abs(g.FontSize)
		if size == 0 {
			size = 1
		}
		switch {
		case b.Len() == 0:
			cur = line{x: g.X, y: g.Y, size: size}
		case math.Abs(g.Y-cur.y) > size/2 || g.X < end-5*size && math.Abs(g.Y-cur.y) > size/10:
			flush()
			cur = line{x: g.X, y: g.Y, size: size}
		case g.W > 0 && g.X > end+size/4:
			b.WriteByte(' ')
		}
		b.WriteString(strings.ToValidUTF8(g.S, ""))
		end = g.X + g.W
	}
	flush()
	return out
}

// withoutFurniture leaves out the lines that most pages have at the same
// height, page numbers aside.
func withoutFurniture(pages [][]line) [][]line {
	if len(pages) < 3 {
		return pages
	}
	type place struct {
		text string
		y    int
	}
	key := func(l line) place {
		return place{strings.Map(func(r rune) rune {
			if unicode.IsDigit(r) {
				return '0'
			}
			return r
		}, l.text), int(l.y)}
	}
	seen := map[place]int{}
	for _, p := range pages {
		for _, l := range p {
			seen[key(l)]++
		}
	}
	out := make([][]line, len(pages))
	for i, p := range pages {
		out[i] = slices.DeleteFunc(slices.Clone(p), func(l line) bool { return seen[key(l)]*2 > len(pages) })
	}
	return out
}

// paragraphs joins lines. A paragraph goes over to the next page or column
// where its line ends in the middle of a sentence.
func paragraphs(pages [][]line) string {
	var b []byte
	var last line
	for _, lines := range pages {
		usual := spacing(lines)
		for i, l := range lines {
			if len(b) > 0 {
				gap := last.y - l.y
				apart := gap > usual*1.3 || math.Abs(l.size-last.size) > 0.5 || l.x > last.x+1.2*l.size && gap > 0
				if i == 0 || gap < 0 {
					apart = ends(last.text)
				}
				switch {
				case apart:
					b = append(b, "\n\n"...)
				case broken(last.text, l.text):
					b = b[:len(b)-1]
				default:
					b = append(b, ' ')
				}
			}
			b = append(b, l.text...)
			last = l
		}
	}
	return string(b)
}

// spacing is how far apart lines stand on a page: the lower median, since gaps
// between paragraphs are wider.
func spacing(lines []line) float64 {
	var gaps []float64
	for i := 1; i < len(lines); i++ {
		if g := lines[i-1].y - lines[i].y; g > 0 && g < 4*lines[i].size {
			gaps = append(gaps, g)
		}
	}
	if len(gaps) == 0 {
		return 0
	}
	slices.Sort(gaps)
	return gaps[(len(gaps)-1)/2]
}

// ends reports whether a line ends a sentence.
func ends(s string) bool {
	return strings.HasSuffix(strings.TrimRight(s, `"”’')`), ".") || strings.HasSuffix(s, "?") || strings.HasSuffix(s, "!") || strings.HasSuffix(s, ":")
}

// broken reports whether a line breaks a word that the next one goes on with.
func broken(s, next string) bool {
	if !strings.HasSuffix(s, "-") || len(s) < 2 {
		return false
	}
	before := []rune(s[:len(s)-1])
	after := []rune(next)
	return unicode.IsLower(before[len(before)-1]) && len(after) > 0 && unicode.IsLower(after[0])
}

func clean(s string) string { return strings.Join(strings.Fields(s), " ") }

// date reads a date of PDF: "D:20230913094000+02'00'".
func date(s string) sayso.Date {
	s = strings.ReplaceAll(strings.TrimPrefix(s, "D:"), "'", "")
	for _, l := range []string{"20060102150405Z0700", "20060102150405Z", "20060102150405"} {
		if t, err := time.Parse(l, s); err == nil {
			return sayso.Date{Time: t}
		}
	}
	if len(s) >= 8 {
		if t, err := time.Parse("20060102", s[:8]); err == nil {
			return sayso.Date{Time: t, DayOnly: true}
		}
	}
	return sayso.Date{}
}
