package trained

import (
	"slices"
	"strings"

	"sayso/internal/extract/claim"
	"sayso/nlp"
)

// sourceRules put right what the labels tell of sources, each one kind of slip,
// in order. They look at the tree around the cue; none looks further than
// maxMend tokens.
var sourceRules = []struct {
	name string
	mend func(*scene, *claim.Attribution)
}{
	{"behind the quotation", (*scene).behindQuotation},
	{"agent", (*scene).agent},
	{"shared subject", (*scene).sharedSubject},
	{"name in the cue", (*scene).nameInCue},
	{"said to be", (*scene).saidToBe},
	{"its subject", (*scene).itsSubject},
	{"loose end", (*scene).looseEnd},
	{"role before", (*scene).roleBefore},
}

// behindQuotation gives the source what stands between a quotation and its cue
// and counts as content: “…,” Ada Brenn, the mayor said.
func (s *scene) behindQuotation(a *claim.Attribution) {
	for k := range a.Content {
		r := &a.Content[k]
		i := r.End - 1
		for i > r.First && i > r.End-maxMend && !s.closesQuotation(i) {
			if pos := s.d.Tokens[i].POS; (pos == "VERB" || pos == "AUX") && !s.tellsOf(i) {
				return
			}
			i--
		}
		if i == r.End-1 || i <= r.First || !s.closesQuotation(i) || s.toks[r.First].quote == 0 {
			continue
		}
		rest := nlp.Range{First: i + 1, End: r.End}
		for rest.Len() > 0 && s.d.Tokens[rest.First].POS == "PUNCT" {
			rest.First++
		}
		next := rest.End
		if next < len(s.toks) && s.d.Word(next) == "," {
			next++
		}
		switch {
		case rest.Len() == 0 || next >= len(s.toks):
		case len(a.Source) == 0 && touches(a.Cue, nlp.Range{First: next, End: next + 1}):
			a.Source, r.End = []nlp.Range{rest}, i+1
		case len(a.Source) > 0 && a.Source[0].First == next:
			a.Source = []nlp.Range{{First: rest.First, End: a.Source[0].End}}
			r.End = i + 1
		}
	}
}

// roleBefore gives the source what it is called by in front of its name, where that
// counts as content: “A shell hit the market, the governor of the region, Abel Kirui,
// said”. The name stands between commas, and so does what it is called by.
func (s *scene) roleBefore(a *claim.Attribution) {
	if len(a.Source) != 1 || len(a.Cue) == 0 || len(a.Content) == 0 {
		return
	}
	src, last := &a.Source[0], &a.Content[len(a.Content)-1]
	at := src.First - 1
	if at <= last.First || last.End > at+1 || s.d.Word(at) != "," || s.d.Tokens[src.First].POS != "PROPN" || s.toks[at].quote > 0 {
		return
	}
	closed := src.End < len(s.toks) && s.d.Word(src.End) == "," && a.Cue[0].First == src.End+1
	if inner := src.End - 1; !closed && (s.d.Word(inner) != "," || a.Cue[0].First != src.End) {
		return
	}
	for i := at - 1; i > last.First && i >= at-maxMend; i-- {
		switch s.d.Tokens[i].POS {
		case "VERB", "AUX":
			return
		case "PUNCT":
			if role := (nlp.Range{First: i + 1, End: at}); s.d.Word(i) == "," && last.End >= i && s.called(role, *src) {
				src.First, last.End = role.First, i
			}
			return
		}
	}
}

// called reports whether the person named by r may be called by the words of role: by a
// determiner and what follows.
func (s *scene) called(role, r nlp.Range) bool {
	return role.Len() > 1 && s.d.Tokens[role.First].POS == "DET" && slices.ContainsFunc(s.d.Names, func(n nlp.Name) bool {
		return n.Type == nlp.PersonName && r.Contains(n.First)
	})
}

// looseEnd takes from a source the conjunction that it ends with: what it joins
// stands elsewhere.
func (s *scene) looseEnd(a *claim.Attribution) {
	for k := range a.Source {
		r := &a.Source[k]
		if r.Len() > 1 && s.d.Tokens[r.End-1].POS == "CCONJ" {
			r.End--
		}
	}
}

// tellsOf reports whether verb i stands in a clause that tells more of a noun:
// "Ada Brenn, who has worked here since May".
func (s *scene) tellsOf(i int) bool {
	if h := int(s.toks[i].head); s.d.Tokens[i].POS == "AUX" && h >= 0 {
		i = h
	}
	return s.d.Tokens[i].Is("acl")
}

// closesQuotation reports whether token i closes an outer quotation.
func (s *scene) closesQuotation(i int) bool {
	q := s.toks[i].quote
	return q > 0 && s.d.Quotes[q-1].End == i+1 && s.d.Quotes[q-1].Closed
}

// agent gives a passive cue that ends in "by" the phrase behind it for its
// source: "was praised by the Herald as a gift".
func (s *scene) agent(a *claim.Attribution) {
	if len(a.Source) > 0 || len(a.Cue) == 0 {
		return
	}
	by := a.Cue[len(a.Cue)-1].End - 1
	if !strings.EqualFold(s.d.Word(by), "by") || by+1 >= len(s.toks) {
		return
	}
	h := int(s.toks[by].head)
	if h <= by || h-by > maxMend || s.d.Tokens[h].Rel != "obl:agent" && s.d.Tokens[h].Rel != "obl" {
		return
	}
	source := nlp.Range{First: by + 1, End: h + 1}
	for k := range a.Content {
		r := &a.Content[k]
		if r.First == source.First && r.End > source.End {
			r.First = source.End
			a.Source = []nlp.Range{source}
			return
		}
		if r.First == source.First && r.End == source.End && len(a.Content) > 1 {
			a.Content = slices.Delete(slices.Clone(a.Content), k, k+1)
			a.Source = []nlp.Range{source}
			return
		}
	}
}

