package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"

	"github.com/spf13/cobra"

	"sayso"
	"sayso/extract"
	"sayso/ingest"
	"sayso/knowledge"
	"sayso/knowledge/compile"
	"sayso/pipeline"
)

// inputs are the flags of commands that read articles.
type inputs struct {
	kind, published, knowledge, patterns string
	fast                                 bool
}

func (in *inputs) flags(c *cobra.Command) {
	c.Flags().StringVar(&in.kind, "input", "auto", "what the inputs are: `KIND` is auto, text, html or jsonl")
	in.readingFlags(c)
	c.Flags().StringVar(&in.published, "published", "", "the `DATE` of articles that state none, such as 2023-09-13")
}

// readingFlags are the flags that say how to read, whatever is read.
func (in *inputs) readingFlags(c *cobra.Command) {
	c.Flags().BoolVar(&in.fast, "fast", false, "read by rules alone: some ten times as fast, and less exact")
	c.Flags().StringVar(&in.knowledge, "knowledge", "", "a table of your own, `FILE`: actors and places besides those that the program knows")
	c.Flags().StringVar(&in.patterns, "patterns", "", "more patterns for events, a `FILE` as docs/events.md describes")
}

// extractor makes what the flags ask for.
func (in *inputs) extractor() (*extract.Extractor, error) {
	base, err := knowledge.Load()
	if err != nil {
		return nil, err
	}
	if in.knowledge != "" {
		own, err := compile.ExtraFile(in.knowledge)
		if err != nil {
			return nil, err
		}
		base = base.With(own)
	}
	x := extract.Knowing
	if in.fast {
		x = extract.FastKnowing
	}
	if in.patterns == "" {
		return x(base), nil
	}
	table, err := os.ReadFile(in.patterns)
	if err != nil {
		return nil, sayso.FileError("read patterns", in.patterns, err)
	}
	return x(base).WithPatterns(in.patterns, table)
}

func (in *inputs) options(p *Program) (ingest.Options, error) {
	o := ingest.Options{Stdin: p.Stdin}
	var err error
	if o.Kind, err = one("input", in.kind, ingest.Kinds...); err != nil {
		return o, err
	}
	if in.published != "" {
		if o.Published, err = ingest.ParseDate(in.published); err != nil {
			return o, usage{fmt.Errorf("--published: %w", err)}
		}
	}
	return o, nil
}

// reading is one document on its way: read, parsed, extracted.
type reading struct {
	sayso.Reading
	Name string
}

// readAll reads every document below paths, makes something of each reading
// in parallel, and hands that to sink in the order of the inputs. Errors are
// *sayso.Error and name the input. Notes go to standard error.
func readAll[T any](p *Program, ctx context.Context, paths []string, o ingest.Options, x *extract.Extractor, bar *progress, work func(context.Context, *reading) (T, error), sink func(T, error) error) error {
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
	options := pipeline.Options[input]{Weigh: func(in input) int64 { return int64(len(in.doc.Data)) }}
	return pipeline.Run(ctx, options, documents, func(ctx context.Context, in input) (output, error) {
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
		bar.add(len(in.doc.Data))
		for _, n := range out.notes {
			bar.warn("%s: %s", in.doc.Name, n)
		}
		return sink(out.made, named(err, in.doc.Name))
	})
}

// named makes err an error about one input.
func named(err error, name string) error {
	var e *sayso.Error
	switch {
	case err == nil:
		return nil
	case !errors.As(err, &e):
		return sayso.E("read", name, sayso.Other, err)
	case e.Subject == "":
		c := *e
		c.Subject = name
		return &c
	}
	return err
}
