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
	// Ext is what names of such files end in, without the dot.
	Ext string
	// For is whom the format is for, and Read is what reads it back in the tests:
	// something that is not of Sayso. Both are for the docs.
	For, Read string
	// Kinds names the schemas whose rows it can show; nil means every one.
	Kinds []string
	// Streams says that each row goes out as it comes. Other formats keep the
	// rows in memory until Close.
	Streams bool
	// Binary says that it is nothing that a terminal can show.
	Binary bool
	// Whole says that some of the rows would mislead whoever sees them: whoever
	// asks for no number of rows wants all.
	Whole bool
	// Open begins a file of such rows.
	Open func(w io.Writer, s *Schema, o Options) (Writer, error)
}

// Options is what a format may want to know besides the rows.
type Options struct {
	Countries []string // the codes of the countries that were asked for
	Title     string   // what the file is called, where it has a title
}

// Writer writes rows in one format. Rows must be of the schema's type.
type Writer interface {
	Write(row any) error
	// Close ends the file. It does not close what is written to.
	Close() error
}

// Formats lists every format of lists, in the order of the docs. A new one is a
// file with its writer and a line here or in FileFormats.
func Formats() []Format {
	return append(flat(), chart())
}

// flat lists the formats that lists and exports share.
func flat() []Format { return []Format{jsonLines(), commas(), tabs()} }

// FileFormats lists the formats that are whole files for other programs: exports
// have them, and lists do not.
func FileFormats() []Format {
	return []Format{columnar(), database(), geoJSON(), annotations(), linked(), followTheMoney(), stix(), bibTeX(), ris(), csl(), atom(), jsonFeed(), printable(), markdown(), docx()}
}

// FormatsOf lists the formats that can show rows of a kind in a list.
func FormatsOf(s *Schema) []Format { return showing(Formats(), s) }

// ExportsOf lists the formats in which rows of a kind are exported.
func ExportsOf(s *Schema) []Format { return showing(append(flat(), FileFormats()...), s) }

func showing(fs []Format, s *Schema) []Format {
	return slices.DeleteFunc(fs, func(f Format) bool { return f.Kinds != nil && !slices.Contains(f.Kinds, s.Name) })
}

// FormatNames lists the names of formats.
func FormatNames(fs []Format) []string {
	out := make([]string, len(fs))
	for i, f := range fs {
		out[i] = f.Name
	}
	return out
}

// FindFormat is the format of that name in which a list shows rows of a kind.
func FindFormat(name string, s *Schema) (Format, error) { return find(name, s, FormatsOf(s)) }

// FindExport is the format of that name in which rows of a kind are exported.
func FindExport(name string, s *Schema) (Format, error) { return find(name, s, ExportsOf(s)) }

func find(name string, s *Schema, fs []Format) (Format, error) {
	for _, f := range fs {
		if f.Name == name {
			return f, nil
		}
	}
	return Format{}, sayso.Errorf("write "+s.Name, name, sayso.Invalid, "there is no such format").Advise("choose one of " + strings.Join(FormatNames(fs), ", "))
}
