package name

import (
	"encoding/binary"
	"math"
	"sort"

	"sayso"
	"sayso/internal/nlp/model"
	"sayso/internal/nlp/net"
	"sayso/nlp"
)

// Tags are "outside" and, for each type, the places in a name: its first
// word, one inside, its last word, its only word (BILOU; Ratinov and Roth
// 2009).
const (
	Outside = 0
	// Tags is the number of tags.
	Tags = 1 + 4*len(typeOrder)

	begin, inside, last, unit = 0, 1, 2, 3
)

// typeOrder is the types in the order of their tags.
var typeOrder = [...]nlp.NameType{nlp.PersonName, nlp.OrgName, nlp.PlaceName, nlp.GroupName, nlp.EventName, nlp.WorkName, nlp.OtherName}

// tagOf returns the tag of a place in a name of typeOrder[t].
func tagOf(t, place int) int { return 1 + 4*t + place }

// Format is the number of the model's layout.
//
//	1  2026-11: first
//	2  2026-11: features of syntax; words with their semantic fields
//	3  2026-11: words with their clusters
//	4  2026-11: words with their vectors, and a network that reads them
const Format = 4

// Stage is the model's name.
const Stage = "name"

// Weights is what a linear-chain model learnt: a row of tag scores for every
// feature that matters, scores for each tag after each, and the world's use of
// words. Rows are whole numbers, to be multiplied by Scale.
type Weights struct {
	keys  []uint32 // of the features, sorted within buckets
	index []uint32 // bucket b is keys[index[b]:index[b+1]]
	bits  uint     // number of bits that pick the bucket
	rows  net.Rows // Tags for each key
	scale float32
	trans [Tags][Tags]float32 // [from][to]
	world world
	// Of the network; see network.go.
	network *compiled
	vectors Vectors
}

// world is a World, ready to look up.
type world struct {
	keys []uint32 // open addressing; 0 is free
	data []uint64 // packed entries
}

func (w *world) look(k key) WorldEntry {
	n := uint32(len(w.keys))
	if n == 0 {
		return WorldEntry{}
	}
	want := uint32(k>>32) | 1
	for at := uint32(k) & (n - 1); w.keys[at] != 0; at = (at + 1) & (n - 1) {
		if w.keys[at] == want {
			return unpack(w.data[at])
		}
	}
	return WorldEntry{}
}

// span is where in keys a feature may stand.
type span struct{ want, from, to uint32 }

// find lists in rows those of feats that have one; spans is scratch. All places
// in the index, and then in keys, are asked for before one of them decides
// anything, as both are larger than what stays near the processor.
func (m *Weights) find(rows []uint32, feats []key, spans []span) []uint32 {
	for _, k := range feats {
		rows = append(rows, uint32(uint64(k)>>(64-m.bits)))
	}
	net.Ask(m.index, rows)
	rows = rows[:0]
	n := 0
	for _, k := range feats {
		b := uint64(k) >> (64 - m.bits)
		s := span{uint32(k), m.index[b], m.index[b+1]}
		spans[n] = s
		n += int((s.from - s.to) >> 31) // 1 unless it is empty
	}
	for _, s := range spans[:n] {
		rows = append(rows, s.from)
	}
	net.Ask(m.keys, rows)
	rows = rows[:0]
	for _, s := range spans[:n] {
		for i := s.from; i < s.to; i++ {
			if m.keys[i] == s.want {
				rows = append(rows, i)
				break
			}
		}
	}
	return rows
}

// Learnt is a model as training has it.
type Learnt struct {
	Rows  map[uint64][Tags]float32
	Trans [Tags][Tags]float32
	World World
	// The network and what it knows words by. A nil network says nothing.
	Network *Network
	Vectors Vectors
}

