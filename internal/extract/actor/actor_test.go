package actor

import (
	"slices"
	"strings"
	"testing"

	"sayso"
	"sayso/internal/extract/claim"
	"sayso/internal/nlp/token"
	"sayso/nlp"
	"sayso/nlp/english"
)

var reader = loadOnce()

// loadOnce loads the pipeline once for all tests.
func loadOnce() func(t testing.TB) nlp.Stage {
	var p nlp.Stage
	return func(t testing.TB) nlp.Stage {
		if p == nil {
			loaded, err := english.Load()
			if err != nil {
				t.Fatal(err)
			}
			p = loaded
		}
		return p
	}
}

// cast reads a text and gives parts to the lines that the finder's rules find.
func cast(t testing.TB, text string) (*nlp.Doc, []Line, Cast) {
	d := &nlp.Doc{Text: text}
	reader(t).Apply(d)
	lines := linesOf(d)
	return d, lines, NewRules().Cast(d, lines)
}

func linesOf(d *nlp.Doc) []Line {
	var lines []Line
	for _, f := range claim.NewRules().Find(d, nil) {
		lines = append(lines, Line{Source: f.Source, Via: f.Via, Addressee: f.Addressee, Content: f.Content, Cue: f.Cue, Parent: f.Parent})
	}
	return lines
}

func (c *Cast) called(name string) *sayso.Actor {
	for i := range c.Actors {
		if c.Actors[i].Name == name {
			return &c.Actors[i]
		}
	}
	return nil
}

func (c *Cast) names(ids []sayso.ActorID) string {
	var out []string
	for _, id := range ids {
		for _, a := range c.Actors {
			if a.ID == id {
				out = append(out, a.Name)
			}
		}
	}
	return strings.Join(out, "+")
}

func TestRoles(t *testing.T) {
	for _, test := range []struct{ text, name, roles string }{
		{"Harbour Council spokesman Bo Lund said the bridge would close.", "Bo Lund", "spokesman/Harbour Council"},
		{"Ada Brenn, a senior fellow at the Tarn Institute, said it was late.", "Ada Brenn", "senior fellow/Tarn Institute"},
		{"Russia’s deputy foreign minister, Pavel Orlov, said the talks would go on.", "Pavel Orlov", "deputy foreign minister/Russia"},
		{"Former Secretary of State Olga Marsh warned the council.", "Olga Marsh", "Former Secretary of State/"},
		{"Karl Holt, 54, chairman and chief executive of Holt Shipping, said it would pay.", "Karl Holt", "chairman and chief executive/Holt Shipping"},
		{"Karl Holt was joined by his influential younger sister, Ina Holt, at the port.", "Ina Holt", "younger sister/Karl Holt"},
		{"Senate Majority Leader Peter Quill said the bill would pass.", "Peter Quill", "Majority Leader/Senate"},
		{"Bo Lund, a spokesman for Governor Karl Holt, said he would sign.", "Bo Lund", "spokesman/Karl Holt"},
		{"The talks ended.\n\nProfessor Ada Brenn said nothing.", "Ada Brenn", "Professor/"},
		// A friend of nobody, and a title that is another's.
		{"Fellow candidate Ada Brenn left early with friend Karl Holt.", "Karl Holt", ""},
		{"Ada Brenn, Governor Karl Holt said, was late.", "Ada Brenn", ""},
	} {
		_, _, c := cast(t, test.text)
		a := c.called(test.name)
		if a == nil {
			t.Errorf("%s: nobody is called %s: %+v", test.text, test.name, c.Actors)
			continue
		}
		var got []string
		for _, r := range a.Roles {
			got = append(got, r.Title+"/"+r.Of)
			if r.Span.Len() == 0 || !strings.Contains(test.text[r.Span.Start:r.Span.End], r.Title[strings.LastIndexByte(r.Title, ' ')+1:]) {
				t.Errorf("%s: role %q stands on %q", test.text, r.Title, test.text[r.Span.Start:r.Span.End])
			}
		}
		if s := strings.Join(got, "; "); s != test.roles {
			t.Errorf("%s: %s is %q, want %q", test.text, test.name, s, test.roles)
		}
	}
}

func TestOneActor(t *testing.T) {
	for _, test := range []struct {
		text, name string
		aliases    string // empty for none
	}{
		{"Brenn warns council\n\nAda Brenn warned the council on Friday.", "Ada Brenn", "Brenn"},
		{"Ada Brenn met Karl Brenn. Ada Brenn left.", "Ada Brenn", ""},
		{"The Federal Election Commission met. The FEC said it would act.", "Federal Election Commission", "FEC"},
		{"Anita Taff-Rice spoke. Taff-Rice left.", "Anita Taff-Rice", "Taff-Rice"},
		{"François Sand spoke. Francois Sand left.", "François Sand", "Francois Sand"},
		{"Amina Ali Nkeki spoke. Ali left.", "Amina Ali Nkeki", "Ali"},
		{"Mary Brenn spoke. President Brenn left, and Mr. Brenn slept.", "Brenn", ""},
		{"Donald J. Sand spoke. Donald Sand left.", "Donald J. Sand", "Donald Sand"},
	} {
		_, _, c := cast(t, test.text)
		a := c.called(test.name)
		if a == nil {
			t.Errorf("%s: nobody is called %s: %+v", test.text, test.name, c.Actors)
		} else if s := strings.Join(a.Aliases, "; "); s != test.aliases {
			t.Errorf("%s: %s is also called %q, want %q", test.text, test.name, s, test.aliases)
		}
	}
}

