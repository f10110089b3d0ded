package trained

import (
	"cmp"
	"slices"

	"sayso"
	"sayso/internal/extract/claim"
	"sayso/nlp"
)

// Links are the linker's picks: for each content a cue and for each cue a
// source, -1 for none, with how sure each pick is.
type Links struct {
	CueOf, SourceOf         []int
	cueChance, sourceChance []float32
	// loose marks long contents that would rather have no cue, or are not sure
	// of theirs.
	loose []bool
}

// longContent is how many tokens a content has that always gets a cue: dropping
// it would cost more than a wrong cue does.
const longContent = 20

// firmLink is how sure the link of a long content must be for it to be joined
// with what else its cue has.
const firmLink = 0.65

// Link picks by the linkers' weights.
func (s Scene) Link(g *Segments, content, source []float32) Links {
	l := Links{CueOf: make([]int, len(g.Contents)), SourceOf: make([]int, len(g.Cues)),
		cueChance: make([]float32, len(g.Contents)), loose: make([]bool, len(g.Contents)), sourceChance: make([]float32, len(g.Cues))}
	for _, c := range s.ContentChoices(g) {
		l.CueOf[c.Of], l.cueChance[c.Of] = pick(content, &c, 0)
		if l.CueOf[c.Of] < 0 && g.Contents[c.Of].Len() >= longContent && len(c.Candidates) > 1 {
			l.loose[c.Of] = true
			l.CueOf[c.Of], l.cueChance[c.Of] = pick(content, &c, 1)
		} else if l.CueOf[c.Of] >= 0 && l.cueChance[c.Of] < firmLink && g.Contents[c.Of].Len() >= longContent {
			l.loose[c.Of] = true
		}
	}
	for _, c := range s.SourceChoices(g) {
		l.SourceOf[c.Of], l.sourceChance[c.Of] = pick(source, &c, 0)
	}
	return l
}

// pick returns the candidate that scores best, the first of equals, leaving
// out those before from, and its probability.
func pick(w []float32, c *Choice, from int) (int, float32) {
	scores := make([]float32, len(c.Slots))
	at := from
	for k, slots := range c.Slots {
		for _, s := range slots {
			scores[k] += w[s]
		}
		if k > from && scores[k] > scores[at] {
			at = k
		}
	}
	var sum float32
	for _, v := range scores {
		sum += exp(v - scores[at])
	}
	return c.Candidates[at], 1 / sum
}

// Assembled is an attribution with what speaks for it.
type Assembled struct {
	claim.Attribution
	Evidence Evidence
}

// Assemble makes attributions of linked segments. Contents without a cue and
// cues without content are left out. A loose content follows on from its cue:
// it stands by itself, with the source but without the cue, unless the cue has
// no content else.
func (s Scene) Assemble(g *Segments, l *Links) []Assembled {
	contents := make([][]int, len(g.Cues))
	for i, q := range l.CueOf {
		if q >= 0 {
			contents[q] = append(contents[q], i)
		}
	}
	var out []Assembled
	for q, of := range contents {
		firm := slices.DeleteFunc(slices.Clone(of), func(i int) bool { return l.loose[i] })
		switch {
		case len(of) == 0:
			continue
		case len(firm) == 0:
			firm = of[:1]
		}
		out = append(out, s.assembled(g, l, q, firm))
		for _, i := range of {
			if !slices.Contains(firm, i) {
				a := s.assembled(g, l, q, []int{i})
				a.Cue = nil
				out = append(out, a)
			}
		}
	}
	return out
}

// assembled makes the attribution of cue q and some of its contents.
func (s Scene) assembled(g *Segments, l *Links, q int, of []int) Assembled {
	a := Assembled{Attribution: claim.Attribution{Cue: []nlp.Range{g.Cues[q]}, Parent: -1}}
	for _, i := range of {
		a.Content = append(a.Content, g.Contents[i])
	}
	a.Content = join(a.Content)
	s.carried(&a.Attribution)
	if k := l.SourceOf[q]; k >= 0 {
		a.Source = []nlp.Range{g.Sources[k]}
		s.mend(&a.Attribution)
	}
	for _, rule := range contentRules {
		rule.mend(s.scene, &a.Attribution)
	}
	for _, rule := range sourceRules {
		rule.mend(s.scene, &a.Attribution)
	}
	a.Lemma = s.d.Tokens[s.headOf(g.Cues[q])].Lemma
	a.Form = s.form(a.Content)
	a.Evidence = s.evidence(g, l, q, of, &a.Attribution)
	return a
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
