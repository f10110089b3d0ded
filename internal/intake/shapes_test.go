package intake

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"sayso/extract"
	"sayso/ingest"
	"sayso/internal/ingest/feed"
)

// No input is dear. Each shape below once was, or is like one that was: it is made
// as large as asked for, and read in a process of its own, from the loading of the
// models to the vectors of claims, whose processor time and memory are looked at
// afterwards. `make nightly` makes all of them; `go test` some, with bounds that
// hold on a machine that is busy too.

// shapeChild names the shape that a test binary is to read, and its size.
const shapeChild = "SAYSO_TEST_SHAPE"

// shape is an input that is bad in one way.
type shape struct {
	kind ingest.Kind // empty for a feed
	make func(size int) []byte
}

// repeat makes a text of one unit over and over; # in it is a number that
// counts on.
func repeat(unit string) func(int) []byte {
	return func(size int) []byte {
		var b bytes.Buffer
		for i := 0; b.Len() < size; i++ {
			b.WriteString(strings.ReplaceAll(unit, "#", strconv.Itoa(i%7919)))
		}
		return b.Bytes()
	}
}

// around puts a text between two others.
func around(before, unit, after string) func(int) []byte {
	return func(size int) []byte {
		return slices.Concat([]byte(before), repeat(unit)(size), []byte(after))
	}
}

// nested puts as many levels into each other as the size has room for.
func nested(open, in, end string) func(int) []byte {
	return func(size int) []byte {
		n := size / (len(open) + len(end))
		return []byte(strings.Repeat(open, n) + in + strings.Repeat(end, n))
	}
}

// units are what texts are made of: each gives two of them, one paragraph and one
// of many.
var units = map[string]string{
	"commas":             ", ",
	"commas-close":       ",",
	"stops":              ". ",
	"ellipses":           "... ",
	"dashes":             "– ",
	"hyphens":            "a-",
	"apostrophes":        "' ",
	"straight-quotes":    "\" ",
	"opening-quotes":     "“ ",
	"closing-quotes":     "” ",
	"nested-quotes":      "“a ‘b “c ",
	"short-quotes":       "\"a\" said X#. ",
	"quoted-numbers":     "“1 2 3 4 5 6 7 8 9,” said X#. ",
	"quote-never-closed": "“We stay, said Anna W#. ",
	"brackets":           "( ",
	"brackets-closed":    "(a) ",
	"abbreviations":      "Mr. ",
	"initials":           "J. ",
	"names":              "Xa# Yb#. ",
	"names-long":         "Xa# ",
	"titles":             "Minister X# ",
	"ministers":          "the minister of health of the state of X#, ",
	"he-said":            "He said x#. ",
	"said":               "said ",
	"said-that":          "he said that ",
	"who-said":           "A#, who said that B#, who said ",
	"according":          "according to X#, according to Y#, ",
	"pronouns":           "he she it they his her ",
	"they-told":          "They told him that she told them. ",
	"the-company":        "The company said the company denied it. ",
	"denials":            "X# denied that Y# denied that Z# denied it. ",
	"and":                "A# and B# and ",
	"of":                 "of ",
	"verbs":              "attack kill meet say deny ",
	"killed":             "# people were killed in Berlin by the army of X#. ",
	"places":             "Berlin, Paris, London, Springfield, Washington, ",
	"dates":              "on Monday 3 May 2021 ",
	"numbers":            "12,345.67 ",
	"digits":             "7",
	"letters":            "a",
	"capitals":           "AB",
	"capital-words":      "ABC ",
	"addresses":          "https://example.org/a?b=# ",
	"half-addresses":     "https://",
	"mails":              "a#@example.org ",
	"handles":            "@a# #b ",
	"colons":             "X#: ",
	"turns":              "SMITH#: Yes.\nQ: And?\nA: No. ",
	"items":              "- X# said so\n",
	"datelines":          "BERLIN (Reuters) - ",
	"credits":            "With inputs from agencies. Reporting by X#. ",
	"notes":              "Correction: an earlier version said X#. ",
	"marks":              "e\u0301",
	"turned":             "\u202e\u2066ab ",
	"unseen":             "\u200b",
	"pictures":           "😀",
	"arabic":             "قال ",
	"broken":             "\xff\xfe ",
	"lines":              "\n",
	"spaces":             " ",
	"tabs":               "\t\r\n",
}

