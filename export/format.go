package export

import (
	"io"
	"slices"
	"strings"

	"sayso"
)

// Format is one way to write rows.
type Format struct {
	Name  string // "csv"
	Media string // media type, as HTTP names it
	About string // a few words, for the help
	// Kinds names the schemas whose rows it can show; nil means every one.
	Kinds []string
	// Streams says that each row goes out as it comes. Other formats keep the
	// rows in memory until Close.
	Streams bool
	// Whole says that some of the rows would mislead whoever sees them: whoever
	// asks for no number of rows wants all.
	Whole bool
	// Open begins a file of such rows.
	Open func(w io.Writer, s *Schema, o Options) (Writer, error)
}

// Options is what a format may want to know besides the rows.
type Options struct {
	Countries []string // the codes of the countries that were asked for
}

// Writer writes rows in one format. Rows must be of the schema's type.
type Writer interface {
	Write(row any) error
	// Close ends the file. It does not close what is written to.
	Close() error
}

// Formats lists every format, in the order of the docs. A new one is a file
// with its writer and a line here.
func Formats() []Format {
	return []Format{jsonLines(), commas(), tabs(), chart()}
}

// FormatsOf lists the formats that can show rows of a kind.
func FormatsOf(s *Schema) []Format {
	return slices.DeleteFunc(Formats(), func(f Format) bool { return f.Kinds != nil && !slices.Contains(f.Kinds, s.Name) })
}

// FormatNames lists the names of the formats that can show rows of a kind.
func FormatNames(s *Schema) []string {
	var out []string
	for _, f := range FormatsOf(s) {
		out = append(out, f.Name)
	}
	return out
}

// FindFormat is the format of that name for rows of a kind.
func FindFormat(name string, s *Schema) (Format, error) {
	for _, f := range FormatsOf(s) {
		if f.Name == name {
			return f, nil
		}
	}
	return Format{}, sayso.Errorf("write "+s.Name, name, sayso.Invalid, "there is no such format").Advise("choose one of " + strings.Join(FormatNames(s), ", "))
}
