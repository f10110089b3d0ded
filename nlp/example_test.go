package nlp_test

import (
	"fmt"

	"sayso/nlp"
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

// Names have their types, and stand without the titles before them.
func Example_names() {
	pipeline, err := english.Load()
	if err != nil {
		fmt.Println(err)
		return
	}
	doc := pipeline.Parse("President Vladimir Putin met German officials in Berlin.")

	for _, n := range doc.Names {
		fmt.Println(n.Type, doc.Words(n.Range))
	}
	// Output:
	// person Vladimir Putin
	// group German
	// place Berlin
}

// Quotations are found with their marks; words of contractions stand by
// themselves.
func Example_quotations() {
	pipeline, err := english.Load()
	if err != nil {
		fmt.Println(err)
		return
	}
	doc := pipeline.Parse("“We can't wait,” said Mira Olsen.")

	for _, q := range doc.Quotes {
		fmt.Println(doc.Words(q.Range), q.Closed)
	}
	for i := 2; i < 5; i++ {
		fmt.Println(doc.Word(i), doc.Tokens[i].Lemma, doc.Tokens[i].Span(), doc.Tokens[i].Within)
	}
	// Output:
	// “We can't wait,” true
	// ca can [6,8) false
	// n't not [8,11) true
	// wait wait [12,16) false
}

// A quotation that goes on in the next paragraph says so, and those inside
// others have a depth.
func ExampleQuote() {
	pipeline, err := english.Load()
	if err != nil {
		fmt.Println(err)
		return
	}
	doc := pipeline.Parse("“The mayor called it ‘a small fire’ twice,” Olsen said. “Nobody believed her.\n\n“We left at once.”")

	for _, q := range doc.Quotes {
		fmt.Println(q.Depth, q.Continues, doc.Words(q.Range))
	}
	// Output:
	// 0 false “The mayor called it ‘a small fire’ twice,”
	// 1 false ‘a small fire’
	// 0 true “Nobody believed her.
	// 0 false “We left at once.”
}

// Chains join what stands for one person or thing: names, short forms,
// pronouns, and who says "I" in a quotation.
func ExampleChain() {
	pipeline, err := english.Load()
	if err != nil {
		fmt.Println(err)
		return
	}
	doc := pipeline.Parse("Mira Olsen met reporters on Monday. “I will stay,” she said. Olsen leads the harbour office.")

	for _, c := range doc.Chains {
		fmt.Println(c.Type)
		for _, m := range c.Mentions {
			fmt.Println(" ", m.Kind, doc.Words(m.Range))
		}
	}
	// Output:
	// person
	//   name Mira Olsen
	//   pronoun I
	//   pronoun she
	//   name Olsen
}

// Stages can be put together by hand, and a pipeline refuses a wrong order.
func ExampleNewPipeline() {
	names := nlp.Step{Name: "name", Stage: nlp.StageFunc(func(*nlp.Doc) {}), Needs: []nlp.Layer{nlp.Tokens}, Sets: []nlp.Layer{nlp.Names}}
	tokens := nlp.Step{Name: "token", Stage: nlp.StageFunc(func(*nlp.Doc) {}), Sets: []nlp.Layer{nlp.Tokens, nlp.Sentences}}

	_, err := nlp.NewPipeline(names, tokens)
	fmt.Println(err)
	_, err = nlp.NewPipeline(tokens, names)
	fmt.Println(err)
	// Output:
	// build pipeline name: it needs tokens, which no step before it sets (put it after token)
	// <nil>
}
