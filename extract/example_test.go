package extract_test

import (
	"fmt"

	"sayso"
	"sayso/extract"
)

// Read an article: who says what in it, and how.
func Example() {
	x := extract.New() // loads the models; keep it
	a := sayso.Article{Text: "The harbour stays closed, Ada Brenn said on Monday. The ministry denied that ships had been turned away."}
	an := x.Extract(&a)
	for _, c := range an.Claims {
		fmt.Printf("%s | %s | %s\n", c.Source.Spans.In(a.Text), c.Stance, c.Content.In(a.Text))
	}
	// Output:
	// Ada Brenn | asserts | The harbour stays closed
	// The ministry | denies | that ships had been turned away
}

// Read with tables of your own, and faster.
func ExampleNewWith() {
	x, err := extract.NewWith(extract.Options{Patterns: &extract.Table{Name: "own.tsv", Data: []byte("torch\tverb\tobj:bus\tASSAULT\tdestroy\n")}})
	if err != nil {
		fmt.Println(err)
		return
	}
	an := x.Extract(&sayso.Article{Text: "Protesters torched a bus in Lima on Monday."})
	for _, e := range an.Events {
		fmt.Println(e.Type, e.Mode)
	}
	// Output:
	// ASSAULT destroy
}

// What is not English is not read, and says so.
func ExampleExtractor_Extract_language() {
	an := extract.Fast().Extract(&sayso.Article{Text: "Le maire a déclaré mardi que le pont resterait fermé jusqu'à la fin du mois. Selon lui, les travaux ont pris du retard à cause des pluies."})
	fmt.Println(len(an.Claims), an.Language, an.Unread)
	// Output:
	// 0 fr language fr is not read
}
