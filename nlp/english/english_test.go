package english_test

import (
	"runtime"
	"strings"
	"sync"
	"testing"

	"sayso/nlp/english"
)

// once loads the models for all tests: under the race detector that takes a
// second.
var once = sync.OnceValues(english.Load)

func load(t testing.TB) *english.Pipeline {
	t.Helper()
	p, err := once()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestSteps(t *testing.T) {
	var names []string
	for _, s := range load(t).Steps() {
		names = append(names, s.Name)
	}
	if got := strings.Join(names, " "); got != "token syntax context name coref" {
		t.Errorf("steps: %s", got)
	}
}

// TestSentences pins a few plain sentences: whoever reads them sees what the
// stages make of English. Only what any sound model gets right stands here.
func TestSentences(t *testing.T) {
	p := load(t)
	for _, c := range []struct{ text, want string }{
		{"The mayor closed the harbour.", "the/DET/det mayor/NOUN/nsubj close/VERB/root the/DET/det harbour/NOUN/obj ./PUNCT/punct"},
		{"She didn't answer.", "she/PRON/nsubj do/AUX/aux not/PART/advmod answer/VERB/root ./PUNCT/punct"},
		{"Two boats were seen.", "two/NUM/nummod boat/NOUN/nsubj:pass be/AUX/aux:pass see/VERB/root ./PUNCT/punct"},
	} {
		d := p.Parse(c.text)
		var got []string
		for i := range d.Tokens {
			tok := &d.Tokens[i]
			got = append(got, tok.Lemma+"/"+tok.POS+"/"+tok.Rel)
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.text, s, c.want)
		}
	}
}

// TestWords checks that contractions are parted where they are written, and that
// names stand without titles, nested ones too.
func TestWords(t *testing.T) {
	d := load(t).Parse("They mustn't've known that he'd left.")
	want := []string{"They", "must", "n't", "'ve", "known", "that", "he", "'d", "left", "."}
	for i, w := range want {
		if i >= len(d.Tokens) || d.Word(i) != w || d.Tokens[i].Within != (w[0] == '\'' || w == "n't") {
			t.Fatalf("token %d: want %q of %d tokens", i, w, len(d.Tokens))
		}
	}
}

func TestNames(t *testing.T) {
	p := load(t)
	for _, c := range []struct{ text, want string }{
		{"Prime Minister Ana Olsen visited Norway.", "person Ana Olsen, place Norway"},
		{"Russian President Vladimir Putin met Foreign Minister Sergei Lavrov.", "group Russian, person Vladimir Putin, person Sergei Lavrov"},
		{"The United Nations condemned the attack in Syria.", "org United Nations, place Syria"},
		{"He served in World War II.", "event World War II"},
		{"Officials said that talks had failed.", ""},
	} {
		var got []string
		d := p.Parse(c.text)
		for _, n := range d.Names {
			got = append(got, string(n.Type)+" "+d.Words(n.Range))
		}
		if s := strings.Join(got, ", "); s != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.text, s, c.want)
		}
	}
}

func TestMorphology(t *testing.T) {
	d := load(t).Parse("They were not told.")
	if f := d.Tokens[1].Feat("Tense"); f != "Past" {
		t.Errorf("were: tense %q", f)
	}
	if f := d.Tokens[0].Feat("Number"); f != "Plur" {
		t.Errorf("they: number %q", f)
	}
	if !d.Negated(d.Root(d.Sentences[0])) {
		t.Error("told is negated")
	}
}

func FuzzParse(f *testing.F) {
	p := load(f)
	f.Add("The minister, who resigned on Monday, said: “No.”")
	f.Add("\xf0\x28\x8c\x28 (((")
	f.Fuzz(func(t *testing.T, text string) {
		d := p.Parse(text)
		if s := broken(d); s != "" {
			t.Fatal(s)
		}
	})
}

// report is some 400 tokens of plain news prose.
var report = strings.Repeat("The harbour authority said on Tuesday that two ferries had collided near the old pier, "+
	"and that nobody was hurt. “We heard a loud bang,” said Mira Olsen, a passenger. Officials did not say what had caused the accident. ", 8)

func BenchmarkParse(b *testing.B) {
	p := load(b)
	b.ReportAllocs()
	b.SetBytes(int64(len(report)))
	n := 0
	for b.Loop() {
		n += len(p.Parse(report).Tokens)
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "tokens/s")
}

func BenchmarkStages(b *testing.B) {
	p := load(b)
	d := p.Parse(report)
	for _, s := range p.Steps() {
		b.Run(s.Name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(report)))
			for b.Loop() {
				s.Stage.Apply(d)
			}
			b.ReportMetric(float64(b.N*len(d.Tokens))/b.Elapsed().Seconds(), "tokens/s")
		})
	}
}

// BenchmarkLoad shows how long the models take to load, and how much memory they
// hold once loaded, beside the bytes of the files, which the binary carries.
func BenchmarkLoad(b *testing.B) {
	var p *english.Pipeline
	heap := func() float64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return float64(m.HeapAlloc) / (1 << 20)
	}
	before := heap()
	b.ReportAllocs()
	for b.Loop() {
		var err error
		if p, err = english.Load(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(heap()-before, "MB-held")
	runtime.KeepAlive(p)
}
