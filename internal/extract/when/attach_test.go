package when

import (
	"strings"
	"testing"

	"sayso"
	"sayso/internal/nlp/token"
	"sayso/nlp"
)

// said builds a Doc whose words hang as heads say: "word/POS/rel/head",
// heads counted from 1, 0 for the root.
func said(t *testing.T, text, tree string) *nlp.Doc {
	t.Helper()
	d := token.Tokenize(text)
	rows := strings.Fields(tree)
	if len(rows) != len(d.Tokens) {
		t.Fatalf("%d rows for %d tokens of %q", len(rows), len(d.Tokens), text)
	}
	for i, row := range rows {
		c := strings.Split(row, "/")
		d.Tokens[i].POS, d.Tokens[i].Rel = c[0], c[1]
		d.Tokens[i].Head = int(c[2][0]-'0') - 1
		if len(c[2]) == 2 {
			d.Tokens[i].Head = int(c[2][0]-'0')*10 + int(c[2][1]-'0') - 1
		}
	}
	return d
}

func TestOf(t *testing.T) {
	for _, c := range []struct {
		text, tree string
		cue        int // token
		content    nlp.Range
		want       string
	}{
		{
			"The mayor said on Friday that the bridge closed in May.",
			"DET/det/2 NOUN/nsubj/3 VERB/root/0 ADP/case/5 PROPN/obl/3 SCONJ/mark/9 DET/det/8 NOUN/nsubj/9 VERB/ccomp/3 ADP/case/11 PROPN/obl/9 PUNCT/punct/3",
			2, nlp.Range{First: 5, End: 11}, "Friday",
		},
		{
			"The mayor, who left on Friday, said it closed.",
			"DET/det/2 NOUN/nsubj/9 PUNCT/punct/5 PRON/nsubj/5 VERB/acl:relcl/2 ADP/case/7 PROPN/obl/5 PUNCT/punct/5 VERB/root/0 PRON/nsubj/11 VERB/ccomp/9 PUNCT/punct/9",
			8, nlp.Range{First: 9, End: 11}, "",
		},
		{
			"The office issued a warning last week.",
			"DET/det/2 NOUN/nsubj/3 VERB/root/0 DET/det/5 NOUN/obj/3 ADJ/amod/7 NOUN/obl:tmod/3 PUNCT/punct/3",
			2, nlp.Range{}, "last week",
		},
		{
			"The office issued a warning last week, urging calm.",
			"DET/det/2 NOUN/nsubj/3 VERB/root/0 DET/det/5 NOUN/obj/3 ADJ/amod/7 NOUN/obl:tmod/3 PUNCT/punct/9 VERB/advcl/3 NOUN/obj/9 PUNCT/punct/3",
			8, nlp.Range{First: 9, End: 10}, "last week",
		},
	} {
		d := said(t, c.text, c.tree)
		times := Rules{}.Find(c.text, wednesday)
		id := Of(d, times, []nlp.Range{{First: c.cue, End: c.cue + 1}}, []nlp.Range{c.content}, nil)
		got := ""
		for _, w := range times {
			if w.ID == id {
				got = w.Span.In(c.text)
			}
		}
		if got != c.want {
			t.Errorf("%q: said %q, want %q", c.text, got, c.want)
		}
	}
	flat := token.Tokenize("He said on Monday it rained.")
	if id := Of(flat, Rules{}.Find(flat.Text, wednesday), []nlp.Range{{First: 1, End: 2}}, nil, nil); id != "t1" {
		t.Errorf("without a tree: %q", id)
	}
	if id := Of(flat, nil, nil, nil, nil); id != "" {
		t.Errorf("no cue: %q", id)
	}
}

func TestWritten(t *testing.T) {
	line := "OSTVALE, Sept. 13 (Newswire) — It rained."
	at := func(text string) *sayso.Dateline {
		return &sayso.Dateline{Whole: sayso.Span{End: strings.Index(text, "It")}}
	}
	full := strings.Replace(line, "13 (", "13, 2021 (", 1)
	for _, c := range []struct {
		name  string
		a     sayso.Article
		want  string
		basis Basis
	}{
		{"metadata first", sayso.Article{Published: wednesday, URL: "https://news.example/2020/01/02/x"}, "2023-09-13T09:40:00Z", FromMetadata},
		{"metadata that is doubted", sayso.Article{Published: wednesday, Doubted: true, URL: "https://news.example/2020/01/02/x"}, "2020-01-02", FromURL},
		{"dateline", sayso.Article{Text: full, Dateline: at(full)}, "2021-09-13", FromDateline},
		{"dateline, year of the address", sayso.Article{Text: line, Dateline: at(line), URL: "https://news.example/2021/09/14/rain"}, "2021-09-13", FromDateline},
		{"dateline without a year", sayso.Article{Text: line, Dateline: at(line)}, "", NoBasis},
		{"address", sayso.Article{URL: "https://news.example/world/2021/sep/14/rain"}, "2021-09-14", FromURL},
		{"address in one run", sayso.Article{URL: "https://news.example/rain-20210914.html"}, "2021-09-14", FromURL},
		{"no such day", sayso.Article{URL: "https://news.example/2021/02/31/rain"}, "", NoBasis},
		{"a number", sayso.Article{URL: "https://news.example/id-120210914123"}, "", NoBasis},
		{"nothing", sayso.Article{}, "", NoBasis},
	} {
		if d, b := Written(&c.a); d.String() != c.want || b != c.basis {
			t.Errorf("%s: %s from %q, want %s from %q", c.name, d, b, c.want, c.basis)
		}
	}
}
