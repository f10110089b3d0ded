// Package send brings what was found for follows to those who want to be told: by mail,
// by webhook, by ntfy.
//
// A delivery is made by the ledger, once, and keeps its name however often it is sent.
// A program that dies between sending and writing down that it was sent, sends it again
// when it is started: each delivery arrives at least once, and whoever takes it knows a
// repeat by its name. That stands in the header webhook-id, in the Message-ID of a mail
// and in the sequence of a notice of ntfy.
package send

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"sayso"
	"sayso/internal/follow"
	"sayso/internal/ingest/fetch"
)

// Bounds.
const (
	// atOnce is how many deliveries are under way.
	atOnce = 8
	// batch is how many deliveries are looked at, and made, at a time.
	batch = 64
)

// pauses are how long a delivery waits after each try in vain; after the last it is
// given up. They add up to some three days, as the Standard Webhooks advise.
var pauses = []time.Duration{5 * time.Second, 5 * time.Minute, 30 * time.Minute, 2 * time.Hour, 5 * time.Hour, 10 * time.Hour, 14 * time.Hour, 20 * time.Hour, 24 * time.Hour}

// Sender sends. Ledger, Words and Client are needed.
type Sender struct {
	Ledger sayso.Following
	Words  *follow.Finder // puts items into words
	Client *fetch.Client
	Clock  fetch.Clock
	// Link is where others find the pages, as https://desk.example; empty where nobody
	// does: then no page is linked to.
	Link string
	// Mail is by whom mails are sent; nil where nobody sends any.
	Mail *Mail
	// Log takes one line on each delivery that was not taken; may be nil.
	Log func(format string, args ...any)
}

// message is a delivery in words.
type message struct {
	*sayso.Delivery
	told []follow.Told
	link string
}

// Send makes the deliveries whose time has come and sends those that are due, until
// none is. It returns how many were taken. What one of them fails by is written down
// and does not hold up the others; the error is the ledger's, or the context's.
func (s *Sender) Send(ctx context.Context) (taken int, err error) {
	for {
		now := s.Clock.Now()
		made, err := s.Ledger.Pack(ctx, now, batch)
		if err != nil {
			return taken, err
		}
		due, err := s.Ledger.DueDeliveries(ctx, now, batch)
		if err != nil {
			return taken, err
		}
		if made == 0 && len(due) == 0 {
			return taken, nil
		}
		n, err := s.sendAll(ctx, due)
		if taken += n; err != nil {
			return taken, err
		}
	}
}

func (s *Sender) sendAll(ctx context.Context, due []sayso.Delivery) (taken int, err error) {
	ok := make([]bool, len(due))
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(atOnce)
	for i := range due {
		g.Go(func() error {
			o, err := s.try(ctx, &due[i])
			if err != nil {
				return err
			}
			ok[i] = o.Trouble == ""
			return s.Ledger.SettleDelivery(ctx, due[i].ID, s.Clock.Now(), o)
		})
	}
	err = g.Wait()
	for _, o := range ok {
		if o {
			taken++
		}
	}
	return taken, err
}

// try sends one delivery. The error is not the delivery's: nothing is known of that
// then.
func (s *Sender) try(ctx context.Context, d *sayso.Delivery) (o sayso.DeliveryOutcome, err error) {
	told, err := s.Words.Tell(ctx, d.Items)
	if err != nil {
		return o, err
	}
	err = s.Deliver(ctx, d, told)
	if err == nil {
		return o, nil
	}
	if ctx.Err() != nil {
		return o, ctx.Err()
	}
	o.Trouble = Trouble(err)
	last := false
	if k := sayso.KindOf(err); k == sayso.NotFound || k == sayso.Denied {
		last = true
	}
	if last = last || d.Tries >= len(pauses); !last {
		o.Retry = s.Clock.Now().Add(max(pauses[d.Tries], fetch.After(err)))
	}
	if s.Log != nil {
		how := "it is given up"
		if !last {
			how = "it is tried again " + o.Retry.UTC().Format(time.RFC3339)
		}
		s.Log("the follow %q could not be told to %s: %s; %s", d.Follow.Name, d.Notice.Shown(), o.Trouble, how)
	}
	return o, nil
}

// maxTrouble bounds, in bytes, what is kept of why a delivery was not taken.
const maxTrouble = 300

// Trouble says what an error is, without the address that it is about.
func Trouble(err error) string {
	text := err.Error()
	if e, ok := errors.AsType[*sayso.Error](err); ok && e.Err != nil {
		if text = e.Err.Error(); e.Advice != "" {
			text += "; " + e.Advice
		}
	}
	text = strings.Join(strings.Fields(text), " ")
	if len(text) > maxTrouble {
		text = strings.ToValidUTF8(text[:maxTrouble], "") + " …"
	}
	return text
}

// Deliver sends a delivery once, with its items in words.
func (s *Sender) Deliver(ctx context.Context, d *sayso.Delivery, told []follow.Told) error {
	m := &message{d, told, strings.TrimSuffix(s.Link, "/")}
	switch d.Notice.Kind {
	case sayso.MailNotice:
		if s.Mail == nil {
			return sayso.Errorf("tell", d.Notice.To, sayso.Busy, "no mail server is set").Advise("set SAYSO_SMTP and SAYSO_SMTP_FROM")
		}
		return s.Mail.send(ctx, m)
	case sayso.WebhookNotice:
		return s.webhook(ctx, m)
	case sayso.NtfyNotice:
		return s.ntfy(ctx, m)
	}
	return sayso.Errorf("tell", d.Notice.To, sayso.Invalid, "%q is no way of telling", string(d.Notice.Kind))
}

// page is the address of a page; empty where others cannot reach the pages.
func (m *message) page(path string) string {
	if m.link == "" {
		return ""
	}
	return m.link + path
}

// heading says in one line how much is new.
func (m *message) heading() string {
	return fmt.Sprintf("%s: %d new", m.Follow.Name, len(m.told))
}

// text is what a person reads.
func (m *message) text() string {
	var b strings.Builder
	for i, t := range m.told {
		if i > 0 {
			b.WriteString("\n")
		}
		b.WriteString(t.Title + "\n")
		if t.Quote != "" {
			b.WriteString("  “" + t.Quote + "”\n")
		}
		if t.Where != "" {
			b.WriteString("  " + t.Where + "\n")
		}
		if p := m.page(t.Path); p != "" {
			b.WriteString("  " + p + "\n")
		} else if t.Web != "" {
			b.WriteString("  " + t.Web + "\n")
		}
	}
	return b.String()
}
