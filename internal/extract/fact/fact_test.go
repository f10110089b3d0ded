package fact

import (
	"os"
	"slices"
	"strings"
	"testing"

	"sayso"
	"sayso/internal/lang"
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
	layout := lang.Layout{
		Columns: []lang.Column{{Name: "sentence"}, {Name: "word"}, {Name: "status"}},
		Key:     func(r lang.Row) string { return strings.Join(r.Cells[:2], " ") },
	}
	told, err := layout.Read("told.tsv", string(table))
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range told {
		d := p.Parse(r.Cells[0])
		i := slices.IndexFunc(d.Tokens, func(tok nlp.Token) bool { return tok.Span().In(d.Text) == r.Cells[1] })
		if i < 0 {
			t.Errorf("%s: %s: no %s", r.At, r.Cells[0], r.Cells[1])
		} else if got := Of(d, i); got != sayso.Status(r.Cells[2]) {
			t.Errorf("%s: %s: %s is %s, want %s", r.At, r.Cells[0], r.Cells[1], got, r.Cells[2])
		}
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
