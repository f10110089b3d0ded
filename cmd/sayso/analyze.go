package main

import (
	"bufio"
	"bytes"
	"cmp"
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

// analyzed is the object of one article, and what its owner may want to know.
type analyzed struct {
	line   []byte
	note   string
	unread string // what of it was not read, and why; empty where all was
}

func (a *analyzing) run(ctx context.Context, paths []string) error {
	documents := a.fetching.Fetched(ctx, ingest.Documents(ctx, paths, a.options))
	return pipeline.Run(ctx, pipeline.Options[intake.Part]{Weigh: intake.Part.Weight}, intake.Parts(ctx, documents, a.options), a.read, a.print)
}

// read makes the object of one article. Unlike what goes into a ledger, one under
// embargo is read: nobody but the caller sees it.
func (a *analyzing) read(_ context.Context, p intake.Part) (out analyzed, err error) {
	if p.Item == nil {
		return out, p.Broken()
	}
	article := &p.Item.Article
	if article.Embargoed(a.p.now()) {
		out.note = fmt.Sprintf("%s: under embargo until %s", article.Title, article.Wire.Embargo)
	}
	an, err := intake.Extract(a.x.Extract, article)
	if err != nil {
		return out, err
	}
	out.unread = an.Unread
	var line bytes.Buffer
	enc := json.NewEncoder(&line)
	enc.SetEscapeHTML(false)
	err = enc.Encode(export.NewAnalysis(article, &an, a.tokens))
	out.line = line.Bytes()
	return out, err
}

func (a *analyzing) print(p intake.Part, res analyzed, err error) error {
	if p.Broken() != nil {
		return p.Broken()
	}
	name := p.Document.Name
	if p.First {
		a.bar.add(p.Document)
		for _, n := range slices.Concat(p.Document.Notes, p.Notes) {
			a.bar.warn("%s: %s", name, n)
		}
	}
	if res.note != "" {
		a.bar.warn("%s: %s", name, res.note)
	}
	if p.Item != nil && err == nil {
		a.unread.add(res.unread)
	}
	if err = cmp.Or(p.Err, err); err != nil && !a.left.leave(p.Document, err) {
		a.bad++
		a.bar.warn("%v", hinted(intake.Named(err, name)))
	}
	if _, err := a.out.Write(res.line); err != nil {
		return err
	}
	return a.out.Flush() // whoever reads on gets each when it is done
}
