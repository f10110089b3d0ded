package syntax

import (
	"encoding/binary"
	"encoding/json"
	"math"
	"strings"

	"sayso"
	"sayso/internal/nlp/model"
	"sayso/internal/nlp/net"
	"sayso/internal/nlp/tag"
)

const (
	// Stage is the model's name.
	Stage = "syntax"
	// Format counts the layouts of the model.
	//
	//	1  2026-11: tables in 8 bits, matrices in 16
	Format = 1
)

// Model is all that training learns.
type Model struct {
	*Weights
	Words     *net.Words
	Senses    [][]uint8 // fields of each number of Words.Senses; the first is empty
	Tags      []Tag     // by class
	Feats     []string  // by class
	Relations []string  // by class; "root" is the first
	Lemmas    *tag.Lemmas
}

// Tag is a pair of tags that go together.
type Tag struct{ UPOS, XPOS string }

// File writes the model.
func (m *Model) File() *model.File {
	f := model.New(Stage, Format)
	shape, err := json.Marshal(m.Shape)
	if err != nil {
		panic(err) // a Shape is numbers
	}
	f.Set("shape", shape)
	f.Set("words", m.Words.Rows.Bytes())
	f.Set("senses", m.Words.Senses.Bytes())
	var senses []byte
	for _, s := range m.Senses {
		senses = append(append(senses, byte(len(s))), s...)
	}
	f.Set("fields", senses)
	var tags []string
	for _, t := range m.Tags {
		tags = append(tags, t.UPOS+" "+t.XPOS)
	}
	f.Set("tags", []byte(strings.Join(tags, "\n")))
	f.Set("feats", []byte(strings.Join(m.Feats, "\n")))
	f.Set("relations", []byte(strings.Join(m.Relations, "\n")))
	f.Set("lemmas", m.Lemmas.Bytes())
	for _, t := range m.Tensors {
		if t.Table {
			f.Set(t.Name, pack8(t))
		} else {
			f.Set(t.Name, pack16(t))
		}
	}
	return f
}

// Read reads what File wrote.
func Read(f *model.File) (*Model, error) {
	if err := f.Check(Stage, Format); err != nil {
		return nil, err
	}
	damaged := func(what string) error {
		return sayso.Errorf("load model", Stage, sayso.Damaged, "%s is not as it should be", what).
			Advise("train it again with `sayso train " + Stage + "`")
	}
	var s Shape
	if err := json.Unmarshal(f.Section("shape"), &s); err != nil || !s.sound() {
		return nil, damaged("the shape")
	}
	senses, ok := readSenses(f.Section("fields"), s.Fields)
	if !ok {
		return nil, damaged("the table of senses")
	}
	words := &net.Words{}
	var err error
	if words.Rows, err = net.ReadTable(f.Section("words"), s.Words); err != nil {
		return nil, err
	}
	if words.Senses, err = net.ReadTable(f.Section("senses"), len(senses)); err != nil {
		return nil, err
	}
	lemmas, err := tag.ReadLemmas(f.Section("lemmas"))
	if err != nil {
		return nil, err
	}
	m := &Model{Weights: NewWeights(s), Words: words, Senses: senses, Lemmas: lemmas}
	for _, l := range strings.Split(string(f.Section("tags")), "\n") {
		upos, xpos, _ := strings.Cut(l, " ")
		m.Tags = append(m.Tags, Tag{upos, xpos})
	}
	m.Feats = strings.Split(string(f.Section("feats")), "\n")
	m.Relations = strings.Split(string(f.Section("relations")), "\n")
	if len(m.Tags) != s.TagClasses || len(m.Feats) != s.FeatClasses || len(m.Relations) != s.RelClasses {
		return nil, damaged("a list of classes")
	}
	for _, t := range m.Tensors {
		unpack := unpack16
		if t.Table {
			unpack = unpack8
		}
		if !unpack(t, f.Section(t.Name)) {
			return nil, damaged("tensor " + t.Name)
		}
	}
	return m, nil
}

// readSenses reads lists of fields, each after its length.
func readSenses(b []byte, fields int) ([][]uint8, bool) {
	var out [][]uint8
	for len(b) > 0 {
		n := int(b[0])
		if n >= len(b) {
			return nil, false
		}
		for _, f := range b[1 : n+1] {
			if int(f) >= fields {
				return nil, false
			}
		}
		out = append(out, b[1:n+1:n+1])
		b = b[n+1:]
	}
	return out, len(out) > 0
}

// sound reports whether the sizes are possible, so that a damaged model
// cannot ask for absurd memory.
func (s Shape) sound() bool {
	for _, w := range []int{s.WordWidth, s.GramWidth, s.SuffixWidth, s.CapsWidth, s.SenseWidth, s.ArcWidth, s.RelWidth} {
		if w <= 0 || w > 1024 || w%net.Lanes != 0 {
			return false
		}
	}
	for _, n := range []int{s.TagClasses, s.FeatClasses, s.RelClasses} {
		if n <= 0 || n > 4096 {
			return false
		}
	}
	return s.Fields > 0 && s.Fields < 256 && s.Words > 0 && s.Words <= 1<<20 && s.Depth > 0 && s.Depth <= 16 && s.Window >= 0 && s.Window <= 8 && s.D()%(2*net.Lanes) == 0 && s.D() <= net.MaxWidth
}

// pack8 stores each row as its scale, a float32, and one byte a weight.
func pack8(t *Tensor) []byte {
	b := make([]byte, 0, t.Rows*(t.Cols+4))
	for r := range t.Rows {
		row := t.Data[r*t.Cols : (r+1)*t.Cols]
		s := scale(row, 127)
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(s))
		for _, x := range row {
			b = append(b, byte(int8(quantum(x, s))))
		}
	}
	return b
}

func unpack8(t *Tensor, b []byte) bool {
	if len(b) != t.Rows*(t.Cols+4) {
		return false
	}
	for r := range t.Rows {
		rec := b[r*(t.Cols+4) : (r+1)*(t.Cols+4)]
		s := math.Float32frombits(binary.LittleEndian.Uint32(rec))
		row := t.Data[r*t.Cols : (r+1)*t.Cols]
		for i, x := range rec[4:][:len(row)] {
			row[i] = float32(int8(x)) * s
		}
	}
	return true
}

// pack16 stores each row as its scale and two bytes a weight.
func pack16(t *Tensor) []byte {
	b := make([]byte, 0, t.Rows*(2*t.Cols+4))
	for r := range t.Rows {
		row := t.Data[r*t.Cols : (r+1)*t.Cols]
		s := scale(row, math.MaxInt16)
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(s))
		for _, x := range row {
			b = binary.LittleEndian.AppendUint16(b, uint16(int16(quantum(x, s))))
		}
	}
	return b
}

func unpack16(t *Tensor, b []byte) bool {
	size := 2*t.Cols + 4
	if len(b) != t.Rows*size {
		return false
	}
	for r := range t.Rows {
		rec := b[r*size : (r+1)*size]
		s := math.Float32frombits(binary.LittleEndian.Uint32(rec))
		row := t.Data[r*t.Cols : (r+1)*t.Cols]
		for i := range row {
			row[i] = float32(int16(binary.LittleEndian.Uint16(rec[4+2*i:]))) * s
		}
	}
	return true
}

func scale(row []float32, top float32) float32 {
	m := float32(0)
	for _, x := range row {
		m = max(m, x, -x)
	}
	return m / top
}

func quantum(x, s float32) int {
	if s == 0 {
		return 0
	}
	return int(math.Round(float64(x / s)))
}
