package name

import (
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sayso"
	"sayso/internal/nlp/model"
	"sayso/internal/nlp/token"
	"sayso/nlp"
)

// tiny is a model of random weights: it knows nothing, and its names must
// still be sound.
func tiny() *Learnt {
	r := rand.New(rand.NewPCG(7, 8))
	l := &Learnt{Rows: map[uint64][Tags]float32{}, World: World{}}
	l.World.Enter([]string{"Port", "Salis"}, CityList)
	l.World.Enter([]string{"Mira"}, GivenList)
	e := l.World[WordKey("said")]
	e.Vector = 2
	l.World[WordKey("said")] = e
	l.Network = NewNetwork(32)
	l.Network.Each(func(part []float32) {
		for i := range part {
			part[i] = (r.Float32() - 0.5) / 10
		}
	})
	l.Vectors = Vectors{centres: make([]float32, VectorSize*centres), codes: make([]byte, 3*parts)}
	for i := range l.Vectors.centres {
		l.Vectors.centres[i] = r.Float32() - 0.5
	}
	for i := range l.Vectors.codes {
		l.Vectors.codes[i] = byte(r.Uint32())
	}
	z := NewFeaturizer(l.World)
	z.Visit(token.Tokenize("Mira Okafor of Port Salis said so."), nil, func(_, _ int, keys []uint64) {
		for _, k := range keys {
			var row [Tags]float32
			for t := range row {
				row[t] = r.Float32() - 0.5
			}
			l.Rows[k] = row
		}
	})
	return l
}

var tinyBytes = sync.OnceValue(func() []byte { return tiny().File().Bytes() })

// file is the file of tiny, for the caller to spoil.
func file(t testing.TB) *model.File {
	t.Helper()
	f, err := model.Parse("tiny", tinyBytes())
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func recogniser(t testing.TB) *Recogniser {
	t.Helper()
	w, err := Read(file(t))
	if err != nil {
		t.Fatal(err)
	}
	return New(w)
}

// unsound says what is wrong with d's names; "" for nothing.
func unsound(d *nlp.Doc) string {
	at := 0
	for _, n := range d.Names {
		switch {
		case n.First < at || n.End <= n.First || n.End > len(d.Tokens):
			return "names overlap or leave the text"
		case d.SentenceOf(n.First) != d.SentenceOf(n.End-1):
			return "a name crosses sentences"
		case n.Type == "":
			return "a name has no type"
		}
		at = n.End
	}
	return ""
}

var odd = []string{"", " ", "\xff", "Mira", "MIRA OKAFOR", strings.Repeat("Mira of ", 600), strings.Repeat("(", 3000), "Mr. Mr. Mr.", "é\u0301 \u200d",
	strings.Repeat("Port Salis\n", 400)}

func TestSound(t *testing.T) {
	r := recogniser(t)
	for _, s := range odd {
		d := token.Tokenize(s)
		r.Apply(d)
		if b := unsound(d); b != "" {
			t.Errorf("%.30q: %s", s, b)
		}
	}
}

// TestHide checks that hidden words are told apart by how they are written, and
// that those beside them are still known.
func TestHide(t *testing.T) {
	z := NewFeaturizer(World{})
	features := func(text string, hide func(int) bool) [][]uint64 {
		var out [][]uint64
		z.Visit(token.Tokenize(text), hide, func(_, _ int, keys []uint64) { out = append(out, slices.Clone(keys)) })
		return out
	}
	second := func(i int) bool { return i == 1 }
	a, b := features("Near Tollmere .", second), features("Near Tolnamere .", second)
	if diff := cmp.Diff(a, b); diff != "" {
		t.Errorf("two hidden words of one shape differ:\n%s", diff)
	}
	if slices.Equal(a[1], features("Near Tollmere .", nil)[1]) {
		t.Error("a hidden word has the features of a known one")
	}
	if c := features("From Tollmere .", second); slices.Equal(a[1], c[1]) {
		t.Error("the word beside a hidden one is hidden too")
	}
}

// TestPart checks where persons who run together are cut.
func TestPart(t *testing.T) {
	l := &Learnt{World: World{}}
	for _, w := range []string{"Mira", "Adam", "Lind", "Ana"} {
		l.World.Enter([]string{w}, GivenList)
	}
	l.World.Enter([]string{"Lind"}, SurnameList)
	m, err := Read(l.File())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ text, want string }{
		{"Mira Okafor Adam Lind", "Mira Okafor|Adam Lind"},
		{"Mira Okafor Adam Tolley Ana Reyle", "Mira Okafor|Adam Tolley|Ana Reyle"},
		{"Mira Okafor Adam", "Mira Okafor|Adam"},
		{"Mira Adam Okafor", "Mira Adam Okafor"},
		{"Okafor Tolley Mira", "Okafor Tolley Mira"},
		{"Mira Okafor Lind", "Mira Okafor Lind"},
		{"Mira", "Mira"},
	} {
		d := token.Tokenize(c.text)
		w := &worker{reader: reader{lex: NewLexicon(), world: &m.world, byKey: map[key]int32{}}}
		w.read(d)
		d.Names = w.part([]nlp.Name{{Range: nlp.Range{End: len(d.Tokens)}, Type: nlp.PersonName}}, 0)
		if got := spelled(d); got != c.want {
			t.Errorf("%s: %s, want %s", c.text, got, c.want)
		}
	}
}

