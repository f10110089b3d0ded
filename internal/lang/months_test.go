package lang

import "testing"

func TestMonths(t *testing.T) {
	m := Months()
	for name, want := range map[string]int{"may": 5, "märz": 3, "декабря": 12, "oct": 10, "may-day": 0} {
		if m[name] != want {
			t.Errorf("%s is month %d, want %d", name, m[name], want)
		}
	}
	if _, err := readMonths("m.tsv", "1\tjanuary\n2\tjanuary\n"); err == nil {
		t.Error("a name of two months is taken")
	}
}
