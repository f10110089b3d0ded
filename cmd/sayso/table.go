package main

import (
	"fmt"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"
)

const (
	// fileWidth is the width of tables that go to no terminal: wide enough to
	// read, and the same everywhere.
	fileWidth = 120
	// minFree is the least width of the free column; narrower terminals drop
	// other columns for it, as far as they may be dropped.
	minFree = 34
	// maxLines is how many lines one cell may take; the other formats print
	// it whole.
	maxLines = 4
)

// column of a table.
type column struct {
	name string
	// width is how wide it may be; 0 for the free column, which takes what
	// the others leave.
	width int
	// drop says that a narrow terminal may do without; higher goes first.
	drop  int
	right bool // numbers
}

// grid gathers rows and lays them out once all widths are known.
type grid struct {
	columns []column
	rows    [][]string
}

func (g *grid) add(cells []string) {
	for i, s := range cells {
		cells[i] = oneLine(s)
	}
	g.rows = append(g.rows, cells)
}

// widths fits the columns into so many in all; 0 stands for a dropped one.
func (g *grid) widths(total int) []int {
	w := make([]int, len(g.columns))
	for i, c := range g.columns {
		w[i] = text.StringWidth(c.name)
		for _, r := range g.rows {
			w[i] = max(w[i], text.StringWidth(r[i]))
		}
		if c.width > 0 {
			w[i] = min(w[i], c.width)
		}
	}
	free := func() int {
		left := total
		for i, c := range g.columns {
			if c.width > 0 && w[i] > 0 {
				left -= w[i] + len(gap)
			}
		}
		return left
	}
	for free() < minFree {
		out := -1
		for i, c := range g.columns {
			if w[i] > 0 && c.drop > 0 && (out < 0 || c.drop > g.columns[out].drop) {
				out = i
			}
		}
		if out < 0 {
			break
		}
		w[out] = 0
	}
	for i, c := range g.columns {
		if c.width == 0 {
			w[i] = min(w[i], max(free(), minFree/2))
		}
	}
	squeeze(w, total)
	return w
}

// minColumn is how narrow a column becomes at least before the last ones are left out.
const minColumn = 3

// squeeze makes the widest columns narrower, and then leaves out the last ones, until
// all fit into so many.
func squeeze(w []int, total int) {
	for {
		sum, widest, last := -len(gap), 0, 0
		for i, n := range w {
			if n > 0 {
				sum += n + len(gap)
				last = i
				if n > w[widest] {
					widest = i
				}
			}
		}
		switch {
		case sum <= total:
			return
		case w[widest] > minColumn:
			w[widest]--
		case last > 0:
			w[last] = 0
		default:
			w[0] = max(1, total)
			return
		}
	}
}

const (
	gap  = "  " // between columns
	rule = "─"  // below the header
)

// render lays the rows out in a terminal of so many columns.
func (g *grid) render(total int, colour bool) string {
	widths := g.widths(total)
	t := table.NewWriter()
	style := table.StyleLight
	style.Options = table.OptionsNoBordersAndSeparators
	style.Options.SeparateHeader = true
	style.Box.PaddingLeft, style.Box.PaddingRight = "", gap
	style.Format.Header = text.FormatDefault
	if colour {
		style.Color.Header = text.Colors{text.Bold}
	}
	t.SetStyle(style)
	line := func(cells []string) table.Row {
		var out table.Row
		for i, s := range cells {
			if widths[i] > 0 {
				out = append(out, wrapped(s, widths[i]))
			}
		}
		return out
	}
	header := make([]string, len(g.columns))
	var configs []table.ColumnConfig
	for i, c := range g.columns {
		header[i] = c.name
		if widths[i] == 0 {
			continue
		}
		cfg := table.ColumnConfig{Number: len(configs) + 1}
		if c.right {
			cfg.Align, cfg.AlignHeader = text.AlignRight, text.AlignRight
		}
		configs = append(configs, cfg)
	}
	t.AppendHeader(line(header))
	t.SetColumnConfigs(configs)
	for _, r := range g.rows {
		t.AppendRow(line(r))
	}
	var b strings.Builder
	for l := range strings.Lines(t.Render() + "\n") {
		l = strings.TrimRight(l, " \n")
		if strings.Trim(l, rule) == "" {
			l = strings.TrimSuffix(l, strings.Repeat(rule, len(gap))) // no gap follows the last column
		}
		b.WriteString(l + "\n")
	}
	return b.String()
}

// wrapped breaks s between words into lines of at most width columns, and
// cuts it after maxLines.
func wrapped(s string, width int) string {
	lines := strings.Split(text.WrapSoft(s, width), "\n")
	if len(lines) > maxLines {
		last := strings.TrimRight(lines[maxLines-1], " ")
		if text.StringWidth(last) >= width {
			last = text.Trim(last, width-1)
		}
		lines = append(lines[:maxLines-1], last+"…")
	}
	for i, l := range lines {
		lines[i] = strings.TrimRight(l, " ")
	}
	return strings.Join(lines, "\n")
}

// oneLine makes one line of s that a terminal shows as it is.
func oneLine(s string) string { return strings.Join(strings.Fields(printable(s)), " ") }

// printable drops control characters other than newline and tab, which could
// steer the terminal, and the marks that turn the direction of text around.
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

// plural counts things in words: "1 article", "12,000 articles".
func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	if strings.HasSuffix(what, "s") {
		what += "e"
	}
	return s + " " + what + "s"
}
