package main

import (
	"cmp"
	"context"
	"net/url"
	"strings"
	"time"

	"sayso"
	"sayso/internal/follow"
	"sayso/internal/follow/send"
	"sayso/internal/ingest/fetch"
	"sayso/internal/knowledge"
	"sayso/web"
)

// finder finds what is new for the follows of a ledger.
func (p *Program) finder(led follow.Ledger, log func(string, ...any)) *follow.Finder {
	f := &follow.Finder{Ledger: led, Like: likening(led), Event: web.EventTitle, Log: log}
	if base, err := knowledge.Load(); err == nil {
		widen := aliases(base)
		f.Widen = func(typed string) string { typed, _ = widen(typed); return typed }
	}
	return f
}

// sender sends what is found for the follows of a ledger, as the settings say.
func (p *Program) sender(led follow.Ledger, log func(string, ...any)) (*send.Sender, error) {
	get, err := p.settings()
	if err != nil {
		return nil, err
	}
	s := &send.Sender{Ledger: led, Words: p.finder(led, log), Client: p.client(), Clock: p.Clock, Link: get("SAYSO_LINK"), Log: log}
	if s.Clock.Now == nil {
		s.Clock = fetch.SystemClock()
	}
	if u, err := url.Parse(s.Link); s.Link != "" && (err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.RawQuery != "" || u.User != nil) {
		return nil, sayso.Errorf("read settings", s.Link, sayso.Invalid, "SAYSO_LINK is where others find the pages").Advise("write it as https://desk.newsroom.example")
	}
	if server := get("SAYSO_SMTP"); server != "" {
		s.Mail = &send.Mail{Server: server, From: get("SAYSO_SMTP_FROM"), User: get("SAYSO_SMTP_USER"), Password: get("SAYSO_SMTP_PASSWORD"), TLS: send.TLS(cmp.Or(get("SAYSO_SMTP_TLS"), string(send.StartTLS)))}
		if err := s.Mail.Validate(); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// telling is what runs beside a watch: follows are told while it goes on or, where it
// goes on only once, when all is read.
func (p *Program) telling(led follow.Ledger, once bool, log func(string, ...any)) (func(context.Context) error, error) {
	s, err := p.sender(led, log)
	if err != nil {
		return nil, err
	}
	if !once {
		return s.Run, nil
	}
	return func(ctx context.Context) error {
		_, err := s.Once(ctx)
		return err
	}, nil
}

// catchPause is how long a server that does not watch waits before it looks for news
// of what others take in.
const catchPause = 2 * time.Second

// catching keeps the counts of follows up to date until ctx ends, and sends nothing.
// Where the ledger may only be read it does nothing.
func (p *Program) catching(ctx context.Context, led interface {
	follow.Ledger
	sayso.Upkeep
}) {
	if led.MayWrite(ctx) != nil {
		return
	}
	f := p.finder(led, p.warn)
	for {
		began := time.Now()
		if _, err := f.Catch(ctx); err != nil && ctx.Err() == nil && sayso.KindOf(err) != sayso.Busy {
			p.warn("follows are not looked at any more: %v", err)
			return
		}
		pause := time.NewTimer(max(catchPause, 5*time.Since(began)))
		select {
		case <-pause.C:
		case <-ctx.Done():
			pause.Stop()
			return
		}
	}
}

// followOf finds a follow by its name, its identifier or the beginning of one.
func followOf(ctx context.Context, led sayso.Following, s string) (*sayso.FollowRow, error) {
	row, err := led.Follow(ctx, sayso.DeriveFollowID("", s))
	if err == nil || sayso.KindOf(err) != sayso.NotFound {
		return row, err
	}
	var found []sayso.FollowRow
	err = pages(0, func(pg sayso.Paging) (sayso.Page[sayso.FollowRow], error) { return led.Follows(ctx, "", pg) }, func(r sayso.FollowRow) error {
		if strings.EqualFold(r.Name, s) || len(s) >= 4 && strings.HasPrefix(string(r.ID), s) {
			found = append(found, r)
		}
		return nil
	})
	switch {
	case err != nil:
		return nil, err
	case len(found) == 0:
		return nil, sayso.Errorf("find follow", s, sayso.NotFound, "no follow has this name or identifier").Advise("'sayso follows list' lists them")
	case len(found) > 1:
		return nil, sayso.Errorf("find follow", s, sayso.Invalid, "%d follows are called so", len(found)).Advise("give the identifier")
	}
	return &found[0], nil
}
