package encode

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"sayso/internal/nlp/token"
	"sayso/nlp"
)

// TestHeadsAsLearnt holds what whole numbers make of vectors beside what the
// training makes of them in float32.
func TestHeadsAsLearnt(t *testing.T) {
	data, err := os.ReadFile("testdata/heads.json")
	if err != nil {
		t.Fatal(err)
	}
	var want struct {
		Vectors [][]float32
		Signs   [][SignsEach]uint8
		Scores  [][]float64
	}
	if err := json.Unmarshal(data, &want); err != nil {
		t.Fatal(err)
	}
	e := load(t)
	r, h := new(room), e.heads
	r.ids, r.windows = make([]int32, len(want.Vectors)), []window{{0, 0, len(want.Vectors)}}
	r.grow(len(r.ids), e.shape)
	r.sheet.Signs = want.Signs
	for i, v := range want.Vectors {
		copy(r.x[i*e.Width():], v)
	}
	h.read(r, 0, e.shape)
	for i, w := range want.Scores {
		tags, labels := make([]float32, h.tags), make([]float32, h.labels)
		h.score(r.x[i*e.Width():][:e.Width()], tags, labels, r)
		if c := cosine(append(tags, labels...), w); c < 0.995 {
			t.Errorf("vector %d: cosine %.4f", i, c)
		}
	}
}

var documents = []string{
	"",
	" \n",
	"Mira Okafor didn't answer. “We left,” said Lind.\n\nThe Harbour Authority of Port Meridian, founded in 1911, has no e-mail.",
	strings.Repeat("The minister said that no ship has left the harbour on that day. ", 60),
	strings.Repeat("a ", 500) + ".",
	"東京 \x00 \xff e\u0301 \u0301 🙂 (((",
}

// TestLay lays documents out: windows are bounded and follow each other, each
// token has a piece of its own bytes.
func TestLay(t *testing.T) {
	e := load(t)
	var s Sheet
	for _, text := range documents {
		d := token.Tokenize(text)
		e.Lay(d, &s)
		if len(s.Rows) != len(d.Tokens) || len(s.Signs) != len(s.IDs) {
			t.Fatalf("%.40q: %d rows for %d tokens, %d signs for %d pieces", text, len(s.Rows), len(d.Tokens), len(s.Signs), len(s.IDs))
		}
		at := 0
		for _, w := range s.Windows {
			if w.From != at || w.To-w.From > MaxWindow || w.To-w.From < 3 || s.IDs[w.From] != e.words.first || s.IDs[w.To-1] != e.words.last {
				t.Errorf("%.40q: the window %v", text, w)
			}
			at = w.To
		}
		if at != len(s.IDs) || !slices.IsSorted(s.Rows) && !slices.Contains(s.Rows, -1) {
			t.Errorf("%.40q: %d of %d pieces in windows, rows %v", text, at, len(s.IDs), s.Rows)
		}
		for i, r := range s.Rows {
			if r >= 0 && slices.Contains([]int32{e.words.first, e.words.last}, s.IDs[r]) {
				t.Errorf("%.40q: token %d, %q, has no piece of a word", text, i, d.Word(i))
			}
		}
	}
	d := token.Tokenize("We say “NATO left” twice.")
	d.Tokens[0].POS = "PRON"
	e.Lay(d, &s)
	if got, want := s.Signs[s.Rows[0]], ([SignsEach]uint8{shapeFirst, ofShape + 11, ofShape + ofTag}); got != want {
		t.Errorf("signs %v of a pronoun that begins a sentence, want %v", got, want)
	}
	if got, want := s.Signs[s.Rows[3]], ([SignsEach]uint8{shapeCapitals, ofShape, ofShape + ofTag + 1}); got != want {
		t.Errorf("signs %v of capitals in a quotation, want %v", got, want)
	}
}

func TestShapes(t *testing.T) {
	for word, want := range map[string]uint8{"lind": shapeLower, "Lind": shapeCapital, "LIND": shapeCapitals, "A": shapeCapital, "McLind": shapeMixed,
		"eBay": shapeMixed, "F16": shapeDigits, "12": shapeDigits, "—": shapeOther} {
		if got := shapeOf(word, false); got != want {
			t.Errorf("%s: %d, want %d", word, got, want)
		}
	}
}

// TestScores gives every token its scores, whatever windows stand beside it.
func TestScores(t *testing.T) {
	e := load(t)
	for _, text := range documents {
		d := token.Tokenize(text)
		e.Apply(d)
		if len(d.Scores.Names) != len(d.Tokens)*e.heads.tags || len(d.Scores.Attributions) != len(d.Tokens)*e.heads.labels {
			t.Fatalf("%.40q: %d and %d scores", text, len(d.Scores.Names), len(d.Scores.Attributions))
		}
		again := token.Tokenize(text)
		e.Apply(again)
		if !slices.Equal(d.Scores.Names, again.Scores.Names) {
			t.Errorf("%.40q: other scores when read again", text)
		}
	}
	// Sentences that fill a window each have the scores that they have alone.
	sentence := strings.TrimSpace(strings.Repeat("the port ", 60)) + "."
	one, two := token.Tokenize(sentence), token.Tokenize(sentence+"\n\n"+sentence)
	e.Apply(one)
	e.Apply(two)
	n := len(one.Scores.Names)
	if !slices.Equal(one.Scores.Names, two.Scores.Names[:n]) || !slices.Equal(one.Scores.Names, two.Scores.Names[n:]) {
		t.Error("a window has other scores beside another")
	}
}

// TestLongDocuments has the heads read as many pieces as they may, to the end of a
// sentence, and give these the scores that they have in a shorter document.
func TestLongDocuments(t *testing.T) {
	e := load(t)
	const one = "Xavq 7,919 Ybrl said that 12,345.67 ships left. "
	short, long := token.Tokenize(strings.Repeat(one, 20)), token.Tokenize(strings.Repeat(one, MaxRead/10))
	e.Apply(short)
	e.Apply(long)
	n := long.Scores.Tokens
	var sheet Sheet
	e.Lay(long, &sheet)
	if n == len(long.Tokens) || int(sheet.Rows[n-1]) >= MaxRead || int(sheet.Rows[n-1]) < MaxRead-MaxWindow {
		t.Errorf("%d of %d tokens are read", n, len(long.Tokens))
	}
	if !slices.ContainsFunc(long.Sentences, func(r nlp.Range) bool { return r.End == n }) {
		t.Errorf("the tokens up to %d are no whole sentences", n)
	}
	if len(long.Scores.Names) != n*e.heads.tags || len(long.Scores.Attributions) != n*e.heads.labels {
		t.Errorf("%d and %d scores of %d tokens", len(long.Scores.Names), len(long.Scores.Attributions), n)
	}
	m := len(token.Tokenize(strings.Repeat(one, 10)).Tokens) * e.heads.tags
	if !slices.Equal(short.Scores.Names[:m], long.Scores.Names[:m]) {
		t.Error("the beginning has other scores than alone")
	}
}

func BenchmarkApply(b *testing.B) {
	e := carried(b)
	d := token.Tokenize(strings.Repeat("The harbour authority said on Tuesday that two ferries had collided near the old pier, and that nobody was hurt. ", 40))
	for b.Loop() {
		e.Apply(d)
	}
	b.ReportMetric(float64(len(d.Tokens))*float64(b.N)/b.Elapsed().Seconds(), "tokens/s")
}
