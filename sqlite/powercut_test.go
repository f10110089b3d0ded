package sqlite

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// disk is what a disk holds of the files of a ledger: what was synced, and what was
// written since and may be there after a power cut, or not, or in part, in any order.
type disk struct {
	kept  map[string][]byte
	loose map[string][]operation
}

// operation is one that was not synced yet: a write, or a truncation to size.
type operation struct {
	at   int64
	data []byte
	size int64 // of a truncation; -1
}

func (d *disk) write(name string, at int64, data []byte) {
	d.loose[name] = append(d.loose[name], operation{at, slices.Clone(data), -1})
}

func (d *disk) truncate(name string, size int64) {
	d.loose[name] = append(d.loose[name], operation{size: size})
}

func (d *disk) sync(name string) {
	for _, o := range d.loose[name] {
		d.kept[name] = o.apply(d.kept[name])
	}
	delete(d.loose, name)
}

func (o *operation) apply(file []byte) []byte {
	if o.size >= 0 {
		if int(o.size) < len(file) {
			return file[:o.size]
		}
		return append(file, make([]byte, int(o.size)-len(file))...)
	}
	if end := int(o.at) + len(o.data); end > len(file) {
		file = append(file, make([]byte, end-len(file))...)
	}
	copy(file[o.at:], o.data)
	return file
}

// sector is the least that a disk writes whole.
const sector = 512

// after writes what a power cut leaves into a folder: of what was not synced each
// write with some chance, whole or cut at a sector.
func (d *disk) after(folder string, r *rand.Rand) error {
	chance := []float64{0, 0.1, 0.5, 0.9, 1}[r.IntN(5)]
	for _, name := range slices.Sorted(maps.Keys(d.names())) {
		file := slices.Clone(d.kept[name])
		for _, o := range d.loose[name] {
			if r.Float64() >= chance {
				continue
			}
			if n := len(o.data) / sector; n > 1 && r.IntN(4) == 0 {
				o.data = o.data[:sector*(1+r.IntN(n-1))]
			}
			file = o.apply(file)
		}
		if err := os.WriteFile(filepath.Join(folder, filepath.Base(name)), file, 0o600); err != nil {
			return err
		}
	}
	return nil
}

func (d *disk) names() map[string]bool {
	out := map[string]bool{}
	for name := range d.kept {
		out[name] = true
	}
	for name := range d.loose {
		out[name] = true
	}
	return out
}

// lastingWork are the names of the work that is on the disk once it has been told:
// what analysts say. Readings may be lost again, with all that came after them.
const lastingWork = "correct identify disown"

// TestPowerCut cuts the power at one file operation after another: what was written
// since the last sync is lost, whole, in part or out of order. The ledger then holds
// what it held after some piece of the work: after the last word of an analyst that
// was told as kept, or later; and the rest, done again, makes it whole.
//
// SAYSO_CUTS says how many cuts; some forty else.
func TestPowerCut(t *testing.T) {
	want := 40
	if testing.Short() {
		want = 12
	}
	if n, err := strconv.Atoi(os.Getenv("SAYSO_CUTS")); err == nil {
		want = n
	}
	theFaultyFiles() // before the ledger is made, or its files are the system's
	base, err := os.ReadFile(filled(t))
	if err != nil {
		t.Fatal(err)
	}
	work := ledgerWork()
	states := []string{}
	l := opened(t, base)
	states = append(states, dumpOf(t, l))
	for _, w := range work {
		if err := w.do(t.Context(), l); err != nil {
			t.Fatalf("%s: %v", w.name, err)
		}
		states = append(states, dumpOf(t, l))
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	total := operationsOf(t, base, work)
	r := rand.New(rand.NewPCG(31, 7))
	lost := 0
	for i := range want {
		at := 1 + (i*total/want+r.IntN(max(1, total/want)))%total
		lost += cutAt(t, fmt.Sprintf("cut %d, at operation %d", i, at), base, at, work, states, r)
	}
	t.Logf("%d cuts at %d operations; %d pieces of work that had been told were lost and done again, none of them an analyst's word", want, total, lost)
}

// operationsOf counts the file operations of some work.
func operationsOf(t *testing.T, base []byte, work []workPiece) int {
	t.Helper()
	l := opened(t, base)
	files := theFaultyFiles()
	files.arm(1<<30, ioError, true)
	for _, w := range work {
		if err := w.do(t.Context(), l); err != nil {
			t.Fatal(err)
		}
	}
	files.disarm()
	n := files.n
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	return n
}

// cutAt cuts the power at one operation, and returns how many pieces of work that had
// been told as done were lost.
func cutAt(t *testing.T, name string, base []byte, at int, work []workPiece, states []string, r *rand.Rand) int {
	t.Helper()
	files := theFaultyFiles()
	path := filepath.Join(t.TempDir(), "ledger.db")
	if err := os.WriteFile(path, base, 0o600); err != nil {
		t.Fatal(err)
	}
	d := &disk{kept: map[string][]byte{path: slices.Clone(base)}, loose: map[string][]operation{}}
	files.watch(d)
	l, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	files.arm(at, ioError, true)
	told, lasting := 0, 0
	for i, w := range work {
		if err := w.do(t.Context(), l); err != nil {
			break
		}
		if told = i + 1; strings.Contains(lastingWork, w.name) {
			lasting = told
		}
	}
	files.watch(nil)
	_ = l.Close()
	files.disarm()

	folder := t.TempDir()
	if err := d.after(folder, r); err != nil {
		t.Fatal(err)
	}
	again, err := Open(t.Context(), filepath.Join(folder, "ledger.db"))
	if err != nil {
		t.Fatalf("%s: then it does not open: %v", name, err)
	}
	defer again.Close()
	checkLedger(t, again)
	holds := slices.Index(states, dumpOf(t, again))
	switch {
	case holds < 0:
		t.Errorf("%s: the ledger holds what it held after no piece of the work", name)
		return 0
	case holds < lasting:
		t.Errorf("%s: %d pieces are there, and the word of an analyst that was told as kept is the %dth", name, holds, lasting)
	}
	for _, w := range work[holds:] {
		if err := w.do(t.Context(), again); err != nil {
			t.Errorf("%s: %s, done again: %v", name, w.name, err)
		}
	}
	if dumpOf(t, again) != states[len(states)-1] {
		t.Errorf("%s: done again, it is another ledger", name)
	}
	return max(0, told-holds)
}
