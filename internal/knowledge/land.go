package knowledge

import (
	"encoding/binary"
	"iter"
)

// Outline is what a line of the map is.
type Outline uint8

const (
	Coast  Outline = iota // a closed ring around land, or around a lake in it
	Border                // between two countries
)

// Land yields the outlines of the world's land and the borders on it, as
// longitude and latitude in degrees (Natural Earth, simplified). The points
// hold until the next step.
func (b *Base) Land() iter.Seq2[Outline, [][2]float64] {
	return func(yield func(Outline, [][2]float64) bool) {
		var points [][2]float64
		for data := []byte(b.land); len(data) > 1; {
			kind := Outline(data[0])
			n, w := binary.Uvarint(data[1:])
			if w <= 0 || n > uint64(len(data)) {
				return
			}
			data = data[1+w:]
			points = points[:0]
			var x, y int64
			for range n {
				dx, wx := binary.Varint(data)
				if wx <= 0 {
					return
				}
				dy, wy := binary.Varint(data[wx:])
				if wy <= 0 {
					return
				}
				data = data[wx+wy:]
				x, y = x+dx, y+dy
				points = append(points, [2]float64{float64(x) / 100, float64(y) / 100})
			}
			if !yield(kind, points) {
				return
			}
		}
	}
}
