package encode

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"sayso"
	"sayso/internal/nlp/model"
	"sayso/internal/nlp/token"
	"sayso/nlp"
)

// withMentions is the small encoder with the small layer of mentions.
func withMentions(t *testing.T) *Encoder {
	t.Helper()
	data, err := os.ReadFile("testdata/mentions.model")
	if err != nil {
		t.Fatal(err)
	}
	f, err := model.Parse("mentions.model", data)
	if err != nil {
		t.Fatal(err)
	}
	e := load(t)
	if err := e.Mentions(f); err != nil {
		t.Fatal(err)
	}
	return e
}

// TestMentionsAsLearnt holds what whole numbers make of vectors beside what the training
// makes of them in float32.
func TestMentionsAsLearnt(t *testing.T) {
	data, err := os.ReadFile("testdata/mentions.json")
	if err != nil {
		t.Fatal(err)
	}
	var want struct {
		Vectors [][]float32
		Signs   [][SignsEach]uint8
		Numbers [][]float64
	}
	if err := json.Unmarshal(data, &want); err != nil {
		t.Fatal(err)
	}
	e := withMentions(t)
	n := len(want.Vectors)
	r := new(room)
	r.ids, r.windows = make([]int32, n), []window{{0, 0, n}}
	r.grow(n, e.shape)
	r.sheet.Signs = want.Signs
	for i, v := range want.Vectors {
		copy(r.x[i*e.Width():], v)
		r.sheet.Rows = append(r.sheet.Rows, int32(i))
	}
	d := token.Tokenize(strings.Repeat("a ", n))
	d.Scores = &nlp.Scores{Tokens: n, Mentions: make([]float32, n*Numbers)}
	e.mentions.read(r, d, 0, 0, e.shape)
	for i, w := range want.Numbers {
		if c := cosine(d.Scores.Mentions[i*Numbers:][:Numbers], w); c < 0.995 {
			t.Errorf("vector %d: cosine %.4f", i, c)
		}
	}
}

// TestMentionNumbers gives every token its numbers, whatever windows stand beside it.
func TestMentionNumbers(t *testing.T) {
	e := withMentions(t)
	for _, text := range documents {
		d := token.Tokenize(text)
		e.Apply(d)
		if len(d.Scores.Mentions) != d.Scores.Tokens*Numbers {
			t.Fatalf("%.40q: %d numbers of %d tokens", text, len(d.Scores.Mentions), d.Scores.Tokens)
		}
	}
	sentence := strings.TrimSpace(strings.Repeat("the port ", 60)) + "."
	one, two := token.Tokenize(sentence), token.Tokenize(sentence+"\n\n"+sentence)
	e.Apply(one)
	e.Apply(two)
	n := len(one.Scores.Mentions)
	if !slices.Equal(one.Scores.Mentions, two.Scores.Mentions[:n]) || !slices.Equal(one.Scores.Mentions, two.Scores.Mentions[n:]) {
		t.Error("a window has other numbers beside another")
	}
	if none := slices.IndexFunc(one.Scores.Mentions, func(v float32) bool { return v != 0 }); none < 0 {
		t.Error("all numbers are nought")
	}
}

func TestMentionsOfAnotherShape(t *testing.T) {
	if err := load(t).Mentions(model.New("coref", 1)); sayso.KindOf(err) != sayso.Damaged {
		t.Errorf("a model without a layer: %v", err)
	}
}
