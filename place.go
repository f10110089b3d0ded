package sayso

// Place is somewhere on Earth that an article names.
type Place struct {
	ID       PlaceID
	Name     string
	Lat, Lon float64 // degrees, WGS 84
	Country  string  // ISO 3166-1 alpha-3; empty for seas and the like
	Region   string  `json:",omitempty"` // the first administrative level; may be empty
	Feature  string  // city, capital, region, country, water, facility, …
	// Radius is how far from the point most of it reaches, in km: a river, a
	// sea and a country are more than a point.
	Radius int `json:",omitempty"`
	// Near is set where the gazetteer lacks the name, and the point is that of
	// the town or region that the text names beside it.
	Near bool `json:",omitempty"`
	// Unlocated is set where the gazetteer lacks the name and nothing says where
	// it lies; Lat and Lon then mean nothing.
	Unlocated  bool    `json:",omitempty"`
	Confidence float64 `json:",omitempty"` // 0 to 1
	// Others are the places that the name may mean instead, likeliest first.
	Others   []PlaceGuess `json:",omitempty"`
	Mentions []MentionID
}

// PlaceGuess is another place that a name may mean.
type PlaceGuess struct {
	Name, Country, Region string
	Lat, Lon, Confidence  float64
}
