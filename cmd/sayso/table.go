package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"
)

// column of a table. Width 0 takes what the others leave.
type column struct {
	name  string
	width int
}

// defaultWidth is the width of tables that go to no terminal: wide enough to
// read, and the same everywhere.
const defaultWidth = 120

// printer writes rows in the format that was asked for.
type printer struct {
	p       *Program
	format  string
	n       int
	csv     *csv.Writer
	json    *json.Encoder
	table   table.Writer
	columns []column
}

// csvRow is a row that has a CSV form.
type csvRow interface{ CSV() []string }

func (p *Program) rows(format string, header []string, columns []column) (*printer, error) {
	pr := &printer{p: p, format: format, columns: columns}
	switch format {
	case "json":
		pr.json = json.NewEncoder(p.Stdout)
		pr.json.SetEscapeHTML(false)
	case "csv":
		pr.csv = csv.NewWriter(p.Stdout)
		if err := pr.csv.Write(header); err != nil {
			return nil, err
		}
	case "table":
		pr.table = p.table(columns)
	default:
		return nil, usage{fmt.Errorf("--format %s: choose one of table, json, csv", format)}
	}
	return pr, nil
}

// table lays columns out over the terminal's width.
func (p *Program) table(columns []column) table.Writer {
	width := defaultWidth
	if p.Width != nil && p.outTerminal() {
		if w := p.Width(); w > 0 {
			width = w
		}
	}
	t := table.NewWriter()
	t.SetStyle(table.StyleLight)
	s := t.Style()
	s.Options = table.OptionsNoBordersAndSeparators
	s.Options.SeparateHeader = true
	s.Box.PaddingLeft, s.Box.PaddingRight = "", "  "
	s.Format.Header = text.FormatDefault
	if p.colour() {
		s.Color.Header = text.Colors{text.Bold}
	}
	taken, free := 0, 0
	for _, c := range columns {
		taken += c.width + 2
		if c.width == 0 {
			free++
		}
	}
	header := make(table.Row, len(columns))
	configs := make([]table.ColumnConfig, len(columns))
	for i, c := range columns {
		header[i] = c.name
		w := c.width
		if w == 0 {
			w = max(20, (width-taken)/max(1, free))
		}
		if taken+20 > width && w > 12 && c.width > 0 { // a narrow terminal
			w = max(12, w*width/(taken+20))
		}
		configs[i] = table.ColumnConfig{Number: i + 1, WidthMax: w, WidthMaxEnforcer: text.WrapSoft}
	}
	t.AppendHeader(header)
	t.SetColumnConfigs(configs)
	return t
}

// row prints one row; cells gives its cells in a table.
func (pr *printer) row(r csvRow, cells func() []string) error {
	pr.n++
	switch {
	case pr.json != nil:
		return pr.json.Encode(r)
	case pr.csv != nil:
		return pr.csv.Write(r.CSV())
	}
	c := cells()
	row := make(table.Row, len(c))
	for i, s := range c {
		row[i] = oneLine(s)
	}
	pr.table.AppendRow(row)
	return nil
}

// end prints what is left, unless err ended the rows early.
func (pr *printer) end(err error, none string) error {
	if err != nil {
		return err
	}
	switch {
	case pr.csv != nil:
		pr.csv.Flush()
		return pr.csv.Error()
	case pr.table != nil && pr.n == 0:
		_, err = fmt.Fprintln(pr.p.Stderr, none)
	case pr.table != nil:
		var b strings.Builder
		for line := range strings.Lines(pr.table.Render() + "\n") {
			b.WriteString(strings.TrimRight(line, " \n") + "\n")
		}
		_, err = io.WriteString(pr.p.Stdout, b.String())
	}
	return err
}

// oneLine makes one line of s that a terminal shows as it is: control
// characters, which could steer the terminal, are dropped.
func oneLine(s string) string { return strings.Join(strings.Fields(printable(s)), " ") }

// printable drops control characters other than newline and tab, and the
// marks that turn the direction of text around.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r < 0x20, r == 0x7f, r >= 0x80 && r < 0xa0, r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
			return -1
		}
		return r
	}, s)
}
