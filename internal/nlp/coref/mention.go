package coref

import (
	"slices"

	"sayso"
	"sayso/nlp"
)

// find lists the mentions of d that may stand in a chain, in text order, the
// longer first where two begin alike: noun phrases, pronouns, names inside
// compounds, and coordinations as wholes.
func (t *tree) find(d *nlp.Doc, out []mention) []mention {
	out = out[:0]
	for i := range d.Tokens {
		k := &d.Tokens[i]
		switch k.POS {
		case "PRON":
			if k.Is("expl") || !personal(d, i) {
				continue
			}
			r := nlp.Range{First: i, End: i + 1}
			if k.Feat("PronType") != "Prs" {
				r = t.phrase(d, i)
			}
			out = append(out, mention{Range: r, head: i, kind: sayso.PronounMention})
		case "NOUN", "PROPN":
			out = t.noun(d, i, out)
		case "NUM", "DET", "ADJ", "X", "SYM":
			if argument(k) && !(k.POS == "ADJ" && !t.determined(d, i)) {
				out = append(out, mention{Range: t.phrase(d, i), head: i, kind: sayso.NominalMention})
			}
		}
		if k.POS != "VERB" && k.POS != "AUX" {
			out = t.coordination(d, i, out)
		}
	}
	slices.SortStableFunc(out, func(a, b mention) int {
		if a.First != b.First {
			return a.First - b.First
		}
		return b.End - a.End
	})
	return out
}

// noun adds the phrase of the noun at i, or the name that it is a part of.
func (t *tree) noun(d *nlp.Doc, i int, out []mention) []mention {
	k := &d.Tokens[i]
	kind := sayso.NominalMention
	if k.POS == "PROPN" {
		kind = sayso.NameMention
	}
	switch {
	case k.Is("flat"), k.Is("fixed"), k.Is("goeswith"):
		return out
	case k.Is("appos") && k.POS == "NOUN":
		return out
	case k.Is("compound") && k.POS == "NOUN":
		return out
	case (k.Is("compound") || k.Is("nmod:desc")) && t.sameName(i, k.Head):
		return out // "World" of "World Health Organization"
	}
	return append(out, mention{Range: t.phrase(d, i), head: i, kind: kind})
}

// sameName reports whether tokens i and j stand in one name.
func (t *tree) sameName(i, j int) bool {
	return j >= 0 && t.name[i] >= 0 && t.name[i] == t.name[j]
}

// personal reports whether the pronoun at i can refer: it is none of "who",
// "which", "there" or a relative "that".
func personal(d *nlp.Doc, i int) bool {
	switch d.Tokens[i].Feat("PronType") {
	case "Rel", "Int":
		return false
	}
	switch d.Tokens[i].XPOS {
	case "WP", "WP$", "WDT", "EX":
		return false
	}
	return true
}

// argument reports whether k stands where noun phrases do.
func argument(k *nlp.Token) bool {
	return k.Is("nsubj") || k.Is("obj") || k.Is("iobj") || k.Is("obl") || k.Is("nmod") || k.Is("conj")
}

func (t *tree) determined(d *nlp.Doc, i int) bool {
	for c := t.child[i]; c >= 0; c = t.sibling[c] {
		if d.Tokens[c].Is("det") {
			return true
		}
	}
	return false
}

// phrase returns the tokens of the noun phrase whose head is h: h and what
// describes it, without what joins it to the rest of the sentence.
func (t *tree) phrase(d *nlp.Doc, h int) nlp.Range {
	r := nlp.Range{First: h, End: h + 1}
	for c := t.child[h]; c >= 0; c = t.sibling[c] {
		if !t.inside(d, h, int(c)) {
			continue
		}
		r.First = min(r.First, int(t.left[c]))
		r.End = max(r.End, int(t.right[c])+1)
	}
	return t.trim(d, h, r)
}

// inside reports whether dependent c belongs to the noun phrase of h. What
// stands behind a name is doubtful: only "of" binds it as a rule.
func (t *tree) inside(d *nlp.Doc, h, c int) bool {
	k := &d.Tokens[c]
	switch {
	case k.Is("det"), k.Is("amod"), k.Is("nummod"), k.Is("compound"), k.Is("flat"), k.Is("fixed"), k.Is("nmod:poss"),
		k.Is("nmod:desc"), k.Is("acl"), k.Is("appos"), k.Is("goeswith"):
		return true
	case k.Is("nmod"):
		first := int(t.left[c])
		if c > h && d.Text[d.Tokens[first].Start] == '(' {
			return false
		}
		return c < h || d.Tokens[h].POS != "PROPN" || k.Is("nmod:unmarked") || d.Word(first) == "of"
	case k.Is("case"):
		return c > h // 's
	case k.Is("advmod"):
		return c > h
	}
	return false
}

// trim takes punctuation off the ends of r that opens or closes nothing in it.
func (t *tree) trim(d *nlp.Doc, h int, r nlp.Range) nlp.Range {
	for r.First < h && d.Tokens[r.First].POS == "PUNCT" {
		r.First++
	}
	for r.End-1 > h && d.Tokens[r.End-1].POS == "PUNCT" {
		if c := d.Text[d.Tokens[r.End-1].Start]; c == ')' || c == ']' {
			break
		}
		r.End--
	}
	return r
}

// coordination adds the whole of a coordination whose first part is the noun
// at i.
func (t *tree) coordination(d *nlp.Doc, i int, out []mention) []mention {
	last := -1
	for c := t.child[i]; c >= 0; c = t.sibling[c] {
		if k := &d.Tokens[c]; k.Is("conj") && (k.POS == "NOUN" || k.POS == "PROPN" || k.POS == "PRON") {
			last = int(c)
		}
	}
	if last < 0 {
		return out
	}
	switch d.Tokens[i].POS {
	case "NOUN", "PROPN", "PRON":
	default:
		return out
	}
	r := t.phrase(d, i)
	for c := t.child[i]; c >= 0; c = t.sibling[c] {
		if d.Tokens[c].Is("conj") {
			p := t.phrase(d, int(c))
			r.End = max(r.End, p.End)
		}
	}
	return append(out, mention{Range: r, head: i, kind: sayso.NominalMention, many: true})
}
