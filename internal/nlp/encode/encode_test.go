package encode

import (
	"encoding/json"
	"math"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"sayso/internal/nlp/model"
)

// tiny is the model that most is tested with: weights drawn by chance.
func tiny(t testing.TB) *model.File {
	t.Helper()
	data, err := os.ReadFile("testdata/tiny.model")
	if err != nil {
		t.Fatal(err)
	}
	f, err := model.Parse("tiny", data)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func load(t testing.TB) *Encoder {
	t.Helper()
	e, err := New(tiny(t))
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func carried(t testing.TB) *Encoder {
	t.Helper()
	e, err := Load(model.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// reference is what plain float32 arithmetic makes of a text by the published
// weights: pieces with their bytes, the mean of the vectors made a unit, the
// first piece's.
type reference struct {
	Text    string
	Pieces  []string
	Offsets [][2]int
	Mean    []float64
	First   []float64
}

// each runs f with the tiny model and with the one that the program carries,
// and the references of each.
func each(t *testing.T, f func(t *testing.T, e *Encoder, refs []reference)) {
	for name, e := range map[string]*Encoder{"tiny": load(t), "published": carried(t)} {
		t.Run(name, func(t *testing.T) {
			data, err := os.ReadFile("testdata/" + name + ".json")
			if err != nil {
				t.Fatal(err)
			}
			var refs []reference
			if err := json.Unmarshal(data, &refs); err != nil {
				t.Fatal(err)
			}
			f(t, e, refs)
		})
	}
}

func TestPiecesAsPublished(t *testing.T) {
	each(t, func(t *testing.T, e *Encoder, refs []reference) {
		for _, ref := range refs {
			got := e.words.cut(ref.Text, new(cutter))
			want, spans := ref.Pieces[1:len(ref.Pieces)-1], ref.Offsets[1:len(ref.Offsets)-1]
			if len(got) != len(want) {
				t.Errorf("%q: %d pieces, want %d", ref.Text, len(got), len(want))
				continue
			}
			for i, p := range got {
				if letters := string(e.words.pieces[p.ID]); letters != want[i] || p.Start != spans[i][0] || p.End != spans[i][1] {
					t.Errorf("%q: piece %d is %s of %q, want %s of %q", ref.Text, i, letters, ref.Text[p.Start:p.End], want[i], ref.Text[spans[i][0]:spans[i][1]])
				}
			}
		}
	})
}

// TestVectorsAsPublished holds what whole numbers make of each text beside the
// vectors of the published float32 weights.
func TestVectorsAsPublished(t *testing.T) {
	each(t, func(t *testing.T, e *Encoder, refs []reference) {
		var texts []string
		for _, ref := range refs {
			texts = append(texts, ref.Text)
		}
		new(room).vectors(e, texts, func(i int, sum []float32) {
			if c := cosine(sum, refs[i].Mean); c < 0.995 {
				t.Errorf("%q: cosine %.4f", texts[i], c)
			}
		})
		for _, ref := range refs {
			var r room
			r.add(e.words, 0, e.words.cut(ref.Text, new(cutter)))
			e.forward(&r)
			if c := cosine(r.x[e.Width():2*e.Width()], ref.First); c < 0.995 {
				t.Errorf("%q: cosine of the first piece %.4f", ref.Text, c)
			}
		}
	})
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

// TestMeaning compares texts by what they say.
func TestMeaning(t *testing.T) {
	e := carried(t)
	v := e.Vectors([]string{
		"The minister denied that shells had been sent to the rebels.",
		"No ammunition went to the insurgents, according to the ministry.",
		"Apples will cost more this winter.",
		"",
		"東京",
	})
	if near, far := v[0].Like(v[1]), v[0].Like(v[2]); near < 0.4 || far > 0.2 {
		t.Errorf("texts that say the same are like by %.2f, others by %.2f", near, far)
	}
	if v[3] != nil {
		t.Errorf("a text without words has the vector %v", v[3])
	}
	if v[4] == nil {
		t.Error("a text of another script has no vector")
	}
	for _, v := range v[:3] {
		if got := v.Like(v); got < 0.995 {
			t.Errorf("a vector is like itself by %.4f", got)
		}
		for _, n := range v {
			if n == 127 || n == -127 {
				t.Errorf("a number of the vector does not fit: %v", v)
			}
		}
	}
}

// TestVectorsAlone gives each text the vector that it has beside others.
func TestVectorsAlone(t *testing.T) {
	e := load(t)
	texts := []string{"the day", "", strings.Repeat("the minister said that no ship has left. ", 60), "a", "east port", strings.Repeat("x", 300)}
	for range 60 {
		texts = append(texts, texts[len(texts)-4]+" on")
	}
	all := e.Vectors(texts)
	for i, text := range texts {
		if got := e.Vectors([]string{text})[0]; !slices.Equal(got, all[i]) {
			t.Errorf("text %d has another vector alone", i)
		}
	}
	if got := e.Vectors(nil); len(got) != 0 {
		t.Errorf("no texts have %d vectors", len(got))
	}
}

// TestHostile reads texts that nobody writes: pieces lie in the text, in order.
func TestHostile(t *testing.T) {
	e := load(t)
	for _, text := range []string{
		strings.Repeat("a", 10_000), strings.Repeat("é", 200), strings.Repeat("(", 5000), "\xff\xfe\x00broken", "e\u0301\u0301\u0301", "\u0301", "\u202eabc\u202c", "한국어", "🙂🙂", "İstanbul ẞ ﬁre",
	} {
		check(t, e, text)
		e.Vectors([]string{text})
	}
}

func check(t *testing.T, e *Encoder, text string) {
	at := 0
	for _, p := range e.words.cut(text, new(cutter)) {
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
	whole := tiny(t)
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

// BenchmarkVectors reads what a hundred claims say, of some twenty words each.
func BenchmarkVectors(b *testing.B) {
	e := carried(b)
	var texts []string
	words := 0
	for i := range 100 {
		texts = append(texts, "The ministry declined to comment on a report that it had bought four second-hand frigates from Norland for 1.2 billion crowns, a deal first reported by the Herald last week."[:80+i%5*20])
		words += len(strings.Fields(texts[i]))
	}
	b.ReportAllocs()
	for b.Loop() {
		e.Vectors(texts)
	}
	b.ReportMetric(float64(words)*float64(b.N)/b.Elapsed().Seconds(), "words/s")
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := Load(model.Embedded()); err != nil {
			b.Fatal(err)
		}
	}
}
