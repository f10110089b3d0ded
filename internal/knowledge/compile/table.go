package compile

import (
	"bufio"
	"fmt"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"

	"sayso"
	"sayso/internal/lang"
)

// The columns of the tables that are made by hand. They are checked as the tables of
// words are: a fault is an error that names file and line.
var (
	countryLayout = lang.Layout{Columns: named("country", "latitude", "longitude", "radius", "other names"), Optional: 1}
	regionLayout  = lang.Layout{Columns: named("region", "latitude", "longitude", "radius", "other names"), Optional: 1}
	peopleLayout  = lang.Layout{Columns: named("place", "people"), Key: wholeName}
	kindLayout    = lang.Layout{Columns: append(named("kind"), sectorColumn, lang.Column{Name: "other names"}), Optional: 1, Key: wholeName}
	roleLayout    = lang.Layout{Columns: append(named("role"), sectorColumn), Key: wholeName}
	actorLayout   = lang.Layout{Columns: append(named("name", "type", "country"), sectorColumn, lang.Column{Name: "other names"}, lang.Column{Name: "terms of office"}), Optional: 2, Key: wholeName}
	placeLayout   = lang.Layout{Columns: named("name", "feature", "country", "latitude", "longitude", "radius", "other names"), Optional: 1, Key: placed}
	// extraLayout is a user's own table: rows of actors and of places, told apart by
	// the second column.
	extraLayout = lang.Layout{Columns: named("name", "type or feature", "country", "sector or latitude", "other names or longitude", "terms or radius", "other names"), Optional: 3, Key: placed}

	sectorColumn = lang.Column{Name: "sector", Check: checkSector}
)

func named(names ...string) []lang.Column {
	out := make([]lang.Column, len(names))
	for i, n := range names {
		out[i].Name = n
	}
	return out
}

func wholeName(r lang.Row) string { return r.Cells[0] }

// placed lets towns of one name stand in one country, at different places.
func placed(r lang.Row) string { return strings.Join(r.Cells[:5], " ") }

func checkSector(s string) error {
	if !sectors[s] {
		return fmt.Errorf("no sector of PLOVER's is called %q: they are %s", s, strings.Join(slices.Sorted(maps.Keys(sectors)), " "))
	}
	return nil
}

// rows calls row for each row of a table that is made by hand.
func rows(path string, l lang.Layout, row func(c []string) error) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return sayso.E("compile knowledge", path, sayso.NotFound, err)
	}
	return rowsOf(path, string(data), l, row)
}

func rowsOf(name, data string, l lang.Layout, row func(c []string) error) error {
	all, err := l.Read(name, data)
	if err != nil {
		return err
	}
	for _, r := range all {
		if err := row(r.Cells); err != nil {
			return sayso.E("read table", r.At, sayso.Invalid, err)
		}
	}
	return nil
}

// maxLine bounds a line of a public table, in bytes.
const maxLine = 1 << 16

// columns calls row for each line of a public tab-separated table that has at
// least so many columns.
func columns(path string, least int, row func(c []string) error) error {
	f, err := os.Open(path)
	if err != nil {
		return sayso.E("compile knowledge", path, sayso.NotFound, err)
	}
	defer f.Close()
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, maxLine)
	n := 1
	for ; sc.Scan(); n++ {
		t := sc.Text()
		if t == "" || t[0] == '#' {
			continue
		}
		c := strings.Split(t, "\t")
		where := path + ":" + strconv.Itoa(n)
		if len(c) < least {
			return sayso.Errorf("compile knowledge", where, sayso.Invalid, "%d columns, want %d", len(c), least)
		}
		if err := row(c); err != nil {
			return sayso.E("compile knowledge", where, sayso.Invalid, err)
		}
	}
	if err := sc.Err(); err != nil {
		return sayso.E("compile knowledge", path+":"+strconv.Itoa(n), sayso.TooLarge, err)
	}
	return nil
}

// numbers parses columns that must be numbers.
func numbers(c ...string) ([]float64, error) {
	out := make([]float64, len(c))
	for i, s := range c {
		v, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
		if err != nil {
			return nil, err
		}
		out[i] = v
	}
	return out, nil
}

func split(s string) []string {
	return slices.DeleteFunc(strings.Split(s, "|"), func(n string) bool { return strings.TrimSpace(n) == "" })
}
