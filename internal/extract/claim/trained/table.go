package trained

import (
	"encoding/binary"
	"math"
	"math/bits"

	"sayso/internal/nlp/net"
)

// table holds a row of small numbers for each feature that matters. A feature
// is one of 2^slotBits slots; a bit for each slot tells whether it has a row,
// and how many bits stand before it tells which. A feature without a row costs
// one look at a megabyte that stays near the processor.
type table struct {
	// marks has the bits of 32 slots each, and above them how many bits are set
	// before.
	marks []uint64
	rows  net.Rows
	// unit is what [net.Square] of a number in rows is to be multiplied by:
	// small weights, which most are, stand in finer steps than large ones.
	unit float32
}

// setUnit says that the largest number stands for top.
func (t *table) setUnit(top float32) { t.unit = top / (127 * 127) }

const slotBits = 22

// Slot is the slot of a feature.
func Slot(k uint64) uint32 { return uint32(k >> (64 - slotBits)) }

// Slots is the number of slots.
const Slots = 1 << slotBits

// find appends the rows of those of keys that have one. It decides nothing by
// the way, since nobody can guess which have.
func (t *table) find(rows []uint32, keys []key) []uint32 {
	n := len(rows)
	if need := n + len(keys); cap(rows) < need {
		rows = append(rows, make([]uint32, need-n)...)
	} else {
		rows = rows[:need]
	}
	for i, k := range keys {
		rows[n+i] = Slot(uint64(k)) >> 5
	}
	net.Ask(t.marks, rows[n:])
	for _, k := range keys {
		slot := Slot(uint64(k))
		m := t.marks[slot>>5]
		b := slot & 31
		rows[n] = uint32(m>>32) + uint32(bits.OnesCount32(uint32(m)&(1<<b-1)))
		n += int(m >> b & 1)
	}
	return rows[:n]
}

// sum adds up the numbers of rows.
func (t *table) sum(rows []uint32, out *[Labels]float32) {
	sums := t.rows.SumSquares(rows)
	for l := range out {
		out[l] = float32(sums[l]) * t.unit
	}
}

// value is the number of a row for a label.
func (t *table) value(row uint32, l Label) float32 {
	return float32(net.Square(t.rows.Row(row)[l])) * t.unit
}

// pack lays out rows by slot: the bits of the slots and the rows. It returns the
// largest size of a value too.
func pack(rows map[uint32][]float32, width int) (set, body []byte, top float32) {
	set = make([]byte, Slots/8)
	for slot, row := range rows {
		set[slot>>3] |= 1 << (slot & 7)
		for _, v := range row {
			top = max(top, v, -v)
		}
	}
	top = max(top, 1e-6)
	body = make([]byte, 0, len(rows)*width)
	for slot := range uint32(Slots) {
		for _, v := range rows[slot] {
			q := math.Round(127 * math.Sqrt(math.Abs(float64(v/top))))
			body = append(body, byte(int8(math.Copysign(q, float64(v)))))
		}
	}
	return set, body, top
}

// readTable reads what pack wrote; it reports false when sizes disagree.
func readTable(set, rows []byte, width int, top float32) (table, bool) {
	var t table
	if len(set) != Slots/8 {
		return t, false
	}
	t.marks = make([]uint64, Slots/32)
	n := 0
	for i := range t.marks {
		w := binary.LittleEndian.Uint32(set[i*4:])
		t.marks[i] = uint64(n)<<32 | uint64(w)
		n += bits.OnesCount32(w)
	}
	if len(rows) != n*width {
		return t, false
	}
	t.rows = net.MakeRows(rows, width)
	t.setUnit(top)
	return t, true
}
