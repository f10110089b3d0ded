package blob

import (
	"fmt"
	"hash/fnv"
	"slices"
)

// Builder puts a base together. Names are added once; the order of adding
// decides every offset, so the same input gives the same bytes.
type Builder struct {
	strings []byte
	at      map[string]uint32
}

// NewBuilder returns an empty Builder.
func NewBuilder() *Builder { return &Builder{at: make(map[string]uint32)} }

// Str stores s once and says where.
func (b *Builder) Str(s string) (off uint32, n uint16) {
	if o, ok := b.at[s]; ok {
		return o, uint16(len(s))
	}
	o := uint32(len(b.strings))
	b.at[s] = o
	b.strings = append(b.strings, s...)
	return o, uint16(len(s))
}

// Strings returns the section of names; call it last.
func (b *Builder) Strings() []byte { return b.strings }

// Index writes slots and postings for folded names.
func (b *Builder) Index(names map[string][]uint32) (slots, postings []byte) {
	keys := make([]string, 0, len(names))
	for k := range names {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	n := uint32(1)
	for int(n)*2 < len(keys)*3 {
		n *= 2
	}
	table := make([][2]uint32, n)
	for _, k := range keys {
		off, l := b.Str(k)
		at := uint32(len(postings)) + 1
		rows := slices.Compact(slices.Clone(names[k]))
		postings = Put32(postings, off)
		postings = Put16(postings, l)
		postings = Put16(postings, uint16(len(rows)))
		for _, r := range rows {
			postings = Put32(postings, r)
		}
		h := hash([]byte(k))
		i := h & (n - 1)
		for table[i][1] != 0 {
			i = (i + 1) & (n - 1)
		}
		table[i] = [2]uint32{h, at}
	}
	for _, s := range table {
		slots = Put32(Put32(slots, s[0]), s[1])
	}
	return slots, postings
}

// Pack joins sections into one base.
func Pack(sections ...[]byte) []byte {
	out := []byte(magic)
	out = Put32(Put32(out, Format), uint32(len(sections)))
	at := uint32(len(out) + 8*len(sections))
	for _, s := range sections {
		out = Put32(Put32(out, at), uint32(len(s)))
		at += uint32(len(s))
	}
	for _, s := range sections {
		out = append(out, s...)
	}
	return out
}

// Checksum is printed by the compiler, so that two runs can be compared.
func Checksum(b []byte) string {
	h := fnv.New64a()
	h.Write(b)
	return fmt.Sprintf("%016x", h.Sum64())
}
