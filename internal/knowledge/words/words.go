// Package words knows which words stand for one thing when two claims are held
// against each other: "arms" and "weaponry", "die" and "death".
package words

import (
	_ "embed"
	"strings"

	"sayso/internal/lang"
)

//go:embed classes.txt
var table string

// Classes is a table of words by the name of their class. It is immutable and
// safe to share.
type Classes map[string]string

// Load reads the built-in classes: a line each, its first word the name.
func Load() Classes {
	m := make(Classes, 600)
	for _, r := range lang.Must(layout.Read("classes.txt", table)) {
		words := strings.Fields(r.Cells[0])
		for _, w := range words {
			m[w] = words[0]
		}
	}
	return m
}

// layout lets no word stand in two classes.
var layout = lang.Layout{Columns: []lang.Column{{Name: "words"}}, Keys: func(r lang.Row) []string { return strings.Fields(r.Cells[0]) }}

// Of is the class of a lemma in lower case, the lemma itself where it has none.
func (c Classes) Of(lemma string) string {
	if k, ok := c[lemma]; ok {
		return k
	}
	return lemma
}
