// Package blob is the layout of the knowledge file: reading and building.
package blob

import (
	"strings"

	"sayso"
)

// The base is one string: embedded in the program, mapped by the system when
// it is touched, never decoded. Strings handed out are slices of it, so that
// a look-up allocates nothing.
//
//	magic, format, number of sections, then (offset, length) of each section
//	strings    names one after the other, each stored once
//	records    fixed-size rows of little-endian numbers
//	index      an open-addressing table from folded names to rows
//
// An index slot is (hash of the folded name, 1 + offset into its postings);
// postings are (key offset, key length, rows, row…). Slots are a power of two
// and at most two thirds full, so a probe ends after a step or two; the stored
// key is compared, so a collision of hashes never gives a wrong row.

const (
	magic = "SAYSOKB\n"
	// Format is the number of the layout. 1: places.
	Format = 1
)

// Blob is the sections of a base.
type Blob struct{ sections []string }

// Section returns section i, empty when there is none.
func (b Blob) Section(i int) string {
	if i >= len(b.sections) {
		return ""
	}
	return b.sections[i]
}

func Open(data string) (Blob, error) {
	if !strings.HasPrefix(data, magic) || len(data) < len(magic)+8 {
		return Blob{}, sayso.Errorf("open knowledge", "", sayso.Damaged, "no knowledge file")
	}
	if f := U32(data, 8); f != Format {
		return Blob{}, sayso.Errorf("open knowledge", "", sayso.TooNew, "format %d, this program reads %d", f, Format)
	}
	n := int(U32(data, 12))
	if n > 64 || len(data) < 16+8*n {
		return Blob{}, sayso.Errorf("open knowledge", "", sayso.Damaged, "%d sections", n)
	}
	var b Blob
	for i := range n {
		off, size := int(U32(data, 16+8*i)), int(U32(data, 20+8*i))
		if off+size > len(data) {
			return Blob{}, sayso.Errorf("open knowledge", "", sayso.Damaged, "section %d is cut short", i)
		}
		b.sections = append(b.sections, data[off:off+size])
	}
	return b, nil
}

// U32 reads a little-endian number at byte i.
func U32(s string, i int) uint32 {
	return uint32(s[i]) | uint32(s[i+1])<<8 | uint32(s[i+2])<<16 | uint32(s[i+3])<<24
}

// U16 reads a little-endian number at byte i.
func U16(s string, i int) uint16 { return uint16(s[i]) | uint16(s[i+1])<<8 }

// Put32 appends a little-endian number.
func Put32(b []byte, v uint32) []byte {
	return append(b, byte(v), byte(v>>8), byte(v>>16), byte(v>>24))
}

// Put16 appends a little-endian number.
func Put16(b []byte, v uint16) []byte { return append(b, byte(v), byte(v>>8)) }

// Index finds rows by folded name.
type Index struct{ Slots, Postings, Strings string }

// Rows appends the rows of a folded name to dst.
func (x Index) Rows(dst []uint32, key []byte) []uint32 {
	n := uint32(len(x.Slots) / 8)
	if n == 0 {
		return dst
	}
	h := hash(key)
	for i := h & (n - 1); ; i = (i + 1) & (n - 1) {
		at := U32(x.Slots, int(i)*8+4)
		if at == 0 {
			return dst
		}
		if U32(x.Slots, int(i)*8) != h {
			continue
		}
		p := int(at - 1)
		k, l, c := int(U32(x.Postings, p)), int(U16(x.Postings, p+4)), int(U16(x.Postings, p+6))
		if x.Strings[k:k+l] != string(key) {
			continue
		}
		for j := range c {
			dst = append(dst, U32(x.Postings, p+8+4*j))
		}
		return dst
	}
}

func hash(key []byte) uint32 {
	h := uint32(2166136261)
	for _, c := range key {
		h = (h ^ uint32(c)) * 16777619
	}
	return h
}