func TestSpeakers(t *testing.T) {
	for _, test := range []struct{ text, speakers, kind, via, whom, evidence string }{
		{"A senior official said the deal was dead.", "a senior official", "unnamed", "", "", ""},
		{"Ada Brenn and Bo Lund said the talks had failed.", "Ada Brenn+Bo Lund", "group", "", "", ""},
		{"Satellite images showed that the field was flooded.", "", "image", "", "", "image"},
		{"Court documents showed that the builder knew.", "", "filing", "", "", "filing"},
		{"Negotiations showed that the sides were far apart.", "", "undecided", "", "", ""},
		{"Karl Holt told the Tarn Herald that the dam would hold.", "Karl Holt", "named", "Tarn Herald", "", ""},
		{"Karl Holt told a friend that the dam would hold.", "Karl Holt", "named", "", "", ""},
		{"The council said in a statement that the port was open.", "the council", "org", "", "", "statement"},
		{"A spokesman for the Harbour Council said the bridge was safe.", "a spokesman for the Harbour Council", "unnamed", "", "Harbour Council", ""},
		{"A Norland Times reporter saw that the gate was open.", "a Norland Times reporter", "own", "", "", "own"},
	} {
		_, lines, c := cast(t, test.text)
		if len(lines) == 0 {
			t.Errorf("%s: no lines", test.text)
			continue
		}
		var ev []string
		for _, e := range c.Evidence[0] {
			ev = append(ev, string(e.Kind))
		}
		got := [5]string{c.names(c.Speakers[0]), string(c.Kinds[0]), c.names(c.Via[0]), c.names([]sayso.ActorID{c.For[0]}), strings.Join(ev, "+")}
		if want := [5]string{test.speakers, test.kind, test.via, test.whom, test.evidence}; got != want {
			t.Errorf("%s: got %q, want %q", test.text, got, want)
		}
	}
}

