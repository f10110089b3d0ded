package export

import (
	"io"
	"reflect"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress/zstd"
)

// columnar writes Apache Parquet: typed columns, lists as lists, zstd inside.
func columnar() Format {
	return Format{Name: "parquet", Ext: "parquet", Media: "application/vnd.apache.parquet", About: "typed columns, for data frames and DuckDB",
		For: "pandas, DuckDB, Spark, R's arrow, for what is large", Read: "pyarrow, pandas, DuckDB", Streams: true, Binary: true, Open: openParquet}
}

const (
	// parquetGroup is how many rows stand in one row group, and so in memory.
	parquetGroup = 10_000
	// parquetBatch is how many rows are handed to the columns at a time.
	parquetBatch = 256
)

type parquetWriter struct {
	schema *Schema
	file   *parquet.GenericWriter[any]
	cells  [][]parquet.Value // of the rows in hand, by column
	rows   int               // in hand
	group  int               // in the row group
}

func openParquet(w io.Writer, s *Schema, _ Options) (Writer, error) {
	root := orderedGroup{Group: parquet.Group{}}
	for i := range s.Columns {
		node := parquetNode(s.Columns[i].Type)
		root.Group[s.Columns[i].Name] = node
		root.fields = append(root.fields, namedNode{node, s.Columns[i].Name})
	}
	file := parquet.NewGenericWriter[any](w, parquet.NewSchema("sayso", root), parquet.Compression(&zstd.Codec{Level: zstd.SpeedFastest}),
		parquet.CreatedBy("sayso", "", ""), parquet.DataPageStatistics(true), parquet.MaxRowsPerRowGroup(parquetGroup))
	return &parquetWriter{schema: s, file: file, cells: make([][]parquet.Value, len(s.Columns))}, nil
}

// parquetNode is a column's place in the file. Each may be empty; a list has no
// empty values.
func parquetNode(t Type) parquet.Node {
	switch t {
	case Integer:
		return parquet.Optional(parquet.Leaf(parquet.Int64Type))
	case Number:
		return parquet.Optional(parquet.Leaf(parquet.DoubleType))
	case Boolean:
		return parquet.Optional(parquet.Leaf(parquet.BooleanType))
	case List:
		return parquet.Optional(parquet.List(parquet.String()))
	}
	return parquet.Optional(parquet.Encoded(parquet.String(), &parquet.RLEDictionary))
}

// What parquet's levels of definition mean here: an optional value that is there,
// and the value of an optional list, whose list is there and holds it.
const (
	levelThere = 1
	levelOfOne = 2
)

func (w *parquetWriter) Write(row any) error {
	for i := range w.schema.Columns {
		c := &w.schema.Columns[i]
		if c.words == nil {
			w.cells[i] = appendValue(w.cells[i], i, c.Value(row))
			continue
		}
		s, _ := c.words(row)
		w.cells[i] = appendWords(w.cells[i], i, s)
	}
	w.rows++
	if w.rows < parquetBatch {
		return nil
	}
	return w.flush()
}

// appendValue adds a cell to the values of column i.
func appendValue(to []parquet.Value, i int, cell any) []parquet.Value {
	switch v := cell.(type) {
	case string:
		return appendWords(to, i, v)
	case int:
		return append(to, parquet.Int64Value(int64(v)).Level(0, levelThere, i))
	case float64:
		return append(to, parquet.DoubleValue(v).Level(0, levelThere, i))
	case bool:
		return append(to, parquet.BooleanValue(v).Level(0, levelThere, i))
	case []string:
		for k, s := range v {
			to = append(to, parquet.ByteArrayValue([]byte(s)).Level(min(k, 1), levelOfOne, i))
		}
		if len(v) > 0 {
			return to
		}
		return append(to, parquet.NullValue().Level(0, levelThere, i))
	}
	return append(to, parquet.NullValue().Level(0, 0, i))
}

// appendWords adds words to the values of column i. As the other formats have it, a
// text of no letters is none.
func appendWords(to []parquet.Value, i int, s string) []parquet.Value {
	if s == "" {
		return append(to, parquet.NullValue().Level(0, 0, i))
	}
	return append(to, parquet.ByteArrayValue([]byte(s)).Level(0, levelThere, i))
}

// flush hands the rows in hand to the file, and ends the row group when it is full.
func (w *parquetWriter) flush() error {
	for i, c := range w.file.ColumnWriters() {
		if _, err := c.WriteRowValues(w.cells[i]); err != nil {
			return err
		}
		w.cells[i] = w.cells[i][:0]
	}
	w.group += w.rows
	w.rows = 0
	if w.group < parquetGroup {
		return nil
	}
	w.group = 0
	return w.file.Flush()
}

func (w *parquetWriter) Close() error {
	if w.rows > 0 {
		if err := w.flush(); err != nil {
			return err
		}
	}
	return w.file.Close()
}

// orderedGroup is a group whose columns stand in the order of the schema;
// parquet.Group sorts them by name.
type orderedGroup struct {
	parquet.Group
	fields []parquet.Field
}

func (g orderedGroup) Fields() []parquet.Field { return g.fields }

type namedNode struct {
	parquet.Node
	name string
}

func (n namedNode) Name() string { return n.name }

func (n namedNode) Value(base reflect.Value) reflect.Value {
	return base.MapIndex(reflect.ValueOf(n.name))
}
