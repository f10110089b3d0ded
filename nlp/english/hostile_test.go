package english_test

import (
	"strings"
	"testing"

	"sayso/internal/nlp/syntax"
	"sayso/internal/nlp/token"
	"sayso/nlp"
)

// prose is one line of plain sentences.
const prose = "The harbour office of Port Salis said on Tuesday that Mira Okafor-Lind had seen two ferries collide near the old pier, and that nobody was hurt. "

// hostile is texts that break readers: each kind at the size given, in bytes or
// a little more.
var hostile = []struct {
	name string
	make func(size int) string
}{
	{"one line", func(n int) string { return strings.Repeat(prose, n/len(prose)+1) }},
	{"one sentence", func(n int) string { return strings.Repeat("the harbour office and ", n/23+1) }},
	{"brackets", func(n int) string { return strings.Repeat("(", n) }},
	{"brackets in pairs", func(n int) string { return strings.Repeat("(a ", n/6) + strings.Repeat(") ", n/4) }},
	{"quotation marks", func(n int) string { return strings.Repeat("“", n/3) }},
	{"straight marks", func(n int) string { return strings.Repeat("\" '", n/3) }},
	{"no spaces", func(n int) string { return strings.Repeat("harbour", n/7) }},
	{"no spaces, marks", func(n int) string { return strings.Repeat("Port-Salis's/harbour,", n/21) }},
	{"full stops", func(n int) string { return strings.Repeat("a.", n/2) }},
	{"initials", func(n int) string { return strings.Repeat("A. ", n/3) }},
	{"capitals", func(n int) string { return strings.ToUpper(strings.Repeat(prose, n/len(prose)+1)) }},
	{"names only", func(n int) string { return strings.Repeat("Mira Okafor Lind of Port Salis ", n/31+1) }},
	{"line breaks", func(n int) string { return strings.Repeat("a\n", n/2) }},
	{"spaces", func(n int) string { return strings.Repeat(" ", n) + "a" }},
	{"broken UTF-8", func(n int) string { return strings.Repeat("\xf0\x28\x8c\x28", n/4) }},
	{"zeros", func(n int) string { return strings.Repeat("\x00", n) }},
	{"joiners", func(n int) string { return strings.Repeat("\u200d", n/3) }},
	{"accents", func(n int) string { return "e" + strings.Repeat("\u0301", n/2) }},
	{"address", func(n int) string { return "https://" + strings.Repeat("a.example/", n/10) }},
	{"at signs", func(n int) string { return strings.Repeat("@a", n/2) }},
	{"digits", func(n int) string { return strings.Repeat("1,", n/2) }},
	{"table", func(n int) string { return strings.Repeat("Halden\t1,204\t—\t3.5%\n", n/22+1) }},
	{"tweets", func(n int) string {
		return strings.Repeat("RT @harbour_watch: OMG!!! ferry down 😱😱 #PortSalis http://h.example/x :-(\n", n/78+1)
	}},
	{"headlines", func(n int) string {
		return strings.Repeat("Ferry Sinks Off Port Salis; Two Missing, Mayor Says\n", n/53+1)
	}},
}

