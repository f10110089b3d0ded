package web

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"sayso"
)

// TestKilledIsMarked wants a reader to see that an agency took an article back.
func TestKilledIsMarked(t *testing.T) {
	id := sayso.DeriveArticleID("urn:harbour")
	s := serve(t, sayso.Reading{
		Article: sayso.Article{ID: id, Title: "Piers close", Text: "The piers were not closed.", Published: sayso.Date{Time: time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)}, Wire: &sayso.Wire{Status: sayso.Killed}},
	})
	for _, path := range []string{"/", "/articles/" + string(id)} {
		res, err := http.Get(s.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(res.Body)
		res.Body.Close()
		if err != nil || !strings.Contains(string(body), "killed by the agency that sent it") {
			t.Errorf("%s does not say it, error %v", path, err)
		}
	}
}
