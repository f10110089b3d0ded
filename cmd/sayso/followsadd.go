package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"sayso"
	"sayso/export"
	"sayso/internal/follow"
	"sayso/internal/follow/send"
)

// followFlags are what 'sayso follows add' is told.
type followFlags struct {
	about               map[sayso.FollowKind]*string
	mails, hooks, ntfys []string
	every, secret       string
	local, silent       bool
}

func (p *Program) followsAdd() *cobra.Command {
	var at string
	f := followFlags{about: make(map[sayso.FollowKind]*string)}
	c := &cobra.Command{
		Use:   "add [FLAG...] NAME",
		Short: "Follow something, or set how you are told of it",
		Long: `Follows one thing under a name of your choice. Adding a follow again sets what the
flags say: what it is about, or where it is told. Its items stay.

Mails come at most once an hour unless --every says otherwise; webhooks and ntfy at
once. A webhook is signed as the Standard Webhooks have it, with a secret that is
printed once.`,
		Example: `  sayso follows add 'Harbour denials' --search 'harbour stance:denies'
  sayso follows add Brandt --actor brandt --mail desk@newsroom.example --every daily
  sayso follows add 'Veld and Kerland' --dyad 'VEL KER' --ntfy https://ntfy.example/veld
  sayso follows add Brandt --webhook https://desk.example/hook`,
		Args: needs("one NAME", 1),
		RunE: func(c *cobra.Command, args []string) error {
			ctx := c.Context()
			led, err := p.openLedger(ctx, at)
			if err != nil {
				return err
			}
			defer led.Close()
			fl, secrets, err := f.follow(ctx, led, args[0])
			if err != nil {
				return err
			}
			change, err := follow.Begin(ctx, led, fl)
			if err != nil {
				return err
			}
			row, err := led.Follow(ctx, sayso.DeriveFollowID("", fl.Name))
			if err != nil {
				return err
			}
			word := map[sayso.Change]string{sayso.New: "added", sayso.Updated: "updated", sayso.Unchanged: "unchanged"}[change]
			fmt.Fprintf(p.Stdout, "%s: %s %s, %s %s\n", word, row.ID, oneLine(row.Name), row.Kind, oneLine(row.About))
			for _, s := range secrets {
				fmt.Fprintf(p.Stdout, "%s is signed with %s\n", s.Shown(), s.Secret)
			}
			_, err = fmt.Fprintf(p.Stdout, "its feeds: %s.atom and .json, below the address of the pages\n", export.FeedPath(row.Secret))
			return err
		},
	}
	for _, x := range []struct {
		kind  sayso.FollowKind
		about string
	}{
		{sayso.SearchFollow, "claims that this search finds: `WORDS`, or the address of a search page"},
		{sayso.ActorFollow, "what `ACTOR` says: an identifier, or words of a name that one alone has"},
		{sayso.StoryFollow, "articles of `STORY`, and where they differ: an identifier, or the beginning of one"},
		{sayso.QuestionFollow, "other answers to `QUESTION`: an identifier, or the beginning of one"},
		{sayso.DyadFollow, "events between `COUNTRIES`: two codes of three letters, as 'FRA DEU'"},
		{sayso.OutletFollow, "what `OUTLET` prints, and what it changes"},
		{sayso.PlaceFollow, "events at `PLACE`: its name, or a country's three letters"},
	} {
		f.about[x.kind] = c.Flags().String(string(x.kind), "", x.about)
	}
	c.Flags().StringArrayVar(&f.mails, "mail", nil, "tell it to the mail address `ADDRESS`; may be given several times, as the next two")
	c.Flags().StringArrayVar(&f.hooks, "webhook", nil, "tell it to the webhook at `ADDRESS`")
	c.Flags().StringArrayVar(&f.ntfys, "ntfy", nil, "tell it to the topic of an ntfy server at `ADDRESS`")
	c.Flags().StringVar(&f.every, "every", "", "at most so often: `TIME` is at-once, hourly, daily, or 2h, 30m …")
	c.Flags().StringVar(&f.secret, "secret", "", "sign webhooks with `SECRET`, which begins with whsec_; else one is made")
	c.Flags().BoolVar(&f.local, "local", false, "let webhooks and ntfy stand inside your own network")
	c.Flags().BoolVar(&f.silent, "silent", false, "tell it nowhere any more; its feed stays")
	ledgerFlag(c, &at)
	return c
}

