package main

import (
	"cmp"
	"context"
	"fmt"
	"net/url"
	"slices"

	"github.com/spf13/cobra"

	"sayso"
	publisher "sayso/internal/ingest/site"
)

// stranger is a version that may not be its publisher's.
type stranger struct {
	sayso.VersionID
	*sayso.Article
}

// strangers finds versions that may not be their publisher's: nobody fetched them
// from their address, they name an outlet that is not the site's, and the article
// has versions of another outlet.
func (p *Program) strangers(ctx context.Context, led sayso.ArticleLedger, found func(stranger) error) error {
	return pages(0, func(pg sayso.Paging) (sayso.Page[sayso.ArticleRow], error) {
		return led.Articles(ctx, sayso.ArticleQuery{Revised: true, Paging: pg})
	}, func(r sayso.ArticleRow) error {
		list, err := led.Versions(ctx, r.ID)
		if err != nil {
			return err
		}
		var all []stranger
		own := false
		seen := map[sayso.VersionID]bool{}
		for _, v := range list {
			if seen[v.ID] {
				continue
			}
			seen[v.ID] = true
			rec, err := led.Uncorrected(ctx, v.ID)
			if sayso.KindOf(err) == sayso.Damaged {
				continue // and told already
			}
			if err != nil {
				return err
			}
			a := &rec.Article
			switch {
			case a.Was != nil: // it was given away, and stands where it belongs
			case a.Warrant.Strength() > sayso.StatedWarrant.Strength() || publisher.Names(a.Outlet, a.URL):
				own = true
			case a.URL != "":
				all = append(all, stranger{v.ID, a})
			}
		}
		for i := 0; own && i < len(all); i++ {
			if err := found(all[i]); err != nil {
				return err
			}
		}
		return nil
	})
}

// disowning is what the command was asked.
type disowning struct {
	ledger, address, outlet, note, as string
	all, undo, write                  bool
}

func (p *Program) disown() *cobra.Command {
	var f disowning
	c := &cobra.Command{
		Use:   "disown [FLAG...] [VERSION...]",
		Short: "Give versions that are not their publisher's to who carried them",
		Long: `Gives each VERSION to whoever carried it: it becomes an article of theirs, at an address
of its own, that says where it said it was from. The article where it stood keeps its
other versions. Claims, events, stories and questions follow, and what analysts said of
them stays. Without VERSION it takes those that 'sayso verify' lists.

It only prints what it would do; --write does it. The new address is that of the source
that carried the version, else of the file that it was read from. What comes again goes
where the version went, unless it is fetched from the publisher's address. With --undo it
gives versions back; the carrier's article stays, since it did carry the text.`,
		Example: `  sayso disown
  sayso disown --write ve4y7h2k9qd3mzc1xw --note "Trumpet wrote it"
  sayso disown --write --address https://trumpet.example/arms --outlet Trumpet ve4y7h2k9qd3mzc1xw
  sayso disown --undo --write ve4y7h2k9qd3mzc1xw`,
		RunE: func(c *cobra.Command, args []string) error {
			switch {
			case f.all && len(args) > 0:
				return usage{fmt.Errorf("disown: give versions or --all, not both")}
			case f.write && !f.all && len(args) == 0:
				return usage{fmt.Errorf("disown: --write takes versions, or --all")}
			case (f.address != "" || f.outlet != "") && len(args) != 1:
				return usage{fmt.Errorf("disown: --address and --outlet are for one version")}
			case f.undo && (f.address != "" || f.outlet != ""):
				return usage{fmt.Errorf("disown: --undo takes no --address and no --outlet")}
			}
			return p.disownAll(c.Context(), &f, args)
		},
	}
	c.Flags().BoolVar(&f.write, "write", false, "do it; else it is only shown")
	c.Flags().BoolVar(&f.all, "all", false, "all that it lists without VERSION")
	c.Flags().BoolVar(&f.undo, "undo", false, "give versions back to the address where they stood")
	c.Flags().StringVar(&f.address, "address", "", "the `ADDRESS` where its carrier has it")
	c.Flags().StringVar(&f.outlet, "outlet", "", "the carrier's `NAME`; else the outlet that it names")
	c.Flags().StringVar(&f.note, "note", "", "why, in your `WORDS`")
	authorFlag(c, &f.as)
	ledgerFlag(c, &f.ledger)
	return c
}

func (p *Program) disownAll(ctx context.Context, f *disowning, args []string) error {
	by, err := p.author(f.as)
	if err != nil {
		return err
	}
	open := p.openExisting
	if f.write {
		open = p.openStories
	}
	led, err := open(ctx, f.ledger)
	if err != nil {
		return err
	}
	defer led.Close()
	words, err := p.disownings(ctx, led, f, args)
	if err != nil {
		return err
	}
	for _, x := range words {
		x.Note, x.By = f.note, by
		if f.write {
			if err := led.Disown(ctx, x); err != nil {
				return advise(err, sayso.NotFound, "'sayso verify' lists the versions that may not be their publisher's, 'sayso disown --undo' those that were given away")
			}
		}
		if err := p.printDisowning(ctx, led, &x, f.write); err != nil {
			return err
		}
	}
	switch {
	case len(words) == 0 && f.undo:
		p.warn("no version was given away")
	case len(words) == 0:
		p.warn("no version may be another's than its publisher's")
	case !f.write:
		p.warn("nothing was written: --write does it")
	default:
		_, err = p.keeper(led).Update(ctx)
	}
	return err
}

