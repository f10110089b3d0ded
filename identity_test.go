package sayso_test

import (
	"os"
	"strings"
	"testing"

	"sayso/extract"
	"sayso/internal/extract/identity"
)

// TestIdentityIsFresh fails when what articles are read with has changed and
// the extractor still goes by its old name. It stands here and not beside the
// extractor because a change of any room below may make it stale.
func TestIdentityIsFresh(t *testing.T) {
	parts, err := identity.Of(t.Context(), "extract")
	if err != nil {
		t.Fatal(err)
	}
	file, err := os.ReadFile("extract/" + identity.File)
	if err != nil {
		t.Fatal(err)
	}
	x := extract.Identify()
	named := identity.Parts{Models: x.Models, Knowledge: x.Knowledge, Tables: x.Tables, Rules: x.Rules}
	if parts != named || parts.Version() != x.Version || strings.Count(string(file), "\n") != 1 {
		t.Errorf("extract/%s is stale: articles are read with %s, and it names %s. Run: go generate ./extract", identity.File, parts, named)
	}
}
