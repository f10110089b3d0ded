// Package syntax reads sentences: tags, morphology, lemmas and trees of
// Universal Dependencies, from one small neural network.
//
// # The network
//
// A word comes in as the sum of its hashed parts: a row for the word itself,
// the mean of rows for its letter groups (so that unseen words resemble those
// they are built like), rows for its ending and for its pattern of capitals.
// Simple recurrent layers (package net) then let each word see its sentence in
// both directions. On top of them stand linear heads: a class of tags, one of
// morphology, and a biaffine score for every pair of a word and a head (Dozat
// and Manning 2017), of which package parse makes the best tree; the relation
// is chosen for the head that the tree gives.
//
// Nothing depends on earlier answers, so there is no search, and all words of
// many sentences go through each matrix at once. Work is linear in the words
// but for the arcs, which are quadratic in a sentence's length and stop at
// [MaxSentence].
package syntax

import (
	"math"
	"sync"

	"sayso/internal/nlp/model"
	"sayso/internal/nlp/net"
	"sayso/internal/nlp/parse"
	"sayso/nlp"
)

const (
	// MaxSentence is the most tokens that are parsed as one sentence. Longer
	// ones are parsed in pieces of that length, and the roots of later pieces
	// hang on the first one's as parataxis.
	MaxSentence = 200
	// batch is how many tokens go through the network at once, about: enough
	// to keep the matrix kernels busy, few enough to stay in cache.
	batch = 240
)

// Parser sets tags, morphology, lemmas and trees. It is safe for use by many
// goroutines.
type Parser struct {
	m      *Model
	layers []*net.Fixed
	heads  *net.Fixed
	arc    *net.Fixed // what a word asks of its head; its products with Far and Root stand behind
	rel    *net.Fixed
	spaces sync.Pool // of *space
}

// New makes a Parser of a model file.
func New(f *model.File) (*Parser, error) {
	m, err := Read(f)
	if err != nil {
		return nil, err
	}
	return NewFrom(m), nil
}

// NewFrom makes a Parser of a model, which must not change afterwards.
func NewFrom(m *Model) *Parser {
	p := &Parser{m: m}
	for _, l := range m.Layers {
		p.layers = append(p.layers, net.Fix(l.W.Data, l.W.Rows, l.W.Cols, nil))
	}
	p.heads = net.Fix(m.Heads.Data, m.Heads.Rows, m.Heads.Cols, m.HeadBias.Data)
	p.arc = arcs(m)
	p.rel = net.Fix(m.Rel.Data, m.Rel.Rows, m.Rel.Cols, m.RelBias.Data)
	p.spaces.New = func() any { return new(space) }
	return p
}

// arcs is the matrix that makes of a word as a dependent what it asks of its
// head, w columns, and behind them its products with the rows of Far and with
// Root: what each distance and the root score.
func arcs(m *Model) *net.Fixed {
	w := m.Arc.Cols
	n := w + Distances + 1
	all, bias := make([]float32, m.Arc.Rows*n), make([]float32, n)
	fill := func(out, row []float32) {
		copy(out, row)
		for b := range Distances {
			out[w+b] = net.Dot(row, m.Far.Row(b))
		}
		out[w+Distances] = net.Dot(row, m.Root.Data)
	}
	for r := range m.Arc.Rows {
		fill(all[r*n:(r+1)*n], m.Arc.Row(r))
	}
	fill(bias, m.ArcBias.Data)
	return net.Fix(all, m.Arc.Rows, n, bias)
}

// space is the scratch memory of one Apply.
type space struct {
	maker                  net.Maker
	known                  known
	whole                  net.Whole
	decoder                parse.Decoder
	units                  []nlp.Range // what goes through the network together
	sentences              []nlp.Range // as found
	x, u, c, h, y, t, r, o []float32
	scores                 []float32
	heads, mates, open     []int
	punct                  []bool
}

// Apply implements the pipeline's stage. It needs tokens and sentences. It
// parts sentences further where the text runs on without a mark ("Thanks Mira")
// and the network sees that a new one starts.
func (p *Parser) Apply(d *nlp.Doc) {
	s := p.spaces.Get().(*space)
	defer p.spaces.Put(s)
	s.units, s.sentences = s.units[:0], s.sentences[:0]
	n := 0
	for _, sent := range d.Sentences {
		for first := sent.First; first < sent.End; first += MaxSentence {
			u := nlp.Range{First: first, End: min(sent.End, first+MaxSentence)}
			if n > 0 && n+u.Len() > batch {
				p.read(s, d)
				s.units, n = s.units[:0], 0
			}
			s.units = append(s.units, u)
			n += u.Len()
		}
	}
	if n > 0 {
		p.read(s, d)
	}
	d.Sentences = join(d, s.sentences)
}

