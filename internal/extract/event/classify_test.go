package event

import (
	"testing"

	"sayso/internal/nlp/model"
	"sayso/nlp"
)

func TestClassifierRoundTrip(t *testing.T) {
	classes := []Class{{"AID", ""}, {"ASSAULT", "aerial"}}
	weights := make([]float32, Buckets*len(classes))
	weights[bucket("bomb")*2+1] = 3
	weights[bucket("food")*2] = 2
	f, err := model.Parse("test", NewClassifier(classes, []float32{0.1, 0}, weights).File().Bytes())
	if err != nil {
		t.Fatal(err)
	}
	c, err := ReadClassifier(f)
	if err != nil {
		t.Fatal(err)
	}
	d := &nlp.Doc{Text: "bomb", Tokens: []nlp.Token{{End: 4, Lemma: "bomb", POS: "NOUN", Head: -1}}}
	if p := c.Scores(nil, d, nlp.Range{First: 0, End: 1}); p[1] < 0.8 {
		t.Errorf("%v", p)
	}
	if p := c.Scores(nil, d); p[0] < 0.5 {
		t.Errorf("of no words: %v", p)
	}
	f.Set("weights", []byte{1})
	if _, err := ReadClassifier(f); err == nil {
		t.Error("a cut model was read")
	}
}

func TestCAMEO(t *testing.T) {
	for category, codes := range crosswalk() {
		for _, k := range codes {
			if err := checkCode(category, k.mode); err != nil {
				t.Errorf("%s: %v", k.code, err)
			}
		}
	}
}
