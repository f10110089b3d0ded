package site

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/publicsuffix"
	"golang.org/x/text/unicode/norm"
)

var (
	// articles may be left out at the start of an outlet's name, and endings at
	// its end: "The Harbour Courier", "Harbour Courier Online".
	articles = []string{"the", "a", "der", "die", "das", "le", "la", "les", "el", "los", "il", "de", "het"}
	endings  = []string{"news", "online", "com", "tv", "media", "international", "english", "digital", "zeitung"}
)

// maxWords bounds how many words of an outlet's name are looked at.
const maxWords = 12

// Names reports whether an outlet's name may be that of the site at an address:
// the site's own name is the outlet's, or its words shortened to their first
// letters ("nytimes" for The New York Times). Anybody can write any name on a
// page; the name of a site is what its owner has. A host of one's own network
// may call itself what it likes.
func Names(name, address string) bool {
	p := Of(address)
	name = strings.TrimSpace(name)
	switch {
	case p.Site == "" || name == "":
		return false
	case p.Own || strings.EqualFold(name, p.Site) || strings.EqualFold(strings.TrimPrefix(name, "www."), strings.TrimPrefix(p.Host, "www.")):
		return true
	}
	return fits(name, label(p.Site), true)
}

// Exactly is Names without shortening: the name of the site is that of the
// outlet, letter for letter.
func Exactly(name, address string) bool {
	p := Of(address)
	return p.Site != "" && !p.Own && fits(strings.TrimSpace(name), label(p.Site), false)
}

// label is the name of a site without the suffix under which it is registered.
func label(site string) string {
	suffix, _ := publicsuffix.PublicSuffix(site)
	return strings.ReplaceAll(strings.TrimSuffix(site, "."+suffix), "-", "")
}

func fits(name, label string, short bool) bool {
	for _, german := range []bool{false, true} {
		words, ok := wordsOf(name, german)
		if !ok || len(words) == 0 || len(words) > maxWords || len(label) < 2 {
			return false
		}
		for {
			for n := len(words); n > 0; n-- {
				if spells(label, words[:n], short) {
					return true
				}
				if !slices.Contains(endings, words[n-1]) {
					break
				}
			}
			if len(words) == 1 || !slices.Contains(articles, words[0]) {
				break
			}
			words = words[1:]
		}
	}
	return false
}

// spells reports whether label is the words one after the other, each whole or,
// where short, by its first letter.
func spells(label string, words []string, short bool) bool {
	if len(words) == 0 {
		return label == ""
	}
	if rest, ok := strings.CutPrefix(label, words[0]); ok && spells(rest, words[1:], short) {
		return true
	}
	return short && label != "" && label[0] == words[0][0] && spells(label[1:], words[1:], short)
}

// wordsOf are the words of a name in small Latin letters. A name with letters of
// another script cannot be compared with a site's, and may look like one that it
// is not.
func wordsOf(name string, german bool) (words []string, ok bool) {
	low := strings.ToLower(name)
	if german {
		low = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss").Replace(low)
	}
	var b strings.Builder
	for _, r := range norm.NFKD.String(low) {
		switch {
		case r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			b.WriteRune(r)
		case r == '\'' || r == '’' || unicode.Is(unicode.Mn, r):
		case unicode.IsLetter(r):
			return nil, false
		default:
			b.WriteByte(' ')
		}
	}
	return strings.Fields(b.String()), true
}
