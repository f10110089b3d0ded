package known

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"sayso/internal/knowledge"
)

// common reports whether bodies of many countries bear a name: every word of
// it is one that such bodies are called by.
func common(name string) bool {
	words := strings.Fields(strings.ToLower(name))
	for _, w := range words {
		if !is(w, joiningWord) && !is(w, bodyWord) {
			return false
		}
	}
	return len(words) > 0
}

// foreign reports whether the text speaks of countries and k's is none of
// them: then a common name is not k's.
func (l *linking) foreign(k *knowledge.Actor) bool {
	return k.Country != "" && l.share > 0 && l.land[k.Country] == 0
}

// party reports whether a legislature's name is a party's here: "Congress
// President Malik Khare".
func (l *linking) party(at []int) bool {
	for _, i := range at {
		end := l.mentions[i].Span.End
		rest := strings.TrimPrefix(l.d.Text[end:min(len(l.d.Text), end+maxBefore)], " ")
		word, _, _ := strings.Cut(rest, " ")
		if is(strings.ToLower(strings.Trim(word, ",.;:")), partyWord) {
			return true
		}
	}
	return false
}

// longer is the name that a mention is only the end of: "Christian Democrats"
// of "Democrats". It is empty where a country, or nothing with a capital, stands
// before it.
func (l *linking) longer(name string, at []int) string {
	for _, i := range at {
		m := &l.mentions[i]
		if m.Span.In(l.d.Text) != name {
			continue
		}
		w := wordsBefore(l.d.Text, m.Span.Start, 1)
		first, _ := utf8.DecodeRuneInString(w)
		if !unicode.IsUpper(first) || !is(strings.ToLower(w), bodyWord) {
			continue
		}
		return w + " " + name
	}
	return ""
}

// Bounds of an abbreviation and of what it stands for.
const (
	maxShort = 8  // letters
	maxLong  = 96 // bytes before the bracket
)

// spelled is what the text itself says that an abbreviation stands for:
// "Criminal Procedure Code (CPC)"; empty for none.
func (l *linking) spelled(short string) string {
	if len(short) < 2 || len(short) > maxShort || strings.ToUpper(short) != short || strings.ContainsAny(short, " .") {
		return ""
	}
	at := strings.Index(l.d.Text, "("+short+")")
	if at < 0 {
		return ""
	}
	words := strings.Fields(l.d.Text[max(0, at-maxLong):at])
	k := len(words)
	for n := len(short) - 1; n >= 0; {
		if k--; k < 0 {
			return ""
		}
		first, _ := utf8.DecodeRuneInString(words[k])
		switch {
		case unicode.ToUpper(first) == rune(short[n]) && (unicode.IsUpper(first) || !is(words[k], smallWord)):
			n--
		case !is(words[k], smallWord):
			return ""
		}
	}
	return strings.Join(words[k:], " ")
}
