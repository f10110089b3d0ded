package name

import (
	"cmp"
	"slices"
	"strings"

	"sayso/internal/lang/en"
	"sayso/nlp"
)

// Surnames that are months as well: Otto March, Mrs May. The trained weights
// have seen a thousand dates for each such person, so they pass the surname
// over. It is a name where a person's name or a form of address runs up to it
// and no day or year follows; and, once a text has such a person, wherever it
// stands alone as the subject or owner of something.

// monthSurnames lets persons take in a month's name that is theirs.
func (w *worker) monthSurnames(d *nlp.Doc) {
	owners := map[string]bool{} // surnames of the text's persons
	for _, n := range d.Names {
		if n.Type == nlp.PersonName && n.Len() > 1 && w.monthAt(d, n.End-1) {
			owners[d.Word(n.End-1)] = true
		}
	}
	for i := range d.Tokens {
		if !w.monthAt(d, i) || w.dated(d, i) {
			continue
		}
		if k := nameEndingAt(d, i); k >= 0 && d.Names[k].Type == nlp.PersonName && !w.words[d.Names[k].End-1].common() {
			d.Names[k].End = i + 1
			owners[d.Word(i)] = true
		} else if i > 0 && !named(d, i-1) && w.words[i-1].shape == capital && w.words[i-1].lists&GivenList != 0 {
			d.Names = append(d.Names, nlp.Name{Range: nlp.Range{First: i - 1, End: i + 1}, Type: nlp.PersonName})
			owners[d.Word(i)] = true
		} else if i > 0 && w.addresses(d, i-1) {
			d.Names = append(d.Names, nlp.Name{Range: nlp.Range{First: i, End: i + 1}, Type: nlp.PersonName})
			owners[d.Word(i)] = true
		}
	}
	if len(owners) == 0 {
		return
	}
	slices.SortFunc(d.Names, func(a, b nlp.Name) int { return cmp.Compare(a.First, b.First) })
	for i := range d.Tokens {
		if owners[d.Word(i)] && !named(d, i) && !w.dated(d, i) && acts(d, i) {
			d.Names = append(d.Names, nlp.Name{Range: nlp.Range{First: i, End: i + 1}, Type: nlp.PersonName})
		}
	}
	slices.SortFunc(d.Names, func(a, b nlp.Name) int { return cmp.Compare(a.First, b.First) })
}

// monthAt reports whether token i is a month's name with a capital.
func (w *worker) monthAt(d *nlp.Doc, i int) bool {
	return w.words[i].shape == capital && en.Is(fold(d.Word(i)), en.Month)
}

// common reports whether a word is one that stands in texts with a small letter.
func (w *word) common() bool { return w.shape == lower }

// nameEndingAt returns the name that ends right before token i; -1 for none.
func nameEndingAt(d *nlp.Doc, i int) int {
	k, _ := slices.BinarySearchFunc(d.Names, i, func(n nlp.Name, i int) int { return cmp.Compare(n.First, i) })
	if k > 0 && d.Names[k-1].End == i {
		return k - 1
	}
	return -1
}

// named reports whether token i stands in a name.
func named(d *nlp.Doc, i int) bool {
	k, found := slices.BinarySearchFunc(d.Names, i, func(n nlp.Name, i int) int { return cmp.Compare(n.First, i) })
	return found || k > 0 && d.Names[k-1].End > i
}

// addresses reports whether token i is a form of address or a title with a
// capital: "Mrs May", "Prime Minister May".
func (w *worker) addresses(d *nlp.Doc, i int) bool {
	return w.words[i].shape.named() && w.lex.Title(d.Word(i)) && !named(d, i)
}

// dated reports whether a day or a year goes with the month at token i: "May 4",
// "4 May", "in May".
func (w *worker) dated(d *nlp.Doc, i int) bool {
	for k := i - 1; k <= i+2; k++ {
		if k < 0 || k == i || k >= len(d.Tokens) || k == i+2 && d.Word(i+1) != "," {
			continue
		}
		if c := d.Word(k)[0]; c >= '0' && c <= '9' {
			return true
		}
	}
	if i == 0 {
		return false
	}
	switch strings.ToLower(d.Word(i - 1)) {
	case "in", "since", "until", "till", "last", "next", "early", "late", "mid", "of", "every", "this":
		return true
	}
	return false
}

// acts reports whether the word at token i is what a clause is about, or owns
// something: "May replied", "May's plan".
func acts(d *nlp.Doc, i int) bool {
	if i+1 >= len(d.Tokens) {
		return false
	}
	switch t := &d.Tokens[i+1]; t.XPOS {
	case "VBD", "VBZ", "MD", "POS":
		return d.Tokens[i].Rel != "obl" && d.Tokens[i].Rel != "nmod"
	case "RB":
		return d.Tokens[i].Is("nsubj")
	}
	return d.Tokens[i].Is("nsubj")
}
