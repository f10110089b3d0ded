// Package pdf reads the text layer of PDF documents. PDFium decodes (see
// engine.go); what is ours is the bounds around it, and making lines, columns
// and paragraphs of glyphs (see layout.go).
package pdf

import (
	"math"
	"strings"
	"time"

	"github.com/klippa-app/go-pdfium/requests"

	"sayso"
	"sayso/internal/ingest/dates"
)

// Bounds.
const (
	// MaxPages is how many pages a document may have.
	MaxPages = 2000
	// MaxMemory is how much memory reading a document may take, in bytes.
	MaxMemory = 160 << 20
	// MaxGlyphs is how many glyphs one page may have: a broadsheet has some 30,000.
	MaxGlyphs = 200_000
	// MaxText is how many bytes of text are taken from one document.
	MaxText = 4 << 20
	// MaxTime is how long a document may take. It ends then.
	MaxTime = 20 * time.Second
	// MaxPageTime is how long one page of it may take: a full one takes some tenths
	// of a second, so that a busy machine has time for it too.
	MaxPageTime = 4 * time.Second
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
func (e *Engine) Read(data []byte) (d Document, err error) {
	defer func() { // the library turns failures of its engine into panics, here and there
		if x := recover(); x != nil {
			d, err = Document{}, sayso.Errorf("read", "", sayso.Invalid, "the document broke its reader: %v", x)
		}
	}()
	o, err := e.open(data)
	if err != nil {
		return d, err
	}
	defer o.close()
	if o.pages > MaxPages {
		return d, sayso.Errorf("read", "", sayso.TooLarge, "it has more than %d pages (pdf.MaxPages)", MaxPages).Advise("split it")
	}
	d.Title, d.Author, d.Created = clean(o.meta("Title")), clean(o.meta("Author")), date(o.meta("CreationDate"))
	var all [][]line
	size := 0
	for i := range o.pages {
		page := o.within(MaxPageTime)
		glyphs, err := o.glyphs(i)
		page.Stop()
		if err != nil {
			if late := o.late.Load(); late > 0 {
				return d, tooLong(late)
			}
			if sayso.KindOf(err) == sayso.TooLarge {
				return d, err
			}
			continue // a damaged page has no text
		}
		lines := layOut(glyphs)
		for _, l := range lines {
			size += len(l.text)
		}
		if size > MaxText {
			return d, sayso.Errorf("read", "", sayso.TooLarge, "it has more than %d MB of text (pdf.MaxText)", MaxText>>20).Advise("split it")
		}
		all = append(all, lines)
	}
	d.Text = paragraphs(withoutFurniture(all))
	if strings.TrimSpace(d.Text) == "" {
		return d, sayso.Errorf("read", "", sayso.Invalid, "it has no text layer").Advise("run it through character recognition first, or give its text")
	}
	return d, nil
}

// tooLong says which bound of time was reached.
func tooLong(bound int64) error {
	if bound == int64(MaxPageTime) {
		return sayso.Errorf("read", "", sayso.TooLarge, "one of its pages took longer than %s (pdf.MaxPageTime)", MaxPageTime).Advise("give its text")
	}
	return sayso.Errorf("read", "", sayso.TooLarge, "it took longer than %s (pdf.MaxTime)", MaxTime).Advise("give its text")
}

func (d *opened) meta(tag string) string {
	r, err := d.FPDF_GetMetaText(&requests.FPDF_GetMetaText{Document: d.doc, Tag: tag})
	if err != nil {
		return ""
	}
	return r.Value
}

// upright is how far a glyph may be turned, in radians: what is turned further
// is a stamp across the page or along its margin.
const upright = 0.2

// glyphs takes the glyphs of a page, in the order in which they are drawn.
func (d *opened) glyphs(page int) ([]glyph, error) {
	at := requests.Page{ByIndex: &requests.PageByIndex{Document: d.doc, Index: page}}
	n, err := d.count(at)
	switch {
	case err != nil:
		return nil, err
	case n > MaxGlyphs: // each is some hundred bytes here
		return nil, sayso.Errorf("read", "", sayso.TooLarge, "page %d has more than %d glyphs (pdf.MaxGlyphs)", page+1, MaxGlyphs).Advise("give its text")
	}
	r, err := d.GetPageTextStructured(&requests.GetPageTextStructured{Page: at, Mode: requests.GetPageTextStructuredModeChars})
	if err != nil {
		return nil, err
	}
	out := make([]glyph, 0, len(r.Chars))
	for _, c := range r.Chars {
		if math.Abs(math.Sin(c.Angle)) > upright || c.Text == "" {
			continue
		}
		p := c.PointPosition
		out = append(out, glyph{text: c.Text, left: p.Left, right: p.Right, low: p.Bottom, high: p.Top})
	}
	return out, nil
}

// count returns how many glyphs a page has, without taking them.
func (d *opened) count(page requests.Page) (int, error) {
	text, err := d.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: page})
	if err != nil {
		return 0, err
	}
	n, err := d.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: text.TextPage})
	if err != nil {
		return 0, err
	}
	_, err = d.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: text.TextPage})
	return n.Count, err
}

func clean(s string) string {
	return strings.Join(strings.Fields(strings.ToValidUTF8(strings.ReplaceAll(s, "\x00", ""), "")), " ")
}

// date reads a date of PDF: "D:20230913094000+02'00'".
func date(s string) sayso.Date {
	s = strings.ReplaceAll(strings.TrimPrefix(s, "D:"), "'", "")
	if len(s) >= 14 {
		s = s[:8] + "T" + s[8:]
	}
	return dates.Parse(s)
}
