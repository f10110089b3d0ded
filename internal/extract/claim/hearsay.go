package claim

import (
	"strings"

	"sayso/nlp"
)

// hearsay reads adverbs that give a whole clause as others' word, nobody's in
// particular: "The treasurer allegedly took bribes". It needs the tree.
func (p *pass) hearsay(s nlp.Range) {
	for i := s.First; i < s.End; i++ {
		t := &p.d.Tokens[i]
		if t.Rel != "advmod" || t.Head < s.First || t.Head >= s.End || p.quoteAt[i] > 0 || !reportedly(p.d.Word(i)) {
			continue
		}
		v := t.Head
		if p.found(i) || p.found(v) || p.d.Child(v, "nsubj", "nsubj:pass", "csubj") < 0 {
			continue
		}
		r := p.clip(p.d.Subtree(v), s)
		if !r.Contains(i) {
			continue
		}
		p.add(Attribution{Cue: []nlp.Range{{First: i, End: i + 1}}, Content: []nlp.Range{{First: r.First, End: i}, {First: i + 1, End: r.End}},
			Lemma: strings.ToLower(p.d.Word(i)), Rule: hearsayRule, Confidence: 0.6})
	}
}

// reportedly reports whether an adverb says that others say so.
func reportedly(w string) bool {
	switch strings.ToLower(w) {
	case "reportedly", "allegedly", "purportedly":
		return true
	}
	return false
}
