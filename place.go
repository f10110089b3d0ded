package sayso

// Place is somewhere on Earth that an article names.
type Place struct {
	ID       PlaceID
	Name     string
	Lat, Lon float64 // degrees, WGS 84
	Country  string  // ISO 3166-1 alpha-3
	Feature  string
	Mentions []MentionID
}
