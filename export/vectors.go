package export

import (
	"sayso"
)

// VectorRow is what a claim says, as a direction.
type VectorRow struct {
	Claim     string  `json:"claim"`
	Article   string  `json:"article"`
	Published *string `json:"published"`
	Vector    string  `json:"vector"`
}

// NewVector makes the row of a claim's vector; false where it has none.
func NewVector(article *sayso.Article, claim sayso.ClaimID, v sayso.Vector) (row VectorRow, ok bool, err error) {
	if len(v) == 0 {
		return row, false, nil
	}
	text, err := v.MarshalText()
	if err != nil {
		return row, false, err
	}
	return VectorRow{Claim: string(claim), Article: string(article.ID), Published: null(article.Published.String()), Vector: string(text)}, true, nil
}

// Vectors are what claims say, for finding those that say like things.
func Vectors() *Schema {
	var c columns[VectorRow]
	c.text("claim", "lasting identifier of the claim", func(r *VectorRow) string { return r.Claim })
	c.text("article", "identifier of its article", func(r *VectorRow) string { return r.Article })
	c.rest(ByContent)
	c.date("published", "when that was published", func(r *VectorRow) *string { return r.Published })
	c.rest(ByPublisher)
	c.text("vector", "signed bytes, one for each axis, in base64; the product of two, divided by 160,000, is the cosine of the angle between them", func(r *VectorRow) string { return r.Vector })
	c.rest(ByReading)
	return &Schema{"vectors", "what one claim says, as a direction", c}
}
