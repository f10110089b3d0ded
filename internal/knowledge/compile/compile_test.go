package compile

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sayso/internal/knowledge"
	"sayso/internal/lang"
)

const own = `# a table of one's own
Ada Brandt	person	NOR	GOV	A. Brandt|Brandt-Lie	2019-03..2021-10-14 mayor of Oslo|2021-10-14.. finance minister|2016..2019 senator [LEG SWE]
Alder Times	org		JRN
Quillhaven	city	NOR	63.1	10.2	5	Quill Haven
`

func TestExtra(t *testing.T) {
	b, err := Extra("own.tsv", strings.NewReader("\ufeff"+strings.ReplaceAll(own, "\n", "\r\n")))
	if err != nil {
		t.Fatal(err)
	}
	who := b.Actors(nil, "brandt lie")
	if len(who) != 1 || who[0].ID != "ada-brandt" {
		t.Fatalf("%+v", who)
	}
	for day, want := range map[string]string{"2020-01-01": "mayor of Oslo GOV NOR", "2021-10-14": "finance minister GOV NOR", "2017-05-01": "senator LEG SWE"} {
		d, err := time.Parse(time.DateOnly, day)
		if err != nil {
			t.Fatal(err)
		}
		if o := who[0].At(d); o.Office+" "+o.Sector+" "+o.Country != want {
			t.Errorf("on %s: %+v, want %s", day, o, want)
		}
	}
	if at := b.Places(nil, "Quill Haven"); len(at) != 1 || at[0].Name != "Quillhaven" || at[0].Feature != knowledge.City {
		t.Errorf("%+v", at)
	}
	base, err := knowledge.Load()
	if err != nil {
		t.Fatal(err)
	}
	joint := base.With(b)
	if at := joint.Places(nil, "Quillhaven"); len(at) != 1 || joint.Place(at[0].ID).Name != "Quillhaven" {
		t.Errorf("%+v", at)
	}
	if joint.Mark() == "" || base.Mark() != "" {
		t.Error("bases of different facts look alike")
	}
	if len(joint.Actors(nil, "Ada Brandt")) != 1 || len(base.Actors(nil, "Ada Brandt")) != 0 {
		t.Error("the user's own actor is not in the joint base alone")
	}
}

// A user's word on an actor goes before the program's.
func TestExtraReplaces(t *testing.T) {
	b, err := Extra("own.tsv", strings.NewReader("Angela Merkel\tperson\tDEU\tEDU\t\t2025-01.. lecturer\n"))
	if err != nil {
		t.Fatal(err)
	}
	base, err := knowledge.Load()
	if err != nil {
		t.Fatal(err)
	}
	who := base.With(b).Actors(nil, "Angela Merkel")
	if len(who) != 1 || who[0].At(time.Date(2025, 5, 1, 0, 0, 0, 0, time.UTC)).Office != "lecturer" {
		t.Errorf("%+v", who)
	}
}

func TestWrongTables(t *testing.T) {
	for line, want := range map[string]string{
		"Ada Brandt\tperson":                                                 "columns",
		"Ada Brandt\tsaint\tNOR\tGOV":                                        "no such type",
		"Ada Brandt\tperson\tNorway\tGOV":                                    "no country",
		"Ada Brandt\tperson\tNOR\tGOV\t\t2020.. judge [JDU]":                 "no sector",
		"Ada Brandt\tperson\tnor\tGOV":                                       "no country",
		"Ada Brandt\tperson\tNOR\tGVO":                                       "no sector",
		"Quillhaven\tcity\tNOR\t63\t10\t5\nQuillhaven\tcity\tNOR\t63\t10\t5": "own.tsv:1 already",
		"Ada Brandt\tperson\tNOR\tGOV\t\t\tmayor":                            "7 columns",
		"Ada Brandt\tperson\tNOR\tgovernment":                                "no sector",
		"Ada Brandt\tperson\tNOR\tGOV\t\tsince 2019":                         "FROM..TO",
		"Ada Brandt\tperson\tNOR\tGOV\t\t2019-13.. mayor":                    "no date",
		"Ada Brandt\tperson\tNOR\tGOV\t\t2020..2019 mayor":                   "before it begins",
		"Ada Brandt\tperson\tNOR\tGOV\t\t2020.. mayor [A B C]":               "SECTOR",
		"Quillhaven\tcity\tNOR\tnorth\t10\t5":                                "north",
		"Quillhaven\tcity\tNOR\t63":                                          "6",
		"A\tperson\tNOR\tGOV\nA\tperson\tNOR\tGOV":                           "",
		"Ada Brandt\tperson\tNOR\tGOV\nAda Brandt\tperson\tNOR\tGOV":         "already",
	} {
		_, err := Extra("own.tsv", strings.NewReader(line))
		switch {
		case err == nil:
			t.Errorf("%q was taken", line)
		case !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "own.tsv:"):
			t.Errorf("%q: %v, want %q and the line", line, err, want)
		}
	}
}

