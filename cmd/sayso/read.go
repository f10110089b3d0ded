package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"sayso"
	"sayso/ingest"
	"sayso/internal/intake"
)

func (p *Program) read() *cobra.Command {
	var in inputs
	var at string
	var again, queue bool
	var part, list, folder string
	c := &cobra.Command{
		Use:   "read [FLAG...] PATH|ADDRESS|-...",
		Short: "Take articles into the ledger",
		Long: `Reads each article and keeps it in the ledger, with what it puts on record. PATH is
a file or a folder, ADDRESS is that of a page on the web, - is standard input.

A file may list addresses: one a line, or as Media Cloud, GDELT, Zotero and CSL give
them. Their pages are fetched politely: robots.txt is kept to, and a pause between two
requests to one host. An address of a list that was fetched before is passed over.

Reading the same thing again changes nothing. The same address with another text
becomes a new version of the article; the old one stays, with its claims.

You may interrupt it at any moment: what is in is in, and running it again completes it.
An archive is gone on with after the last record that was kept.

What an agency has put under embargo is held back until its time, and taken in by
sayso release after it, or by what watches the ledger when it comes.`,
		Example: `  sayso read articles/
  sayso read --published 2023-09-13 wire/*.txt
  sayso read --ledger sqlite:summit.db page.html archive.jsonl
  sayso read page.html.gz
  sayso read https://northwind-daily.example/2023/ferry
  sayso read mediacloud.csv
  sayso read CC-NEWS-20230913094000-00001.warc.gz
  curl -s https://example.org/crawl.warc.gz | sayso read --input warc -`,
		Args: func(c *cobra.Command, args []string) error {
			if list != "" {
				return nil
			}
			return needs("at least one PATH or ADDRESS, or - for standard input", 0)(c, args)
		},
		RunE: func(c *cobra.Command, args []string) error {
			if list != "" {
				more, err := listed(list)
				if err != nil {
					return err
				}
				args = append(args, more...)
			}
			own := shard{n: 1}
			if part != "" {
				var err error
				if own, err = parseShard(part); err != nil {
					return err
				}
			}
			if folder != "" {
				if queue || at != "" {
					return usage{errors.New("--parquet writes files and no ledger: leave --queue and --ledger out")}
				}
				s := &sharded{Program: p, shard: own, folder: folder, in: &in}
				return s.read(c.Context(), args)
			}
			args = own.of(args)
			if queue {
				return p.enqueue(c.Context(), at, &in, args, again)
			}
			o, err := in.options(p)
			if err != nil {
				return err
			}
			ctx := c.Context()
			led, err := p.openLedger(ctx, at)
			if err != nil {
				return err
			}
			defer led.Close()
			x, err := in.extractor()
			if err != nil {
				return err
			}
			t := newTally(p.progress(ctx, args, p.errTerminal()))
			way := p.intake(led, x, t.bar.warn)
			o.Resume = way.Resume(ctx)
			passed := 0
			fetching := intake.Fetching{Client: p.client(), Clock: p.Clock, Local: in.local, Passed: func(string) { passed++ }}
			if !again {
				fetching.Known = func(ctx context.Context, address string) bool { return fetchedBefore(ctx, led, address) }
			}
			err = way.Documents(ctx, fetching.Fetched(ctx, ingest.Documents(ctx, args, o)), o, t.report())
			t.bar.done()
			t.unread.say(p)
			if passed > 0 {
				p.warn("%s of lists fetched before, and passed over (--again fetches them anew)", plural(passed, "address"))
			}
			if _, printed := fmt.Fprint(p.Stdout, t.summary()); err == nil {
				err = printed
			}
			p.sayOlder(ctx, led, x.Provenance(), at)
			switch {
			case err != nil && ctx.Err() != nil:
				return sayso.Errorf("read", "", sayso.Cancelled, "interrupted").Advise("run it again to go on where it stopped")
			case err != nil:
				return err
			case t.failed > 0:
				return failed{t.failed}
			}
			return nil
		},
	}
	in.flags(c)
	c.Flags().BoolVar(&again, "again", false, "fetch those addresses of lists too that were fetched before; with --queue, queue what was read before")
	c.Flags().StringVar(&list, "list", "", "read the inputs too that `FILE` lists, one a line")
	c.Flags().StringVar(&part, "shard", "", "read only every N-th input, from the K-th on: `K/N`, of 16 shards 0/16 to 15/16")
	c.Flags().StringVar(&folder, "parquet", "", "write Parquet files by kind and day below `FOLDER`, and no ledger")
	c.Flags().BoolVar(&queue, "queue", false, "only queue it: workers read it (sayso work), where the ledger is in PostgreSQL")
	ledgerFlag(c, &at)
	return c
}

// fetchedBefore says that a ledger has what stood at an address, and that it was
// fetched there. Where the ledger does not answer, it is fetched.
func fetchedBefore(ctx context.Context, led sayso.ArticleLedger, address string) bool {
	rec, err := led.Article(ctx, sayso.DeriveArticleID(ingest.CleanAddress(address)))
	return err == nil && rec.Article.Warrant == sayso.FetchedWarrant
}
