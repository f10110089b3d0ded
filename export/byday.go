package export

import (
	"fmt"
	"io"
	"slices"

	"sayso"
)

// dayColumn is the column by which files are divided: the day of publication.
const dayColumn = "published"

// ByDay writes rows as files of a format, one folder for each day of publication,
// named as Hive names partitions: "day=2031-05-05/part-0.parquet". Rows without a
// date stand under "day=unknown". One file is open at a time: where a day comes
// again after another, it gets another part. create makes a file at a path with
// slashes below the folder.
func ByDay(create func(name string) (io.WriteCloser, error), f Format, s *Schema, o Options) (Writer, error) {
	i := slices.IndexFunc(s.Columns, func(c Column) bool { return c.Name == dayColumn })
	if i < 0 {
		return nil, sayso.Errorf("divide "+s.Name, "", sayso.Invalid, "they have no day of publication").Advise("leave --partition out")
	}
	return &dayWriter{create: create, format: f, schema: s, options: o, day: &s.Columns[i], parts: make(map[string]int)}, nil
}

type dayWriter struct {
	create  func(name string) (io.WriteCloser, error)
	format  Format
	schema  *Schema
	options Options
	day     *Column
	parts   map[string]int // files begun, by day

	at   string // the day of the file that is open
	file io.WriteCloser
	rows Writer
}

func (w *dayWriter) Write(row any) error {
	day := "unknown"
	if d, ok := w.day.Value(row).(string); ok && len(d) >= len("2031-05-05") {
		day = d[:len("2031-05-05")]
	}
	if w.rows == nil || day != w.at {
		if err := w.Close(); err != nil {
			return err
		}
		if err := w.begin(day); err != nil {
			return err
		}
	}
	return w.rows.Write(row)
}

func (w *dayWriter) begin(day string) (err error) {
	name := fmt.Sprintf("day=%s/part-%d.%s", day, w.parts[day], w.format.Ext)
	w.parts[day]++
	w.at = day
	if w.file, err = w.create(name); err != nil {
		return err
	}
	w.rows, err = w.format.Open(w.file, w.schema, w.options)
	return err
}

func (w *dayWriter) Close() error {
	if w.rows == nil {
		return nil
	}
	err := w.rows.Close()
	if e := w.file.Close(); err == nil {
		err = e
	}
	w.rows = nil
	return err
}
