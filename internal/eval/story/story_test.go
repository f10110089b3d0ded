package story

import "testing"

func TestBCubed(t *testing.T) {
	for _, c := range []struct {
		got, want []int
		p, r      float64
	}{
		{[]int{1, 1, 2}, []int{5, 5, 6}, 1, 1},
		{[]int{1, 1}, []int{5, 6}, 0.5, 1},
		{[]int{1, 2}, []int{5, 5}, 1, 0.5},
	} {
		if p, r, _ := BCubed(c.got, c.want); p != c.p || r != c.r {
			t.Errorf("%v against %v: %v %v, want %v %v", c.got, c.want, p, r, c.p, c.r)
		}
	}
}

func TestPairwise(t *testing.T) {
	arts := []Article{{Events: []string{"a"}}, {Events: []string{"a", "b"}}, {Events: []string{"b"}}, {}}
	for _, c := range []struct {
		got  []int
		p, r float64
	}{
		{[]int{1, 1, 1, 1}, 2. / 3, 1},
		{[]int{1, 1, 2, 1}, 1, 0.5},
		{[]int{1, 2, 3, 1}, 0, 0},
	} {
		if p, r, _ := Pairwise(c.got, arts); p != c.p || r != c.r {
			t.Errorf("%v: %v %v, want %v %v", c.got, p, r, c.p, c.r)
		}
	}
}
