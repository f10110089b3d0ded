package lang

import (
	"errors"
	"strings"
	"testing"

	"sayso"
)

var colours = Layout{Columns: []Column{
	{Name: "word"},
	{Name: "colour", Terms: []string{"red", "blue"}},
	{Name: "size", Check: func(v string) error {
		if v != "1" {
			return errors.New("only 1 is known")
		}
		return nil
	}},
}}

func TestRead(t *testing.T) {
	rows, err := colours.Read("a.tsv", "# words\n\napple pl\tred\t1\r\nsky\tblue\t1\n")
	if err != nil || len(rows) != 2 || rows[0].At != "a.tsv:3" || rows[1].Cells[1] != "blue" {
		t.Fatalf("%v, %v", rows, err)
	}
	for _, c := range []struct {
		data, want string
		kind       sayso.Kind
	}{
		{"apple\tgreen\t1\n", `a.tsv:1: "green" is no colour (the terms are: red blue)`, sayso.Invalid},
		{"apple\tred\n", "a.tsv:1: 2 columns, and each row has 3: word, colour, size", sayso.Invalid},
		{"apple\tred\t2\n", "a.tsv:1: size: only 1 is known", sayso.Invalid},
		{"apple\tred\t1\n# x\napple b\tblue\t1\n", `a.tsv:3: "apple" stands in a.tsv:1 already`, sayso.Invalid},
		{strings.Repeat("a", MaxRow+1), "at most", sayso.TooLarge},
	} {
		_, err := colours.Read("a.tsv", c.data)
		if sayso.KindOf(err) != c.kind || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%.40q: %v, want %s", c.data, err, c.want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("apple\tred\t1\n")
	f.Add("\t\t\n#\n\r\n")
	f.Fuzz(func(t *testing.T, data string) {
		rows, err := colours.Read("a.tsv", data)
		if err != nil && sayso.KindOf(err) == sayso.Other {
			t.Errorf("an error of no kind: %v", err)
		}
		for _, r := range rows {
			if len(r.Cells) != 3 {
				t.Errorf("row %q", r.Cells)
			}
		}
	})
}

func TestSets(t *testing.T) {
	s := Sets{Classes: []string{"fruit", "tool"}}
	sets, err := s.Read("b.tsv", "\ufeff# words\nfruit\tapple pear\ntool\tsaw\nfruit\tplum\n")
	if err != nil || strings.Join(sets["fruit"], " ") != "apple pear plum" || ByWord(sets)["saw"] != "tool" || !In(sets)["fruit"]["plum"] {
		t.Fatalf("%v, %v", sets, err)
	}
	for data, want := range map[string]string{
		"fruit\tapple\ntool\tapple\n": `b.tsv:2: "apple" stands in b.tsv:1 already`,
		"fruit\tapple apple\n":        `"apple" stands in b.tsv:1 already`,
		"fruits\tapple\n":             `"fruits" is no class`,
		"fruit\t \n":                  "words: none are there",
		"fruit\tapple\n":              "no row for the class tool",
	} {
		if _, err := s.Read("b.tsv", data); sayso.KindOf(err) != sayso.Invalid || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", data, err, want)
		}
	}
	s.Shared = true
	if sets, err = s.Read("b.tsv", "fruit\tapple\ntool\tapple\n"); err != nil || len(sets) != 2 {
		t.Errorf("shared: %v, %v", sets, err)
	}
}

func TestOptional(t *testing.T) {
	l := Layout{Columns: []Column{{Name: "word"}, {Name: "a"}, {Name: "b"}}, Optional: 2, Keys: func(r Row) []string { return strings.Split(r.Cells[0], "|") }}
	rows, err := l.Read("c.tsv", "x|y\nz\t1\t2\n")
	if err != nil || len(rows) != 2 || rows[0].Cells[2] != "" || rows[1].Cells[2] != "2" {
		t.Fatalf("%v, %v", rows, err)
	}
	for data, want := range map[string]string{"x\t1\t2\t3\n": "4 columns", "x|y\ny\n": `c.tsv:2: "y" stands in c.tsv:1 already`} {
		if _, err := l.Read("c.tsv", data); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", data, err, want)
		}
	}
}

func TestReadWords(t *testing.T) {
	type class uint8
	const (
		colour class = iota
		fruit
	)
	names := []string{colour: "colour", fruit: "fruit"}
	w, err := ReadWords[class]("w.tsv", "colour\tred orange light_blue\nfruit\torange\n", names)
	if err != nil {
		t.Fatal(err)
	}
	if !w.Is("orange", colour) || !w.Has([]byte("orange"), fruit) || w.Is("red", fruit) || !w.Is("light blue", colour) || w.Is("light_blue", colour) || len(w.List(colour)) != 3 {
		t.Error("words are not what the table says")
	}
	word := []byte("orange")
	if n := testing.AllocsPerRun(10, func() { w.Has(word, fruit) }); n > 0 {
		t.Errorf("asking allocates %v times", n)
	}
	for data, want := range map[string]string{
		"colour\tred\nfruits\torange\n":          `w.tsv:2: "fruits" is no class`,
		"colour\tred\nfruit\tfig\ncolour\tred\n": `w.tsv:3: "colour red" stands in w.tsv:1 already`,
		"colour\tred\n":                          "no row for the class fruit",
		"colour\tred red\nfruit\tfig\n":          `w.tsv:1: "colour red" stands in w.tsv:1 already`,
	} {
		if _, err := ReadWords[class]("w.tsv", data, names); sayso.KindOf(err) != sayso.Invalid || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", data, err, want)
		}
	}
	if _, err := ReadWords[class]("w.tsv", "", make([]string, MaxClasses+1)); sayso.KindOf(err) != sayso.TooLarge {
		t.Errorf("too many classes: %v", err)
	}
}
