package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"

	"github.com/spf13/cobra"

	"sayso"
	"sayso/export"
	"sayso/extract"
	"sayso/ingest"
	"sayso/pipeline"
)

// inputs are the flags of commands that read articles.
type inputs struct {
	kind, published string
}

func (in *inputs) flags(c *cobra.Command) {
	c.Flags().StringVar(&in.kind, "input", "auto", "what the inputs are: auto, text, html or jsonl")
	c.Flags().StringVar(&in.published, "published", "", "the `DATE` of articles that state none, such as 2023-09-13")
}

func (in *inputs) options(p *Program) (ingest.Options, error) {
	o := ingest.Options{Stdin: p.Stdin}
	var err error
	if o.Kind, err = ingest.ParseKind(in.kind); err != nil {
		return o, usage{fmt.Errorf("--input: %w", err)}
	}
	if in.published != "" {
		if o.Published, err = ingest.ParseDate(in.published); err != nil {
			return o, usage{fmt.Errorf("--published: %w", err)}
		}
	}
	return o, nil
}

func (p *Program) analyze() *cobra.Command {
	var in inputs
	var tokens bool
	c := &cobra.Command{
		Use:   "analyze PATH|-...",
		Short: "Print what articles put on record, as JSON Lines; keep nothing",
		Long: `Reads each document and prints one JSON object for it on standard output, in the
order of the inputs. PATH is a file or a folder, - is standard input.
Offsets count code points of the object's text.

The exit status is 0 when all were read, 1 when some failed (each is named on
standard error, the others are printed), 2 when the command line is off.`,
		Example: `  sayso analyze article.txt
  sayso analyze --input html page.html | jq '.claims[].content.text'
  curl -s https://example.org/report | sayso analyze --input html -`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			o, err := in.options(p)
			if err != nil {
				return err
			}
			out := bufio.NewWriterSize(p.Stdout, 64<<10)
			bad := 0
			err = readAll(p, c.Context(), args, o, func(ctx context.Context, r *reading) ([]byte, error) {
				return json.Marshal(export.NewAnalysis(&r.Article, &r.Analysis, tokens))
			}, func(line []byte, err error) error {
				if err != nil {
					bad++
					p.warn("%v", err)
					return nil
				}
				if _, err := out.Write(append(line, '\n')); err != nil {
					return err
				}
				return out.Flush()
			})
			if err != nil {
				return err
			}
			if bad > 0 {
				return failed{bad}
			}
			return nil
		},
	}
	in.flags(c)
	c.Flags().BoolVar(&tokens, "tokens", false, "print tokens too")
	return c
}

// reading is one document on its way: read, parsed, extracted.
type reading struct {
	sayso.Reading
	Name string
}

// readAll reads every document below paths, makes something of each reading
// in parallel, and hands that to sink in the order of the inputs. Notes go to
// standard error.
func readAll[T any](p *Program, ctx context.Context, paths []string, o ingest.Options, work func(context.Context, *reading) (T, error), sink func(T, error) error) error {
	x := extract.New()
	type input struct {
		doc ingest.Document
		err error
	}
	var documents iter.Seq[input] = func(yield func(input) bool) {
		for d, err := range ingest.Documents(ctx, paths, o) {
			if !yield(input{d, err}) {
				return
			}
		}
	}
	type output struct {
		made  T
		notes []string
	}
	return pipeline.Run(ctx, pipeline.Options[input]{Weigh: func(in input) int64 { return int64(len(in.doc.Data)) }}, documents, func(ctx context.Context, in input) (output, error) {
		var out output
		if in.err != nil {
			return out, in.err
		}
		parsed, err := ingest.Parse(in.doc, o)
		if err != nil {
			return out, err
		}
		r := reading{Name: in.doc.Name}
		r.Article, r.Raw = parsed.Article, parsed.Raw
		r.Analysis = x.Extract(&r.Article)
		out.notes = parsed.Notes
		out.made, err = work(ctx, &r)
		return out, err
	}, func(in input, out output, err error) error {
		for _, n := range out.notes {
			p.warn("%s: %s", in.doc.Name, n)
		}
		var e *sayso.Error
		if err != nil && !errors.As(err, &e) {
			err = sayso.E("read", in.doc.Name, sayso.Other, err)
		} else if e != nil && e.Subject == "" {
			c := *e
			c.Subject = in.doc.Name
			err = &c
		}
		return sink(out.made, err)
	})
}
