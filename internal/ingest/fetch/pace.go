package fetch

import (
	"context"
	"sync"
	"time"

	"sayso"
)

const (
	// HostPace is the least time between two requests to one host.
	HostPace = time.Second
	// maxDelay is the longest pause that a site may ask for between requests.
	maxDelay = 30 * time.Second
	// maxHold is how long all of a host is left alone because one answer asked
	// for it, and shortHold how long when it did not say for how long.
	maxHold   = time.Hour
	shortHold = time.Minute
	// maxHosts is how many hosts' paces are kept.
	maxHosts = 100_000
)

// Clock tells the time and waits. Tests put one of their own in.
type Clock struct {
	Now   func() time.Time
	Sleep func(context.Context, time.Duration) error // ends early with the context's error
}

// SystemClock is the machine's clock.
func SystemClock() Clock { return Clock{}.filled() }

func (c Clock) filled() Clock {
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Sleep == nil {
		c.Sleep = func(ctx context.Context, d time.Duration) error {
			if d <= 0 {
				return ctx.Err()
			}
			t := time.NewTimer(d)
			defer t.Stop()
			select {
			case <-t.C:
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		}
	}
	return c
}

// Turns keep one pace for each host, whichever program asks it.
type Turns interface {
	// Turn takes the next turn of a host, and returns how long to wait for it. The turn
	// after it comes delay later.
	Turn(ctx context.Context, host string, delay time.Duration) (wait time.Duration, err error)
	// Hold leaves a host alone for a while.
	Hold(ctx context.Context, host string, d time.Duration) error
}

// pace keeps requests to one host apart.
type pace struct {
	clock Clock
	turns Turns // nil where nobody else asks
	mu    sync.Mutex
	hosts map[string]*host
}

type host struct {
	next  time.Time // when it may be asked next
	delay time.Duration
}

// host gives a host's pace; mu is held.
func (p *pace) host(name string) *host {
	h := p.hosts[name]
	if h == nil {
		if p.hosts == nil {
			p.hosts = make(map[string]*host)
		}
		if len(p.hosts) >= maxHosts {
			for k, h := range p.hosts {
				if h.next.Before(p.clock.Now()) {
					delete(p.hosts, k)
				}
			}
		}
		h = &host{delay: HostPace}
		p.hosts[name] = h
	}
	return h
}

// atLeast makes a host's pace slower where its robots.txt asks for that.
func (p *pace) atLeast(name string, d time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.host(name).delay = max(HostPace, d)
}

// hold leaves a host alone for a while, as it has asked.
func (p *pace) hold(ctx context.Context, name string, d time.Duration) {
	if p.turns != nil {
		_ = p.turns.Hold(ctx, name, min(d, maxHold)) // this client leaves it alone all the same
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	h := p.host(name)
	if until := p.clock.Now().Add(min(d, maxHold)); until.After(h.next) {
		h.next = until
	}
}

// wait waits for the host's turn. One's own machines need no pause.
func (p *pace) wait(ctx context.Context, name string, local bool) error {
	if local {
		return ctx.Err()
	}
	p.mu.Lock()
	h := p.host(name)
	now := p.clock.Now()
	at := h.next
	if at.Before(now) {
		at = now
	}
	h.next = at.Add(h.delay)
	delay := h.delay
	p.mu.Unlock()
	if err := p.clock.Sleep(ctx, at.Sub(now)); err != nil || p.turns == nil {
		return err
	}
	left, err := p.turns.Turn(ctx, name, delay)
	if err != nil {
		return sayso.E("fetch", name, sayso.Busy, err)
	}
	return p.clock.Sleep(ctx, left)
}

// longest is how long one fetch may wait for turns, all redirects together.
func (p *pace) longest() time.Duration { return 2 * (MaxRedirects + 1) * maxDelay }

// Ready is when a host may be asked next: whoever has something else to do
// does that first.
func (c *Client) Ready(name string) time.Time {
	c.pace.mu.Lock()
	defer c.pace.mu.Unlock()
	if h := c.pace.hosts[name]; h != nil {
		return h.next
	}
	return time.Time{}
}
