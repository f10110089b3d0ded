package when

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
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
	often          // s is the value of a SET: daily, weekly
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

// lexicon maps lower-case words to their meaning.
var lexicon = map[string]meaning{
	"monday": {weekday, 1, ""}, "tuesday": {weekday, 2, ""}, "wednesday": {weekday, 3, ""}, "thursday": {weekday, 4, ""},
	"friday": {weekday, 5, ""}, "saturday": {weekday, 6, ""}, "sunday": {weekday, 7, ""},
	"january": {month, 1, ""}, "february": {month, 2, ""}, "march": {month, 3, ""}, "april": {month, 4, ""}, "may": {month, 5, ""},
	"june": {month, 6, ""}, "july": {month, 7, ""}, "august": {month, 8, ""}, "september": {month, 9, ""},
	"october": {month, 10, ""}, "november": {month, 11, ""}, "december": {month, 12, ""},
	"jan": {month, 1, "."}, "feb": {month, 2, "."}, "mar": {month, 3, "."}, "apr": {month, 4, "."}, "jun": {month, 6, "."}, "jul": {month, 7, "."},
	"aug": {month, 8, "."}, "sept": {month, 9, "."}, "sep": {month, 9, "."}, "oct": {month, 10, "."}, "nov": {month, 11, "."}, "dec": {month, 12, "."},
	"spring": {season, 0, "SP"}, "summer": {season, 0, "SU"}, "fall": {season, 0, "FA"}, "autumn": {season, 0, "FA"}, "winter": {season, 0, "WI"},
	"second": {ordinal, 2, ""}, "seconds": {unit, 0, "TS"}, "minute": {unit, 0, "TM"}, "minutes": {unit, 0, "TM"}, "hour": {unit, 0, "TH"}, "hours": {unit, 0, "TH"},
	"day": {unit, 0, "D"}, "days": {unit, 0, "D"}, "week": {unit, 0, "W"}, "weeks": {unit, 0, "W"}, "month": {unit, 0, "M"}, "months": {unit, 0, "M"},
	"year": {unit, 0, "Y"}, "years": {unit, 0, "Y"}, "decade": {unit, 0, "E"}, "decades": {unit, 0, "E"}, "centuries": {unit, 0, "C"}, "century": {century, 0, "C"},
	"quarter": {quarter, 0, ""}, "quarters": {unit, 0, "Q"}, "weekend": {weekend, 0, ""}, "weekends": {often, 0, "XXXX-WXX-WE"}, "half": {half, 0, ""},
	"zero": {number, 0, ""}, "one": {number, 1, ""}, "two": {number, 2, ""}, "three": {number, 3, ""}, "four": {number, 4, ""}, "five": {number, 5, ""}, "six": {number, 6, ""},
	"seven": {number, 7, ""}, "eight": {number, 8, ""}, "nine": {number, 9, ""}, "ten": {number, 10, ""}, "eleven": {number, 11, ""}, "twelve": {number, 12, ""},
	"thirteen": {number, 13, ""}, "fourteen": {number, 14, ""}, "fifteen": {number, 15, ""}, "sixteen": {number, 16, ""}, "seventeen": {number, 17, ""},
	"eighteen": {number, 18, ""}, "nineteen": {number, 19, ""}, "twenty": {number, 20, ""}, "thirty": {number, 30, ""}, "forty": {number, 40, ""}, "fifty": {number, 50, ""},
	"sixty": {number, 60, ""}, "seventy": {number, 70, ""}, "eighty": {number, 80, ""}, "ninety": {number, 90, ""}, "hundred": {number, 100, ""}, "thousand": {number, 1000, ""},
	"several": {number, 0, "X"}, "few": {number, 0, "X"}, "many": {number, 0, "X"}, "couple": {number, 2, ""}, "dozen": {number, 12, ""}, "some": {number, 0, "X"},
	"first": {ordinal, 1, ""}, "third": {ordinal, 3, ""}, "fourth": {ordinal, 4, ""}, "fifth": {ordinal, 5, ""}, "sixth": {ordinal, 6, ""}, "seventh": {ordinal, 7, ""},
	"eighth": {ordinal, 8, ""}, "ninth": {ordinal, 9, ""}, "tenth": {ordinal, 10, ""}, "eleventh": {ordinal, 11, ""}, "twelfth": {ordinal, 12, ""},
	"twentieth": {ordinal, 20, ""}, "final": {ordinal, -1, ""},
	"today": {deictic, 0, ""}, "tonight": {deictic, 0, "NI"}, "yesterday": {deictic, -1, ""}, "tomorrow": {deictic, 1, ""}, "overnight": {deictic, 0, "NI"},
	"morning": {dayPart, 0, "MO"}, "afternoon": {dayPart, 0, "AF"}, "evening": {dayPart, 0, "EV"}, "night": {dayPart, 0, "NI"}, "noon": {dayPart, 0, "12:00"},
	"midday": {dayPart, 0, "12:00"}, "midnight": {dayPart, 0, "24:00"}, "dawn": {dayPart, 0, "MO"}, "daytime": {dayPart, 0, "DT"},
	"now": {vague, 0, "PRESENT_REF"}, "currently": {vague, 0, "PRESENT_REF"}, "nowadays": {vague, 0, "PRESENT_REF"}, "presently": {vague, 0, "PRESENT_REF"}, "current": {vague, 0, "PRESENT_REF"},
	"recently": {vague, 0, "PAST_REF"}, "recent": {vague, 0, "PAST_REF"}, "lately": {vague, 0, "PAST_REF"},
	"soon": {vague, 0, "FUTURE_REF"}, "future": {vague, 0, "FUTURE_REF"}, "shortly": {vague, 0, "FUTURE_REF"},
	"daily": {often, 0, "P1D"}, "nightly": {often, 0, "P1D"}, "weekly": {often, 0, "P1W"}, "biweekly": {often, 0, "P2W"}, "monthly": {often, 0, "P1M"}, "hourly": {often, 0, "PT1H"},
	"annual": {often, 0, "P1Y"}, "annually": {often, 0, "P1Y"}, "yearly": {often, 0, "P1Y"},
	"last": {shift, -1, ""}, "previous": {shift, -1, ""}, "preceding": {shift, -1, ""}, "prior": {shift, -1, ""}, "this": {shift, 0, ""}, "next": {shift, 1, ""}, "coming": {shift, 1, ""}, "upcoming": {shift, 1, ""}, "following": {shift, theFollowing, ""},
	"latest": {shift, theLatest, ""}, "same": {shift, theSame, ""}, "that": {shift, theSame, ""}, "past": {span, -1, ""},
	"early": {edge, 0, "START"}, "late": {edge, 0, "END"}, "mid": {edge, 0, "MID"}, "middle": {edge, 0, "MID"}, "beginning": {edge, 0, "START"}, "start": {edge, 0, "START"},
	"end": {edge, 0, "END"}, "earlier": {ago, -1, ""}, "later": {ago, 1, ""}, "ago": {ago, -1, "ago"}, "before": {ago, -1, ""}, "hence": {ago, 1, "ago"},
	"every": {every, 0, ""}, "each": {every, 0, ""},
	"a": {article, 1, "a"}, "an": {article, 1, "a"}, "the": {article, 0, "the"}, "its": {article, 0, "its"},
	"about": {approx, 0, ""}, "nearly": {approx, 0, ""}, "almost": {approx, 0, ""}, "around": {approx, 0, ""}, "roughly": {approx, 0, ""}, "approximately": {approx, 0, ""},
	"am": {meridiem, 0, ""}, "pm": {meridiem, 12, ""}, "fiscal": {fiscal, 0, ""}, "calendar": {fiscal, 0, ""}, "financial": {fiscal, 0, ""},
	"christmas": {holiday, 0, "12-25"}, "halloween": {holiday, 0, "10-31"},
	"of": {glue, 0, ""}, "and": {glue, 0, ""}, "in": {glue, 0, ""}, "to": {glue, 0, ""},
}

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
	m, ok := lexicon[w.low]
	if !ok {
		if n, found := strings.CutSuffix(w.low, "s"); found {
			if p := lexicon[n]; p.class == weekday {
				w.class, w.n, w.s = often, p.n, "XXXX-WXX-"+strconv.Itoa(p.n)
			}
		}
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
