package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"sayso"
	"sayso/extract"
	"sayso/ingest"
	"sayso/internal/knowledge"
	"sayso/internal/knowledge/compile"
	"sayso/internal/pipeline"
)

// inputs are the flags of commands that read articles.
type inputs struct {
	kind, published, knowledge, patterns string
	fast                                 bool
}

func (in *inputs) flags(c *cobra.Command) {
	c.Flags().StringVar(&in.kind, "input", "auto", "what the inputs are: `KIND` is "+ingest.List())
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

// reading is one article on its way: read, parsed, extracted.
type reading struct {
	sayso.Reading
	Name string
	// Held is set where the embargo of the article is not over; it has not
	// been extracted then.
	Held bool
}

// readAll reads every document below paths, makes something of each article in
// parallel, and hands that to sink document by document, in the order of the
// inputs. Errors are *sayso.Error and name the input. Notes go to standard
// error. Where hold is set, articles under embargo are not looked into.
func readAll[T any](p *Program, ctx context.Context, paths []string, o ingest.Options, x *extract.Extractor, bar *progress, hold bool,
	work func(context.Context, *reading) (T, error), sink func(ingest.Document, []T, error) error) error {
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
		made  []T
		notes []string
	}
	now := p.now()
	options := pipeline.Options[input]{Weigh: func(in input) int64 { return int64(len(in.doc.Data)) }}
	return pipeline.Run(ctx, options, documents, func(ctx context.Context, in input) (output, error) {
		var out output
		if in.err != nil {
			return out, in.err
		}
		all, err := ingest.Parse(in.doc, o)
		if err != nil {
			return out, err
		}
		for _, parsed := range all {
			r := reading{Name: in.doc.Name}
			r.Article, r.Raw = parsed.Article, parsed.Raw
			out.notes = append(out.notes, parsed.Notes...)
			if r.Article.Embargoed(now) {
				r.Held = hold
				out.notes = append(out.notes, fmt.Sprintf("%s: under embargo until %s", r.Article.Title, r.Article.Wire.Embargo))
			}
			if !r.Held {
				r.Analysis = x.Extract(&r.Article)
			}
			made, err := work(ctx, &r)
			if err != nil {
				return out, err
			}
			out.made = append(out.made, made)
		}
		return out, nil
	}, func(in input, out output, err error) error {
		bar.add(in.doc)
		for _, n := range slices.Concat(in.doc.Notes, out.notes) {
			bar.warn("%s: %s", in.doc.Name, n)
		}
		in.doc.Data = nil
		return sink(in.doc, out.made, named(err, in.doc.Name))
	})
}

// without counts documents that were left out because they are no articles, by
// what they are. In an archive they are to be expected and only counted.
type without map[string]int

// leave reports whether err says that a record of an archive is no article,
// and counts it then.
func (w without) leave(d ingest.Document, err error) bool {
	var e *sayso.Error
	if d.Mark.Archive == "" || !errors.As(err, &e) || e.Kind != sayso.NoArticle {
		return false
	}
	why := strings.TrimSuffix(strings.TrimPrefix(e.Err.Error(), "it is "), ", no article")
	for _, article := range []string{"a ", "an "} {
		why = strings.TrimPrefix(why, article)
	}
	if strings.Contains(why, "no article") {
		why = "other page"
	}
	w[why]++
	return true
}

// String says how many pages were left out, of what sort.
func (w without) String() string {
	n := 0
	var sorts []string
	for _, why := range slices.Sorted(maps.Keys(w)) {
		n += w[why]
		sorts = append(sorts, plural(w[why], why))
	}
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("%s of archives held no article: %s", plural(n, "page"), strings.Join(sorts, ", "))
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
