package sayso_test

import (
	"fmt"

	"sayso"
)

// What is read from a text points at its words, in bytes. Points turns them into
// code points for those who count so.
func Example() {
	text := "“We wait 🙂,” said Ada Brenn, “until May.”"
	content := sayso.Spans{{Start: 0, End: 19}, {Start: 36, End: 52}}
	fmt.Println(content.In(text))
	fmt.Println(sayso.NewPoints(text).Spans(content))
	// Output:
	// “We wait 🙂,” … “until May.”
	// [[0,12) [29,41)]
}

// Errors have a kind for programs and words for people.
func ExampleKindOf() {
	err := sayso.Errorf("show article", "ar4k2v8a", sayso.NotFound, "the ledger has none such").Advise("'sayso articles' lists them")
	fmt.Println(sayso.KindOf(err) == sayso.NotFound)
	fmt.Println(err)
	// Output:
	// true
	// show article ar4k2v8a: the ledger has none such ('sayso articles' lists them)
}
