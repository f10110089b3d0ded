package fact

import (
	"os"
	"strings"
	"testing"

	"sayso"
	"sayso/nlp"
	"sayso/nlp/english"
)

// TestTold reads the sentences of testdata/told.tsv.
func TestTold(t *testing.T) {
	p, err := english.Load()
	if err != nil {
		t.Fatal(err)
	}
	table, err := os.ReadFile("testdata/told.tsv")
	if err != nil {
		t.Fatal(err)
	}
	err = rows("told.tsv", string(table), 3, func(c []string) error {
		d := p.Parse(c[0])
		for i := range d.Tokens {
			if d.Word(i) == c[1] {
				if got := Of(d, i); got != sayso.Status(c[2]) {
					t.Errorf("%s: %s is %s, want %s", c[0], c[1], got, c[2])
				}
				return nil
			}
		}
		t.Errorf("%s: no %s", c[0], c[1])
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// TestDamagedTrees reads trees that no parser should make: heads that go in a
// circle, that lead outside, that name the word itself.
func TestDamagedTrees(t *testing.T) {
	d := &nlp.Doc{Text: "a b c d"}
	for i, h := range []int{1, 0, 2, 9} {
		d.Tokens = append(d.Tokens, nlp.Token{Start: 2 * i, End: 2*i + 1, POS: "VERB", XPOS: "VB", Rel: "conj", Head: h})
	}
	d.Sentences = []nlp.Range{{First: 0, End: 4}}
	for i := range d.Tokens {
		if s := Of(d, i); s == "" {
			t.Errorf("word %d has no status", i)
		}
	}
}

func TestTables(t *testing.T) {
	if _, err := parse(governorTable, operatorTable); err != nil {
		t.Fatal(err)
	}
	for table, want := range map[string]string{"deny\t-\t-": "governors.tsv:1", "deny\t-/x\t-\t-\t-": "no cell", "# c\na\t.\t.\t.\t.\na\t.\t.\t.\t.": "governors.tsv:3"} {
		if _, err := parse(table, ""); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", table, err, want)
		}
	}
	if _, err := parse("", "may\taux\t?\tsure"); err == nil {
		t.Error("a certainty that there is none of was taken")
	}
}
