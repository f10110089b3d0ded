package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"sayso/export"
	"sayso/extract"
	"sayso/ingest"
	"sayso/internal/intake"
	"sayso/internal/pipeline"
)

func (p *Program) analyze() *cobra.Command {
	var in inputs
	var tokens bool
	c := &cobra.Command{
		Use:   "analyze [FLAG...] PATH|ADDRESS|-...",
		Short: "Print what articles put on record, as JSON Lines; keep nothing",
		Long: `Reads each article and prints one JSON object for it, in the order of the inputs.
PATH is a file or a folder, ADDRESS is that of a page on the web, - is standard input. Offsets in the objects count
Unicode code points of the text they carry.

What cannot be read is named on standard error and the rest goes on. The exit
status is 0 when all were read, 1 when some were not, 2 when the command line is off.`,
		Example: `  sayso analyze article.txt
  sayso analyze articles/ > articles.jsonl
  sayso analyze page.html | jq -r '.claims[] | .source.text + ": " + .content.text'
  zcat archive.jsonl.gz | sayso analyze --input jsonl -`,
		Args: needs("at least one PATH or ADDRESS, or - for standard input", 0),
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
			a := &analyzing{p: p, x: x, options: o, tokens: tokens, bar: bar, out: bufio.NewWriterSize(p.Stdout, 64<<10), left: without{}, unread: unread{},
				fetching: intake.Fetching{Client: p.client(), Clock: p.Clock, Local: in.local}}
			err = a.run(c.Context(), args)
			bar.done()
			if err != nil {
				return err
			}
			a.unread.say(p)
			if s := a.left.String(); s != "" {
				p.warn("%s", s)
			}
			if a.bad > 0 {
				return failed{a.bad}
			}
			return nil
		},
	}
	in.flags(c)
	c.Flags().BoolVar(&tokens, "tokens", false, "print each word too, with lemma, part of speech and head")
	return c
}

// analyzing is one run over the inputs.
type analyzing struct {
	p       *Program
	x       *extract.Extractor
	options ingest.Options
	tokens  bool
	bar     *progress
	out     *bufio.Writer
	bad     int
	left    without
	unread  unread

	fetching intake.Fetching
}

// analyzable is a document, or why there is none; analyzed are the objects that
// came of it, and what its owner may want to know.
type (
	analyzable struct {
		doc ingest.Document
		err error
	}
	analyzed struct {
		lines  []byte
		notes  []string
		unread []string // why each of them was not read; empty where it was
	}
)

func (a *analyzing) run(ctx context.Context, paths []string) error {
	documents := func(yield func(analyzable) bool) {
		for d, err := range a.fetching.Fetched(ctx, ingest.Documents(ctx, paths, a.options)) {
			if !yield(analyzable{d, err}) {
				return
			}
		}
	}
	options := pipeline.Options[analyzable]{Weigh: func(in analyzable) int64 { return int64(len(in.doc.Data)) }}
	return pipeline.Run(ctx, options, documents, a.read, a.print)
}

// read makes the objects of one document. Unlike what goes into a ledger, an
// article under embargo is read: nobody but the caller sees it.
func (a *analyzing) read(_ context.Context, in analyzable) (out analyzed, err error) {
	if in.err != nil {
		return out, in.err
	}
	items, notes, err := intake.Parse(in.doc, a.options)
	out.notes = notes
	var lines bytes.Buffer
	enc := json.NewEncoder(&lines)
	enc.SetEscapeHTML(false)
	for _, it := range items {
		if it.Article.Embargoed(a.p.now()) {
			out.notes = append(out.notes, fmt.Sprintf("%s: under embargo until %s", it.Article.Title, it.Article.Wire.Embargo))
		}
		an, broken := intake.Extract(a.x.Extract, &it.Article)
		if broken != nil {
			err = broken
			continue
		}
		out.unread = append(out.unread, an.Unread)
		if err := enc.Encode(export.NewAnalysis(&it.Article, &an, a.tokens)); err != nil {
			return out, err
		}
	}
	out.lines = lines.Bytes()
	return out, err
}

func (a *analyzing) print(in analyzable, res analyzed, err error) error {
	a.bar.add(in.doc)
	for _, n := range slices.Concat(in.doc.Notes, res.notes) {
		a.bar.warn("%s: %s", in.doc.Name, n)
	}
	for _, why := range res.unread {
		a.unread.add(why)
	}
	if err != nil && !a.left.leave(in.doc, err) {
		a.bad++
		a.bar.warn("%v", hinted(intake.Named(err, in.doc.Name)))
	}
	if _, err := a.out.Write(res.lines); err != nil {
		return err
	}
	return a.out.Flush() // whoever reads on gets each when it is done
}
