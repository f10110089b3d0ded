package segment

import (
	"context"
	"testing"
	"testing/fstest"

	"sayso/internal/nlp/token"
	"sayso/nlp"
)

func TestRebuilds(t *testing.T) {
	tokens := func(spans ...int) (out []nlp.Token) {
		for i := 0; i < len(spans); i += 2 {
			out = append(out, nlp.Token{Start: spans[i], End: spans[i+1]})
		}
		return out
	}
	for _, c := range []struct {
		name   string
		tokens []nlp.Token
		want   bool
	}{
		{"all of it", tokens(0, 5, 6, 12), true},
		{"a word is lost", tokens(0, 5), false},
		{"a letter is lost", tokens(0, 5, 7, 12), false},
		{"two overlap", tokens(0, 6, 5, 12), false},
		{"one is empty", tokens(0, 5, 5, 5, 6, 12), false},
		{"one leaves the text", tokens(0, 5, 6, 14), false},
	} {
		if got := Rebuilds(&nlp.Doc{Text: "Ferry sailed ", Tokens: c.tokens}); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

func TestRebuiltShare(t *testing.T) {
	corpora := fstest.MapFS{
		"a/one.txt": {Data: []byte("The ferry didn't sail (again).")},
		"b/two.txt": {Data: []byte("\xff\x00 nothing\u200d else")},
	}
	share, err := rebuiltShare(context.Background(), corpora, token.Tokenize)
	if err != nil || share != 1 {
		t.Errorf("%v, %v", share, err)
	}
	lossy := func(text string) *nlp.Doc {
		d := token.Tokenize(text)
		if len(d.Tokens) > 5 {
			d.Tokens = d.Tokens[1:]
		}
		return d
	}
	share, err = rebuiltShare(context.Background(), corpora, lossy)
	if err != nil || share != 0.5 {
		t.Errorf("a reader that loses words: %v, %v", share, err)
	}
}