// TestHandmade reads the tables of the tree: each row is sound, and said once.
func TestHandmade(t *testing.T) {
	dir := filepath.Join("..", "tables")
	for file, l := range map[string]lang.Layout{
		"countries.tsv": countryLayout, "regions.tsv": regionLayout, "places.tsv": placeLayout, "roles.tsv": roleLayout, "demonyms.tsv": peopleLayout,
		"actors/kinds.tsv": kindLayout, "actors/world.tsv": actorLayout, "actors/usa.tsv": actorLayout, "actors/bodies.tsv": actorLayout,
	} {
		n := 0
		if err := rows(filepath.Join(dir, file), l, func([]string) error { n++; return nil }); err != nil || n == 0 {
			t.Errorf("%s: %d rows, %v", file, n, err)
		}
	}
	r, g := newRoster(), newGazetteer()
	if err := r.tables(filepath.Join(dir, "actors")); err != nil {
		t.Error(err)
	}
	if err := g.handmade(filepath.Join(dir, "places.tsv")); err != nil {
		t.Error(err)
	}
}

func TestBlocks(t *testing.T) {
	path := filepath.Join(t.TempDir(), "dictionary.txt")
	text := "# a comment\nADA_BRANDT_  # a source\n+BRANDT_\n+MINISTER_ADA_BRANDT_\n+ADA_BRANDT-LIE_\n\t[NORGOV 100101-141231]\n\t[NORGOV >150101]\n\t[NORELI]\nODALYS_QUENBY_\n\t[NORGOV]\n"
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	r := newRoster()
	if err := r.listed(path, true, map[string]bool{"NOR": true}); err != nil {
		t.Fatal(err)
	}
	if len(r.actors) != 1 {
		t.Fatalf("%+v", r.actors)
	}
	a := r.actors[0]
	if a.name != "Ada Brandt" || a.sector != "GOV" || !a.listed || strings.Join(a.names, "|") != "Ada Brandt|Ada Brandt-Lie" || len(a.terms) != 2 || a.terms[1].to != listedUntil {
		t.Errorf("%+v", a)
	}
}

func TestCodes(t *testing.T) {
	countries := map[string]bool{"NOR": true, "USA": true}
	for code, want := range map[string]string{"NORGOV": "NOR GOV", "NORGOVMIL": "NOR GOV", "IGOUNO": " IGO", "MNCUSA": "USA MNC", "IMGMUSALQ": " REB", "NOR": "NOR ", "NORXYZ": "NOR ", "NO": " "} {
		if c, s := splitCode(code, countries); c+" "+s != want {
			t.Errorf("%s is %q, want %q", code, c+" "+s, want)
		}
	}
}

func TestSimplify(t *testing.T) {
	line := [][2]float64{{0, 0}, {1, 0.01}, {2, 0}, {2, 2}}
	if got := simplify(line); len(got) != 3 {
		t.Errorf("%v", got)
	}
}

func FuzzExtra(f *testing.F) {
	f.Add(own)
	f.Add("\t\t\t\t\t\t\n[..\tperson\t\tGOV\t|\t.. []")
	f.Fuzz(func(t *testing.T, table string) {
		b, err := Extra("own.tsv", strings.NewReader(table))
		if err != nil {
			return
		}
		base, err := knowledge.Load()
		if err != nil {
			t.Fatal(err)
		}
		joint := base.With(b)
		name, _, _ := strings.Cut(table, "\t")
		for _, a := range joint.Actors(nil, name) {
			a.At(time.Time{})
		}
		for _, p := range joint.Places(nil, name) {
			joint.Place(p.ID)
		}
	})
}
