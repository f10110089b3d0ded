// Package language tells what language a text is written in.
//
// Two witnesses must agree before a text is called foreign: the trigrams of
// whatlanggo, and a want of the small words that every English text is full of.
// Lists of names and headlines lack those words, and short texts mislead
// trigrams, but no English prose does both. What neither shows is taken for
// English: a foreign text that is read costs a few odd claims, an English one
// that is not read costs all of its.
package language

import (
	"cmp"
	"strings"
	"unicode"

	"github.com/RadhiFadlillah/whatlanggo"
	"golang.org/x/text/language"
)

// English is the language that is read.
const English = "en"

// How a text is looked at: piece by piece, so that a mixed one is of the language
// that most of it is in, and no more of a long one than tells.
const (
	pieceBytes = 700
	maxPieces  = 9
)

// How many letters decide.
const (
	// leastLetters decide against what is declared, or where nothing is. Below,
	// a text is what it is declared to be, else English.
	leastLetters = 100
	// declaredLetters are enough to confirm a foreign language that is declared.
	declaredLetters = 40
	// foreignLetters of another script are enough in any text.
	foreignLetters = 4
)

// Shares of small English words among the words of a text.
const (
	plenty = 0.20 // a few words with so many are English beyond doubt
	scarce = 0.08 // of English, only lists and headlines have so few
)

// Of is the language of a text, as ISO 639-1 has it (639-3 where that has none);
// declared is what its publisher says, in any form: "en-GB", "en_US". Empty where
// neither the text nor its publisher tells; such a text is read as English.
func Of(text, declared string) string {
	said := base(declared)
	counts := map[string]int{} // letters of each language
	letters, foreign := 0, 0
	for _, piece := range pieces(text) {
		p := look(piece)
		letters += p.letters
		if lang := p.foreign(len(text) <= pieceBytes, said); lang != "" {
			counts[lang] += p.letters
			foreign += p.letters
		}
	}
	switch {
	case foreign*2 > letters:
		return most(counts, said)
	case said != "" && said != English && letters < leastLetters && !plainEnglish(text):
		return said
	case letters >= leastLetters || said != "":
		return English
	}
	return ""
}

// base is the language of a tag without country and script.
func base(tag string) string {
	t, err := language.Parse(strings.TrimSpace(tag))
	if b, sure := t.Base(); err == nil && sure == language.Exact {
		return b.String()
	}
	return ""
}

// most is the language with the most letters. Near relatives are hard to tell
// apart, so that of foreign languages the declared one is believed.
func most(counts map[string]int, said string) string {
	if said != "" && said != English {
		return said
	}
	best := ""
	for lang, n := range counts {
		if n > counts[best] || n == counts[best] && lang < best {
			best = lang
		}
	}
	return best
}

// pieces cuts a text at spaces, and takes so many over its whole length.
func pieces(text string) []string {
	n := min(maxPieces, 1+len(text)/pieceBytes)
	if n == 1 {
		return []string{text}
	}
	var out []string
	for i := range n {
		from := i * (len(text) - pieceBytes) / (n - 1)
		piece := text[from : from+pieceBytes]
		if k := strings.IndexFunc(piece, unicode.IsSpace); k >= 0 && k < len(piece)/2 && i > 0 {
			piece = piece[k:]
		}
		out = append(out, strings.ToValidUTF8(piece, ""))
	}
	return out
}

// piece is what a stretch of text shows at once.
type piece struct {
	text           string
	letters, latin int
	words, small   int // words, and the small English ones of them
}

func look(s string) piece {
	p := piece{text: s}
	for _, r := range s {
		if unicode.IsLetter(r) {
			p.letters++
			if unicode.Is(unicode.Latin, r) {
				p.latin++
			}
		}
	}
	for w := range strings.FieldsFuncSeq(s, func(r rune) bool { return !unicode.IsLetter(r) }) {
		p.words++
		if smallWords[strings.ToLower(w)] {
			p.small++
		}
	}
	return p
}

func (p *piece) share() float64 { return float64(p.small) / float64(max(1, p.words)) }

func plainEnglish(s string) bool {
	p := look(s)
	return p.small >= 2 && p.share() >= plenty
}

// foreign is the language of a piece that is not English; empty where that is not
// sure. alone says that it is the whole text.
func (p *piece) foreign(alone bool, said string) string {
	if p.latin*2 < p.letters {
		if p.letters < foreignLetters {
			return ""
		}
		return otherScript(p.text)
	}
	if p.share() >= scarce {
		return ""
	}
	info := whatlanggo.Detect(p.text)
	confirms := said != "" && said != English && p.letters >= declaredLetters
	switch {
	case info.Lang == whatlanggo.Eng || info.Lang < 0:
		return ""
	case confirms, info.Confidence >= sure(p.letters, alone):
		return code(info.Lang)
	}
	return ""
}

// sure is the confidence at which whatlanggo is believed about so many letters in
// Latin script. Of 7,000 pieces of English news and more of each length, it took
// those without small words for foreign with at most 0.41 from 100 letters on,
// tweets with their markup aside, with 0.38 from 200 and with 0.15 from 400.
func sure(letters int, alone bool) float64 {
	switch {
	case alone && letters < leastLetters:
		return 2 // never
	case letters < 200:
		return 0.5
	case letters < 400:
		return 0.4
	}
	return 0.25
}

// otherScript is the language of a text that is not in Latin script.
func otherScript(text string) string {
	switch lang := whatlanggo.Detect(text).Lang; {
	case lang == whatlanggo.Cmn && strings.ContainsFunc(text, kana):
		return "ja" // its news has more Chinese characters than kana
	case lang == whatlanggo.Bul && strings.ContainsAny(text, "ыэЫЭ"):
		return "ru" // letters that Bulgarian has not, where trigrams are few
	default:
		return code(lang)
	}
}

func kana(r rune) bool { return unicode.In(r, unicode.Hiragana, unicode.Katakana) }

// code is ISO 639-1, else 639-3; "und" for a script that no known language has.
func code(l whatlanggo.Lang) string {
	if l < 0 {
		return "und"
	}
	return cmp.Or(l.Iso6391(), l.Iso6393(), "und")
}

// smallWords are those that English has in every sentence and no other large
// language writes alike as often.
var smallWords = words("the of and to that with said by from his has had are were which who their will but they this as would been about after when there more than its out what could into it she we you not is was")

func words(s string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(s) {
		out[w] = true
	}
	return out
}
