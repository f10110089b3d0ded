package token

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"sayso/nlp"
)

// broken returns what is wrong with d by the promises of Tokenize; "" for nothing.
func broken(d *nlp.Doc) string {
	at := 0
	for i, t := range d.Tokens {
		switch {
		case t.Start < at || t.End <= t.Start || t.End > len(d.Text):
			return "tokens out of order, empty or overlapping"
		case t.Head != -1:
			return "head set"
		case t.Joined != (i > 0 && t.Start == at):
			return "Joined is wrong"
		case t.Within && !t.Joined:
			return "part of a multiword token stands apart"
		case t.End-t.Start > MaxRun:
			return "token too long"
		}
		if !blank(d.Text[at:t.Start]) {
			return "text between tokens: " + d.Text[at:t.Start]
		}
		at = t.End
	}
	if !blank(d.Text[at:]) {
		return "text after the last token"
	}
	if s := untiled(d.Paragraphs, len(d.Tokens)); s != "" {
		return "paragraphs " + s
	}
	if s := untiled(d.Sentences, len(d.Tokens)); s != "" {
		return "sentences " + s
	}
	p := 0
	for _, s := range d.Sentences {
		for d.Paragraphs[p].End <= s.First {
			p++
		}
		switch {
		case s.End > d.Paragraphs[p].End:
			return "sentence crosses a paragraph"
		case s.Len() > MaxSentenceTokens:
			return "sentence too long"
		case d.Tokens[s.First].Within:
			return "sentence parts a multiword token"
		}
	}
	first := 0
	for i, q := range d.Quotes {
		switch {
		case q.First < first || q.End <= q.First || q.End > len(d.Tokens):
			return "quotations out of order or empty"
		case q.Depth < 0 || q.Depth >= MaxQuoteDepth:
			return "quotation too deep"
		case d.ParagraphOf(q.First) != d.ParagraphOf(q.End-1):
			return "quotation crosses a paragraph"
		case q.Continues && (q.Closed || i+1 == len(d.Quotes)):
			return "quotation goes on nowhere"
		}
		depth := 0
		for _, o := range d.Quotes[max(0, i-2*MaxQuoteDepth):i] {
			if o.End > q.First {
				if o.End < q.End {
					return "quotations cross"
				}
				depth++
			}
		}
		if i < 2*MaxQuoteDepth && depth != q.Depth {
			return "depth is wrong"
		}
		first = q.First
	}
	return ""
}

func blank(s string) bool {
	for s != "" {
		r, n := utf8.DecodeRuneInString(s)
		if r == utf8.RuneError && n == 1 || !unicode.IsSpace(r) && !unicode.IsControl(r) && !unicode.Is(unicode.Cf, r) {
			return false
		}
		s = s[n:]
	}
	return true
}

func untiled(rs []nlp.Range, n int) string {
	at := 0
	for _, r := range rs {
		if r.First != at || r.End <= r.First {
			return "leave a gap, overlap or are empty"
		}
		at = r.End
	}
	if at != n {
		return "do not reach the end"
	}
	return ""
}

// show writes the tokens of text with spaces between words, "·" before later
// parts of multiword tokens, and one line for each sentence.
func show(d *nlp.Doc) string {
	var b strings.Builder
	for k, s := range d.Sentences {
		if k > 0 {
			b.WriteByte('\n')
		}
		for i := s.First; i < s.End; i++ {
			switch {
			case d.Tokens[i].Within:
				b.WriteString("·")
			case i > s.First:
				b.WriteByte(' ')
			}
			b.WriteString(d.Word(i))
		}
	}
	return b.String()
}

// hostile are texts that break readers of text.
var hostile = map[string]string{
	"empty":            "",
	"spaces":           " \t\r\n\v\f\u00a0\u2003\u2028\u2029\u0085",
	"controls":         "\x00\x01a\x7fb\x1b[31m",
	"invalid":          "\xff\xfe abc\xc3 \xe2\x80 d\xf0\x9f\x98",
	"format":           "\ufeffa\u200bb \u200b\u202ex\u202c",
	"brackets":         strings.Repeat("(", 100_000),
	"opening marks":    strings.Repeat("“", 100_000),
	"straight marks":   strings.Repeat("\" ", 50_000),
	"apostrophes":      strings.Repeat("'", 100_000),
	"possessives":      strings.Repeat("'s", 100_000),
	"a's":              strings.Repeat("a's", 100_000),
	"spelled":          strings.Repeat("a.", 200_000),
	"hyphens":          strings.Repeat("a-", 200_000),
	"numbers":          strings.Repeat("1-", 200_000) + "a",
	"at signs":         strings.Repeat("a@", 100_000),
	"slashes":          strings.Repeat("a/", 100_000),
	"addresses":        strings.Repeat("http://", 100_000),
	"letters":          strings.Repeat("a", 1_000_000),
	"capitals":         strings.Repeat("THE END. ", 100_000),
	"full stops":       strings.Repeat(". ", 100_000),
	"no full stop":     strings.Repeat("word ", 100_000),
	"lines":            strings.Repeat("x\n", 100_000),
	"wrapped":          strings.Repeat(strings.Repeat("abcd ", 15)+"\n", 10_000),
	"blank lines":      strings.Repeat("\n", 200_000),
	"han":              strings.Repeat("新聞記者。", 50_000),
	"emoji":            strings.Repeat("👩‍👩‍👧🏽🇳🇴", 20_000),
	"joiners":          strings.Repeat("a\u200d", 100_000) + strings.Repeat("\u200d", 100_000),
	"marks":            "e" + strings.Repeat("\u0301", 100_000),
	"quoted paragraph": strings.Repeat("“Go on.\n\n", 20_000),
}

func TestHostile(t *testing.T) {
	for name, text := range hostile {
		t.Run(name, func(t *testing.T) {
			if s := broken(Tokenize(text)); s != "" {
				t.Error(s)
			}
		})
	}
}

func FuzzTokenize(f *testing.F) {
	for _, text := range hostile {
		f.Add(text[:min(len(text), 200)])
	}
	f.Add("“I can't,” said Dr. J. Okafor-Lind, 42, of the U.S. “Don't ‘push’ me.\n\n“It's 3:30 p.m.” See http://a.example/b(c).")
	f.Fuzz(func(t *testing.T, text string) {
		if s := broken(Tokenize(text)); s != "" {
			t.Errorf("%s: %q", s, text)
		}
	})
}
