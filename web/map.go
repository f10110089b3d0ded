package web

import (
	"fmt"
	"html"
	"html/template"
	"iter"
	"math"
	"strings"

	"sayso"
)

// Land yields outlines in degrees of longitude and latitude: closed rings of
// land and lakes, and lines between countries. The points hold until the next
// step.
type Land = iter.Seq2[bool, [][2]float64]

// The size of a map in its own units, and the least stretch of the Earth that
// one shows, in degrees.
const (
	mapWide, mapHigh = 720.0, 420.0
	leastSpan        = 12.0
	maxMarks         = 60 // places marked on one map; the list below has all
	farReaching      = 90 // km from which a place is an area rather than a point
)

// frame is a stretch of the Earth and how it lies on a map: longitudes are
// shortened by the cosine of the middle latitude (equirectangular).
type frame struct {
	west, north, scale, squeeze float64
}

// around frames places with some room on every side.
func around(places []sayso.Place) frame {
	west, east, south, north := 180.0, -180.0, 90.0, -90.0
	for i := range places {
		p := &places[i]
		r := math.Min(float64(p.Radius)/111/2, 12) // half of a wide area is enough to know it by
		if p.Feature == "country" {
			r = 1
		}
		dx := r / math.Max(0.3, math.Cos(p.Lat*math.Pi/180))
		west, east = math.Min(west, p.Lon-dx), math.Max(east, p.Lon+dx)
		south, north = math.Min(south, p.Lat-r), math.Max(north, p.Lat+r)
	}
	if len(places) == 0 {
		west, east, south, north = -180, 180, -60, 80
	}
	middle := (south + north) / 2
	squeeze := math.Max(0.25, math.Cos(middle*math.Pi/180))
	wide := math.Max((east-west)*1.25, leastSpan) * squeeze
	high := math.Max((north-south)*1.3, leastSpan*squeeze*mapHigh/mapWide)
	scale := math.Min(mapWide/wide, mapHigh/high)
	scale = math.Max(scale, mapWide/360/1.2)
	return frame{west: (west+east)/2 - mapWide/scale/squeeze/2, north: middle + mapHigh/scale/2, scale: scale, squeeze: squeeze}
}

func (f frame) at(lon, lat float64) (x, y float64) {
	return (lon - f.west) * f.squeeze * f.scale, (f.north - lat) * f.scale
}

// outline appends a path for points, unless none of it lies on the map. Where
// a line crosses the 180th meridian it goes on beyond it, and shows on both
// sides. Points far outside are pulled to the rim.
func (f frame) outline(b *strings.Builder, points [][2]float64, closed bool) {
	if len(points) < 2 {
		return
	}
	east, last := 0.0, points[0][0]
	line := make([][2]float64, len(points))
	for i, p := range points {
		switch d := p[0] - last; {
		case d > 180:
			east -= 360
		case d < -180:
			east += 360
		}
		last = p[0]
		line[i] = [2]float64{p[0] + east, p[1]}
	}
	for _, turn := range []float64{-360, 0, 360} {
		f.stroke(b, line, turn, closed)
	}
}

func (f frame) stroke(b *strings.Builder, points [][2]float64, turn float64, closed bool) {
	const rim = 40
	lowX, highX, lowY, highY := math.Inf(1), math.Inf(-1), math.Inf(1), math.Inf(-1)
	for _, p := range points {
		x, y := f.at(p[0]+turn, p[1])
		lowX, highX, lowY, highY = math.Min(lowX, x), math.Max(highX, x), math.Min(lowY, y), math.Max(highY, y)
	}
	if highX < 0 || lowX > mapWide || highY < 0 || lowY > mapHigh || highX-lowX < 0.8 && highY-lowY < 0.8 {
		return
	}
	letter := byte('M')
	lastX, lastY := math.Inf(1), math.Inf(1)
	for _, p := range points {
		x, y := f.at(p[0]+turn, p[1])
		x, y = math.Min(math.Max(x, -rim), mapWide+rim), math.Min(math.Max(y, -rim), mapHigh+rim)
		if math.Abs(x-lastX) < 0.6 && math.Abs(y-lastY) < 0.6 {
			continue
		}
		fmt.Fprintf(b, "%c%.1f %.1f", letter, x, y)
		letter, lastX, lastY = 'L', x, y
	}
	if closed {
		b.WriteByte('Z')
	}
}

// drawMap draws the places of an article: areas as discs, points as dots,
// countries as rings in their middle, each
// a link to its line in the list, with its name. Places that are only known to
// lie near something, or of which nobody says where, are left to the list.
func drawMap(places []sayso.Place, land Land) template.HTML {
	var shown []sayso.Place
	var number []int
	for i := range places {
		if !places[i].Near && !places[i].Unlocated && len(shown) < maxMarks {
			shown, number = append(shown, places[i]), append(number, i+1)
		}
	}
	f := around(shown)
	var b, coast, borders strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %.0f %.0f" role="group" aria-label="Map of the places named" class="map"><rect width="100%%" height="100%%" class="sea"/>`, mapWide, mapHigh)
	if land != nil {
		for border, points := range land {
			if border {
				f.outline(&borders, points, false)
			} else {
				f.outline(&coast, points, true)
			}
		}
		fmt.Fprintf(&b, `<path class="land" fill-rule="evenodd" d="%s"/><path class="border" d="%s"/>`, coast.String(), borders.String())
	}
	for pass := range 2 { // areas below points
		for i := range shown {
			p := &shown[i]
			area := p.Radius >= farReaching
			if area != (pass == 0) {
				continue
			}
			x, y := f.at(p.Lon, p.Lat)
			r := 5.0
			class := "spot"
			switch {
			case p.Feature == "country" || p.Feature == "continent":
				class, r = "realm", 7
			case area:
				class = "reach"
				r = math.Min(math.Max(float64(p.Radius)/111*f.scale, 8), mapHigh/2.5)
			}
			fmt.Fprintf(&b, `<a href="#%s" class="%s g%d"><title>%s</title><circle cx="%.1f" cy="%.1f" r="%.1f"/><text x="%.1f" y="%.1f"%s>%s</text></a>`,
				html.EscapeString(string(p.ID)), class, number[i], html.EscapeString(placeWords(p)), x, y, r, labelX(x, class == "reach"), y+4, anchor(x, class == "reach"), html.EscapeString(p.Name))
		}
	}
	b.WriteString(`</svg>`)
	return template.HTML(b.String())
}

// labelX puts a name beside a dot, on the side that has room, and in the
// middle of an area.
func labelX(x float64, area bool) float64 {
	switch {
	case area:
		return x
	case x > mapWide*0.8:
		return x - 8
	}
	return x + 8
}

func anchor(x float64, area bool) string {
	switch {
	case area:
		return ` text-anchor="middle"`
	case x > mapWide*0.8:
		return ` text-anchor="end"`
	}
	return ""
}

// placeWords says what and where a place is.
func placeWords(p *sayso.Place) string {
	s := p.Name + ", " + p.Feature
	if p.Region != "" && p.Region != p.Name {
		s += ", " + p.Region
	}
	if p.Country != "" && p.Feature != "country" {
		s += ", " + p.Country
	}
	return s
}
