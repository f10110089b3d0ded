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
		k := l.closing(i+1, r.End)
		if k < r.End && l.ends(start, i, k, r) {
			dst = l.bounded(dst, nlp.Range{First: start, End: k})
			start = k
			i = k - 1
		}
	}
	return l.bounded(dst, nlp.Range{First: start, End: r.End})
}

// closing returns the end of the tokens from k on that still belong to the
// sentence before: closing marks that touch it, references ("[4]"), emoticons.
func (l *lexer) closing(k, end int) int {
	for k < end {
		t := l.tokens[k]
		switch m := l.marks[k]; {
		case t.Joined && (m == closer || m == quoteOut || m == stop):
			k++
			continue
		case m == opener && k+2 < end && l.marks[k+1] == number && l.marks[k+2] == closer && l.text[t.Start] == '[':
			k += 3
			continue
		case m == other && l.smiles(t):
			k++
			continue
		}
		break
	}
	return k
}

func (l *lexer) smiles(t nlp.Token) bool {
	return t.End-t.Start <= 3 && emoticon(l.text[t.Start:t.End]) > 0
}

// ends reports whether the sentence that began at token start ends with token
// i and the closing marks up to k, where the next one would begin.
func (l *lexer) ends(start, i, k int, r nlp.Range) bool {
	next := l.marks[k]
	if next == pause || next == closer || next == stop {
		return false
	}
	n := k // the first word of what follows
	for n+1 < r.End && (l.marks[n] == quoteIn || l.marks[n] == opener || l.marks[n] == ellipsis) {
		n++
	}
	c := l.text[l.tokens[n].Start]
	if l.tokens[k].Joined && (classes[c] == cLower || classes[c] == cDigit) {
		return false
	}
	closed := k > i+1
	switch l.marks[i] {
	case title:
		return false
	case initial:
		return l.starter(n) && (i == start || !isUpper(l.text[l.tokens[i-1].Start]))
	case abbrev:
		return l.starter(n) || next == quoteIn && isUpper(c)
	case ellipsis:
		return isUpper(c) && !l.tokens[k].Joined
	}
	if i == start+1 && start == r.First && l.marks[start] == number {
		return false // "2. Method"
	}
	if classes[c] == cLower {
		// Careless writing, or a rare abbreviation; questions and exclamations
		// often stand inside a sentence.
		return !closed && l.text[l.tokens[i].Start] == '.' && i > start && l.tokens[i-1].End-l.tokens[i-1].Start > 3
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
	return is(lower(&buf, l.text[t.Start:t.End]), starterWord)
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
