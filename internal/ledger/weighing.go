package ledger

import (
	"slices"
	"strings"

	"sayso"
)

// CheckWeighing refuses a weighing that makes no sense. Its names are complete.
func CheckWeighing(x *sayso.Weighing) error {
	const op = "weigh statements"
	switch {
	case !slices.Contains(sayso.WeighingVerdicts, x.Verdict):
		return sayso.Errorf(op, x.A.String(), sayso.Invalid, "%q is no verdict", x.Verdict)
	case x.A == x.B:
		return sayso.Errorf(op, x.A.String(), sayso.Invalid, "a statement is weighed against itself").Advise("name two statements")
	}
	return nil
}

// CheckWeighed refuses a name of a paper's own words that do not stand in its text.
func CheckWeighed(n *sayso.StatementName, text string) error {
	const op = "weigh statements"
	switch {
	case len(n.Text) > sayso.MaxWeighed:
		return sayso.Errorf(op, string(n.Article), sayso.Invalid, "the words are longer than %d bytes (MaxWeighed)", sayso.MaxWeighed)
	case strings.TrimSpace(n.Text) == "" || !strings.Contains(text, n.Text):
		return sayso.Errorf(op, string(n.Article), sayso.Invalid, "the article does not say %q", n.Text).Advise("give words as they stand in the article")
	}
	return nil
}

// WeighedPair names the two statements of a weighing, whichever comes first.
func WeighedPair(x *sayso.Weighing) string {
	a, b := x.A.String(), x.B.String()
	if b < a {
		a, b = b, a
	}
	return a + "\n" + b
}
