package ledger

import (
	"strings"
	"unicode/utf8"

	"sayso"
)

// CheckDisowning refuses what makes no sense to say of a version. a is the version
// as the ledger has it, and others is how many more its article has.
func CheckDisowning(x *sayso.Disowning, a *sayso.Article, others int) error {
	const op = "disown version"
	subject := string(x.Version)
	switch {
	case a.Was != nil:
		return sayso.Errorf(op, subject, sayso.Invalid, "it was given to its carrier already, as %s", a.ID).Advise("take that back first")
	case strings.TrimSpace(x.Address) != x.Address || x.Address == "" || !utf8.ValidString(x.Address):
		return sayso.Errorf(op, subject, sayso.Invalid, "%q is no address", x.Address).Advise("name where its carrier has it")
	case len(x.Address) > sayso.MaxAddress || len(x.Outlet) > sayso.MaxAddress:
		return sayso.Errorf(op, subject, sayso.Invalid, "the address or the outlet is longer than %d bytes (MaxAddress)", sayso.MaxAddress)
	case sayso.DeriveArticleID(x.Address) == a.ID:
		return sayso.Errorf(op, subject, sayso.Invalid, "it stands at %s", x.Address).Advise("name an address of its carrier")
	case a.Warrant.Strength() > sayso.StatedWarrant.Strength():
		return sayso.Errorf(op, subject, sayso.Invalid, "it is its publisher's: %s", a.Warrant.Words())
	case others == 0:
		return sayso.Errorf(op, subject, sayso.Invalid, "it is the only version of its article").Advise("there is nothing to part it from")
	}
	return nil
}
