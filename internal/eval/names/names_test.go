package names

import (
	"testing"

	"sayso"
	"sayso/nlp"
)

// doc has one-letter tokens and names of the tokens and types given.
func doc(text string, names ...nlp.Name) *nlp.Doc {
	d := &nlp.Doc{Text: text, Names: names}
	for i := range len(text) {
		d.Tokens = append(d.Tokens, nlp.Token{Start: i, End: i + 1})
	}
	return d
}

func found(first, end int, t nlp.NameType) nlp.Name {
	return nlp.Name{Range: nlp.Range{First: first, End: end}, Type: t}
}

func TestScore(t *testing.T) {
	gold := &Document{Text: "abcdefgh", Open: misc, Names: []Name{
		{sayso.Span{Start: 0, End: 2}, person},
		{sayso.Span{Start: 3, End: 4}, org | group},
		{sayso.Span{Start: 5, End: 7}, unknown},
	}}
	for _, c := range []struct {
		what        string
		doc         *nlp.Doc
		all, spans  Counts
		personRight int
	}{
		{"all right", doc(gold.Text, found(0, 2, nlp.PersonName), found(3, 4, nlp.OrgName)), Counts{2, 2, 2}, Counts{2, 2, 2}, 1},
		{"another type", doc(gold.Text, found(0, 2, nlp.PlaceName)), Counts{2, 1, 0}, Counts{2, 1, 1}, 0},
		{"another end", doc(gold.Text, found(0, 3, nlp.PersonName)), Counts{2, 1, 0}, Counts{2, 1, 0}, 0},
		{"an open type does not count", doc(gold.Text, found(7, 8, nlp.WorkName)), Counts{2, 0, 0}, Counts{2, 0, 0}, 0},
		{"nothing is known of those bytes", doc(gold.Text, found(6, 8, nlp.PersonName)), Counts{2, 0, 0}, Counts{2, 0, 0}, 0},
	} {
		var s Score
		s.Add(gold, c.doc)
		if s.All != c.all || s.Spans != c.spans || s.Type[nlp.PersonName].Right != c.personRight {
			t.Errorf("%s: %+v", c.what, s)
		}
	}
}

func TestF1(t *testing.T) {
	c := Counts{Gold: 4, System: 2, Right: 1}
	if c.F1() != 1.0/3 || c.Precision() != 0.5 || c.Recall() != 0.25 {
		t.Errorf("%v %v %v", c.F1(), c.Precision(), c.Recall())
	}
	if (Counts{}).F1() != 0 {
		t.Error("nothing at all")
	}
}
