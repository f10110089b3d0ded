// Package knowledge holds compiled facts: places with their coordinates, and
// actors with their offices and dates, looked up by name without allocating. The facts come from public tables and
// from the readable ones in tables/; `sayso compile` turns them into
// knowledge.bin, which is embedded here (NOTICE names the sources).
package knowledge

import (
	_ "embed"

	"sayso/internal/knowledge/internal/blob"
)

//go:embed knowledge.bin
var embedded string

// Base is the compiled facts. It is immutable and safe to share.
type Base struct {
	strings, places, regions, actorRows, terms, kinds, land    string
	placeIndex, peopleIndex, actorIndex, kindIndex, agentIndex blob.Index
	more                                                       *Base // a user's own facts; nil for none
}

// Load returns the embedded base. It decodes nothing and costs microseconds.
func Load() (*Base, error) { return Open(embedded) }

// Open returns the base that data holds.
func Open(data string) (*Base, error) {
	f, err := blob.Open(data)
	if err != nil {
		return nil, err
	}
	b := &Base{
		strings: f.Section(SectionStrings), places: f.Section(SectionPlaces), regions: f.Section(SectionRegions),
		actorRows: f.Section(SectionActors), terms: f.Section(SectionTerms), kinds: f.Section(SectionKinds), land: f.Section(SectionLand),
	}
	index := func(slots, postings int) blob.Index {
		return blob.Index{Slots: f.Section(slots), Postings: f.Section(postings), Strings: b.strings}
	}
	b.placeIndex = index(SectionPlaceSlots, SectionPlacePostings)
	b.peopleIndex = index(SectionPeopleSlots, SectionPeoplePostings)
	b.actorIndex = index(SectionActorSlots, SectionActorPostings)
	b.kindIndex = index(SectionKindSlots, SectionKindPostings)
	b.agentIndex = index(SectionAgentSlots, SectionAgentPostings)
	return b, nil
}

// str reads a name whose offset and length stand at byte i of a row.
func (b *Base) str(row string, i int) string { return str(b.strings, row, i) }

func str(strings, row string, i int) string {
	off, n := int(blob.U32(row, i)), int(blob.U16(row, i+4))
	return strings[off : off+n]
}
