package trained

import (
	"slices"

	"sayso/internal/extract/claim"
	"sayso/nlp"
)

// maxMend bounds the tokens by which a source grows to the left.
const maxMend = 12

// mend makes a source whole. Labels are picked token by token, so that now and
// then a source lacks the noun that its aside hangs on ("The union, which …,
// said"), or what stands before an apposition counts as content ("The
// minister, Otto Renn, said"); and a comma is left behind a name that has no
// aside to close.
func (s *scene) mend(a *claim.Attribution) {
	r := &a.Source[0]
	for k, p := range a.Content {
		if (p.End == r.First || p.End == r.First-1 && s.d.Word(p.End) == ",") && len(a.Content) > 1 && p.Len() <= maxMend && s.sameNoun(p, *r) {
			r.First = p.First
			a.Content = append(a.Content[:k:k], a.Content[k+1:]...)
			break
		}
	}
	if s.opensAside(*r) {
		if noun := s.hangsOn(*r); noun >= 0 && noun < r.First && r.First-noun <= maxMend {
			if first := s.leftmost(noun); !s.crosses(a, first, r.First) {
				r.First = first
			}
		}
	}
	if r.Len() > 1 && s.d.Word(r.End-1) == "," && !s.hasComma(nlp.Range{First: r.First, End: r.End - 1}) {
		r.End--
	}
	for r.Len() > 1 && s.d.Word(r.First) == "," {
		r.First++
	}
}

// sameNoun reports whether the words of p and those of r are one noun phrase.
func (s *scene) sameNoun(p, r nlp.Range) bool {
	for i := p.First; i < p.End; i++ {
		if pos := s.d.Tokens[i].POS; pos == "VERB" || pos == "AUX" {
			return false
		}
	}
	h, q := s.headOf(p), s.headOf(r)
	return r.Contains(int(s.toks[h].head)) || p.Contains(int(s.toks[q].head))
}

// opensAside reports whether a source begins with what can only follow a noun.
func (s *scene) opensAside(r nlp.Range) bool {
	switch s.d.Word(r.First) {
	case ",", "who", "which", "whose":
		return r.Len() > 1
	}
	return false
}

// hangsOn returns the noun that an aside hangs on, -1 for none.
func (s *scene) hangsOn(r nlp.Range) int {
	if s.d.Word(r.First) == "," {
		r.First++
	}
	return int(s.toks[s.headOf(r)].head)
}

// leftmost returns the first token of the noun phrase at i, without clauses.
func (s *scene) leftmost(i int) int {
	first := i
	for k := i - 1; k >= max(0, i-maxMend) && s.toks[k].sentence == s.toks[i].sentence; k-- {
		h := int(s.toks[k].head)
		if h < k || h > i {
			break
		}
		first = k
	}
	return first
}

// crosses reports whether tokens of the attribution stand between two places.
func (s *scene) crosses(a *claim.Attribution, lo, hi int) bool {
	r := nlp.Range{First: lo, End: hi}
	return touches(a.Cue, r) || touches(a.Content, r)
}

func (s *scene) hasComma(r nlp.Range) bool {
	for i := r.First; i < r.End; i++ {
		if s.d.Word(i) == "," {
			return true
		}
	}
	return false
}

// carried takes from a content the aside that names who carried the words, and
// names the carrier also where the labels end before it.
func (s *scene) carried(a *claim.Attribution) {
	for i := range a.Content {
		r := &a.Content[i]
		whole := *r
		if i == len(a.Content)-1 {
			whole.End = max(r.End, s.d.Sentences[s.toks[r.End-1].sentence].End-1)
		}
		if at, via := claim.Carried(s.d, whole); at >= 0 && at <= r.End && s.toks[at].quote == 0 {
			r.End = at
			if via.Len() > 0 {
				a.Via = append(a.Via, via)
			}
		}
	}
}

// finish ends a content that stops inside a phrase where the rules end it: a
// word at its end hangs on one behind it, and none of those near has the words
// between. Labels are picked token by token, so
// that a content whose chance sinks under even breaks off anywhere.
func (s *scene) finish(a, rules *claim.Attribution, near []claim.Attribution) {
	if rules.Parted() && s.toks[a.Content[0].First].quote == 0 && s.free(a, rules.Content, near) {
		a.Content = slices.Clone(rules.Content)
		a.Form = s.form(a.Content)
	}
	for k := range a.Content {
		r := &a.Content[k]
		for _, p := range rules.Content {
			if k == 0 && rules.Whole() && p.First < r.First && p.End >= r.End-1 && p.End <= r.End+1 && !s.taken(near, nlp.Range{First: p.First, End: r.First}) {
				r.First = p.First // a clause in front of its cue begins with the sentence
				a.Form = s.form(a.Content)
			}
			h := int(s.toks[r.End-1].head)
			if p.First != r.First || h < r.End || h >= p.End || s.taken(near, nlp.Range{First: r.End, End: p.End}) {
				continue
			}
			r.End = p.End
			a.Form = s.form(a.Content)
		}
	}
}

// free reports whether pieces hold all of a content and nothing of others.
func (s *scene) free(a *claim.Attribution, pieces []nlp.Range, near []claim.Attribution) bool {
	for _, r := range a.Content {
		if !slices.ContainsFunc(pieces, func(p nlp.Range) bool { return p.First <= r.First && r.End <= p.End }) {
			return false
		}
	}
	for _, p := range pieces {
		for i := p.First; i < p.End; i++ {
			if one := (nlp.Range{First: i, End: i + 1}); !touches(a.Content, one) && s.taken(near, one) {
				return false
			}
		}
	}
	return true
}

// goOn lets a content go on with the clause behind its last comma that hangs on
// one of its words: "that the talks are a campaign, aiming to dissuade her".
func (s *scene) goOn(a *claim.Attribution, near []claim.Attribution) {
	r := &a.Content[len(a.Content)-1]
	end := s.d.Sentences[s.toks[r.End-1].sentence].End - 1
	i := r.End + 1
	if i >= end || s.d.Word(r.End) != "," || s.toks[r.End].quote > 0 || s.d.Tokens[i].XPOS != "VBG" || !r.Contains(int(s.toks[i].head)) {
		return
	}
	if rel := s.d.Tokens[i].Rel; rel != "advcl" && rel != "acl" || s.taken(near, nlp.Range{First: r.End, End: end}) {
		return
	}
	r.End = end
	a.Form = s.form(a.Content)
}

// taken reports whether some attribution has tokens of r.
func (s *scene) taken(near []claim.Attribution, r nlp.Range) bool {
	for k := range near {
		if touches(near[k].Source, r) || touches(near[k].Cue, r) || touches(near[k].Content, r) {
			return true
		}
	}
	return false
}
