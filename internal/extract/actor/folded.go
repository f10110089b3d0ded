package actor

import (
	"strings"

	"sayso/internal/knowledge"
	"sayso/nlp"
)

// What names are compared by: their words that count, in lower case.

func hasPrefix(w, p []string) bool {
	for i := range p {
		if w[i] != p[i] {
			return false
		}
	}
	return true
}

func hasSuffix(w, s []string) bool { return len(s) <= len(w) && hasPrefix(w[len(w)-len(s):], s) }

// generic reports whether a word begins the names of many bodies.
func generic(w string) bool {
	return is(w, genericWord)
}

// acronym is the first letters of the words that count.
func acronym(w []string) string {
	var b strings.Builder
	for _, x := range w {
		if isArticle(x) || is(x, unlettered) {
			continue
		}
		b.WriteByte(x[0])
	}
	return b.String()
}

// fold returns the words of a range that count in names, in lower case.
func (c *casting) fold(r nlp.Range) []string {
	var out []string
	for i := r.First; i < r.End; i++ {
		w := c.word(i)
		if w == "" || w == "-" || w == "'s" || w == "," {
			continue
		}
		if k := c.nicknamed(i, r.End); k > i {
			i = k // Mary “Dot” Hallen is Mary Hallen
			continue
		}
		if is(w, nameEnd) || is(w, nameTitle) && len(out) == 0 && i+1 < r.End {
			continue
		}
		if !ascii(w) {
			w = plain(w)
		}
		out = append(out, w)
	}
	return out
}

// nicknamed returns where a nickname in marks or brackets ends that begins at
// token i and has more of the name behind it; i for none.
func (c *casting) nicknamed(i, end int) int {
	switch c.word(i) {
	case "“", "\"", "‘", "(":
	default:
		return i
	}
	for k := i + 2; k < end-1; k++ {
		switch c.word(k) {
		case "”", "\"", "’", "'", ")":
			return k
		}
	}
	return i
}

// plain is a word without accents, as others write it.
func plain(w string) string {
	var room [knowledge.MaxKey + 8]byte
	if key, ok := knowledge.Fold(room[:0], w); ok && len(key) > 0 {
		return string(key)
	}
	return w
}
