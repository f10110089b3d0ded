package coref_test

import (
	"strings"
	"sync"
	"testing"

	"sayso/internal/nlp/coref"
	"sayso/internal/nlp/model"
	"sayso/nlp"
	"sayso/nlp/english"
)

var reader = sync.OnceValues(english.Load)

func parse(t testing.TB, text string) *nlp.Doc {
	t.Helper()
	p, err := reader()
	if err != nil {
		t.Fatal(err)
	}
	return p.Parse(text)
}

// chains writes the chains of a text, mentions parted by "=".
func chains(d *nlp.Doc) []string {
	var out []string
	for _, c := range d.Chains {
		var words []string
		for _, m := range c.Mentions {
			words = append(words, d.Span(m.Range).In(d.Text))
		}
		out = append(out, strings.Join(words, " = "))
	}
	return out
}

// TestChains pins plain cases that any sound model gets right.
func TestChains(t *testing.T) {
	for _, x := range []struct{ text, want string }{
		{"Mira Lind opened the harbour on Monday. She said that it was safe.", "Mira Lind = She"},
		{"Mira Lind opened the harbour on Monday. Lind said that it was safe.", "Mira Lind = Lind"},
		{"President Adam Novak met Mira Lind. He thanked her for the visit.", "President Adam Novak = He"},
		{"President Adam Novak met Mira Lind. He thanked her for the visit.", "Mira Lind = her"},
		{"The ministry denied the report. It said nobody had been hurt.", "The ministry = It"},
		{"“I love Adam Novak,” Mira Lind said. “She is wrong,” he answered.", "Adam Novak"},
	} {
		d := parse(t, x.text)
		found := false
		for _, c := range chains(d) {
			found = found || strings.Contains(c, x.want)
		}
		if !found {
			t.Errorf("%q: no chain %q in %q", x.text, x.want, chains(d))
		}
	}
}

// TestNobodyQuotesHimself: whoever says words is none of those whom they name.
func TestNobodyQuotesHimself(t *testing.T) {
	d := parse(t, "Adam Novak spoke on Monday. “Peter Hale is a liar,” he said.")
	for _, c := range chains(d) {
		if strings.Contains(c, "Hale") && strings.Contains(c, "he") {
			t.Errorf("chain %q", c)
		}
	}
}

// sound says what is wrong with the chains of a Doc; "" for nothing.
func sound(d *nlp.Doc) string {
	seen := make(map[nlp.Range]bool)
	for _, c := range d.Chains {
		if len(c.Mentions) < 2 {
			return "a chain of fewer than two"
		}
		at := -1
		for _, m := range c.Mentions {
			switch {
			case m.First < 0 || m.End > len(d.Tokens) || m.Len() <= 0:
				return "a mention outside the text"
			case !m.Contains(m.Head):
				return "a head outside its mention"
			case m.First < at:
				return "mentions out of order"
			case seen[m.Range]:
				return "a mention in two chains"
			}
			seen[m.Range] = true
			at = m.First
		}
	}
	return ""
}

func FuzzResolve(f *testing.F) {
	f.Add("Mira Lind said she was there. “I saw him,” Lind said of Adam Novak.")
	f.Add("LIND: I know. NOVAK: You do? (he) ((she)) “they “it” ”")
	f.Add(strings.Repeat("he she it they ", 60))
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 4000 {
			return
		}
		if bad := sound(parse(t, text)); bad != "" {
			t.Errorf("%q: %s", text, bad)
		}
	})
}

func TestDamagedModel(t *testing.T) {
	for _, f := range []*model.File{model.New(coref.Stage, coref.Format), model.New("other", 1), model.New(coref.Stage, coref.Format+1)} {
		if _, err := coref.New(f); err == nil {
			t.Error("a damaged model is taken")
		}
	}
}

func BenchmarkResolve(b *testing.B) {
	text := strings.Repeat("The harbour office of Port Salis said on Tuesday that Mira Lind had seen two ferries collide. She told Adam Novak that she had called the police, who came at once. “I was afraid,” she said. ", 20)
	d := parse(b, text)
	f, err := model.Embedded().Stage(coref.Stage)
	if err != nil {
		b.Fatal(err)
	}
	r, err := coref.New(f)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		r.Apply(d)
	}
	b.ReportMetric(float64(len(d.Tokens))*float64(b.N)/b.Elapsed().Seconds(), "tokens/s")
}
