package export

import "io"

// geoJSON writes a map layer (RFC 7946): a feature for each row, with its columns
// as properties. What lies nowhere has no geometry.
func geoJSON() Format {
	return Format{Name: "geojson", Ext: "geojson", Media: "application/geo+json", About: "a map layer (RFC 7946)", For: "QGIS, Leaflet, kepler.gl", Read: "go-geom",
		Kinds: []string{Events().Name, PlaceRows().Name}, Streams: true, Open: func(w io.Writer, s *Schema, _ Options) (Writer, error) {
			return openArray(`{"type":"FeatureCollection","features":[`, "]}", func(row any) ([]any, error) { return []any{feature(s, row)}, nil })(w)
		}}
}

func feature(s *Schema, row any) *object {
	var at struct{ lat, lon any }
	properties := new(object)
	for i := range s.Columns {
		c := &s.Columns[i]
		switch v := c.Value(row); {
		case c.Name == "lat":
			at.lat = v
		case c.Name == "lon":
			at.lon = v
		case v != nil:
			properties.set(c.Name, v)
		}
	}
	out := new(object).set("type", "Feature").set("id", s.Columns[0].Value(row))
	if at.lat != nil && at.lon != nil {
		out.set("geometry", new(object).set("type", "Point").set("coordinates", []any{at.lon, at.lat}))
	} else {
		out.set("geometry", nowhere{})
	}
	return out.set("properties", properties)
}

// nowhere is the geometry of what has none.
type nowhere struct{}

func (nowhere) MarshalJSON() ([]byte, error) { return []byte("null"), nil }
