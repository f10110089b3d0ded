package export

import (
	"encoding/json"
	"io"
)

// jsonLines writes each row as its JSON object, one a line (JSON Lines).
func jsonLines() Format {
	return Format{Name: "json", Ext: "jsonl", Media: "application/jsonl; charset=utf-8", About: "one object a line", For: "programs", Read: "pandas, DuckDB", Streams: true,
		Open: func(w io.Writer, _ *Schema, _ Options) (Writer, error) { return NewLines(w), nil }}
}

// Lines writes any values as JSON, one a line.
type Lines struct{ enc *json.Encoder }

// NewLines begins such a file.
func NewLines(w io.Writer) Lines {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return Lines{e}
}

// Write writes one line.
func (l Lines) Write(v any) error { return l.enc.Encode(v) }

// Close does nothing: the last line is written.
func (Lines) Close() error { return nil }
