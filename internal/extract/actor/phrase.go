package actor

import (
	"strings"

	"sayso/internal/lang/en"
	"sayso/nlp"
)

// pos returns the part of speech of token i; empty outside the text.
func (c *casting) pos(i int) string {
	if i < 0 || i >= len(c.d.Tokens) {
		return ""
	}
	return c.d.Tokens[i].POS
}

// noun reports whether token i may stand by itself for a thing.
func (c *casting) noun(i int) bool { p := c.pos(i); return p == "NOUN" || p == "PROPN" }

// proper reports whether token i is a proper noun, by its capital where no
// tagger has spoken.
func (c *casting) proper(i int) bool {
	if p := c.pos(i); p != "" {
		return p == "PROPN"
	}
	w := c.d.Word(i)
	return w[0] >= 'A' && w[0] <= 'Z'
}

// top returns the token that a phrase stands by in the tree: the leftmost one
// whose head lies outside; -1 for none.
func (c *casting) top(r nlp.Range) int {
	for i := r.First; i < r.End; i++ {
		if t := &c.d.Tokens[i]; t.Rel != "punct" && !r.Contains(t.Head) {
			return i
		}
	}
	return -1
}

// trim cuts marks, possessive endings and asides' commas from both ends.
func (c *casting) trim(r nlp.Range) nlp.Range {
	for r.Len() > 0 {
		switch c.word(r.End - 1) {
		case ",", "'s", "'", "-", "–", "—", "―", ":", "”", "\"", ";", ".", ")":
			r.End--
			continue
		}
		break
	}
	r = c.timeless(c.undated(r))
	for r.Len() > 0 {
		switch c.word(r.First) {
		case ",", "“", "\"", "both", "-", "–", "—", "―", "•", "*", "and", "but":
			r.First++
			continue
		}
		break
	}
	return r
}

// undated cuts the dateline that opens a paragraph off a phrase: "TARNOW — Ada
// Brenn".
func (c *casting) undated(r nlp.Range) nlp.Range {
	for i := r.First + 1; i < min(r.End-1, r.First+maxDateline); i++ {
		if w := c.word(i); w != "—" && w != "–" && w != "--" && w != "-" || c.d.Tokens[i].Joined {
			continue
		}
		if w := c.d.Word(r.First); len(w) > 1 && w == strings.ToUpper(w) {
			r.First = i + 1
		}
		break
	}
	return r
}

// maxDateline bounds the words of a dateline before its dash.
const maxDateline = 10

// timeless cuts the time that the tagger left behind a phrase: "Brenn last
// year".
func (c *casting) timeless(r nlp.Range) nlp.Range {
	end := r.End
	for end-1 > r.First {
		w := c.word(end - 1)
		switch {
		case timeWord(w) && c.nameAt[end-1] == 0:
			end--
			continue
		case is(w, beforeTime) && end < r.End:
			end--
			continue
		}
		break
	}
	r.End = end
	return r
}

// timeWord reports whether a word tells a day or a stretch of time.
func timeWord(w string) bool { return is(w, timeNoun) || en.Is(w, en.Weekday) }

// conjuncts parts "A and B", "A, B and C" where each is somebody by itself:
// the first begins with a name or ends in one before any preposition.
func (c *casting) conjuncts(r nlp.Range) []nlp.Range {
	and := -1
	for i := r.First + 1; i < r.End-1; i++ {
		if w := c.word(i); (w == "and" || w == "&") && c.nameAt[i] == 0 {
			and = i
			break
		}
		if isRelative(c.word(i)) && c.word(i) != "that" {
			break
		}
	}
	if and < 0 {
		return []nlp.Range{r}
	}
	left, right := nlp.Range{First: r.First, End: and}, nlp.Range{First: and + 1, End: r.End}
	if !c.selfStanding(right) {
		return []nlp.Range{r}
	}
	if h, at := c.head(left); h.kind == personHead && at == and-1 && c.word(left.First) == "the" {
		return []nlp.Range{left, right} // "the star and her husband Bo Lund"
	}
	// Commas before the "and" part a list, or close an apposition.
	var out []nlp.Range
	start, aside := left.First, false
	for i := left.First; i <= left.End; i++ {
		if i < left.End && c.word(i) != "," {
			continue
		}
		switch piece := (nlp.Range{First: start, End: i}); {
		case piece.Len() <= 0:
		case c.selfStanding(piece) && !isArticle(c.word(start)) || len(out) == 0 && c.selfStanding(piece):
			out = append(out, piece)
		case len(out) == 0:
			return []nlp.Range{r}
		default:
			out[len(out)-1].End, aside = i, true
		}
		start = i + 1
	}
	if len(out) == 0 || aside && c.word(and-1) != "," {
		return []nlp.Range{r}
	}
	return append(out, right)
}

// selfStanding reports whether a conjunct has a name for its head.
func (c *casting) selfStanding(r nlp.Range) bool {
	for i := r.First; i < r.End; i++ {
		switch w := c.word(i); {
		case c.nameAt[i] > 0:
			n := c.d.Names[c.nameAt[i]-1]
			switch next := c.word(n.End); {
			case n.End >= r.End:
				return true
			case next == "," || next == "(" || isPreposition(next) || isRelative(next):
				return true
			}
			i = n.End - 1
		case isPreposition(w):
			return false
		}
	}
	return false
}

