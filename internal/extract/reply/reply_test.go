package reply

import (
	"strings"
	"testing"

	"sayso"
	"sayso/internal/extract/claim"
	"sayso/internal/nlp/token"
	"sayso/nlp"
	"sayso/nlp/english"
)

// lands is what the tests know of places.
func lands(name string) string {
	switch name {
	case "Russia", "Russian", "Moscow":
		return "RUS"
	case "North Korea", "North Korean", "Pyongyang":
		return "PRK"
	}
	return ""
}

// read finds lines by rules and takes a source's last word for its speaker.
func read(d *nlp.Doc) ([]Line, []sayso.Mention) {
	found := claim.NewRules().Find(d, nil)
	judge := claim.NewCueJudge()
	lines := make([]Line, len(found))
	who := map[string]bool{}
	for i := range found {
		f := &found[i]
		v, _ := judge.Judge(d, f)
		lines[i] = Line{Source: f.Source, Cue: f.Cue, Content: f.Content, Addressee: f.Addressee, Lemma: f.Lemma, Stance: v.Stance, Parent: f.Parent}
		if len(f.Source) > 0 {
			w := d.Word(f.Source[len(f.Source)-1].End - 1)
			if w == "," && f.Source[0].Len() > 1 {
				w = d.Word(f.Source[len(f.Source)-1].End - 2)
			}
			lines[i].Speakers = []sayso.ActorID{sayso.ActorID(w)}
			who[w] = true
		}
	}
	var mentions []sayso.Mention
	for i := range d.Tokens {
		if w := d.Word(i); who[w] {
			mentions = append(mentions, sayso.Mention{Span: d.Tokens[i].Span(), Actor: sayso.ActorID(w)})
		}
	}
	return lines, mentions
}

func TestLink(t *testing.T) {
	reader, err := english.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name, text string
		want       string // cue of the answer > words of what it answers; empty for no link
	}{
		{"the same words", "Ada Brenn said that the ship had dumped oil in the harbour. Karl Holt denied that it had dumped oil in the harbour.", "denied > dumped oil"},
		{"other words for one thing", "Critics said that North Korea had sent weapons to Russia. Karl Holt said the sea was calm. Moscow denied any arms supply from Pyongyang.", "denied > had sent weapons"},
		{"the other way round", "Critics said that Russia had sent weapons to North Korea. Karl Holt denied any arms supply from Pyongyang to Moscow.", ""},
		{"a word for the charge", "Peter Quill accused Mira Sand of taking bribes. Sand denied the accusation.", "denied > taking bribes"},
		{"not one's own claim", "Karl Holt said that the dam had cracked. Holt denied that the dam had cracked in spring.", ""},
		{"nothing alike", "Ada Brenn said that taxes would rise. Karl Holt denied that the dam had cracked.", ""},
		{"names alone are not enough", "Ada Brenn said that Karl Holt loved the Tarn Dam. Mira Sand denied that Holt had sold the Tarn Dam.", ""},
		{"withheld, not untrue", "Ada Brenn said that the guards had access to the harbour. The court denied the guards access to the harbour.", ""},
		{"a question", "Mira Sand asked whether the bridge would open in May. Bo Lund replied that the engineers would decide.", "replied > the bridge would open"},
		{"no question", "When the bridge opened, Bo Lund said that the engineers had done well.", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := &nlp.Doc{Text: test.text}
			reader.Apply(d)
			lines, mentions := read(d)
			var got []string
			for i, r := range NewRules(lands).Link(d, lines, mentions) {
				if j := r.To; j >= 0 {
					got = append(got, d.Words(lines[i].Cue[0])+" > "+d.Words(lines[j].Content[0]))
				}
			}
			cue, words, linked := strings.Cut(test.want, " > ")
			switch {
			case !linked && len(got) == 0:
			case linked && len(got) == 1 && strings.HasPrefix(got[0], cue+" > ") && strings.Contains(got[0], words):
			default:
				t.Errorf("%s\ngot %q, want %q\n%+v", test.text, got, test.want, lines)
			}
		})
	}
}

func TestFewLines(t *testing.T) {
	d := &nlp.Doc{}
	if got := NewRules(nil).Link(d, nil, nil); len(got) != 0 {
		t.Errorf("got %v from nothing", got)
	}
	d = token.Tokenize("no")
	got := NewRules(nil).Link(d, []Line{{Lemma: "deny", Stance: sayso.Denies, Parent: 7}}, nil)
	if len(got) != 1 || got[0] != none {
		t.Errorf("got %v from a line without words", got)
	}
}

func FuzzLink(f *testing.F) {
	f.Add("Ada said the dam broke. Bo denied that the dam broke. Asked why, Ada replied that it was old.", uint8(1), uint8(2))
	f.Add("“”", uint8(0), uint8(0))
	f.Fuzz(func(t *testing.T, text string, a, b uint8) {
		if len(text) > 4000 {
			return
		}
		d := token.Tokenize(text)
		lines, mentions := read(d)
		if n := len(d.Tokens); n > 0 {
			r := nlp.Range{First: int(a) % n}
			r.End = min(n, r.First+1+int(b)%9)
			lines = append(lines, Line{Source: []nlp.Range{r}, Cue: []nlp.Range{r}, Content: []nlp.Range{r}, Lemma: "deny", Stance: sayso.Denies, Speakers: []sayso.ActorID{"x"}, Parent: int(b) % (len(lines) + 1)})
		}
		for i, r := range NewRules(lands).Link(d, lines, mentions) {
			if j := r.To; j < -1 || j >= len(lines) || j == i {
				t.Fatalf("line %d of %d answers %d", i, len(lines), j)
			}
		}
	})
}

func BenchmarkLink(b *testing.B) {
	reader, err := english.Load()
	if err != nil {
		b.Fatal(err)
	}
	d := &nlp.Doc{Text: strings.Repeat("Ada Brenn said that the ship had dumped oil in the harbour. Karl Holt denied that it had dumped oil in the harbour. Asked whether the port would close, Bo Lund said that it would not. ", 20)}
	reader.Apply(d)
	lines, mentions := read(d)
	r := NewRules(lands)
	b.ReportAllocs()
	for b.Loop() {
		r.Link(d, lines, mentions)
	}
	b.ReportMetric(float64(len(d.Tokens))*float64(b.N)/b.Elapsed().Seconds(), "tokens/s")
}
