package coref

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"sayso/internal/eval/conllu"
	"sayso/nlp"
)

const sample = `# newdoc id = GUM_news_sample
# newpar
1	Ada	Ada	PROPN	NNP	_	2	nsubj	_	Entity=(1)
2	told	tell	VERB	VBD	_	0	root	_	_
3-4	Bo's	_	_	_	_	_	_	_	_
3	Bo	Bo	PROPN	NNP	_	5	nmod:poss	_	Entity=(2(7
4	's	's	PART	POS	_	3	case	_	Entity=7)
5	aunt	aunt	NOUN	NN	_	2	obj	_	Entity=2)

1	She	she	PRON	PRP	_	2	nsubj	_	Entity=(1)
2	left	leave	VERB	VBD	_	0	root	_	_
3	her	she	PRON	PRP	_	2	obj	_	Entity=(2)
4	.	.	PUNCT	.	_	2	punct	_	_

`

func TestOntoGUM(t *testing.T) {
	fsys := fstest.MapFS{"gum/dev/ontogum/a.conllu": {Data: []byte(sample)}}
	docs, err := OntoGUM(fsys, conllu.Dev)
	if err != nil {
		t.Fatal(err)
	}
	want := [][]nlp.Range{{{First: 0, End: 1}, {First: 5, End: 6}}, {{First: 2, End: 3}}, {{First: 2, End: 5}, {First: 7, End: 8}}}
	got := docs[0].Entities
	if diff := cmp.Diff(len(want), len(got)); diff != "" {
		t.Fatal(diff)
	}
	var words [][]string
	for _, e := range docs[0].Gold() {
		var w []string
		for _, s := range e {
			w = append(w, s.In(docs[0].Doc.Text))
		}
		words = append(words, w)
	}
	if diff := cmp.Diff([][]string{{"Ada", "She"}, {"Bo's"}, {"Bo's aunt", "her"}}, words); diff != "" {
		t.Error(diff)
	}
	if g := docs[0].Genre(); g != "news" {
		t.Error(g)
	}
}

func TestOntoGUMDamaged(t *testing.T) {
	fsys := fstest.MapFS{"gum/dev/ontogum/a.conllu": {Data: []byte("1\tA\tA\tX\tX\t_\t0\troot\t_\tEntity=4)\n\n")}}
	if _, err := OntoGUM(fsys, conllu.Dev); err == nil {
		t.Error("no error for a bracket that nothing opens")
	}
}
