package main

import (
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"sayso"
	"sayso/export"
)

func (p *Program) actors() *cobra.Command {
	l := list{schema: export.Actors()}
	var kind string
	c := &cobra.Command{
		Use:   "actors [FLAG...] [NAME...]",
		Short: "List who speaks",
		Long: `Lists who speaks or is spoken of, those with most claims first. With NAME it lists
those that have these words in a name that an article gives them.

Who speaks under several names, or several under one, is set right with
'sayso actors merge', 'sayso actors split' and 'sayso actors undo'.`,
		Example: `  sayso actors
  sayso actors brandt
  sayso actors --type org --format json`,
		RunE: func(c *cobra.Command, args []string) error {
			ctx := c.Context()
			q, err := actorQuery(kind, strings.Join(args, " "))
			if err != nil {
				return err
			}
			out, err := l.printer(p, []column{
				{name: "actor", width: shortID}, {name: "name", width: 30}, {name: "type", width: 6, drop: 1},
				{name: "claims", width: 6, right: true}, {name: "articles", width: 8, drop: 2, right: true}, {name: "role"}})
			if err != nil {
				return err
			}
			led, err := p.openExisting(ctx, l.ledger)
			if err != nil {
				return err
			}
			defer led.Close()
			err = pages(l.limit, func(pg sayso.Paging) (sayso.Page[sayso.ActorRow], error) {
				q.Paging = pg
				return led.Actors(ctx, q)
			}, func(r sayso.ActorRow) error {
				return out.row(export.NewActor(r), short(r.ID), r.Name, string(r.Type), strconv.Itoa(r.Claims), strconv.Itoa(r.Articles), roles(r.Roles))
			})
			if err != nil {
				return err
			}
			return out.end("no actors match")
		},
	}
	actorFlags(c, &kind)
	l.flags(c)
	for _, sub := range p.identities() {
		sub.Flags().BoolP("help", "h", false, "show this help")
		sub.Flags().SortFlags = false
		c.AddCommand(sub)
	}
	return c
}

// actorFlags adds the flags that choose actors.
func actorFlags(c *cobra.Command, kind *string) {
	c.Flags().StringVar(kind, "type", "", "only this `TYPE`: person, org, place, group or other")
}

// actorQuery checks what they say.
func actorQuery(kind, name string) (q sayso.ActorQuery, err error) {
	q.Name = name
	q.Type, err = one("type", kind, sayso.Person, sayso.Organisation, sayso.PlaceActor, sayso.Group, sayso.OtherActor)
	return q, err
}

// roles puts roles into words, each once.
func roles(rs []sayso.RoleRow) string {
	var out []string
	for _, r := range rs {
		s := r.Title
		if r.Of != "" {
			s += ", " + r.Of
		}
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return strings.Join(out, "; ")
}
