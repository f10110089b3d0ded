package wordnet

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"sayso"
)

func TestRead(t *testing.T) {
	var got []Entry
	err := read(strings.NewReader("verb\tcommunication\tdeny\t2\nnoun\tlocation\tcape_orre\t1\n"), func(e Entry) { got = append(got, e) })
	if err != nil {
		t.Fatal(err)
	}
	want := []Entry{{"verb", "communication", "deny", 2}, {"noun", "location", "cape orre", 1}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestErrors(t *testing.T) {
	for _, s := range []string{"verb\tdeny\n", "verb\tcommunication\tdeny\ttwo\n"} {
		if err := read(strings.NewReader(s), func(Entry) {}); sayso.KindOf(err) != sayso.Invalid {
			t.Errorf("%q: %v", s, err)
		}
	}
	if err := Each(fstest.MapFS{}, nil); sayso.KindOf(err) != sayso.NotFound {
		t.Errorf("no file: %v", err)
	}
	if err := Each(fstest.MapFS{file: {Data: []byte("plain")}}, nil); sayso.KindOf(err) != sayso.Damaged {
		t.Errorf("no gzip: %v", err)
	}
}
