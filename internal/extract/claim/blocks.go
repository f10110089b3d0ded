package claim

import (
	"strings"

	"sayso/nlp"
)

// Words that the layout gives to somebody, without marks or without a verb: a
// paragraph or a list behind "told the inquiry:", a post with its author's name
// and handle, "From the chairwoman:", and a quotation whose speaker is named in
// the sentence behind it ("Those were the words of …").

// Rules that read such layouts.
const (
	blockRule = "block"
	postRule  = "post"
	fromRule  = "from"
	wordsRule = "words-of"
)

const (
	// maxItem is how many tokens an item of a list has that goes on with words
	// announced by a colon.
	maxItem = 15
	// maxItems bounds such a list.
	maxItems = 12
	// maxFrom bounds the words between "From" and its colon.
	maxFrom = 10
	// maxTitles bounds the title words before a name behind a dash.
	maxTitles = 5
)

// blocks reads what stands behind a colon that ended a paragraph, where no marks
// follow: a block quotation, a list. It asks the promises that cues have left.
func (p *pass) blocks() {
	for _, a := range p.promises {
		k := p.d.ParagraphOf(a.at - 1)
		if k < 0 || k+1 >= len(p.d.Paragraphs) || a.at != p.d.Paragraphs[k].End || p.words[a.at-1].tag&colon == 0 || len(p.out) >= MaxClaims {
			continue
		}
		b := a.Attribution
		short := true
		for k++; k < len(p.d.Paragraphs) && len(b.Content) < maxItems; k++ {
			r := p.clear(p.d.Paragraphs[k])
			item := r.Len() <= maxItem && p.d.SentenceOf(r.First) == p.d.SentenceOf(max(r.First, r.End-1))
			if r.Len() == 0 || p.holdsQuote(r) || len(b.Content) > 0 && !(short && item) {
				break
			}
			short = item
			b.Content = append(b.Content, p.ended(r))
		}
		if len(b.Content) > 0 {
			b.Rule, b.Confidence, b.quotes = blockRule, 0.85, false
			p.add(b)
		}
	}
}

// holdsQuote reports whether a paragraph has an outer quotation of some length.
func (p *pass) holdsQuote(r nlp.Range) bool {
	for i := r.First; i < r.End; i++ {
		if q := p.quoteAt[i]; q > 0 && p.d.Quotes[q-1].Len() >= minSpeech {
			return true
		}
	}
	return false
}

// ended is a paragraph without its last full stop.
func (p *pass) ended(r nlp.Range) nlp.Range {
	if r.Len() > 1 && p.d.Word(r.End-1) == "." {
		r.End--
	}
	return r
}

// post reads a paragraph that ends in a dash, a name and a handle in brackets, as
// embedded posts do: "I leave today. — Inge Sol (@ingesol) February 11". What was
// posted stands before the dash, or in the paragraph before.
func (p *pass) post(k int) {
	r := p.clear(p.d.Paragraphs[k])
	for i := r.First; i+3 < r.End; i++ {
		if p.words[i].tag&dash == 0 || p.joined(i) {
			continue
		}
		open := i + 1
		for open < r.End && open-i <= maxLabel && p.words[open].tag&opener == 0 {
			open++
		}
		if open >= r.End-1 || open == i+1 || p.words[open].tag&opener == 0 || !p.handle(open+1) {
			continue
		}
		posted := nlp.Range{First: r.First, End: i}
		if i == r.First {
			if k == 0 {
				return
			}
			posted = p.ended(p.clear(p.d.Paragraphs[k-1]))
		}
		if posted.Len() < minSpeech {
			return
		}
		p.add(Attribution{Source: []nlp.Range{{First: i + 1, End: open}}, Cue: []nlp.Range{{First: i, End: i + 1}}, Content: []nlp.Range{posted}, Lemma: "—", Rule: postRule, Confidence: 0.9})
		return
	}
}

// handle reports whether a name in a network stands at token i.
func (p *pass) handle(i int) bool {
	return strings.HasPrefix(p.d.Word(i), "@") && (len(p.d.Word(i)) > 1 || p.joined(i+1))
}

// from reads a paragraph that only says from whom the quotation in the next one
// is: "And from Chairwoman Inge Valdez:".
func (p *pass) from(k int) {
	r := p.clear(p.d.Paragraphs[k])
	if k+1 >= len(p.d.Paragraphs) || r.Len() < 3 || p.words[r.End-1].tag&colon == 0 {
		return
	}
	i := r.First
	if p.words[i].tag&(and|but) != 0 {
		i++
	}
	next := p.clear(p.d.Paragraphs[k+1])
	if p.words[i].key != "from" || r.End-i > maxFrom || next.Len() == 0 || p.quoteAt[next.First] == 0 {
		return
	}
	src := nlp.Range{First: i + 1, End: r.End - 1}
	for t := src.First; t < src.End; t++ {
		if p.words[t].tag&(fin|aux|number|when) != 0 {
			return
		}
	}
	q := p.d.Quotes[p.quoteAt[next.First]-1].Range
	p.add(Attribution{Source: []nlp.Range{src}, Cue: []nlp.Range{{First: i, End: i + 1}}, Content: []nlp.Range{q}, Lemma: "from", Rule: fromRule, Confidence: 0.85})
}

// wordsOf reads a quotation whose speaker the sentence behind it names: "Those
// were the words of Tom Ash", "That is how Ines Rowe remembers the night".
func (p *pass) wordsOf(r nlp.Range) {
	r = p.clear(r)
	if r.Len() < minSpeech || p.quoteAt[r.First] == 0 {
		return
	}
	q := &p.d.Quotes[p.quoteAt[r.First]-1]
	i := q.End
	if q.First != r.First || !q.Closed || i+4 >= r.End || p.words[i+1].tag&be == 0 {
		return
	}
	s := nlp.Range{First: i, End: p.d.Sentence(i).End}
	a := Attribution{Content: []nlp.Range{q.Range}, Lemma: "word", Rule: wordsRule, Confidence: 0.85}
	switch first := p.words[i].key; {
	case (first == "those" || first == "these") && p.words[i+2].key == "the" && p.words[i+3].key == "words" && p.words[i+4].key == "of":
		src, ok := p.phraseAfter(i+5, s.End)
		if !ok {
			return
		}
		a.Source, a.Cue = []nlp.Range{p.withAsides(src, s)}, []nlp.Range{{First: i, End: i + 5}}
	case first == "that" && p.words[i+2].key == "how":
		src, ok := p.phraseAfter(i+3, s.End)
		if !ok || src.End >= s.End {
			return
		}
		src = p.withAsides(src, s)
		v := src.End
		if v >= s.End || p.words[v].tag&fin == 0 && p.d.Tokens[v].POS != "VERB" {
			return
		}
		a.Source, a.Cue = []nlp.Range{src}, []nlp.Range{{First: v, End: v + 1}}
		a.Lemma = p.d.Tokens[v].Lemma
	default:
		return
	}
	p.add(a)
}
