package main

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"sayso"
	"sayso/ingest"
)

// list is the flags of commands that print rows of the ledger.
type list struct {
	ledger string
	format string
	limit  int
}

func (l *list) flags(c *cobra.Command) {
	c.Flags().StringVar(&l.format, "format", "table", "how to print: `FORMAT` is table, json (one object a line) or csv")
	c.Flags().IntVar(&l.limit, "limit", sayso.DefaultLimit, "print at most `N` rows; 0 means all")
	ledgerFlag(c, &l.ledger)
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

// csvRow is a row that has a CSV form; its JSON form is itself.
type csvRow interface{ CSV() []string }

// printer writes rows in the format that was asked for.
type printer struct {
	p     *Program
	out   *bufio.Writer
	n     int
	limit int           // of rows; 0 for none
	json  *json.Encoder // one of the three
	csv   *csv.Writer
	table *grid
}

// printer is the printer of a list's rows.
func (l *list) printer(p *Program, header []string, columns []column) (*printer, error) {
	out, err := p.printer(l.format, header, columns)
	if err == nil {
		out.limit = l.limit
	}
	return out, err
}

// printer checks the format before any work is done.
func (p *Program) printer(format string, header []string, columns []column) (*printer, error) {
	pr := &printer{p: p, out: bufio.NewWriter(p.Stdout)}
	switch format {
	case "json":
		pr.json = json.NewEncoder(pr.out)
		pr.json.SetEscapeHTML(false)
	case "csv":
		pr.csv = csv.NewWriter(pr.out)
		return pr, pr.csv.Write(header)
	default:
		pr.table = &grid{columns: columns}
		_, err := one("format", format, "table", "json", "csv")
		return pr, err
	}
	return pr, nil
}

// row prints one row, or keeps it until the table can be laid out. cells are
// its cells in the table.
func (pr *printer) row(r csvRow, cells ...string) error {
	pr.n++
	switch {
	case pr.json != nil:
		return pr.json.Encode(r)
	case pr.csv != nil:
		return pr.csv.Write(r.CSV())
	}
	pr.table.add(cells)
	return nil
}

// end prints what is left. On standard error it says that there are no rows, or
// that there are as many as were allowed.
func (pr *printer) end(none string) error {
	switch {
	case pr.csv != nil:
		pr.csv.Flush()
		if err := pr.csv.Error(); err != nil {
			return err
		}
	case pr.table != nil && pr.n > 0:
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
