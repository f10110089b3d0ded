package coref

import (
	"bytes"
	"compress/gzip"
	"strings"
	"testing"
	"testing/fstest"

	"sayso"
)

// tale packs lines of words with their brackets as LitBank has them.
func tale(t *testing.T, lines ...string) fstest.MapFS {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write([]byte("#begin document (9_tale_brat); part 0\n"))
	for _, l := range lines {
		if w, brackets, ok := strings.Cut(l, " "); ok {
			l = "9_tale_brat\t0\t0\t" + w + strings.Repeat("\t_", 8) + "\t" + brackets
		}
		z.Write([]byte(l + "\n"))
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return fstest.MapFS{"coref/litbank/9_tale.conll.gz": {Data: b.Bytes()}}
}

func TestLitBank(t *testing.T) {
	tales, err := LitBank(tale(t, "“ _", "Ada (7|(8", "Brandt 8)|7)", "left _", ", _", "” _", "said _", "her (8)|(9", "man 9)", ". _", "", "She (8)", "slept _", ". _"))
	if err != nil || len(tales) != 1 {
		t.Fatalf("%v %v", tales, err)
	}
	x := tales[0]
	if want := "“Ada Brandt left,” said her man.\nShe slept."; x.Text != want {
		t.Fatalf("%q, want %q", x.Text, want)
	}
	got := map[string][]int{}
	for s, e := range x.Entity {
		got[s.In(x.Text)] = append(got[s.In(x.Text)], e)
	}
	if len(got) != 4 || got["her"][0] != 9 || got["She"][0] != 9 || got["her man"][0] != 10 || len(got["Ada Brandt"]) != 1 {
		t.Errorf("%v", got)
	}
	for _, bad := range [][]string{{"Ada 7)"}} {
		if _, err := LitBank(tale(t, bad...)); sayso.KindOf(err) != sayso.Invalid {
			t.Errorf("%q: %v", bad, err)
		}
	}
	if _, err := LitBank(fstest.MapFS{}); sayso.KindOf(err) != sayso.NotFound {
		t.Errorf("no folder: %v", err)
	}
}
