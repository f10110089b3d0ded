package sqlite

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Bounds on what a person may type into a search field; what is over them is
// left out of the search.
const (
	maxTerms = 32
	maxTerm  = 200 // bytes of one word or phrase
	// minPrefix is how many bytes must stand before a *. Shorter ones would
	// join the lists of half the words there are: "a*" is searched as "a".
	minPrefix = 3
)

// matchWords turns what a person typed into an FTS5 query. All words must
// occur, in any order; "words in quotation marks" must stand together; a word
// that ends in * stands for all that begin so. Everything else that FTS5 would
// take for an operator is a plain word or nothing: each term reaches it as a
// quoted string. It returns "" when no searchable word is left.
func matchWords(typed string) string {
	var b strings.Builder
	n := 0
	add := func(term string, prefix bool) {
		term = searchable(term)
		if term == "" || n == maxTerms {
			return
		}
		if n > 0 {
			b.WriteByte(' ')
		}
		n++
		b.WriteByte('"')
		b.WriteString(term)
		b.WriteByte('"')
		if last := term[strings.LastIndexByte(term, ' ')+1:]; prefix && len(last) >= minPrefix {
			b.WriteByte('*')
		}
	}
	for typed != "" && n < maxTerms {
		r, size := utf8.DecodeRuneInString(typed)
		switch {
		case isQuote(r):
			typed = typed[size:]
			end := strings.IndexFunc(typed, isQuote)
			if end < 0 {
				end = len(typed) // never closed: the phrase goes on to the end
			}
			phrase := typed[:end]
			if _, size := utf8.DecodeRuneInString(typed[end:]); end < len(typed) {
				typed = typed[end+size:]
			} else {
				typed = ""
			}
			star := strings.HasPrefix(typed, "*")
			add(phrase, star)
		case unicode.IsSpace(r):
			typed = typed[size:]
		default:
			end := strings.IndexFunc(typed, func(r rune) bool { return isQuote(r) || unicode.IsSpace(r) })
			if end < 0 {
				end = len(typed)
			}
			word := typed[:end]
			typed = typed[end:]
			add(word, strings.HasSuffix(word, "*"))
		}
	}
	return b.String()
}

func isQuote(r rune) bool {
	return r == '"' || r == '“' || r == '”' || r == '„' || r == '«' || r == '»'
}

// searchable keeps the letters, digits and marks of a term, with one space for
// each run of anything else, as the index's tokenizer will see it.
func searchable(term string) string {
	if len(term) > maxTerm {
		term = strings.ToValidUTF8(term[:maxTerm], "")
	}
	var b strings.Builder
	gap, some := false, false
	for _, r := range term {
		if r == utf8.RuneError || !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r) && !unicode.Is(unicode.Co, r) {
			gap = true
			continue
		}
		if gap && b.Len() > 0 {
			b.WriteByte(' ')
		}
		gap = false
		some = some || !unicode.IsMark(r)
		b.WriteRune(r)
	}
	if !some {
		return ""
	}
	return b.String()
}
