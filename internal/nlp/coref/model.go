package coref

import (
	"encoding/binary"
	"math"
	"slices"

	"sayso"
	"sayso/internal/nlp/model"
)

const (
	// Stage names the stage's model.
	Stage = "coref"
	// Format counts the layouts of its model file.
	//
	//	1  2026-11: hashed weights in bytes, a table of nouns
	//	2  2026-12: a layer and a network over the encoder
	Format = 2
	// WeightBits is the binary logarithm of the number of weights.
	WeightBits = 20
)

// Fields of nouns that tell persons from things (WordNet's lexicographer
// files).
const (
	fieldPerson uint8 = iota + 1
	fieldGroup
	fieldPlace
	fieldTime
	fieldOther // the first of those that name things
)

// Fields lists WordNet's names of the fields, by number minus one.
var Fields = []string{"person", "group", "location", "time", "act", "animal", "artifact", "attribute", "body", "cognition",
	"communication", "event", "feeling", "food", "motive", "object", "phenomenon", "plant", "possession", "process",
	"quantity", "relation", "shape", "state", "substance", "Tops"}

// Model is what was learnt.
type Model struct {
	// Weights of the hashed features, as training has them; nil in a model that
	// was read.
	Weights []float32
	// small is the same as bytes, to be multiplied by scale: a quarter of the
	// memory, of which reading looks at a little here and there.
	small []int8
	scale float32
	// Nouns is the hashes of nouns, in order, with their field in the lowest
	// five bits.
	Nouns []uint32
	// Caution is added to the score of beginning an entity.
	Caution float32
	// network is what was learnt over an encoder; nil for none.
	network *network
}

const fieldBits = 5

// NewModel makes a model without any weight, with a table of nouns: lemma to
// the number of its field.
func NewModel(nouns map[string]uint8) *Model {
	m := &Model{Weights: make([]float32, 1<<WeightBits)}
	for w, f := range nouns {
		m.Nouns = append(m.Nouns, hash(w)&^(1<<fieldBits-1)|uint32(f))
	}
	slices.Sort(m.Nouns)
	return m
}

// field returns the field of the noun whose identity is h; 0 for unknown.
func (m *Model) field(h uint32) uint8 {
	h &^= 1<<fieldBits - 1
	i, _ := slices.BinarySearch(m.Nouns, h)
	if i < len(m.Nouns) && m.Nouns[i]&^(1<<fieldBits-1) == h {
		return uint8(m.Nouns[i] & (1<<fieldBits - 1))
	}
	return 0
}

func (s *space) alone(m *Model, i int) float32 {
	s.aloneFeatures(i)
	return m.sum(s.features)
}

func (s *space) pair(m *Model, i, j int) float32 {
	s.pairFeatures(i, j)
	return m.sum(s.features)
}

func (m *Model) sum(features []uint32) float32 {
	if m.small != nil {
		n := int32(0)
		for _, f := range features {
			n += int32(m.small[f])
		}
		return float32(n) * m.scale
	}
	v := float32(0)
	for _, f := range features {
		v += m.Weights[f]
	}
	return v
}

// File writes the model. Weights become bytes of one scale.
func (m *Model) File() *model.File {
	f := model.New(Stage, Format)
	small, scale := m.small, m.scale
	if small == nil {
		small, scale = squeeze(m.Weights)
	}
	b := make([]byte, len(small))
	for i, w := range small {
		b[i] = byte(w)
	}
	f.Set("weights", b)
	var head []byte
	head = binary.LittleEndian.AppendUint32(head, math.Float32bits(scale))
	head = binary.LittleEndian.AppendUint32(head, math.Float32bits(m.Caution))
	f.Set("scale", head)
	nouns := make([]byte, 0, 4*len(m.Nouns))
	for _, n := range m.Nouns {
		nouns = binary.LittleEndian.AppendUint32(nouns, n)
	}
	f.Set("nouns", nouns)
	return f
}

// squeeze makes bytes of weights.
func squeeze(weights []float32) (small []int8, scale float32) {
	top := float32(0)
	for _, w := range weights {
		top = max(top, w, -w)
	}
	scale = top / 127
	if scale == 0 {
		scale = 1
	}
	small = make([]int8, len(weights))
	for i, w := range weights {
		small[i] = int8(math.Round(float64(w / scale)))
	}
	return small, scale
}

// Read reads what File wrote.
func Read(f *model.File) (*Model, error) {
	if err := f.Check(Stage, Format); err != nil {
		return nil, err
	}
	small, head, nouns := f.Section("weights"), f.Section("scale"), f.Section("nouns")
	if len(small) != 1<<WeightBits || len(head) != 8 || len(nouns)%4 != 0 {
		return nil, sayso.Errorf("load model", Stage, sayso.Damaged, "sections have the wrong length").
			Advise("train it again with `sayso train coref`")
	}
	network, err := readNetwork(f)
	if err != nil {
		return nil, err
	}
	m := &Model{network: network, small: make([]int8, len(small)), scale: math.Float32frombits(binary.LittleEndian.Uint32(head)), Caution: math.Float32frombits(binary.LittleEndian.Uint32(head[4:]))}
	for i, b := range small {
		m.small[i] = int8(b)
	}
	for i := 0; i < len(nouns); i += 4 {
		m.Nouns = append(m.Nouns, binary.LittleEndian.Uint32(nouns[i:]))
	}
	return m, nil
}
