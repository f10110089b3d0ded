package name

import (
	"strings"
	"unicode/utf8"
)

// key stands for a word, a part of one, or a feature. Keys are equal for equal
// things; that unequal things share one is rare enough to be ignored.
type key uint64

const (
	fnvOffset key = 14695981039346656037
	fnvPrime  key = 1099511628211
)

// keyOf hashes s as it is written (FNV-1a).
func keyOf(s string) key {
	h := fnvOffset
	for i := 0; i < len(s); i++ {
		h = (h ^ key(s[i])) * fnvPrime
	}
	return h
}

// foldedKey hashes fold(s) without making it.
func foldedKey(s string) key {
	h := fnvOffset
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= utf8.RuneSelf {
			return keyOf(fold(s))
		}
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		h = (h ^ key(c)) * fnvPrime
	}
	return h
}

// mix makes one key of two; their order counts.
func mix(a, b key) key {
	h := (a ^ b>>29) * 0x9e3779b97f4a7c15
	h = (h ^ h>>32 ^ b) * 0xd6e8feb86659fd93
	return h ^ h>>32
}

// fold is the form of a word that tables are looked up by.
func fold(w string) string {
	return strings.ToLower(strings.ReplaceAll(w, "’", "'"))
}
