package ingest

import (
	"bytes"
	"strings"

	"sayso"
	"sayso/internal/ingest/agency"
	"sayso/internal/ingest/docx"
	"sayso/internal/ingest/mail"
)

// items makes articles of what an agency sent.
func (p *Parsed) items(d *Document, o Options) ([]Parsed, error) {
	var items []agency.Item
	var left int
	var err error
	switch d.Kind {
	case Ninjs:
		items, left, err = agency.Ninjs(d.Data)
	case Wire:
		var text string
		if text, err = p.decode(d.Name, bytes.Map(printable, d.Data)); err == nil {
			var it *agency.Item
			if it, err = agency.Wire(text, o.Published); err == nil {
				items = []agency.Item{*it}
			}
		}
	default:
		items, left, err = agency.XML(d.Data)
	}
	if err != nil {
		return nil, err
	}
	var out []Parsed
	advisories := 0
	for i := range items {
		it := &items[i]
		switch {
		case it.Advisory:
			advisories++
			continue
		case it.Wire.Status == sayso.Withheld:
			p.note("%s is withheld by the agency until a later version", it.Headline)
			continue
		}
		out = append(out, p.item(it))
	}
	if advisories > 0 {
		p.note("a note to editors, no report")
	}
	if left > 0 {
		p.note("%s that %s no text left out", count(left, "item"), map[bool]string{true: "holds", false: "hold"}[left == 1])
	}
	if len(out) == 0 {
		reason := "it holds no text that may be published"
		if len(p.Notes) > 0 {
			reason = p.Notes[0]
		}
		return nil, sayso.Errorf("read", "", sayso.NoArticle, "%s", reason)
	}
	out[0].Notes = append(p.Notes, out[0].Notes...)
	return out, nil
}

// printable keeps of wire text what is text, and the marks of where that begins
// and ends.
func printable(r rune) rune {
	switch {
	case r == '\n' || r == '\r' || r == '\t' || r == 2 || r == 3:
		return r
	case r == 0x1e || r == 0x1f:
		return ' ' // they part fields
	case r < ' ' || r == 0x7f:
		return -1
	}
	return r
}

func (p *Parsed) item(it *agency.Item) Parsed {
	one := Parsed{Raw: p.Raw, Article: p.Article}
	a := &one.Article
	a.URL, a.Title, a.Byline, a.Outlet, a.Published, a.Language, a.Text = it.URL, it.Headline, it.Byline, it.Agency, it.Published, it.Language, it.Text
	wire := it.Wire
	a.Wire = &wire
	for _, c := range it.Credits {
		a.Credits = append(a.Credits, sayso.Credit{Agency: c})
	}
	one.key(it.Key)
	// By its own name it is known over its versions, wherever it is read from.
	if it.ID != "" {
		a.ID = sayso.DeriveArticleID(it.ID)
	}
	if a.Killed() {
		one.note("killed by the agency: %s", firstLine(wire.Note, a.Text))
	}
	return one
}

func firstLine(all ...string) string {
	for _, s := range all {
		if s != "" {
			s, _, _ = strings.Cut(s, "\n")
			return s
		}
	}
	return ""
}

// letter makes an article of a message.
func (p *Parsed) letter() ([]Parsed, error) {
	l, err := mail.Read(p.Raw.Bytes)
	if err != nil {
		return nil, err
	}
	a := &p.Article
	a.Title, a.Outlet, a.Published, a.Text = l.Subject, l.From, l.Date, l.Text
	p.key(l.ID)
	if l.ID != "" {
		a.ID = sayso.DeriveArticleID("mid:" + l.ID)
	}
	return []Parsed{*p}, nil
}

// document makes an article of a PDF or a DOCX.
func (p *Parsed) document(k Kind, engine *PDFEngine) ([]Parsed, error) {
	a := &p.Article
	var author string
	if k == PDF {
		if engine == nil {
			engine = new(PDFEngine)
			defer engine.Close()
		}
		d, err := engine.Read(p.Raw.Bytes)
		if err != nil {
			return nil, err
		}
		a.Text, a.Title, a.Published, author = d.Text, d.Title, d.Created, d.Author
	} else {
		d, err := docx.Read(p.Raw.Bytes)
		if err != nil {
			return nil, err
		}
		a.Text, a.Title, a.Published, author = d.Text, d.Title, d.Created, d.Author
	}
	// Programs fill the author in with accounts; a name has two words.
	if n := len(strings.Fields(author)); n >= 2 && n <= 5 {
		a.Byline = []string{author}
	}
	if lead, _, _ := strings.Cut(a.Text, "\n"); !isTitle(a.Title) && len(lead) <= maxHeadline && !strings.HasSuffix(lead, ".") {
		a.Title = lead
	}
	return []Parsed{*p}, nil
}

// maxHeadline is how many bytes a first paragraph may have that is taken for
// the headline of a document without one.
const maxHeadline = 160

// isTitle reports whether what a document calls its title is one: programs
// write file names there.
func isTitle(s string) bool {
	low := strings.ToLower(s)
	return s != "" && !strings.HasPrefix(low, "microsoft word - ") && !strings.HasSuffix(low, ".doc") && !strings.HasSuffix(low, ".docx") && !strings.HasSuffix(low, ".pdf") && low != "untitled"
}
