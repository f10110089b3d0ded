package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"sayso"
	"sayso/internal/ingest/feed"
)

// maxOPML bounds a list of feeds, in bytes.
const maxOPML = 32 << 20

func (p *Program) sourcesImport() *cobra.Command {
	var at string
	var local bool
	c := &cobra.Command{
		Use:   "import [FLAG...] FILE|-",
		Short: "Watch all feeds of an OPML file",
		Long: `Adds every feed that an OPML file lists, as feed readers export it; - is standard
input. Nothing is fetched until you watch. What such a file cannot bring in are folders
of this machine and, without --local, what stands inside your network.`,
		Example: `  sayso sources import feeds.opml`,
		Args:    needs("one FILE, or - for standard input", 1),
		RunE: func(c *cobra.Command, args []string) error {
			ctx := c.Context()
			data, err := p.slurp(args[0])
			if err != nil {
				return err
			}
			list, skipped, err := feed.ReadOPML(data, args[0])
			if err != nil {
				return err
			}
			led, err := p.openLedger(ctx, at)
			if err != nil {
				return err
			}
			defer led.Close()
			for _, why := range skipped {
				p.warn("skipped %s", why)
			}
			n := map[sayso.Change]int{}
			for _, s := range list {
				s.Local = local
				change, err := led.AddSource(ctx, s)
				if err != nil {
					return err
				}
				n[change]++
			}
			_, err = fmt.Fprintf(p.Stdout, "%s: %d new, %d updated, %d unchanged, %d skipped\n", plural(len(list)+len(skipped), "source"), n[sayso.New], n[sayso.Updated], n[sayso.Unchanged], len(skipped))
			return err
		},
	}
	c.Flags().BoolVar(&local, "local", false, "let them, and what they lead to, stand inside your own network")
	ledgerFlag(c, &at)
	return c
}

// slurp reads a small file or standard input.
func (p *Program) slurp(name string) ([]byte, error) {
	r := p.Stdin
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			var path *os.PathError
			if errors.As(err, &path) {
				err = path.Err
			}
			return nil, sayso.E("import", name, sayso.NotFound, err).Advise("check the path")
		}
		defer f.Close()
		r = f
	}
	data, err := io.ReadAll(io.LimitReader(r, maxOPML+1))
	switch {
	case err != nil:
		return nil, sayso.E("import", name, sayso.Other, err)
	case len(data) > maxOPML:
		return nil, sayso.Errorf("import", name, sayso.TooLarge, "it is larger than %d MB (maxOPML)", maxOPML>>20)
	}
	return data, nil
}

func (p *Program) sourcesExport() *cobra.Command {
	var at string
	c := &cobra.Command{
		Use:   "export [FLAG...]",
		Short: "Print the sources as OPML",
		Long: `Prints the sources as OPML, for feed readers and for another ledger. Folders are left
out: they mean nothing elsewhere.`,
		Example: `  sayso sources export > feeds.opml`,
		Args:    none,
		RunE: func(c *cobra.Command, _ []string) error {
			led, err := p.openExisting(c.Context(), at)
			if err != nil {
				return err
			}
			defer led.Close()
			list, err := allSources(c.Context(), led)
			if err != nil {
				return err
			}
			_, err = p.Stdout.Write(feed.WriteOPML(list))
			return err
		},
	}
	ledgerFlag(c, &at)
	return c
}
