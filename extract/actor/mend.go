package actor

import (
	"slices"

	"sayso/nlp"
)

// mend returns the document with names grown where the tree shows that the
// noun for a body goes with them: in "Holt Shipping" the person is part of the
// company's name. A person's name ends before a word that none has, as headlines
// run on: "Ada Brenn Says Port". The Doc itself stays as it was.
func mend(d *nlp.Doc) *nlp.Doc {
	out := d
	own := func() {
		if out == d {
			grown := *d
			grown.Names = slices.Clone(d.Names)
			out = &grown
		}
	}
	for k, n := range d.Names {
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

// runsOn reports whether a word stands in headlines and in nobody's name.
func runsOn(w string) bool {
	switch w {
	case "says", "said", "say", "on", "to", "in", "at", "for", "with", "is", "was", "are", "will", "would", "has", "had", "slams", "calls", "defends", "blasts", "tells", "warns",
		"and", "or", "the", "a", "an", "as", "after", "over", "about", "just", "wants", "gets", "makes", "takes", "rips", "denies", "claims", "his", "her", "their", "who":
		return true
	}
	return false
}
