package export

import (
	"html"
	"io"
	"strings"
)

// Reports for people: a page to print, and Markdown. A DOCX is in docx.go. What an
// article says is shown as its words and nothing else: escaped, and without letters
// that turn directions.

func printable() Format {
	return Format{Name: "html", Ext: "html", Media: "text/html; charset=utf-8", About: "a report to read and print", For: "whoever reads: editors, courts, archives", Read: "html5lib's rules (golang.org/x/net/html)",
		Kinds: readable(), Streams: true, Open: openReport(report{head: htmlHead, row: htmlItem, tail: "</main></body></html>\n"})}
}

func markdown() Format {
	return Format{Name: "md", Ext: "md", Media: "text/markdown; charset=utf-8", About: "a report in Markdown (CommonMark)", For: "notes: Obsidian, wikis, pandoc", Read: "markdown-it", Kinds: readable(), Streams: true,
		Open: openReport(report{head: func(title string) string { return "# " + marked(title) + "\n" }, row: markdownItem})}
}

// report is how a report in text is written.
type report struct {
	head func(title string) string
	row  func(*item) string
	tail string
}

func openReport(r report) func(io.Writer, *Schema, Options) (Writer, error) {
	return func(w io.Writer, _ *Schema, o Options) (Writer, error) {
		_, err := io.WriteString(w, r.head(o.Title))
		return &reportWriter{w, r}, err
	}
}

type reportWriter struct {
	w io.Writer
	report
}

func (r *reportWriter) Write(row any) error {
	it, err := itemOf(row)
	if err != nil {
		return err
	}
	_, err = io.WriteString(r.w, r.row(&it))
	return err
}

func (r *reportWriter) Close() error {
	_, err := io.WriteString(r.w, r.tail)
	return err
}

const reportStyle = `body{font:11pt/1.45 Georgia,serif;max-width:44em;margin:2em auto;padding:0 1em;color:#111;background:#fff}h1{font-size:1.5em}h2{font-size:1.1em;margin:0 0 .3em}` +
	`article{border-top:1px solid #999;padding:1em 0;break-inside:avoid}blockquote{margin:.3em 0 .3em 1em;padding-left:.8em;border-left:3px solid #999;white-space:pre-line}p{margin:.3em 0}` +
	`cite{font-size:.9em;font-style:normal;color:#333}a{color:inherit;overflow-wrap:anywhere}@media print{body{margin:0;max-width:none}a{text-decoration:none}}`

func htmlHead(title string) string {
	t := html.EscapeString(visible(title))
	return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><title>` +
		t + "</title><style>" + reportStyle + "</style></head><body><main><h1>" + t + "</h1>\n"
}

func htmlItem(it *item) string {
	var b strings.Builder
	b.WriteString(`<article id="` + html.EscapeString(it.id) + `"><h2>` + html.EscapeString(visible(it.title)) + "</h2>" + htmlOf(it))
	if u := webAddress(it.url); u != "" {
		b.WriteString(`<p><a href="` + html.EscapeString(u) + `" rel="noreferrer">` + html.EscapeString(visible(u)) + "</a></p>")
	}
	b.WriteString("</article>\n")
	return b.String()
}

// marks are the letters that mean something to Markdown.
const marks = "\\`*_{}[]()<>#+-.!|~&=:\""

// marked is words in one line that Markdown takes for words.
func marked(s string) string {
	var b strings.Builder
	for _, r := range oneLine(visible(s)) {
		if strings.ContainsRune(marks, r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

func markdownItem(it *item) string {
	var b strings.Builder
	b.WriteString("\n## " + marked(it.title) + "\n")
	if it.quote != "" {
		b.WriteString("\n> " + marked(it.quote) + "\n")
	}
	for _, l := range it.lines {
		b.WriteString("\n" + marked(l) + "\n")
	}
	if it.cite != "" {
		b.WriteString("\n— " + marked(it.cite) + "\n")
	}
	return b.String()
}
