package net

import (
	"unicode"
	"unicode/utf8"
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
	// Own and Stem are rows of the word's senses and of those of the word
	// that it may be a form of; 0 for none.
	Own, Stem int32
}

// Words is what is known of words: their rows and their senses.
type Words struct {
	Rows, Senses *Table
}

// Maker makes features of words. It holds scratch memory and serves one
// goroutine.
type Maker struct {
	norm  []byte
	base  []byte
	shape []byte
	grams []int32
}

// Reset forgets the words made so far; their Grams may then be overwritten.
func (m *Maker) Reset() { m.grams = m.grams[:0] }

// Make returns the features of a word. Its Grams are valid until Reset.
func (m *Maker) Make(w *Words, word string) Features {
	m.norm, m.shape = normalise(m.norm[:0], m.shape[:0], word)
	h := hashBytes(m.norm[1 : len(m.norm)-1])
	f := Features{Word: int32(w.Rows.Get(h)), Shape: int32(hashBytes(m.shape) % ShapeRows)}
	tail := m.norm[max(0, len(m.norm)-4):]
	f.Suffix = int32(hashBytes(tail) % SuffixRows)
	start := len(m.grams)
	for n := 3; n <= 5; n++ {
		for i := 0; i+n <= len(m.norm) && len(m.grams)-start < MaxGrams; i++ {
			m.grams = append(m.grams, int32(hashBytes(m.norm[i:i+n])%GramRows))
		}
	}
	f.Grams = m.grams[start:len(m.grams):len(m.grams)]
	f.Own = int32(w.Senses.Get(h))
	f.Stem = m.stem(w.Senses, m.norm[1:len(m.norm)-1])
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

// endings lists what is cut off a word, and put in its place, to find the
// word that it is a form of, in the order of trying. A doubled letter that is
// left behind is tried once and twice.
var endings = []struct{ cut, add string }{
	{"ies", "y"}, {"es", ""}, {"s", ""},
	{"ied", "y"}, {"ed", ""}, {"ed", "e"},
	{"ing", ""}, {"ing", "e"},
	{"ier", "y"}, {"er", ""}, {"er", "e"},
	{"iest", "y"}, {"est", ""}, {"est", "e"},
	{"ily", "y"}, {"ly", ""},
}

// minStem is the shortest stem looked up, in bytes.
const minStem = 2

func (m *Maker) stem(senses *Table, word []byte) int32 {
	for _, e := range endings {
		n := len(word) - len(e.cut)
		if n < minStem || string(word[n:]) != e.cut {
			continue
		}
		m.base = append(append(m.base[:0], word[:n]...), e.add...)
		if r := senses.Get(hashBytes(m.base)); r != 0 {
			return int32(r)
		}
		if e.add == "" && n > minStem && word[n-1] == word[n-2] {
			if r := senses.Get(hashBytes(word[:n-1])); r != 0 {
				return int32(r)
			}
		}
	}
	return 0
}

// Hash is the hash of a word's normal form.
func Hash(word string) uint32 {
	norm, _ := normalise(nil, nil, word)
	return hashBytes(norm[1 : len(norm)-1])
}

// Normal is a word's normal form: words of one form share all features but shape.
func Normal(word string) string {
	norm, _ := normalise(nil, nil, word)
	return string(norm[1 : len(norm)-1])
}
