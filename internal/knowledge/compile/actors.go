package compile

import (
	"path/filepath"
	"slices"
	"strings"
	"time"

	"sayso"
	"sayso/internal/knowledge"
	"sayso/internal/knowledge/internal/blob"
)

// actor is a row before it is packed.
type actor struct {
	name, id        string
	typ             sayso.ActorType
	country, sector string
	listed          bool
	terms           []term
	names           []string
	keys            []string // keys that are no names
}

type term struct {
	from, to                uint16
	sector, country, office string
}

// kind is a kind of body that countries have under one name.
type kind struct {
	name, sector string
	names        []string
}

// roster gathers actors in the order of their rows: governments and their
// bodies, the hand-made tables, mass lists.
type roster struct {
	actors []actor
	byID   map[string]int
	full   map[string]int // folded name to the row that it stands in by hand
	kinds  []kind
	agents map[string][]uint32 // folded role to its packed sector
}

func newRoster() *roster {
	return &roster{byID: map[string]int{}, full: map[string]int{}, agents: map[string][]uint32{}}
}

// actorID makes an identifier of a name.
func actorID(name string) string {
	key, ok := knowledge.Fold(nil, name)
	if !ok {
		return ""
	}
	return strings.ReplaceAll(string(key), " ", "-")
}

// add takes an actor; one whose identifier is there already is refused.
func (r *roster) add(a actor) bool {
	a.id = actorID(a.name)
	if _, ok := r.byID[a.id]; ok || a.id == "" {
		return false
	}
	r.byID[a.id] = len(r.actors)
	r.actors = append(r.actors, a)
	return true
}

// governments makes an actor of each country, and its bodies of each kind.
func (r *roster) governments(g *gazetteer, path string) error {
	err := rows(path, kindLayout, func(c []string) error {
		r.kinds = append(r.kinds, kind{name: c[0], sector: c[1], names: split(c[2])})
		return nil
	})
	if err != nil {
		return err
	}
	for i := range g.places {
		p := &g.places[i]
		if p.Feature != knowledge.Country {
			continue
		}
		adjective := g.adjective[p.Country]
		names := slices.Clone(p.names)
		names = append(names, "government of "+p.Name)
		if adjective != "" {
			names = append(names, adjective+" government")
		}
		r.add(actor{name: p.Name, typ: sayso.PlaceActor, country: p.Country, sector: "GOV", names: names, keys: []string{bodyKey(p.Country, "government")}})
		if adjective == "" {
			adjective = p.Name
		}
		for _, k := range r.kinds {
			if key, _ := knowledge.Fold(nil, k.name); string(key) == "government" {
				continue
			}
			r.add(actor{name: adjective + " " + k.name, typ: sayso.Organisation, country: p.Country, sector: k.sector, keys: []string{bodyKey(p.Country, k.name)}})
		}
	}
	return nil
}

func bodyKey(country, kind string) string { return string(knowledge.BodyKey(nil, country, kind)) }

// table reads one hand-made table of actors.
func (r *roster) table(path string) error {
	return rows(path, actorLayout, r.row)
}