// TestCompany checks that a legal form belongs to its company.
func TestCompany(t *testing.T) {
	at := func(first, end int, typ nlp.NameType) nlp.Name {
		return nlp.Name{Range: nlp.Range{First: first, End: end}, Type: typ}
	}
	for _, c := range []struct {
		text  string
		names []nlp.Name
		want  string
	}{
		{"Okafor Lind, Inc. said so", []nlp.Name{at(0, 2, nlp.PersonName)}, "Okafor Lind, Inc."},
		{"Okafor Lind, Inc. of Salis", []nlp.Name{at(0, 2, nlp.OrgName), at(3, 6, nlp.OrgName)}, "Okafor Lind, Inc."},
		{"Okafor, Lind", []nlp.Name{at(0, 1, nlp.OrgName), at(2, 3, nlp.OrgName)}, "Okafor|Lind"},
		{"Okafor,", []nlp.Name{at(0, 1, nlp.OrgName)}, "Okafor"},
	} {
		d := token.Tokenize(c.text)
		d.Names = company(d, d.Sentences[0], c.names, 0)
		if got := spelled(d); got != c.want {
			t.Errorf("%s: %s, want %s", c.text, got, c.want)
		}
		if n := d.Names[0]; n.Type != nlp.OrgName {
			t.Errorf("%s: %s", c.text, n.Type)
		}
	}
}

// TestState checks where a faith is part of a body's name.
func TestState(t *testing.T) {
	for text, want := range map[string]string{
		"of the Islamic State in Salis":       "Islamic State",
		"of the Islamic State-inspired sort":  "Islamic State",
		"of the Islamic state in Salis":       "Islamic",
		"of the Islamic State Library there":  "Islamic",
		"THE ISLAMIC State OF ALL OF OUR OWN": "ISLAMIC",
	} {
		d := token.Tokenize(text)
		w := &worker{reader: reader{lex: NewLexicon(), world: &world{}, byKey: map[key]int32{}}}
		w.read(d)
		w.sentence(d.Sentences[0])
		d.Names = []nlp.Name{{Range: nlp.Range{First: 2, End: 3}, Type: nlp.GroupName}}
		if strings.HasPrefix(text, "THE") {
			d.Names[0].Range = nlp.Range{First: 1, End: 2}
		}
		w.state(d.Sentences[0], d.Names)
		if got := spelled(d); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

// spelled is the words of d's names.
func spelled(d *nlp.Doc) string {
	var out []string
	for _, n := range d.Names {
		out = append(out, d.Words(n.Range))
	}
	return strings.Join(out, "|")
}

// TestBatches checks that a sentence's names do not depend on what is read
// together with it.
func TestBatches(t *testing.T) {
	r := recogniser(t)
	one := token.Tokenize("mira said so of port salis")
	r.Apply(one)
	many := token.Tokenize(strings.Repeat("mira said so of port salis\n\n", 200))
	r.Apply(many)
	if len(many.Names) != 200*len(one.Names) {
		t.Errorf("%d names in one, %d in two hundred", len(one.Names), len(many.Names))
	}
}

func TestModelFile(t *testing.T) {
	if diff := cmp.Diff(file(t).Bytes(), tinyBytes()); diff != "" {
		t.Error("a model read back is written otherwise")
	}
	newer := file(t)
	newer.Format = Format + 1
	if _, err := Read(newer); sayso.KindOf(err) != sayso.TooNew {
		t.Errorf("a newer format: %v", err)
	}
	for _, s := range []string{"keys", "index", "rows", "transitions", "world", "network", "vectors"} {
		bad := file(t)
		bad.Set(s, bad.Section(s)[:len(bad.Section(s))/2-1])
		if _, err := Read(bad); err == nil {
			t.Errorf("half of section %s was taken", s)
		}
	}
}

// TestParallel lets the race detector look at shared use.
func TestParallel(t *testing.T) {
	r := recogniser(t)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for _, s := range odd {
				r.Apply(token.Tokenize(s))
			}
		})
	}
	wg.Wait()
}

func FuzzApply(f *testing.F) {
	for _, s := range odd {
		f.Add(s)
	}
	r, rules := recogniser(f), NewRules()
	f.Fuzz(func(t *testing.T, text string) {
		d := token.Tokenize(text)
		r.Apply(d)
		if b := unsound(d); b != "" {
			t.Fatal(b)
		}
		rules.Apply(d)
		if b := unsound(d); b != "" {
			t.Fatal("by rules: " + b)
		}
	})
}

func FuzzRead(f *testing.F) {
	good := file(f)
	for _, s := range []string{"index", "world", "keys", "vectors"} {
		f.Add(s, good.Section(s))
	}
	f.Fuzz(func(t *testing.T, section string, b []byte) {
		m := file(t)
		m.Set(section, b)
		if w, err := Read(m); err == nil {
			New(w).Apply(token.Tokenize("Mira Okafor of Port Salis said so."))
		}
	})
}

func BenchmarkApply(b *testing.B) {
	r := recogniser(b)
	d := token.Tokenize(strings.Repeat("The harbour office said on Tuesday that Mira Okafor had left Port Salis. ", 30))
	b.ReportAllocs()
	b.SetBytes(int64(len(d.Text)))
	for b.Loop() {
		r.Apply(d)
	}
	b.ReportMetric(float64(b.N*len(d.Tokens))/b.Elapsed().Seconds(), "tokens/s")
}
