package ledgertest_test

import (
	"fmt"

	"sayso"
	"sayso/ledgertest"
)

// A reading made by hand, to put into a ledger that is tested. The whole suite
// runs by ledgertest.Run(t, open) in a test of the ledger's own package.
func ExampleNewDraft() {
	d := ledgertest.NewDraft("https://courier.example/harbour", "Harbour Courier", "Harbour stays closed",
		"The harbour stays closed, Ada Brenn said.", ledgertest.Day("2031-04-07"))
	d.Actor("Ada Brenn", sayso.Person, true)
	d.Claim([]string{"Ada Brenn"}, "Ada Brenn", "said", "The harbour stays closed")
	c := d.Analysis.Claims[0]
	fmt.Println(c.Source.Actors, c.Content, c.Content.In(d.Article.Text))
	// Output:
	// [a1] [[0,24)] The harbour stays closed
}
