package compile

import (
	"encoding/json"
	"math"
	"os"

	"sayso"
)

// topology is what is needed of a TopoJSON file (the npm package us-atlas,
// counties-10m.json): shapes made of shared arcs, whose points are differences
// on a grid.
type topology struct {
	Transform struct{ Scale, Translate [2]float64 }
	Objects   map[string]struct{ Geometries []geometry }
	Arcs      [][][2]float64
}

type geometry struct {
	ID         string
	Type       string
	Arcs       json.RawMessage
	Properties struct{ Name string }
}

// readCounties returns where the counties of the United States lie, by their
// state's name and their three-digit code ("Louisiana.079").
func readCounties(path string) (map[string]*middle, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, sayso.E("read counties", path, sayso.NotFound, err).Advise("unpack the npm package us-atlas and name its counties-10m.json")
	}
	var t topology
	if err := json.Unmarshal(data, &t); err != nil {
		return nil, sayso.E("read counties", path, sayso.Damaged, err)
	}
	t.unfold()
	states := map[string]string{}
	for _, g := range t.Objects["states"].Geometries {
		states[g.ID] = g.Properties.Name
	}
	out := map[string]*middle{}
	for _, g := range t.Objects["counties"].Geometries {
		rings, err := g.rings()
		if err != nil || len(g.ID) != 5 {
			return nil, sayso.Errorf("read counties", path, sayso.Damaged, "county %s: %v", g.ID, err)
		}
		m := new(middle)
		for _, r := range rings {
			t.outline(m, r)
		}
		out[states[g.ID[:2]]+"."+g.ID[2:]] = m
	}
	return out, nil
}

// unfold turns differences on the grid into degrees.
func (t *topology) unfold() {
	for _, arc := range t.Arcs {
		var x, y float64
		for i, p := range arc {
			x, y = x+p[0], y+p[1]
			arc[i] = [2]float64{x*t.Transform.Scale[0] + t.Transform.Translate[0], y*t.Transform.Scale[1] + t.Transform.Translate[1]}
		}
	}
}

// rings lists the outer rings of a shape, each a list of arcs.
func (g geometry) rings() ([][]int, error) {
	if g.Type == "Polygon" {
		var rings [][]int
		err := json.Unmarshal(g.Arcs, &rings)
		return rings[:min(1, len(rings))], err
	}
	var shapes [][][]int
	err := json.Unmarshal(g.Arcs, &shapes)
	var out [][]int
	for _, s := range shapes {
		if len(s) > 0 {
			out = append(out, s[0])
		}
	}
	return out, err
}

// outline adds the points of a ring to m: the mean of the outline is near
// enough to the middle of a county.
func (t *topology) outline(m *middle, ring []int) {
	for _, a := range ring {
		if a < 0 {
			a = ^a
		}
		if a >= len(t.Arcs) {
			continue
		}
		for _, p := range t.Arcs[a] {
			m.add(city{lat: int64(math.Round(p[1] * 1e5)), lon: int64(math.Round(p[0] * 1e5))})
		}
	}
}
