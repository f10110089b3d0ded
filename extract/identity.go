package extract

import (
	_ "embed"
	"strings"
)

// Identity says what the extractor is made of. Each field is a digest, and
// Version one of the four others: it is the version that analyses carry, so two
// readings of one text with the same version, by the same Model, are the same.
// docs/decisions/identity-of-readings.md tells what a digest covers.
type Identity struct {
	Version   string
	Models    string // what was trained: weights of tagger, parser, names, claims, events, coreference
	Knowledge string // the compiled facts: actors, offices, places
	Tables    string // lists of words and patterns
	Rules     string // the code, with the versions of Go and of the modules that it imports
}

//go:generate go test -count=1 -run ^TestReadings$ . -update

// identity is one line: the version, then each part after its name. `go
// generate ./extract` writes it, and a test fails when it is stale. Git keeps
// the lines of both sides where two branches change it; the first counts until
// it is written anew.
//
//go:embed identity.txt
var identity string

// Identify returns the identity of the extractor that the program carries.
func Identify() Identity {
	line, _, _ := strings.Cut(identity, "\n")
	words := strings.Fields(line)
	part := func(name string) string {
		for i, w := range words[:max(0, len(words)-1)] {
			if w == name {
				return words[i+1]
			}
		}
		return ""
	}
	if len(words) == 0 {
		return Identity{}
	}
	return Identity{Version: words[0], Models: part("models"), Knowledge: part("knowledge"), Tables: part("tables"), Rules: part("rules")}
}
