package main

import (
	"context"
	"fmt"

	"sayso"
	"sayso/extract"
)

// older counts the articles of a ledger that an older extractor than by was the
// last to read.
func older(ctx context.Context, led sayso.ArticleLedger, by sayso.Provenance) (int, error) {
	readers, err := led.Readers(ctx)
	if err != nil {
		return 0, err
	}
	n := 0
	for _, r := range readers {
		if extract.Older(r.By, by) {
			n += r.Articles
		}
	}
	return n, nil
}

// sayOlder says on standard error that articles may be read better, and how. A
// ledger that cannot say so now is asked the next time.
func (p *Program) sayOlder(ctx context.Context, led sayso.ArticleLedger, by sayso.Provenance, flag string) {
	if n, err := older(ctx, led, by); err == nil && n > 0 {
		p.warn("%s", olderWords(n, flag))
	}
}

// olderWords tells of n articles that an older extractor has read, in the ledger
// that a flag names.
func olderWords(n int, flag string) string {
	command := "sayso rebuild --read"
	if flag != "" {
		command += " --ledger " + flag
	}
	were, them := "were", "them"
	if n == 1 {
		were, them = "was", "it"
	}
	return fmt.Sprintf("%s %s read by an older extractor: %s reads %s again", plural(n, "article"), were, command, them)
}
