package web

import (
	_ "embed"
	"net/http"
)

// description is the API as OpenAPI 3.1 describes it. It is written from endpoints
// and from the types of the answers by: go test ./web -run '^TestOpenAPI$' -update
//
//go:embed openapi.json
var description []byte

func (s *server) openAPI(w http.ResponseWriter, _ *http.Request) error {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	_, err := w.Write(description)
	return err
}
