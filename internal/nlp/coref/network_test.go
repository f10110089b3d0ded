package coref

import (
	"testing"

	"sayso/internal/nlp/model"
	"sayso/internal/nlp/syntax"
	"sayso/internal/nlp/token"
	"sayso/nlp"
)

// TestNetwork has a network of one number say whom a pronoun means, against what weights
// alone say, and holds it to what the encoder has read.
func TestNetwork(t *testing.T) {
	f, err := model.Embedded().Stage(Stage)
	if err != nil {
		t.Fatal(err)
	}
	m, err := Read(f)
	if err != nil {
		t.Fatal(err)
	}
	m.network = &network{pair: make([]float32, signRows*hidden), level: make([]float32, levels*numbers), role: make([]float32, allRoles*2*hidden), out: make([]float32, 2*hidden)}
	if f, err = model.Embedded().Stage(syntax.Stage); err != nil {
		t.Fatal(err)
	}
	parser, err := syntax.New(f)
	if err != nil {
		t.Fatal(err)
	}
	d := token.Tokenize("Otto Renn met Adam Novak at the station. He carried the bags.")
	parser.Apply(d)
	at := func(word string) int {
		for i := range d.Tokens {
			if d.Word(i) == word {
				return i
			}
		}
		t.Fatal(word)
		return 0
	}
	r := NewFrom(m)
	means := func(name int) bool {
		r.Apply(d)
		for _, c := range d.Chains {
			var he, named bool
			for _, x := range c.Mentions {
				he, named = he || x.Head == at("He"), named || x.Contains(name)
			}
			if he && named {
				return true
			}
		}
		return false
	}
	for _, name := range []int{at("Renn"), at("Novak")} {
		for _, read := range []int{len(d.Tokens), 1} {
			d.Scores = &nlp.Scores{Tokens: read, Mentions: make([]float32, read*numbers)}
			if read > 1 {
				d.Scores.Mentions[at("He")*numbers+asQuery] = 80
				for i := name - 1; i <= name; i++ {
					d.Scores.Mentions[i*numbers+asKey] = 10
				}
				if !means(name) {
					t.Errorf("“He” is not %s, whom the network means", d.Word(name))
				}
				continue
			}
			one := means(name)
			d.Scores = nil
			if means(name) != one {
				t.Error("the network has a say of what the encoder has not read")
			}
		}
	}
}

// TestNetworkDamaged refuses tables of another size.
func TestNetworkDamaged(t *testing.T) {
	f, err := model.Embedded().Stage(Stage)
	if err != nil {
		t.Fatal(err)
	}
	bad := model.New(Stage, Format)
	for _, name := range []string{"network:pair", "network:level", "network:role", "network:out"} {
		bad.Set(name, f.Section(name))
	}
	if _, err := readNetwork(bad); err != nil {
		t.Fatal(err)
	}
	bad.Set("network:role", bad.Section("network:role")[4:])
	if _, err := readNetwork(bad); err == nil {
		t.Error("a table that lacks a number is read")
	}
}
