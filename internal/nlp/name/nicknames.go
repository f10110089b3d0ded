package name

import (
	"slices"

	"sayso/nlp"
)

// A nickname stands in marks or brackets inside a name: Mary “Dot” Hallen, Anton
// (Toni) Brenn. The labels end the name there, and see two people.

// maxNick bounds the words of a nickname.
const maxNick = 2

// nicknames joins the parts of names that have a nickname between them.
func (w *worker) nicknames(d *nlp.Doc) {
	for i := 1; i+2 < len(d.Tokens); i++ {
		end, ok := w.nickname(d, i)
		if !ok || w.words[i-1].shape != capital || end >= len(d.Tokens) || w.words[end].shape != capital {
			continue
		}
		before, after := nameEndingAt(d, i), nameBeginningAt(d, end)
		given := before >= 0 && d.Names[before].Type == nlp.PersonName || before < 0 && w.words[i-1].lists&GivenList != 0
		if !given || after < 0 && named(d, end) || after >= 0 && d.Names[after].Type != nlp.PersonName {
			continue
		}
		joined := nlp.Name{Range: nlp.Range{First: i - 1, End: end + 1}, Type: nlp.PersonName}
		if before >= 0 {
			joined.First = d.Names[before].First
		}
		if after >= 0 {
			joined.End = d.Names[after].End
		}
		d.Names = slices.DeleteFunc(d.Names, func(n nlp.Name) bool { return n.First < joined.End && joined.First < n.End })
		k, _ := slices.BinarySearchFunc(d.Names, joined.First, func(n nlp.Name, at int) int { return n.First - at })
		d.Names = slices.Insert(d.Names, k, joined)
		i = end
	}
}

// nickname reports whether a nickname in marks or brackets begins at token i, and
// returns the token behind it.
func (w *worker) nickname(d *nlp.Doc, i int) (end int, ok bool) {
	var closing string
	switch d.Word(i) {
	case "“":
		closing = "”"
	case "\"":
		closing = "\""
	case "‘":
		closing = "’"
	case "(":
		closing = ")"
	default:
		return 0, false
	}
	for k := i + 1; k < min(len(d.Tokens), i+2+maxNick); k++ {
		switch {
		case d.Word(k) == closing:
			return k + 1, k > i+1
		case w.words[k].shape != capital:
			return 0, false
		}
	}
	return 0, false
}

// nameBeginningAt returns the name that begins at token i; -1 for none.
func nameBeginningAt(d *nlp.Doc, i int) int {
	k, found := slices.BinarySearchFunc(d.Names, i, func(n nlp.Name, at int) int { return n.First - at })
	if !found {
		return -1
	}
	return k
}
