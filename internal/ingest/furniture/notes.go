package furniture

import (
	"regexp"
	"strings"
	"unicode"

	"sayso"
)

// MaxNote is how many bytes a note about the article may have.
const MaxNote = 1500

// noteForms are the openings of paragraphs in which a publisher speaks of the
// article and not of the world.
var noteForms = []struct {
	kind sayso.NoteKind
	form *regexp.Regexp
}{
	{sayso.CorrectionNote, regexp.MustCompile(`(?i)^\W*(?:corrections?|corrected|erratum|amendment|korrektur|berichtigung|rectificatif|rectificación|corrección|correção|errata corrige)(?: (?:appended|added))?(?:,? (?:on )?\w{3,9}\.? \d{1,2}(?:,? \d{4})?|,? \d{1,2} \w{3,9}(?: \d{4})?)?\s*(?:\([^)]{0,60}\))?\s*(?:[:—–]|- )`)},
	{sayso.CorrectionNote, regexp.MustCompile(`(?i)^\W*(?:an?|the|this|due to an? .{0,60}, an?) (?:(?:earlier|previous|prior|original|initial|first|online|print|published) ){1,2}(?:version|edition|headline)s? (?:of|on|to|for) (?:this|the|our) (?:[\w-]+ )?(?:article|story|report|headline|post|piece|column|review|obituary|caption|item|graphic|page|dispatch)\b`)},
	{sayso.CorrectionNote, regexp.MustCompile(`(?i)^\W*this (?:[\w-]+ )?(?:article|story|report|headline|post|piece|column|review|obituary|caption|item|graphic)(?: (?:above|below))? (?:(?:has|have) (?:since )?been|was(?: later)?|is) (?:corrected|amended|changed|revised|edited|modified) (?:on|to|because|after|since|from|in order)\b`)},
	{sayso.CorrectionNote, regexp.MustCompile(`(?i)^\W*this (?:article|story|report|headline|post|piece) (?:originally|previously|initially|earlier|incorrectly|mistakenly|wrongly) (?:said|stated|misstated|reported|misidentified|misspelled|gave|listed|identified|referred)\b`)},
	{sayso.CorrectionNote, regexp.MustCompile(`(?i)^\W*(?:corrects|refiles to correct|in einer früheren (?:version|fassung)|une version (?:précédente|antérieure) de cet article|una versión anterior de este artículo|uma versão anterior desta)\b`)},
	{sayso.ClarificationNote, regexp.MustCompile(`(?i)^\W*clarifications?(?:,? (?:on )?\w{3,9}\.? \d{1,2}(?:,? \d{4})?)?\s*(?:[:—–]|- )|^\W*this (?:article|story|report|headline|post) (?:has been|was) clarified\b`)},
	{sayso.UpdateNote, regexp.MustCompile(`(?i)^\W*this (?:[\w-]+ )?(?:article|story|report|headline|post|piece) (?:has been|was|is being|will be)(?: last)? updated\b`)},
	{sayso.EditorNote, regexp.MustCompile(`(?i)^\W*(?:editor['’]?s['’]? note|note to (?:readers|editors)|anmerkung der redaktion|anm\. d\. red\.|note de la rédaction|ndlr|nota (?:del editor|de la redacción|da redação))\s*(?:[:—–.]|- )`)},
}

// note looks for what a paragraph says about the article.
func (f *Furniture) note(text string, s sayso.Span) {
	if s.Len() > MaxNote {
		return
	}
	line := s.In(text)
	for _, n := range noteForms {
		if n.form.MatchString(line) {
			f.Notes = append(f.Notes, sayso.Note{Kind: n.kind, Text: line, Span: s})
			return
		}
	}
}

const (
	// tellingLength is how many letters a word has that tells what a note is about.
	tellingLength = 5
	// minTelling is how many such words a note shares with the paragraph that it
	// corrects.
	minTelling = 3
	// maxNotes is how many notes are tied to a paragraph.
	maxNotes = 10
)

// tie finds the paragraph that each note is about: the one that shares most of
// its words, figures among them, where there is one alone.
func (f *Furniture) tie(text string) {
	for i := range f.Notes {
		n := &f.Notes[i]
		if i == maxNotes {
			return
		}
		of := telling(n.Text)
		best, second := minTelling-1, 0
		for s := range lines(text) {
			if f.isNote(s) {
				continue
			}
			shared := 0
			for w := range telling(s.In(text)) {
				if of[w] {
					shared++
				}
			}
			switch {
			case shared > best:
				n.About, second, best = s, best, shared
			case shared > second:
				second = shared
			}
		}
		if second == best {
			n.About = sayso.Span{}
		}
	}
}

func (f *Furniture) isNote(s sayso.Span) bool {
	for i := range f.Notes {
		if f.Notes[i].Span == s {
			return true
		}
	}
	return false
}

// telling are the words of a text that are long, and its figures.
func telling(s string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if len(w) >= tellingLength || w[0] >= '0' && w[0] <= '9' {
			out[strings.ToLower(w)] = true
		}
	}
	return out
}
