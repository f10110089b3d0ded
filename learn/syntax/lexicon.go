package syntax

import (
	"bufio"
	"compress/gzip"
	"io/fs"
	"strconv"
	"strings"

	"sayso"
	"sayso/nlp/net"
)

// lexicon is the semantic fields of words, from WordNet's lexicographer files:
// "verb communication" for "deny".
type lexicon struct {
	table  *net.Table
	senses [][]uint8
	fields int
}

const lexiconFile = "lexicon/wordnet_lexnames.tsv.gz"

// readLexicon reads lines of part of speech, field, lemma and number of
// senses. Lemmas of several words are left out.
func readLexicon(corpora fs.FS) (*lexicon, error) {
	f, err := corpora.Open(lexiconFile)
	if err != nil {
		return nil, sayso.E("read lexicon", lexiconFile, sayso.NotFound, err).Advise("point --data at the corpora folder")
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, sayso.E("read lexicon", lexiconFile, sayso.Damaged, err)
	}
	fields, lemmas := newCounter(), newCounter()
	of := map[string][]uint8{}
	sc := bufio.NewScanner(z)
	for sc.Scan() {
		c := strings.Split(sc.Text(), "\t")
		if len(c) != 4 {
			return nil, sayso.Errorf("read lexicon", lexiconFile, sayso.Invalid, "%d columns, want 4", len(c))
		}
		n, err := strconv.Atoi(c[3])
		if err != nil {
			return nil, sayso.E("read lexicon", lexiconFile, sayso.Invalid, err)
		}
		fields.add(c[0] + " " + c[1])
		if strings.ContainsAny(c[2], " _") {
			continue
		}
		field := -1
		for i, f := range fields.order {
			if f == c[0]+" "+c[1] {
				field = i
			}
		}
		lemma := net.Normal(c[2])
		lemmas.add(lemma)
		// A field counts up to three times, so that common senses weigh more.
		for range min(n, 3) {
			of[lemma] = append(of[lemma], uint8(field))
		}
	}
	if err := sc.Err(); err != nil {
		return nil, sayso.E("read lexicon", lexiconFile, sayso.Damaged, err)
	}
	lex := &lexicon{table: net.NewTable(len(lemmas.order)), senses: [][]uint8{nil}, fields: len(fields.order)}
	numbers := map[string]uint32{}
	for _, lemma := range lemmas.order {
		list := of[lemma][:min(len(of[lemma]), maxFields)]
		if numbers[string(list)] == 0 {
			numbers[string(list)] = uint32(len(lex.senses))
			lex.senses = append(lex.senses, list)
		}
		lex.table.Set(net.Hash(lemma), numbers[string(list)])
	}
	return lex, nil
}

// maxFields bounds the fields kept for one word.
const maxFields = 60
