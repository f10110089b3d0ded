package compile

import (
	"encoding/csv"
	"os"
	"slices"
	"strings"

	"sayso"
	"sayso/internal/knowledge"
)

// demonyms reads what the people of a place are called.
func (g *gazetteer) demonyms(countries, own string) error {
	row := map[string]uint32{}
	for i, p := range g.places {
		key := p.Name
		if p.Feature == knowledge.Country {
			key = p.Country
		}
		if _, ok := row[key]; !ok && p.Feature >= knowledge.Region {
			row[key] = uint32(i)
		}
	}
	add := func(place string, names []string) {
		r, ok := row[place]
		if !ok {
			return
		}
		for _, n := range names {
			if key, ok := knowledge.Fold(nil, strings.TrimSpace(n)); ok && !slices.Contains(g.people[string(key)], r) {
				g.people[string(key)] = append(g.people[string(key)], r)
			}
		}
	}
	err := rows(own, peopleLayout, func(c []string) error {
		names := split(c[1])
		add(c[0], names)
		if len(names) > 0 {
			g.adjective[c[0]] = names[0]
		}
		return nil
	})
	if err != nil {
		return err
	}
	f, err := os.Open(countries)
	if err != nil {
		return sayso.E("compile knowledge", countries, sayso.NotFound, err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return sayso.E("compile knowledge", countries, sayso.Invalid, err)
	}
	for _, c := range rows[1:] {
		if len(c) >= 4 {
			names := strings.Split(c[3], ",")
			add(c[2], names)
			if _, ok := g.adjective[c[2]]; !ok {
				g.adjective[c[2]] = strings.TrimSpace(names[0])
			}
		}
	}
	return nil
}
