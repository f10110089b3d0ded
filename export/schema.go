package export

import "slices"

// Type is what the cells of a column hold.
type Type string

// The types of columns, with the Go type of their values. A cell without a
// value is nil in each of them.
const (
	Text    Type = "text"    // string
	Date    Type = "date"    // string: a day or a moment, ISO 8601
	List    Type = "list"    // []string
	Integer Type = "integer" // int
	Number  Type = "number"  // float64
	Boolean Type = "boolean" // bool
)

// Column is one column of a kind of rows.
type Column struct {
	Name  string
	Type  Type
	Unit  string // of numbers; empty where there is none
	About string // one line, for the docs
	// Digits is how many digits behind the point a Number has where it is
	// written as text; -1 for as many as it needs.
	Digits int
	// Ground is what the values rest on, which says how sure they are; the zero
	// Ground in lists that are no export.
	Ground Ground
	value  func(row any) any
	// words is the value of a column of type Text or Date as it is, and whether there
	// is one: value allocates for each. nil in columns that are made otherwise.
	words func(row any) (string, bool)
}

// Value is the column's cell of a row, of the Go type that the column's type
// names. The row must be one of the schema that the column stands in, or point to
// one: a pointer saves a copy for each cell.
func (c *Column) Value(row any) any { return c.value(row) }

// Ground is what the values of a column rest on.
type Ground struct {
	Name string // one word or two, for the codebook
	Sure string // how sure such values are
}

// The grounds that values rest on.
var (
	ByContent   = Ground{"identifier", "exact: made from the content, the same in every ledger"}
	ByPublisher = Ground{"publisher", "as stated there; nobody has checked it"}
	ByOperator  = Ground{"operator", "as whoever set up the source or the file says"}
	ByText      = Ground{"text", "exact: words of the text, or where they stand in it"}
	ByReading   = Ground{"reading", "read by the extractor, and sometimes wrong; `confidence` says how sure it is, eval/scores.txt how often it is right"}
	ByJoining   = Ground{"joining", "who or what several texts seem to mean alike; an analyst can take it back"}
	ByCount     = Ground{"count", "exact, of what was read and joined"}
	ByKnowledge = Ground{"knowledge", "looked up in Sayso's tables for what was read"}
	ByLedger    = Ground{"ledger", "exact: what the ledger has noted down itself"}
	ByNobody    = Ground{"none", "always empty, or always the same"}
)

// Schema is a kind of rows: what it is called and the columns that it has where
// rows are laid out flat. A row itself is a value that encoding/json writes as
// the row's JSON object.
type Schema struct {
	Name    string // plural: "claims"
	About   string // what one row is
	Columns []Column
}

// Header lists the columns' names.
func (s *Schema) Header() []string {
	out := make([]string, len(s.Columns))
	for i := range s.Columns {
		out[i] = s.Columns[i].Name
	}
	return out
}

// columns gathers the columns of rows of type R.
type columns[R any] []Column

func (c *columns[R]) add(col Column, value func(*R) any) {
	col.value = func(row any) any { return value(pointed[R](row)) }
	*c = append(*c, col)
}

// pointed is the pointer to a row that a column's functions take.
func pointed[R any](row any) *R {
	if p, ok := row.(*R); ok {
		return p
	}
	r := row.(R)
	return &r
}

// addWords adds a column of words.
func (c *columns[R]) addWords(col Column, words func(*R) (string, bool)) {
	c.add(col, func(r *R) any {
		if s, ok := words(r); ok {
			return s
		}
		return nil
	})
	(*c)[len(*c)-1].words = func(row any) (string, bool) { return words(pointed[R](row)) }
}

// rest says what columns rest on: those that are named, or, without names, all
// that nothing was said of yet.
func (c columns[R]) rest(on Ground, names ...string) {
	for i := range c {
		if slices.Contains(names, c[i].Name) || len(names) == 0 && c[i].Ground == (Ground{}) {
			c[i].Ground = on
		}
	}
}

func (c *columns[R]) text(name, about string, f func(*R) string) {
	c.addWords(Column{Name: name, Type: Text, About: about}, func(r *R) (string, bool) { return f(r), true })
}

func (c *columns[R]) optional(name, about string, f func(*R) *string) {
	c.addWords(Column{Name: name, Type: Text, About: about}, func(r *R) (string, bool) { return pointedWords(f(r)) })
}

func (c *columns[R]) date(name, about string, f func(*R) *string) {
	c.addWords(Column{Name: name, Type: Date, About: about}, func(r *R) (string, bool) { return pointedWords(f(r)) })
}

func (c *columns[R]) list(name, about string, f func(*R) []string) {
	c.add(Column{Name: name, Type: List, About: about}, func(r *R) any { return f(r) })
}

func (c *columns[R]) integer(name, unit, about string, f func(*R) int) {
	c.add(Column{Name: name, Type: Integer, Unit: unit, About: about}, func(r *R) any { return f(r) })
}

func (c *columns[R]) number(name, unit string, digits int, about string, f func(*R) float64) {
	c.add(Column{Name: name, Type: Number, Unit: unit, Digits: digits, About: about}, func(r *R) any { return f(r) })
}

func (c *columns[R]) boolean(name, about string, f func(*R) bool) {
	c.add(Column{Name: name, Type: Boolean, About: about}, func(r *R) any { return f(r) })
}

// pointedWords are words that may be missing.
func pointedWords(s *string) (string, bool) {
	if s == nil {
		return "", false
	}
	return *s, true
}

// known is a value that may be missing, as a cell.
func known[T any](v *T) any {
	if v == nil {
		return nil
	}
	return *v
}
