package export

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// commas and tabs write a header and a line for each row, with quotation marks
// as RFC 4180 sets them.
func commas() Format {
	return Format{Name: "csv", Ext: "csv", Media: "text/csv; charset=utf-8", About: "separated by commas", For: "spreadsheets, R, pandas", Read: "pandas, DuckDB", Streams: true, Open: separated(',')}
}

func tabs() Format {
	return Format{Name: "tsv", Ext: "tsv", Media: "text/tab-separated-values; charset=utf-8", About: "separated by tabs", For: "the same, where texts are full of commas", Read: "pandas", Streams: true, Open: separated('\t')}
}

func separated(by rune) func(io.Writer, *Schema, Options) (Writer, error) {
	return func(w io.Writer, s *Schema, _ Options) (Writer, error) {
		out := &separatedWriter{csv: csv.NewWriter(w), schema: s, cells: make([]string, len(s.Columns))}
		out.csv.Comma = by
		return out, out.csv.Write(s.Header())
	}
}

type separatedWriter struct {
	csv    *csv.Writer
	schema *Schema
	cells  []string
}

func (w *separatedWriter) Write(row any) error {
	for i := range w.schema.Columns {
		w.cells[i] = cell(&w.schema.Columns[i], row)
	}
	return w.csv.Write(w.cells)
}

func (w *separatedWriter) Close() error {
	w.csv.Flush()
	return w.csv.Error()
}

// listSeparator parts the values of a list in one cell.
const listSeparator = "; "

// cell is a column's value as text. Only words can be taken for a formula:
// a number that begins with a minus is a number to every reader.
func cell(c *Column, row any) string {
	if c.words != nil {
		s, _ := c.words(row)
		return isolated(plain(s))
	}
	switch v := c.Value(row).(type) {
	case string:
		return isolated(plain(v))
	case []string:
		return isolated(plain(strings.Join(v, listSeparator)))
	case int:
		return strconv.Itoa(v)
	case float64:
		return strconv.FormatFloat(v, 'f', c.Digits, 64)
	case bool:
		return strconv.FormatBool(v)
	}
	return ""
}

// quote is what plain puts before words that look like a formula.
const quote = '\''

// plain is words that no spreadsheet takes for a formula. Words of an article
// are anybody's words, and "=HYPERLINK(…)" in a cell would run on the desk of
// whoever opens the file. Such a cell gets an apostrophe before it. Spreadsheets
// and programs then read the same text, and nothing is lost: a cell that begins
// with an apostrophe or several before what looks like a formula gets one more,
// so that a reader who takes one away has the words that were written.
func plain(s string) string {
	if formula(strings.TrimLeft(s, string(quote))) {
		return string(quote) + s
	}
	return s
}

func letterOrDigit(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
}

// formula says that a cell begins as formulas do, be it after spaces or in the
// wide letters that spreadsheets in East Asian languages take as well. A sign
// that stands alone is none.
func formula(s string) bool {
	if s == "" {
		return false
	}
	if c := s[0]; c < utf8.RuneSelf && (letterOrDigit(c) || c == '"') { // nearly all
		return false
	}
	if strings.IndexByte("\t\r\n", s[0]) >= 0 {
		return true
	}
	s = strings.TrimLeftFunc(s, unicode.IsSpace)
	first, size := utf8.DecodeRuneInString(s)
	return strings.ContainsRune("=+-@＝＋－＠", first) && size < len(s)
}
