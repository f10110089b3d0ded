package nlp

import (
	"slices"
	"strings"
	"testing"

	"sayso"
)

// tree builds a one-sentence Doc from "word head relation" triples.
func tree(rows ...string) *Doc {
	d := &Doc{}
	heads := []int{-1, 0, 1, 2, 3, 4, 5, 6, 7}
	for _, r := range rows {
		f := strings.Fields(r)
		if d.Text != "" {
			d.Text += " "
		}
		d.Tokens = append(d.Tokens, Token{Start: len(d.Text), End: len(d.Text) + len(f[0]), Head: heads[f[1][0]-'0'], Rel: f[2]})
		d.Text += f[0]
	}
	d.Sentences = []Range{{0, len(rows)}}
	return d
}

func TestWalk(t *testing.T) {
	d := tree("The 2 det", "mayor 5 nsubj:pass", "was 5 aux:pass", "not 5 advmod", "seen 0 root", "at 7 case", "sea 5 obl")
	d.Tokens[3].Feats = "Degree=Pos|Polarity=Neg"
	if got := slices.Collect(d.Children(4)); !slices.Equal(got, []int{1, 2, 3, 6}) {
		t.Errorf("children %v", got)
	}
	if d.Root(d.Sentences[0]) != 4 || d.Child(4, "nsubj") != 1 || d.Child(4, "obj") != -1 || d.Child(4, "obj", "obl") != 6 {
		t.Error("Root or Child is wrong")
	}
	if got := d.Words(d.Subtree(1)); got != "The mayor" {
		t.Errorf("subtree %q", got)
	}
	if got := d.Subtree(4); got != (Range{0, 7}) {
		t.Errorf("subtree of the root %v", got)
	}
	if !d.Below(0, 4) || d.Below(4, 0) || !d.Below(2, 2) {
		t.Error("Below is wrong")
	}
	if !d.Negated(4) || d.Negated(6) || d.Tokens[3].Feat("Degree") != "Pos" || d.Tokens[3].Feat("Deg") != "" {
		t.Error("Negated or Feat is wrong")
	}
	if d.Tokens[1].Is("nsub") || !d.Tokens[1].Is("nsubj:pass") {
		t.Error("Is is wrong")
	}
	if d.Sentence(99) != (Range{}) || slices.Collect(d.Children(99)) != nil || d.Subtree(99) != (Range{99, 100}) {
		t.Error("a token that is not there")
	}
}

func TestPipelineOrder(t *testing.T) {
	var ran []string
	step := func(name string, needs, sets []Layer) Step {
		return Step{name, StageFunc(func(*Doc) { ran = append(ran, name) }), needs, sets}
	}
	cut := step("cut", nil, []Layer{Tokens, Sentences})
	tag := step("tag", []Layer{Tokens}, []Layer{Tags})
	parse := step("parse", []Layer{Tags, Sentences}, []Layer{Trees})
	p, err := NewPipeline(cut, tag, parse)
	if err != nil {
		t.Fatal(err)
	}
	p.Apply(&Doc{})
	if got := strings.Join(ran, " "); got != "cut tag parse" {
		t.Errorf("ran %s", got)
	}
	for says, steps := range map[string][]Step{
		"put it after tag":     {cut, parse, tag},
		"no step before it":    {tag},
		"a step before it has": {cut, tag, tag},
	} {
		_, err := NewPipeline(steps...)
		if err == nil || !strings.Contains(err.Error(), says) || sayso.KindOf(err) != sayso.Invalid {
			t.Errorf("%v: %v", says, err)
		}
	}
}
