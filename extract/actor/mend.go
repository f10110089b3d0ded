package actor

import (
	"slices"

	"sayso/nlp"
)

// mend returns the document with names grown where the tree shows that the
// noun for a body goes with them: in "Holt Shipping" the person is part of the
// company's name. The Doc itself stays as it was.
func mend(d *nlp.Doc) *nlp.Doc {
	out := d
	for k, n := range d.Names {
		if n.Type != nlp.PersonName || n.End >= len(d.Tokens) || k+1 < len(d.Names) && d.Names[k+1].First <= n.End {
			continue
		}
		next, last := &d.Tokens[n.End], &d.Tokens[n.End-1]
		if next.POS != "PROPN" || last.Rel != "compound" && next.Rel != "flat" || last.Head != n.End && next.Head != n.First || !firm(fold(d.Word(n.End))) {
			continue
		}
		if out == d {
			grown := *d
			grown.Names = slices.Clone(d.Names)
			out = &grown
		}
		out.Names[k].End++
		out.Names[k].Type = nlp.OrgName
	}
	return out
}
