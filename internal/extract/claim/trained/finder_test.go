package trained_test

import (
	"slices"
	"strings"
	"testing"

	"sayso/internal/extract/claim"
	"sayso/internal/extract/claim/trained"
	"sayso/internal/nlp/model"
	"sayso/nlp"
	"sayso/nlp/english"
)

func load(t testing.TB) (*english.Pipeline, *trained.Finder) {
	p, err := english.Load()
	if err != nil {
		t.Fatal(err)
	}
	f, err := trained.Load()
	if err != nil {
		t.Fatal(err)
	}
	return p, f
}

const story = `Harbour bridge stays shut.

The harbour bridge will stay shut until May, Ines Corvo, the city engineer, said on Monday. “We found cracks in two of the piers,” she told reporters. “Nobody should cross it.”

Ferry owners denied that they had been paid to keep quiet. Their union said in a statement: “We asked for the repairs in 2011.”

According to a report by the Nordhaven Institute, the repairs would cost nine million crowns.
`

// check holds what Find promises.
func check(t *testing.T, d *nlp.Doc, found []claim.Attribution) {
	t.Helper()
	last := 0
	for i := range found {
		a := &found[i]
		if len(a.Content) == 0 {
			t.Errorf("no content: %+v", a)
		}
		for _, rs := range [][]nlp.Range{a.Source, a.Cue, a.Content} {
			for k, r := range rs {
				if r.Len() <= 0 || r.First < 0 || r.End > len(d.Tokens) || k > 0 && rs[k-1].End > r.First {
					t.Errorf("pieces %v", rs)
				}
			}
		}
		if a.Parent < -1 || a.Parent >= len(found) || a.Parent == i {
			t.Errorf("parent %d of %d", a.Parent, i)
		}
		if a.Confidence < 0 || a.Confidence > 1 {
			t.Errorf("confidence %v", a.Confidence)
		}
		if a.Start() < last {
			t.Errorf("out of order at %d", i)
		}
		last = a.Start()
	}
}

func TestFind(t *testing.T) {
	p, f := load(t)
	d := p.Parse(story)
	found := f.Find(d, nil)
	check(t, d, found)
	if len(found) < 5 {
		t.Errorf("%d claims", len(found))
	}
	if again := f.Find(d, nil); len(again) != len(found) {
		t.Error("another answer the second time")
	}
	aside := []nlp.Range{{First: 0, End: len(d.Tokens)}}
	if got := f.Find(d, aside); len(got) != 0 {
		t.Errorf("claims of the page's own words: %+v", got)
	}
	if got := f.Find(&nlp.Doc{}, nil); len(got) != 0 {
		t.Errorf("claims of nothing: %+v", got)
	}
}

// The paper's own words are nobody's claim.
func TestPlainFacts(t *testing.T) {
	p, f := load(t)
	d := p.Parse("The bridge was built in 1931. It has nine piers and carries two lanes. Rain fell on Monday. The ferry left at noon with forty passengers.")
	if got := f.Find(d, nil); len(got) != 0 {
		t.Errorf("%+v", got)
	}
}

func TestNewRefuses(t *testing.T) {
	if _, err := trained.New(model.New(trained.Stage, trained.Format), claim.NewRules()); err == nil || !strings.Contains(err.Error(), "train claims") {
		t.Errorf("an empty model: %v", err)
	}
}

func FuzzFind(f *testing.F) {
	f.Add(story)
	f.Add("“““ said ‘ he: ” — ”\n\nA: b\n\nB: said\n\n“")
	f.Add(strings.Repeat("he said that ", 50))
	p, finder := load(f)
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 4000 {
			return
		}
		d := p.Parse(text)
		check(t, d, finder.Find(d, nil))
	})
}

func BenchmarkFind(b *testing.B) {
	p, f := load(b)
	d := p.Parse(strings.Repeat(story, 20))
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		f.Find(d, nil)
		n += len(d.Tokens)
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "tokens/s")
}

// Long texts cost as their length does: twice the text gives the same claims
// twice.
func TestLongText(t *testing.T) {
	p, f := load(t)
	once, twice := p.Parse(story), p.Parse(story+"\n\n"+story)
	a, b := f.Find(once, nil), f.Find(twice, nil)
	if len(b) < 2*len(a)-2 || len(b) > 2*len(a)+2 {
		t.Errorf("%d claims once, %d twice", len(a), len(b))
	}
	if slices.ContainsFunc(b, func(x claim.Attribution) bool { return len(x.Content) == 0 }) {
		t.Error("empty content")
	}
}

// TestEnds holds where contents end and sources begin, in one text for each kind.
func TestEnds(t *testing.T) {
	p, f := load(t)
	for _, c := range []struct{ text, want string }{
		{"Three people were killed when a shell hit a market on Monday, the governor of the region, Abel Kirui, told reporters.",
			"the governor of the region, Abel Kirui, | Three people were killed when a shell hit a market on Monday"},
		{"Mr Brewer said talks, which the minister called a farce, would go on.", "the minister | a farce"},
	} {
		d := p.Parse(c.text)
		var got []string
		for _, a := range f.Find(d, nil) {
			if len(a.Source) > 0 {
				got = append(got, strings.TrimSuffix(d.Words(a.Source[0]), ",")+" | "+d.Words(a.Content[len(a.Content)-1]))
			}
		}
		if want := strings.Replace(c.want, ", |", " |", 1); !slices.Contains(got, want) {
			t.Errorf("%s\n got %q\nwant %q", c.text, got, want)
		}
	}
}
