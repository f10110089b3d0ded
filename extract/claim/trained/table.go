package trained

import (
	"encoding/binary"
	"math"
	"math/bits"
)

// table holds a row of small numbers for each feature that matters. A feature
// is one of 2^slotBits slots; a bit for each slot tells whether it has a row,
// and how many bits stand before it tells which. A feature without a row costs
// one look at half a megabyte that stays in the cache.
type table struct {
	set   []uint64
	rank  []uint32 // bits set before each word of set
	rows  []byte
	width int
	// values are what bytes of rows stand for: small weights, which most are,
	// in finer steps than large ones.
	values [256]float32
}

// setValues fills values: byte b stands for top times the square of b/127,
// b being signed.
func (t *table) setValues(top float32) {
	for b := range t.values {
		v := float32(int8(b)) / 127
		if v < 0 {
			v = -v * v
		} else {
			v *= v
		}
		t.values[b] = v * top
	}
}

const slotBits = 22

// Slot is the slot of a feature.
func Slot(k uint64) uint32 { return uint32(k >> (64 - slotBits)) }

// Slots is the number of slots.
const Slots = 1 << slotBits

// row returns the row of a slot, nil where it has none.
func (t *table) row(slot uint32) []byte {
	w, b := slot>>6, slot&63
	if t.set[w]>>b&1 == 0 {
		return nil
	}
	r := int(t.rank[w]) + bits.OnesCount64(t.set[w]&(1<<b-1))
	return t.rows[r*t.width : (r+1)*t.width : (r+1)*t.width]
}

// newTable lays out rows by slot. It returns the largest size of a value too.
func newTable(rows map[uint32][]float32, width int) (table, float32) {
	t := table{set: make([]uint64, Slots/64), width: width}
	top := float32(0)
	for slot, row := range rows {
		t.set[slot>>6] |= 1 << (slot & 63)
		for _, v := range row {
			top = max(top, v, -v)
		}
	}
	t.index()
	top = max(top, 1e-6)
	t.setValues(top)
	t.rows = make([]byte, len(rows)*width)
	for slot, row := range rows {
		to := t.row(slot)
		for k, v := range row {
			q := math.Round(127 * math.Sqrt(math.Abs(float64(v/top))))
			to[k] = byte(int8(math.Copysign(q, float64(v))))
		}
	}
	return t, top
}

// index counts the bits; it returns how many there are.
func (t *table) index() int {
	t.rank = make([]uint32, len(t.set))
	n := 0
	for i, w := range t.set {
		t.rank[i] = uint32(n)
		n += bits.OnesCount64(w)
	}
	return n
}

func (t *table) bytes() (set, rows []byte) {
	for _, w := range t.set {
		set = binary.LittleEndian.AppendUint64(set, w)
	}
	return set, t.rows
}

// readTable reads what bytes wrote, a view into rows; it reports false when
// sizes disagree.
func readTable(set, rows []byte, width int, top float32) (table, bool) {
	t := table{width: width, rows: rows}
	if len(set) != Slots/8 {
		return t, false
	}
	t.set = make([]uint64, Slots/64)
	for i := range t.set {
		t.set[i] = binary.LittleEndian.Uint64(set[i*8:])
	}
	t.setValues(top)
	return t, len(rows) == t.index()*width
}
