package conllu

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sayso/nlp"
)

const sample = `# newdoc id = harbour
# newpar
# sent_id = h1
# text = Mira can't swim.
1	Mira	Mira	PROPN	NNP	Number=Sing	4	nsubj	_	_
2-3	can't	_	_	_	_	_	_	_	_
2	ca	can	AUX	MD	VerbForm=Fin	4	aux	_	_
3	n't	not	PART	RB	Polarity=Neg	4	advmod	_	_
4	swim	swim	VERB	VB	VerbForm=Inf	0	root	_	SpaceAfter=No
5	.	.	PUNCT	.	_	4	punct	_	_

# newpar
# sent_id = h2
1	Ferries	ferry	NOUN	NNS	Number=Plur	2	nsubj	_	_
1.1	do	do	AUX	VBP	_	_	_	_	_
2	wait	wait	VERB	VBP	_	0	root	_	_

`

func read(t *testing.T, s string) *nlp.Doc {
	t.Helper()
	docs, err := Read(strings.NewReader(s))
	if err != nil {
		t.Fatal(err)
	}
	return docs[0].Doc()
}

func TestDoc(t *testing.T) {
	d := read(t, sample)
	if want := "Mira can't swim.\n\nFerries wait"; d.Text != want {
		t.Errorf("text %q, want %q", d.Text, want)
	}
	var words []string
	var heads []int
	for i, tok := range d.Tokens {
		words = append(words, d.Word(i))
		heads = append(heads, tok.Head)
	}
	if diff := cmp.Diff([]string{"Mira", "ca", "n't", "swim", ".", "Ferries", "wait"}, words); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]int{3, 3, 3, -1, 3, 6, -1}, heads); diff != "" {
		t.Error(diff)
	}
	if len(d.Paragraphs) != 2 || len(d.Sentences) != 2 {
		t.Errorf("%d paragraphs, %d sentences", len(d.Paragraphs), len(d.Sentences))
	}
	if !d.Tokens[2].Within || d.Tokens[1].Within || !d.Tokens[4].Joined || d.Tokens[3].Joined {
		t.Error("Within or Joined is wrong")
	}
}

func TestReadRefuses(t *testing.T) {
	for name, s := range map[string]string{
		"columns": "1\ta\n",
		"number":  "2\ta\ta\tX\tX\t_\t0\troot\t_\t_\n",
		"head":    "1\ta\ta\tX\tX\t_\t9\troot\t_\t_\n\n",
		"self":    "1\ta\ta\tX\tX\t_\t1\troot\t_\t_\n\n",
		"range":   "5-4\ta\t_\t_\t_\t_\t_\t_\t_\t_\n",
		"beyond":  "1-3\ta\t_\t_\t_\t_\t_\t_\t_\t_\n1\ta\ta\tX\tX\t_\t0\troot\t_\t_\n\n",
	} {
		if _, err := Read(strings.NewReader(s)); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestCompare(t *testing.T) {
	gold := read(t, sample)
	if s := Compare(gold, gold); s.LAS.F1() != 1 || s.Sentences.F1() != 1 || s.Tokens.F1() != 1 || s.Lemmas.F1() != 1 {
		t.Errorf("a document against itself: %+v", s)
	}
	// The same text with "can't" left whole and both sentences run together.
	sys := Bare(gold)
	sys.Tokens = append(sys.Tokens[:1:1], sys.Tokens[2:]...)
	sys.Tokens[1] = nlp.Token{Start: gold.Tokens[1].Start, End: gold.Tokens[2].End, Head: -1}
	sys.Sentences = []nlp.Range{{First: 0, End: len(sys.Tokens)}}
	for i := range sys.Tokens {
		sys.Tokens[i].POS = "X"
	}
	sys.Tokens[0].POS, sys.Tokens[0].Head = "PROPN", 2
	sys.Tokens[0].Rel = "nsubj:pass"
	s := Compare(gold, sys)
	if want := (Counts{Gold: 7, System: 6, Right: 5}); s.Words != want {
		t.Errorf("words %+v, want %+v", s.Words, want)
	}
	if want := (Counts{Gold: 6, System: 6, Right: 6}); s.Tokens != want {
		t.Errorf("tokens %+v, want %+v", s.Tokens, want)
	}
	if s.Sentences.Right != 0 || s.UPOS.Right != 1 || s.LAS.Right != 1 || s.UAS.Right != 3 {
		t.Errorf("%+v", s)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(sample)
	f.Fuzz(func(t *testing.T, s string) {
		docs, err := Read(strings.NewReader(s))
		if err != nil {
			return
		}
		for i := range docs {
			d := docs[i].Doc()
			if s := Compare(d, d); s.Words.Gold < s.Words.Right {
				t.Errorf("%d words right of %d", s.Words.Right, s.Words.Gold)
			}
		}
	})
}