func TestAsidesAreNoSpeakers(t *testing.T) {
	for text, want := range map[string]string{
		"Ada Brenn, author of “Salt and Bo Lund,” said":        "Ada Brenn",
		"Ada Brenn, a poet, and Bo Lund, a painter, said":      "Ada Brenn+Bo Lund",
		"Ada Brenn, Karl Holt and Bo Lund said":                "Ada Brenn+Karl Holt+Bo Lund",
		"Ada Brenn, whose mother knew Karl and Ina Holt, said": "Ada Brenn",
	} {
		d := &nlp.Doc{Text: text}
		reader(t).Apply(d)
		n := len(d.Tokens)
		c := NewRules().Cast(d, []Line{{Source: []nlp.Range{{First: 0, End: n - 1}}, Cue: []nlp.Range{{First: n - 1, End: n}}, Parent: -1}})
		if got := c.names(c.Speakers[0]); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

func TestPlacesThatSpeak(t *testing.T) {
	text := "Paris said it would wait. Thousands marched in Paris."
	d, _, c := cast(t, text)
	var acts []bool
	for _, m := range c.Mentions {
		if text[m.Span.Start:m.Span.End] == "Paris" {
			acts = append(acts, m.Actor != "")
		}
	}
	if !slices.Equal(acts, []bool{true, false}) {
		t.Errorf("Paris stands for its government at %v in %q", acts, d.Text)
	}
}

func TestMend(t *testing.T) {
	text := "Holt Shipping left."
	d := token.Tokenize(text)
	d.Names = []nlp.Name{{Range: nlp.Range{First: 0, End: 1}, Type: nlp.PersonName}}
	d.Tokens[0].POS, d.Tokens[0].Rel, d.Tokens[0].Head = "PROPN", "compound", 1
	d.Tokens[1].POS, d.Tokens[1].Rel, d.Tokens[1].Head = "PROPN", "nsubj", 2
	if got := mend(d, loadHeads()).Names[0]; got.End != 2 || got.Type != nlp.OrgName {
		t.Errorf("got %+v", got)
	}
	if d.Names[0].End != 1 {
		t.Error("the document was changed")
	}
	d.Tokens[1].POS = "VERB"
	if mend(d, loadHeads()) != d {
		t.Error("a verb is no part of a name")
	}

	d = token.Tokenize("Tarn co-founder Ada Brenn left.")
	d.Names = []nlp.Name{{Range: nlp.Range{First: 2, End: 4}, Type: nlp.GroupName}}
	d.Tokens[2].Rel, d.Tokens[2].Head = "flat", 1
	if got := mend(d, loadHeads()).Names[0]; got.Type != nlp.PersonName {
		t.Errorf("got %+v", got)
	}
}

// check holds what every cast must hold, whatever it was made of.
func check(t *testing.T, d *nlp.Doc, lines []Line, c *Cast) {
	known := map[sayso.ActorID]bool{}
	for _, a := range c.Actors {
		if a.Name == "" || known[a.ID] {
			t.Fatalf("actor %+v", a)
		}
		known[a.ID] = true
		for _, r := range a.Roles {
			if r.Span.Start < 0 || r.Span.End > len(d.Text) || r.Span.Len() <= 0 || r.Title == "" {
				t.Fatalf("role %+v of %s", r, a.Name)
			}
		}
	}
	if len(c.Speakers) != len(lines) || len(c.Kinds) != len(lines) || len(c.Via) != len(lines) || len(c.Evidence) != len(lines) || len(c.For) != len(lines) || len(c.Sources) != len(lines) {
		t.Fatal("not one entry for each line")
	}
	for i := range lines {
		if !slices.Contains(sayso.SourceKinds, c.Kinds[i]) {
			t.Fatalf("line %d has kind %q", i, c.Kinds[i])
		}
		for _, id := range slices.Concat(c.Speakers[i], c.Via[i], c.Addressees[i]) {
			if !known[id] {
				t.Fatalf("line %d names %q", i, id)
			}
		}
		if c.For[i] != "" && !known[c.For[i]] {
			t.Fatalf("line %d speaks for %q", i, c.For[i])
		}
		for _, e := range c.Evidence[i] {
			if e.Span.Start < 0 || e.Span.End > len(d.Text) || e.Span.Len() <= 0 {
				t.Fatalf("line %d rests on %+v", i, e)
			}
		}
	}
	for _, m := range c.Mentions {
		if m.Actor != "" && !known[m.Actor] {
			t.Fatalf("mention %+v", m)
		}
	}
}

func FuzzCast(f *testing.F) {
	f.Add("Ada Brenn, a fellow at the Tarn Institute, said “no”. He left, citing court papers.", uint8(3), uint8(9), true)
	f.Add("“", uint8(0), uint8(1), false)
	f.Add("A, B and C said, as reported by by by", uint8(1), uint8(250), true)
	f.Fuzz(func(t *testing.T, text string, at, width uint8, trees bool) {
		if len(text) > 4000 {
			return
		}
		d := &nlp.Doc{Text: text}
		if trees {
			reader(t).Apply(d)
		} else {
			*d = *token.Tokenize(text)
		}
		lines := linesOf(d)
		if n := len(d.Tokens); n > 0 { // and one that no finder would make
			r := nlp.Range{First: int(at) % n}
			r.End = min(n, r.First+1+int(width)%20)
			lines = append(lines, Line{Source: []nlp.Range{r}, Cue: []nlp.Range{{First: r.End - 1, End: r.End}}, Content: []nlp.Range{r}, Addressee: r, Via: []nlp.Range{r}, Parent: len(lines)})
		}
		c := NewRules().Cast(d, lines)
		check(t, d, lines, &c)
	})
}

func BenchmarkCast(b *testing.B) {
	text := strings.Repeat("Harbour Council spokesman Bo Lund said the bridge would close, as reported by the Tarn Herald. Ada Brenn, a senior fellow at the Tarn Institute, said in a statement that he was wrong. She told reporters that the council had lied. ", 20)
	d := &nlp.Doc{Text: text}
	reader(b).Apply(d)
	lines := linesOf(d)
	r := NewRules()
	b.ReportAllocs()
	for b.Loop() {
		r.Cast(d, lines)
	}
	b.ReportMetric(float64(len(d.Tokens))*float64(b.N)/b.Elapsed().Seconds(), "tokens/s")
}

// TestCiting: the medium carried what those said whom it cites.
func TestCiting(t *testing.T) {
	text := "The Tarn Herald reported, citing two officials, that the dam had cracked."
	d := &nlp.Doc{Text: text}
	reader(t).Apply(d)
	c := NewRules().Cast(d, []Line{{Source: []nlp.Range{{First: 0, End: 3}}, Cue: []nlp.Range{{First: 3, End: 4}}, Content: []nlp.Range{{First: 9, End: len(d.Tokens) - 1}}, Parent: -1}})
	if got := c.names(c.Speakers[0]); got != "two officials" || c.names(c.Via[0]) != "Tarn Herald" || c.Kinds[0] != sayso.GroupSource {
		t.Errorf("%q (%s) speak through %q", got, c.Kinds[0], c.names(c.Via[0]))
	}
	if len(c.Sources[0]) != 1 || d.Words(c.Sources[0][0]) != "two officials" {
		t.Errorf("named by %v", c.Sources[0])
	}
}
