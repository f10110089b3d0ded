package compile

import (
	"encoding/binary"
	"encoding/json"
	"math"
	"os"

	"sayso"
	"sayso/internal/knowledge"
)

// tolerance is how far a simplified outline may leave the true one, degrees.
const tolerance = 0.06

// land writes the outlines of the world's land and the borders on it, from
// Natural Earth as the npm package world-atlas carries it: closed rings of
// land, then lines that two countries share.
func land(landPath, bordersPath string) ([]byte, error) {
	coast, err := readTopology(landPath)
	if err != nil {
		return nil, err
	}
	var out []byte
	for _, g := range coast.Objects["land"].Geometries {
		rings, err := g.allRings()
		if err != nil {
			return nil, sayso.E("read land", landPath, sayso.Damaged, err)
		}
		for _, r := range rings {
			out = line(out, knowledge.Coast, simplify(coast.points(r)))
		}
	}
	world, err := readTopology(bordersPath)
	if err != nil {
		return nil, err
	}
	uses := make([]int, len(world.Arcs))
	for _, g := range world.Objects["countries"].Geometries {
		rings, err := g.allRings()
		if err != nil {
			return nil, sayso.E("read borders", bordersPath, sayso.Damaged, err)
		}
		for _, r := range rings {
			for _, a := range r {
				if a < 0 {
					a = ^a
				}
				if a < len(uses) {
					uses[a]++
				}
			}
		}
	}
	for a, n := range uses {
		if n > 1 {
			out = line(out, knowledge.Border, simplify(world.Arcs[a]))
		}
	}
	return out, nil
}

func readTopology(path string) (*topology, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, sayso.E("read land", path, sayso.NotFound, err).Advise("unpack the npm package world-atlas")
	}
	var t topology
	if err := json.Unmarshal(data, &t); err != nil {
		return nil, sayso.E("read land", path, sayso.Damaged, err)
	}
	t.unfold()
	return &t, nil
}

// allRings lists every ring of a shape, those of its lakes too.
func (g geometry) allRings() ([][]int, error) {
	var shapes [][][]int
	switch g.Type {
	case "Polygon":
		var rings [][]int
		if err := json.Unmarshal(g.Arcs, &rings); err != nil {
			return nil, err
		}
		shapes = append(shapes, rings)
	case "MultiPolygon":
		if err := json.Unmarshal(g.Arcs, &shapes); err != nil {
			return nil, err
		}
	}
	var out [][]int
	for _, s := range shapes {
		out = append(out, s...)
	}
	return out, nil
}

// points lays the arcs of a ring end to end; a negative arc runs backwards.
func (t *topology) points(ring []int) [][2]float64 {
	var out [][2]float64
	for _, a := range ring {
		back := a < 0
		if back {
			a = ^a
		}
		if a >= len(t.Arcs) {
			continue
		}
		arc := t.Arcs[a]
		for i := range arc {
			if i == 0 && len(out) > 0 {
				continue // the last point of the arc before
			}
			if back {
				out = append(out, arc[len(arc)-1-i])
			} else {
				out = append(out, arc[i])
			}
		}
	}
	return out
}

// simplify drops points that leave the line where it was, within tolerance
// (Douglas and Peucker, 1973). What is smaller than that is dropped whole.
func simplify(p [][2]float64) [][2]float64 {
	if len(p) < 3 {
		return p
	}
	keep := make([]bool, len(p))
	keep[0], keep[len(p)-1] = true, true
	stack := [][2]int{{0, len(p) - 1}}
	for len(stack) > 0 {
		s := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		far, at := 0.0, -1
		for i := s[0] + 1; i < s[1]; i++ {
			if d := away(p[i], p[s[0]], p[s[1]]); d > far {
				far, at = d, i
			}
		}
		if at >= 0 && far > tolerance {
			keep[at] = true
			stack = append(stack, [2]int{s[0], at}, [2]int{at, s[1]})
		}
	}
	var out [][2]float64
	for i, k := range keep {
		if k {
			out = append(out, p[i])
		}
	}
	return out
}

// away is the distance of p from the stretch between a and b.
func away(p, a, b [2]float64) float64 {
	dx, dy := b[0]-a[0], b[1]-a[1]
	t := 0.0
	if n := dx*dx + dy*dy; n > 0 {
		t = min(max(((p[0]-a[0])*dx+(p[1]-a[1])*dy)/n, 0), 1)
	}
	return math.Hypot(p[0]-a[0]-t*dx, p[1]-a[1]-t*dy)
}

// line appends one outline: kind, number of points, then differences in
// hundredths of a degree, each a signed varint.
func line(out []byte, kind knowledge.Outline, p [][2]float64) []byte {
	if len(p) < 2 || kind == knowledge.Coast && len(p) < 4 {
		return out
	}
	out = append(out, byte(kind))
	out = binary.AppendUvarint(out, uint64(len(p)))
	var x, y int64
	for _, q := range p {
		nx, ny := int64(math.Round(q[0]*100)), int64(math.Round(q[1]*100))
		out = binary.AppendVarint(binary.AppendVarint(out, nx-x), ny-y)
		x, y = nx, ny
	}
	return out
}
