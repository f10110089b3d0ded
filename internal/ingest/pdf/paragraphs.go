package pdf

import (
	"slices"
	"strings"
	"unicode"
)

// Paragraphs. Lines of a paragraph stand as close as type is set, so a wider gap
// begins another; so does an indent, another size, and whatever follows a line
// that ends early. Lines that most pages carry are headers and footers, and left
// out. A word that a line breaks with a hyphen is joined.

// withoutFurniture leaves out the lines that most pages have at the same
// height, page numbers aside.
func withoutFurniture(pages [][]line) [][]line {
	if len(pages) < 3 {
		return pages
	}
	type place struct {
		text string
		y    int
	}
	key := func(l line) place {
		return place{strings.Map(func(r rune) rune {
			if unicode.IsDigit(r) {
				return '0'
			}
			return r
		}, l.text), int(l.base + 0.5)}
	}
	seen := map[place]int{}
	for _, p := range pages {
		for _, l := range p {
			seen[key(l)]++
		}
	}
	out := make([][]line, len(pages))
	for i, p := range pages {
		out[i] = slices.DeleteFunc(slices.Clone(p), func(l line) bool { return seen[key(l)]*2 > len(pages) })
	}
	return out
}

// paragraphs joins lines. A paragraph goes over to the next page or column
// where its line ends in the middle of a sentence.
func paragraphs(pages [][]line) string {
	var b []byte
	var last line
	for _, lines := range pages {
		usual := spacing(lines)
		for i, l := range lines {
			if len(b) > 0 {
				apart := begins(last, l, usual)
				if i == 0 || l.base > last.base {
					apart = ends(last.text)
				}
				switch {
				case apart:
					b = append(b, "\n\n"...)
				case broken(last.text, l.text):
					b = b[:len(b)-1]
				case strings.HasSuffix(last.text, "-") && hyphened(last.text):
				default:
					b = append(b, ' ')
				}
			}
			b = append(b, l.text...)
			last = l
		}
	}
	return string(b)
}

// begins reports whether a line begins a paragraph below another.
func begins(last, l line, usual float64) bool {
	gap := last.base - l.base
	size := max(last.size, l.size)
	early := last.right < last.left+(last.wide-last.left)*0.7
	switch {
	case gap > usual*1.3, gap > 4*size:
		return true
	case last.size > 1.25*l.size, l.size > 1.25*last.size:
		return true
	case l.left > last.left+size && !broken(last.text, l.text):
		return true
	case early && !strings.HasSuffix(last.text, "-") && !strings.HasSuffix(last.text, ","):
		return true
	}
	return gap > loose*size && ends(last.text)
}

// loose is how far apart lines stand, in sizes of type, that are set with space
// between: each may be a paragraph.
const loose = 1.9

// spacing is how far apart the lines of a paragraph stand on a page: the lower
// fifth of the gaps, since those between paragraphs are wider.
func spacing(lines []line) float64 {
	var gaps []float64
	for i := 1; i < len(lines); i++ {
		if g := lines[i-1].base - lines[i].base; g > lines[i].size/2 && g < 4*lines[i].size {
			gaps = append(gaps, g)
		}
	}
	if len(gaps) == 0 {
		return 0
	}
	slices.Sort(gaps)
	return gaps[len(gaps)/5]
}

// ends reports whether a line ends a sentence.
func ends(s string) bool {
	return strings.HasSuffix(strings.TrimRight(s, `"”’')`), ".") || strings.HasSuffix(s, "?") || strings.HasSuffix(s, "!") || strings.HasSuffix(s, ":")
}

// broken reports whether a line breaks a word that the next one goes on with.
func broken(s, next string) bool {
	if !strings.HasSuffix(s, "-") || len(s) < 2 || hyphened(s) {
		return false
	}
	before := []rune(s[:len(s)-1])
	after := []rune(next)
	return unicode.IsLower(before[len(before)-1]) && len(after) > 0 && unicode.IsLower(after[0])
}

// hyphened reports whether the hyphen that a line ends in belongs to its word,
// as behind "well" and "self".
func hyphened(s string) bool {
	word := strings.ToLower(strings.TrimSuffix(s[strings.LastIndexByte(s, ' ')+1:], "-"))
	return strings.Contains(word, "-") || slices.Contains([]string{"well", "self", "half", "long", "short", "high", "low", "full", "part", "two", "three", "four", "five", "six", "ten", "one", "first", "second", "third", "ex", "vice", "all", "so"}, word)
}
