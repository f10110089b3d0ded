package place

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"sayso"
	"sayso/internal/nlp/token"
	"sayso/nlp"
)

// scene builds a Doc of a tree given as "POS/rel/head" for each token, heads
// counted from 1, with the names given as place mentions.
func scene(t testing.TB, text, tree string, names ...string) (*nlp.Doc, []sayso.Mention) {
	t.Helper()
	d := token.Tokenize(text)
	if rows := strings.Fields(tree); tree != "" {
		if len(rows) != len(d.Tokens) {
			t.Fatalf("%d rows for %d tokens of %q", len(rows), len(d.Tokens), text)
		}
		for i, row := range rows {
			c := strings.Split(row, "/")
			var head int
			if _, err := fmt.Sscan(c[2], &head); err != nil {
				t.Fatal(err)
			}
			d.Tokens[i].POS, d.Tokens[i].Rel, d.Tokens[i].Head = c[0], c[1], head-1
			d.Tokens[i].Lemma = strings.ToLower(d.Word(i))
		}
	}
	var mentions []sayso.Mention
	for i, s := range find(text, names...) {
		mentions = append(mentions, sayso.Mention{ID: sayso.MentionID(fmt.Sprint("m", i+1)), Span: s, Kind: sayso.NameMention, Type: sayso.PlaceMention})
	}
	return d, mentions
}

func TestPlace(t *testing.T) {
	r := resolver(t)
	for _, c := range []struct {
		text, tree string
		names      []string
		want       string // the places that are put on the map
	}{
		{"The train reached Khasan station.", "DET/det/2 NOUN/nsubj/3 VERB/root/0 PROPN/compound/5 NOUN/obj/3 PUNCT/punct/3", []string{"Khasan"}, "Khasan city RUS"},
		{"Russia warned them.", "PROPN/nsubj/2 VERB/root/0 PRON/obj/2 PUNCT/punct/2", []string{"Russia"}, ""},
		{"It lies in Russia.", "PRON/nsubj/2 VERB/root/0 ADP/case/4 PROPN/obl/2 PUNCT/punct/2", []string{"Russia"}, "Russia country RUS"},
		{"Talks with Norway failed.", "NOUN/nsubj/4 ADP/case/3 PROPN/nmod/1 VERB/root/0 PUNCT/punct/4", []string{"Norway"}, ""},
		{"Iran sanctions bite.", "PROPN/compound/2 NOUN/nsubj/3 VERB/root/0 PUNCT/punct/3", []string{"Iran"}, ""},
		{"They give arms to Norway.", "PRON/nsubj/2 VERB/root/0 NOUN/obj/2 ADP/case/5 PROPN/obl/2 PUNCT/punct/2", []string{"Norway"}, ""},
		{"He sails to Norway.", "PRON/nsubj/2 VERB/root/0 ADP/case/4 PROPN/obl/2 PUNCT/punct/2", []string{"Norway"}, "Norway country NOR"},
		{"Pressure on Oslo grew.", "NOUN/nsubj/4 ADP/case/3 PROPN/nmod/1 VERB/root/0 PUNCT/punct/4", []string{"Oslo"}, ""},
		{"Travel between Oslo and Paris stopped.", "NOUN/nsubj/6 ADP/case/3 PROPN/nmod/1 CCONJ/cc/5 PROPN/conj/3 VERB/root/0 PUNCT/punct/6", []string{"Oslo", "Paris"}, "Oslo capital NOR; Paris capital FRA"},
		{"Oslo is angry.", "PROPN/nsubj/3 AUX/cop/3 ADJ/root/0 PUNCT/punct/3", []string{"Oslo"}, ""},
		{"A goal against Lyon counted.", "DET/det/2 NOUN/nsubj/5 ADP/case/4 PROPN/nmod/2 VERB/root/0 PUNCT/punct/5", []string{"Lyon"}, ""},
		{"Texas Governor Ada Moe left.", "PROPN/compound/2 PROPN/nsubj/5 PROPN/flat/2 PROPN/flat/2 VERB/root/0 PUNCT/punct/5", []string{"Texas"}, ""},
		{"They met in Quillhaven.", "PRON/nsubj/2 VERB/root/0 ADP/case/4 PROPN/obl/2 PUNCT/punct/2", []string{"Quillhaven"}, ""},
		{"They met in Quillhaven, Norway.", "PRON/nsubj/2 VERB/root/0 ADP/case/4 PROPN/obl/2 PUNCT/punct/6 PROPN/appos/4 PUNCT/punct/2", []string{"Quillhaven", "Norway"}, "Quillhaven local NOR; Norway country NOR"},
	} {
		d, mentions := scene(t, c.text, c.tree, c.names...)
		var got []string
		for _, p := range r.Place(d, &sayso.Article{Text: c.text}, mentions).Places {
			s := p.Name + " " + p.Feature + " " + p.Country
			if p.Near {
				s += " near"
			}
			got = append(got, s)
		}
		if s := strings.Join(got, "; "); s != c.want {
			t.Errorf("%q: %s, want %s", c.text, s, c.want)
		}
	}
}

// A dateline's towns are places though no stage names them, and mentions are
// numbered anew.
func TestDateline(t *testing.T) {
	r := resolver(t)
	text := "LYON, France — In Paris it rained."
	d, mentions := scene(t, text, "", "Paris")
	a := &sayso.Article{Text: text, Dateline: &sayso.Dateline{Text: "LYON, France", Span: sayso.Span{End: len("LYON, France")}}}
	out := r.Place(d, a, mentions)
	var got []string
	for _, m := range out.Mentions {
		got = append(got, string(m.ID)+" "+m.Span.In(text)+" "+string(m.Place))
	}
	if want := []string{"m1 LYON p1", "m2 France p2", "m3 Paris p3"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if len(out.Places) != 3 || out.Places[2].Country != "FRA" || len(out.Places[2].Others) == 0 {
		t.Errorf("%+v", out.Places)
	}
}

func FuzzPlace(f *testing.F) {
	f.Add("LYON, France — In Paris, Texas, it rained on \xff Kyiv.", 0, 12, 18, 23)
	f.Add("", 0, 0, 0, 0)
	r := resolver(f)
	f.Fuzz(func(t *testing.T, text string, a, b, c, e int) {
		d := token.Tokenize(text)
		art := &sayso.Article{Text: text, Dateline: &sayso.Dateline{Span: sayso.Span{Start: a, End: b}}}
		var mentions []sayso.Mention
		if s := (sayso.Span{Start: c, End: e}); s.Valid(len(text)) {
			mentions = append(mentions, sayso.Mention{Span: s, Kind: sayso.NameMention, Type: sayso.PlaceMention})
		}
		out := r.Place(d, art, mentions)
		for i, m := range out.Mentions {
			if m.ID != sayso.MentionID(fmt.Sprint("m", i+1)) || !m.Span.Valid(len(text)) {
				t.Fatalf("%q: %+v", text, m)
			}
		}
		for _, p := range out.Places {
			if len(p.Mentions) == 0 || p.Lat < -90 || p.Lat > 90 {
				t.Fatalf("%q: %+v", text, p)
			}
		}
	})
}
