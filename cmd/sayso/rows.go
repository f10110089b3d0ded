package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"sayso"
	"sayso/export"
	"sayso/ingest"
)

// list is the flags of commands that print rows of the ledger.
type list struct {
	schema *export.Schema // of the rows
	ledger string
	format string
	limit  int
	// options is what the format is told besides the rows; limited says that the
	// command line gives a limit.
	options export.Options
	limited func() bool
}

func (l *list) flags(c *cobra.Command) {
	l.formatFlag(c)
	c.Flags().IntVar(&l.limit, "limit", sayso.DefaultLimit, "print at most `N` rows; 0 means all")
	l.limited = func() bool { return c.Flags().Changed("limit") }
	ledgerFlag(c, &l.ledger)
}

// tableFormat lays rows out for people. Every other format is one of package
// export.
const tableFormat = "table"

func (l *list) formatFlag(c *cobra.Command) {
	of := []string{tableFormat}
	for _, f := range export.FormatsOf(l.schema) {
		of = append(of, f.Name+" ("+f.About+")")
	}
	c.Flags().StringVar(&l.format, "format", tableFormat, "how to print: `FORMAT` is "+words(of))
}

// interval is the flags that bound a time.
type interval struct{ from, to string }

func (s *interval) flags(c *cobra.Command) {
	c.Flags().StringVar(&s.from, "from", "", "only articles published on this `DATE` or later")
	c.Flags().StringVar(&s.to, "to", "", "only articles published on this `DATE` or earlier")
}

// times gives the bounds as queries take them. A --to that names a day holds
// all of it, one that names a moment ends with it.
func (s *interval) times() (from, to time.Time, err error) {
	parse := func(flag, v string) (sayso.Date, error) {
		if v == "" {
			return sayso.Date{}, nil
		}
		d, err := ingest.ParseDate(v)
		if err != nil {
			return d, usage{fmt.Errorf("--%s: %w", flag, err)}
		}
		return d, nil
	}
	first, err := parse("from", s.from)
	if err != nil {
		return from, to, err
	}
	last, err := parse("to", s.to)
	switch {
	case err != nil || last.IsZero():
	case last.DayOnly:
		to = last.AddDate(0, 0, 1)
	default:
		to = last.Add(time.Nanosecond)
	}
	if err == nil && !to.IsZero() && !first.Before(to) {
		err = usage{fmt.Errorf("--from %s comes after --to %s", s.from, s.to)}
	}
	return first.Time, to, err
}

// moment reads a flag that names a day, which begins then, or a moment; zero
// for none.
func moment(flag, v string) (time.Time, error) {
	if v == "" {
		return time.Time{}, nil
	}
	d, err := ingest.ParseDate(v)
	if err != nil {
		return time.Time{}, usage{fmt.Errorf("--%s: %w", flag, err)}
	}
	return d.Time, nil
}

// one checks that a flag's value is one of a set; empty means any.
func one[S ~string](flag, v string, of ...S) (S, error) {
	if v != "" && !slices.Contains(of, S(v)) {
		words := make([]string, len(of))
		for i, s := range of {
			words[i] = string(s)
		}
		return "", usage{fmt.Errorf("--%s is %q; choose one of %s", flag, v, strings.Join(words, ", "))}
	}
	return S(v), nil
}

// rowsAtOnce is how many rows are asked of the ledger at a time.
const rowsAtOnce = 500

// pages calls get for page after page and row for each item, until there are
// limit of them or no more; limit 0 is no limit.
func pages[T any](limit int, get func(sayso.Paging) (sayso.Page[T], error), row func(T) error) error {
	if limit < 0 {
		return usage{errors.New("--limit must not be negative")}
	}
	paging := sayso.Paging{Limit: rowsAtOnce}
	for left := limit; ; left -= paging.Limit {
		if limit > 0 {
			paging.Limit = min(rowsAtOnce, left)
		}
		page, err := get(paging)
		if err != nil {
			return err
		}
		for _, it := range page.Items {
			if err := row(it); err != nil {
				return err
			}
		}
		paging.After = page.Next
		if page.Next == "" || limit > 0 && left <= paging.Limit {
			return nil
		}
	}
}

// printer writes rows in the format that was asked for.
type printer struct {
	p     *Program
	out   *bufio.Writer
	n     int
	limit int           // of rows; 0 for none
	rows  export.Writer // nil where a table is laid out
	table *grid         // nil where it is not
}

// printer is the printer of a list's rows. It checks the format before any work
// is done.
func (l *list) printer(p *Program, columns []column) (*printer, error) {
	pr := &printer{p: p, out: bufio.NewWriter(p.Stdout)}
	if l.format == tableFormat {
		pr.table, pr.limit = &grid{columns: columns}, l.limit
		return pr, nil
	}
	if _, err := one("format", l.format, append([]string{tableFormat}, export.FormatNames(export.FormatsOf(l.schema))...)...); err != nil {
		return nil, err
	}
	f, err := export.FindFormat(l.format, l.schema)
	if err != nil {
		return nil, err
	}
	if f.Whole && !l.limited() {
		l.limit = 0
	}
	pr.limit = l.limit
	if pr.rows, err = f.Open(pr.out, l.schema, l.options); sayso.KindOf(err) == sayso.Invalid {
		err = usage{err}
	}
	return pr, err
}

// row prints one row, or keeps it until the table can be laid out. cells are
// its cells in the table.
func (pr *printer) row(r any, cells ...string) error {
	pr.n++
	if pr.table == nil {
		return pr.rows.Write(r)
	}
	pr.table.add(cells)
	return nil
}

// only prints a row that stands alone.
func (pr *printer) only(r any) error {
	if err := pr.row(r); err != nil {
		return err
	}
	return pr.end("")
}

// end prints what is left. On standard error it says that there are no rows, or
// that there are as many as were allowed.
func (pr *printer) end(none string) error {
	switch {
	case pr.rows != nil:
		if err := pr.rows.Close(); err != nil {
			return err
		}
	case len(pr.table.rows) > 0:
		width := pr.p.columns()
		if width == 0 {
			width = fileWidth
		}
		if _, err := io.WriteString(pr.out, pr.table.render(width, pr.p.colour())); err != nil {
			return err
		}
	}
	switch {
	case pr.n == 0:
		fmt.Fprintln(pr.p.Stderr, none)
	case pr.n == pr.limit:
		pr.p.warn("printed %d rows, as many as --limit allows; --limit 0 prints all", pr.n)
	}
	return pr.out.Flush()
}
