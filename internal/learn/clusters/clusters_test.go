package clusters

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
)

// plane is words in four directions of a plane, two and two of which are near.
func plane(t *testing.T) *Vectors {
	t.Helper()
	var b strings.Builder
	for i, at := range [][2]float64{{10, 1}, {1, 10}, {-10, -1}, {-1, -10}} {
		for k := range 5 {
			fmt.Fprintf(&b, "w%d%d %g %g\n", i, k, at[0]+float64(k)/10, at[1])
		}
	}
	v, err := Read(strings.NewReader(b.String()), 100)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestTree(t *testing.T) {
	v := plane(t)
	leaves := v.Tree(4, 2, 1)
	for i, l := range leaves {
		if l < 0 || l >= 16 {
			t.Fatalf("%s is in leaf %d of 16", v.Words[i], l)
		}
	}
	// Opposite directions never share a branch.
	for i := range 5 {
		if leaves[i]/4 == leaves[10+i]/4 || leaves[5+i]/4 == leaves[15+i]/4 {
			t.Errorf("words that point apart are in one branch: %v", leaves)
		}
	}
	if !slices.Equal(leaves, v.Tree(4, 2, 1)) {
		t.Error("the same seed gives another tree")
	}
}

func TestRead(t *testing.T) {
	if v, err := Read(strings.NewReader("a 3 4\nb 0 0\nc 1 1\n"), 2); err != nil || len(v.Words) != 2 || v.row(0)[0] != 0.6 {
		t.Errorf("%v, %v", v, err)
	}
	for _, bad := range []string{"a 1 2\nb 1\n", "a 1 x\n", "a\n"} {
		if _, err := Read(strings.NewReader(bad), 9); err == nil {
			t.Errorf("%q was taken", bad)
		}
	}
}

// TestQuantise checks that codes give back vectors near those they stand for, the
// same from the same seed.
func TestQuantise(t *testing.T) {
	v := plane(t)
	codes, centres := v.Quantise(1, 1)
	if len(codes) != 2*len(v.Words) || len(centres) != 2*256 {
		t.Fatalf("%d codes and %d centres", len(codes), len(centres))
	}
	for i, w := range v.Words {
		for d, x := range v.row(i) {
			if got := centres[d*256+int(codes[2*i+d])] / math.Sqrt2; math.Abs(float64(got-x)) > 0.05 {
				t.Errorf("%s: %g for %g", w, got, x)
			}
		}
	}
	again, _ := v.Quantise(1, 1)
	if !slices.Equal(codes, again) {
		t.Error("the same seed gives other codes")
	}
}
