package export

import (
	"io"

	"sayso"
)

// chart draws the events of two countries over time.
func chart() Format {
	return Format{Name: "svg", Ext: "svg", Media: "image/svg+xml", About: "two countries over time", Kinds: []string{Events().Name}, Whole: true,
		Open: func(w io.Writer, _ *Schema, o Options) (Writer, error) {
			if len(o.Countries) != 2 || o.Countries[0] == o.Countries[1] {
				return nil, sayso.Errorf("draw events", "", sayso.Invalid, "svg draws two countries over time").Advise("give country twice, with two codes")
			}
			return &chartWriter{w: w, a: o.Countries[0], b: o.Countries[1]}, nil
		}}
}

type chartWriter struct {
	w    io.Writer
	a, b string
	rows []EventRow
}

func (c *chartWriter) Write(row any) error {
	c.rows = append(c.rows, row.(EventRow))
	return nil
}

func (c *chartWriter) Close() error {
	_, err := c.w.Write(NewDyad(c.a, c.b, c.rows).SVG())
	return err
}