// markup are pages and other documents.
var markup = map[string]shape{
	"html-deep":          {ingest.HTML, nested("<div>", "<p>Anna Weber said so.</p>", "</div>")},
	"html-deep-inline":   {ingest.HTML, nested("<b><i>", "x", "</i></b>")},
	"html-open":          {ingest.HTML, repeat("<a><b><p>")},
	"html-open-fonts":    {ingest.HTML, repeat("<font color=#><p>x")},
	"html-paragraphs":    {ingest.HTML, repeat("<p>“We stay,” said Anna W#.</p>")},
	"html-one-paragraph": {ingest.HTML, around("<html><body><article><h1>Weber</h1><p>", "\"a\" said X#. ", "</p></article>")},
	"html-classes":       {ingest.HTML, repeat("<div class='article-body c#'><p>Anna Weber, who is eight words long, said that it rained.</p></div>")},
	"html-tables":        {ingest.HTML, repeat("<table><tr><td>")},
	"html-cells":         {ingest.HTML, around("<article><table>", "<tr><td>Anna</td><td>#</td></tr>", "</table>")},
	"html-links":         {ingest.HTML, repeat("<a href=/#>Weber says so</a> ")},
	"html-attributes":    {ingest.HTML, around("<p ", "a#=b ", ">Weber said so.</p>")},
	"html-comments":      {ingest.HTML, repeat("<!-- x --")},
	"html-entities":      {ingest.HTML, repeat("&amp;&lt;&notit;")},
	"html-breaks":        {ingest.HTML, around("<article><p>", "Weber said so.<br>", "</p></article>")},
	"html-metas":         {ingest.HTML, around("<head>", "<meta property='og:title' content='x#'><meta name=author content='Anna W#'>", "</head><p>x")},
	"html-times":         {ingest.HTML, repeat("<time datetime='2021-05-0#'>3 May 2021</time>")},
	"html-json":          {ingest.HTML, around("<script type='application/ld+json'>[", `{"@type":"NewsArticle","author":[{"name":"A#"}]},`, "{}]</script><p>Weber said so.</p>")},
	"html-json-deep":     {ingest.HTML, around("<script type='application/ld+json'>", `{"@graph":[`, "</script><p>Weber said so.</p>")},
	"html-live":          {ingest.HTML, repeat("<article class='live-post' id=p#><time datetime='2021-05-03T10:00:00Z'>10:00</time><p>Anna Weber said that it rained on the harbour.</p></article>")},
	"html-lists":         {ingest.HTML, repeat("<ul><li>Weber said so")},
	"html-quotes":        {ingest.HTML, repeat("<blockquote><p>“We stay,”")},
	"html-selects":       {ingest.HTML, repeat("<select><option>")},
	"html-svg":           {ingest.HTML, repeat("<svg><math><p>")},
	"html-templates":     {ingest.HTML, repeat("<template><p>")},
	"json-deep":          {ingest.JSON, nested("[", "1", "]")},
	"json-array":         {ingest.JSON, around("[", `{"text":"Anna W# said so."},`, `{"text":"x"}]`)},
	"json-text":          {ingest.JSONL, around(`{"text":"`, "“a” said X#. ", `"}`)},
	"json-title":         {ingest.JSONL, around(`{"text":"Anna said so.","title":"`, "x# ", `"}`)},
	"json-html":          {ingest.JSONL, around(`{"html":"`, "<p>“a” said X#.</p>", `"}`)},
	"newsml-deep":        {ingest.NewsML, nested("<a>", "x", "</a>")},
	"newsml-items":       {ingest.NewsML, around("<newsMessage><itemSet>", "<newsItem guid='g#'><contentSet><inlineXML><p>Anna said so.</p></inlineXML></contentSet></newsItem>", "</itemSet></newsMessage>")},
	"nitf-paragraphs":    {ingest.NITF, around("<nitf><body><body.content>", "<p>Anna W# said so.</p>", "</body.content></body></nitf>")},
	"wire-lines":         {ingest.Wire, repeat("Anna W# said so.\n")},
	"mail-headers":       {ingest.Mail, around("", "X-A#: b\r\n", "\r\nAnna said so.")},
	"mail-one-header":    {ingest.Mail, around("Subject: ", "=?utf-8?q?a#?= ", "\r\n\r\nAnna said so.")},
	"mail-parts":         {ingest.Mail, around("Content-Type: multipart/mixed; boundary=b\r\n\r\n", "--b\r\nContent-Type: text/plain\r\n\r\nAnna W# said so.\r\n", "--b--")},
	"mail-deep":          {ingest.Mail, repeat("Content-Type: multipart/mixed; boundary=b#\r\n\r\n--b#\r\n")},
	"mail-quoted":        {ingest.Mail, around("Content-Transfer-Encoding: quoted-printable\r\n\r\n", "=C3=BC ", "")},
	"docx-text":          {ingest.DOCX, document("<w:p><w:r><w:t>“a” said X#. </w:t></w:r></w:p>")},
	"docx-deep":          {ingest.DOCX, document("<w:p>")},
	"docx-parts":         {ingest.DOCX, parts},
	"docx-attributes":    {ingest.DOCX, document("<w:p w:a='#' w:b='#'/>")},
	"pdf-glyphs":         {ingest.PDF, drawn("(xxxxxxxxxx) Tj ")},
	"pdf-fonts":          {ingest.PDF, drawn("/F1 # Tf (x) Tj ")},
	"pdf-moves":          {ingest.PDF, drawn("1 0 Td (x) Tj ")},
	"pdf-states":         {ingest.PDF, drawn("q 1 0 0 1 0 0 cm ")},
	"pdf-forms":          {ingest.PDF, drawn("/X Do ")},
	"feed-items":         {"", around("<rss version='2.0'><channel>", "<item><guid>g#</guid><link>https://example.org/#</link></item>", "</channel></rss>")},
	"feed-deep":          {"", nested("<rss>", "x", "</rss>")},
	"feed-title":         {"", around("<rss><channel><item><title>", "&lt;b>x# ", "</title></item></channel></rss>")},
	"feed-attributes":    {"", around("<feed xmlns='http://www.w3.org/2005/Atom' ", "a#='b' ", "><entry><id>a</id></entry></feed>")},
	"feed-json":          {"", around(`{"version":"https://jsonfeed.org/version/1.1","items":[`, `{"id":"#"},`, `{"id":"x"}]}`)},
}

