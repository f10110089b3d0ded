package model

import (
	"bytes"
	"math/rand/v2"
	"testing"

	"sayso"
)

// TestPack packs what shrinks, leaves what does not, and reads both.
func TestPack(t *testing.T) {
	sparse, dense := make([]byte, 1<<16), make([]byte, 1<<16)
	rng := rand.New(rand.NewPCG(1, 1))
	for i := range dense {
		dense[i] = byte(rng.Uint32())
	}
	sparse[77] = 3
	for name, data := range map[string][]byte{"sparse": sparse, "dense": dense} {
		f := New("tag", 1)
		f.Set("weights", data)
		plain := f.Bytes()
		packed, err := Pack(plain)
		if err != nil {
			t.Fatal(err)
		}
		if shrunk := len(packed) < len(plain); shrunk != (name == "sparse") {
			t.Errorf("%s: %d bytes of %d", name, len(packed), len(plain))
		}
		g, err := Parse(name, packed)
		if err != nil || !bytes.Equal(g.Section("weights"), data) {
			t.Errorf("%s: read back otherwise: %v", name, err)
		}
		if name == "sparse" {
			packed[len(packed)/2] ^= 0xff
			if _, err := Parse(name, packed); sayso.KindOf(err) != sayso.Damaged {
				t.Errorf("a flipped byte: %v", err)
			}
		}
	}
}

// TestPackLarge packs what shrinks little, where that saves millions of bytes.
func TestPackLarge(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	data := make([]byte, 18<<20)
	for i := range data {
		data[i] = byte(rng.Uint32()) & 0x7f
	}
	for n, want := range map[int]bool{len(data): true, 1 << 20: false} {
		f := New("tag", 1)
		f.Set("weights", data[:n])
		packed, err := Pack(f.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		if shrunk := len(packed) < n; shrunk != want {
			t.Errorf("%d bytes become %d", n, len(packed))
		}
	}
}
