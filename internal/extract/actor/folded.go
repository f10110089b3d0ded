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
	switch w {
	case "national", "united", "international", "american", "federal", "state", "university", "ministry", "department", "bank", "central", "royal",
		"supreme", "high", "first", "north", "south", "east", "west", "new", "general", "public", "republican", "democratic", "european", "institute", "house":
		return true
	}
	return false
}

// acronym is the first letters of the words that count.
func acronym(w []string) string {
	var b strings.Builder
	for _, x := range w {
		if isArticle(x) || x == "of" || x == "for" || x == "and" || x == "'s" || x == "-" || x == "in" || x == "on" {
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
		switch w {
		case "jr.", "jr", "sr.", "sr", "ii", "iii", "iv":
			continue
		case "mr.", "mr", "mrs.", "mrs", "ms.", "ms", "dr.", "dr", "prof.", "prof", "sen.", "rep.", "gov.", "gen.", "lt.", "col.", "sgt.", "capt.", "sir", "dame":
			if len(out) == 0 && i+1 < r.End {
				continue
			}
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
