package net

import (
	"encoding/binary"
	"unicode"
	"unicode/utf8"

	"sayso"
)

// Rows of the hashed tables. Words that the vocabulary lacks share row 0.
const (
	GramRows   = 1 << 15
	SuffixRows = 1 << 12
	ShapeRows  = 1 << 9
	// MaxGrams bounds the letter groups that are taken from one word, and
	// MaxWordBytes the bytes that are looked at.
	MaxGrams     = 40
	MaxWordBytes = 48
)

// Features is what the network sees of one word: rows of its tables.
type Features struct {
	Word, Suffix, Shape int32
	Grams               []int32
}

// Maker makes features of words. It holds scratch memory and serves one
// goroutine.
type Maker struct {
	norm  []byte
	shape []byte
	grams []int32
}

// Reset forgets the words made so far; their Grams may then be overwritten.
func (m *Maker) Reset() { m.grams = m.grams[:0] }

// Make returns the features of a word. Its Grams are valid until Reset.
func (m *Maker) Make(v *Vocabulary, word string) Features {
	m.norm, m.shape = normalise(m.norm[:0], m.shape[:0], word)
	h := hashBytes(m.norm[1 : len(m.norm)-1])
	f := Features{Word: v.Row(h), Shape: int32(hashBytes(m.shape) % ShapeRows)}
	tail := m.norm[max(0, len(m.norm)-4):]
	f.Suffix = int32(hashBytes(tail) % SuffixRows)
	start := len(m.grams)
	for n := 3; n <= 5; n++ {
		for i := 0; i+n <= len(m.norm) && len(m.grams)-start < MaxGrams; i++ {
			m.grams = append(m.grams, int32(hashBytes(m.norm[i:i+n])%GramRows))
		}
	}
	f.Grams = m.grams[start:len(m.grams):len(m.grams)]
	return f
}

// normalise writes the word in lower case between two marks, digits as 0 and
// curly quotes straight, and its shape: classes of letters, runs cut at three.
func normalise(norm, shape []byte, word string) ([]byte, []byte) {
	norm = append(norm, '^')
	run := 0
	var last byte
	for i, r := range word {
		if i >= MaxWordBytes {
			break
		}
		var class byte
		switch {
		case r >= 'a' && r <= 'z':
			class = 'x'
		case r >= 'A' && r <= 'Z':
			class = 'X'
			r += 'a' - 'A'
		case r >= '0' && r <= '9':
			class, r = '0', '0'
		case r < utf8.RuneSelf:
			class = byte(r)
		default:
			r = straight(r)
			switch {
			case r < utf8.RuneSelf:
				class = byte(r)
			case unicode.IsUpper(r):
				class, r = 'X', unicode.ToLower(r)
			case unicode.IsLetter(r):
				class = 'x'
			case unicode.IsDigit(r):
				class, r = '0', '0'
			default:
				class = 'u'
			}
		}
		norm = utf8.AppendRune(norm, r)
		if class == last {
			run++
		} else {
			last, run = class, 1
		}
		if run <= 3 {
			shape = append(shape, class)
		}
	}
	return append(norm, '$'), shape
}

func straight(r rune) rune {
	switch r {
	case '‘', '’', 'ʼ', '′':
		return '\''
	case '“', '”', '„', '″':
		return '"'
	case '–', '—', '−', '‐', '‑':
		return '-'
	case '…':
		return '.'
	}
	return r
}

// hashBytes is FNV-1a with a final mix, so that low bits are good.
func hashBytes(b []byte) uint32 {
	h := uint32(2166136261)
	for _, c := range b {
		h = (h ^ uint32(c)) * 16777619
	}
	h ^= h >> 15
	h *= 0x2c1b3c6d
	h ^= h >> 13
	return h
}

// Vocabulary gives known words their rows. It is an open-addressing table of
// word hashes; two words with one hash share a row.
type Vocabulary struct {
	slots []uint32 // hash, then row, for each slot; row 0 marks an empty one
	rows  int
}

// NewVocabulary gives the words rows 1, 2, … in their order.
func NewVocabulary(words []string) *Vocabulary {
	size := 1
	for size < 2*len(words)+2 {
		size *= 2
	}
	v := &Vocabulary{slots: make([]uint32, 2*size), rows: 1}
	for _, w := range words {
		h := Hash(w)
		if v.Row(h) != 0 {
			continue
		}
		i := int(h) & (size - 1)
		for v.slots[2*i+1] != 0 {
			i = (i + 1) & (size - 1)
		}
		v.slots[2*i], v.slots[2*i+1] = h, uint32(v.rows)
		v.rows++
	}
	return v
}

// Hash is the hash of a word in normal form.
func Hash(word string) uint32 {
	norm, _ := normalise(nil, nil, word)
	return hashBytes(norm[1 : len(norm)-1])
}

// Normal is a word's normal form: words of one form share all features but shape.
func Normal(word string) string {
	norm, _ := normalise(nil, nil, word)
	return string(norm[1 : len(norm)-1])
}

// Rows is the number of rows, that of unknown words included.
func (v *Vocabulary) Rows() int { return v.rows }

// Row returns the row of a word's hash; 0 for unknown words.
func (v *Vocabulary) Row(h uint32) int32 {
	mask := len(v.slots)/2 - 1
	for i := int(h) & mask; v.slots[2*i+1] != 0; i = (i + 1) & mask {
		if v.slots[2*i] == h {
			return int32(v.slots[2*i+1])
		}
	}
	return 0
}

// Bytes writes the table: its slots, each a hash and a row, eight bytes in all.
func (v *Vocabulary) Bytes() []byte {
	b := make([]byte, 0, 4*len(v.slots))
	for _, x := range v.slots {
		b = binary.LittleEndian.AppendUint32(b, x)
	}
	return b
}

// ReadVocabulary reads what Bytes wrote, for a table of so many rows.
func ReadVocabulary(b []byte, rows int) (*Vocabulary, error) {
	n := len(b) / 8
	damaged := sayso.Errorf("load model", "vocabulary", sayso.Damaged, "the table is not as it should be")
	if n == 0 || n&(n-1) != 0 || len(b) != 8*n {
		return nil, damaged
	}
	v := &Vocabulary{slots: make([]uint32, 2*n), rows: rows}
	free := 0
	for i := range v.slots {
		v.slots[i] = binary.LittleEndian.Uint32(b[4*i:])
		if i%2 == 1 {
			if int64(v.slots[i]) >= int64(rows) {
				return nil, damaged
			}
			if v.slots[i] == 0 {
				free++
			}
		}
	}
	if free == 0 {
		return nil, damaged // a search would never end
	}
	return v, nil
}
