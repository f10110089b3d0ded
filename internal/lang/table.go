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
	"maps"
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

// Terms are the keys of a map as the terms of a column, in order.
func Terms[T any](of map[string]T) []string { return slices.Sorted(maps.Keys(of)) }

// Layout is the columns of a table. The last Optional of them may be left out of
// a row, which then has nothing there. Key tells what a row is about, or Keys what
// things: a table has one row about each. With neither it is the first column, up
// to a space.
type Layout struct {
	Columns  []Column
	Optional int
	Key      func(Row) string
	Keys     func(Row) []string
}

// Row is one line of a table.
type Row struct {
	At    string // "verbs.tsv:12"
	Cells []string
}

// Invalid is an error about the row.
func (r Row) Invalid(format string, args ...any) *sayso.Error {
	return sayso.Errorf("read table", r.At, sayso.Invalid, format, args...)
}

// Must returns the value of a table that the program carries. A fault in such a
// table is the program's own, which a test finds, and no input can bring about:
// it panics.
func Must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// Read returns the rows of a table and checks each. file names the table in
// errors, which are of kind Invalid, or TooLarge. A byte order mark is passed over.
func (l Layout) Read(file, data string) ([]Row, error) {
	var out []Row
	first := map[string]string{}
	n := 0
	for line := range strings.Lines(strings.TrimPrefix(data, "\ufeff")) {
		n++
		line = strings.TrimRight(line, "\r\n")
		if strings.TrimSpace(line) == "" || line[0] == '#' {
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
		for len(r.Cells) < len(l.Columns) {
			r.Cells = append(r.Cells, "")
		}
		for _, key := range l.keys(r) {
			if at := first[key]; at != "" {
				return nil, r.Invalid("%q stands in %s already", key, at).Advise("keep one of the two rows")
			}
			first[key] = r.At
		}
		out = append(out, r)
	}
	return out, nil
}

func (l Layout) keys(r Row) []string {
	switch {
	case l.Keys != nil:
		return l.Keys(r)
	case l.Key != nil:
		return []string{l.Key(r)}
	}
	w, _, _ := strings.Cut(r.Cells[0], " ")
	return []string{w}
}

func (l Layout) check(r Row) error {
	n := len(r.Cells)
	if n > len(l.Columns) || n < len(l.Columns)-l.Optional {
		return r.Invalid("%d columns, and each row has %d: %s", n, len(l.Columns), l.names()).Advise("divide them by tabs")
	}
	for i, v := range r.Cells {
		c := l.Columns[i]
		if len(c.Terms) > 0 && !slices.Contains(c.Terms, v) {
			return r.Invalid("%q is no %s", v, c.Name).Advise("the terms are: " + strings.Join(c.Terms, " "))
		}
		if c.Check == nil {
			continue
		}
		if err := c.Check(v); err != nil {
			return r.Invalid("%s: %v", c.Name, err)
		}
	}
	return nil
}

func (l Layout) names() string {
	out := make([]string, len(l.Columns))
	for i, c := range l.Columns {
		out[i] = c.Name
		if i >= len(l.Columns)-l.Optional {
			out[i] += " (may be left out)"
		}
	}
	return strings.Join(out, ", ")
}
