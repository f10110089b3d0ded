package export

import (
	"strings"

	"sayso"
)

// Kind is a kind of rows that is exported as a whole, by a name that the command
// and the addresses of the server take.
type Kind struct {
	Name   string // "claims"
	Schema *Schema
}

// Kinds lists what is exported, in the order of the docs.
func Kinds() []Kind {
	return []Kind{{"claims", CitedClaims()}, {"statements", Statements()}, {"questions", Questions()}, {"events", Events()}, {"mentions", MentionRows()},
		{"articles", CitedArticles()}, {"actors", Actors()}, {"places", PlaceRows()}, {"stories", Stories()}}
}

// KindNames lists what can be exported.
func KindNames() []string {
	var out []string
	for _, k := range Kinds() {
		out = append(out, k.Name)
	}
	return out
}

// FindKind is the kind of that name.
func FindKind(name string) (Kind, error) {
	for _, k := range Kinds() {
		if k.Name == name {
			return k, nil
		}
	}
	return Kind{}, sayso.Errorf("export", name, sayso.Invalid, "there is no such kind of rows").Advise("choose one of " + strings.Join(KindNames(), ", "))
}
