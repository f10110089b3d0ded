package coref

import (
	"strings"
	"testing"

	"sayso"
	"sayso/nlp"
	"sayso/nlp/english"
)

const gapHead = "ID\tText\tPronoun\tPronoun-offset\tA\tA-offset\tA-coref\tB\tB-offset\tB-coref\tURL\n"

func TestGAP(t *testing.T) {
	all, err := readGAP(strings.NewReader(gapHead+
		"t-1\tÉlodie Brandt met Ivan Petrov. She told him nothing.\tShe\t31\tÉlodie Brandt\t0\tTRUE\tIvan Petrov\t18\tFALSE\thttp://x.example\n"), "gap")
	if err != nil || len(all) != 1 {
		t.Fatal(all, err)
	}
	p := &all[0]
	if !p.feminine() || p.Names[1] != (sayso.Span{Start: 18, End: 29}) || p.Means != [2]bool{true, false} {
		t.Errorf("%+v", p)
	}
	r, err := english.Load()
	if err != nil {
		t.Fatal(err)
	}
	if got := p.found(r.Parse(p.Text)); got != p.Means {
		t.Errorf("the pronoun means %v, want %v", got, p.Means)
	}
	if got := p.found(&nlp.Doc{Text: p.Text}); got != [2]bool{} {
		t.Errorf("without chains it means %v", got)
	}
	var a agreement
	a.add([2]bool{true, false}, [2]bool{true, true})
	a.add([2]bool{false, true}, [2]bool{})
	if a.precision() != 0.5 || a.recall() != 0.5 || a.f1() != 0.5 {
		t.Errorf("%+v: %g, %g, %g", a, a.precision(), a.recall(), a.f1())
	}
	for _, bad := range []string{"one\ttwo\n", gapHead + "t-1\tShe left.\tShe\t99\tA\t0\tTRUE\tB\t0\tFALSE\tx\n", gapHead + "t-1\tShe left.\tShe\tx\tA\t0\tTRUE\tB\t0\tFALSE\tx\n"} {
		if _, err := readGAP(strings.NewReader(bad), "gap"); sayso.KindOf(err) != sayso.Invalid {
			t.Errorf("%q is taken: %v", bad, err)
		}
	}
}
