// Package words knows which words stand for one thing when two claims are held
// against each other: "arms" and "weaponry", "die" and "death".
package words

import (
	_ "embed"
	"strings"
)

//go:embed classes.txt
var table string

// Classes is a table of words by the name of their class. It is immutable and
// safe to share.
type Classes map[string]string

// Load reads the built-in classes: a line each, its first word the name.
func Load() Classes {
	m := make(Classes, 600)
	for line := range strings.Lines(table) {
		words := strings.Fields(line)
		if len(words) == 0 || words[0] == "#" {
			continue
		}
		for _, w := range words {
			m[w] = words[0]
		}
	}
	return m
}

// Of is the class of a lemma in lower case, the lemma itself where it has none.
func (c Classes) Of(lemma string) string {
	if k, ok := c[lemma]; ok {
		return k
	}
	return lemma
}
