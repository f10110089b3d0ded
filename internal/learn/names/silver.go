package names

import (
	"bufio"
	"bytes"
	"cmp"
	"io/fs"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sayso"
	corpus "sayso/internal/eval/names"
	"sayso/internal/nlp/token"
	"sayso/nlp"
)

// # Mending silver
//
// A machine's names are wrong in ways that repeat: a name that its training
// had not seen is passed over, or taken for something else, again and again.
// So each string is given one type: what our own list says, else the type that
// most of its occurrences have, when they are many and nearly agree. Then the
// occurrences that the machine passed over are filled in: of listed strings,
// and of the last names of persons that the same document names in full.

const (
	manyOccurrences = 5
	nearlyAgree     = 0.7
	longestSilver   = 6 // tokens of a string that is filled in
)

// mend improves a silver corpus in place.
func mend(docs []corpus.Document) error {
	known, err := newsList()
	if err != nil {
		return err
	}
	counts := map[string]map[corpus.Types]int{}
	for i := range docs {
		for _, n := range docs[i].Names {
			s := n.In(docs[i].Text)
			if counts[s] == nil {
				counts[s] = map[corpus.Types]int{}
			}
			counts[s][n.Types]++
		}
	}
	for s, c := range counts {
		if _, listed := known[s]; listed {
			continue
		}
		total, most, best := 0, 0, corpus.Types(0)
		for t, n := range c {
			total += n
			if n > most || n == most && t < best {
				most, best = n, t
			}
		}
		if total >= manyOccurrences && float64(most) >= nearlyAgree*float64(total) {
			known[s] = verdict{types: best, named: true, silver: true}
		}
	}
	for i := range docs {
		known.mend(&docs[i])
	}
	return nil
}

// verdict is what a string is.
type verdict struct {
	types  corpus.Types
	named  bool // it is a name
	silver bool // by most of its occurrences only
}

type verdicts map[string]verdict

func newsList() (verdicts, error) {
	b, err := fs.ReadFile(lists, "lists/news.txt")
	if err != nil {
		return nil, err
	}
	out := verdicts{}
	sc := bufio.NewScanner(bytes.NewReader(b))
	for sc.Scan() {
		typ, rest, _ := strings.Cut(sc.Text(), " ")
		types, ok := layerTypes[typ]
		switch {
		case typ == "#":
			continue
		case !ok && typ != "x":
			return nil, sayso.Errorf("read list", "news.txt", sayso.Invalid, "no type %q", typ)
		}
		for s := range strings.SplitSeq(rest, ";") {
			out[strings.TrimSpace(s)] = verdict{types: types, named: typ != "x"}
		}
	}
	return out, sc.Err()
}

func (v verdicts) mend(c *corpus.Document) {
	d := token.Tokenize(c.Text)
	taken := make([]bool, len(d.Tokens))
	var out []corpus.Name
	at := 0
	last := map[string]bool{} // last names of persons named in full
	for _, n := range c.Names {
		for at < len(d.Tokens) && d.Tokens[at].End <= n.Start {
			at++
		}
		for i := at; i < len(d.Tokens) && d.Tokens[i].Start < n.End; i++ {
			taken[i] = true
		}
		s := n.In(c.Text)
		if w, ok := v[s]; ok {
			if !w.named {
				continue
			}
			n.Types = w.types
		}
		out = append(out, n)
		if f := strings.Fields(s); n.Types == corpus.Of(nlp.PersonName) && len(f) > 1 {
			last[f[len(f)-1]] = true
		}
	}
	for i := 0; i < len(d.Tokens); i++ {
		if taken[i] || !capital(d.Word(i)) {
			continue
		}
		for j := min(i+longestSilver, len(d.Tokens)); j > i; j-- {
			if slices.Contains(taken[i:j], true) {
				continue
			}
			span := d.Span(nlp.Range{First: i, End: j})
			s := span.In(c.Text)
			w, ok := v[s]
			if ok && w.silver {
				ok = false // what most occurrences are, this one need not be
			}
			if !ok && j == i+1 && last[s] {
				w, ok = verdict{types: corpus.Of(nlp.PersonName), named: true}, true
			}
			if ok {
				if w.named {
					out = append(out, corpus.Name{Span: span, Types: w.types})
				}
				i = j - 1
				break
			}
		}
	}
	slices.SortFunc(out, func(a, b corpus.Name) int { return cmp.Compare(a.Start, b.Start) })
	c.Names = out
}

func capital(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(r)
}
