package names

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sayso/internal/nlp/token"
	"sayso/nlp"
)

// marked writes a document with its names in brackets.
func marked(d *Document) string {
	var b strings.Builder
	at := 0
	for _, n := range d.Names {
		typ := "?"
		if t, ok := n.Types.Only(); ok {
			typ = string(t)
		}
		b.WriteString(d.Text[at:n.Start] + "[" + typ + " " + n.In(d.Text) + "]")
		at = n.End
	}
	return strings.TrimSpace(b.String() + d.Text[at:])
}

func TestColumns(t *testing.T) {
	const file = "Mira\tB-PER\nOkafor\tI-PER\nleft\tO\nPort\tB-LOC\nSalis\tI-LOC\n.\tO\n\nOrrin\tB-ORG\nsaid\tO\n"
	docs, err := layout{types: map[string]Types{"PER": person, "LOC": place, "ORG": org}, open: misc, per: PerDocument}.read("test", strings.NewReader(file))
	if err != nil || len(docs) != 1 {
		t.Fatalf("%d documents, %v", len(docs), err)
	}
	want := "[person Mira Okafor] left [place Port Salis].\n[org Orrin] said"
	if diff := cmp.Diff(want, marked(&docs[0])); diff != "" {
		t.Error(diff)
	}
}

func TestPhrases(t *testing.T) {
	const file = "the\tB-Organisation\nOrrin\tI-Organisation\nCouncil\tI-Organisation\nsaid\tO\nthey\tB-Person\nleft\tO\n"
	docs, err := layout{types: map[string]Types{"Person": person, "Organisation": org}, open: misc, per: PerDocument, phrases: true}.read("test", strings.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	if got := marked(&docs[0]); got != "the [org Orrin Council] said they left" {
		t.Errorf("%s", got)
	}
}

func TestCoreNLP(t *testing.T) {
	const file = "# doc = one\n1\t1\tMíra\tMíra\t0\t4\tNNP\tPERSON\n1\t2\tOlsen\tOlsen\t5\t10\tNNP\tPERSON\n1\t3\tleft\tleave\t11\t15\tVBD\tO\n"
	docs, err := readCoreNLP(strings.NewReader(file), func(string) (string, error) { return "Míra Olsen left", nil })
	if err != nil || len(docs) != 1 {
		t.Fatalf("%d documents, %v", len(docs), err)
	}
	if got := marked(&docs[0]); got != "[person Míra Olsen] left" {
		t.Errorf("%s", got)
	}
	if _, err := readCoreNLP(strings.NewReader("# doc = one\n1\t1\tx\tx\t0\t99\tNN\tO\n"), func(string) (string, error) { return "x", nil }); err == nil {
		t.Error("offsets beyond the text were taken")
	}
	if _, err := readCoreNLP(strings.NewReader("# doc = one\n"), func(string) (string, error) { return "", errors.New("gone") }); err == nil {
		t.Error("a text that is missing")
	}
}

func FuzzRead(f *testing.F) {
	f.Add("Mira\tB-PER\nleft\tO\n\n", "# doc = a\n1\t1\tx\tx\t0\t1\tNN\tPERSON\n")
	l := layout{types: map[string]Types{"PER": person}, open: misc, per: 2, handles: true, phrases: true}
	f.Fuzz(func(t *testing.T, columns, core string) {
		docs, _ := l.read("fuzz", strings.NewReader(columns))
		silver, _ := readCoreNLP(strings.NewReader(core), func(string) (string, error) { return "a text", nil })
		var s Score
		for _, list := range [][]Document{docs, silver} {
			for i := range list {
				for _, n := range list[i].Names {
					if n.Start < 0 || n.End > len(list[i].Text) || n.Start > n.End {
						t.Fatalf("name %v leaves the text of %d bytes", n, len(list[i].Text))
					}
				}
				d := token.Tokenize(list[i].Text)
				d.Names = []nlp.Name{}
				s.Add(&list[i], d)
			}
		}
	})
}
