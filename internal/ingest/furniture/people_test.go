package furniture

import (
	"strings"
	"testing"
)

func TestPeople(t *testing.T) {
	for _, c := range []struct{ in, people, credited string }{
		{"By Ana Ruiz", "Ana Ruiz", ""},
		{"By Ana Ruiz and Bo Lind, Staff Writers", "Ana Ruiz|Bo Lind", ""},
		{"Ana Ruiz, Bo Lind, Cy Moor", "Ana Ruiz|Bo Lind|Cy Moor", ""},
		{"ANA RUIZ, Associated Press", "ANA RUIZ", "Associated Press"},
		{"Ana Ruiz | Reuters", "Ana Ruiz", "Reuters"},
		{"Monday May 2, 2022 10:15 pm EST by Ana Ruiz", "Ana Ruiz", ""},
		{"Published 2 May 2022 by Ana Ruiz", "Ana Ruiz", ""},
		{"By Ana Ruiz, PhD, and Bo Lind, M.D.", "Ana Ruiz|Bo Lind", ""},
		{"By Dr. Ana Ruiz and Prof. Bo Lind", "Ana Ruiz|Bo Lind", ""},
		{"By Ana Ruiz, Nairobi", "Ana Ruiz", ""},
		{"By Ana Ruiz in Cairo and Bo Lind in New York", "Ana Ruiz|Bo Lind", ""},
		{"By Ana Ruiz, New York", "Ana Ruiz", ""},
		{"By Ana Ruiz, Chief Political Correspondent, The Harbour Times", "Ana Ruiz", ""},
		{"Ana Ruiz (Lantern)", "Ana Ruiz", ""},
		{"Von Ana Ruiz und Bo Lind", "Ana Ruiz|Bo Lind", ""},
		{"Martin Lund, Jr.", "Martin Lund, Jr", ""},
		{"Words by Ana Ruiz; photos by Bo Lind", "Ana Ruiz|Bo Lind", ""},
		{"May Lind", "May Lind", ""},
		{"Lantern", "", ""}, {"The Lantern", "", ""}, {"admin", "", ""}, {"ana@lantern.example", "", ""}, {"Updated March 3", "", ""}, {"12 March 2022", "", ""}, {"", "", ""},
	} {
		people, credited := People(c.in, "Lantern")
		if got := strings.Join(people, "|"); got != c.people || strings.Join(credited, "|") != c.credited {
			t.Errorf("%q: %q, %q", c.in, got, credited)
		}
	}
}

func FuzzPeople(f *testing.F) {
	f.Add("Monday May 2, 2022 by Ana Ruiz, PhD (Reuters) and Bo Lind | AP")
	f.Fuzz(func(t *testing.T, s string) {
		people, _ := People(s, "Lantern")
		for _, p := range people {
			if strings.TrimSpace(p) == "" || len(p) > 200 {
				t.Errorf("%q", p)
			}
		}
	})
}
