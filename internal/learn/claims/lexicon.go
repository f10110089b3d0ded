package claims

import (
	"bufio"
	"compress/gzip"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"sayso"
	"sayso/internal/extract/claim/trained"
)

// counts say how often a lemma was seen, and how often inside a cue.
type counts struct{ cue, all float64 }

// lexicon is the counts of lemmas, and their semantic fields. For an article that it was counted from,
// the article's own share is left out, so that training sees words as rare as
// reading will.
type lexicon struct {
	counts map[uint64]counts
	fields map[uint64]uint16
}

func (l lexicon) count(a *article, sign float64) {
	in := make([]bool, len(a.d.Tokens))
	for _, g := range a.gold {
		for _, r := range g.Cue {
			for i := r.First; i < r.End; i++ {
				in[i] = true
			}
		}
	}
	for i := range a.d.Tokens {
		k := trained.LemmaKey(&a.d.Tokens[i])
		c := l.counts[k]
		c.all += sign
		if in[i] {
			c.cue += sign
		}
		l.counts[k] = c
	}
}

// Marks of a lexicon: a lemma's share of cues, smoothed, on a scale to 7.
func (c counts) mark() uint8 {
	if c.cue <= 0 {
		return 0
	}
	share := (c.cue + 0.02) / (c.all + 1)
	switch {
	case share < 0.01:
		return 1
	case share < 0.04:
		return 2
	case share < 0.1:
		return 3
	case share < 0.25:
		return 4
	case share < 0.5:
		return 5
	case share < 0.75:
		return 6
	}
	return 7
}

func (l lexicon) entry(k uint64) trained.Entry {
	return trained.Entry{Mark: l.counts[k].mark(), Fields: l.fields[k]}
}

const fieldsFile = "lexicon/wordnet_lexnames.tsv.gz"

// The fields that a set of bits holds: of verbs, and of nouns that speak, are
// said or stand for people.
var (
	verbFields = []string{"communication", "cognition", "emotion", "perception", "social", "possession", "motion", "change", "stative",
		"creation", "contact", "competition", "body", "consumption", "weather"}
	nounFields = []string{"person", "group", "communication", "cognition", "feeling"}
)

// readFields reads WordNet's lexicographer files: lines of part of speech,
// field, lemma and number of senses. A lemma has a field when a quarter of its
// senses stand in it.
func readFields(corpora fs.FS) (map[uint64]uint16, error) {
	f, err := corpora.Open(fieldsFile)
	if err != nil {
		return nil, sayso.E("read lexicon", fieldsFile, sayso.NotFound, err).Advise("point --data at the corpora folder")
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, sayso.E("read lexicon", fieldsFile, sayso.Damaged, err)
	}
	type senses struct {
		by  [16]int
		all int
	}
	of := map[uint64]*senses{}
	sc := bufio.NewScanner(z)
	for sc.Scan() {
		c := strings.Split(sc.Text(), "\t")
		if len(c) != 4 || strings.ContainsAny(c[2], " _") || c[0] != "verb" && c[0] != "noun" {
			continue
		}
		n, err := strconv.Atoi(c[3])
		if err != nil {
			return nil, sayso.E("read lexicon", fieldsFile, sayso.Invalid, err)
		}
		names := verbFields
		if c[0] == "noun" {
			names = nounFields
		}
		k := trained.WordKey(strings.ToLower(c[2]), strings.ToUpper(c[0]))
		if of[k] == nil {
			of[k] = &senses{}
		}
		of[k].all += n
		if i := slices.Index(names, c[1]); i >= 0 {
			of[k].by[i] += n
		}
	}
	if err := sc.Err(); err != nil {
		return nil, sayso.E("read lexicon", fieldsFile, sayso.Damaged, err)
	}
	out := make(map[uint64]uint16, len(of))
	for k, s := range of {
		for i, n := range s.by {
			if 4*n >= s.all && n > 0 {
				out[k] |= 1 << i
			}
		}
	}
	return out, nil
}
