package syntax

import (
	"math/rand/v2"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sayso/internal/eval/conllu"
	"sayso/internal/nlp/net"
	"sayso/internal/nlp/syntax"
	"sayso/internal/nlp/tag"
)

// How often a sentence is run together with the next one of its paragraph, so
// that the network learns to part them: those that end in no mark nearly
// always, as rules cannot part them either, others now and then.
const (
	runOpen   = 0.8
	runClosed = 0.05
)

// run runs sentences together at random.
func run(examples []*example, r *rand.Rand) []*example {
	var out []*example
	for i := 0; i < len(examples); {
		group, n := examples[i:i+1:i+1], len(examples[i].heads)
		for i++; i < len(examples); i++ {
			last := group[len(group)-1]
			rate := runClosed
			if last.open {
				rate = runOpen
			}
			n += len(examples[i].heads)
			if examples[i].paragraph || n > maxExample || r.Float64() >= rate {
				break
			}
			group = append(group, examples[i])
		}
		if len(group) == 1 {
			out = append(out, group[0])
		} else {
			out = append(out, joined(group))
		}
	}
	return out
}

// joined makes one example of several.
func joined(group []*example) *example {
	out := &example{}
	for _, e := range group {
		base := len(out.heads)
		out.features = append(out.features, e.features...)
		for c := range cases {
			out.shapes[c] = append(out.shapes[c], e.shapes[c]...)
		}
		out.counts = append(out.counts, e.counts...)
		out.tags = append(out.tags, e.tags...)
		out.feats = append(out.feats, e.feats...)
		out.rels = append(out.rels, e.rels...)
		out.parts = append(out.parts, [2]int{base, base + len(e.heads)})
		for _, h := range e.heads {
			if h >= 0 {
				h += base
			}
			out.heads = append(out.heads, h)
		}
	}
	return out
}

// closed reports whether a sentence ends in a mark that ends sentences,
// closing quotes and brackets aside.
func closed(s *conllu.Sentence) bool {
	for i := len(s.Words) - 1; i >= 0 && s.Words[i].UPOS == "PUNCT"; i-- {
		if strings.ContainsAny(s.Words[i].Form, ".!?…:") {
			return true
		}
	}
	return false
}

// shuffle deals the sentences into batches of about batchTokens, anew each time.
func shuffle(examples []*example, r *rand.Rand) [][]*example {
	order := r.Perm(len(examples))
	var out [][]*example
	var batch []*example
	n := 0
	for _, i := range order {
		e := examples[i]
		if n > 0 && n+len(e.heads) > batchTokens {
			out = append(out, batch)
			batch, n = nil, 0
		}
		batch = append(batch, e)
		n += len(e.heads)
	}
	return append(out, batch)
}

// prepare makes the inventories of classes and the examples.
func prepare(docs []conllu.Document, lex *lexicon, s syntax.Shape) (*syntax.Model, []*example) {
	words, tags, feats, rels := newCounter(), newCounter(), newCounter(), newCounter()
	rels.n["root"] = 1
	rels.order = []string{"root"}
	var seen []tag.Seen
	each(docs, func(w *conllu.Word) {
		words.add(net.Normal(w.Form))
		tags.add(w.UPOS + " " + w.XPOS)
		feats.add(w.Feats)
		rels.add(w.Rel)
		seen = append(seen, tag.Seen{Word: w.Form, XPOS: w.XPOS, Lemma: w.Lemma})
	})
	known, count := net.NewRows(words.least(minWord))
	m := &syntax.Model{
		Words:     &net.Words{Rows: known, Senses: lex.table},
		Senses:    lex.senses,
		Feats:     feats.least(minClass),
		Relations: rels.least(1),
		Lemmas:    tag.LearnLemmas(seen),
	}
	for _, t := range tags.least(minClass) {
		upos, xpos, _ := strings.Cut(t, " ")
		m.Tags = append(m.Tags, syntax.Tag{UPOS: upos, XPOS: xpos})
	}
	s.Words, s.Fields = count, lex.fields
	s.TagClasses, s.FeatClasses, s.RelClasses = len(m.Tags), len(m.Feats), len(m.Relations)
	m.Weights = syntax.NewWeights(s)

	tagOf := map[string]int{}
	for i, t := range m.Tags {
		tagOf[t.UPOS+" "+t.XPOS] = i
	}
	featsOf, relOf := index(m.Feats), index(m.Relations)
	class := func(m map[string]int, k string) int {
		if c, ok := m[k]; ok {
			return c
		}
		return -1
	}
	var maker net.Maker
	var out []*example
	for di := range docs {
		for si := range docs[di].Sentences {
			sent := &docs[di].Sentences[si]
			if len(sent.Words) > maxExample {
				continue
			}
			e := &example{paragraph: sent.Paragraph, open: !closed(sent), parts: [][2]int{{0, len(sent.Words)}}}
			for _, w := range sent.Words {
				f := maker.Make(m.Words, w.Form)
				f.Grams = slices.Clone(f.Grams)
				e.features = append(e.features, f)
				for c, form := range [cases]string{upper: strings.ToUpper(w.Form), lower: strings.ToLower(w.Form), title: capital(w.Form)} {
					e.shapes[c] = append(e.shapes[c], maker.Make(m.Words, form).Shape)
				}
				e.counts = append(e.counts, words.n[net.Normal(w.Form)])
				e.tags = append(e.tags, class(tagOf, w.UPOS+" "+w.XPOS))
				e.feats = append(e.feats, class(featsOf, w.Feats))
				e.heads = append(e.heads, w.Head)
				e.rels = append(e.rels, relOf[w.Rel])
			}
			maker.Reset()
			out = append(out, e)
		}
	}
	return m, out
}

// capital gives a word a capital first letter.
func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

func each(docs []conllu.Document, f func(*conllu.Word)) {
	for d := range docs {
		for s := range docs[d].Sentences {
			for w := range docs[d].Sentences[s].Words {
				f(&docs[d].Sentences[s].Words[w])
			}
		}
	}
}

func index(list []string) map[string]int {
	out := make(map[string]int, len(list))
	for i, s := range list {
		out[s] = i
	}
	return out
}

// counter counts strings and keeps their order of appearance.
type counter struct {
	n     map[string]int
	order []string
}

func newCounter() *counter { return &counter{n: map[string]int{}} }

func (c *counter) add(s string) {
	if c.n[s] == 0 {
		c.order = append(c.order, s)
	}
	c.n[s]++
}

func (c *counter) least(n int) []string {
	var out []string
	for _, s := range c.order {
		if c.n[s] >= n {
			out = append(out, s)
		}
	}
	return out
}
