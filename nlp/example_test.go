package nlp_test

import (
	"fmt"

	"sayso/nlp/english"
)

// A sentence is parsed, and its tree walked from the root.
func Example() {
	pipeline, err := english.Load()
	if err != nil {
		fmt.Println(err)
		return
	}
	doc := pipeline.Parse("The mayor closed the harbour.")

	root := doc.Root(doc.Sentences[0])
	fmt.Println("root:", doc.Word(root), doc.Tokens[root].Lemma, doc.Tokens[root].Feat("Tense"))
	for i := range doc.Children(root) {
		fmt.Println(doc.Tokens[i].Rel, doc.Words(doc.Subtree(i)))
	}
	// Output:
	// root: closed close Past
	// nsubj The mayor
	// obj the harbour
	// punct .
}

// Tokens know where they stand in the text.
func Example_negation() {
	pipeline, err := english.Load()
	if err != nil {
		fmt.Println(err)
		return
	}
	doc := pipeline.Parse("Officials did not say who paid.")

	root := doc.Root(doc.Sentences[0])
	subject := doc.Child(root, "nsubj")
	fmt.Println(doc.Word(subject), doc.Tokens[subject].Span(), doc.Word(root), "negated:", doc.Negated(root))
	// Output:
	// Officials [0,9) say negated: true
}
