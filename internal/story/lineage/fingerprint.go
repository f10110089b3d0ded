// Package lineage finds texts that share passages: reprints, trimmed and
// re-headed copies, and rewrites that keep most sentences; and says who took
// from whom where the articles themselves decide it.
package lineage

import (
	"slices"
	"unicode"
	"unicode/utf8"
)

// Word is one word of a text as copies are compared: case, quotation marks
// and punctuation aside. Start and End are bytes of the text.
type Word struct {
	Hash       uint64
	Start, End int
	// Quoted is set inside quotation marks: words that two reports may share
	// because both heard them.
	Quoted bool
}

const (
	// Gram is how many words in a row make one shingle. Three is what studies
	// of reprints measure in; fewer find common phrases.
	Gram = 3
	// Sample is how many shingles there are for each fingerprint, on average.
	Sample = 8
	// MaxWords bounds what is compared of one text.
	MaxWords = 50_000
)

// Words splits text. Letters and digits make words, apostrophes and hyphens
// part them; so "don’t" and "don't" are the same two words.
func Words(text string) []Word {
	var out []Word
	start, h, quoted := -1, uint64(fnvOffset), false
	for i := 0; i <= len(text); {
		r, n := rune(-1), 1
		if i < len(text) {
			r, n = utf8.DecodeRuneInString(text[i:])
		}
		if r >= 0 && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			if start < 0 {
				start, h = i, fnvOffset
			}
			h = (h ^ uint64(unicode.ToLower(r))) * fnvPrime
		} else if start >= 0 {
			out = append(out, Word{h, start, i, quoted})
			if start = -1; len(out) == MaxWords {
				break
			}
		}
		switch r {
		case '“':
			quoted = true
		case '”', '\n': // a mark that nobody closed ends with its paragraph
			quoted = false
		case '"':
			quoted = !quoted
		}
		i += n
	}
	return out
}

const (
	fnvOffset = 14695981039346656037
	fnvPrime  = 1099511628211
)

// mix spreads the bits of x, so that the smallest of some hashes is any of
// them alike (the finaliser of SplitMix64).
func mix(x uint64) uint64 {
	x ^= x >> 30
	x *= 0xbf58476d1ce4e5b9
	x ^= x >> 27
	x *= 0x94d049bb133111eb
	return x ^ x>>31
}

// Shingles returns the hash of each run of Gram words, in text order.
func Shingles(words []Word) []uint64 {
	if len(words) < Gram {
		return nil
	}
	out := make([]uint64, len(words)-Gram+1)
	for i := range out {
		h := uint64(fnvOffset)
		for _, w := range words[i : i+Gram] {
			h = mix(h ^ w.Hash)
		}
		out[i] = h
	}
	return out
}

// Fingerprint is those of a text's shingles whose hash is divisible by Sample,
// sorted, each once (modular sampling, Manber 1994). What is kept of a passage
// does not depend on what stands around it, so that a brief cut from a long
// report is found as well as a reprint; a passage of 40 words gives five on
// average, and fewer than two one time in twenty-three.
type Fingerprint []uint64

// sampled selects the shingles that are kept.
func sampled(shingles []uint64) Fingerprint {
	out := make(Fingerprint, 0, len(shingles)/Sample+8)
	for _, h := range shingles {
		if h%Sample == 0 {
			out = append(out, h)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Of fingerprints a text.
func Of(text string) Fingerprint { return sampled(Shingles(Words(text))) }

const (
	// minCommon is the fewest fingerprints that make two texts worth aligning.
	minCommon = 2
	// minContained is the share of the shorter text's fingerprints that does.
	minContained = 0.08
)

// Enough reports whether two texts of a and b fingerprints that have n in
// common are worth aligning.
func Enough(n, a, b int) bool {
	return n >= minCommon && float64(n) >= minContained*float64(min(a, b))
}

// Common counts the fingerprints that a and b share.
func Common(a, b Fingerprint) int {
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			n, i, j = n+1, i+1, j+1
		}
	}
	return n
}
