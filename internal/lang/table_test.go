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
