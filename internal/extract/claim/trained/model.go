package trained

import (
	"encoding/binary"
	"encoding/json"
	"math"
	"sort"

	"sayso"
	"sayso/internal/nlp/model"
)

const (
	// Stage is the model's name.
	Stage = "claims"
	// Format counts the layouts of the model.
	//
	//	1  2026-11: first
	//	2  2026-11: confidence
	//	3  2026-11: semantic fields, weights in steps that grow
	//	4  2026-11: confidence of claims inside others
	Format = 4
)

// Learnt is a model as training has it.
type Learnt struct {
	Rows            map[uint32][]float32 // by slot, Labels each
	Edges           [EdgeContexts][]float32
	Lexicon         map[uint64]Entry
	Content, Source []float32 // by linking slot
	Confidence      []float32 // by number of Evidence
	Inner           []float32 // by number of InnerEvidence
}

// numbers are what the model holds besides tables.
type numbers struct {
	Top        float32   `json:"top"` // the largest weight of the table
	Confidence []float32 `json:"confidence"`
	Inner      []float32 `json:"inner"` // confidence of claims inside others
}

// File lays l out for storage.
func (l *Learnt) File() *model.File {
	f := model.New(Stage, Format)
	set, rows, top := pack(l.Rows, Labels)
	f.Set("slots", set)
	f.Set("rows", rows)
	head, err := json.Marshal(numbers{top, l.Confidence, l.Inner})
	if err != nil {
		panic(err) // numbers are finite
	}
	f.Set("numbers", head)
	var edges []byte
	for _, e := range l.Edges {
		edges = appendFloats(edges, e)
	}
	f.Set("edges", edges)
	keys := make([]uint64, 0, len(l.Lexicon))
	for k, v := range l.Lexicon {
		if v != (Entry{}) {
			keys = append(keys, k)
		}
	}
	sort.Slice(keys, func(i, j int) bool { return keys[i] < keys[j] })
	var lex []byte
	for _, k := range keys {
		e := l.Lexicon[k]
		lex = binary.LittleEndian.AppendUint16(append(binary.LittleEndian.AppendUint64(lex, k), e.Mark), e.Fields)
	}
	f.Set("lexicon", lex)
	f.Set("content", packPicker(l.Content))
	f.Set("source", packPicker(l.Source))
	return f
}

func appendFloats(b []byte, v []float32) []byte {
	for _, x := range v {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(x))
	}
	return b
}

// packPicker writes the weights that are not zero: slot and value.
func packPicker(w []float32) []byte {
	var b []byte
	for s, v := range w {
		if v != 0 {
			b = binary.LittleEndian.AppendUint16(b, uint16(s))
			b = binary.LittleEndian.AppendUint32(b, math.Float32bits(v))
		}
	}
	return b
}

func readPicker(b []byte) ([]float32, bool) {
	w := make([]float32, LinkSlots)
	for ; len(b) >= 6; b = b[6:] {
		w[binary.LittleEndian.Uint16(b)] = math.Float32frombits(binary.LittleEndian.Uint32(b[2:]))
	}
	return w, len(b) == 0
}

// entrySize is the bytes of one entry of the lexicon.
const entrySize = 8 + 1 + 2

// weights is a model ready to use.
type weights struct {
	rows            table
	steps           []float32 // e to the weights of steps, EdgeContexts times Labels × Labels, [from][to]
	lexicon         map[key]Entry
	content, source []float32
	confidence      []float32
	inner           []float32
}

func read(f *model.File) (*weights, error) {
	if err := f.Check(Stage, Format); err != nil {
		return nil, err
	}
	damaged := func(what string) error {
		return sayso.Errorf("load model", Stage, sayso.Damaged, "%s is not as it should be", what).
			Advise("train it again with `sayso train " + Stage + "`")
	}
	var n numbers
	if err := json.Unmarshal(f.Section("numbers"), &n); err != nil {
		return nil, damaged("the head")
	}
	if len(n.Confidence) != EvidenceSize || len(n.Inner) != InnerSize {
		return nil, damaged("the confidence")
	}
	w := &weights{confidence: n.Confidence, inner: n.Inner}
	var ok bool
	if w.rows, ok = readTable(f.Section("slots"), f.Section("rows"), Labels, n.Top); !ok {
		return nil, damaged("the table of features")
	}
	edges := f.Section("edges")
	if len(edges) != 4*EdgeContexts*steppings {
		return nil, damaged("the table of steps")
	}
	w.steps = make([]float32, EdgeContexts*steppings)
	for i := range w.steps {
		w.steps[i] = potential(i%steppings, math.Float32frombits(binary.LittleEndian.Uint32(edges[4*i:])))
	}
	lex := f.Section("lexicon")
	if len(lex)%entrySize != 0 {
		return nil, damaged("the lexicon")
	}
	w.lexicon = make(map[key]Entry, len(lex)/entrySize)
	for ; len(lex) > 0; lex = lex[entrySize:] {
		w.lexicon[key(binary.LittleEndian.Uint64(lex))] = Entry{min(lex[8], 7), binary.LittleEndian.Uint16(lex[9:])}
	}
	if w.content, ok = readPicker(f.Section("content")); !ok {
		return nil, damaged("the content linker")
	}
	if w.source, ok = readPicker(f.Section("source")); !ok {
		return nil, damaged("the source linker")
	}
	return w, nil
}