// row takes one line of a hand-made table. It replaces what a country's kinds
// of bodies made under the same name.
func (r *roster) row(c []string) error {
	a := actor{name: strings.TrimSpace(c[0]), typ: sayso.ActorType(c[1]), country: strings.TrimSpace(c[2]), sector: c[3]}
	if !slices.Contains(knowledge.ActorTypes[:], a.typ) {
		return sayso.Errorf("parse", c[1], sayso.Invalid, "no such type of actor")
	}
	if len(a.country) != 0 && (len(a.country) != 3 || strings.Trim(a.country, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "") {
		return sayso.Errorf("parse", a.country, sayso.Invalid, "no country: want three capitals (ISO 3166-1 alpha-3)")
	}
	a.names = []string{a.name}
	a.names = append(a.names, split(c[4])...)
	for _, t := range split(c[5]) {
		x, err := parseTerm(t, a.country, a.sector)
		if err != nil {
			return err
		}
		a.terms = append(a.terms, x)
	}
	if at, ok := r.byID[actorID(a.name)]; ok {
		old := &r.actors[at]
		if len(old.keys) == 0 {
			return sayso.Errorf("parse", a.name, sayso.Invalid, "named twice")
		}
		a.id, a.keys = old.id, old.keys
		*old = a
	} else if !r.add(a) {
		return sayso.Errorf("parse", a.name, sayso.Invalid, "no name")
	}
	for _, n := range a.names {
		if key, ok := knowledge.Fold(nil, n); ok && strings.Contains(string(key), " ") {
			r.full[string(key)] = r.byID[actorID(a.name)]
		}
	}
	return nil
}

// parseTerm reads "2013-01..2017-01-20 governor [GOV CAN]".
func parseTerm(s, country, sector string) (term, error) {
	t := term{country: country, sector: sector}
	s = strings.TrimSpace(s)
	if i := strings.LastIndexByte(s, '['); i >= 0 && strings.HasSuffix(s, "]") {
		codes := strings.Fields(s[i+1 : len(s)-1])
		if len(codes) == 0 || len(codes) > 2 {
			return t, sayso.Errorf("parse", s, sayso.Invalid, "want [SECTOR] or [SECTOR COUNTRY]")
		}
		t.sector = codes[0]
		if err := checkSector(t.sector); err != nil {
			return t, err
		}
		if len(codes) == 2 {
			t.country = codes[1]
		}
		s = strings.TrimSpace(s[:i])
	}
	span, office, _ := strings.Cut(s, " ")
	from, to, ok := strings.Cut(span, "..")
	if !ok {
		return t, sayso.Errorf("parse", s, sayso.Invalid, "want FROM..TO OFFICE")
	}
	t.office = strings.TrimSpace(office)
	var err error
	if t.from, err = parseDay(from); err == nil {
		t.to, err = parseDay(to)
	}
	if err == nil && t.to != 0 && t.to < t.from {
		err = sayso.Errorf("parse", s, sayso.Invalid, "ends before it begins")
	}
	return t, err
}

// parseDay reads a year, a month or a day; "" is open.
func parseDay(s string) (uint16, error) {
	if s == "" {
		return 0, nil
	}
	for _, layout := range []string{time.DateOnly, "2006-01", "2006"} {
		if t, err := time.Parse(layout, s); err == nil {
			return knowledge.Day(t), nil
		}
	}
	return 0, sayso.Errorf("parse", s, sayso.Invalid, "no date: want 2012, 2012-05 or 2012-05-07")
}

// tables reads every hand-made table of actors in a folder, in name order.
func (r *roster) tables(dir string) error {
	paths, err := filepath.Glob(filepath.Join(dir, "*.tsv"))
	if err != nil {
		return err
	}
	for _, p := range paths {
		if filepath.Base(p) == "kinds.tsv" {
			continue
		}
		if err := r.table(p); err != nil {
			return err
		}
	}
	return nil
}

// ownRoles reads the hand-made list of roles, which goes before the public one.
func (r *roster) ownRoles(path string) error {
	return rows(path, roleLayout, func(c []string) error {
		if key, ok := knowledge.Fold(nil, c[0]); ok {
			r.agents[string(key)] = []uint32{uint32(knowledge.PackCountry(c[1]))}
		}
		return nil
	})
}

// pack writes rows, terms and indices.
func (r *roster) pack(b *blob.Builder) [][]byte {
	var rows, terms, kinds []byte
	named, kindNames := map[string][]uint32{}, map[string][]uint32{}
	str := func(dst []byte, s string) []byte {
		off, n := b.Str(s)
		return blob.Put16(blob.Put32(dst, off), n)
	}
	index := func(key string, row int) {
		if at := named[key]; !slices.Contains(at, uint32(row)) {
			named[key] = append(at, uint32(row))
		}
	}
	for i := range r.actors {
		a := &r.actors[i]
		for _, n := range append([]string{a.name}, a.names...) {
			if key, ok := knowledge.Fold(nil, n); ok {
				index(string(key), i)
			}
		}
		for _, k := range a.keys {
			index(k, i)
		}
		flags := slices.Index(knowledge.ActorTypes[:], a.typ)
		if a.listed {
			flags |= knowledge.FlagListed
		}
		rows = str(str(rows, a.name), a.id)
		rows = blob.Put16(blob.Put16(rows, knowledge.PackCountry(a.country)), knowledge.PackCountry(a.sector))
		rows = blob.Put16(rows, uint16(flags))
		rows = blob.Put16(blob.Put32(rows, uint32(len(terms)/knowledge.TermSize)), uint16(len(a.terms)))
		for _, t := range a.terms {
			terms = blob.Put16(blob.Put16(terms, t.from), t.to)
			terms = blob.Put16(blob.Put16(terms, knowledge.PackCountry(t.sector)), knowledge.PackCountry(t.country))
			terms = str(terms, t.office)
		}
	}
	for i, k := range r.kinds {
		kinds = blob.Put16(str(kinds, k.name), knowledge.PackCountry(k.sector))
		for _, n := range append([]string{k.name}, k.names...) {
			if key, ok := knowledge.Fold(nil, n); ok {
				kindNames[string(key)] = append(kindNames[string(key)], uint32(i))
			}
		}
	}
	slots, postings := b.Index(named)
	kindSlots, kindPostings := b.Index(kindNames)
	agentSlots, agentPostings := b.Index(r.agents)
	return [][]byte{rows, terms, slots, postings, kinds, kindSlots, kindPostings, agentSlots, agentPostings}
}
