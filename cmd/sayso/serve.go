package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"sayso"
	"sayso/cmd/sayso/samples"
	"sayso/extract"
	"sayso/ingest"
	"sayso/internal/intake"
	"sayso/internal/knowledge"
	"sayso/internal/mcp"
	"sayso/internal/story"
	"sayso/internal/watch"
	"sayso/web"
)

// defaultAddress is where pages are served: on this machine alone.
const defaultAddress = "127.0.0.1:8080"

func addressFlag(c *cobra.Command, at *string) {
	c.Flags().StringVar(at, "addr", defaultAddress, "the `ADDRESS` to serve on; port 0 takes a free one")
}

func (p *Program) serve() *cobra.Command {
	var at, addr, as string
	var names, origins []string
	var verbose, watched bool
	var in inputs
	var a access
	c := &cobra.Command{
		Use:   "serve [FLAG...]",
		Short: "Serve the ledger as pages and a JSON API",
		Long: `Serves the ledger on this machine until it is interrupted. Other machines reach it
only when you name an address that they can reach with --addr, and then by its digits or
by the names that you give with --url and --name. There people sign in, whom 'sayso users'
adds: readers, editors, who also correct claims and add sources, and admins. Where only
this machine reaches it nobody signs in. With --watch it reads the sources too.`,
		Example: `  sayso serve
  sayso serve --watch
  sayso serve --ledger sqlite:summit.db --addr 127.0.0.1:9000
  sayso serve --addr 0.0.0.0:443 --url https://sayso.newsroom.example --tls-cert cert.pem --tls-key key.pem`,
		Args: none,
		RunE: func(c *cobra.Command, _ []string) error {
			for _, o := range origins {
				if err := web.CheckOrigin(o); err != nil {
					return usage{err}
				}
			}
			led, err := p.openStories(c.Context(), at)
			if err != nil {
				return err
			}
			defer led.Close()
			operator, err := p.author(as)
			if err != nil {
				return err
			}
			var w *watch.Watcher
			by := extract.Default()
			if watched {
				x, err := in.extractor()
				if err != nil {
					return err
				}
				by, w = x.Provenance(), p.watcher(led, x, p.warn)
				if w.Beside, err = p.telling(led, false, p.warn); err != nil {
					return err
				}
			}
			if err := p.prepare(c.Context(), &a, led, addr, names); err != nil {
				return err
			}
			l, err := listen(addr)
			if err != nil {
				return err
			}
			p.sayOlder(c.Context(), led, by, at)
			cfg := web.Config{Ledger: led, Hosts: names, Origins: origins, Corrections: a.corrections, Operator: operator, Older: func(ctx context.Context) (int, error) { return older(ctx, led, by) },
				Take: p.taking(led, in.extractor)}
			stop, err := p.showWorkers(c.Context(), at, &cfg)
			if err != nil {
				return err
			}
			defer stop()
			return p.serveLedger(c.Context(), led, cfg, w, l, addr, &a, verbose)
		},
	}
	ledgerFlag(c, &at)
	addressFlag(c, &addr)
	c.Flags().StringArrayVar(&names, "name", nil, "answer to the host `NAME` too, as behind a proxy; may be given several times")
	c.Flags().StringArrayVar(&origins, "origin", nil, "let pages of the site `ORIGIN`, such as https://desk.example, read the API and exports; may be given several times")
	c.Flags().BoolVar(&watched, "watch", false, "read the sources too, as 'sayso watch' does")
	in.readingFlags(c)
	a.flags(c)
	c.Flags().BoolVar(&a.corrections, "corrections", false, "let everybody who reaches the server correct claims, and add and remove sources; only where nobody but this machine does")
	c.Flags().StringVar(&as, "as", "", "what is corrected on the pages is the word of `NAME`; else of the user of this machine")
	c.Flags().BoolVar(&verbose, "verbose", false, "log each request on standard error")
	return c
}

