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
}

// NewFacets makes the object of facets.
func NewFacets(f sayso.Facets) Facets {
	return Facets{f.Total, counts(f.Forms), counts(f.Stances), counts(f.Outlets), counts(f.Speakers)}
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
