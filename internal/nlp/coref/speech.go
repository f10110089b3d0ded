package coref

import "sayso/nlp"

// Speeches finds who speaks each quotation, and each turn of a transcript
// ("LIND: …"), by the tree: the subject of a verb of speaking that the quoted
// words hang on, or that hangs on them. A quotation without such a verb is
// given to the speaker of the one before it in its paragraph, and one that
// continues the last paragraph's to that one's speaker.
func (r *Resolver) Speeches(d *nlp.Doc) []Speech {
	var out []Speech
	quotes := d.Quotes
	before, paragraph := -1, -1 // the last outer quotation and its paragraph
	goesOn := false
	q := 0
	for p, para := range d.Paragraphs {
		if name, colon := label(d, para); name >= 0 {
			out = append(out, Speech{Words: nlp.Range{First: colon + 1, End: para.End}, Speaker: name})
		}
		for ; q < len(quotes) && quotes[q].First < para.End; q++ {
			s := Speech{Words: quotes[q].Range, Speaker: -1}
			if s.Words.Len() < 3 {
				continue
			}
			s.Speaker = r.speaker(d, s.Words)
			if quotes[q].Depth == 0 {
				if s.Speaker < 0 && before >= 0 && (goesOn || paragraph == p) {
					s.Speaker = out[before].Speaker
				}
				before, paragraph = len(out), p
				goesOn = quotes[q].Continues
			}
			out = append(out, s)
		}
	}
	return out
}

// maxLabel is the most tokens before the colon of a speaker's label.
const maxLabel = 6

// label returns the last token of the name in capitals that paragraph p begins
// with, and the colon behind it; -1 when it begins with none.
func label(d *nlp.Doc, p nlp.Range) (name, colon int) {
	name = -1
	for i := p.First; i < min(p.First+maxLabel, p.End); i++ {
		w := d.Word(i)
		if w == ":" && i+1 < p.End {
			return name, i
		}
		for j := 0; j < len(w); j++ {
			if 'a' <= w[j] && w[j] <= 'z' {
				return -1, -1
			}
		}
		name = i
	}
	return -1, -1
}

// speaker returns the subject of the verb that words are spoken by; -1 when
// the tree shows none.
func (r *Resolver) speaker(d *nlp.Doc, words nlp.Range) int {
	// A verb outside that governs words inside.
	for i := words.First; i < words.End; i++ {
		h := d.Tokens[i].Head
		if h < 0 || words.Contains(h) || d.Tokens[i].POS == "PUNCT" {
			continue
		}
		for step := 0; h >= 0 && !words.Contains(h) && step < 4; step++ {
			if d.Tokens[h].POS == "VERB" && r.tables.speaks(lemma(d, h)) {
				if s := subjectOf(d, h, words); s >= 0 {
					return s
				}
			}
			h = d.Tokens[h].Head
		}
	}
	// A verb outside that hangs on words inside: "…," she said.
	s := d.Sentence(words.End - 1)
	lo, hi := d.Sentence(words.First).First, s.End
	for i := lo; i < hi; i++ {
		if words.Contains(i) {
			i = words.End - 1
			continue
		}
		k := &d.Tokens[i]
		if k.POS == "VERB" && r.tables.speaks(lemma(d, i)) && (k.Head < 0 || words.Contains(k.Head) || k.Is("parataxis") || k.Is("ccomp")) {
			if s := subjectOf(d, i, words); s >= 0 {
				return s
			}
		}
	}
	return -1
}

// subjectOf returns the subject of verb v that stands outside words; that of
// the verb it is coordinated with when it has none.
func subjectOf(d *nlp.Doc, v int, words nlp.Range) int {
	for step := 0; v >= 0 && step < 3; step++ {
		if s := d.Child(v, "nsubj"); s >= 0 {
			if words.Contains(s) {
				return -1
			}
			return s
		}
		if !d.Tokens[v].Is("conj") {
			return -1
		}
		v = d.Tokens[v].Head
	}
	return -1
}
