package encode

import (
	"unicode"
	"unicode/utf8"

	"sayso/nlp"
)

// # A document for the heads
//
// A document goes through the network in windows of whole sentences, of at most
// [MaxWindow] pieces; a sentence that is longer is cut. So each piece is seen
// once, and time is linear in the text. What the pieces lost of the text (they
// are lower-cased) and what the stages before know comes in again as signs.

const (
	// MaxWindow is the number of pieces of a document's window, the two at its
	// ends included. Attention costs as much again for each piece of a window.
	MaxWindow = 128
	// Signs is the number of signs that a piece may have, and SignsEach how many
	// each has: how its word is written, its part of speech, and whether it
	// stands in a quotation.
	Signs     = ofShape + ofTag + ofQuote
	SignsEach = 3

	ofShape, ofTag, ofQuote = 8, 18, 2
)

// Sheet is a document laid out for the heads. It is used over and over.
type Sheet struct {
	Windows []SheetWindow
	IDs     []int32            // pieces of all windows, the two at the ends of each among them
	Signs   [][SignsEach]uint8 // of each piece
	Rows    []int32            // of each token, the piece that it begins with; -1 for none
	cutter  cutter
}

// SheetWindow is the pieces From to To, that see each other.
type SheetWindow struct{ From, To int }

// Lay lays d out. It needs tokens, sentences, quotations and tags.
func (e *Encoder) Lay(d *nlp.Doc, s *Sheet) {
	s.Windows, s.IDs, s.Signs, s.Rows = s.Windows[:0], s.IDs[:0], s.Signs[:0], s.Rows[:0]
	if len(d.Tokens) == 0 {
		return
	}
	quoted := insideQuotes(d)
	for _, r := range d.Sentences {
		if r.Len() > 0 {
			s.sentence(e.words, d, r, quoted)
		}
	}
	s.close(e.words)
}

// sentence adds the pieces of one sentence, to the open window where they fit.
func (s *Sheet) sentence(v *vocabulary, d *nlp.Doc, r nlp.Range, quoted []bool) {
	span := d.Span(r)
	pieces := v.cut(d.Text[span.Start:span.End], &s.cutter)
	if n := len(s.Windows); n > 0 && len(s.IDs)-s.Windows[n-1].From+len(pieces)+1 > MaxWindow {
		s.close(v)
	}
	token := r.First
	for k := range pieces {
		start := span.Start + pieces[k].Start
		for token+1 < r.End && d.Tokens[token].End <= start {
			token++
		}
		s.add(v, pieces[k].ID, signsOf(d, token, token == r.First, quoted[token]))
		// The piece begins every token that starts before it ends, and has no row yet.
		for len(s.Rows) < r.End && d.Tokens[len(s.Rows)].Start < span.Start+pieces[k].End {
			s.Rows = append(s.Rows, int32(len(s.IDs)-1))
		}
	}
	for len(s.Rows) < r.End {
		s.Rows = append(s.Rows, -1)
	}
}

// add puts in a piece, into a new window where none is open.
func (s *Sheet) add(v *vocabulary, id int32, signs [SignsEach]uint8) {
	n := len(s.Windows)
	if n > 0 && len(s.IDs)-s.Windows[n-1].From+1 >= MaxWindow {
		s.close(v)
	}
	if n == 0 || s.Windows[n-1].To > 0 {
		s.Windows = append(s.Windows, SheetWindow{From: len(s.IDs)})
		s.put(v.first, [SignsEach]uint8{})
	}
	s.put(id, signs)
}

func (s *Sheet) put(id int32, signs [SignsEach]uint8) {
	for i, first := range [SignsEach]uint8{0, ofShape, ofShape + ofTag} {
		signs[i] += first
	}
	s.IDs, s.Signs = append(s.IDs, id), append(s.Signs, signs)
}

// close ends the open window, if there is one.
func (s *Sheet) close(v *vocabulary) {
	if n := len(s.Windows); n > 0 && s.Windows[n-1].To == 0 {
		s.put(v.last, [SignsEach]uint8{})
		s.Windows[n-1].To = len(s.IDs)
	}
}

// within returns how many tokens stand in the first sentences, as far as these have at
// most most pieces, and how many pieces that is.
func (s *Sheet) within(d *nlp.Doc, most int) (tokens, pieces int) {
	if len(s.IDs) <= most {
		return len(d.Tokens), len(s.IDs)
	}
	for _, r := range d.Sentences {
		end := pieces
		for i := r.First; i < r.End; i++ {
			end = max(end, int(s.Rows[i])+1)
		}
		if end > most {
			break
		}
		tokens, pieces = r.End, end
	}
	return tokens, pieces
}

// insideQuotes tells of each token whether it stands in a quotation.
func insideQuotes(d *nlp.Doc) []bool {
	in := make([]bool, len(d.Tokens))
	for _, q := range d.Quotes {
		for i := max(q.First, 0); i < min(q.End, len(in)); i++ {
			in[i] = true
		}
	}
	return in
}

// tagOf numbers the parts of speech, from 1 on.
var tagOf = map[string]uint8{"ADJ": 1, "ADP": 2, "ADV": 3, "AUX": 4, "CCONJ": 5, "DET": 6, "INTJ": 7, "NOUN": 8, "NUM": 9, "PART": 10,
	"PRON": 11, "PROPN": 12, "PUNCT": 13, "SCONJ": 14, "SYM": 15, "VERB": 16, "X": 17}

// signsOf are the signs of token i's pieces.
func signsOf(d *nlp.Doc, i int, first, quoted bool) [SignsEach]uint8 {
	out := [SignsEach]uint8{shapeOf(d.Word(i), first), tagOf[d.Tokens[i].POS]}
	if quoted {
		out[2] = 1
	}
	return out
}

// The shapes of words; 0 is for what is no word.
const (
	shapeLower = iota + 1
	shapeCapital
	shapeCapitals
	shapeMixed
	shapeDigits
	shapeOther
	shapeFirst // a capital at the start of a sentence
)

func shapeOf(word string, first bool) uint8 {
	var lower, upper, digit bool
	for _, r := range word {
		lower, upper, digit = lower || unicode.IsLower(r), upper || unicode.IsUpper(r), digit || unicode.IsDigit(r)
	}
	r, n := utf8.DecodeRuneInString(word)
	switch {
	case digit:
		return shapeDigits
	case !lower && !upper:
		return shapeOther
	case !upper:
		return shapeLower
	case !lower && n < len(word):
		return shapeCapitals
	case !unicode.IsUpper(r) || lower && capitals(word) > 1:
		return shapeMixed
	case first:
		return shapeFirst
	}
	return shapeCapital
}

func capitals(word string) (n int) {
	for _, r := range word {
		if unicode.IsUpper(r) {
			n++
		}
	}
	return n
}
