package ingest_test

import (
	"context"
	"fmt"
	"strings"

	"sayso/ingest"
)

// Make articles of whatever files, folders or standard input hold.
func Example() {
	in := strings.NewReader(`{"id": "tag:7", "outlet": "Harbour Courier", "published": "2031-04-07", "text": "PORT SABLE (Lantern) – The harbour stays closed."}`)
	o := ingest.Options{Kind: ingest.JSONL, Stdin: in}
	for d, err := range ingest.Documents(context.Background(), []string{"-"}, o) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		parsed, err := ingest.Parse(d, o)
		if err != nil {
			fmt.Println(err)
			continue
		}
		for _, p := range parsed {
			a := &p.Article
			fmt.Println(a.Key, a.Outlet, a.Published, a.Dateline.Text, a.Credits[0].Agency)
		}
	}
	// Output:
	// tag:7 Harbour Courier 2031-04-07 PORT SABLE Lantern
}
