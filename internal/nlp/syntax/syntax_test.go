package syntax

import (
	"math/rand/v2"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sayso"
	"sayso/internal/nlp/model"
	"sayso/internal/nlp/net"
	"sayso/internal/nlp/tag"
	"sayso/internal/nlp/token"
	"sayso/nlp"
)

// tiny is a small network of random weights: it knows nothing, and must still
// give sound trees.
func tiny() *Model {
	rows, n := net.NewRows([]string{"the", "ferry", "sails", "tonight"})
	senses := net.NewTable(1)
	senses.Set(net.Hash("sail"), 1)
	m := &Model{
		Words:     &net.Words{Rows: rows, Senses: senses},
		Senses:    [][]uint8{{}, {0, 1}},
		Tags:      []Tag{{"NOUN", "NN"}, {"VERB", "VBZ"}, {"PUNCT", "."}},
		Feats:     []string{"", "Number=Sing"},
		Relations: []string{"root", "nsubj", "det", "punct"},
		Lemmas:    tag.LearnLemmas([]tag.Seen{{Word: "sails", XPOS: "VBZ", Lemma: "sail"}}),
	}
	m.Weights = NewWeights(Shape{Words: n, Fields: 2, WordWidth: 16, GramWidth: 16, SuffixWidth: 16, CapsWidth: 32, SenseWidth: 16,
		Depth: 2, ArcWidth: 16, RelWidth: 16, TagClasses: 3, FeatClasses: 2, RelClasses: 4})
	r := rand.New(rand.NewPCG(1, 2))
	for _, t := range m.Tensors {
		for i := range t.Data {
			t.Data[i] = r.Float32() - 0.5
		}
	}
	return m
}

// check fails unless every sentence has one sound tree and every token its tags.
func check(t *testing.T, d *nlp.Doc) {
	t.Helper()
	for _, s := range d.Sentences {
		roots := 0
		for i := s.First; i < s.End; i++ {
			tok := d.Tokens[i]
			if tok.POS == "" || tok.XPOS == "" || tok.Rel == "" || tok.Lemma == "" && tok.Start < tok.End {
				t.Fatalf("token %d %q is not set: %+v", i, d.Word(i), tok)
			}
			if tok.Head < 0 {
				roots++
			} else if !s.Contains(tok.Head) || tok.Rel == "root" {
				t.Fatalf("token %d has head %d, relation %s", i, tok.Head, tok.Rel)
			}
			if !d.Below(i, d.Root(s)) {
				t.Fatalf("token %d does not hang on the root", i)
			}
		}
		if s.Len() > 0 && roots != 1 {
			t.Fatalf("%d roots", roots)
		}
	}
}

var hostile = []string{
	"", " ", "x", "\x00", "\xff\xfe\xfd", "Harbour closed.",
	strings.Repeat("(", 5000),
	strings.Repeat("and then ", 400) + "it stopped.",
	strings.Repeat("a", 100_000),
	strings.Repeat("\u200d", 300) + "é\u0301",
	"MAYOR SAYS “NO” — AGAIN!!! 😀👨‍👩‍👧",
	strings.Repeat("1 2 3\n", 300),
}

func TestHostile(t *testing.T) {
	p := NewFrom(tiny())
	for _, text := range hostile {
		d := token.Tokenize(text)
		p.Apply(d)
		check(t, d)
	}
}

func TestLongSentence(t *testing.T) {
	n := 2*MaxSentence + 17
	d := &nlp.Doc{Text: strings.Repeat("w ", n)}
	for i := range n {
		d.Tokens = append(d.Tokens, nlp.Token{Start: 2 * i, End: 2*i + 1, Head: -1})
	}
	d.Sentences = []nlp.Range{{First: 0, End: n}}
	NewFrom(tiny()).Apply(d)
	check(t, d)
	if joined := len(filter(d, "parataxis")); joined != 2 {
		t.Errorf("%d later pieces hang on the first, want 2", joined)
	}
}

func filter(d *nlp.Doc, rel string) (out []int) {
	for i := range d.Tokens {
		if d.Tokens[i].Rel == rel {
			out = append(out, i)
		}
	}
	return out
}

func TestModelFile(t *testing.T) {
	m := tiny()
	f, err := model.Parse("tiny", m.File().Bytes())
	if err != nil {
		t.Fatal(err)
	}
	p, err := New(f)
	if err != nil {
		t.Fatal(err)
	}
	a, b := token.Tokenize("The ferry sails tonight."), token.Tokenize("The ferry sails tonight.")
	NewFrom(m).Apply(a)
	p.Apply(b)
	if diff := cmp.Diff(a.Tokens, b.Tokens); diff != "" {
		t.Errorf("a model read back reads otherwise:\n%s", diff)
	}

	old := m.File()
	old.Format = Format - 1
	if _, err := New(old); sayso.KindOf(err) != sayso.Damaged || !strings.Contains(err.Error(), "sayso train syntax") {
		t.Errorf("an old format: %v", err)
	}
	newer := m.File()
	newer.Format = Format + 1
	if _, err := New(newer); sayso.KindOf(err) != sayso.TooNew {
		t.Errorf("a newer format: %v", err)
	}
	for _, name := range []string{"shape", "words", "senses", "fields", "tags", "lemmas", "layer0", "gram"} {
		bad := m.File()
		bad.Set(name, bad.Section(name)[:len(bad.Section(name))/2-1])
		if _, err := New(bad); err == nil {
			t.Errorf("half of section %s was taken", name)
		}
	}
}

// TestParallel lets the race detector look at shared use.
func TestParallel(t *testing.T) {
	p := NewFrom(tiny())
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for _, text := range hostile[:6] {
				p.Apply(token.Tokenize(text))
			}
		})
	}
	wg.Wait()
}

func FuzzApply(f *testing.F) {
	for _, s := range hostile {
		f.Add(s)
	}
	p := NewFrom(tiny())
	f.Fuzz(func(t *testing.T, text string) {
		d := token.Tokenize(text)
		p.Apply(d)
		check(t, d)
	})
}

func FuzzRead(f *testing.F) {
	good := tiny().File()
	f.Add("shape", good.Section("shape"))
	f.Add("fields", good.Section("fields"))
	f.Fuzz(func(t *testing.T, name string, b []byte) {
		m := tiny().File()
		m.Set(name, b)
		if p, err := New(m); err == nil {
			d := token.Tokenize("The ferry sails.")
			p.Apply(d)
		}
	})
}
