package web_test

import (
	"context"
	"fmt"
	"io"
	"net/http/httptest"
	"os"
	"path/filepath"

	"sayso/sqlite"
	"sayso/web"
)

// Serve a ledger: the pages, and the API below /api/v1/.
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

	handler := web.New(web.Config{Ledger: ledger}) // for http.Serve, or web.Serve
	answer := httptest.NewRecorder()
	handler.ServeHTTP(answer, httptest.NewRequest("GET", "http://localhost/api/v1/claims", nil))
	body, _ := io.ReadAll(answer.Body)
	fmt.Printf("%d %s", answer.Code, body)
	// Output:
	// 200 {"items":[],"next":null}
}
