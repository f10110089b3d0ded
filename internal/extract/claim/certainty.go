package claim

import (
	"strings"

	"sayso"
	"sayso/internal/extract/fact"
	"sayso/nlp"
)

// contentCertainty reads how sure the content puts itself, by the modal, the
// adverb or the adjective at the head of its first clause: "may be", "probably
// is", "is likely to".
func contentCertainty(d *nlp.Doc, content []nlp.Range) sayso.Certainty {
	if len(content) == 0 {
		return sayso.Certain
	}
	r := content[0]
	root := -1
	for i := r.First; i < min(r.End, r.First+maxClause); i++ {
		if t := &d.Tokens[i]; t.Rel != "punct" && t.Rel != "mark" && t.Rel != "" && !r.Contains(t.Head) && (t.POS == "VERB" || t.POS == "ADJ" || t.POS == "NOUN" || t.POS == "AUX" || t.POS == "PROPN") {
			root = i
			break
		}
	}
	if root < 0 {
		return openingCertainty(d, r)
	}
	// "I think it may rain": what is thought counts.
	c := hedge(d, root)
	for k := root; k < r.End && k < root+maxAux; k++ {
		if t := &d.Tokens[k]; t.Head == root && t.Rel == "ccomp" && thinks(d.Tokens[root].Lemma) {
			return weaker(sayso.Probable, hedge(d, k))
		}
	}
	for i := max(r.First, root-maxClause); i < min(r.End, root+maxAux); i++ {
		t := &d.Tokens[i]
		if t.Head != root || t.Rel != "aux" && t.Rel != "advmod" && t.Rel != "aux:pass" {
			continue
		}
		c = weaker(c, hedge(d, i))
	}
	return c
}

// maxClause is how many tokens into the content its first clause is looked for.
const maxClause = 40

// hedge is the certainty that one word leaves.
func hedge(d *nlp.Doc, i int) sayso.Certainty { return fact.Hedge(d.Word(i)) }

func thinks(lemma string) bool {
	return lemma == "think" || lemma == "believe" || lemma == "guess" || lemma == "suppose" || lemma == "suspect" || lemma == "expect"
}

// openingCertainty looks at the first verb of content without a tree.
func openingCertainty(d *nlp.Doc, r nlp.Range) sayso.Certainty {
	for i := r.First; i < min(r.End, r.First+16); i++ {
		if c := hedge(d, i); c != sayso.Certain {
			return c
		}
		switch strings.ToLower(d.Word(i)) {
		case "is", "was", "are", "were", "has", "had", "have", "will", "would", "did", "does", "be":
			if i+1 < r.End { // "is likely to"
				return hedge(d, i+1)
			}
			return sayso.Certain
		}
	}
	return sayso.Certain
}

func weaker(a, b sayso.Certainty) sayso.Certainty {
	rank := func(c sayso.Certainty) int {
		switch c {
		case sayso.Certain:
			return 2
		case sayso.Probable:
			return 1
		}
		return 0
	}
	if rank(b) < rank(a) {
		return b
	}
	return a
}
