// Package token cuts a text into the words of Universal Dependencies English,
// and finds its paragraphs, sentences and quotations.
//
// # Words
//
// Words follow the English Web Treebank and GUM (UD 2.x): punctuation stands
// by itself; contractions are multiword tokens whose parts are marked Within
// ("do" + "n't", "Ada" + "'s", "can" + "not"); hyphenated compounds are split
// ("twelve" "-" "year") save for bound prefixes ("non-profit") and telephone
// numbers; addresses, handles, times and abbreviations stay whole.
//
// # What always holds
//
// Tokens stand in text order and do not overlap. Between them is only white
// space, control characters and invisible format characters (Unicode Cc, Cf).
// Paragraphs tile the tokens, sentences tile the paragraphs, and no sentence
// parts the words of a multiword token. All of it holds for any bytes.
//
// # Cost
//
// One pass over the bytes and two over the tokens, whatever the text: nothing
// looks further than [MaxRun] bytes ahead inside a run without spaces.
package token

import "sayso/nlp"

const (
	// MaxRun bounds a run of bytes without white space, and so a token. A
	// longer run is cut there and its pieces are read one by one.
	MaxRun = 1024
	// MaxSentenceTokens bounds a sentence. A longer one is cut after the last
	// comma, semicolon, colon or dash in its second half, or else at the bound.
	MaxSentenceTokens = 256
	// MaxQuoteDepth bounds the nesting of quotations; marks that would open a
	// deeper one are passed over.
	MaxQuoteDepth = 6
)

// Tokenize reads text into tokens, paragraphs, sentences and quotations.
// It takes any bytes and never fails; invalid UTF-8 becomes tokens of its own.
func Tokenize(text string) *nlp.Doc {
	l := lexer{text: text, tokens: make([]nlp.Token, 0, len(text)/4+8)}
	l.marks = make([]mark, 0, cap(l.tokens))
	d := &nlp.Doc{Text: text}
	q := quoter{lexer: &l}
	lines := liner{text: text}
	for {
		start, end, ok := lines.next()
		if !ok {
			break
		}
		first := len(l.tokens)
		l.paragraph(start, end)
		r := nlp.Range{First: first, End: len(l.tokens)}
		if r.Len() == 0 {
			continue
		}
		d.Paragraphs = append(d.Paragraphs, r)
		q.paragraph(r)
		d.Sentences = l.sentences(d.Sentences, r)
	}
	d.Tokens = l.tokens
	d.Quotes = q.done
	return d
}

// mark is what kind of token the lexer made: what sentences and quotations
// are found by.
type mark uint8

const (
	word     mark = iota
	number        // begins with a digit
	abbrev        // a word that ends in its own full stop: "p.m."
	title         // an abbreviation that a name follows: "Sen."
	initial       // "J."
	stop          // "." "?" "!" and runs of them
	ellipsis      // "..." and "…"
	opener        // opening bracket
	closer        // closing bracket
	quoteAny      // straight double quotation mark
	quoteOne      // straight single quotation mark, an apostrophe by itself
	quoteIn       // opening quotation mark
	quoteOut      // closing quotation mark
	pause         // comma, semicolon, colon, dash
	other         // symbols and the rest
)

// lexer holds the tokens so far and what the next one depends on.
type lexer struct {
	text   string
	tokens []nlp.Token
	marks  []mark
	// end is where the current run without spaces stops.
	end int
	// barren is where the last vain search for an address stopped: another one
	// that begins before it would be as vain.
	barren int
	// single counts the single quotation marks open in this paragraph, which
	// decide whether an apostrophe after s closes a quotation.
	single int
}

// emit adds the token text[a:b].
func (l *lexer) emit(a, b int, m mark) {
	n := len(l.tokens)
	l.tokens = append(l.tokens, nlp.Token{Start: a, End: b, Head: -1, Joined: n > 0 && l.tokens[n-1].End == a})
	l.marks = append(l.marks, m)
}

// within adds text[a:b] as a later part of the multiword token before it.
func (l *lexer) within(a, b int) {
	l.emit(a, b, word)
	l.tokens[len(l.tokens)-1].Within = true
}

// paragraph reads text[i:end], run by run.
func (l *lexer) paragraph(i, end int) {
	l.single = 0
	for i < end {
		if n := gap(l.text[i:end]); n > 0 {
			i += n
			continue
		}
		l.end = i + run(l.text[i:end])
		for i < l.end {
			i = l.next(i)
		}
	}
}
