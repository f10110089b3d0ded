package export

import "sayso"

// Record is an analysis with what leads from its local identifiers to the
// ledger's lasting ones.
type Record struct {
	Analysis
	Version string            `json:"version"`
	Newest  bool              `json:"newest"`
	Lasting map[string]string `json:"lasting"`
}

// NewRecord makes the object of one version of an article.
func NewRecord(r *sayso.Record, withTokens bool) Record {
	out := Record{NewAnalysis(&r.Article, &r.Analysis, withTokens), string(r.Version.ID), r.Newest, map[string]string{}}
	for k, v := range r.ClaimIDs {
		out.Lasting[string(k)] = string(v)
	}
	for k, v := range r.ActorIDs {
		out.Lasting[string(k)] = string(v)
	}
	return out
}

// Count is one value of a facet and how often it occurs.
type Count struct {
	Key   string `json:"key"`
	Label string `json:"label"`
	N     int    `json:"n"`
}

// Facets are how claims spread over their properties.
type Facets struct {
	Total    int     `json:"total"`
	Forms    []Count `json:"forms"`
	Stances  []Count `json:"stances"`
	Outlets  []Count `json:"outlets"`
	Speakers []Count `json:"speakers"`
	// Months counts claims by the month of their article's date and by stance.
	Months []Month `json:"months"`
}

// Month is how many claims with one stance stand in articles of one month.
type Month struct {
	Month  *string `json:"month"` // 2023-09; null for undated articles
	Stance string  `json:"stance"`
	N      int     `json:"n"`
}

// NewFacets makes the object of facets.
func NewFacets(f sayso.Facets, months []sayso.MonthCount) Facets {
	out := Facets{f.Total, counts(f.Forms), counts(f.Stances), counts(f.Outlets), counts(f.Speakers), make([]Month, len(months))}
	for i, m := range months {
		out.Months[i] = Month{null(m.Month), string(m.Stance), m.N}
	}
	return out
}

// Stats are what a ledger holds.
type Stats struct {
	Articles int     `json:"articles"`
	Versions int     `json:"versions"`
	Claims   int     `json:"claims"`
	Actors   int     `json:"actors"`
	Unread   []Count `json:"unread"`
	Forms    []Count `json:"forms"`
}

// NewStats makes the object of what a ledger holds, with how its claims spread.
func NewStats(s sayso.Stats, f sayso.Facets) Stats {
	return Stats{s.Articles, s.Versions, s.Claims, s.Actors, counts(s.Unread), counts(f.Forms)}
}

func counts(cs []sayso.Count) []Count {
	out := make([]Count, len(cs))
	for i, c := range cs {
		out[i] = Count(c)
	}
	return out
}
