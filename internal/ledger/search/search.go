// Package search says what a search string asks for, as a small tree that each
// ledger renders in its own query language.
//
//	harbour strike            both words, in any order, in any of their forms
//	"was late"                the words stand together
//	satellit*                 all words that begin so
//	strike OR walkout         either
//	harbour -strike           without the word; NOT strike says the same
//	(strike OR walkout) port  brackets hold together
//	stance:denies             a property; a value of several words stands in
//	                          quotation marks: outlet:"Daily Bell"
//
// OR binds weaker than words that stand side by side. OR, AND and NOT are
// operators in capital letters alone; AND between two words says what is meant
// without it. Marks that mean nothing here are left out, as the ledger's index
// leaves them out.
package search

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Bounds on what a person may type.
const (
	MaxLength = 4096 // bytes of a search string
	MaxTerms  = 64   // words, phrases and properties in it
	MaxDepth  = 16   // brackets, and NOTs, inside each other
	// minPrefix is how many bytes must stand before a *. Shorter ones would
	// join the lists of half the words there are: "a*" is searched as "a".
	minPrefix = 3
)

// Search is what is looked for: All, Any, Not, Term or Filter.
type Search interface{ isSearch() }

type (
	// All holds where each of two or more holds.
	All []Search
	// Any holds where at least one of two or more holds.
	Any []Search
	// Not holds where what is inside does not.
	Not struct{ Search }
	// Term is words that stand together: a single one, or a phrase. They are
	// letters, digits and marks, as typed, with one space between words.
	Term struct {
		Words  string
		Prefix bool // the last word may go on
		Exact  bool // it stood in quotation marks: no other form of it is meant
	}
	// Filter holds where a property has a value.
	Filter struct {
		Field Field
		Value string
		// At is the moment that Before and After mean: what lies before it, and what
		// lies at it or later.
		At time.Time
	}
)

func (All) isSearch()    {}
func (Any) isSearch()    {}
func (Not) isSearch()    {}
func (Term) isSearch()   {}
func (Filter) isSearch() {}

// Names reads words of a name: words, phrases and prefixes that must all occur.
// Nothing has a meaning of its own besides, and what is over the bounds is left
// out of the search.
func Names(typed string) []Term {
	if len(typed) > MaxLength {
		typed = typed[:MaxLength]
	}
	var out []Term
	l := lexer{rest: typed}
	for len(out) < MaxTerms {
		t, ok := l.term()
		if !ok {
			break
		}
		if t.Words != "" {
			out = append(out, t)
		}
	}
	return out
}

// lexer reads terms from what is left of a string.
type lexer struct{ rest string }

// term reads the next word or phrase; one without letters has no Words.
func (l *lexer) term() (Term, bool) {
	l.rest = strings.TrimLeftFunc(l.rest, unicode.IsSpace)
	if l.rest == "" {
		return Term{}, false
	}
	if phrase, ok := l.phrase(); ok {
		phrase.Exact = true
		return phrase, true
	}
	word := l.upTo(func(r rune) bool { return isQuote(r) || unicode.IsSpace(r) })
	return newTerm(word, strings.HasSuffix(word, "*")), true
}

// phrase reads words in quotation marks, where the string begins with one. A
// phrase that is never closed goes on to the end.
func (l *lexer) phrase() (Term, bool) {
	r, size := utf8.DecodeRuneInString(l.rest)
	if !isQuote(r) {
		return Term{}, false
	}
	l.rest = l.rest[size:]
	words := l.upTo(isQuote)
	_, size = utf8.DecodeRuneInString(l.rest)
	l.rest = l.rest[size:]
	return newTerm(words, strings.HasPrefix(l.rest, "*")), true
}

// upTo cuts off what stands before the first letter that ends it.
func (l *lexer) upTo(ends func(rune) bool) string {
	i := strings.IndexFunc(l.rest, ends)
	if i < 0 {
		i = len(l.rest)
	}
	s := l.rest[:i]
	l.rest = l.rest[i:]
	return s
}

func isQuote(r rune) bool {
	return r == '"' || r == '“' || r == '”' || r == '„' || r == '«' || r == '»'
}

func newTerm(s string, prefix bool) Term {
	words := searchable(s)
	last := words[strings.LastIndexByte(words, ' ')+1:]
	return Term{Words: words, Prefix: prefix && len(last) >= minPrefix}
}

// searchable keeps the letters, digits and marks of a term, with one space for
// each run of anything else, as an index of words will see it.
func searchable(term string) string {
	var b strings.Builder
	gap, some := false, false
	for _, r := range term {
		if !isLetter(r) {
			gap = true
			continue
		}
		if gap && b.Len() > 0 {
			b.WriteByte(' ')
		}
		gap = false
		some = some || !unicode.IsMark(r)
		b.WriteRune(r)
	}
	if !some {
		return ""
	}
	return b.String()
}

func isLetter(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) || unicode.Is(unicode.Co, r))
}

// Keep gives what is left of a search when those properties are taken out that
// hold for all of it and that take says are seen to otherwise; nil for nothing.
func Keep(s Search, take func(Filter) bool) Search {
	all, ok := s.(All)
	if !ok {
		all = All{s}
	}
	var left All
	for _, x := range all {
		if f, ok := x.(Filter); !ok || !take(f) {
			left = append(left, x)
		}
	}
	return join(left, func() Search { return left })
}
