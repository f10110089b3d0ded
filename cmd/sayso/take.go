package main

import (
	"context"
	"iter"
	"sync"

	"sayso"
	"sayso/extract"
	"sayso/ingest"
	"sayso/internal/intake"
	"sayso/web"
)

// taking gives what fetches the page at an address and takes it into a ledger. The
// extractor is made when the first page comes.
func (p *Program) taking(led takes, extractor func() (*extract.Extractor, error)) func(context.Context, string) (web.Added, error) {
	made := sync.OnceValues(extractor)
	client := p.client()
	return func(ctx context.Context, address string) (out web.Added, err error) {
		if !ingest.IsAddress(address) {
			return out, sayso.Errorf("read", address, sayso.Invalid, "it is no address of a page").Advise("give one that begins with https://")
		}
		x, err := made()
		if err != nil {
			return out, err
		}
		var said error
		note := func(err error) {
			if said == nil {
				said = err
			}
		}
		one := intake.Fetching{Client: client, Clock: p.Clock}.Fetched(ctx, only(ingest.Document{Name: address, Kind: ingest.Address, URL: address}))
		err = p.intake(led, x, p.warn).Documents(ctx, one, ingest.Options{PDF: p.PDF}, intake.Report{
			Document: func(_ ingest.Document, _ []string, err error) { note(err) },
			Article: func(it *intake.Item, f intake.Fate) {
				note(f.Err)
				if f.Err == nil && out.Article == "" { // the first post of a live blog
					out = web.Added{Article: it.Article.ID, Change: f.Change, Held: f.Held}
				}
			},
		})
		if err == nil && out.Article == "" {
			err = said
		}
		return out, err
	}
}

// only yields one document.
func only(d ingest.Document) iter.Seq2[ingest.Document, error] {
	return func(yield func(ingest.Document, error) bool) { yield(d, nil) }
}
