package sqlite_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"sayso"
	"sayso/extract"
	"sayso/sqlite"
)

// Keep what was read in a file, and ask for it.
func Example() {
	ctx := context.Background()
	dir, err := os.MkdirTemp("", "ledger")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	ledger, err := sqlite.Open(ctx, filepath.Join(dir, "ledger.db"))
	if err != nil {
		fmt.Println(err)
		return
	}
	defer ledger.Close()

	text := "The harbour stays closed, Ada Brenn said on Monday."
	a := sayso.Article{ID: sayso.DeriveArticleID("https://courier.example/harbour"), URL: "https://courier.example/harbour", Outlet: "Harbour Courier", Text: text}
	an := extract.Fast().Extract(&a)
	if _, err := ledger.Put(ctx, sayso.Reading{Article: a, Analysis: an, Raw: sayso.Raw{MediaType: "text/plain", Bytes: []byte(text)}}); err != nil {
		fmt.Println(err)
		return
	}
	page, err := ledger.Claims(ctx, sayso.ClaimQuery{Speaker: "brenn"})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range page.Items {
		fmt.Println(c.Article.Outlet, "|", c.SourceText, "|", c.ContentText)
	}
	// Output:
	// Harbour Courier | Ada Brenn | The harbour stays closed
}
