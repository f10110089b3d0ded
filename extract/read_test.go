package extract

import (
	"slices"
	"testing"

	"sayso"
)

// TestReadVectors gives claims vectors where the depth of reading has them, and
// changes nothing else.
func TestReadVectors(t *testing.T) {
	a := &sayso.Article{Text: "Olga Marenko denied on Tuesday that any shells had been delivered to the rebels. “We sent none,” she said."}
	for _, depth := range append([]Reading{""}, Readings...) {
		x, err := NewWith(Options{Reading: depth})
		if err != nil {
			t.Fatal(err)
		}
		plain, full := x.Extract(a), x.Read(a)
		if len(full.Claims) != 2 {
			t.Fatalf("%q reads %d claims", depth, len(full.Claims))
		}
		for i := range full.Claims {
			if v := full.Claims[i].Vector; (v != nil) != (depth == Full || depth == "") || plain.Claims[i].Vector != nil {
				t.Errorf("%q: claim %d has a vector of %d numbers", depth, i, len(v))
			}
		}
		if again := x.Read(a); !slices.Equal(again.Claims[0].Vector, full.Claims[0].Vector) {
			t.Errorf("%q reads other vectors the second time", depth)
		}
	}
	if _, err := NewWith(Options{Reading: "deep"}); sayso.KindOf(err) != sayso.Invalid {
		t.Errorf("another depth: %v", err)
	}
}
