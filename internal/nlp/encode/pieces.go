package encode

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// # Pieces of words
//
// The encoder knows 30,522 pieces of words (WordPiece, Wu et al. 2016, as BERT
// cuts them). A text is lowered, accents are taken off, and it is divided at
// spaces and around punctuation; each word is then cut greedily: the longest
// piece that the vocabulary holds, then the longest that goes on from there
// ("##ing"). A word that cannot be cut so is one unknown piece.
//
// Each piece keeps the bytes of the text that it came from. A character that is
// dropped (an accent of its own, a control character) belongs to no piece.

const (
	// maxWord is the length of a word, in characters, above which BERT does not
	// look it up.
	maxWord = 100

	unknownPiece = "[UNK]"
	firstPiece   = "[CLS]"
	lastPiece    = "[SEP]"
)

// Piece is one piece of a word.
type Piece struct {
	ID         int32
	Start, End int // bytes of the text
	// Inside is set when the piece goes on from the one before it.
	Inside bool
}

// vocabulary finds pieces by their letters: a hash table with open addressing,
// which is made in a millisecond.
type vocabulary struct {
	pieces               [][]byte
	slots                []int32 // index of a piece plus one; 0 for none
	unknown, first, last int32
}

// newVocabulary takes lines, one piece each. It reports false when a piece that
// every text needs is not among them.
func newVocabulary(lines []byte) (*vocabulary, bool) {
	v := &vocabulary{pieces: bytes.Split(bytes.TrimSuffix(lines, []byte("\n")), []byte("\n"))}
	size := 1
	for size < 2*len(v.pieces) {
		size *= 2
	}
	v.slots = make([]int32, size)
	for i, p := range v.pieces {
		h := hash(false, p)
		for v.slots[h&uint32(size-1)] != 0 {
			h++
		}
		v.slots[h&uint32(size-1)] = int32(i + 1)
	}
	v.unknown, v.first, v.last = v.find(false, []byte(unknownPiece)), v.find(false, []byte(firstPiece)), v.find(false, []byte(lastPiece))
	return v, v.unknown >= 0 && v.first >= 0 && v.last >= 0
}

// hash is FNV-1a of a piece's letters, with "##" before them inside a word.
func hash(inside bool, letters []byte) uint32 {
	h := uint32(2166136261)
	if inside {
		for range 2 {
			h = (h ^ '#') * 16777619
		}
	}
	for _, c := range letters {
		h = (h ^ uint32(c)) * 16777619
	}
	return h
}

// find returns the piece of these letters; -1 for none.
func (v *vocabulary) find(inside bool, letters []byte) int32 {
	mask := uint32(len(v.slots) - 1)
	for h := hash(inside, letters) & mask; v.slots[h] != 0; h = (h + 1) & mask {
		p := v.pieces[v.slots[h]-1]
		if inside {
			if !bytes.HasPrefix(p, []byte("##")) {
				continue
			}
			p = p[2:]
		}
		if bytes.Equal(p, letters) {
			return v.slots[h] - 1
		}
	}
	return -1
}

// cutter cuts one text after the other.
type cutter struct {
	*vocabulary
	out   []Piece
	word  []byte // the letters of the word at hand, lowered
	from  []int  // for each of its bytes, where its character starts in the text
	to    []int  // and ends
	chars int
	small [16]byte
}

// cut returns the pieces of a text, which hold until c cuts another one.
func (v *vocabulary) cut(text string, c *cutter) []Piece {
	c.vocabulary, c.out = v, c.out[:0]
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		c.character(r, i, i+n)
		i += n
	}
	c.flush()
	return c.out
}

// character takes up a character at from to to.
func (c *cutter) character(r rune, from, to int) {
	switch {
	case r < utf8.RuneSelf && (r >= 'a' && r <= 'z' || r >= '0' && r <= '9'):
		c.letter(r, from, to)
	case unicode.IsSpace(r):
		c.flush()
	case r == 0 || r == utf8.RuneError || unicode.In(r, unicode.C):
		// no part of the text
	case alone(r):
		c.flush()
		c.letter(r, from, to)
		c.flush()
	default:
		c.lower(r, from, to)
	}
}

// lower takes up a letter without its accents, in lower case.
func (c *cutter) lower(r rune, from, to int) {
	if r < utf8.RuneSelf {
		c.letter(unicode.ToLower(r), from, to)
		return
	}
	for _, d := range string(norm.NFD.AppendString(c.small[:0], string(r))) {
		if !unicode.Is(unicode.Mn, d) {
			c.letter(unicode.ToLower(d), from, to)
		}
	}
}

func (c *cutter) letter(r rune, from, to int) {
	c.word = utf8.AppendRune(c.word, r)
	for len(c.from) < len(c.word) {
		c.from, c.to = append(c.from, from), append(c.to, to)
	}
	c.chars++
}

// flush cuts the word at hand.
func (c *cutter) flush() {
	if len(c.word) == 0 {
		return
	}
	before := len(c.out)
	if c.chars > maxWord || !c.divide() {
		c.out = append(c.out[:before], Piece{ID: c.unknown, Start: c.from[0], End: c.to[len(c.word)-1]})
	}
	c.word, c.from, c.to, c.chars = c.word[:0], c.from[:0], c.to[:0], 0
}

// divide appends the longest pieces that make up the word; false when none do.
func (c *cutter) divide() bool {
	for start := 0; start < len(c.word); {
		end, id := len(c.word), int32(-1)
		for ; end > start; end-- {
			if end < len(c.word) && !utf8.RuneStart(c.word[end]) {
				continue
			}
			if id = c.find(start > 0, c.word[start:end]); id >= 0 {
				break
			}
		}
		if id < 0 {
			return false
		}
		c.out = append(c.out, Piece{ID: id, Start: c.from[start], End: c.to[end-1], Inside: start > 0})
		start = end
	}
	return true
}

// alone reports whether a character is a word of its own: punctuation, symbols
// of ASCII, and the characters of Chinese.
func alone(r rune) bool {
	switch {
	case r < utf8.RuneSelf:
		return r > ' ' && !(r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z')
	case r >= 0x4E00 && r <= 0x9FFF, r >= 0x3400 && r <= 0x4DBF, r >= 0x20000 && r <= 0x2CEAF, r >= 0xF900 && r <= 0xFAFF, r >= 0x2F800 && r <= 0x2FA1F:
		return true
	}
	return unicode.Is(unicode.P, r)
}
