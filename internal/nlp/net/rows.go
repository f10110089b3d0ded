package net

import "unsafe"

// Rows is a table of rows of small whole numbers, of which a text picks some
// and adds them up: the weights of the features that hold of a token.
//
// Such a table is larger than what stays near the processor, and which rows
// come next nobody can guess; so all the rows of a token are asked for before
// the first is added. Sums are exact, in whatever order.
type Rows struct {
	Width int
	data  []int8
}

// MaxRowWidth is the widest that rows may be for [Rows.Sum];
// [Rows.SumSquares] takes half of it.
const MaxRowWidth = 32

// MakeRows lays out rows that follow one another in b.
func MakeRows(b []byte, width int) Rows {
	// The kernels read whole vectors, beyond the last row too.
	r := Rows{Width: width, data: make([]int8, len(b), len(b)+MaxRowWidth)}
	for i, v := range b {
		r.data[i] = int8(v)
	}
	return r
}

// Len is the number of rows.
func (r *Rows) Len() int {
	if r.Width == 0 {
		return 0
	}
	return len(r.data) / r.Width
}

// Row returns a row.
func (r *Rows) Row(i uint32) []int8 {
	from, to := int(i)*r.Width, (int(i)+1)*r.Width
	_ = r.data[to-1] // a slice may go beyond the last row
	return r.data[from:to:to]
}

// rowsAtOnce is how many rows add up in 16 bits, whatever is in them.
const rowsAtOnce = 256

// Sum adds up rows. Lanes beyond the width hold nothing of use.
func (r *Rows) Sum(which []uint32) (out [MaxRowWidth]int32) {
	if !fast {
		for _, i := range which {
			for l, v := range r.Row(i) {
				out[l] += int32(v)
			}
		}
		return out
	}
	for len(which) > 0 {
		n := min(len(which), rowsAtOnce)
		r.check(which[:n])
		sumRows(n, &which[0], &r.data[0], r.Width, &out)
		which = which[n:]
	}
	return out
}

// SumSquares adds up each number of rows times its size, which keeps its sign:
// steps between small numbers are finer than between large ones. Lanes beyond
// the width hold nothing of use.
func (r *Rows) SumSquares(which []uint32) (out [MaxRowWidth / 2]int32) {
	if !fast {
		for _, i := range which {
			for l, v := range r.Row(i) {
				out[l] += Square(v)
			}
		}
		return out
	}
	if len(which) > 0 {
		r.check(which)
		sumSquares(len(which), &which[0], &r.data[0], r.Width, &out)
	}
	return out
}

// Square is v times its size.
func Square(v int8) int32 { return int32(v) * max(int32(v), -int32(v)) }

// check keeps the kernels inside the table.
func (r *Rows) check(which []uint32) {
	top := uint32(0)
	for _, i := range which {
		top = max(top, i)
	}
	_ = r.data[(int(top)+1)*r.Width-1]
}

// MeanRows makes out the mean of rows of a table of float32, len(out) wide each.
// There is one row at least.
func MeanRows(out, table []float32, which []int32) {
	d := len(out)
	by := 1 / float32(len(which))
	lanes := d &^ 7
	if fast && lanes > 0 {
		for _, i := range which {
			_ = table[int(i)*d : (int(i)+1)*d]
		}
		gather8(lanes, len(which), &which[0], &table[0], d, &out[0], by)
	} else {
		lanes = 0
	}
	for l := lanes; l < d; l++ {
		var sum float32
		for _, i := range which {
			sum += table[int(i)*d+l]
		}
		out[l] = sum * by
	}
}

// Ask tells the processor that elements of a table will be read soon, so that
// it waits for all of them at once and not for one after the other. It reads
// nothing, and elements outside the table do no harm.
func Ask[T any](table []T, at []uint32) {
	if fast && len(table) > 0 && len(at) > 0 {
		prefetch(len(at), &at[0], unsafe.Pointer(&table[0]), int(unsafe.Sizeof(table[0])))
	}
}
