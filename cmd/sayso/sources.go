package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"sayso"
	"sayso/internal/ingest/fetch"
	"sayso/internal/knowledge"
	"sayso/internal/pipeline"
	"sayso/internal/watch"
)

func (p *Program) sources() *cobra.Command {
	c := &cobra.Command{
		Use:   "sources COMMAND",
		Short: "Say which feeds, pages and folders are watched",
		Long: `Keeps the list of sources that 'sayso watch' reads: feeds (RSS, Atom, JSON Feed), news
sitemaps, single pages, and folders on this machine.`,
		Example: `  sayso sources add https://northwind-daily.example/
  sayso sources import feeds.opml
  sayso sources list`,
		Args: none,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	for _, sub := range []*cobra.Command{p.sourcesAdd(), p.sourcesList(), p.sourcesItems(), p.sourcesRemove(), p.sourcesCheck(), p.sourcesImport(), p.sourcesExport()} {
		sub.Flags().BoolP("help", "h", false, "show this help")
		sub.Flags().SortFlags = false
		sub.DisableFlagsInUseLine = true
		c.AddCommand(sub)
	}
	return c
}

func (p *Program) client() *fetch.Client {
	return fetch.New(fetch.Options{Version: programVersion, Clock: p.Clock})
}

// now is the time by the program's clock.
func (p *Program) now() time.Time {
	if p.Clock.Now != nil {
		return p.Clock.Now()
	}
	return time.Now()
}

func (p *Program) sourcesAdd() *cobra.Command {
	var at, kind, party string
	var s sayso.WatchedSource
	c := &cobra.Command{
		Use:   "add [FLAG...] ADDRESS",
		Short: "Watch a source, or set what is known of one",
		Long: `Adds a source: the address of a feed, a sitemap or a page, or the path of a folder.
Without --kind it looks at the address once to tell what it is; a page that names a
feed is taken for that feed. Adding a source again sets what the flags say.

What is known of a source goes to articles that do not say it themselves.`,
		Example: `  sayso sources add https://northwind-daily.example/
  sayso sources add --outlet 'Harbour Courier' --country Norway --party independent https://harbour-courier.example/rss
  sayso sources add --kind page https://ministry.example/statement
  sayso sources add ~/wires`,
		Args: needs("one ADDRESS", 1),
		RunE: func(c *cobra.Command, args []string) error {
			ctx := c.Context()
			s.Address = args[0]
			var err error
			if s.Kind, err = one("kind", kind, sayso.WatchKinds...); err != nil {
				return err
			}
			if s.Party, err = one("party", party, sayso.Parties...); err != nil {
				return err
			}
			if s.Country, err = countryCode(s.Country); err != nil {
				return err
			}
			if err := place(&s); err != nil {
				return err
			}
			led, err := p.openLedger(ctx, at)
			if err != nil {
				return err
			}
			defer led.Close()
			about := ""
			if s.Kind == "" {
				sight, err := watch.Inspect(ctx, p.client(), s)
				if err != nil {
					return err
				}
				if sight.Moved != "" {
					sight.Source.Address = sight.Moved
					about = ", where " + s.Address + " has moved for good"
				}
				s.Kind, s.Address = sight.Source.Kind, sight.Source.Address
				if _, err := findSource(ctx, led, s.Address); sayso.KindOf(err) == sayso.NotFound {
					s = sight.Source // with what it calls itself
				}
				about = ", " + seen(&sight) + about
			}
			change, err := led.AddSource(ctx, s)
			if err != nil {
				return err
			}
			if row, err := findSource(ctx, led, s.Address); err == nil && row.Address != s.Address {
				about += "; it has moved here from " + s.Address
				s.Address = row.Address
			}
			word := map[sayso.Change]string{sayso.New: "added", sayso.Updated: "updated", sayso.Unchanged: "unchanged"}[change]
			_, err = fmt.Fprintf(p.Stdout, "%s: %s %s%s\n", word, s.Kind, s.Address, about)
			return err
		},
	}
	c.Flags().StringVar(&kind, "kind", "", "what it is, without looking: `KIND` is feed, sitemap, page or folder")
	c.Flags().StringVar(&s.Title, "title", "", "call it `TITLE`; else what it calls itself")
	c.Flags().StringVar(&s.Outlet, "outlet", "", "its publisher is `OUTLET`")
	c.Flags().StringVar(&s.Country, "country", "", "of this `COUNTRY`: a name, or three letters such as FRA")
	c.Flags().StringVar(&s.Language, "language", "", "in this `LANGUAGE`: two letters such as fr")
	c.Flags().StringVar(&party, "party", "", "in whose hands: `PARTY` is state, agency or independent")
	c.Flags().BoolVar(&s.Local, "local", false, "let it, and what it leads to, stand inside your own network")
	ledgerFlag(c, &at)
	return c
}

// place settles where a source is: a path becomes an absolute one.
func place(s *sayso.WatchedSource) error {
	if bare := sayso.WithoutPassword(s.Address); bare != s.Address {
		return usage{fmt.Errorf("add: the address of %s holds a name and a password, which would be kept with the articles; use an address without them", bare)}
	}
	if s.Kind == sayso.FolderSource || s.Kind == "" && !strings.Contains(s.Address, "://") {
		info, err := os.Stat(s.Address)
		if err != nil || !info.IsDir() {
			return usage{fmt.Errorf("add: %s is neither a web address, which begins with https://, nor a folder", s.Address)}
		}
		s.Kind = sayso.FolderSource
		if s.Address, err = filepath.Abs(s.Address); err != nil {
			return sayso.E("add source", s.Address, sayso.Invalid, err)
		}
	}
	return nil
}

// countryCode turns a country's name into its code.
func countryCode(s string) (string, error) {
	if s == "" || len(s) == 3 && s == strings.ToUpper(s) {
		return s, nil
	}
	base, err := knowledge.Load()
	if err != nil {
		return "", err
	}
	for _, x := range base.Places(nil, s) {
		if x.Feature.String() == "country" {
			return x.Country, nil
		}
	}
	return "", usage{fmt.Errorf("--country: no country named %q is known; give three letters such as FRA (ISO 3166-1)", s)}
}

// seen says what a look at a source showed.
func seen(s *watch.Sight) string {
	out := s.Format
	switch s.Source.Kind {
	case sayso.FolderSource:
		out += ", " + plural(s.Items, "file")
	case sayso.PageSource:
		out += fmt.Sprintf(" %q", s.Source.Title)
	default:
		if s.Source.Title != "" {
			out += fmt.Sprintf(" %q", s.Source.Title)
		}
		out += ", " + plural(s.Items, "item")
		if !s.Newest.IsZero() {
			out += ", the newest of " + s.Newest.UTC().Format("2006-01-02 15:04")
		}
	}
	if s.Note != "" {
		out += "; " + s.Note
	}
	return oneLine(out)
}

// findSource finds a source by its identifier, the beginning of one, or its
// address: the one that it has, else the one that it was added with.
func findSource(ctx context.Context, led sayso.Catalogue, s string) (*sayso.SourceRow, error) {
	if r, err := led.WatchedSource(ctx, sayso.SourceID(s)); err == nil || sayso.KindOf(err) != sayso.NotFound {
		return r, err
	}
	first, err := led.WatchedSource(ctx, sayso.DeriveSourceID(s))
	switch {
	case err == nil && first.Address == s:
		return first, nil
	case err != nil && sayso.KindOf(err) != sayso.NotFound:
		return nil, err
	}
	path, _ := filepath.Abs(s)
	var found []sayso.SourceRow
	err = pages(0, func(pg sayso.Paging) (sayso.Page[sayso.SourceRow], error) {
		return led.Sources(ctx, sayso.SourceQuery{Paging: pg})
	},
		func(r sayso.SourceRow) error {
			if r.Address == s || r.Kind == sayso.FolderSource && r.Address == path || len(s) >= 4 && strings.HasPrefix(string(r.ID), s) {
				found = append(found, r)
			}
			return nil
		})
	switch {
	case err != nil:
		return nil, err
	case len(found) == 0 && first != nil:
		return first, nil
	case len(found) == 0:
		return nil, sayso.Errorf("find source", s, sayso.NotFound, "no source has this identifier or address").Advise("'sayso sources list' lists them")
	case len(found) > 1:
		return nil, sayso.Errorf("find source", s, sayso.Invalid, "%d sources begin so", len(found)).Advise("give more of the identifier")
	}
	return &found[0], nil
}

func (p *Program) sourcesRemove() *cobra.Command {
	var at string
	c := &cobra.Command{
		Use:   "remove [FLAG...] SOURCE...",
		Short: "Watch sources no longer",
		Long: `Takes sources off the list. What was read through them stays. SOURCE is an identifier,
of which the first letters are enough, or an address.`,
		Example: `  sayso sources remove so4m2k9x`,
		Args:    needs("at least one SOURCE", 0),
		RunE: func(c *cobra.Command, args []string) error {
			ctx := c.Context()
			led, err := p.openExisting(ctx, at)
			if err != nil {
				return err
			}
			defer led.Close()
			bad := 0
			for _, s := range args {
				r, err := findSource(ctx, led, s)
				if err == nil {
					err = led.RemoveSource(ctx, r.ID)
				}
				if err != nil {
					bad++
					p.warn("%v", err)
					continue
				}
				if _, err := fmt.Fprintf(p.Stdout, "removed: %s %s\n", r.Kind, r.Address); err != nil {
					return err
				}
			}
			if bad > 0 {
				return failed{bad}
			}
			return nil
		},
	}
	ledgerFlag(c, &at)
	return c
}

func (p *Program) sourcesCheck() *cobra.Command {
	var at string
	c := &cobra.Command{
		Use:   "check [FLAG...] [SOURCE...]",
		Short: "Look at sources now, and say what they show",
		Long: `Asks each source now, or those that you name, and prints what it shows or what is wrong
with it. Nothing is recorded and nothing read. SOURCE is an identifier, of which the
first letters are enough, or an address.`,
		Example: `  sayso sources check
  sayso sources check so4m2k9x`,
		RunE: func(c *cobra.Command, args []string) error {
			ctx := c.Context()
			led, err := p.openExisting(ctx, at)
			if err != nil {
				return err
			}
			defer led.Close()
			var list []sayso.WatchedSource
			for _, s := range args {
				r, err := findSource(ctx, led, s)
				if err != nil {
					return err
				}
				list = append(list, r.WatchedSource)
			}
			if len(args) == 0 {
				if list, err = allSources(ctx, led); err != nil {
					return err
				}
			}
			return p.check(ctx, led, list)
		},
	}
	ledgerFlag(c, &at)
	return c
}

// checks is how many sources are looked at at a time.
const checks = 16

func (p *Program) check(ctx context.Context, led sayso.Catalogue, list []sayso.WatchedSource) error {
	client := p.client()
	bad := 0
	in := func(yield func(sayso.WatchedSource) bool) {
		for _, s := range list {
			if !yield(s) {
				return
			}
		}
	}
	err := pipeline.Run(ctx, pipeline.Options[sayso.WatchedSource]{Workers: checks}, in,
		func(ctx context.Context, s sayso.WatchedSource) (watch.Sight, error) {
			return watch.Inspect(ctx, client, s)
		},
		func(s sayso.WatchedSource, sight watch.Sight, err error) error {
			if err != nil {
				bad++
				p.warn("%v", hinted(err))
				return nil
			}
			moved := ""
			if sight.Moved != "" {
				moved = "; it has moved for good, to " + sight.Moved + ", where sayso watch will follow it"
				if other, err := findSource(ctx, led, sight.Moved); err == nil && other.ID != s.ID {
					moved = "; it has moved for good, to " + sight.Moved + ", which is another source: remove one of them"
				}
			}
			_, err = fmt.Fprintf(p.Stdout, "ok: %s, %s%s\n", s.Address, seen(&sight), oneLine(moved))
			return err
		})
	switch {
	case err != nil:
		return err
	case bad > 0:
		return failed{bad}
	}
	return nil
}

func allSources(ctx context.Context, led sayso.Catalogue) ([]sayso.WatchedSource, error) {
	var out []sayso.WatchedSource
	err := pages(0, func(pg sayso.Paging) (sayso.Page[sayso.SourceRow], error) {
		return led.Sources(ctx, sayso.SourceQuery{Paging: pg})
	},
		func(r sayso.SourceRow) error { out = append(out, r.WatchedSource); return nil })
	return out, err
}
