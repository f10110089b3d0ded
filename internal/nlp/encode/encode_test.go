package encode

import (
	"encoding/json"
	"math"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"sayso/internal/nlp/model"
)

// file is the model under test: tiny, with weights drawn by chance, or the one
// that SAYSO_ENCODER names, for benchmarks.
func file(t testing.TB) *model.File {
	t.Helper()
	name := os.Getenv("SAYSO_ENCODER")
	if name == "" {
		name = "testdata/tiny.model"
	}
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	f, err := model.Parse(name, data)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func load(t testing.TB) *Encoder {
	t.Helper()
	f := file(t)
	e, err := New(f)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// reference is what the published program makes of a text in float32: pieces
// with their bytes, the mean of the vectors made a unit, the first piece's.
type reference struct {
	Text    string
	IDs     []int32
	Offsets [][2]int
	Mean    []float64
	First   []float64
}

func references(t testing.TB) (out []reference) {
	t.Helper()
	data, err := os.ReadFile("testdata/reference.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

func TestPiecesAsPublished(t *testing.T) {
	e := load(t)
	for _, ref := range references(t) {
		got := e.words.cut(ref.Text, nil)
		want, spans := ref.IDs[1:len(ref.IDs)-1], ref.Offsets[1:len(ref.Offsets)-1]
		if len(got) != len(want) {
			t.Errorf("%q: %d pieces, want %d", ref.Text, len(got), len(want))
			continue
		}
		for i, p := range got {
			if p.ID != want[i] || p.Start != spans[i][0] || p.End != spans[i][1] {
				t.Errorf("%q: piece %d is %d %q, want %d %q", ref.Text, i, p.ID, ref.Text[p.Start:p.End], want[i], ref.Text[spans[i][0]:spans[i][1]])
			}
		}
	}
}

// TestVectorsAsPublished holds what whole numbers make of each text beside the
// vectors of the published float32 weights.
func TestVectorsAsPublished(t *testing.T) {
	e := load(t)
	for _, ref := range references(t) {
		if c := cosine(e.Vector(ref.Text), ref.Mean); c < 0.995 {
			t.Errorf("%q: cosine %.4f", ref.Text, c)
		}
		var r room
		r.ids = ref.IDs
		e.window(&r)
		if c := cosine(r.x[e.Width():2*e.Width()], ref.First); c < 0.995 {
			t.Errorf("%q: cosine of the first piece %.4f", ref.Text, c)
		}
	}
}

func cosine[N int8 | float32](a []N, b []float64) float64 {
	var ab, aa, bb float64
	for i, x := range a {
		ab += float64(x) * b[i]
		aa += float64(x) * float64(x)
		bb += b[i] * b[i]
	}
	return ab / math.Sqrt(aa*bb)
}

func TestLikeness(t *testing.T) {
	for _, c := range []struct {
		a, b []int8
		want float64
	}{
		{[]int8{127, 0}, []int8{64, 0}, 1},
		{[]int8{127, 0}, []int8{0, 3}, 0},
		{[]int8{127, 127}, []int8{-127, -127}, -1},
		{[]int8{0, 0}, []int8{1, 1}, 0},
	} {
		if got := Likeness(c.a, c.b); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("%v and %v: %g, want %g", c.a, c.b, got, c.want)
		}
	}
	e := load(t)
	if v := e.Vector(" \x00\n"); v != nil {
		t.Errorf("a text without words has the vector %v", v)
	}
	if a, b := e.Vector("The minister left."), e.Vector("The minister left."); Likeness(a, b) < 0.9999 {
		t.Error("a text is not like itself")
	}
}

// TestHostile reads texts that nobody writes: pieces lie in the text, in order.
func TestHostile(t *testing.T) {
	e := load(t)
	for _, text := range []string{
		strings.Repeat("a", 10_000), strings.Repeat("é", 200), strings.Repeat("(", 5000), "\xff\xfe\x00broken", "e\u0301\u0301\u0301", "\u0301", "\u202eabc\u202c", "한국어", "🙂🙂", "İstanbul ẞ ﬁre",
	} {
		check(t, e, text)
		e.Vector(text)
	}
}

func check(t *testing.T, e *Encoder, text string) {
	at := 0
	for _, p := range e.words.cut(text, nil) {
		if p.Start < 0 || p.End <= p.Start || p.End > len(text) || p.Start < at && !p.Inside || int(p.ID) >= e.shape.Pieces {
			t.Fatalf("%q: piece %+v", text, p)
		}
		if utf8.ValidString(text) && !utf8.ValidString(text[p.Start:p.End]) {
			t.Fatalf("%q: piece %+v divides a character", text, p)
		}
		at = p.Start
	}
}

func FuzzPieces(f *testing.F) {
	e := load(f)
	for _, s := range []string{"", "The mayor’s re-election", "naïve 東京 🙂", "e\u0301\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) { check(t, e, text) })
}

func TestDamagedModel(t *testing.T) {
	f := model.New(Stage, Format)
	if _, err := New(f); err == nil {
		t.Error("a model without sections is taken")
	}
	whole := file(t)
	for _, s := range whole.Sections {
		g := model.New(Stage, Format)
		for _, o := range whole.Sections {
			if d := whole.Section(o.Name); o.Name != s.Name {
				g.Set(o.Name, d)
			} else {
				g.Set(o.Name, d[:len(d)/2])
			}
		}
		if _, err := New(g); err == nil {
			t.Errorf("half of the section %s is taken", s.Name)
		}
	}
}

func BenchmarkVector(b *testing.B) {
	e := load(b)
	text := "The ministry declined to comment on a report that it had bought four second-hand frigates from Norland for 1.2 billion crowns, a deal first reported by the Herald last week."
	words := len(strings.Fields(text))
	b.ReportAllocs()
	for b.Loop() {
		e.Vector(text)
	}
	b.ReportMetric(float64(words)*float64(b.N)/b.Elapsed().Seconds(), "words/s")
}

func BenchmarkLoad(b *testing.B) {
	f := file(b)
	for b.Loop() {
		if _, err := New(f); err != nil {
			b.Fatal(err)
		}
	}
}
