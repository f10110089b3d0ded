package when

import (
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"sayso/internal/lang"
	"sayso/internal/lang/en"
)

// class is what a word can be in a time expression.
type class uint8

const (
	none     class = iota
	weekday        // n 1 (Monday) to 7
	month          // n 1 to 12
	season         // s SP SU FA WI
	unit           // s is the TIMEX3 unit letter, T first for hours and less
	number         // n; unknown amounts ("several") have s "X"
	ordinal        // n; last is -1
	year           // n
	decade         // n is the decade, 199 for the 1990s
	deictic        // n days from today: today, yesterday
	dayPart        // s MO AF EV NI DT
	vague          // s PRESENT_REF PAST_REF FUTURE_REF
	shift          // n -1 last, 0 this, 1 next; theFollowing and on for others
	edge           // s START MID END
	ago            // n -1 ago, earlier, before; 1 later, hence
	every          // each, every
	span           // past, last, next, coming before an amount: n -1 or 1
	article        // a, an, the, some possessives
	approx         // about, nearly, more than (first word)
	clock          // 15:04, n minutes
	numeric        // a date in digits; s its ISO value
	quarter        // the word
	half           // the word
	weekend        // the word
	century        // the word
	fiscal         // the word, and "calendar"
	holiday        // s month-day
	digits         // a bare number of one to four digits; n
	meridiem       // am, pm
	glue           // of, in, the, and: only meaningful inside
)

// word is one run of letters or digits with what it can mean.
type word struct {
	start, end int
	gap        byte // the character before it: ' ', '-', '\'', '.', ',', '/', ':', 0 at the start
	wide       bool // more than one space or sign stands before it
	breaks     bool // a sentence or a paragraph may end before it
	low        string
	class      class
	n          int
	s          string
}

type meaning struct {
	class class
	n     int
	s     string
}

// timeClasses are the classes as times.tsv calls them.
var timeClasses = map[string]class{
	"season":   season,
	"ordinal":  ordinal,
	"unit":     unit,
	"century":  century,
	"quarter":  quarter,
	"weekend":  weekend,
	"half":     half,
	"number":   number,
	"deictic":  deictic,
	"day-part": dayPart,
	"vague":    vague,
	"shift":    shift,
	"span":     span,
	"edge":     edge,
	"ago":      ago,
	"every":    every,
	"article":  article,
	"approx":   approx,
	"meridiem": meridiem,
	"fiscal":   fiscal,
	"holiday":  holiday,
	"glue":     glue,
}

var timeLayout = lang.Layout{Optional: 1, Columns: []lang.Column{
	{Name: "word"}, {Name: "class", Terms: lang.Terms(timeClasses)}, {Name: "n", Check: func(v string) error { _, err := strconv.Atoi(v); return err }}, {Name: "value"},
}}

// lexicon maps lower-case words to their meaning.
var lexicon = sync.OnceValue(func() map[string]meaning {
	out := map[string]meaning{}
	for _, r := range lang.Must(timeLayout.Read("times.tsv", en.Times)) {
		n, _ := strconv.Atoi(r.Cells[2]) // the layout has checked it
		out[r.Cells[0]] = meaning{timeClasses[r.Cells[1]], n, r.Cells[3]}
	}
	for i, w := range en.Words(en.Weekday) {
		out[w] = meaning{weekday, i + 1, ""}
	}
	months := en.Words(en.Month)
	for i, w := range months {
		out[w] = meaning{month, i + 1, ""}
	}
	for _, w := range en.Words(en.MonthShort) {
		i := slices.IndexFunc(months, func(m string) bool { return strings.HasPrefix(m, w) })
		out[w] = meaning{month, i + 1, "."}
	}
	return out
})

// lex cuts text into words and says what each can mean. Linear.
func lex(text string) []word {
	words := make([]word, 0, len(text)/6+8)
	prev := 0
	for i := 0; i < len(text); {
		n, _ := letter(text[i:])
		if n == 0 {
			i++
			continue
		}
		j := i
		for n > 0 { // digits and letters together: 1990s, 3rd, 10am
			j += n
			n, _ = letter(text[j:])
		}
		w := word{start: i, end: j}
		w.gap, w.wide, w.breaks = gap(text[prev:i], prev == 0)
		w.low = lower(text[i:j])
		w.mean(text)
		words = append(words, w)
		prev, i = j, j
	}
	return words
}

// gap sums up what stands between two words.
func gap(s string, first bool) (c byte, wide, breaks bool) {
	switch {
	case s == "" && first:
		return 0, false, true
	case len(s) == 1:
		switch s[0] {
		case '\n', '\t':
			return ' ', false, false
		}
		return s[0], false, s[0] == ';' || s[0] == '('
	}
	t := strings.TrimSpace(s)
	lines := strings.Count(s, "\n")
	switch t {
	case "":
		return ' ', true, lines > 1
	case ",":
		return ',', false, lines > 1
	case ".":
		return '.', false, lines > 1
	case "'", "’":
		return '\'', false, false
	case "-", "–":
		return '-', false, false
	}
	return t[0], true, true
}

func (w *word) mean(text string) {
	if isDigit(w.low[0]) {
		w.number()
		return
	}
	m, ok := lexicon()[w.low]
	if !ok {
		return
	}
	// "may", "march", "august" and "mar" are words too: a month has a capital.
	if (m.class == month || m.class == weekday || m.class == holiday) && text[w.start] >= 'a' {
		return
	}
	w.class, w.n, w.s = m.class, m.n, m.s
}

// number reads digits with what is glued to them: 3rd, 1990s, 10am.
func (w *word) number() {
	i := 0
	for i < len(w.low) && isDigit(w.low[i]) {
		i++
	}
	if i > 6 {
		return
	}
	n, _ := strconv.Atoi(w.low[:i])
	switch rest := w.low[i:]; {
	case rest == "":
		w.n, w.class = n, digits
	case rest == "st" || rest == "nd" || rest == "rd" || rest == "th":
		w.n, w.class = n, ordinal
	case rest == "s" && n%10 == 0 && i == 4:
		w.n, w.class = n/10, decade
	case rest == "s" && n%10 == 0 && i == 2 && n >= 20:
		w.n, w.class = 190+n/10, decade
	case rest == "am" && n <= 12:
		w.n, w.class = n%12*60, clock
	case rest == "pm" && n <= 12:
		w.n, w.class = (n%12+12)*60, clock
	}
}

// letter returns the size of the letter or digit that s begins with, 0 for
// anything else.
func letter(s string) (size int, r rune) {
	if s == "" {
		return 0, 0
	}
	if c := s[0]; c < utf8.RuneSelf {
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || isDigit(c) {
			return 1, rune(c)
		}
		return 0, 0
	}
	r, size = utf8.DecodeRuneInString(s)
	if !unicode.IsLetter(r) {
		return 0, 0
	}
	return size, r
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// lower is strings.ToLower that does not allocate for lower-case ASCII.
func lower(s string) string {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= 'A' && c <= 'Z' || c >= 0x80 {
			return strings.ToLower(s)
		}
	}
	return s
}