// sharedSubject gives a cue without a source the subject of the verb that it is
// joined to: "The paper was sent out and stated that …".
func (s *scene) sharedSubject(a *claim.Attribution) {
	if len(a.Source) > 0 || len(a.Cue) == 0 {
		return
	}
	v := s.headOf(a.Cue[0])
	if s.d.Tokens[v].POS != "VERB" || s.d.Child(v, "nsubj", "nsubj:pass", "csubj") >= 0 {
		return
	}
	for range maxAsides {
		if s.d.Tokens[v].Rel != "conj" || s.toks[v].head < 0 {
			return
		}
		v = int(s.toks[v].head)
		if n := s.d.Child(v, "nsubj", "nsubj:pass"); n >= 0 && n < a.Cue[0].First {
			r := s.d.Subtree(n)
			if r.Len() > maxSource || r.End > a.Cue[0].First || s.crosses(a, r.First, r.End) || s.d.Tokens[n].POS == "PRON" && s.d.Word(n) == "it" {
				return
			}
			a.Source = []nlp.Range{r}
			return
		}
	}
}

const (
	// maxAsides bounds the verbs that share a subject.
	maxAsides = 4
	// maxSource bounds the words of a source that the tree gives.
	maxSource = 40
)

// nameInCue gives the source the part of a name that counts as cue: a surname
// that is a word as well ("Mrs May said").
func (s *scene) nameInCue(a *claim.Attribution) {
	if len(a.Cue) == 0 || a.Cue[0].Len() < 2 {
		return
	}
	q := &a.Cue[0]
	if s.toks[q.First].name == 0 && s.d.Tokens[q.First].POS != "PROPN" || s.d.Tokens[q.First+1].POS == "PROPN" {
		return
	}
	switch n := len(a.Source); {
	case n == 0 && s.toks[q.First].name > 0:
		a.Source = []nlp.Range{{First: q.First, End: q.First + 1}}
	case n > 0 && a.Source[n-1].End == q.First:
		a.Source[n-1].End++
	default:
		return
	}
	q.First++
}

// saidToBe moves the subject of a passive cue before an infinitive into the
// content: "Women were said to have been attacked" is nobody's word by name.
func (s *scene) saidToBe(a *claim.Attribution) {
	if len(a.Source) > 1 || len(a.Cue) != 1 || len(a.Content) == 0 || len(a.Source) == 1 && a.Source[0].End != a.Cue[0].First {
		return
	}
	v := a.Cue[0].End - 1
	if !strings.EqualFold(s.d.Word(a.Content[0].First), "to") || a.Content[0].First != v+1 || s.d.Child(v, "aux:pass") < 0 {
		return
	}
	switch s.d.Tokens[v].Lemma {
	case "say", "believe", "report", "think", "understand", "allege", "rumour", "rumor", "know", "presume", "reckon":
		if len(a.Source) == 0 {
			s.passiveSubject(a, v)
			return
		}
		a.Content = join(append([]nlp.Range{a.Source[0]}, a.Content...))
		a.Source = nil
	}
}

// itsSubject cuts a source that holds more than a noun phrase down to the
// subject of its cue, or of the verb that a cue with -ing goes with: "The singer
// posted photographs, writing that …" is the singer's.
func (s *scene) itsSubject(a *claim.Attribution) {
	if len(a.Source) != 1 || len(a.Cue) == 0 {
		return
	}
	v := s.headOf(a.Cue[0])
	n, beside := s.d.Child(v, "nsubj"), true
	if t := &s.d.Tokens[v]; n < 0 && t.XPOS == "VBG" && t.Is("advcl") && t.Head >= 0 {
		n, beside = s.d.Child(t.Head, "nsubj"), false
	}
	r := &a.Source[0]
	if n < 0 || !r.Contains(n) {
		return
	}
	phrase := s.d.Subtree(n)
	if phrase.First < r.First || phrase.End > r.End || beside && phrase.End < r.End || !s.clausal(nlp.Range{First: r.First, End: phrase.First}) && !s.clausal(nlp.Range{First: phrase.End, End: r.End}) {
		return
	}
	*r = phrase
}

// clausal reports whether a stretch holds what no noun phrase does: a verb, a
// quotation mark, a dash.
func (s *scene) clausal(r nlp.Range) bool {
	found := false
	for i := r.First; i < r.End; i++ {
		switch t := &s.d.Tokens[i]; {
		case t.POS == "AUX", t.POS == "VERB" && (t.XPOS == "VBD" || t.XPOS == "VBZ" || t.XPOS == "VBP"):
			found = true
		}
		switch strings.ToLower(s.d.Word(i)) {
		case "who", "which", "whose", "whom", "that":
			return false // a clause that belongs to a noun
		case "\"", "“", "”", "--", "—", "–":
			found = true
		}
	}
	return found
}
