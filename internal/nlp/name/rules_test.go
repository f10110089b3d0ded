package name

import (
	"strings"
	"testing"

	"sayso/internal/nlp/token"
	"sayso/nlp"
)

// show prints names as "[text type]", one after the other.
func show(d *nlp.Doc) string {
	var b strings.Builder
	for i, n := range d.Names {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString("[" + d.Words(n.Range) + " " + string(n.Type) + "]")
	}
	return b.String()
}

func TestRules(t *testing.T) {
	r := NewRules()
	for _, c := range []struct{ text, want string }{
		{"Russian President Vladimir Putin met Kim Jong-un in Vladivostok.", "[Russian group] [Vladimir Putin person] [Kim Jong-un person] [Vladivostok place]"},
		{"The strike was denied by the Foreign Ministry of Examplia.", "[Foreign Ministry of Examplia org]"},
		{"Ursula van der Berg, who teaches at the University of Harwick, said so.", "[Ursula van der Berg person] [University of Harwick org]"},
		{"Mr. Okoro's lawyers called. Nobody answered Okoro.", "[Okoro person] [Okoro person]"},
		{"It rained on Monday in March.", ""},
		{"A New York-based firm, Smith & Marlow Ltd., closed.", "[New York place] [Smith & Marlow Ltd. org]"},
		{"J. R. Marlow lives near Lake Orrin.", "[J. R. Marlow person] [Lake Orrin place]"},
		{"The U.N. and NATO spoke with Germany and the Germans.", "[U.N. org] [NATO org] [Germany place] [Germans group]"},
		{"Prime Minister Ada Lund resigned", "[Ada Lund person]"},
	} {
		d := token.Tokenize(c.text)
		r.Apply(d)
		if got := show(d); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}
