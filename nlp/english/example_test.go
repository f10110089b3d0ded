package english_test

import (
	"fmt"

	"sayso/nlp/english"
)

// Load the pipeline once, and parse as many texts with it as there are, from as
// many goroutines.
func Example() {
	pipeline, err := english.Load()
	if err != nil {
		fmt.Println(err)
		return
	}
	doc := pipeline.Parse("Ada Brenn closed the harbour.")
	for i, t := range doc.Tokens {
		fmt.Println(doc.Word(i), t.Lemma, t.POS, t.Rel)
	}
	// Output:
	// Ada Ada PROPN nmod:desc
	// Brenn Brenn PROPN nsubj
	// closed close VERB root
	// the the DET det
	// harbour harbour NOUN obj
	// . . PUNCT punct
}