func (p *Program) demo() *cobra.Command {
	var addr string
	c := &cobra.Command{
		Use:   "demo [FLAG...]",
		Short: "Read the bundled sample reports and serve their ledger",
		Long: `Reads six short sample reports, from invented outlets, into a ledger of their own,
which is gone when the demo ends, and serves it. Two things are followed there, so that
you see what is told of them as new.`,
		Example: `  sayso demo
  sayso demo --addr 127.0.0.1:0`,
		Args: none,
		RunE: func(c *cobra.Command, _ []string) error {
			// A port that is taken is said before anything is read.
			l, err := listen(addr)
			if err != nil {
				return err
			}
			defer l.Close()
			dir, err := os.MkdirTemp("", "sayso-demo-")
			if err != nil {
				return sayso.E("demo", "", sayso.Denied, err)
			}
			defer os.RemoveAll(dir)
			led, err := p.open(c.Context(), ledgerKinds()[0], filepath.Join(dir, "demo.db"))
			if err != nil {
				return err
			}
			defer led.Close()
			if err := p.followSamples(c.Context(), led); err != nil {
				return err
			}
			n, err := p.readSamples(c.Context(), led)
			if err != nil {
				return err
			}
			p.catch(c.Context(), led)
			stats, err := led.Stats(c.Context())
			if err != nil {
				return err
			}
			fmt.Fprintf(p.Stdout, "Read %d sample reports: %s, %s.\n", n, plural(stats.Claims, "claim"), plural(stats.Actors, "actor"))
			operator, err := p.author("")
			if err != nil {
				return err
			}
			var a access
			a.reach(addr, nil)
			return p.serveLedger(c.Context(), led, web.Config{Ledger: led, Operator: operator}, nil, l, addr, &a, false)
		},
	}
	addressFlag(c, &addr)
	return c
}

// followSamples follows two things before the bundled reports are read, so that the
// demo shows what it is to be told of something new.
func (p *Program) followSamples(ctx context.Context, led sayso.Ledger) error {
	for _, f := range []sayso.Follow{
		{Name: "All denials", Kind: sayso.SearchFollow, About: "stance=denies"},
		{Name: "Northwind Daily", Kind: sayso.OutletFollow, About: "Northwind Daily (sample)"},
	} {
		if _, err := led.AddFollow(ctx, f); err != nil {
			return err
		}
	}
	return nil
}

// readSamples reads the bundled reports in name order, so that a later version
// finds the earlier one.
func (p *Program) readSamples(ctx context.Context, led sayso.Ledger) (int, error) {
	pages, err := samples.Demo()
	if err != nil {
		return 0, err
	}
	var failed error
	fail := func(err error) {
		if failed == nil {
			failed = err
		}
	}
	documents := func(yield func(ingest.Document, error) bool) {
		for _, x := range pages {
			if !yield(ingest.Document{Name: x.Name, Path: x.Name, Kind: ingest.HTML, Data: x.Data}, nil) {
				return
			}
		}
	}
	err = p.intake(led, extract.New(), p.warn).Documents(ctx, documents, ingest.Options{}, intake.Report{
		Document: func(_ ingest.Document, _ []string, err error) { fail(err) },
		Article:  func(_ *intake.Item, f intake.Fate) { fail(f.Err) },
	})
	return len(pages), cmp.Or(err, failed)
}

// listen takes the address that pages are served on.
func listen(addr string) (net.Listener, error) {
	l, err := net.Listen("tcp", addr)
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, sayso.Errorf("serve", addr, sayso.Busy, "the port is taken").Advise("stop what uses it, or choose another with --addr 127.0.0.1:0")
	case err != nil:
		return nil, usage{sayso.E("serve", addr, sayso.Invalid, err)}
	}
	return l, nil
}

