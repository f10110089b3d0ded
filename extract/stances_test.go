package extract_test

import (
	"testing"

	"sayso"
	"sayso/extract"
)

// TestStances reads cues whose stance their own words, and not their verb, tell.
func TestStances(t *testing.T) {
	x := extract.New()
	for text, want := range map[string]sayso.Stance{
		"The army stopped short of saying that rebels had shelled the hospital.":            sayso.Declines,
		"The minister declined to say whether talks would go on.":                           sayso.Declines,
		"The accused, Ali Ndure, pleaded not guilty to the charge.":                         sayso.Denies,
		"Judge Ada Kettle convicted Tom Brewer on Monday after he pleaded guilty to fraud.": sayso.Confirms,
	} {
		an := x.Extract(&sayso.Article{Text: text})
		found := false
		for _, c := range an.Claims {
			found = found || c.Stance == want
		}
		if !found {
			t.Errorf("%s: no claim %s: %+v", text, want, an.Claims)
		}
	}
}
