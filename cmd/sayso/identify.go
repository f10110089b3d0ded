package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"sayso"
)

// identities are the commands that say who actors are.
func (p *Program) identities() []*cobra.Command {
	return []*cobra.Command{
		p.identify("merge [FLAG...] ACTOR INTO", "Say that two actors are one",
			"Says that ACTOR is a form of INTO: all that articles give the one is the other's from\nthen on, in articles to come too. 'sayso actors undo ACTOR' takes it back.",
			"  sayso actors merge ac2bqz6kq5n2h4mwea ac7fj3k2qh6d5w4mza --note \"her maiden name\"", 2,
			func(args []string) sayso.Identity {
				return sayso.Identity{Verdict: sayso.Merged, Actor: sayso.ActorID(args[0]), Into: sayso.ActorID(args[1])}
			}),
		p.identify("split [FLAG...] ACTOR ARTICLE", "Say that an article means another of that name",
			"Says that ARTICLE means somebody else by the name of ACTOR, who becomes an actor of\ntheir own. 'sayso actors undo ACTOR ARTICLE' takes it back.",
			"  sayso actors split ac2bqz6kq5n2h4mwea ar3b6he47jxv75jd5e", 2,
			func(args []string) sayso.Identity {
				return sayso.Identity{Verdict: sayso.Split, Actor: sayso.ActorID(args[0]), Article: sayso.ArticleID(args[1])}
			}),
		p.identify("undo [FLAG...] ACTOR [ARTICLE]", "Take a merger or a split back",
			"Takes back that ACTOR was merged into another; with ARTICLE, that it was split there.\nWhat was before stands again.",
			"  sayso actors undo ac2bqz6kq5n2h4mwea", 1,
			func(args []string) sayso.Identity {
				x := sayso.Identity{Verdict: sayso.Undone, Actor: sayso.ActorID(args[0])}
				if len(args) > 1 {
					x.Article = sayso.ArticleID(args[1])
				}
				return x
			}),
	}
}

func (p *Program) identify(use, short, long, example string, least int, of func([]string) sayso.Identity) *cobra.Command {
	var ledger, note, as string
	c := &cobra.Command{
		Use: use, Short: short, Long: long, Example: example,
		DisableFlagsInUseLine: true,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) < least || len(args) > 2 {
				return hint(c, fmt.Errorf("%s takes %s, but %d were given", c.Name(), map[int]string{1: "one or two identifiers", 2: "two identifiers"}[least], len(args)))
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			ctx := c.Context()
			led, err := p.openExisting(ctx, ledger)
			if err != nil {
				return err
			}
			defer led.Close()
			x := of(args)
			if x.Actor, err = findActor(ctx, led, args[0]); err != nil {
				return err
			}
			if x.Into != "" {
				if x.Into, err = findActor(ctx, led, args[1]); err != nil {
					return err
				}
			}
			if x.Article != "" {
				rec, err := findArticle(ctx, led, args[1])
				if err != nil {
					return err
				}
				x.Article = rec.Article.ID
			}
			x.Note = note
			if x.By, err = p.author(as); err != nil {
				return err
			}
			who, err := led.Identify(ctx, x)
			if err != nil {
				return err
			}
			return p.tellActor(ctx, led, who)
		},
	}
	ledgerFlag(c, &ledger)
	authorFlag(c, &as)
	if least == 2 {
		c.Flags().StringVar(&note, "note", "", "why, in your `WORDS`")
	}
	return c
}

// tellActor prints who an actor is now.
func (p *Program) tellActor(ctx context.Context, led sayso.ActorLedger, id sayso.ActorID) error {
	a, err := led.Actor(ctx, id)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(p.Stdout, "%s  %s: claims: %d, articles: %d\n", a.ID, a.Name, a.Claims, a.Articles)
	return err
}
