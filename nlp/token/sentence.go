package token

import "sayso/nlp"

// sentences cuts the tokens of paragraph r and appends the sentences to dst.
//
// A sentence may end after a full stop, a question or exclamation mark, an
// ellipsis or an abbreviation; the closing brackets and quotation marks that
// touch it still belong to it. What stands before and behind decides.
func (l *lexer) sentences(dst []nlp.Range, r nlp.Range) []nlp.Range {
	start := r.First
	for i := r.First; i < r.End; i++ {
		switch l.marks[i] {
		case stop, ellipsis, abbrev, title, initial:
		default:
			continue
		}
		k := i + 1
		for k < r.End && l.tokens[k].Joined && (l.marks[k] == closer || l.marks[k] == quoteOut) {
			k++
		}
		if k < r.End && l.ends(i, k, r) {
			dst = l.bounded(dst, nlp.Range{First: start, End: k})
			start = k
			i = k - 1
		}
	}
	return l.bounded(dst, nlp.Range{First: start, End: r.End})
}

// ends reports whether a sentence ends with token i and the closing marks up
// to k, where the next one would begin.
func (l *lexer) ends(i, k int, r nlp.Range) bool {
	n := k // the first word of what follows
	for n+1 < r.End && (l.marks[n] == quoteIn || l.marks[n] == opener || l.marks[n] == ellipsis) {
		n++
	}
	t := l.tokens[n]
	c := l.text[t.Start]
	low := classes[c] == cLower
	switch l.marks[i] {
	case title:
		return false
	case initial:
		return false
	case abbrev:
		if low || l.marks[k] == pause || l.marks[k] == stop || l.marks[k] == closer {
			return false
		}
		return l.starter(n)
	case ellipsis:
		return isUpper(c) && !l.tokens[k].Joined
	}
	if l.marks[k] == pause || l.marks[k] == closer || l.marks[k] == stop {
		return false
	}
	if low {
		return false
	}
	return true
}

// starter reports whether the word at n often begins a sentence and seldom
// follows an abbreviation inside one.
func (l *lexer) starter(n int) bool {
	var buf [24]byte
	t := l.tokens[n]
	if !isUpper(l.text[t.Start]) {
		return false
	}
	switch string(lower(&buf, l.text[t.Start:t.End])) {
	case "the", "a", "an", "he", "she", "it", "they", "we", "i", "you", "this", "that", "these", "those", "there",
		"in", "on", "at", "but", "and", "for", "as", "when", "while", "if", "after", "before", "since", "his", "her", "its",
		"their", "our", "my", "what", "who", "why", "how", "where", "so", "not", "no", "yes", "with", "by", "some", "many", "most", "all", "one":
		return true
	}
	return false
}

// bounded appends s to dst, cut where it is longer than MaxSentenceTokens.
func (l *lexer) bounded(dst []nlp.Range, s nlp.Range) []nlp.Range {
	for s.Len() > MaxSentenceTokens {
		cut := s.First + MaxSentenceTokens
		for i := cut - 1; i > s.First+MaxSentenceTokens/2; i-- {
			if l.marks[i] == pause {
				cut = i + 1
				break
			}
		}
		for l.tokens[cut].Within && cut > s.First+1 {
			cut--
		}
		dst = append(dst, nlp.Range{First: s.First, End: cut})
		s.First = cut
	}
	return append(dst, s)
}
