// Package wordnet reads the semantic fields of words: which of WordNet's
// lexicographer files a lemma stands in, "verb communication" for "deny".
package wordnet

import (
	"bufio"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strconv"
	"strings"

	"sayso"
)

// Entry is one lemma in one field. A lemma stands in several, one after the other
// or far apart.
type Entry struct {
	POS    string // "noun", "verb", "adj", "adv"
	Field  string // "communication"
	Lemma  string // words parted by spaces
	Senses int    // that the lemma has in this field
}

const file = "lexicon/wordnet_lexnames.tsv.gz"

// Each calls each with the entries of a corpora folder, in the order of the file.
func Each(corpora fs.FS, each func(Entry)) error {
	f, err := corpora.Open(file)
	if err != nil {
		kind := sayso.Denied
		if errors.Is(err, fs.ErrNotExist) {
			kind = sayso.NotFound
		}
		return sayso.E("read lexicon", file, kind, err).Advise("point --data at the corpora folder")
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return sayso.E("read lexicon", file, sayso.Damaged, err)
	}
	defer z.Close()
	return read(z, each)
}

// read reads lines of part of speech, field, lemma and number of senses.
func read(r io.Reader, each func(Entry)) error {
	sc := bufio.NewScanner(r)
	for n := 1; sc.Scan(); n++ {
		at := fmt.Sprintf("%s line %d", file, n)
		c := strings.Split(sc.Text(), "\t")
		if len(c) != 4 {
			return sayso.Errorf("read lexicon", at, sayso.Invalid, "%d columns, want 4", len(c))
		}
		senses, err := strconv.Atoi(c[3])
		if err != nil {
			return sayso.E("read lexicon", at, sayso.Invalid, err)
		}
		each(Entry{POS: c[0], Field: c[1], Lemma: strings.ReplaceAll(c[2], "_", " "), Senses: senses})
	}
	if err := sc.Err(); err != nil {
		return sayso.E("read lexicon", file, sayso.Damaged, err)
	}
	return nil
}
