package claim

import "sayso/nlp"

// voices reports whether a verb only gives out the feeling that its object
// names.
func voices(lemma string) bool {
	switch lemma {
	case "express", "voice", "convey", "extend", "share":
		return true
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
