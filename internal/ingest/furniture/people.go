package furniture

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// MaxByline is how many bytes of a byline are looked at.
const MaxByline = 400

// A byline is a line of names with what stands around names: who the line is by,
// dates, places, employers, degrees, roles. A name is what is left: a few words
// with capitals, none of which is of another kind.

// People takes a byline apart: the names of who wrote it, in order, and the
// agencies among them. outlet is who publishes it, and wrote nothing.
func People(s, outlet string) (people, credited []string) {
	s = strings.TrimSpace(strings.ToValidUTF8(s[:min(len(s), MaxByline)], ""))
	forms := bylineForms()
	if m := forms.inside.FindStringIndex(s); m != nil {
		s = s[m[1]:]
	}
	s = forms.by.ReplaceAllString(s, "")
	for _, part := range forms.and.Split(s, -1) {
		full := false // a name of several words stood before in this part
		for i, n := range strings.Split(part, ",") {
			n = strings.Trim(forms.by.ReplaceAllString(strings.Join(strings.Fields(n), " "), ""), " .:-–—*")
			if a := house(n); a != "" {
				credited = appendNew(credited, a)
				continue
			}
			if len(people) > 0 && i > 0 && suffix.MatchString(n) {
				people[len(people)-1] += ", " + n
				continue
			}
			n = strings.TrimSpace(forms.honour.ReplaceAllString(forms.after.ReplaceAllString(n, ""), ""))
			several := strings.Contains(n, " ")
			if !isName(n, outlet) || full && !several || i > 0 && lexicon().Is(strings.ToLower(n), placeName) {
				continue
			}
			full = full || several
			people = appendNew(people, n)
		}
	}
	return people, credited
}

func appendNew(all []string, s string) []string {
	if slices.ContainsFunc(all, func(x string) bool { return strings.EqualFold(x, s) }) {
		return all
	}
	return append(all, s)
}

// isName reports whether s may be the name of a person.
func isName(s, outlet string) bool {
	words := strings.Fields(s)
	if len(words) == 0 || len(words) > 6 || len(s) > 80 || strings.ContainsAny(s, "@/0123456789<>{}") || letters(s) == "" || strings.TrimPrefix(letters(s), "the") == strings.TrimPrefix(letters(outlet), "the") {
		return false
	}
	if forms := bylineForms(); degree.MatchString(s) || forms.noName.MatchString(s) || forms.account.MatchString(s) || forms.day.MatchString(s) {
		return false
	}
	// A name ends in a capital or in a script that has none.
	r, _ := utf8.DecodeRuneInString(words[len(words)-1])
	return !unicode.IsLower(r)
}

// letters is a name by its letters alone.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}