// core parts a noun phrase from its asides: up to the first comma, dash or
// bracket, and relative pronoun.
func (c *casting) core(r nlp.Range) (core, rest nlp.Range) {
	for i := r.First + 1; i < r.End; i++ {
		switch w := c.word(i); {
		case w == "," && i+1 < r.End:
			return nlp.Range{First: r.First, End: i}, nlp.Range{First: i + 1, End: r.End}
		case w == "(" || w == "–" || w == "—" || isRelative(w) && c.pos(i) != "DET":
			return nlp.Range{First: r.First, End: i}, nlp.Range{}
		}
	}
	return r, nlp.Range{}
}

// head finds the noun that a phrase stands by: the last one before a
// preposition, or the one that the tree has for its top.
func (c *casting) head(r nlp.Range) (head, int) {
	end := r.End
	for i := r.First + 1; i < r.End; i++ {
		if c.nameAt[i] == 0 && (isPreposition(c.word(i)) || c.pos(i) == "VERB" && c.d.Tokens[i].Rel == "acl") {
			end = i
			break
		}
	}
	for end-1 > r.First && (c.word(end-1) == "'s" || c.word(end-1) == "'") {
		end--
	}
	if t := c.top(r); t >= r.First && c.noun(t) && c.nameAt[t] == 0 {
		if h := c.heads.of(c.word(t)); h.kind != noHead {
			end = max(end, t+1)
			if h.kind == orgHead && c.word(t-1) == "news" {
				h.kind = mediaHead
			}
			return c.partitive(h, t, end, r)
		}
	}
	for i := end - 1; i >= r.First; i-- {
		if c.nameAt[i] > 0 {
			break
		}
		if h := c.heads.of(c.word(i)); h.kind != noHead && (h.kind == groupHead || c.nounLike(i, i == end-1 && i > r.First)) {
			if h.kind == orgHead && i > r.First && c.word(i-1) == "news" {
				h.kind = mediaHead
			}
			return c.partitive(h, i, end, r)
		}
		if c.noun(i) || i < end-2 {
			break
		}
	}
	if last := r.End - 1; end < r.End && c.title(last) && c.nameAt[last-1] > 0 {
		return c.heads.of(c.word(last)), last // "a Bureau of Tides spokesman"
	}
	return head{}, end - 1
}

// nounLike reports whether token i may be a noun: by its tag, or as an adjective
// that ends its phrase ("the military").
func (c *casting) nounLike(i int, last bool) bool {
	return c.noun(i) || c.pos(i) == "" || last && c.pos(i) == "ADJ"
}

// partitive looks through "a dozen of", "a group of": the phrase stands for
// those that follow.
func (c *casting) partitive(h head, at, end int, r nlp.Range) (head, int) {
	if end >= r.End || c.word(end) != "of" || h.kind != groupHead && h.kind != orgHead || !measures(c.word(at)) {
		return h, at
	}
	for i := end + 1; i < r.End && i-end < 6; i++ {
		if c.nameAt[i] == 0 && c.noun(i) && !c.noun(i+1) {
			if x := c.heads.of(c.word(i)); x.kind != noHead {
				return head{x.kind, true}, at
			}
			break
		}
	}
	return h, at
}

func measures(w string) bool {
	return is(w, measureWord)
}

// antecedent returns the noun phrase that a relative pronoun at i hangs on.
func (c *casting) antecedent(i int) (nlp.Range, bool) {
	s := c.d.Sentence(i)
	end := i
	if c.word(end-1) == "," {
		end--
	}
	if end <= s.First {
		return nlp.Range{}, false
	}
	first, more := end, true
	for more && first > s.First && end-first < maxAntecedent {
		first, more = c.widen(first, s)
	}
	// An apposition before "who": the name before the comma is meant.
	if first > s.First+1 && c.word(first-1) == "," && c.nameAt[first-2] > 0 && isArticle(c.word(first)) {
		first = c.d.Names[c.nameAt[first-2]-1].First
	}
	if first >= end {
		return nlp.Range{}, false
	}
	return nlp.Range{First: first, End: end}, true
}

// maxAntecedent bounds the words of what a relative pronoun hangs on.
const maxAntecedent = 14

// widen takes the word before first, or the name that it ends, into a noun phrase
// that begins there; false where the phrase begins with it, or behind it.
func (c *casting) widen(first int, s nlp.Range) (int, bool) {
	binds := func(w string) bool { return w == "of" || w == "at" || w == "for" }
	switch w := c.word(first - 1); {
	case c.nameAt[first-1] > 0:
		first = max(s.First, c.d.Names[c.nameAt[first-1]-1].First)
		p := c.word(first - 1)
		return first, p != "," && (!isPreposition(p) || binds(p))
	case isArticle(w) || isPossessive(w):
		return first - 1, binds(c.word(first - 2))
	case w == "," || w == "and":
		return first, false
	case c.titleWord(first - 1), binds(w), w == "'s", w == "some", w == "many", w == "those":
		return first - 1, true
	}
	return first, false
}

// describe is the words of a phrase as a description: its article in lower
// case, whatever the sentence's first letter.
func (c *casting) describe(r nlp.Range) string {
	text := c.d.Words(r)
	w := c.d.Word(r.First)
	if c.nameAt[r.First] > 0 || c.pos(r.First) == "PROPN" || !ascii(w) && w != "A" || len(w) > 1 && strings.ToUpper(w) == w && !isArticle(c.word(r.First)) {
		return text
	}
	return strings.ToLower(w) + text[len(w):]
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}
