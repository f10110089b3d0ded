package export_test

import (
	"fmt"
	"os"

	"sayso"
	"sayso/export"
)

// Write rows of a ledger in a format that is chosen by its name.
func Example() {
	rows := []sayso.ActorRow{
		{ID: "ac1", Name: "Ada Brenn", Type: sayso.Person, Named: true, Claims: 3, Articles: 2},
		{ID: "ac2", Name: "=HYPERLINK(\"https://evil.example\")", Type: sayso.OtherActor, Named: true, Claims: 1, Articles: 1},
	}
	schema := export.Actors()
	format, err := export.FindFormat("csv", schema)
	if err != nil {
		fmt.Println(err)
		return
	}
	out, err := format.Open(os.Stdout, schema, export.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, r := range rows {
		if err := out.Write(export.NewActor(r)); err != nil {
			fmt.Println(err)
		}
	}
	if err := out.Close(); err != nil {
		fmt.Println(err)
	}
	// Output:
	// id,name,type,named,aliases,claims,articles,first,last
	// ac1,Ada Brenn,person,true,,3,2,,
	// ac2,"'=HYPERLINK(""https://evil.example"")",other,true,,1,1,,
}

// A schema says what its columns hold.
func ExampleSchema() {
	for _, c := range export.Comparisons().Columns[2:4] {
		fmt.Println(c.Name, c.Type, c.Unit, "–", c.About)
	}
	// Output:
	// in_a number 0 to 1 – how much of the one stands in the other
	// in_b number 0 to 1 – how much of the other stands in the one
}
