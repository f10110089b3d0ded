package actor

import (
	"slices"
	"strings"

	"sayso/nlp"
)

// mend returns the document with names grown where the tree shows that the
// noun for a body goes with them: in "Holt Shipping" the person is part of the
// company's name. A person's name ends before a word that none has, as headlines
// run on: "Ada Brenn Says Port". Names that were taken for a people's and stand
// by the noun for one person are that person's: "co-founder Ada Brenn". Common
// nouns without a capital are nobody's. The Doc itself stays as it was.
func mend(d *nlp.Doc, h heads) *nlp.Doc {
	out := d
	own := func() {
		if out == d {
			grown := *d
			grown.Names = slices.Clone(d.Names)
			out = &grown
		}
	}
	for k, n := range d.Names {
		if common(d, n.Range) {
			own()
			out.Names[k].End = n.First // empty: it is none
			continue
		}
		if n.Type == nlp.GroupName && n.Len() > 1 && n.First > 0 {
			if t := n.First - 1; h.of(fold(d.Word(t))).kind == personHead && d.Tokens[n.First].Head == t && d.Tokens[n.First].Rel == "flat" {
				own()
				out.Names[k].Type = nlp.PersonName
			}
		}
		if n.Type == nlp.PersonName && n.Len() > 2 {
			for i := n.First + 1; i < n.End; i++ {
				if runsOn(fold(d.Word(i))) {
					own()
					out.Names[k].End = i
					break
				}
			}
		}
		if n.Type != nlp.PersonName || n.End >= len(d.Tokens) || k+1 < len(d.Names) && d.Names[k+1].First <= n.End {
			continue
		}
		next, last := &d.Tokens[n.End], &d.Tokens[n.End-1]
		if next.POS != "PROPN" || last.Rel != "compound" && next.Rel != "flat" || last.Head != n.End && next.Head != n.First || !firm(fold(d.Word(n.End))) {
			continue
		}
		own()
		out.Names[k].End++
		out.Names[k].Type = nlp.OrgName
	}
	return out
}

// common reports whether a run of tokens is common nouns without a capital
// letter.
func common(d *nlp.Doc, r nlp.Range) bool {
	for i := r.First; i < r.End; i++ {
		if d.Tokens[i].POS != "NOUN" && d.Tokens[i].POS != "ADJ" || strings.ToLower(d.Word(i)) != d.Word(i) {
			return false
		}
	}
	return r.Len() > 0
}

// runsOn reports whether a word stands in headlines and in nobody's name.
func runsOn(w string) bool {
	return is(w, headlineWord)
}
