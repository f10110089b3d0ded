package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"sayso"
	"sayso/export"
	"sayso/ingest/feed"
	"sayso/ingest/fetch"
	"sayso/knowledge"
	"sayso/pipeline"
	"sayso/watch"
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

// sourceLedger is a ledger that keeps sources.
type sourceLedger interface {
	sayso.Ledger
	sayso.SourceLedger
}

func (p *Program) openSources(ctx context.Context, at string, open func(context.Context, string) (sayso.Ledger, error)) (sourceLedger, error) {
	led, err := open(ctx, at)
	if err != nil {
		return nil, err
	}
	out, ok := led.(sourceLedger)
	if !ok {
		led.Close()
		return nil, sayso.Errorf("open ledger", at, sayso.Invalid, "this ledger keeps no sources")
	}
	return out, nil
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
			led, err := p.openSources(ctx, at, p.openLedger)
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
				s.Kind, s.Address = sight.Source.Kind, sight.Source.Address
				if _, err := led.WatchedSource(ctx, sayso.DeriveSourceID(s.Address)); sayso.KindOf(err) == sayso.NotFound {
					s = sight.Source // with what it calls itself
				}
				about = ", " + seen(&sight)
			}
			change, err := led.AddSource(ctx, s)
			if err != nil {
				return err
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

func (p *Program) sourcesList() *cobra.Command {
	var l list
	var failing bool
	c := &cobra.Command{
		Use:   "list [FLAG...]",
		Short: "List the sources, and how each is doing",
		Long: `Lists sources in the order that they were added: when each last answered, how many
items a day it brings, when it is asked next, and what is wrong with it.`,
		Example: `  sayso sources list
  sayso sources list --failing
  sayso sources list --format json | jq -r 'select(.waiting > 100) | .address'`,
		Args: none,
		RunE: func(c *cobra.Command, _ []string) error {
			ctx := c.Context()
			out, err := p.printer(l.format, export.WatchedColumns, []column{
				{name: "source", width: 8}, {name: "name", width: 26}, {name: "kind", width: 7, drop: 3}, {name: "last success", width: 16, drop: 1},
				{name: "a day", width: 5, right: true}, {name: "next", width: 16, drop: 2}, {name: "how it is"}})
			if err != nil {
				return err
			}
			led, err := p.openSources(ctx, l.ledger, p.openExisting)
			if err != nil {
				return err
			}
			defer led.Close()
			now := p.now()
			err = pages(l.limit, func(pg sayso.Paging) (sayso.Page[sayso.SourceRow], error) {
				return led.Sources(ctx, sayso.SourceQuery{Failing: failing, Now: now, Paging: pg})
			},
				func(r sayso.SourceRow) error {
					return out.row(export.NewWatchedSource(&r, now), string(r.ID[:min(8, len(r.ID))]), r.Name(), string(r.Kind), minute(r.Succeeded), perDay(&r, now), minute(r.Next), r.Health())
				})
			if err != nil {
				return err
			}
			if failing {
				return out.end("no source fails")
			}
			return out.end("no sources; add one with: sayso sources add ADDRESS")
		},
	}
	c.Flags().BoolVar(&failing, "failing", false, "only those whose last try failed")
	l.flags(c)
	return c
}

func (p *Program) sourcesItems() *cobra.Command {
	var l list
	var failed bool
	c := &cobra.Command{
		Use:   "items [FLAG...] SOURCE",
		Short: "List what a source has listed, and what became of it",
		Long: `Lists the items of a source, the latest found first: the article that each was read
into, or why it could not be read. SOURCE is an identifier, of which the first letters
are enough, or an address.`,
		Example: `  sayso sources items so4m2k9x
  sayso sources items --failed https://northwind-daily.example/rss`,
		Args: needs("one SOURCE", 1),
		RunE: func(c *cobra.Command, args []string) error {
			ctx := c.Context()
			out, err := p.printer(l.format, export.ItemColumns, []column{
				{name: "found", width: 16}, {name: "article", width: 18, drop: 1}, {name: "item"}, {name: "what became of it", width: 44}})
			if err != nil {
				return err
			}
			led, err := p.openSources(ctx, l.ledger, p.openExisting)
			if err != nil {
				return err
			}
			defer led.Close()
			s, err := findSource(ctx, led, args[0])
			if err != nil {
				return err
			}
			err = pages(l.limit, func(pg sayso.Paging) (sayso.Page[sayso.SourceItemRow], error) {
				return led.SourceItems(ctx, s.ID, failed, pg)
			}, func(it sayso.SourceItemRow) error {
				return out.row(export.NewItem(&it), minute(it.Found), string(it.Article), cmp.Or(it.Address, it.Key), it.Fate())
			})
			if err != nil {
				return err
			}
			return out.end("no items")
		},
	}
	c.Flags().BoolVar(&failed, "failed", false, "only what could not be read, or not yet")
	l.flags(c)
	return c
}

func minute(t time.Time) string {
	if t.IsZero() {
		return "–"
	}
	return t.UTC().Format("2006-01-02 15:04")
}

func perDay(r *sayso.SourceRow, now time.Time) string {
	n := r.PerDay(now)
	if n < 10 {
		n = math.Round(n*10) / 10
	} else {
		n = math.Round(n)
	}
	return strconv.FormatFloat(n, 'f', -1, 64)
}

// findSource finds a source by its identifier, the beginning of one, or its
// address.
func findSource(ctx context.Context, led sayso.SourceLedger, s string) (*sayso.SourceRow, error) {
	if r, err := led.WatchedSource(ctx, sayso.SourceID(s)); err == nil || sayso.KindOf(err) != sayso.NotFound {
		return r, err
	}
	path, _ := filepath.Abs(s)
	var found []sayso.SourceRow
	err := pages(0, func(pg sayso.Paging) (sayso.Page[sayso.SourceRow], error) {
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
			led, err := p.openSources(ctx, at, p.openExisting)
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
			led, err := p.openSources(ctx, at, p.openExisting)
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
			return p.check(ctx, list)
		},
	}
	ledgerFlag(c, &at)
	return c
}

// checks is how many sources are looked at at a time.
const checks = 16

func (p *Program) check(ctx context.Context, list []sayso.WatchedSource) error {
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
				p.warn("%v", err)
				return nil
			}
			_, err = fmt.Fprintf(p.Stdout, "ok: %s, %s\n", s.Address, seen(&sight))
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

func allSources(ctx context.Context, led sayso.SourceLedger) ([]sayso.WatchedSource, error) {
	var out []sayso.WatchedSource
	err := pages(0, func(pg sayso.Paging) (sayso.Page[sayso.SourceRow], error) {
		return led.Sources(ctx, sayso.SourceQuery{Paging: pg})
	},
		func(r sayso.SourceRow) error { out = append(out, r.WatchedSource); return nil })
	return out, err
}

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
			led, err := p.openSources(ctx, at, p.openLedger)
			if err != nil {
				return err
			}
			defer led.Close()
			n := map[sayso.Change]int{}
			for _, s := range list {
				s.Local = local
				change, err := led.AddSource(ctx, s)
				if err != nil {
					return err
				}
				n[change]++
			}
			_, err = fmt.Fprintf(p.Stdout, "%s: %d new, %d updated, %d unchanged, %d skipped\n", plural(len(list)+skipped, "source"), n[sayso.New], n[sayso.Updated], n[sayso.Unchanged], skipped)
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
			led, err := p.openSources(c.Context(), at, p.openExisting)
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
