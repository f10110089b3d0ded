package knowledge

import "sayso/internal/knowledge/internal/blob"

// Feature is what kind of place it is.
type Feature uint8

const (
	City Feature = iota
	Capital
	Quarter // a part of a city
	County  // second administrative level
	Region  // first administrative level
	Country
	Area     // a region without a government: "the Sahel", "the Donbas"
	Water    // sea, strait, river, lake, canal
	Land     // mountain, island, desert, peninsula
	Facility // base, port, plant, spaceport, crossing
	Continent
)

var featureNames = [...]string{"city", "capital", "quarter", "county", "region", "country", "area", "water", "land", "facility", "continent"}

func (f Feature) String() string {
	if int(f) < len(featureNames) {
		return featureNames[f]
	}
	return "place"
}

// ParseFeature reads what String writes.
func ParseFeature(s string) (Feature, bool) {
	for i, n := range featureNames {
		if n == s {
			return Feature(i), true
		}
	}
	return 0, false
}

// PlaceID is the row of a place in the base. It holds for one base only.
type PlaceID uint32

// Place is one place of the gazetteer.
type Place struct {
	ID         PlaceID
	Name       string
	Lat, Lon   float64 // degrees, WGS 84
	Country    string  // ISO 3166-1 alpha-3; empty for seas and the like
	Region     string  // name of the first administrative level; may be empty
	Feature    Feature
	Population int // 0 when unknown
	Radius     int // km within which most of it lies
}

// Sections and row sizes of the layout; see package blob.
const (
	SectionStrings = iota
	SectionPlaces
	SectionPlaceSlots
	SectionPlacePostings
	SectionRegions
	SectionPeopleSlots
	SectionPeoplePostings
)

const (
	// PlaceSize is one place: name offset, name length, country (two
	// letters of alpha-3 in five bits each), latitude and longitude in 1e-5
	// degrees, population, region row, radius, feature.
	PlaceSize = 4 + 2 + 2 + 4 + 4 + 4 + 4 + 2 + 2
	// RegionSize is one region: name offset, name length, nothing.
	RegionSize = 4 + 2 + 2
)

// PackCountry writes three letters as fifteen bits; UnpackCountry reads them.
func PackCountry(c string) uint16 {
	if len(c) != 3 {
		return 0
	}
	var v uint16
	for i := range 3 {
		v = v<<5 | uint16(c[i]-'A'+1)&31
	}
	return v
}

// countryNames holds "AAA" to "ZZZ" laid end to end, so that unpacking
// allocates nothing.
var countryNames = func() string {
	b := make([]byte, 0, 3*(1<<15))
	for v := range 1 << 15 {
		b = append(b, byte(v>>10&31)+'A'-1, byte(v>>5&31)+'A'-1, byte(v&31)+'A'-1)
	}
	return string(b)
}()

func unpackCountry(v uint16) string {
	if v == 0 {
		return ""
	}
	return countryNames[int(v)*3 : int(v)*3+3]
}

// Places appends to dst the places that bear the name, in a fixed order:
// countries and regions as they were compiled, cities by falling population.
// It allocates nothing while dst has room.
func (b *Base) Places(dst []Place, name string) []Place {
	var buf [MaxKey + 8]byte
	key, ok := Fold(buf[:0], name)
	if !ok {
		return dst
	}
	var rows [64]uint32
	for _, r := range b.placeIndex.Rows(rows[:0], key) {
		dst = append(dst, b.Place(PlaceID(r)))
	}
	if b.more != nil {
		for _, r := range b.more.placeIndex.Rows(rows[:0], key) {
			dst = append(dst, b.Place(PlaceID(b.NumPlaces()+int(r))))
		}
	}
	return dst
}

// People appends to dst the places whose people or things bear the name:
// "Russian", "Palestinians". It allocates nothing while dst has room.
func (b *Base) People(dst []Place, name string) []Place {
	var buf [MaxKey + 8]byte
	key, ok := Fold(buf[:0], name)
	if !ok {
		return dst
	}
	var rows [8]uint32
	for _, r := range b.peopleIndex.Rows(rows[:0], key) {
		dst = append(dst, b.Place(PlaceID(r)))
	}
	return dst
}

// Place returns the place of a row.
func (b *Base) Place(id PlaceID) Place {
	if n := b.NumPlaces(); b.more != nil && int(id) >= n {
		p := b.more.Place(id - PlaceID(n))
		p.ID = id
		return p
	}
	i := int(id) * PlaceSize
	p := Place{
		ID: id, Name: b.str(b.places, i), Country: unpackCountry(blob.U16(b.places, i+6)),
		Lat: float64(int32(blob.U32(b.places, i+8))) / 1e5, Lon: float64(int32(blob.U32(b.places, i+12))) / 1e5,
		Population: int(blob.U32(b.places, i+16)),
		Radius:     int(blob.U16(b.places, i+24)), Feature: Feature(blob.U16(b.places, i+26)),
	}
	if r := int(blob.U32(b.places, i+20)); r > 0 {
		p.Region = b.str(b.regions, (r-1)*RegionSize)
	}
	return p
}

// NumPlaces is how many places the base holds, a user's own left out.
func (b *Base) NumPlaces() int { return len(b.places) / PlaceSize }

// CountryOf tells the code of the country that a name stands for in what is
// claimed: the name of the country itself, of its capital or of its people;
// empty for none.
func (b *Base) CountryOf(name string) string {
	var room [16]Place
	capital := ""
	for _, p := range b.Places(room[:0], name) {
		switch p.Feature {
		case Country:
			return p.Country
		case Capital:
			capital = p.Country
		}
	}
	if capital != "" {
		return capital
	}
	for _, p := range b.People(room[:0], name) {
		if p.Feature == Country {
			return p.Country
		}
	}
	return ""
}
