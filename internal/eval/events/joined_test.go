package events

import (
	"testing"

	"sayso"
)

func TestPairs(t *testing.T) {
	ms := []Happened{{Happening: 1}, {Happening: 1}, {Happening: 1}, {Happening: 0}, {Happening: drawn + 1}, {Happening: drawn + 1}}
	var p Pairs
	// two of three are joined, one of them with another act as well; what was not drawn does not count
	p.Add(ms, []sayso.EventID{"a", "a", "", "a", "b", "b"})
	if want := (Pairs{Joined: 3, Same: 3, Both: 1}); p != want {
		t.Errorf("%+v, want %+v", p, want)
	}
}

func TestHappenings(t *testing.T) {
	ms, err := Happenings()
	if err != nil {
		t.Fatal(err)
	}
	of := map[int]int{}
	for _, m := range ms {
		of[m.Happening]++
	}
	for h := 1; h <= drawn; h++ {
		if of[h] < 2 {
			t.Errorf("happening %d has %d mentions", h, of[h])
		}
	}
}
