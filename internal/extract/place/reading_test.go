package place_test

import (
	"fmt"
	"strings"
	"testing"

	"sayso"
	"sayso/extract"
)

// TestReading reads texts whole: names of towns in English, the state or
// country that stands beside a name, and names that nothing places.
func TestReading(t *testing.T) {
	x := extract.New()
	for text, want := range map[string]string{
		"The envoy was seen in Cologne on Monday.":                                         "Cologne DEU 51,7",
		"Shells fell near Avdiivka on Monday, the guards said.":                            "Avdiivka UKR 48,38",
		"Shells fell near Khan Younis on Monday, the guards said.":                         "Khan Younis PSE 31,34",
		"Shells fell in Hodeidah and near Taiz.":                                           "Hodeidah YEM 15,43; Taiz YEM 14,44",
		"The court sits in Seville and in Leghorn.":                                        "Seville ESP 37,-6; Leghorn ITA 44,10",
		"The boat was rammed near Second Thomas Shoal on Monday.":                          "Second Thomas Shoal  10,116",
		"The yacht was lost in the Tasman Sea.":                                            "Tasman Sea  -40,160",
		"Guards in Portland, ME found the boat, and a second one in Columbus, GA.":         "Portland USA 44,-70; Columbus USA 32,-85; Georgia USA 33,-84",
		"Storms hit Texas, Florida, Puerto Rico and California on Monday.":                 "Texas USA 31,-99; Florida USA 29,-82; Puerto Rico PRI 18,-66; California USA 37,-120",
		"The bank sits in Panama City. Panama's vice minister of trade denied any part.":   "Panama City PAN 9,-80",
		"The probe flew past the Earth, the engineers said.":                               "",
		"A girl fell ill at the Cincinnati Zoo. The keeper grew up in Brownsville, Texas.": "Cincinnati Zoo USA 39,-85 near; Brownsville USA 26,-97; Texas USA 31,-99",
		"The sloop sank near Quillhaven Reef. The ambassador was received in Oslo.":        "Quillhaven Reef unlocated; Oslo NOR 60,11",
		"They met in Quillhaven, a village near Bergen.":                                   "Quillhaven NOR 60,5 near; Bergen NOR 60,5",
		"The trial began in March and went on in June.":                                    "",
	} {
		an := x.Extract(&sayso.Article{Text: text})
		var got []string
		for _, p := range an.Places {
			s := fmt.Sprintf("%s %s %.0f,%.0f", p.Name, p.Country, p.Lat, p.Lon)
			if p.Unlocated {
				s = p.Name + " unlocated"
			}
			if p.Near {
				s += " near"
			}
			got = append(got, s)
		}
		if s := strings.Join(got, "; "); s != want {
			t.Errorf("%s\n got %s\nwant %s", text, s, want)
		}
	}
}
