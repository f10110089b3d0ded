package polnear

import (
	"math"
	"strings"
	"testing"
	"testing/fstest"

	"sayso"
)

// corpus is two invented texts; the second one has two annotators.
func corpus() fstest.MapFS {
	f := func(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }
	return fstest.MapFS{
		"text/a.txt": f("Zoë Marsh said “it floats”. Nobody laughed.\n"),
		"attributions/a_11.ann": f("T1\tSource 0 9\tZoë Marsh\nT2\tCue 10 14\tsaid\nT3\tContent 15 26\t“it floats”\n" +
			"T4\tAttribution 10 14\tsaid\nE1\tAttribution:T4 Source:T1 Cue:T2 Content:T3\nbroken line\nT9\tSource x y\t?\n"),
		"text/b.txt":            f("Reports say so. It rained, they say, all day."),
		"attributions/b_20.ann": f("T1\tContent 16 25;37 44\t\nT2\tCue 32 35\tsay\nT3\tSource 27 31\tthey\nE1\tX:T2 Content:T1 Cue1:T2 Source:T3\n"),
		"attributions/b_21.ann": f(""),
		"text/c.txt":            f("Nobody annotated this."),
	}
}

func TestRead(t *testing.T) {
	docs, err := ReadFS(corpus(), "x")
	if err != nil {
		t.Fatal(err)
	}
	if len(docs) != 2 || len(docs[0].Attrs) != 1 || len(docs[1].Attrs) != 1 {
		t.Fatalf("%+v", docs)
	}
	a, b := docs[0].Attrs[0], docs[1].Attrs[0]
	if got := a.Source.In(docs[0].Text) + "|" + a.Cue.In(docs[0].Text) + "|" + a.Content.In(docs[0].Text); got != "Zoë Marsh|said|“it floats”" {
		t.Error(got)
	}
	if got := b.Content.In(docs[1].Text); got != "It rained … all day" {
		t.Error(got)
	}
	if _, err := ReadFS(fstest.MapFS{}, "nowhere"); sayso.KindOf(err) != sayso.NotFound || !strings.Contains(err.Error(), "nowhere") {
		t.Errorf("empty folder: %v", err)
	}
}

// claims turns gold into an analysis, with the changes that edit makes.
func claims(d Document, edit func(*sayso.Claim)) sayso.Analysis {
	var a sayso.Analysis
	for _, g := range d.Attrs {
		c := sayso.Claim{Source: sayso.Source{Spans: g.Source}, Cue: sayso.Cue{Spans: g.Cue}, Content: g.Content}
		edit(&c)
		a.Claims = append(a.Claims, c)
	}
	return a
}

func TestScore(t *testing.T) {
	docs, err := ReadFS(corpus(), "x")
	if err != nil {
		t.Fatal(err)
	}
	run := func(edit func(*sayso.Claim)) Scores {
		return Score(docs, []sayso.Analysis{claims(docs[0], edit), claims(docs[1], edit)})
	}
	s := run(func(*sayso.Claim) {})
	if s.Alpha() != 1 || s.Exact != (Counts{2, 0, 0}) || s.Overlap != (Counts{2, 0, 0}) {
		t.Errorf("gold against itself: %+v", s)
	}
	s = run(func(c *sayso.Claim) { c.Parent = "c9" })
	if s.Alpha() > 0 || s.Overlap != (Counts{0, 0, 2}) {
		t.Errorf("nested claims count: %+v", s)
	}
	s = run(func(c *sayso.Claim) { c.Cue.Spans = nil })
	if s.Overlap != (Counts{2, 0, 0}) || s.Exact != (Counts{0, 2, 2}) || s.Label(Cue) != (Counts{0, 0, 2}) {
		t.Errorf("without cues: %+v", s)
	}
	s = Score(docs, nil)
	if s.Label(Source).FN != 3 || s.Overlap.FN != 2 {
		t.Errorf("nothing found: %+v", s)
	}
}

// Worked by hand: 4 tokens, gold "source cue content none", system
// "source cue none none". Pairs of unlike labels by chance: 8 values, of
// which none 3, source 2, cue 2, content 1.
func TestAlpha(t *testing.T) {
	var s Scores
	s.Tokens[Source][Source], s.Tokens[Cue][Cue], s.Tokens[Content][None], s.Tokens[None][None] = 1, 1, 1, 1
	want := 1 - 7.0*2/(64-9-4-4-1)
	if got := s.Alpha(); math.Abs(got-want) > 1e-12 {
		t.Errorf("alpha %v, want %v", got, want)
	}
	var out strings.Builder
	if err := s.Write(&out); err != nil || !strings.Contains(out.String(), "alpha 0.6957") {
		t.Errorf("%v\n%s", err, out.String())
	}
}

func TestWords(t *testing.T) {
	var got []string
	text := "“Don’t_go”, 3½ é\x80\u0301\u2028😀"
	for _, s := range Words(text) {
		got = append(got, s.In(text))
	}
	if s := strings.Join(got, "·"); s != "“·Don·’·t_go·”·,·3½·é·\x80·\u0301·😀" {
		t.Error(s)
	}
}

func TestQuotations(t *testing.T) {
	docs, err := ReadFS(corpus(), "x")
	if err != nil {
		t.Fatal(err)
	}
	run := func(edit func(*sayso.Claim)) Quotations {
		return ScoreQuotations(docs, []sayso.Analysis{claims(docs[0], edit), claims(docs[1], edit)})
	}
	if q := run(func(*sayso.Claim) {}); q != (Quotations{1, 1, 1}) {
		t.Errorf("gold against itself: %+v", q)
	}
	if q := run(func(c *sayso.Claim) { c.Source.Spans = sayso.Spans{{Start: 0, End: 4}} }); q != (Quotations{1, 1, 0}) {
		t.Errorf("half the source: %+v", q)
	}
	if q := run(func(c *sayso.Claim) { c.Content = sayso.Spans{{Start: 0, End: 40}} }); q != (Quotations{1, 0, 0}) {
		t.Errorf("too much content: %+v", q)
	}
}

func TestReliability(t *testing.T) {
	docs, err := ReadFS(corpus(), "x")
	if err != nil {
		t.Fatal(err)
	}
	first := claims(docs[0], func(c *sayso.Claim) { c.Confidence = 0.95 })
	second := claims(docs[1], func(c *sayso.Claim) { c.Confidence = 0.3; c.Content = sayso.Spans{{Start: 0, End: 1}} })
	r := ScoreReliability(docs, []sayso.Analysis{first, second})
	if r[9] != (Bin{1, 1, 0.95}) || r[3] != (Bin{1, 0, 0.3}) {
		t.Errorf("%+v", r)
	}
	if got, want := r.Error(), (0.05+0.3)/2; math.Abs(got-want) > 1e-9 {
		t.Errorf("error %v, want %v", got, want)
	}
	if r.Confident() != 1 {
		t.Errorf("confident %v", r.Confident())
	}
	if s := r.Table(); !strings.Contains(s, "| 0.9–1.0 | 1 | 0.95 | 1.00 |") {
		t.Error(s)
	}
}
