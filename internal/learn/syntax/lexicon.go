package syntax

import (
	"io/fs"
	"strings"

	"sayso/internal/eval/wordnet"
	"sayso/internal/nlp/net"
)

// lexicon is the semantic fields of words, from WordNet's lexicographer files:
// "verb communication" for "deny".
type lexicon struct {
	table  *net.Table
	senses [][]uint8
	fields int
}

// readLexicon leaves out lemmas of several words.
func readLexicon(corpora fs.FS) (*lexicon, error) {
	fields, lemmas := newCounter(), newCounter()
	number := map[string]uint8{}
	of := map[string][]uint8{}
	err := wordnet.Each(corpora, func(e wordnet.Entry) {
		name := e.POS + " " + e.Field
		if fields.add(name); fields.n[name] == 1 {
			number[name] = uint8(len(fields.order) - 1)
		}
		if strings.Contains(e.Lemma, " ") {
			return
		}
		lemma := net.Normal(e.Lemma)
		lemmas.add(lemma)
		// A field counts up to three times, so that common senses weigh more.
		for range min(e.Senses, 3) {
			of[lemma] = append(of[lemma], number[name])
		}
	})
	if err != nil {
		return nil, err
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