// document packs a Word document of a body of units.
func document(unit string) func(int) []byte {
	return func(size int) []byte {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		w, _ := z.Create("word/document.xml")
		// Packed, it is a hundredth: what unpacks to the bound of a part is the worst.
		_, _ = w.Write(around("<w:document xmlns:w='w'><w:body>", unit, "</w:body></w:document>")(min(16*size, 16<<20-1024)))
		_ = z.Close()
		return b.Bytes()
	}
}

// parts packs a document of very many files.
func parts(size int) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; b.Len() < size/2; i++ {
		_, _ = z.Create("a" + strconv.Itoa(i))
	}
	_ = z.Close()
	return b.Bytes()
}

// drawn makes a PDF of one page that draws a unit over and over; its form draws
// itself.
func drawn(unit string) func(int) []byte {
	return func(size int) []byte {
		page := "BT /F1 1 Tf 72 760 Td\n" + string(repeat(unit)(size)) + "\nET"
		objects := []string{
			"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
			"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> /XObject << /X 6 0 R >> >> /Contents 4 0 R >>",
			fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(page), page),
			"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
			"<< /Type /XObject /Subtype /Form /BBox [0 0 1 1] /Resources << /XObject << /X 6 0 R >> >> /Length 11 >>\nstream\n/X Do /X Do\nendstream",
		}
		var b bytes.Buffer
		b.WriteString("%PDF-1.4\n")
		at := make([]int, len(objects))
		for i, o := range objects {
			at[i] = b.Len()
			fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
		}
		xref := b.Len()
		fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
		for _, n := range at {
			fmt.Fprintf(&b, "%010d 00000 n \n", n)
		}
		fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, xref)
		return b.Bytes()
	}
}

func shapes() map[string]shape {
	all := maps.Clone(markup)
	for name, unit := range units {
		all["text-"+name] = shape{ingest.Text, around("Anna Weber said that it rained. ", unit, " The end.")}
		all["text-"+name+"-paragraphs"] = shape{ingest.Text, around("Anna Weber said that it rained.\n\n", unit+unit+"\n\n", "The end.")}
	}
	return all
}

// othersMark stands before the processor time of all articles of an input but the
// dearest: an input that holds many is counted by the article, as a folder of files is.
const othersMark = "others "

// readShape is what the process of one shape does. Whether the input is refused is
// all one.
func readShape(what string, out io.Writer) {
	name, size, _ := strings.Cut(what, " ")
	n, _ := strconv.Atoi(size)
	s := shapes()[name]
	data := s.make(n)
	if s.kind == "" {
		l, err := feed.Parse(data, "", "https://example.org/feed")
		fmt.Fprintln(out, len(l.Items), err)
		return
	}
	all, _, err := Parse(ingest.Document{Name: name, Kind: s.kind, Data: data}, ingest.Options{})
	claims, read := 0, extract.New().Read
	var sum, dearest time.Duration
	for _, it := range all {
		before := processorTime()
		an, err := Extract(read, &it.Article)
		took := processorTime() - before
		sum, dearest = sum+took, max(dearest, took)
		if err != nil {
			fmt.Fprintln(out, "broken:", err)
			os.Exit(1)
		}
		if len(an.Tokens) > extract.MaxTokens {
			fmt.Fprintln(out, "more words are read than the bound:", len(an.Tokens))
			os.Exit(1)
		}
		claims += len(an.Claims)
	}
	fmt.Fprintln(out, len(all), claims, err, othersMark+(sum-dearest).String())
}