// follow is what the flags ask for, over what is there under that name already, and the
// notices whose secrets nobody has seen yet.
func (f *followFlags) follow(ctx context.Context, led sayso.Ledger, name string) (fl sayso.Follow, secrets []sayso.Notice, err error) {
	fl.Name = name
	had, err := led.Follow(ctx, sayso.DeriveFollowID("", name))
	if err == nil {
		fl = had.Follow
	} else if sayso.KindOf(err) != sayso.NotFound {
		return fl, nil, err
	}
	asked := 0
	for _, kind := range sayso.FollowKinds {
		if v := *f.about[kind]; v != "" {
			asked++
			if fl.Kind, fl.About, err = aboutOf(ctx, led, kind, v); err != nil {
				return fl, nil, err
			}
		}
	}
	if asked > 1 || asked == 0 && had == nil {
		return fl, nil, usage{errors.New("add: say what to follow with one of --search, --actor, --story, --question, --dyad, --outlet and --place")}
	}
	every, err := everyOf(f.every)
	if err != nil {
		return fl, nil, err
	}
	var want []sayso.Notice
	for _, x := range []struct {
		kind  sayso.NoticeKind
		to    []string
		often time.Duration
	}{{sayso.MailNotice, f.mails, time.Hour}, {sayso.WebhookNotice, f.hooks, 0}, {sayso.NtfyNotice, f.ntfys, 0}} {
		for _, to := range x.to {
			n := sayso.Notice{Kind: x.kind, To: to, Every: x.often, Local: f.local && x.kind != sayso.MailNotice}
			if f.every != "" {
				n.Every = every
			}
			if x.kind == sayso.WebhookNotice {
				fresh := true
				if n.Secret, fresh = f.secretFor(fl.Notices, to); fresh {
					secrets = append(secrets, n)
				}
			}
			want = append(want, n)
		}
	}
	if !send.IsSecret(f.secret) {
		return fl, nil, usage{errors.New("--secret is whsec_ and 24 bytes or more behind it, in base64")}
	}
	if len(want) > 0 || f.silent {
		fl.Notices = want
	}
	return fl, secrets, nil
}

// secretFor is what a webhook is signed with, and whether that is new.
func (f *followFlags) secretFor(have []sayso.Notice, to string) (secret string, fresh bool) {
	if f.secret != "" {
		return f.secret, false
	}
	if i := slices.IndexFunc(have, func(n sayso.Notice) bool { return n.Kind == sayso.WebhookNotice && n.To == to }); i >= 0 && have[i].Secret != "" {
		return have[i].Secret, false
	}
	return send.NewSecret([]byte(rand.Text())), true
}

// everyOf reads how often a follow is told at most.
func everyOf(s string) (time.Duration, error) {
	switch s {
	case "", "at-once":
		return 0, nil
	case "hourly":
		return time.Hour, nil
	case "daily":
		return 24 * time.Hour, nil
	}
	d, err := time.ParseDuration(s)
	if err != nil || d < 0 || d > sayso.MaxEvery {
		return 0, usage{fmt.Errorf("--every is %q; write at-once, hourly, daily or a time up to %dh such as 2h", s, int(sayso.MaxEvery.Hours()))}
	}
	return d, nil
}

// aboutOf puts what a flag names into the form that the ledger keeps.
func aboutOf(ctx context.Context, led sayso.Ledger, kind sayso.FollowKind, v string) (sayso.FollowKind, string, error) {
	switch kind {
	case sayso.SearchFollow:
		if u, err := url.Parse(v); err == nil && strings.HasSuffix(u.Path, "/search") && u.RawQuery != "" {
			return kind, u.RawQuery, nil
		}
		_, err := led.Claims(ctx, sayso.ClaimQuery{Words: v, Paging: sayso.Paging{Limit: 1}}) // what is wrong is said at once
		return kind, url.Values{"q": {v}}.Encode(), err
	case sayso.ActorFollow:
		id, err := actorOf(ctx, led, v)
		return kind, string(id), err
	case sayso.StoryFollow:
		st, err := led.Story(ctx, sayso.StoryID(v))
		if err != nil {
			return kind, "", err
		}
		return kind, string(st.ID), nil
	case sayso.QuestionFollow:
		q, err := led.Question(ctx, sayso.QuestionID(v))
		if err != nil {
			return kind, "", err
		}
		return kind, string(q.ID), nil
	case sayso.DyadFollow:
		return kind, strings.Join(strings.FieldsFunc(strings.ToUpper(v), func(r rune) bool { return r == ' ' || r == ',' || r == '/' }), " "), nil
	}
	return kind, v, nil
}

// actorOf finds an actor by an identifier, or by words of a name that one alone has.
func actorOf(ctx context.Context, led sayso.ActorLedger, v string) (sayso.ActorID, error) {
	row, err := led.Actor(ctx, sayso.ActorID(v))
	if err == nil {
		return row.ID, nil
	}
	if sayso.KindOf(err) != sayso.NotFound {
		return "", err
	}
	const shown = 5
	page, err := led.Actors(ctx, sayso.ActorQuery{Name: v, Speaking: true, Paging: sayso.Paging{Limit: shown + 1}})
	if err != nil {
		return "", err
	}
	found := page.Items
	if i := slices.IndexFunc(found, func(a sayso.ActorRow) bool { return a.Named && strings.EqualFold(a.Name, v) }); i >= 0 {
		found = found[i : i+1]
	}
	switch len(found) {
	case 0:
		return "", sayso.Errorf("find actor", v, sayso.NotFound, "nobody of that name speaks").Advise("'sayso actors NAME' lists who is there")
	case 1:
		return found[0].ID, nil
	}
	var names []string
	for _, a := range found[:min(len(found), shown)] {
		names = append(names, string(a.ID)+" "+oneLine(a.Name)+" ("+plural(a.Claims, "claim")+")")
	}
	if len(found) > shown {
		names = append(names, "…")
	}
	return "", sayso.Errorf("find actor", v, sayso.Invalid, "several are called so: %s", strings.Join(names, ", ")).Advise("give the identifier of one")
}
