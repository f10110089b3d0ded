package trained

import (
	"cmp"
	"slices"

	"sayso"
	"sayso/extract/claim"
	"sayso/nlp"
)

// Assemble makes attributions of segments, given for each content its cue and
// for each cue its source; -1 for none. Contents without a cue and cues
// without content are left out.
func Assemble(d *nlp.Doc, g *Segments, cueOf, sourceOf []int) []claim.Attribution {
	contents := make([][]nlp.Range, len(g.Cues))
	for i, q := range cueOf {
		if q >= 0 {
			contents[q] = append(contents[q], g.Contents[i])
		}
	}
	var out []claim.Attribution
	for q, c := range contents {
		if len(c) == 0 {
			continue
		}
		a := claim.Attribution{Cue: []nlp.Range{g.Cues[q]}, Content: join(c), Parent: -1}
		if k := sourceOf[q]; k >= 0 {
			a.Source = []nlp.Range{g.Sources[k]}
		}
		out = append(out, a)
	}
	return out
}

// join makes one of pieces that touch.
func join(rs []nlp.Range) []nlp.Range {
	slices.SortFunc(rs, func(a, b nlp.Range) int { return cmp.Compare(a.First, b.First) })
	out := rs[:0]
	for _, r := range rs {
		if n := len(out); n > 0 && out[n-1].End >= r.First {
			out[n-1].End = max(out[n-1].End, r.End)
			continue
		}
		out = append(out, r)
	}
	return out
}

// form says how much of the content stands between quotation marks.
func (s *scene) form(content []nlp.Range) sayso.Form {
	in, all := 0, 0
	for _, r := range content {
		for i := r.First; i < r.End; i++ {
			if s.d.Tokens[i].POS == "PUNCT" {
				continue
			}
			all++
			if s.toks[i].quote > 0 {
				in++
			}
		}
	}
	switch {
	case in == 0:
		return sayso.Indirect
	case in == all || in*10 > all*9 && s.toks[content[0].First].quote > 0:
		return sayso.Direct
	}
	return sayso.Mixed
}
