package check

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"sayso"
	"sayso/internal/ledger"
)

// word is a word of a text as two texts are compared by it.
type word struct {
	key  string // folded: case, diacritics and apostrophes do not count
	span sayso.Span
	// gap stands for any number of words, none included: where a quotation leaves
	// words out ("…"), where an editor puts words into brackets, and between the
	// pieces of a quotation that its speaker's name splits.
	gap bool
}

// split cuts a text into words. In a draft an editor's brackets are gaps, and those
// around a few letters of a word ("[T]he") do not count.
func split(text string, draft bool) []word {
	var out []word
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		switch {
		case r == '…' || strings.HasPrefix(text[i:], "..."):
			end := i + len(text[i:]) - len(strings.TrimLeft(text[i:], "…."))
			out = append(out, word{span: sayso.Span{Start: i, End: end}, gap: true})
			i = end
		case draft && r == '[' && bracketed(text[i:]) > 0:
			end := i + bracketed(text[i:])
			out = append(out, word{span: sayso.Span{Start: i, End: end}, gap: true})
			i = end
		case r == '%':
			out = append(out, word{key: "percent", span: sayso.Span{Start: i, End: i + n}})
			i += n
		case inWord(r) || draft && r == '[':
			end := i + n + wordEnd(text[i+n:], draft)
			if key := ledger.Fold(brackets.Replace(text[i:end])); key != "" {
				out = append(out, word{key: key, span: sayso.Span{Start: i, End: end}})
			}
			i = end
		default:
			i += n
		}
	}
	return percents(out)
}

var brackets = strings.NewReplacer("[", "", "]", "", ",", "")

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) }

// wordEnd is how many bytes of s still belong to the word before it: letters and
// digits, an apostrophe between letters, a mark between digits ("1,000", "2.5").
func wordEnd(s string, draft bool) int {
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		next, _ := utf8.DecodeRuneInString(s[i+n:])
		switch {
		case inWord(r), draft && (r == '[' || r == ']') && inWord(next):
		case (r == '\'' || r == '’') && unicode.IsLetter(next):
		case (r == ',' || r == '.') && unicode.IsDigit(next):
		case draft && r == ']': // "end[ed]"
			return i + n
		default:
			return i
		}
		i += n
	}
	return len(s)
}

// bracketed is how many bytes an editor's brackets at the start of s take; 0 where
// they hold some letters of a word alone, or never end.
func bracketed(s string) int {
	end := strings.IndexByte(s, ']')
	if end < 0 || end > maxBracket || strings.ContainsAny(s[1:end], "[\n") {
		return 0
	}
	if next, _ := utf8.DecodeRuneInString(s[end+1:]); inWord(next) {
		return 0
	}
	return end + 1
}

// maxBracket is how many bytes an editor's brackets may hold.
const maxBracket = 120

// percents makes one word of "per cent".
func percents(ws []word) []word {
	out := ws[:0]
	for _, w := range ws {
		if n := len(out) - 1; n >= 0 && w.key == "cent" && out[n].key == "per" {
			out[n].key, out[n].span.End = "percent", w.span.End
			continue
		}
		out = append(out, w)
	}
	return out
}

// count is how many words are no gaps.
func count(ws []word) int {
	n := 0
	for _, w := range ws {
		if !w.gap {
			n++
		}
	}
	return n
}

// small are words that carry no content of their own: a statement that differs in
// them alone says the same.
var small = func() map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(`a an the this that these those it its he his him she her they their them we our us i my me you your
		and or but so as at by for from in into of on to with than then there here is are was were be been being am has have had having do does did
		will would shall should can could may might must which who whom whose what when where if while also very just about s t re ve ll d m`) {
		out[w] = true
	}
	return out
}()

// weighty are small words that turn what is said into another thing.
var weighty = func() map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(`not no never none nothing nobody neither nor without cannot cant wont dont doesnt didnt isnt arent wasnt werent hasnt havent hadnt wouldnt couldnt
		shouldnt hardly all every some few more less least most only always`) {
		out[w] = true
	}
	return out
}()

// numeric reports whether a word is a number, in figures or letters.
func numeric(key string) bool {
	if key == "" {
		return false
	}
	return unicode.IsDigit(rune(key[0])) || numerals[key]
}

var numerals = func() map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(`two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen
		twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion dozen dozens hundreds thousands millions billions half twice`) {
		out[w] = true
	}
	return out
}()
