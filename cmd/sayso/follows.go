package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"sayso"
	"sayso/export"
	"sayso/internal/follow/send"
)

func (p *Program) follows() *cobra.Command {
	c := &cobra.Command{
		Use:   "follows COMMAND",
		Short: "Be told what is new of a search, an actor, a story …",
		Long: `Keeps what you follow: a search, an actor, a story, a question, two countries, an
outlet or a place. What comes in from then on is counted, has a feed, and is told by
mail, webhook or ntfy by 'sayso watch' and 'sayso serve --watch'.`,
		Example: `  sayso follows add 'Harbour denials' --search 'harbour stance:denies'
  sayso follows add 'Brandt' --actor brandt --mail desk@newsroom.example --every daily
  sayso follows list`,
		Args: none,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	for _, sub := range []*cobra.Command{p.followsAdd(), p.followsList(), p.followsShow(), p.followsRemove(), p.followsTest()} {
		sub.Flags().BoolP("help", "h", false, "show this help")
		sub.Flags().SortFlags = false
		sub.DisableFlagsInUseLine = true
		c.AddCommand(sub)
	}
	return c
}

func (p *Program) followsList() *cobra.Command {
	l := list{schema: export.Follows()}
	c := &cobra.Command{
		Use:   "list [FLAG...]",
		Short: "List what you follow, and how much of it is new",
		Long: `Lists follows in the order that they were added: how many items each has, how many of
these you have not looked at, where it is told, and what is wrong with that.`,
		Example: `  sayso follows list
  sayso follows list --format json | jq -r 'select(.unread > 0) | .name'`,
		Args: none,
		RunE: func(c *cobra.Command, _ []string) error {
			ctx := c.Context()
			out, err := l.printer(p, []column{{name: "follow", width: 8}, {name: "name", width: 26}, {name: "kind", width: 8, drop: 3}, {name: "new", width: 5, right: true}, {name: "items", width: 6, right: true, drop: 2},
				{name: "told to", width: 26, drop: 1}, {name: "how it is"}})
			if err != nil {
				return err
			}
			led, err := p.openExisting(ctx, l.ledger)
			if err != nil {
				return err
			}
			defer led.Close()
			p.catch(ctx, led)
			err = pages(l.limit, func(pg sayso.Paging) (sayso.Page[sayso.FollowRow], error) { return led.Follows(ctx, "", pg) }, func(r sayso.FollowRow) error {
				f := export.NewFollow(&r)
				var to []string
				for _, n := range f.Notices {
					to = append(to, n.Kind+" "+n.To)
				}
				return out.row(f, string(r.ID[:min(8, len(r.ID))]), oneLine(r.Name), string(r.Kind), strconv.Itoa(r.Unread), strconv.Itoa(r.Items), oneLine(strings.Join(to, ", ")), oneLine(health(&r)))
			})
			if err != nil {
				return err
			}
			return out.end("you follow nothing; begin with: sayso follows add NAME --search WORDS")
		},
	}
	l.flags(c)
	return c
}

// health says how the telling of a follow is doing.
func health(r *sayso.FollowRow) string {
	s := "well"
	switch {
	case r.Failed > 0:
		s = plural(r.Failed, "delivery") + " given up"
		if r.Failed > 1 {
			s = strconv.Itoa(r.Failed) + " deliveries given up"
		}
	case r.Waiting > 0:
		s = strconv.Itoa(r.Waiting) + " waiting to be sent"
	}
	if r.Trouble != "" {
		s += ": " + r.Trouble
	}
	return s
}

// catch finds what is new for follows, before something is shown of them. Where that
// cannot be written down, what was found before is shown.
func (p *Program) catch(ctx context.Context, led sayso.Ledger) {
	if led.MayWrite(ctx) != nil {
		return
	}
	if _, err := p.finder(led, p.warn).Catch(ctx); err != nil && ctx.Err() == nil {
		p.warn("what came in last is not counted: %v", err)
	}
}

func (p *Program) followsShow() *cobra.Command {
	l := list{schema: export.FollowItems()}
	var all bool
	c := &cobra.Command{
		Use:   "show [FLAG...] FOLLOW",
		Short: "Show what is new of a follow since you last looked",
		Long: `Prints what came in for a follow since you last looked at it, the latest first, and
counts it as seen. With --all it prints what you have seen, too. FOLLOW is a name or an
identifier, of which the first letters are enough.`,
		Example: `  sayso follows show 'Harbour denials'
  sayso follows show --all fo4m2k9x`,
		Args: needs("one FOLLOW", 1),
		RunE: func(c *cobra.Command, args []string) error {
			ctx := c.Context()
			out, err := l.printer(p, []column{{name: "came in", width: 16, drop: 1}, {name: "what", width: 34}, {name: "words"}, {name: "where", width: 30, drop: 2}})
			if err != nil {
				return err
			}
			led, err := p.openExisting(ctx, l.ledger)
			if err != nil {
				return err
			}
			defer led.Close()
			p.catch(ctx, led)
			row, err := followOf(ctx, led, args[0])
			if err != nil {
				return err
			}
			f, n, last := p.finder(led, p.warn), 0, int64(0)
			enough := errors.New("enough")
			err = pages(l.limit, func(pg sayso.Paging) (sayso.Page[sayso.FollowItem], error) { return led.FollowItems(ctx, row.ID, pg) }, func(it sayso.FollowItem) error {
				if n == row.Unread && !all {
					return enough
				}
				told, err := f.Tell(ctx, []sayso.FollowItem{it})
				if err != nil {
					return err
				}
				n, last = n+1, max(last, it.N)
				t := &told[0]
				return out.row(export.NewFollowItem(t.FollowItem, t.Title, t.Quote, t.Where, t.Path, t.Web, n <= row.Unread), minute(t.At), t.Title, t.Quote, t.Where)
			})
			if err != nil && !errors.Is(err, enough) {
				return err
			}
			if err := out.end("nothing is new"); err != nil || n == 0 {
				return err
			}
			if err := led.SeeFollow(ctx, row.ID, last); tolerable(err) {
				p.warn("this look is not remembered: %v", err)
			} else if err != nil {
				return err
			}
			return nil
		},
	}
	c.Flags().BoolVar(&all, "all", false, "what you have seen, too")
	l.flags(c)
	return c
}

func (p *Program) followsRemove() *cobra.Command {
	var at string
	c := &cobra.Command{
		Use:     "remove [FLAG...] FOLLOW...",
		Short:   "Follow things no longer",
		Long:    "Forgets follows with their items and their feeds, and what of them is still to be sent.\nFOLLOW is a name or an identifier, of which the first letters are enough.",
		Example: `  sayso follows remove 'Harbour denials'`,
		Args:    needs("at least one FOLLOW", 0),
		RunE: func(c *cobra.Command, args []string) error {
			ctx := c.Context()
			led, err := p.openExisting(ctx, at)
			if err != nil {
				return err
			}
			defer led.Close()
			bad := 0
			for _, s := range args {
				row, err := followOf(ctx, led, s)
				if err == nil {
					err = led.RemoveFollow(ctx, row.ID)
				}
				if err != nil {
					bad++
					p.warn("%v", err)
					continue
				}
				if _, err := fmt.Fprintf(p.Stdout, "removed: %s\n", oneLine(row.Name)); err != nil {
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

func (p *Program) followsTest() *cobra.Command {
	var at string
	c := &cobra.Command{
		Use:   "test [FLAG...] FOLLOW",
		Short: "Send a test to where a follow is told",
		Long: `Sends a message that says that it is a test by each way in which a follow is told, and
says what became of it. Nothing is recorded. FOLLOW is a name or an identifier, of which
the first letters are enough.`,
		Example: `  sayso follows test Brandt`,
		Args:    needs("one FOLLOW", 1),
		RunE: func(c *cobra.Command, args []string) error {
			ctx := c.Context()
			led, err := p.openExisting(ctx, at)
			if err != nil {
				return err
			}
			defer led.Close()
			row, err := followOf(ctx, led, args[0])
			if err != nil {
				return err
			}
			s, err := p.sender(led, p.warn)
			if err != nil {
				return err
			}
			if len(row.Notices) == 0 {
				return sayso.Errorf("test follow", row.Name, sayso.NotFound, "it is told nowhere but in its feeds").Advise("add --mail, --webhook or --ntfy to: sayso follows add NAME")
			}
			bad := 0
			for _, n := range row.Notices {
				d := sayso.Delivery{ID: sayso.DeriveID("de", string(row.ID), string(n.Kind), n.To, strconv.FormatInt(p.now().UnixNano(), 10)), Follow: row.Follow, Notice: n, Made: p.now()}
				if err := s.Deliver(ctx, &d, nil); err != nil {
					bad++
					p.warn("%s %s: %s", n.Kind, n.Shown(), send.Trouble(err))
					continue
				}
				if _, err := fmt.Fprintf(p.Stdout, "sent: %s %s\n", n.Kind, n.Shown()); err != nil {
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
