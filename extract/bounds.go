package extract

import (
	"fmt"
	"unicode/utf8"

	"sayso"
	"sayso/internal/nlp/encode"
	"sayso/internal/nlp/token"
)

// Bounds of what is read of one article. The text itself is kept whole, shown and
// found by its words; what stands behind the bounds gives no claims, and the
// analysis says so. Whatever a stage does with pairs, candidates or
// chains then has a bound too, whoever wrote the article.
const (
	// MaxTokens is how many words, marks included, are read: some eighty pages.
	MaxTokens = 40_000
	// MaxText is how many bytes are looked at for them.
	MaxText = 256 << 10
	// MaxEncoded is how many pieces of words an encoder reads, where one does: some
	// 18,000 words of prose. What stands behind them is read as by --reading quick.
	MaxEncoded = encode.MaxRead
	// MaxVectorText is how many bytes of what claims say get vectors: the claims
	// behind them are not found by what they say, only by their words.
	MaxVectorText = 128 << 10
)

// tooLong says what is left out. It is one sentence for all articles, so that they
// can be counted by it.
var tooLong = fmt.Sprintf("its end is not read: it has more than %d words or %d KB (extract.MaxTokens, extract.MaxText)", MaxTokens, MaxText>>10)

// lessExact says what is read without the encoder, for the same reason in one sentence.
var lessExact = fmt.Sprintf("behind its first %d pieces of words it is read as by --reading quick (extract.MaxEncoded)", MaxEncoded)

// within returns the article with as much of its text as is read, up to the end of
// a sentence, and in words what is left out; empty when nothing is.
func within(a *sayso.Article) (*sayso.Article, string) {
	if len(a.Text) <= MaxTokens { // no token is empty
		return a, ""
	}
	text := a.Text[:min(len(a.Text), MaxText)]
	if len(text) < len(a.Text) {
		for i := 0; i < utf8.UTFMax && !utf8.RuneStart(a.Text[len(text)]); i++ {
			text = text[:len(text)-1]
		}
	}
	d := token.Tokenize(text)
	if len(text) == len(a.Text) && len(d.Tokens) <= MaxTokens {
		return a, ""
	}
	end := 0
	for i, s := range d.Sentences {
		cut := i == len(d.Sentences)-1 && len(text) < len(a.Text)
		if s.End > MaxTokens || cut {
			break
		}
		end = d.Span(s).End
	}
	b := *a
	b.Text = a.Text[:end]
	b.Credits, b.Notes = nil, nil
	for _, c := range a.Credits {
		if c.Span.End <= end {
			b.Credits = append(b.Credits, c)
		}
	}
	for _, n := range a.Notes {
		if n.Span.End <= end && n.About.End <= end {
			b.Notes = append(b.Notes, n)
		}
	}
	if b.Dateline != nil && b.Dateline.Whole.End > end {
		b.Dateline = nil
	}
	return &b, tooLong
}
