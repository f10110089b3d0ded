package fact

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"

	"sayso"
	"sayso/internal/lang"
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

var (
	governorLayout = lang.Layout{Columns: []lang.Column{{Name: "word"}, {Name: "act", Check: checkCell}, {Name: "that", Check: checkCell}, {Name: "noun", Check: checkCell}, {Name: "said", Check: checkCell}}}
	operatorLayout = lang.Layout{
		Columns: []lang.Column{{Name: "word"}, {Name: "as"}, {Name: "value", Check: checkStatus}, {Name: "certainty", Terms: []string{".", string(sayso.Probable), string(sayso.Possible)}}},
		Key:     func(r lang.Row) string { return r.Cells[0] + " " + r.Cells[1] },
	}
)

func parse(governors, operators string) (*tables, error) {
	t := &tables{map[string]governor{}, map[role]map[string]sayso.Status{}, map[string]sayso.Certainty{}}
	rows, err := governorLayout.Read("governors.tsv", governors)
	if err != nil {
		return nil, err
	}
	for _, r := range rows {
		c := r.Cells
		t.governors[c[0]] = governor{cellOf(c[1]), cellOf(c[2]), cellOf(c[3]), cellOf(c[4])}
	}
	if rows, err = operatorLayout.Read("operators.tsv", operators); err != nil {
		return nil, err
	}
	for _, r := range rows {
		word, as := r.Cells[0], role(r.Cells[1])
		if t.operators[as] == nil {
			t.operators[as] = map[string]sayso.Status{}
		}
		t.operators[as][word], _ = status(r.Cells[2])
		if c := r.Cells[3]; c != "." {
			t.hedges[word] = sayso.Certainty(c)
		}
	}
	return t, nil
}

func checkCell(v string) error {
	a, n, both := strings.Cut(v, "/")
	_, ok := status(a)
	_, ok2 := status(n)
	if !ok || both && !ok2 {
		return fmt.Errorf("%q is no cell", v)
	}
	return nil
}

func checkStatus(v string) error {
	if _, ok := status(v); !ok {
		return fmt.Errorf("%q is no value", v)
	}
	return nil
}

// cellOf reads a cell that is known to be sound.
func cellOf(v string) (c cell) {
	a, n, both := strings.Cut(v, "/")
	if !both {
		n = a
	}
	c.affirmed, _ = status(a)
	c.negated, _ = status(n)
	return c
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

// Hedge is the certainty that one word leaves to the content it stands in.
func Hedge(word string) sayso.Certainty {
	if c, ok := builtin().hedges[strings.ToLower(word)]; ok {
		return c
	}
	return sayso.Certain
}
