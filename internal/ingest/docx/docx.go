// Package docx reads the text of Office Open XML documents (ECMA-376), as
// press offices send them. The libraries for it write documents; what reading
// the text needs is in the standard library.
package docx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"time"

	"sayso"
)

// Bounds.
const (
	// MaxParts is how many files a document may be packed of.
	MaxParts = 10_000
	// MaxPart is how many bytes one of them may unpack to.
	MaxPart = 16 << 20
	// MaxText is how many bytes of text are taken from a document.
	MaxText = 4 << 20
	// MaxDepth is how deep its elements may stand inside each other.
	MaxDepth = 256
)

// Document is what a document holds.
type Document struct {
	Text    string // a blank line between paragraphs
	Title   string
	Author  string
	Created sayso.Date // when it was last changed; zero when it does not say
}

// Read reads a document.
func Read(data []byte) (Document, error) {
	var d Document
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return d, sayso.E("read", "", sayso.Invalid, err).Advise("it is no .docx, or is cut off")
	}
	if len(z.File) > MaxParts {
		return d, sayso.Errorf("read", "", sayso.TooLarge, "it is packed of more than %d files (docx.MaxParts)", MaxParts)
	}
	found := false
	for _, f := range z.File {
		switch f.Name {
		case "word/document.xml":
			found = true
			if d.Text, err = body(f); err != nil {
				return d, err
			}
		case "docProps/core.xml":
			// What it says of itself may be missing or broken.
			_ = d.properties(f)
		}
	}
	switch {
	case !found:
		return d, sayso.Errorf("read", "", sayso.Invalid, "it holds no document").Advise("give a .docx")
	case strings.TrimSpace(d.Text) == "":
		return d, sayso.Errorf("read", "", sayso.Invalid, "it holds no text")
	}
	return d, nil
}

// bounded fails where more is read than a part may have.
type bounded struct {
	r    io.Reader
	left int64
	name string
}

func (b *bounded) Read(p []byte) (int, error) {
	n, err := b.r.Read(p)
	if b.left -= int64(n); b.left < 0 {
		return 0, sayso.Errorf("read", "", sayso.TooLarge, "%s unpacks to more than %d MB (docx.MaxPart)", b.name, MaxPart>>20)
	}
	return n, err
}

// body reads the paragraphs of the document.
func body(f *zip.File) (string, error) {
	r, err := f.Open()
	if err != nil {
		return "", sayso.E("read", "", sayso.Invalid, err)
	}
	defer r.Close()
	var out []string
	var par strings.Builder
	end := func() {
		if s := strings.Join(strings.Fields(par.String()), " "); s != "" {
			out = append(out, s)
		}
		par.Reset()
	}
	dec := xml.NewDecoder(&bounded{r, MaxPart, f.Name})
	depth, size, taking, hidden := 0, 0, false, false
	for {
		tok, err := dec.Token()
		var too *sayso.Error
		switch {
		case errors.Is(err, io.EOF):
			end()
			return strings.Join(out, "\n\n"), nil
		case errors.As(err, &too):
			return "", too
		case err != nil:
			return "", sayso.E("read", "", sayso.Invalid, err)
		case size > MaxText:
			return "", sayso.Errorf("read", "", sayso.TooLarge, "it has more than %d MB of text (docx.MaxText)", MaxText>>20).Advise("split it")
		}
		switch t := tok.(type) {
		case xml.StartElement:
			if depth++; depth > MaxDepth {
				return "", sayso.Errorf("read", "", sayso.TooLarge, "its elements stand more than %d deep (docx.MaxDepth)", MaxDepth)
			}
			switch t.Name.Local {
			case "r":
				hidden = false
			case "vanish", "webHidden", "specVanish":
				hidden = on(t)
			case "t":
				taking = !hidden
			case "tab", "br", "cr":
				par.WriteByte(' ')
			case "noBreakHyphen":
				par.WriteByte('-')
			case "Fallback", "del", "moveFrom", "instrText", "pPr": // said a second time, struck out, or no text
				if err := dec.Skip(); err != nil {
					return "", sayso.E("read", "", sayso.Invalid, err)
				}
				depth--
			}
		case xml.EndElement:
			depth--
			switch t.Name.Local {
			case "t":
				taking = false
			case "p", "tc":
				end()
			}
		case xml.CharData:
			if taking {
				par.Write(t)
				size += len(t)
			}
		}
	}
}

// on reports whether a property is set: it is, where it does not say otherwise.
func on(t xml.StartElement) bool {
	for _, a := range t.Attr {
		if a.Name.Local == "val" {
			return a.Value != "0" && a.Value != "false" && a.Value != "off"
		}
	}
	return true
}

// properties reads what the document says of itself.
func (d *Document) properties(f *zip.File) error {
	r, err := f.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	var p struct {
		Title    string `xml:"title"`
		Creator  string `xml:"creator"`
		Modified string `xml:"modified"`
		Created  string `xml:"created"`
	}
	if err := xml.NewDecoder(&bounded{r, 1 << 20, f.Name}).Decode(&p); err != nil {
		return err
	}
	d.Title, d.Author = strings.TrimSpace(p.Title), strings.TrimSpace(p.Creator)
	for _, s := range []string{p.Modified, p.Created} {
		if t, err := time.Parse(time.RFC3339, strings.TrimSpace(s)); err == nil {
			d.Created = sayso.Date{Time: t}
			break
		}
	}
	return nil
}
