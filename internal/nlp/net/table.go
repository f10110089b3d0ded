package net

import (
	"encoding/binary"

	"sayso"
)

// Table gives hashes of words a number above 0. It is an open-addressing
// table, half empty; two words of one hash share a number.
type Table struct {
	slots []uint32 // hash, then number, for each slot; number 0 marks an empty one
	used  int
}

// NewTable makes a table with room for n words.
func NewTable(n int) *Table {
	size := 1
	for size < 2*n+1 {
		size *= 2
	}
	return &Table{slots: make([]uint32, 2*size)}
}

// Set gives the hash its number, unless it has one. It panics when the table
// is given more words than it was made for.
func (t *Table) Set(hash, number uint32) {
	i := t.find(hash)
	if t.slots[2*i+1] == 0 {
		if t.used++; 4*t.used > len(t.slots) {
			panic("net: the table is full")
		}
		t.slots[2*i], t.slots[2*i+1] = hash, number
	}
}

// Get returns the hash's number, 0 for none.
func (t *Table) Get(hash uint32) uint32 { return t.slots[2*t.find(hash)+1] }

func (t *Table) find(hash uint32) int {
	mask := len(t.slots)/2 - 1
	i := int(hash) & mask
	for t.slots[2*i+1] != 0 && t.slots[2*i] != hash {
		i = (i + 1) & mask
	}
	return i
}

// NewRows numbers words 1, 2, … in their order and returns how many numbers
// there are, 0 among them.
func NewRows(words []string) (*Table, int) {
	t := NewTable(len(words))
	for _, w := range words {
		t.Set(Hash(w), uint32(t.used+1))
	}
	return t, t.used + 1
}

// Bytes writes the table: its slots, each a hash and a number, eight bytes in all.
func (t *Table) Bytes() []byte {
	b := make([]byte, 0, 4*len(t.slots))
	for _, x := range t.slots {
		b = binary.LittleEndian.AppendUint32(b, x)
	}
	return b
}

// ReadTable reads what Bytes wrote. All numbers must be below limit.
func ReadTable(b []byte, limit int) (*Table, error) {
	n := len(b) / 8
	damaged := sayso.Errorf("load model", "words", sayso.Damaged, "the table is not as it should be")
	if n == 0 || n&(n-1) != 0 || len(b) != 8*n {
		return nil, damaged
	}
	t := &Table{slots: make([]uint32, 2*n)}
	for i := range t.slots {
		t.slots[i] = binary.LittleEndian.Uint32(b[4*i:])
		if i%2 == 1 {
			if int64(t.slots[i]) >= int64(limit) {
				return nil, damaged
			}
			if t.slots[i] != 0 {
				t.used++
			}
		}
	}
	if 2*t.used > n {
		return nil, damaged // a search might never end
	}
	return t, nil
}
