package known_test

import (
	"testing"

	"sayso"
	"sayso/extract"
)

// TestHomonyms links names that many countries' bodies bear only where the
// text speaks for the country, and abbreviations as the text spells them out.
func TestHomonyms(t *testing.T) {
	x := extract.New()
	for _, c := range []struct{ text, name, known, country string }{
		{"The Christian Democrats in Germany said they would vote against the bill.", "Democrats", "christian-democratic-union", "DEU"},
		{"The Democrats said they would leave the talks.", "Democrats", "democratic-party", "USA"},
		{"Congress President Ravi Mallan said the count was unfair.", "Congress", "", ""},
		{"Congress said the count was fair.", "Congress", "us-congress", "USA"},
		{"In New Delhi, the Congress said the count was unfair. India's government disagreed.", "Congress", "", ""},
	} {
		an := x.Extract(&sayso.Article{Text: c.text})
		found := false
		for _, a := range an.Actors {
			if a.Name == c.name {
				found = true
				if string(a.Known) != c.known || a.Country != c.country {
					t.Errorf("%s\n %s is %q of %q, want %q of %q", c.text, a.Name, a.Known, a.Country, c.known, c.country)
				}
			}
		}
		if !found {
			t.Errorf("%s: no actor %s", c.text, c.name)
		}
	}
}

// TestLaws wants the short form of a law to be nobody, whatever party has it too.
func TestLaws(t *testing.T) {
	text := "The clerk told the court that the guard had broken section 12 of the Central Penal Code (CPC)."
	for _, a := range extract.New().Extract(&sayso.Article{Text: text}).Actors {
		if a.Name == "CPC" || a.Known != "" {
			t.Errorf("%s\n %+v", text, a)
		}
	}
}
