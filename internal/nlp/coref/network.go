package coref

import (
	"encoding/binary"
	"math"

	"sayso"
	"sayso/internal/nlp/model"
)

// # The network
//
// Where an encoder has read the text, a token has numbers that tell what it means
// there and to whom it may refer ([nlp.Scores]). The network adds to the score of
// a pair what it makes of both mentions' numbers and of a few signs: a layer of
// [hidden] over their sum, and a product of [hidden] numbers of each, as of a query and a key.
// It adds to the score of beginning an entity as well.

// hidden is the width of each of the five parts that a token's numbers have: as one that
// refers back, as one that is referred to, as a query, as a key, and alone.
const (
	hidden                                   = 64
	numbers                                  = 5 * hidden
	asBack, asMeant, asQuery, asKey, asAlone = 0, hidden, 2 * hidden, 3 * hidden, 4 * hidden
)

// levels and allRoles are how many of each have rows.
const levels, allRoles = 64, 16

// PairSigns is how many signs a pair has: how many sentences and mentions lie between,
// how many rivals, who speaks, how the words are alike, how their places in the tree are.
const PairSigns = 6

// signFirst is the row of each sign's first value, and signRows how many rows there are.
var signFirst = [PairSigns]int{0, 9, 18, 34, 162, 194}

const signRows = 210

// network is what was learnt over the encoder.
type network struct {
	pair  []float32 // a row of hidden for each value of each sign
	level []float32 // a row of numbers for each level
	role  []float32 // a row of two times hidden for each role: to refer back, to be referred to
	out   []float32 // how the hidden layer of a pair is weighed, then that of a mention alone
}

// readNetwork reads the network of a model file; nil where it has none.
func readNetwork(f *model.File) (*network, error) {
	if f.Section("network:out") == nil {
		return nil, nil
	}
	n := &network{}
	for _, x := range []struct {
		name string
		to   *[]float32
		n    int
	}{
		{"network:pair", &n.pair, signRows * hidden}, {"network:level", &n.level, levels * numbers},
		{"network:role", &n.role, allRoles * 2 * hidden}, {"network:out", &n.out, 2 * hidden},
	} {
		d := f.Section(x.name)
		if len(d) != 4*x.n {
			return nil, sayso.Errorf("load model", Stage, sayso.Damaged, "the section %s has the wrong length", x.name)
		}
		*x.to = make([]float32, x.n)
		for i := range *x.to {
			(*x.to)[i] = math.Float32frombits(binary.LittleEndian.Uint32(d[4*i:]))
		}
	}
	return n, nil
}

// look sets what the network makes of each mention by itself.
func (s *space) look(n *network) {
	s.network = nil
	d := s.doc
	if n == nil || d.Scores == nil || len(d.Scores.Mentions) != d.Scores.Tokens*numbers {
		return
	}
	s.network = n
	s.numbers = s.numbers[:0]
	for i := range s.mentions {
		m := &s.mentions[i]
		if m.head >= d.Scores.Tokens {
			break // the encoder has read no further
		}
		at := len(s.numbers)
		s.numbers = append(s.numbers, d.Scores.Mentions[m.head*numbers:][:numbers]...)
		row := s.numbers[at:]
		for k, v := range n.level[int(m.level)*numbers:][:numbers] {
			row[k] += v
		}
		for k, v := range n.role[int(m.role)*2*hidden:][:2*hidden] {
			row[k] += v
		}
	}
}

// share is how much of what the network says counts beside the weights.
const share = 0.6

// seen reports whether the network scores mention i: a pronoun of the third person.
func (s *space) seen(i int) bool {
	if s.network == nil || (i+1)*numbers > len(s.numbers) {
		return false
	}
	switch m := &s.mentions[i]; m.form.class {
	case pHe, pShe, pIt, pThey:
		return m.kind == sayso.PronounMention
	}
	return false
}

// aloneNumber is what the network adds for mention i beginning an entity.
func (s *space) aloneNumber(i int) float32 {
	if !s.seen(i) {
		return 0
	}
	sum := float32(0)
	out := s.network.out[hidden:]
	for k, v := range s.numbers[i*numbers+asAlone:][:hidden] {
		sum += float32(max(v, 0) * out[k])
	}
	return sum * share
}

// pairNumber is what the network adds for mention i referring to j, whose signs are set.
func (s *space) pairNumber(i, j int) float32 {
	if !s.seen(i) {
		return 0
	}
	back, meant := s.numbers[i*numbers+asBack:][:hidden], s.numbers[j*numbers+asMeant:][:hidden]
	query, key := s.numbers[i*numbers+asQuery:][:hidden], s.numbers[j*numbers+asKey:][:hidden]
	out := s.network.out[:hidden]
	var rows [PairSigns][]float32
	for k, v := range s.signs {
		rows[k] = s.network.pair[(signFirst[k]+int(v))*hidden:][:hidden]
	}
	a, b, c, d, e, f := rows[0], rows[1], rows[2], rows[3], rows[4], rows[5]
	sum, product := float32(0), float32(0)
	for k := range hidden {
		h := back[k] + meant[k] + (a[k] + b[k] + c[k]) + (d[k] + e[k] + f[k])
		sum += float32(max(h, 0) * out[k])
		product += float32(query[k] * key[k])
	}
	return (sum + product/8) * share
}

// likeness tells how the words of two mentions are alike.
func (s *space) likeness(m, a *mention) uint8 {
	if m.kind == sayso.PronounMention {
		return uint8(b2i(a.kind == sayso.PronounMention && m.form.class == a.form.class))
	}
	return uint8(uint32(s.nameMatch(m, a.name))<<2 | b2i(m.headID == a.headID)<<1 | b2i(m.phraseID == a.phraseID))
}
