package export

import (
	"encoding/json"
	"io"
	"strings"

	"sayso"
)

// Quotation is what is cited of one article: words that stand in it, who says them,
// and the version they were read in.
type Quotation struct {
	Who      string // with what the speaker does: "Ilse Brandt (denies)"; empty where the article is cited as a whole
	Words    string // as they stand in the article; empty where it is cited as a whole
	Citation Citation
}

// Cited is something that is cited: a claim, an answer to a question, an event or a
// story, with the articles that it rests on.
type Cited struct {
	About string // in words; empty where the quotation says all
	ID    string // lasting
	// Permalink is where the ledger shows it; empty where no page does.
	Permalink  string
	Quotations []Quotation
}

// CitationStyle is a form in which something is cited.
type CitationStyle struct {
	Name  string // "bibtex"
	Ext   string // of a file that holds it, without the dot
	Media string // media type of such a file
	About string // for people
	write func(*Cited) (string, error)
}

// CitationStyles lists the forms, those for people first. The forms for reference
// managers hold each article once.
func CitationStyles() []CitationStyle {
	return []CitationStyle{
		{"plain", "txt", "text/plain; charset=utf-8", "a plain citation", plainCitation},
		{"markdown", "md", "text/markdown; charset=utf-8", "Markdown with the quotation", markdownCitation},
		{"bibtex", "bib", "application/x-bibtex; charset=utf-8", "BibTeX", references(bibEntry)},
		{"ris", "ris", "application/x-research-info-systems; charset=utf-8", "RIS", references(risEntry)},
		{"csl", "csl.json", "application/vnd.citationstyles.csl+json", "CSL-JSON", cslCitation},
	}
}

// FindCitationStyle returns the form of that name. Invalid for none, with the names.
func FindCitationStyle(name string) (CitationStyle, error) {
	var names []string
	for _, s := range CitationStyles() {
		if s.Name == name {
			return s, nil
		}
		names = append(names, s.Name)
	}
	return CitationStyle{}, sayso.Errorf("cite", name, sayso.Invalid, "there is no such form").Advise("choose one of " + strings.Join(names, ", "))
}

// Write writes the citation. It ends with a line end.
func (s CitationStyle) Write(w io.Writer, c *Cited) error {
	text, err := s.write(c)
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, text)
	return err
}

// proof is what shows that a text is still the one that was cited.
func (c *Citation) proof() string {
	s := "Version " + c.Version + ", SHA-256 " + c.SHA256
	if c.Read != "" {
		s += ", read " + c.Read
	}
	return s + "."
}

func plainCitation(c *Cited) (string, error) {
	var b strings.Builder
	line := func(s string) { b.WriteString(visible(oneLine(s)) + "\n") }
	if c.About != "" {
		line(c.About + " (" + c.ID + ")")
	}
	for i := range c.Quotations {
		q := &c.Quotations[i]
		s := q.Citation.source() + ". " + q.Citation.proof()
		if q.Words != "" {
			s = q.Who + ": “" + oneLine(Unquoted(q.Words)) + "”. " + s
		}
		line(s)
	}
	line(c.where())
	return b.String(), nil
}

// where says how to find in the ledger what is cited.
func (c *Cited) where() string {
	if c.Permalink != "" {
		return "In the ledger: " + c.Permalink
	}
	return "In the ledger: " + c.ID
}

// spoken are the letters that mean something to Markdown inside a line, and begun
// those that do at its beginning. Fewer are escaped than in reports, for citations
// are pasted among words of one's own, and are read there as they stand too.
const (
	spoken = "\\`*_[]<>~|&"
	begun  = "#+-=:>0123456789"
)

// inLine is words in one line of Markdown, as little escaped as can be.
func inLine(s string) string {
	var b strings.Builder
	for i, r := range oneLine(visible(s)) {
		if strings.ContainsRune(spoken, r) || i == 0 && strings.ContainsRune(begun, r) {
			if '0' <= r && r <= '9' { // a digit cannot be escaped; an empty comment parts it from the margin
				b.WriteString("<!---->")
			} else {
				b.WriteByte('\\')
			}
		}
		b.WriteRune(r)
	}
	return b.String()
}

func markdownCitation(c *Cited) (string, error) {
	var b strings.Builder
	if c.About != "" {
		b.WriteString("**" + inLine(c.About) + "**\n\n")
	}
	for i := range c.Quotations {
		q := &c.Quotations[i]
		if q.Words != "" {
			b.WriteString(inLine(q.Who) + ":\n\n> " + inLine(oneLine(Unquoted(q.Words))) + "\n\n")
		}
		b.WriteString("— " + inLine(q.Citation.source()))
		if u := webAddress(deref(q.Citation.URL)); u != "" {
			b.WriteString(" <" + strings.NewReplacer("<", "%3C", ">", "%3E", " ", "%20").Replace(u) + ">")
		}
		b.WriteString(". " + inLine(q.Citation.proof()) + "\n\n")
	}
	b.WriteString(inLine(c.where()) + "\n")
	return b.String(), nil
}

// source is the article as one writes it, without the day of reading, which stands
// with the version.
func (c *Citation) source() string {
	x := *c
	x.Read = ""
	return x.inWords()
}

// articles are the citations of something, each article once.
func (c *Cited) articles() []*Citation {
	seen := make(map[string]bool)
	var out []*Citation
	for i := range c.Quotations {
		if x := &c.Quotations[i].Citation; !seen[x.Version] {
			seen[x.Version] = true
			out = append(out, x)
		}
	}
	return out
}

func references(entry func(*Citation) string) func(*Cited) (string, error) {
	return func(c *Cited) (string, error) {
		var b strings.Builder
		for _, x := range c.articles() {
			b.WriteString(entry(x))
		}
		return b.String(), nil
	}
}

func cslCitation(c *Cited) (string, error) {
	items := []any{}
	for _, x := range c.articles() {
		items = append(items, cslItem(x))
	}
	b, err := json.Marshal(items)
	return string(b) + "\n", err
}
