package names

import (
	"strings"
	"testing"

	"sayso/eval/conllu"
	corpus "sayso/eval/names"
	"sayso/nlp"
)

// tree parses "form XPOS head relation" lines; head 0 is the root.
func tree(t *testing.T, lines ...string) *nlp.Doc {
	t.Helper()
	var b strings.Builder
	b.WriteString("# newdoc id = a\n# sent_id = a-1\n")
	for i, l := range lines {
		f := strings.Fields(l)
		b.WriteString(strings.Join([]string{string(rune('1' + i)), f[0], f[0], "X", f[1], "_", f[2], f[3], "_", "_"}, "\t") + "\n")
	}
	docs, err := conllu.Read(strings.NewReader(b.String() + "\n"))
	if err != nil {
		t.Fatal(err)
	}
	return docs[0].Doc()
}

func TestWhole(t *testing.T) {
	person, org := corpus.Of(nlp.PersonName), corpus.Of(nlp.OrgName)
	at := func(first, end int, types corpus.Types) mark { return mark{nlp.Range{First: first, End: end}, types} }
	for _, c := range []struct {
		what string
		doc  *nlp.Doc
		in   []mark
		want string
	}{
		{"legal form that is marked", tree(t, "Orrin NNP 0 root", ", , 3 punct", "Inc. NNP 1 flat"), []mark{at(0, 1, org), at(2, 3, org)}, "Orrin, Inc."},
		{"legal form that is not", tree(t, "Orrin NNP 0 root", ", , 3 punct", "Inc. NNP 1 flat"), []mark{at(0, 1, org)}, "Orrin, Inc."},
		{"last name first", tree(t, "Okafor NNP 0 root", ", , 3 punct", "Mira NNP 1 flat"), []mark{at(0, 1, person), at(2, 3, person)}, "Okafor, Mira"},
		{"two persons", tree(t, "Okafor NNP 0 root", ", , 3 punct", "Mira NNP 1 conj"), []mark{at(0, 1, person), at(2, 3, person)}, "Okafor|Mira"},
		{"a shop", tree(t, "at IN 2 case", "Orrin NNP 0 root", "'s POS 2 case"), []mark{at(1, 2, person)}, "Orrin 's"},
		{"an owner", tree(t, "Orrin NNP 3 nmod:poss", "'s POS 1 case", "boat NN 0 root"), []mark{at(0, 1, person)}, "Orrin"},
	} {
		var got []string
		for _, m := range whole(c.doc, c.doc.Sentences[0], c.in) {
			got = append(got, c.doc.Words(m.Range))
		}
		if s := strings.ReplaceAll(strings.Join(got, "|"), " ,", ","); s != c.want {
			t.Errorf("%s: %q, want %q", c.what, s, c.want)
		}
	}
}

func TestReadLayer(t *testing.T) {
	got, err := readLayer("# a\n0001 1-2:P 5:L\n0003 4:?\n")
	if err != nil || len(got["a-0001"]) != 2 || got["a-0001"][0].End != 2 || got["a-0003"][0].types != 0 {
		t.Errorf("%v, %v", got, err)
	}
	for _, bad := range []string{"0001 2-1:P", "0001 0:P", "0001 1:Z", "0001 x"} {
		if _, err := readLayer("# a\n" + bad + "\n"); err == nil {
			t.Errorf("%q was taken", bad)
		}
	}
}
