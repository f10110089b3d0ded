package names

import (
	"bufio"
	"compress/gzip"
	"io/fs"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"sayso"
	"sayso/nlp/name"
)

const wordnetFile = "lexicon/wordnet_lexnames.tsv.gz"

// wordnet reads the semantic fields of words, lines of part of speech, field,
// lemma and number of senses: the field that a word has most senses in, and
// names of persons, groups and places for the lists.
func (g *gatherer) wordnet(corpora fs.FS) error {
	f, err := corpora.Open(wordnetFile)
	if err != nil {
		return sayso.E("read list", wordnetFile, sayso.NotFound, err).Advise("point --data at the corpora folder")
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return sayso.E("read list", wordnetFile, sayso.Damaged, err)
	}
	defer z.Close()
	numbers, most := map[string]uint8{}, map[uint64]int{}
	sc := bufio.NewScanner(z)
	for sc.Scan() {
		c := strings.Split(sc.Text(), "\t")
		if len(c) != 4 {
			return sayso.Errorf("read list", wordnetFile, sayso.Invalid, "%d columns, want 4", len(c))
		}
		senses, err := strconv.Atoi(c[3])
		if err != nil {
			return sayso.E("read list", wordnetFile, sayso.Invalid, err)
		}
		field, lemma := c[0]+" "+c[1], c[2]
		if numbers[field] == 0 {
			numbers[field] = uint8(len(numbers) + 1)
		}
		if r, _ := utf8.DecodeRuneInString(lemma); unicode.IsUpper(r) {
			switch {
			case field == "noun group":
				g.enter(lemma, name.OrgList)
			case field == "noun location":
				g.enter(lemma, name.RegionList)
			case field == "noun person" && strings.Contains(lemma, " "):
				g.enter(lemma, name.PersonList)
			}
			continue
		}
		k := name.WordKey(lemma)
		if !strings.Contains(lemma, " ") && senses > most[k] {
			most[k] = senses
			e := g.world[k]
			e.Field = numbers[field]
			g.world[k] = e
		}
	}
	return sc.Err()
}
