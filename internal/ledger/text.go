package ledger

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sayso"
)

// Bounds on what a ledger repeats of the text beside what was read, in bytes.
const (
	maxContext   = 160      // the words before a claim, and those after it
	maxLead      = 240      // the opening words
	maxClaimText = 64 << 10 // each of source, cue and content; the text itself is kept whole
	maxSentence  = 400      // the words about the trigger of an event
)

// isPiece reports whether s can be cut from text without cutting a letter.
func isPiece(s sayso.Span, text string) bool {
	return s.Valid(len(text)) && atRune(text, s.Start) && atRune(text, s.End)
}

// atRune reports whether a letter begins at byte i, or the text ends there.
func atRune(text string, i int) bool { return i == len(text) || utf8.RuneStart(text[i]) }

// backToRune gives the last place at or before byte i at which a letter begins.
func backToRune(s string, i int) int {
	for i > 0 && i < len(s) && !utf8.RuneStart(s[i]) {
		i--
	}
	return i
}

// bounded gives the words of s, cut to maxClaimText: claims may lie inside
// each other, and each of them repeats its words.
func bounded(s sayso.Spans, text string) string {
	total := 0
	for _, p := range s {
		total += p.Len()
	}
	if total <= maxClaimText {
		return s.In(text)
	}
	var cut sayso.Spans
	left := maxClaimText
	for _, p := range s {
		if p.Len() > left {
			p.End = backToRune(text, p.Start+left)
		}
		cut = append(cut, p)
		if left -= p.Len(); left <= utf8.UTFMax {
			break
		}
	}
	return cut.In(text) + " …"
}

// before gives the words that lead up to byte i, at most maxContext bytes,
// from the start of a word on.
func before(text string, i int) string {
	from := max(0, i-maxContext)
	if from == 0 {
		return text[:i]
	}
	for from < i && !utf8.RuneStart(text[from]) {
		from++
	}
	s := text[from:i]
	if r, _ := utf8.DecodeLastRuneInString(text[:from]); unicode.IsSpace(r) {
		return s
	}
	if cut := strings.IndexFunc(s, unicode.IsSpace); cut >= 0 {
		_, n := utf8.DecodeRuneInString(s[cut:])
		return s[cut+n:]
	}
	return s
}

// after gives the words that follow byte i, at most maxContext bytes, to the
// end of a word.
func after(text string, i int) string { return wordsUpTo(text[i:], maxContext) }

// wordsUpTo gives the start of s, at most n bytes, to the end of a word.
func wordsUpTo(s string, n int) string {
	if len(s) <= n {
		return s
	}
	n = backToRune(s, n)
	if r, _ := utf8.DecodeRuneInString(s[n:]); unicode.IsSpace(r) {
		return s[:n]
	}
	if cut := strings.LastIndexFunc(s[:n], unicode.IsSpace); cut >= 0 {
		return s[:cut]
	}
	return s[:n]
}

// lead gives the opening words of the report, after its dateline, in one line.
func lead(a *sayso.Article) string {
	text := a.Text
	if d := a.Dateline; d != nil && d.Whole.Valid(len(text)) && d.Whole.Start <= maxLead && !d.Whole.Empty() && atRune(text, d.Whole.End) {
		text = text[d.Whole.End:]
	}
	// Leading space is no part of it, and a run of spaces counts as one.
	text = strings.TrimLeftFunc(text, unicode.IsSpace)
	text = text[:backToRune(text, min(len(text), 4*maxLead))]
	return wordsUpTo(strings.Join(strings.Fields(text), " "), maxLead)
}

// sentence is the words about a trigger, bounded.
func sentence(an *sayso.Analysis, e *sayso.Event, text string) string {
	at := e.Anchor.Cover()
	for _, s := range an.Sentences {
		if !s.Contains(sayso.Span{Start: at.Start, End: at.Start + 1}) {
			continue
		}
		if s.Len() > maxSentence {
			s = sayso.Span{Start: max(s.Start, at.Start-maxSentence/2), End: min(s.End, at.Start+maxSentence/2)}
			s.Start = backToRune(text, s.Start)
			for s.End < len(text) && !atRune(text, s.End) {
				s.End++
			}
		}
		return strings.Join(strings.Fields(s.In(text)), " ")
	}
	return ""
}

// OutletKey is what an outlet's name is known by: case, outer spaces and what nobody
// sees aside, such as letters that turn the direction of others.
func OutletKey(name string) string {
	return strings.ToLower(strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, name)))
}

// NameForms lists the forms of an actor's name, each once, the name itself first.
func NameForms(a *sayso.Actor) []string {
	forms := make([]string, 0, 1+len(a.Aliases))
	for _, s := range append([]string{a.Name}, a.Aliases...) {
		s = strings.Join(strings.Fields(s), " ")
		if s != "" && !slices.Contains(forms, s) {
			forms = append(forms, s)
		}
	}
	return forms
}
