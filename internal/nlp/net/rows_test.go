package net

import (
	"math/rand/v2"
	"testing"
)

func TestRows(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for _, width := range []int{1, 11, 16, 29, 32} {
		b := make([]byte, 300*width)
		for i := range b {
			b[i] = byte(r.Uint32())
		}
		for i := range width {
			b[i], b[width+i] = 0x7f, 0x80 // the ends of what a byte holds
		}
		rows := MakeRows(b, width)
		if rows.Len() != 300 {
			t.Fatalf("%d rows", rows.Len())
		}
		for _, n := range []int{0, 1, 2, 3, 30, 255, 256, 257, 1000} {
			for _, same := range []int{-1, 0, 1, 299} {
				which := make([]uint32, n)
				var sum, squares [MaxRowWidth]int32
				for k := range which {
					which[k] = uint32(r.IntN(300))
					if same >= 0 {
						which[k] = uint32(same)
					}
					for l, v := range rows.Row(which[k]) {
						sum[l] += int32(v)
						squares[l] += Square(v)
					}
				}
				got := rows.Sum(which)
				for l := range width {
					if got[l] != sum[l] {
						t.Fatalf("width %d, %d rows, lane %d: %d, want %d", width, n, l, got[l], sum[l])
					}
				}
				if width > MaxRowWidth/2 {
					continue
				}
				sq := rows.SumSquares(which)
				for l := range width {
					if sq[l] != squares[l] {
						t.Fatalf("width %d, %d rows, lane %d: squares %d, want %d", width, n, l, sq[l], squares[l])
					}
				}
			}
		}
	}
}

func TestRowsOutside(t *testing.T) {
	rows := MakeRows(make([]byte, 44), 11)
	for _, f := range []func(){func() { rows.Sum([]uint32{1, 4}) }, func() { rows.SumSquares([]uint32{1 << 31}) }} {
		func() {
			defer func() {
				if recover() == nil {
					t.Error("a row outside the table was taken")
				}
			}()
			f()
		}()
	}
}

func TestMeanRows(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 1))
	for _, d := range []int{1, 7, 8, 16, 80, 83} {
		table := random(r, 50*d)
		for _, which := range [][]int32{{0}, {49}, {1, 1, 7}, {3, 0, 9, 12, 49, 40, 2}} {
			out := make([]float32, d)
			MeanRows(out, table, which)
			for l := range out {
				var want float32
				for _, i := range which {
					want += table[int(i)*d+l]
				}
				want /= float32(len(which))
				if diff := out[l] - want; diff > 1e-6 || diff < -1e-6 {
					t.Fatalf("%d wide, rows %v, lane %d: %g, want %g", d, which, l, out[l], want)
				}
			}
		}
	}
}

func BenchmarkRows(b *testing.B) {
	r := rand.New(rand.NewPCG(7, 8))
	const n, width = 400_000, 11
	rows, which := MakeRows(make([]byte, n*width), width), make([]uint32, 1<<16)
	for i := range which {
		which[i] = uint32(r.IntN(n))
	}
	b.ReportAllocs()
	at := 0
	for b.Loop() {
		rows.SumSquares(which[at : at+64])
		at = (at + 64) & (1<<16 - 1)
	}
	b.ReportMetric(64*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}
