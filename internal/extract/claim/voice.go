package claim

import (
	"strings"

	"sayso/nlp"
)

// voices reports whether a verb only gives out the feeling that its object
// names.
func voices(lemma string) bool {
	switch lemma {
	case "express", "voice", "convey", "extend", "share":
		return true
	}
	return false
}

// feeling reports whether a content begins with the noun for what one feels.
func (p *pass) feeling(content nlp.Range) bool {
	for i := content.First; i < min(content.End, content.First+4); i++ {
		if n := p.words[i].name; n != nil && !n.adj {
			return true
		}
	}
	return false
}

// given is the noun that a content stands by, in its basic form, where nothing
// but words that hang on it stands before it: "his deep gratitude for the
// invitation".
func given(d *nlp.Doc, a *Attribution) string {
	if len(a.Content) == 0 {
		return ""
	}
	for i := a.Content[0].First; i < a.Content[0].End; i++ {
		switch t := &d.Tokens[i]; {
		case t.POS == "NOUN" && t.Rel != "compound":
			return t.Lemma
		case t.POS != "DET" && t.POS != "PRON" && t.POS != "ADJ" && t.POS != "NOUN" && t.POS != "ADV" && t.POS != "PUNCT":
			return ""
		}
	}
	return ""
}

// somebody reports whether a content is one who can be asked, and no more: a
// person's name, "him", "two witnesses".
func somebody(d *nlp.Doc, content []nlp.Range) bool {
	if len(content) != 1 || content[0].Len() > 4 {
		return false
	}
	last := content[0].End - 1
	for _, n := range d.Names {
		if n.Contains(last) {
			return n.Type == nlp.PersonName
		}
	}
	switch strings.ToLower(d.Word(last)) {
	case "him", "her", "them", "me", "us", "man", "men", "woman", "women", "people", "student", "students", "suspect", "suspects", "witness", "witnesses",
		"officer", "officers", "official", "officials", "boy", "boys", "girl", "girls", "driver", "drivers", "minister", "ministers", "nominee", "candidates":
		return true
	}
	return false
}
