package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"

	"github.com/spf13/cobra"

	"sayso/export"
	"sayso/ingest"
)

func (p *Program) analyze() *cobra.Command {
	var in inputs
	var tokens bool
	c := &cobra.Command{
		Use:   "analyze [FLAG...] PATH|-...",
		Short: "Print what articles put on record, as JSON Lines; keep nothing",
		Long: `Reads each article and prints one JSON object for it, in the order of the inputs.
PATH is a file or a folder, - is standard input. Offsets in the objects count
Unicode code points of the text they carry.

What cannot be read is named on standard error and the rest goes on. The exit
status is 0 when all were read, 1 when some were not, 2 when the command line is off.`,
		Example: `  sayso analyze article.txt
  sayso analyze articles/ > articles.jsonl
  sayso analyze page.html | jq -r '.claims[] | .source.text + ": " + .content.text'
  zcat archive.jsonl.gz | sayso analyze --input jsonl -`,
		Args: needs("at least one PATH, or - for standard input", 0),
		RunE: func(c *cobra.Command, args []string) error {
			o, err := in.options(p)
			if err != nil {
				return err
			}
			x, err := in.extractor()
			if err != nil {
				return err
			}
			// A bar between the objects on one screen would help nobody.
			bar := p.progress(c.Context(), args, p.errTerminal() && !p.outTerminal())
			out := bufio.NewWriterSize(p.Stdout, 64<<10)
			bad, left := 0, without{}
			err = readAll(p, c.Context(), args, o, x, bar, false, func(_ context.Context, r *reading) ([]byte, error) {
				var b bytes.Buffer
				enc := json.NewEncoder(&b)
				enc.SetEscapeHTML(false)
				err := enc.Encode(export.NewAnalysis(&r.Article, &r.Analysis, tokens))
				return b.Bytes(), err
			}, func(d ingest.Document, lines [][]byte, err error) error {
				switch {
				case left.leave(d, err):
				case err != nil:
					bad++
					bar.warn("%v", err)
				}
				for _, line := range lines {
					if _, err := out.Write(line); err != nil {
						return err
					}
				}
				return out.Flush() // whoever reads on gets each when it is done
			})
			bar.done()
			if err != nil {
				return err
			}
			if s := left.String(); s != "" {
				p.warn("%s", s)
			}
			if bad > 0 {
				return failed{bad}
			}
			return nil
		},
	}
	in.flags(c)
	c.Flags().BoolVar(&tokens, "tokens", false, "print each word too, with lemma, part of speech and head")
	return c
}
