package syntax

import (
	"hash/maphash"
	"iter"

	"sayso/internal/nlp/net"
)

// What the network sees of a word depends on the word alone, and most words of
// a text have stood in it before. So the inputs of words seen last are kept, one
// for each place that a word's hash may point at; longer words are made anew.
const (
	knownWords = 1 << 11
	knownBytes = 23
)

// known is the inputs of words.
type known struct {
	seed   maphash.Seed
	words  []knownWord
	inputs []float32 // D for each of words
}

// knownWord is a short word without a pointer to the text that it stood in.
type knownWord struct {
	size  uint8 // 0 for none
	bytes [knownBytes]byte
}

// embed writes the network's input for a word, D wide.
func (s *space) embed(m *Model, word string, x []float32) {
	k := &s.known
	if len(word) == 0 || len(word) > knownBytes {
		s.maker.Reset()
		m.Embed(s.maker.Make(m.Words, word), x)
		return
	}
	if k.words == nil {
		k.seed, k.words, k.inputs = maphash.MakeSeed(), make([]knownWord, knownWords), make([]float32, knownWords*len(x))
	}
	at := int(maphash.String(k.seed, word) % knownWords)
	w, input := &k.words[at], k.inputs[at*len(x):(at+1)*len(x)]
	if int(w.size) != len(word) || string(w.bytes[:w.size]) != word {
		w.size = uint8(copy(w.bytes[:], word))
		s.maker.Reset()
		m.Embed(s.maker.Make(m.Words, word), input)
	}
	copy(x, input)
}

// Embed writes the network's input for a word, D wide.
func (w *Model) Embed(f net.Features, x []float32) {
	copy(x, w.Word.Row(int(f.Word)))
	x = x[w.Word.Cols:]
	if len(f.Grams) > 0 {
		net.MeanRows(x[:w.Gram.Cols], w.Gram.Data, f.Grams)
	} else {
		clear(x[:w.Gram.Cols])
	}
	x = x[w.Gram.Cols:]
	copy(x, w.Suffix.Row(int(f.Suffix)))
	x = x[w.Suffix.Cols:]
	copy(x, w.Caps.Row(int(f.Shape)))
	x = x[w.Caps.Cols:]
	clear(x)
	for r, share := range w.SenseRows(f) {
		net.Axpy(share, w.Sense.Row(int(r)), x)
	}
}

// SenseRows yields the rows of Sense that a word is made of, with their shares.
func (w *Model) SenseRows(f net.Features) iter.Seq2[int32, float32] {
	return func(yield func(int32, float32) bool) {
		for i, number := range [2]int32{f.Own, f.Stem} {
			base := int32(i * (w.Fields + 1))
			fields := w.Senses[number]
			if len(fields) == 0 && !yield(base, 1) {
				return
			}
			for _, k := range fields {
				if !yield(base+1+int32(k), 1/float32(len(fields))) {
					return
				}
			}
		}
	}
}