// serveLedger serves on l, which listens on addr, until ctx ends; with w it
// watches too.
func (p *Program) serveLedger(ctx context.Context, led story.Shelves, cfg web.Config, w *watch.Watcher, l net.Listener, addr string, a *access, verbose bool) error {
	k := p.keeper(led)
	cfg.Settle = func(ctx context.Context) error {
		_, err := k.Update(ctx)
		return err
	}
	cfg.Version, cfg.Why, cfg.Land, cfg.Offices = programVersion, why(), land(), offices()
	cfg.Country = countries()
	cfg.Like = likening(cfg.Ledger)
	if base, err := knowledge.Load(); err == nil {
		cfg.Aliases = aliases(base)
	}
	cfg.Check = checking(cfg.Ledger, cfg.Like)
	cfg.Assistants = mcp.Handler(mcp.Config{Ledger: cfg.Ledger, Version: programVersion, Like: cfg.Like})
	level := slog.LevelError
	if verbose {
		level = slog.LevelDebug
	}
	cfg.Log = slog.New(slog.NewTextHandler(p.Stderr, &slog.HandlerOptions{Level: level}))
	if host, _, _ := net.SplitHostPort(addr); host != "" && host != "localhost" && net.ParseIP(host) == nil {
		cfg.Hosts = append(cfg.Hosts, host)
	}
	cfg.Corrections = cfg.Corrections || !a.beyond && !a.public
	l, err := p.settle(a, &cfg, l, cfg.Log)
	if err != nil {
		l.Close()
		return err
	}
	scheme := "http://"
	if a.certificate != "" {
		scheme = "https://"
	}
	url := scheme + strings.Replace(l.Addr().String(), "[::]", "localhost", 1)
	fmt.Fprintf(p.Stdout, "Serving on %s (end with Ctrl-C)\n", url)
	if p.Serving != nil {
		p.Serving(url)
	}
	if w == nil {
		ctx, cancel := context.WithCancel(ctx)
		var catching sync.WaitGroup
		catching.Go(func() { p.catching(ctx, cfg.Ledger) })
		defer catching.Wait()
		defer cancel()
		return web.Serve(ctx, l, web.New(cfg))
	}
	cfg.Watching, cfg.Counters = true, w.Each
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return w.Run(ctx) })
	g.Go(func() error { return web.Serve(ctx, l, web.New(cfg)) })
	return g.Wait()
}

// why explains claims with an extractor that is made when first asked for.
func why() func(*sayso.Article, sayso.Attribution) (sayso.Provenance, []sayso.Reason) {
	reader := sync.OnceValue(extract.New)
	return func(a *sayso.Article, words sayso.Attribution) (sayso.Provenance, []sayso.Reason) {
		return reader().Why(a, words)
	}
}

// offices gives the terms of office of known actors, the latest first; nil
// where the facts are damaged.
func offices() func(*sayso.ActorRow) []web.Office {
	base, err := knowledge.Load()
	if err != nil {
		return nil
	}
	words := func(t time.Time) string {
		if t.IsZero() {
			return ""
		}
		return t.Format("January 2006")
	}
	return func(row *sayso.ActorRow) []web.Office {
		for _, name := range append([]string{row.Name}, row.Aliases...) {
			for _, a := range base.Actors(nil, name) {
				if sayso.KnownActor(a.ID) != row.ID {
					continue
				}
				var out []web.Office
				for i := a.NumTerms() - 1; i >= 0; i-- {
					if t := a.Term(i); t.Office != "" {
						out = append(out, web.Office{Title: t.Office, From: words(t.From), To: words(t.To)})
					}
				}
				return out
			}
		}
		return nil
	}
}

// land gives the outlines that the program carries; nil where they are damaged.
func land() web.Land {
	base, err := knowledge.Load()
	if err != nil {
		return nil
	}
	return func(yield func(bool, [][2]float64) bool) {
		for kind, points := range base.Land() {
			if !yield(kind == knowledge.Border, points) {
				return
			}
		}
	}
}
