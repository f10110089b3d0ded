package names

import (
	"io/fs"
	"strings"
	"unicode"
	"unicode/utf8"

	"sayso/internal/eval/wordnet"
	"sayso/internal/nlp/name"
)

// wordnet reads the semantic field that a word has most senses in, and names of
// persons, groups and places for the lists.
func (g *gatherer) wordnet(corpora fs.FS) error {
	numbers, most := map[string]uint8{}, map[uint64]int{}
	return wordnet.Each(corpora, func(e wordnet.Entry) {
		field := e.POS + " " + e.Field
		if numbers[field] == 0 {
			numbers[field] = uint8(len(numbers) + 1)
		}
		if r, _ := utf8.DecodeRuneInString(e.Lemma); unicode.IsUpper(r) {
			switch {
			case field == "noun group":
				g.enter(e.Lemma, name.OrgList)
			case field == "noun location":
				g.enter(e.Lemma, name.RegionList)
			case field == "noun person" && strings.Contains(e.Lemma, " "):
				g.enter(e.Lemma, name.PersonList)
			}
			return
		}
		k := name.WordKey(e.Lemma)
		if !strings.Contains(e.Lemma, " ") && e.Senses > most[k] {
			most[k] = e.Senses
			entry := g.world[k]
			entry.Field = numbers[field]
			g.world[k] = entry
		}
	})
}