// join copies the sentences found. Pieces of one that was cut at MaxSentence
// become one again: later roots hang on the first.
func join(d *nlp.Doc, found []nlp.Range) []nlp.Range {
	out := make([]nlp.Range, 0, len(found))
	given := d.Sentences
	for _, f := range found {
		for len(given) > 0 && given[0].End <= f.First {
			given = given[1:]
		}
		cut := f.First > given[0].First && (f.First-given[0].First)%MaxSentence == 0
		if !cut {
			out = append(out, f)
			continue
		}
		last := &out[len(out)-1]
		last.End = f.End
		root := d.Root(*last)
		for i := f.First; i < f.End; i++ {
			if t := &d.Tokens[i]; t.Head < 0 {
				t.Head, t.Rel = root, "parataxis"
			}
		}
	}
	return out
}

func size(b *[]float32, n int) []float32 {
	if cap(*b) < n {
		*b = make([]float32, n+n/4)
	}
	return (*b)[:n]
}

// read reads the sentences in s.units, which follow one another in d.
func (p *Parser) read(s *space, d *nlp.Doc) {
	m := p.m
	first, n := s.units[0].First, s.units[len(s.units)-1].End-s.units[0].First
	dim, width := m.D(), m.HeadWidth()
	x, u, c, h := size(&s.x, n*dim), size(&s.u, n*3*dim), size(&s.c, n*dim), size(&s.h, n*dim)
	for i := range n {
		s.embed(m, d.Word(first+i), x[i*dim:(i+1)*dim])
	}
	for k, l := range m.Layers {
		s.whole.Resize(n, dim)
		for _, unit := range s.units {
			a := unit.First - first
			for t := range unit.Len() {
				net.MixRow(c[:dim], x[a*dim:], l.M.Data, dim, unit.Len(), t)
				s.whole.SetRow(a+t, c[:dim])
			}
		}
		p.layers[k].Mul(u, 3*dim, &s.whole)
		rec := l.Recurrence()
		for _, unit := range s.units {
			a, b := unit.First-first, unit.End-first
			rec.Run(u[a*3*dim:], x[a*dim:], c[a*dim:], h[a*dim:], b-a)
		}
		x, h = h, x
	}
	y := size(&s.y, n*width)
	s.whole.Set(x, dim, n, dim)
	p.heads.Mul(y, width, &s.whole)
	for i := range n {
		relu(y[i*width : i*width+m.RelDepAt()])
	}
	asks := net.Pad(p.arc.N)
	t := size(&s.t, n*asks)
	s.whole.Set(y, width, n, m.Arc.Rows)
	p.arc.Mul(t, asks, &s.whole)

	r := size(&s.r, n*m.Rel.Rows)
	for i := range n {
		p.tag(d, first+i, y[i*width:(i+1)*width])
	}
	from := len(s.sentences)
	for _, unit := range s.units {
		start := unit.First
		for i := unit.First + 1; i < unit.End; i++ {
			if y[(i-first)*width+m.StartAt()] > 0 {
				s.sentences = append(s.sentences, nlp.Range{First: start, End: i})
				start = i
			}
		}
		s.sentences = append(s.sentences, nlp.Range{First: start, End: unit.End})
	}
	for _, unit := range s.sentences[from:] {
		p.tree(s, d, unit, y[(unit.First-first)*width:], t[(unit.First-first)*asks:], r[(unit.First-first)*m.Rel.Rows:])
	}
	lw := m.Rel.Cols
	o := size(&s.o, n*lw)
	s.whole.Set(r, m.Rel.Rows, n, m.Rel.Rows)
	p.rel.Mul(o, lw, &s.whole)
	for i := range n {
		p.relate(d, first+i, o[i*lw:(i+1)*lw])
	}
}

