package sayso_test

import (
	"testing"

	"sayso"
)

func TestUnresolved(t *testing.T) {
	for _, x := range []struct {
		kind        sayso.SourceKind
		words, want string
	}{
		{sayso.NoSource, "", "nobody named"},
		{sayso.PronounSource, "We", "not resolved (“We”)"},
		{sayso.UndecidedSource, "a panel\nof three", "a panel of three"},
	} {
		if got := (&sayso.Source{Kind: x.kind}).Unresolved(x.words); got != x.want {
			t.Errorf("%s %q is %q, want %q", x.kind, x.words, got, x.want)
		}
	}
}
