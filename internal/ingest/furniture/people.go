package furniture

import (
	"regexp"
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

var (
	byWord = regexp.MustCompile(`(?i)^(?:(?:story|report|words?|text|written|posted|reporting|published|photos?|analysis|opinion|review|interview)s?\s+)?(?:by|von|por|par|di|door|av|af|от)[:\s]+|^(?:text|from|author|autor|auteur|autore|writers?|reporters?)\s*:\s*`)
	// dateBefore is a line that tells the time first and then the writer.
	byInside = regexp.MustCompile(`(?i)^(?:.*\d.*|.*\b(?:updated|posted|published|written)\b.*)\bby[:\s]+`)
	nameAnd  = regexp.MustCompile(`(?i)\s+(?:and|&|und|y|et|e|och|og|with)\s+|\s*[;|•·\n]\s*|\s+[–—]\s+`)
	// afterName is what leads on from a name to a place, an employer, a role.
	afterName = regexp.MustCompile(`\s+(?:in|at|for|of|from|on|is|via|the|a)\s.*$|\s*[(\[].*$|\s+@.*$`)
	// noName are words that no name holds.
	noName = regexp.MustCompile(`(?i)\b(?:writers?|correspondents?|reporters?|editors?|journalists?|columnists?|contributors?|producers?|photographers?|analysts?|bureau|desk|team|staff|media|news|newspapers?|newsroom|press|agency|agencies|published|updated|posted|wire|service|services|network|networks|times|post|herald|tribune|gazette|courier|guardian|telegraph|observer|chronicle|magazine|radio|television|tv|university|institute|college|school|group|inc|ltd|llc|gmbh|company|director|president|chief|senior|special|associate|assistant|professor|lecturer|\w+\.(?:com|org|net|co|uk|de))\b`)
	degree = regexp.MustCompile(`^(?:Ph\.?\s?D|M\.?D|M\.?A|B\.?A|M\.?Sc|B\.?Sc|MBA|MPH|R\.?N|D\.?O|J\.?D|LL\.?[BM]|Ed\.?D|Esq|CFA|CPA|FRCP|DVM|RD|MS|BS|PharmD)\.?$`)
	honour = regexp.MustCompile(`(?i)^(?:(?:dr|prof|professor|mrs?|ms|miss|sir|dame|rev|col|gen|capt|lt|sgt|hon)\b\.?\s+)+`)
	suffix = regexp.MustCompile(`^(?:Jr|Sr|II|III|IV)\.?$`)
	// someDay is a weekday or month, with or without its number.
	someDay = regexp.MustCompile(`(?i)^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b|^(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?(?:\s+\d.*)?$`)
	account = regexp.MustCompile(`(?i)^(?:admin\w*|\w*admin|editor(?:s|ial)?|staff|redaktion|redacción|rédaction|newsroom|user\d*|guest|unknown|anonymous|author|published|webmaster|null|undefined|none)$`)
)

// places are towns and countries of two words and more that stand in bylines;
// what is one word behind a full name is taken for a place anyhow.
var places = []string{
	"new york", "new york city", "los angeles", "san francisco", "san diego", "las vegas", "new delhi", "hong kong", "tel aviv", "sao paulo", "são paulo", "buenos aires", "mexico city", "cape town", "abu dhabi", "kuala lumpur",
	"ho chi minh city", "rio de janeiro", "addis ababa", "phnom penh", "panama city", "kuwait city", "guatemala city", "st petersburg", "st. petersburg", "san salvador", "san jose", "la paz", "new orleans", "salt lake city",
	"washington dc", "washington d.c.", "south africa", "south korea", "north korea", "saudi arabia", "sri lanka", "new zealand", "united states", "united kingdom", "united nations", "northern ireland", "south sudan", "el salvador",
	"costa rica", "sierra leone", "ivory coast", "burkina faso", "czech republic", "west bank", "gaza city", "khan younis", "new jersey", "new mexico", "north carolina", "south carolina", "west virginia", "rhode island",
}

// People takes a byline apart: the names of who wrote it, in order, and the
// agencies among them. outlet is who publishes it, and wrote nothing.
func People(s, outlet string) (people, credited []string) {
	s = strings.TrimSpace(strings.ToValidUTF8(s[:min(len(s), MaxByline)], ""))
	if m := byInside.FindStringIndex(s); m != nil {
		s = s[m[1]:]
	}
	s = byWord.ReplaceAllString(s, "")
	for _, part := range nameAnd.Split(s, -1) {
		full := false // a name of several words stood before in this part
		for i, n := range strings.Split(part, ",") {
			n = strings.Trim(byWord.ReplaceAllString(strings.Join(strings.Fields(n), " "), ""), " .:-–—*")
			if a := house(n); a != "" {
				credited = appendNew(credited, a)
				continue
			}
			if len(people) > 0 && i > 0 && suffix.MatchString(n) {
				people[len(people)-1] += ", " + n
				continue
			}
			n = strings.TrimSpace(honour.ReplaceAllString(afterName.ReplaceAllString(n, ""), ""))
			words := len(strings.Fields(n))
			if !isName(n, outlet) || full && words == 1 || i > 0 && slices.Contains(places, strings.ToLower(n)) {
				continue
			}
			full = full || words > 1
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
	if degree.MatchString(s) || noName.MatchString(s) || account.MatchString(s) || someDay.MatchString(s) {
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
