package question

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxNameWords is how many words the name of a person has at most.
const maxNameWords = 3

// looksLikeName reports whether words that no stage took for an actor may be a
// person's name: each begins with a capital.
func looksLikeName(s string) bool {
	ws := strings.Fields(s)
	for _, w := range ws {
		if r, _ := utf8.DecodeRuneInString(w); !unicode.IsUpper(r) || is("nobody", strings.ToLower(w)) {
			return false
		}
	}
	return len(ws) > 0 && len(ws) <= maxNameWords
}

// abbreviated are titles as newspapers shorten them.
var abbreviated = map[string]string{"gov": "governor", "sen": "senator", "rep": "representative", "gen": "general", "prof": "professor", "sgt": "sergeant", "lt": "lieutenant", "col": "colonel"}

// spelt are words as others spell them.
var spelt = map[string]string{"defense": "defence", "center": "centre", "organization": "organisation", "labor": "labour"}

// describe is a description without case, articles and possessives.
func describe(name string) string {
	var out []string
	for w := range strings.FieldsSeq(strings.ToLower(strings.ReplaceAll(name, "’", "'"))) {
		w = strings.Trim(w, `.,;:"“”()`)
		w = strings.TrimSuffix(w, "'s")
		if full := abbreviated[w]; full != "" {
			w = full
		}
		if other := spelt[w]; other != "" {
			w = other
		}
		switch {
		case w == "us" || w == "u.s":
			out = append(out, "us")
		case w != "" && !is("unspecific", w):
			out = append(out, w)
		}
	}
	return strings.Join(out, " ")
}

func nameWords(name string) []string {
	var out []string
	for w := range strings.FieldsSeq(strings.ToLower(name)) {
		if w = strings.Trim(w, `.,"“”'’()`); w != "" && !is("titles", w) && !is("suffixes", w) {
			out = append(out, w)
		}
	}
	return out
}

// surname is the last of a person's names, in lower case.
func surname(name string) string {
	w := nameWords(name)
	if len(w) == 0 {
		return strings.ToLower(name)
	}
	return w[len(w)-1]
}

func givenNames(name, last string) []string {
	w := nameWords(name)
	if len(w) > 0 && w[len(w)-1] == last {
		w = w[:len(w)-1]
	}
	return w
}

// sameGiven reports whether first names may be those of one person: none stands
// against any, and a short form or an initial is no other name.
func sameGiven(a, b []string) bool {
	if len(a) == 0 || len(b) == 0 {
		return true
	}
	x, y := a[0], b[0]
	if len(x) > len(y) {
		x, y = y, x
	}
	if strings.HasPrefix(y, x) {
		return true
	}
	for _, full := range append([]string{x}, nicknames()[x]...) {
		if full == y || slices.Contains(nicknames()[y], full) {
			return true
		}
	}
	return false
}