// tree finds one sentence's heads, and lays out in r what its relations are
// judged by.
func (p *Parser) tree(s *space, d *nlp.Doc, unit nlp.Range, y, t, r []float32) {
	m := p.m
	n, width, a, w, asks := unit.Len(), m.HeadWidth(), m.Arc.Cols, m.Rel.Rows, net.Pad(p.arc.N)
	scores := size(&s.scores, n*(n+1))
	for i := range n {
		row, ti := scores[i*(n+1):(i+1)*(n+1)], t[i*asks:(i+1)*asks]
		far := ti[a:][:Distances]
		for j := range n {
			if j != i {
				row[j] = net.Dot(ti[:a], y[j*width+m.HeadAt():j*width+m.HeadAt()+a]) + far[Distance(j-i)]
			}
		}
		row[n] = ti[a+Distances]
	}
	if cap(s.heads) < n {
		s.heads = make([]int, n)
	}
	heads := s.heads[:n]
	words := s.marks(d, unit)
	if words > 0 { // marks head nothing, unless there is nothing else
		for i := range n {
			row := scores[i*(n+1) : (i+1)*(n+1)]
			for j, p := range s.punct {
				if p {
					row[j] = never
				}
			}
			if s.punct[i] {
				row[n] = never
			}
		}
	}
	s.decoder.Tree(scores, n, heads)
	if words > 0 && words < n {
		s.decoder.Punctuate(heads, s.punct, s.mates, scores)
	}
	for i, h := range heads {
		rel := r[i*w : (i+1)*w]
		copy(rel, y[i*width+m.RelDepAt():i*width+m.RelDepAt()+w])
		if h < 0 {
			net.Axpy(1, m.RootRel.Data, rel)
			d.Tokens[unit.First+i].Head = -1
		} else {
			net.Axpy(1, y[h*width+m.RelHeadAt():h*width+m.RelHeadAt()+w], rel)
			net.Axpy(1, m.RelFar.Row(Distance(h-i)), rel)
			d.Tokens[unit.First+i].Head = unit.First + h
		}
		relu(rel)
	}
}

// never is a score that no tree takes when it can do without.
const never = -1 << 12

// marks finds the punctuation of a sentence and its pairs, and returns how
// many other words there are.
func (s *space) marks(d *nlp.Doc, unit nlp.Range) int {
	s.punct, s.mates, s.open = s.punct[:0], s.mates[:0], s.open[:0]
	words := 0
	for i := range unit.Len() {
		p := d.Tokens[unit.First+i].POS == "PUNCT"
		s.punct, s.mates = append(s.punct, p), append(s.mates, -1)
		if !p {
			words++
			continue
		}
		switch w := d.Word(unit.First + i); w {
		case "(", "[", "{", "“", "‘", "«":
			s.open = append(s.open, i)
		case ")", "]", "}", "”", "’", "»", "\"", "'", "''":
			k := len(s.open) - 1
			if k >= 0 && pairs(d.Word(unit.First+s.open[k]), w) {
				s.mates[i], s.mates[s.open[k]] = s.open[k], i
				s.open = s.open[:k]
			} else if w == "\"" || w == "'" {
				s.open = append(s.open, i)
			}
		case "``":
			s.open = append(s.open, i)
		}
	}
	return words
}

// pairs reports whether two marks can be the halves of a pair.
func pairs(open, end string) bool {
	switch open {
	case "(":
		return end == ")"
	case "[":
		return end == "]"
	case "{":
		return end == "}"
	case "“", "``":
		return end == "”" || end == "''" || end == "\""
	case "‘":
		return end == "’" || end == "'"
	case "«":
		return end == "»"
	}
	return open == end
}

// tag writes the best tags and morphology of token i, and its lemma.
func (p *Parser) tag(d *nlp.Doc, i int, y []float32) {
	m := p.m
	tok := &d.Tokens[i]
	tag := m.Tags[argmax(y[m.TagsAt():m.TagsAt()+len(m.Tags)])]
	tok.POS, tok.XPOS = tag.UPOS, tag.XPOS
	tok.Feats = m.Feats[argmax(y[m.FeatsAt():m.FeatsAt()+len(m.Feats)])]
	tok.Lemma = m.Lemmas.Of(d.Word(i), tok.XPOS)
}

// relate writes the best relation of token i to its head.
func (p *Parser) relate(d *nlp.Doc, i int, rels []float32) {
	m := p.m
	tok := &d.Tokens[i]
	if tok.Head < 0 {
		tok.Rel = m.Relations[0]
	} else {
		tok.Rel = m.Relations[1+argmax(rels[1:len(m.Relations)])]
	}
}

// Row returns row r.
func (t *Tensor) Row(r int) []float32 { return t.Data[r*t.Cols : (r+1)*t.Cols] }

// relu makes what is below zero zero, by its sign, without a choice that a
// processor would have to guess.
func relu(x []float32) {
	for i, v := range x {
		b := math.Float32bits(v)
		x[i] = math.Float32frombits(b &^ uint32(int32(b)>>31))
	}
}

func argmax(x []float32) int {
	best, top := 0, x[0]
	for i, v := range x {
		if v > top {
			best, top = i, v
		}
	}
	return best
}
