package fact

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"

	"sayso"
)

//go:embed governors.tsv
var governorTable string

//go:embed operators.tsv
var operatorTable string

// What a cell of the table of governors says, besides a status.
const (
	same   sayso.Status = "." // as the governor itself
	asTold sayso.Status = "=" // as told, whatever becomes of the telling
	so     sayso.Status = "+" // so, though the governor may be denied
	now                 = sayso.Ongoing
)

// cell is what stands under a governor: affirmed, and denied.
type cell struct{ affirmed, negated sayso.Status }

// governor is one row: what it makes of an act, a clause, a noun that names an
// act, and of words that it judges.
type governor struct{ act, that, noun, said cell }

// role is what an operator is to its clause.
type role string

type tables struct {
	governors map[string]governor
	operators map[role]map[string]sayso.Status
	hedges    map[string]sayso.Certainty
}

// builtin are the tables that the program carries. They are checked by the
// tests, so a fault in them is one of the build.
var builtin = sync.OnceValue(func() *tables {
	t, err := parse(governorTable, operatorTable)
	if err != nil {
		panic(err)
	}
	return t
})

func parse(governors, operators string) (*tables, error) {
	t := &tables{map[string]governor{}, map[role]map[string]sayso.Status{}, map[string]sayso.Certainty{}}
	err := rows("governors.tsv", governors, 5, func(c []string) error {
		var g governor
		for i, into := range []*cell{&g.act, &g.that, &g.noun, &g.said} {
			a, n, _ := strings.Cut(c[i+1], "/")
			if n == "" {
				n = a
			}
			var ok, ok2 bool
			into.affirmed, ok = status(a)
			into.negated, ok2 = status(n)
			if !ok || !ok2 {
				return fmt.Errorf("%q is no cell", c[i+1])
			}
		}
		if _, twice := t.governors[c[0]]; twice {
			return fmt.Errorf("%q stands twice", c[0])
		}
		t.governors[c[0]] = g
		return nil
	})
	if err != nil {
		return nil, err
	}
	return t, rows("operators.tsv", operators, 4, func(c []string) error {
		s, ok := status(c[2])
		if !ok {
			return fmt.Errorf("%q is no value", c[2])
		}
		as := role(c[1])
		if t.operators[as] == nil {
			t.operators[as] = map[string]sayso.Status{}
		}
		t.operators[as][c[0]] = s
		switch c[3] {
		case ".":
		case "probable", "possible":
			t.hedges[c[0]] = sayso.Certainty(c[3])
		default:
			return fmt.Errorf("%q is no certainty", c[3])
		}
		return nil
	})
}

func status(s string) (sayso.Status, bool) {
	switch s {
	case "+", "=", ".":
		return sayso.Status(s), true
	case "-":
		return sayso.DeniedStatus, true
	case "?":
		return sayso.PossibleStatus, true
	case "plan":
		return sayso.Planned, true
	case "demand":
		return sayso.Demanded, true
	case "now":
		return now, true
	}
	return "", false
}

func rows(name, table string, columns int, take func([]string) error) error {
	n := 0
	for line := range strings.Lines(table) {
		n++
		if line = strings.TrimRight(line, "\n"); line == "" || line[0] == '#' {
			continue
		}
		c := strings.Split(line, "\t")
		if len(c) != columns {
			return sayso.Errorf("read table", fmt.Sprintf("%s:%d", name, n), sayso.Invalid, "%d columns, want %d", len(c), columns)
		}
		if err := take(c); err != nil {
			return sayso.E("read table", fmt.Sprintf("%s:%d", name, n), sayso.Invalid, err)
		}
	}
	return nil
}

// Hedge is the certainty that one word leaves to the content it stands in.
func Hedge(word string) sayso.Certainty {
	if c, ok := builtin().hedges[strings.ToLower(word)]; ok {
		return c
	}
	return sayso.Certain
}