// disownings are the words that the command would say.
func (p *Program) disownings(ctx context.Context, led sayso.Ledger, f *disowning, args []string) (out []sayso.Disowning, err error) {
	if f.undo {
		if len(args) == 0 {
			err = pages(0, func(pg sayso.Paging) (sayso.Page[sayso.Disowning], error) { return led.Disownings(ctx, pg) }, func(x sayso.Disowning) error {
				out = append(out, sayso.Disowning{Verdict: sayso.Owned, Version: x.Version})
				return nil
			})
		}
		for _, id := range args {
			out = append(out, sayso.Disowning{Verdict: sayso.Owned, Version: sayso.VersionID(id)})
		}
		return out, err
	}
	var all []stranger
	for _, id := range args {
		rec, err := led.Uncorrected(ctx, sayso.VersionID(id))
		if err != nil {
			return nil, advise(err, sayso.NotFound, "'sayso verify' lists the versions that may not be their publisher's")
		}
		all = append(all, stranger{sayso.VersionID(id), &rec.Article})
	}
	if len(args) == 0 {
		err = p.strangers(ctx, led, func(s stranger) error { all = append(all, s); return nil })
	}
	taken := map[sayso.ArticleID]bool{}
	for i := 0; i < len(all) && err == nil; i++ {
		x := sayso.Disowning{Verdict: sayso.Disowned, Version: all[i].VersionID, Address: f.address, Outlet: cmp.Or(f.outlet, all[i].Outlet)}
		if x.Address == "" {
			if err = carrierOf(ctx, led, &all[i], &x, f.outlet != ""); err == nil {
				err = distinct(ctx, led, taken, &x)
			}
		}
		out = append(out, x)
	}
	return out, err
}

// distinct gives versions that were read from one file addresses of their own.
func distinct(ctx context.Context, led sayso.Ledger, taken map[sayso.ArticleID]bool, x *sayso.Disowning) error {
	id := sayso.DeriveArticleID(x.Address)
	known, err := led.Known(ctx, id)
	if err == nil && (taken[id] || len(known) > 0) {
		x.Address += "#" + string(x.Version)
	}
	taken[id] = true
	return err
}

// carrierOf finds where a version came from: an item of a source that is not of its
// site, else the file that it was read from.
func carrierOf(ctx context.Context, led sayso.Ledger, s *stranger, x *sayso.Disowning, named bool) error {
	if s.Path != "" && s.Path != "-" {
		x.Address = "file:" + s.Path
		return nil
	}
	x.Address = "carried:" + string(s.VersionID)
	err := pages(0, func(pg sayso.Paging) (sayso.Page[sayso.SourceRow], error) {
		return led.Sources(ctx, sayso.SourceQuery{Paging: pg})
	}, func(r sayso.SourceRow) error {
		at, err := url.Parse(r.Address)
		if err != nil || at.Host == "" || publisher.Same(r.Address, s.URL) {
			return nil
		}
		return pages(0, func(pg sayso.Paging) (sayso.Page[sayso.SourceItemRow], error) {
			return led.SourceItems(ctx, r.ID, false, pg)
		}, func(it sayso.SourceItemRow) error {
			if it.Article != s.ID {
				return nil
			}
			at.User, at.Fragment = nil, string(s.VersionID)
			if x.Address = at.String(); !named {
				x.Outlet = cmp.Or(r.Outlet, s.Outlet)
			}
			return errFound
		})
	})
	if err == errFound {
		return nil
	}
	return err
}

// errFound ends a search.
var errFound = fmt.Errorf("found")

// printDisowning says what becomes, or became, of a version.
func (p *Program) printDisowning(ctx context.Context, led sayso.Ledger, x *sayso.Disowning, done bool) error {
	verb := "would go"
	if done {
		verb = "went"
	}
	if x.Verdict == sayso.Owned {
		if !done {
			verb = "would go back"
		} else {
			verb = "went back"
		}
	}
	rec, err := led.Uncorrected(ctx, x.Version)
	if err != nil {
		return err
	}
	a := rec.Article
	from, to := a.URL, x.Address
	switch {
	case x.Verdict == sayso.Owned && !done && a.Was == nil:
		return sayso.Errorf("disown version", string(x.Version), sayso.NotFound, "it was not given to anybody")
	case x.Verdict == sayso.Owned && !done:
		to = a.Was.URL
	case x.Verdict == sayso.Owned:
		to = a.URL
	case done:
		from = a.Was.URL
	}
	line := fmt.Sprintf("%s %s to %s", x.Version, verb, to)
	if x.Verdict == sayso.Disowned {
		line += fmt.Sprintf(", from %s, as of %q: %s", from, x.Outlet, plural(rec.Version.Claims, "claim"))
		if others, err := led.Versions(ctx, sayso.DeriveArticleID(from)); err == nil && !done {
			n := len(slices.DeleteFunc(others, func(v sayso.VersionInfo) bool { return v.ID == x.Version }))
			line += fmt.Sprintf("; %s stay there", plural(n, "version"))
		}
	}
	_, err = fmt.Fprintln(p.Stdout, oneLine(line))
	return err
}
