package export

import (
	"io"
	"strconv"
	"strings"
)

// Citations of articles for programs that keep references: BibTeX, RIS, CSL-JSON.

func bibTeX() Format {
	return Format{Name: "bibtex", Ext: "bib", Media: "application/x-bibtex; charset=utf-8", About: "references for LaTeX", For: "LaTeX (biblatex), JabRef, Zotero", Read: "bibtexparser",
		Kinds: []string{CitedArticles().Name}, Streams: true, Open: lined(bibEntry)}
}

func ris() Format {
	return Format{Name: "ris", Ext: "ris", Media: "application/x-research-info-systems; charset=utf-8", About: "references for reference managers", For: "Zotero, EndNote, Mendeley", Read: "rispy",
		Kinds: []string{CitedArticles().Name}, Streams: true, Open: lined(risEntry)}
}

func csl() Format {
	return Format{Name: "csl", Ext: "csl.json", Media: "application/vnd.citationstyles.csl+json", About: "references as CSL-JSON", For: "Zotero, pandoc, citeproc", Read: "the schema of the Citation Style Language",
		Kinds: []string{CitedArticles().Name}, Streams: true, Open: func(w io.Writer, _ *Schema, _ Options) (Writer, error) {
			return openArray("[", "]", func(row any) ([]any, error) {
				r, ok := row.(*CitedArticle)
				if !ok {
					return nil, wrongRow("csl", row)
				}
				return []any{cslItem(&r.Citation)}, nil
			})(w)
		}}
}

// lined opens a format that is a stretch of text for each article.
func lined(entry func(*Citation) string) func(io.Writer, *Schema, Options) (Writer, error) {
	return func(w io.Writer, _ *Schema, _ Options) (Writer, error) { return &entryWriter{w, entry}, nil }
}

type entryWriter struct {
	w     io.Writer
	entry func(*Citation) string
}

func (e *entryWriter) Write(row any) error {
	r, ok := row.(*CitedArticle)
	if !ok {
		return wrongRow("references", row)
	}
	_, err := io.WriteString(e.w, e.entry(&r.Citation))
	return err
}

func (e *entryWriter) Close() error { return nil }

// bibEscapes are the letters that mean something to LaTeX.
var bibEscapes = strings.NewReplacer(`\`, `\textbackslash{}`, `{`, `\{`, `}`, `\}`, `$`, `\$`, `&`, `\&`, `%`, `\%`, `#`, `\#`, `_`, `\_`, `~`, `\textasciitilde{}`, `^`, `\textasciicircum{}`)

func bib(s string) string { return bibEscapes.Replace(visible(oneLine(s))) }

// dayPart is the day of a date that may hold a time too.
func dayPart(date string) string { return firstBytes(date, len("2031-05-05")) }

func bibEntry(c *Citation) string {
	var b strings.Builder
	b.WriteString("@article{" + c.Article + ",\n")
	field := func(name, value string) {
		if value != "" {
			b.WriteString("  " + name + " = {" + value + "},\n")
		}
	}
	authors := make([]string, len(c.Byline))
	for i, a := range c.Byline {
		authors[i] = "{" + bib(a) + "}" // as it stands: nobody knows which part is the family's
	}
	field("title", "{"+bib(deref(c.Title))+"}")
	field("author", strings.Join(authors, " and "))
	field("journal", bib(deref(c.Outlet)))
	day := dayPart(deref(c.Published))
	field("date", day)
	field("year", firstBytes(day, 4))
	// An address is taken as it stands, but for what would end the field.
	field("url", strings.NewReplacer("{", "%7B", "}", "%7D", `\`, "%5C", " ", "%20").Replace(visible(deref(c.URL))))
	field("urldate", dayPart(c.Read))
	field("langid", bib(deref(c.Language)))
	field("note", "Version "+c.Version+", SHA-256 "+c.SHA256)
	b.WriteString("}\n\n")
	return b.String()
}

func risEntry(c *Citation) string {
	var b strings.Builder
	tag := func(name, value string) {
		if value = oneLine(visible(value)); value != "" {
			b.WriteString(name + "  - " + value + "\r\n")
		}
	}
	tag("TY", "NEWS")
	tag("ID", c.Article)
	tag("TI", deref(c.Title))
	for _, a := range c.Byline {
		tag("AU", a)
	}
	tag("T2", deref(c.Outlet))
	day := dayPart(deref(c.Published))
	tag("PY", firstBytes(day, 4))
	tag("DA", strings.ReplaceAll(day, "-", "/"))
	tag("UR", deref(c.URL))
	tag("Y2", strings.ReplaceAll(dayPart(c.Read), "-", "/"))
	tag("LA", deref(c.Language))
	tag("N1", "Version "+c.Version+", SHA-256 "+c.SHA256)
	b.WriteString("ER  - \r\n\r\n")
	return b.String()
}

func cslItem(c *Citation) *object {
	o := new(object).set("id", c.Article).set("type", "article-newspaper").set("title", c.Title).set("container-title", c.Outlet)
	var authors []any
	for _, a := range c.Byline {
		authors = append(authors, new(object).set("literal", a))
	}
	o.set("author", authors)
	if parts := dateParts(deref(c.Published)); parts != nil {
		o.set("issued", new(object).set("date-parts", []any{parts}))
	}
	if parts := dateParts(c.Read); parts != nil {
		o.set("accessed", new(object).set("date-parts", []any{parts}))
	}
	return o.set("URL", c.URL).set("language", c.Language).set("version", c.Version).set("note", "SHA-256 "+c.SHA256)
}

// dateParts are year, month and day; nil for no date.
func dateParts(date string) []any {
	var out []any
	for p := range strings.SplitSeq(dayPart(date), "-") {
		n, err := strconv.Atoi(p)
		if err != nil {
			return nil
		}
		out = append(out, n)
	}
	return out
}
