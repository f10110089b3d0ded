package fetch

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"sync"
	"time"

	"sayso"
)

const (
	// robotsTime is how long a robots.txt is taken at its word, and robotsAgain
	// how soon one that could not be read is asked for again.
	robotsTime  = 24 * time.Hour
	robotsAgain = 10 * time.Minute
	// maxRobots is how many bytes of a robots.txt are read; RFC 9309 asks for
	// 500 KiB at least. What follows is not looked at.
	maxRobots = 512 << 10
	// maxSites is how many sites' rules are kept in memory.
	maxSites = 10_000
)

// robots keeps what each site's robots.txt says.
type robots struct {
	mu    sync.Mutex
	sites map[string]*site
}

// site is a scheme with a host. Its mutex is held while its robots.txt is on
// the way, so that it is fetched once.
type site struct {
	mu    sync.Mutex
	until time.Time
	rules *rules // nil when it could not be read: nothing may be fetched
	err   error  // why
}

func (r *robots) site(key string) *site {
	r.mu.Lock()
	defer r.mu.Unlock()
	s := r.sites[key]
	if s == nil {
		if r.sites == nil || len(r.sites) >= maxSites {
			r.sites = make(map[string]*site)
		}
		s = new(site)
		r.sites[key] = s
	}
	return s
}

// allowed asks the robots.txt of an address's site, and takes on its pace.
func (c *Client) allowed(ctx context.Context, u *url.URL, local bool) error {
	key := u.Scheme + "://" + u.Host
	if local {
		key = "local " + key
	}
	s := c.robots.site(key)
	s.mu.Lock()
	defer s.mu.Unlock()
	if now := c.clock.Now(); !now.Before(s.until) {
		r, err := c.askRobots(ctx, u, local)
		if err != nil && (ctx.Err() != nil || sayso.KindOf(err) == sayso.Denied) {
			return timeout(ctx, err)
		}
		s.rules, s.until = r, now.Add(robotsTime)
		if err != nil {
			s.until, s.err = now.Add(robotsAgain), timeout(ctx, err)
		}
	}
	if s.rules == nil {
		// RFC 9309, section 2.3.1.4: who cannot be asked has not agreed.
		return s.err
	}
	c.pace.atLeast(u.Host, s.rules.delay)
	if path := u.RequestURI(); !s.rules.may(path) {
		return sayso.Errorf("fetch", "", sayso.Denied, "the site's robots.txt forbids it").Advise("its publisher does not want programs to read it")
	}
	return nil
}

// askRobots fetches a robots.txt. A site that has none allows everything; one
// that fails is an error.
func (c *Client) askRobots(ctx context.Context, u *url.URL, local bool) (*rules, error) {
	at := &url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/robots.txt"}
	by := c.outside
	if local {
		by = c.inside
	}
	ctx, cancel := context.WithTimeoutCause(ctx, c.total, errSlow)
	defer cancel()
	for range MaxRedirects + 1 {
		if err := c.pace.wait(ctx, at.Host, local); err != nil {
			return nil, err
		}
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, at.String(), nil)
		if err != nil {
			return nil, err
		}
		req.Header.Set("User-Agent", c.agent)
		answer, err := by.RoundTrip(req)
		if err != nil {
			return nil, err
		}
		switch s := answer.StatusCode; {
		case s == http.StatusOK:
			data, err := io.ReadAll(io.LimitReader(answer.Body, maxRobots))
			answer.Body.Close()
			if err != nil {
				return nil, err
			}
			return parseRules(data), nil
		case s >= 300 && s < 400 && answer.Header.Get("Location") != "":
			answer.Body.Close()
			to, err := at.Parse(answer.Header.Get("Location"))
			if err != nil {
				return new(rules), nil
			}
			if at, err = parse(to.String()); err != nil {
				return new(rules), nil
			}
		case s == http.StatusTooManyRequests || s >= 500:
			answer.Body.Close()
			return nil, sayso.Errorf("fetch", "", sayso.Busy, "its robots.txt cannot be read: %w", refusal(s, 0).Err)
		default:
			answer.Body.Close()
			return new(rules), nil
		}
	}
	return new(rules), nil // as many redirects as the RFC wants followed lead to none
}
