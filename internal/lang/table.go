// Package lang reads tables of words: what is of one language and no algorithm.
// The tables stand in a folder for each language (lang/en); the packages that
// read texts ask for words by their class and keep none of their own.
//
// A table is text. Each line is a row, its columns divided by tabs; lines that
// begin with # and empty lines are passed over. A table is checked when it is
// read: a row with too few or too many columns, a term that its column does not
// know, and a word that has a row already are errors that name file and line.
package lang

import (
	"slices"
	"strconv"
	"strings"

	"sayso"
)

// Bounds on a table, which may be a user's.
const (
	MaxRows = 100_000
	MaxRow  = 64 << 10 // bytes
)

// Column says what may stand in a column.
type Column struct {
	Name string
	// Terms are the values that the column knows; none means any.
	Terms []string
	// Check refuses a value with a reason; nil takes any.
	Check func(value string) error
}

// Layout is the columns of a table. Key tells which rows are about the same
// word: a table has one row for each. Nil means the first column, up to a space.
type Layout struct {
	Columns []Column
	Key     func(Row) string
}

// Row is one line of a table.
type Row struct {
	At    string // "verbs.tsv:12"
	Cells []string
}

// Read returns the rows of a table and checks each. file names the table in
// errors, which are of kind Invalid, or TooLarge.
func (l Layout) Read(file, data string) ([]Row, error) {
	var out []Row
	first := map[string]string{}
	n := 0
	for line := range strings.Lines(data) {
		n++
		line = strings.TrimRight(line, "\r\n")
		if line == "" || line[0] == '#' {
			continue
		}
		r := Row{At: file + ":" + strconv.Itoa(n)}
		if len(line) > MaxRow || len(out) == MaxRows {
			return nil, sayso.Errorf("read table", r.At, sayso.TooLarge, "a table has at most %d rows of %d bytes", MaxRows, MaxRow)
		}
		r.Cells = strings.Split(line, "\t")
		if err := l.check(r); err != nil {
			return nil, err
		}
		key := l.key(r)
		if at := first[key]; at != "" {
			return nil, sayso.Errorf("read table", r.At, sayso.Invalid, "%q stands in %s already", key, at).Advise("keep one of the two rows")
		}
		first[key] = r.At
		out = append(out, r)
	}
	return out, nil
}

func (l Layout) key(r Row) string {
	if l.Key != nil {
		return l.Key(r)
	}
	w, _, _ := strings.Cut(r.Cells[0], " ")
	return w
}

func (l Layout) check(r Row) error {
	if len(r.Cells) != len(l.Columns) {
		return sayso.Errorf("read table", r.At, sayso.Invalid, "%d columns, and each row has %d: %s", len(r.Cells), len(l.Columns), l.names()).Advise("divide them by tabs")
	}
	for i, c := range l.Columns {
		v := r.Cells[i]
		if len(c.Terms) > 0 && !slices.Contains(c.Terms, v) {
			return sayso.Errorf("read table", r.At, sayso.Invalid, "%q is no %s", v, c.Name).Advise("the terms are: " + strings.Join(c.Terms, " "))
		}
		if c.Check == nil {
			continue
		}
		if err := c.Check(v); err != nil {
			return sayso.Errorf("read table", r.At, sayso.Invalid, "%s: %v", c.Name, err)
		}
	}
	return nil
}

func (l Layout) names() string {
	out := make([]string, len(l.Columns))
	for i, c := range l.Columns {
		out[i] = c.Name
	}
	return strings.Join(out, ", ")
}