// broken says what is wrong with a Doc that a pipeline has read; "" for nothing.
func broken(d *nlp.Doc) string {
	at := 0
	for i := range d.Tokens {
		t := &d.Tokens[i]
		switch {
		case t.Start < at || t.End <= t.Start || t.End > len(d.Text):
			return "tokens overlap or leave the text"
		case t.POS == "" || t.XPOS == "" || t.Rel == "" || t.Lemma == "":
			return "a token is not read"
		}
		at = t.End
	}
	next := 0
	for _, s := range d.Sentences {
		if s.First != next || s.End <= s.First {
			return "sentences do not tile the tokens"
		}
		next = s.End
		roots := 0
		for i := s.First; i < s.End; i++ {
			if h := d.Tokens[i].Head; h < 0 {
				roots++
			} else if !s.Contains(h) || h == i {
				return "a head stands outside its sentence"
			}
		}
		if roots != 1 {
			return "a sentence has not one root"
		}
		// From every token the root is reached; seen marks those known to.
		seen := make([]bool, s.Len())
		for i := s.First; i < s.End; i++ {
			var path []int
			for k := i; k >= 0 && !seen[k-s.First]; k = d.Tokens[k].Head {
				if len(path) > s.Len() {
					return "heads run in a circle"
				}
				path = append(path, k)
			}
			for _, k := range path {
				seen[k-s.First] = true
			}
		}
	}
	if next != len(d.Tokens) {
		return "sentences leave tokens out"
	}
	last := 0
	for _, n := range d.Names {
		if n.First < last || n.End <= n.First || d.SentenceOf(n.First) != d.SentenceOf(n.End-1) {
			return "names overlap, are empty or cross sentences"
		}
		last = n.End
	}
	return ""
}

// TestHostile reads texts that nobody writes. What is promised of any text must
// hold: every token is read, sentences tile, each has one sound tree.
func TestHostile(t *testing.T) {
	p := load(t)
	size := 20_000
	if testing.Short() {
		size = 2_000
	}
	for _, h := range hostile {
		t.Run(h.name, func(t *testing.T) {
			t.Parallel()
			if s := broken(p.Parse(h.make(size))); s != "" {
				t.Error(s)
			}
		})
	}
	for _, s := range []string{"", " ", "\n\n", ".", "\xff", "(", "’s", "n't", "\"", "\u202e", "a\x00b"} {
		if b := broken(p.Parse(s)); b != "" {
			t.Errorf("%q: %s", s, b)
		}
	}
}

// TestBrackets reads a hundred thousand opening brackets, which nest as deep as
// nothing else does.
func TestBrackets(t *testing.T) {
	n := 100_000
	if testing.Short() {
		n = 4_000
	}
	d := load(t).Parse(strings.Repeat("(", n))
	if len(d.Tokens) != n {
		t.Errorf("%d tokens", len(d.Tokens))
	}
	if s := broken(d); s != "" {
		t.Error(s)
	}
}

// TestHuge reads ten megabytes in one line without a space, and the same of
// prose as far as words and sentences go; trees for all of it would take a
// minute.
func TestHuge(t *testing.T) {
	if testing.Short() {
		t.Skip("ten megabytes")
	}
	const size = 10 << 20
	if s := broken(load(t).Parse(strings.Repeat("x", size))); s != "" {
		t.Error(s)
	}
	d := token.Tokenize(strings.Repeat(prose, size/len(prose)))
	if want := size / len(prose); len(d.Sentences) != want {
		t.Errorf("%d sentences, want %d", len(d.Sentences), want)
	}
}

// TestLongSentences checks the bound on the time of a sentence: its tree is made
// of trees over token.MaxSentenceTokens words or fewer.
func TestLongSentences(t *testing.T) {
	if token.MaxSentenceTokens > 2*syntax.MaxSentence {
		t.Errorf("a sentence may have %d tokens, and trees are made of %d", token.MaxSentenceTokens, syntax.MaxSentence)
	}
	d := load(t).Parse(strings.Repeat("the harbour office and ", 1000))
	for _, s := range d.Sentences {
		if s.Len() > token.MaxSentenceTokens {
			t.Errorf("a sentence of %d tokens", s.Len())
		}
	}
}

// BenchmarkHostile shows what hostile texts cost: tokens/s must not fall with
// the size.
func BenchmarkHostile(b *testing.B) {
	p := load(b)
	for _, h := range hostile {
		for _, size := range []int{2_000, 20_000} {
			text := h.make(size)
			name := "small"
			if size > 2_000 {
				name = "large"
			}
			b.Run(h.name+"/"+name, func(b *testing.B) {
				b.ReportAllocs()
				b.SetBytes(int64(len(text)))
				n := 0
				for b.Loop() {
					n += len(p.Parse(text).Tokens)
				}
				b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "tokens/s")
			})
		}
	}
}
