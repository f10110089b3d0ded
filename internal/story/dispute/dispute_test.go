package dispute

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"sayso"
	"sayso/extract"
)

// read makes an article of each text, a day apart.
func read(t testing.TB, texts ...string) []*sayso.Record {
	t.Helper()
	x := extract.New()
	var out []*sayso.Record
	for i, text := range texts {
		a := sayso.Article{ID: sayso.ArticleID(rune('a' + i)), Outlet: fmt.Sprint("Outlet ", i), Text: text,
			Published: sayso.Date{Time: time.Date(2031, 4, 1+i, 0, 0, 0, 0, time.UTC), DayOnly: true}}
		out = append(out, &sayso.Record{Article: a, Analysis: x.Extract(&a)})
	}
	return out
}

func TestRelations(t *testing.T) {
	for _, c := range []struct {
		name, a, b string
		want       string // relations, with values where they differ; empty for none
	}{
		{"a denial of the same words", "Ada Brenn said that the ferry had dumped oil in the harbour.", "Karl Holt denied that the ferry had dumped oil in the harbour.", "denies"},
		{"a negated statement", "Guards said that the hostages were exchanged for three smugglers.", "Minister Mira Sand said that no smuggler was exchanged for the hostages.", "denies"},
		{"bare", "Officials said the release was part of a prisoner swap.", "“This is not a swap,” said Mira Sand.", "denies"},
		{"untrue", "“Holt assaulted me in the lighthouse,” said Ada Brenn.", "A lawyer for Karl Holt said: “Her claims of being assaulted are untrue.”", "denies"},
		{"another deed", "Ada Brenn said that the ferry carried weapons.", "Karl Holt said that the ferry would not use the weapons.", ""},
		{"should is no denial", "The army said that the missile flew over the cape.", "Mira Sand said that no missile should fly over the cape.", ""},
		{"the dead", "Police said that at least 12 people were killed in the fire.", "The mayor said nine people died.", "differs at least 12/nine"},
		{"one number, rounded", "Police said that nearly 80 people were killed.", "The mayor said 77 people died.", ""},
		{"a part", "Police said that 40 people were killed.", "The ministry said that two Tunisian men were killed.", ""},
		{"what comes on top", "The bank said 200 customers were affected by the breach of its systems.", "The bank said an additional 30 customers were affected by the breach of its systems.", ""},
		{"one statement", "“The bridge will open to trams before the autumn festival,” Mira Sand said.", "Sand told reporters that “the bridge will open to trams before the autumn festival.”", "repeats"},
		{"nothing alike", "Ada Brenn said that taxes would rise.", "Karl Holt denied that the dam had cracked.", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			res := Find(read(t, c.a, c.b), nil)
			var got []string
			for _, p := range res.Pairs {
				g := string(p.Relation)
				if p.Slot != "" {
					g += " " + p.ValueA + "/" + p.ValueB
				}
				if g == "agrees" {
					continue
				}
				got = append(got, g)
				if len(p.Why) == 0 {
					t.Errorf("%s without a reason", g)
				}
			}
			if g := strings.Join(got, ", "); g != c.want {
				t.Errorf("got %q, want %q\nclaims: %+v", g, c.want, res.Claims)
			}
		})
	}
}

func TestMatters(t *testing.T) {
	rs := read(t,
		"The harbour ministry of Norland said that the ship Aurelia had been searched by divers on Monday.",
		"The ship Aurelia had been searched by divers on Monday, the harbour ministry of Norland said.",
		"Ada Brenn, a diver, said that the ship Aurelia had been searched by divers on Monday.",
		"Karl Holt denied that the ship Aurelia had been searched by divers.",
	)
	res := Find(rs, nil)
	if len(res.Matters) == 0 {
		t.Fatalf("no matter: %+v", res.Pairs)
	}
	m := res.Matters[0]
	if len(m.Speakers) != 2 || len(m.Speakers[0].Claims) != 2 {
		t.Errorf("speakers %+v, want the ministry twice and Brenn", m.Speakers)
	}
	if len(m.Denied) != 1 {
		t.Errorf("denied by %v, want one claim", m.Denied)
	}
	for _, v := range m.Speakers {
		if len(v.Why) == 0 {
			t.Errorf("%s counts without a reason", v.Name)
		}
	}
	found := false
	for _, s := range res.Sets {
		found = found || s.Slot == Truth && len(s.Values) == 2
	}
	if !found {
		t.Errorf("sets %+v, want one on whether it is so", res.Sets)
	}
}

// Copies speak once.
func TestCopies(t *testing.T) {
	rs := read(t, "Ada Brenn said that the ferry had dumped oil.", "Ada Brenn said that the ferry had dumped oil.", "Karl Holt denied that the ferry had dumped oil.")
	res := Find(rs, map[sayso.ArticleID]int{"a": 0, "b": 0, "c": 1})
	for _, c := range res.Claims {
		if c.Article == "b" {
			t.Errorf("the copy speaks: %+v", c)
		}
	}
}

func FuzzFind(f *testing.F) {
	f.Add("Ada said that 12 people died. Bo denied it.", "Bo said that no one was hurt, not 13.", uint8(3), uint8(9))
	f.Fuzz(func(t *testing.T, a, b string, from, n uint8) {
		if len(a)+len(b) > 2000 {
			return
		}
		var rs []*sayso.Record
		for i, text := range []string{a, b} {
			text = strings.ToValidUTF8(text, "?")
			lo := min(int(from), len(text))
			hi := min(lo+int(n), len(text))
			rs = append(rs, &sayso.Record{Article: sayso.Article{ID: sayso.ArticleID(rune('a' + i)), Text: text}, Analysis: sayso.Analysis{
				Claims: []sayso.Claim{{ID: "c1", Content: sayso.Spans{{Start: lo, End: hi}}}, {ID: "c2", Content: sayso.Spans{{Start: 0, End: len(text)}}, Stance: sayso.Denies, RepliesTo: "c1"}}}})
		}
		res := Find(rs, nil)
		for _, p := range res.Pairs {
			if p.A < 0 || p.B < 0 || p.A >= len(res.Claims) || p.B >= len(res.Claims) || p.A == p.B {
				t.Fatalf("a pair out of place: %+v", p)
			}
		}
	})
}

func BenchmarkFind(b *testing.B) {
	var texts []string
	for i := range 40 {
		texts = append(texts, fmt.Sprintf("Ada Brenn said that %d people were killed in the fire at dock %d. Karl Holt denied that the ferry had dumped oil in harbour %d. Mira Sand said the bridge would open.", i+2, i, i))
	}
	rs := read(b, texts...)
	b.ReportAllocs()
	for b.Loop() {
		Find(rs, nil)
	}
}
