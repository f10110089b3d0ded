package names

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"sayso"
)

// maxLine bounds a line of a corpus file.
const maxLine = 1 << 20

// tokens is one annotated sentence in columns: words and their labels, "O",
// "B-person", "I-person".
type tokens struct{ words, labels []string }

// readColumns reads CoNLL-like columns: the word first, the label at column
// label (counted from 0, or -1 for the last), an empty line after a sentence.
// Lines that begin with "# " are comments when comments is set, and a
// "# newdoc" line begins a new document.
func readColumns(r io.Reader, word, label int, comments bool, sentence func(tokens), newdoc func(id string)) error {
	var t tokens
	flush := func() {
		if len(t.words) > 0 {
			sentence(t)
		}
		t = tokens{}
	}
	sc := bufio.NewScanner(r)
	sc.Buffer(make([]byte, 64<<10), maxLine)
	for n := 1; sc.Scan(); n++ {
		line := strings.TrimSuffix(sc.Text(), "\r")
		if comments && strings.HasPrefix(line, "#") {
			if id, ok := strings.CutPrefix(line, "# newdoc id = "); ok {
				flush()
				newdoc(id)
			}
			continue
		}
		c := strings.FieldsFunc(line, func(r rune) bool { return r == '\t' || r == ' ' })
		if len(c) == 0 {
			flush()
			continue
		}
		if len(c) == 1 && c[0] == "O" {
			continue // a word that was nothing but white space
		}
		at := label
		if at < 0 {
			at = len(c) - 1
		}
		if at >= len(c) || word >= len(c) || at == word {
			return sayso.Errorf("read names", fmt.Sprintf("line %d", n), sayso.Invalid, "%d columns", len(c))
		}
		t.words = append(t.words, c[word])
		t.labels = append(t.labels, c[at])
	}
	flush()
	return sc.Err()
}

// labelled is a stretch of words with one label.
type labelled struct {
	first, end int
	label      string
}

// stretches reads IOB1 or IOB2 labels.
func stretches(labels []string) []labelled {
	var out []labelled
	for i, l := range labels {
		pos, typ, ok := strings.Cut(l, "-")
		if !ok {
			continue
		}
		if n := len(out) - 1; pos == "I" && n >= 0 && out[n].end == i && out[n].label == typ {
			out[n].end = i + 1
			continue
		}
		out = append(out, labelled{i, i + 1, typ})
	}
	return out
}

// writer lays out tokens as people would have written them.
type writer struct {
	b     strings.Builder
	quote bool // inside straight double quotation marks
	last  string
}

// add writes w after what stands already and returns its bytes.
func (o *writer) add(w string) sayso.Span {
	if o.b.Len() > 0 && !o.glued(w) {
		o.b.WriteByte(' ')
	}
	if w == `"` {
		o.quote = !o.quote
	}
	start := o.b.Len()
	o.b.WriteString(w)
	o.last = w
	return sayso.Span{Start: start, End: o.b.Len()}
}

// glued reports whether w follows the last token without a space.
func (o *writer) glued(w string) bool {
	if o.last == "" {
		return true
	}
	switch o.last {
	case "(", "[", "{", "$", "£", "€", "“", "‘", "#", "@", "``":
		return true
	case `"`:
		return o.quote || strings.ContainsAny(w, ".,;:!?") && len(w) == 1
	}
	switch w {
	case ".", ",", ";", ":", "!", "?", ")", "]", "}", "%", "”", "''", "...", "…":
		return true
	case "n't", "N'T", "n’t":
		return true
	case `"`:
		return o.quote
	}
	if r, n := utf8.DecodeRuneInString(w); (r == '\'' || r == '’') && len(w) > n && len(w) <= n+2 {
		next, _ := utf8.DecodeRuneInString(w[n:])
		return unicode.IsLetter(next)
	}
	return false
}

// line ends the line.
func (o *writer) line() { o.b.WriteString("\n"); o.last, o.quote = "", false }