// File lays l out for storage.
func (l *Learnt) File() *model.File {
	keys := make([]uint64, 0, len(l.Rows))
	top := float32(0)
	for k, row := range l.Rows {
		keys = append(keys, k)
		for _, v := range row {
			top = max(top, v, -v)
		}
	}
	sort.Slice(keys, func(i, j int) bool { return keys[i] < keys[j] })
	bits := uint(1)
	for 1<<bits < len(keys) {
		bits++
	}
	scale := max(top, 1) / 127
	var kb, ib, rb, tb, wb []byte
	next := 0
	for b := range 1<<bits + 1 {
		for next < len(keys) && b > 0 && keys[next]>>(64-bits) < uint64(b) {
			next++
		}
		ib = binary.LittleEndian.AppendUint32(ib, uint32(next))
	}
	for _, k := range keys {
		kb = binary.LittleEndian.AppendUint32(kb, uint32(k))
		row := l.Rows[k]
		for _, v := range row {
			rb = append(rb, byte(int8(math.Round(float64(v/scale)))))
		}
	}
	tb = binary.LittleEndian.AppendUint32(tb, math.Float32bits(scale))
	for _, from := range l.Trans {
		for _, v := range from {
			tb = binary.LittleEndian.AppendUint32(tb, math.Float32bits(v))
		}
	}
	size := 1
	for 4*size < 5*len(l.World) {
		size *= 2
	}
	if len(l.World) == 0 {
		size = 0
	}
	w := world{keys: make([]uint32, size), data: make([]uint64, size)}
	known := make([]uint64, 0, len(l.World))
	for k := range l.World {
		known = append(known, k)
	}
	sort.Slice(known, func(i, j int) bool { return known[i] < known[j] })
	for _, k := range known {
		at := uint32(k) & uint32(size-1)
		for w.keys[at] != 0 {
			at = (at + 1) & uint32(size-1)
		}
		w.keys[at], w.data[at] = uint32(k>>32)|1, l.World[k].pack()
	}
	for i := range w.keys {
		wb = binary.LittleEndian.AppendUint32(wb, w.keys[i])
		wb = binary.LittleEndian.AppendUint64(wb, w.data[i])
	}
	f := model.New(Stage, Format)
	f.Set("keys", kb)
	f.Set("index", ib)
	f.Set("rows", rb)
	f.Set("transitions", tb)
	f.Set("world", wb)
	if l.Network != nil {
		f.Set("network", l.Network.bytes())
		f.Set("vectors", l.Vectors.bytes())
	}
	return f
}

// Read reads the weights of a model file.
func Read(f *model.File) (*Weights, error) {
	if err := f.Check(Stage, Format); err != nil {
		return nil, err
	}
	damaged := func(what string) error {
		return sayso.Errorf("load model", Stage, sayso.Damaged, "%s", what).Advise("train it again with `sayso train name`")
	}
	m := &Weights{keys: uint32s(f.Section("keys")), index: uint32s(f.Section("index"))}
	raw := f.Section("rows")
	trans := uint32s(f.Section("transitions"))
	w := f.Section("world")
	if len(raw) != len(m.keys)*Tags {
		return nil, damaged("its rows do not match its keys")
	}
	for len(m.index) > 1<<m.bits+1 {
		m.bits++
	}
	if m.bits == 0 || len(m.index) != 1<<m.bits+1 || int(m.index[len(m.index)-1]) != len(m.keys) {
		return nil, damaged("its index does not match its keys")
	}
	for i := 1; i < len(m.index); i++ {
		if m.index[i] < m.index[i-1] {
			return nil, damaged("its index goes backwards")
		}
	}
	if len(trans) != 1+Tags*Tags {
		return nil, damaged("its transitions are of another size")
	}
	m.rows = net.MakeRows(raw, Tags)
	m.scale = math.Float32frombits(trans[0])
	for i := range Tags {
		for j := range Tags {
			m.trans[i][j] = math.Float32frombits(trans[1+i*Tags+j])
		}
	}
	const entry = 4 + 8
	n := len(w) / entry
	if n&(n-1) != 0 || len(w)%entry != 0 {
		return nil, damaged("its words are no table")
	}
	m.world = world{keys: make([]uint32, n), data: make([]uint64, n)}
	free := n == 0
	for i := range n {
		at := w[i*entry:]
		m.world.keys[i], m.world.data[i] = binary.LittleEndian.Uint32(at), binary.LittleEndian.Uint64(at[4:])
		free = free || m.world.keys[i] == 0
	}
	if !free {
		return nil, damaged("its table of words is full")
	}
	if b := f.Section("network"); b != nil {
		n := readNetwork(b)
		if n == nil {
			return nil, damaged("its network is of another size")
		}
		m.network = compile(n)
		if m.vectors, free = ReadVectors(f.Section("vectors")); !free {
			return nil, damaged("its vectors are of another size")
		}
	}
	return m, nil
}

func uint32s(b []byte) []uint32 {
	out := make([]uint32, len(b)/4)
	for i := range out {
		out[i] = binary.LittleEndian.Uint32(b[4*i:])
	}
	return out
}
