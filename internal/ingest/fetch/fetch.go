// Package fetch is the only room that opens outside connections. It fetches
// one address at a time, politely and bounded: robots.txt is asked, requests
// to one host keep a distance, conditional requests save what has not changed,
// and what a hostile server can do (drip, swell, redirect, lie about names)
// ends at a bound.
//
// Addresses that lead into one's own network are refused at the moment of
// connecting, by the number that the name resolved to for that very
// connection: a name that says one thing to a check and another to the dial
// (DNS rebinding) gains nothing, and neither does a redirect. Proxies that the
// environment names are not used, since the number seen would be theirs.
package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"

	"sayso"
)

// Bounds.
const (
	// MaxBody is how many bytes of an answer are taken off the wire, and
	// MaxDecoded how many they may unpack to.
	MaxBody    = 16 << 20
	MaxDecoded = 32 << 20
	// MaxHeader bounds an answer's header.
	MaxHeader = 64 << 10
	// MaxRedirects is how often one fetch may be sent elsewhere.
	MaxRedirects = 5
	// MaxAddress bounds an address, in bytes.
	MaxAddress = 4096
	// ConnectTime and HeaderTime bound the steps of a request, TotalTime all
	// of it: a server that drips ends there.
	ConnectTime = 10 * time.Second
	HeaderTime  = 20 * time.Second
	TotalTime   = time.Minute
	// MaxRetryAfter is how long a server may ask to be left alone.
	MaxRetryAfter = 24 * time.Hour
)

// Options make a client. The zero value is fit for use.
type Options struct {
	// Version of the program, for the User-Agent.
	Version string
	// Clock paces requests; nil fields mean the machine's.
	Clock Clock
	// Turns keep the pace where other programs ask the same hosts; nil keeps it for this
	// client alone.
	Turns Turns
	// Resolver resolves names; nil means the system's.
	Resolver *net.Resolver
	// Public says which addresses count as public; nil means [Public].
	Public func(netip.Addr, uint16) bool
	// Total replaces TotalTime where it is not 0.
	Total time.Duration
}

// Client fetches. It is safe for concurrent use.
type Client struct {
	agent           string
	clock           Clock
	total           time.Duration
	outside, inside http.RoundTripper
	pace            pace
	robots          robots
}

// New makes a client.
func New(o Options) *Client {
	if o.Public == nil {
		o.Public = func(a netip.Addr, _ uint16) bool { return Public(a) }
	}
	if o.Total == 0 {
		o.Total = TotalTime
	}
	c := &Client{agent: strings.TrimSpace("Sayso/"+o.Version) + " (news reader; keeps to robots.txt as " + Token + ")", clock: o.Clock.filled(), total: o.Total}
	c.outside = transport(o.Resolver, o.Public)
	c.inside = transport(o.Resolver, func(netip.Addr, uint16) bool { return true })
	c.pace.clock, c.pace.turns = c.clock, o.Turns
	return c
}

// Request says what to fetch.
type Request struct {
	Address string
	// ETag and Modified are validators of an earlier answer; with either, the
	// server may answer that nothing has changed.
	ETag, Modified string
	// Local lets the request lead into one's own network, without a pause
	// between requests.
	Local bool
	// Accept is the Accept header; empty means pages.
	Accept string
}

// Response is a complete answer with status 200, or word that nothing has
// changed.
type Response struct {
	// Address is where the answer came from in the end; Moved is where the
	// server says that the address now is for good, empty when it says nothing.
	Address, Moved string
	NotModified    bool
	MediaType      string // "text/html", lower case; empty when none was given
	Charset        string // as the header gives it; empty when it does not
	Body           []byte // decoded of its content encodings
	ETag, Modified string
	MaxAge         time.Duration // how long the answer may be kept (Cache-Control)
}

// Wait is in the chain of errors of servers that asked to be left alone for a
// while.
type Wait struct{ For time.Duration }

func (w *Wait) Error() string { return fmt.Sprintf("the server asks to wait %s", w.For) }

const pages = "text/html,application/xhtml+xml;q=0.9,text/plain;q=0.7,*/*;q=0.1"

// Get fetches an address. Errors are *sayso.Error about it: Busy may be tried
// again (with [Wait] in the chain, not before), NotFound, Denied, TooLarge and
// Invalid are the server's last word until something changes there.
func (c *Client) Get(ctx context.Context, r Request) (*Response, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, c.total+c.pace.longest(), errSlow)
	defer cancel()
	res := &Response{Address: r.Address}
	permanent := true
	for hop := 0; ; hop++ {
		u, err := parse(res.Address)
		if err != nil {
			return nil, about(r.Address, res.Address, err)
		}
		if err := c.allowed(ctx, u, r.Local); err != nil {
			return nil, about(r.Address, res.Address, err)
		}
		if err := c.pace.wait(ctx, u.Host, r.Local); err != nil {
			return nil, about(r.Address, res.Address, timeout(ctx, err))
		}
		next, code, err := c.once(ctx, u, r, res)
		if err != nil {
			return nil, about(r.Address, res.Address, timeout(ctx, err))
		}
		if next == "" {
			return res, nil
		}
		if hop == MaxRedirects {
			return nil, sayso.Errorf("fetch", r.Address, sayso.TooLarge, "it is redirected more than %d times (fetch.MaxRedirects)", MaxRedirects).Advise("give the address that it leads to in a browser")
		}
		permanent = permanent && (code == http.StatusMovedPermanently || code == http.StatusPermanentRedirect)
		if permanent {
			res.Moved = next
		}
		res.Address = next
	}
}

// parse takes addresses that may be fetched at all.
func parse(address string) (*url.URL, error) {
	if len(address) > MaxAddress {
		return nil, sayso.Errorf("fetch", "", sayso.TooLarge, "the address is longer than %d bytes (fetch.MaxAddress)", MaxAddress)
	}
	u, err := url.Parse(address)
	switch {
	case err != nil:
		return nil, sayso.Errorf("fetch", "", sayso.Invalid, "it is no address")
	case u.Scheme != "http" && u.Scheme != "https":
		return nil, sayso.Errorf("fetch", "", sayso.Denied, "only http and https are fetched")
	case u.Hostname() == "":
		return nil, sayso.Errorf("fetch", "", sayso.Invalid, "the address names no host")
	case u.User != nil:
		return nil, sayso.Errorf("fetch", "", sayso.Denied, "the address holds a name and a password, which would be kept with the articles").Advise("use an address without them")
	}
	u.Fragment = ""
	return u, nil
}

// once makes one request and fills res with its answer; or it returns where
// the server redirects to.
func (c *Client) once(ctx context.Context, u *url.URL, r Request, res *Response) (next string, code int, err error) {
	ctx, cancel := context.WithTimeoutCause(ctx, c.total, errSlow)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return "", 0, sayso.E("fetch", "", sayso.Invalid, err)
	}
	req.Header.Set("User-Agent", c.agent)
	req.Header.Set("Accept", pages)
	if r.Accept != "" {
		req.Header.Set("Accept", r.Accept)
	}
	req.Header.Set("Accept-Encoding", "gzip, br, deflate")
	if r.ETag != "" {
		req.Header.Set("If-None-Match", r.ETag)
	}
	if r.Modified != "" {
		req.Header.Set("If-Modified-Since", r.Modified)
	}
	by := c.outside
	if r.Local {
		by = c.inside
	}
	answer, err := by.RoundTrip(req)
	if err != nil {
		return "", 0, timeout(ctx, err)
	}
	defer answer.Body.Close()
	h := answer.Header
	switch s := answer.StatusCode; {
	case s == http.StatusNotModified && (r.ETag != "" || r.Modified != ""):
		res.NotModified, res.ETag, res.Modified = true, r.ETag, r.Modified
		res.MaxAge = maxAge(h)
		return "", s, nil
	case s == http.StatusMovedPermanently, s == http.StatusFound, s == http.StatusSeeOther, s == http.StatusTemporaryRedirect, s == http.StatusPermanentRedirect:
		to, err := u.Parse(h.Get("Location"))
		if err != nil || h.Get("Location") == "" {
			return "", 0, sayso.Errorf("fetch", "", sayso.Invalid, "the server redirects to no address")
		}
		to.Fragment = ""
		return to.String(), s, nil
	case s != http.StatusOK:
		wait := retryAfter(h, c.clock.Now())
		switch {
		case wait > 0:
			c.pace.hold(ctx, u.Host, wait)
		case s == http.StatusTooManyRequests:
			c.pace.hold(ctx, u.Host, shortHold)
		}
		return "", 0, refusal(s, wait)
	}
	res.ETag, res.Modified, res.MaxAge = bounded(h.Get("ETag")), bounded(h.Get("Last-Modified")), maxAge(h)
	if kind, params, err := mime.ParseMediaType(h.Get("Content-Type")); err == nil {
		res.MediaType, res.Charset = kind, params["charset"]
	}
	if !readable(res.MediaType) {
		return "", 0, sayso.Errorf("fetch", "", sayso.Invalid, "it is %s, which holds no text", res.MediaType)
	}
	if answer.ContentLength > MaxBody {
		return "", 0, tooLarge()
	}
	res.Body, err = decode(answer.Body, h.Values("Content-Encoding"))
	if err != nil {
		return "", 0, timeout(ctx, err)
	}
	return "", answer.StatusCode, nil
}

// readable reports whether an answer of this type may hold text.
func readable(mediaType string) bool {
	top, _, _ := strings.Cut(mediaType, "/")
	switch top {
	case "image", "audio", "video", "font", "model", "multipart":
		return false
	}
	return true
}

// refusal turns a status into an error in words.
func refusal(status int, wait time.Duration) *sayso.Error {
	var err error = fmt.Errorf("the server answers %d %s", status, strings.ToLower(http.StatusText(status)))
	kind, advice := sayso.Invalid, "look at it in a browser"
	switch {
	case status == http.StatusNotFound:
		kind, advice = sayso.NotFound, "check the address"
	case status == http.StatusGone:
		kind, advice = sayso.NotFound, "its publisher took it away for good"
	case status == http.StatusUnauthorized, status == http.StatusForbidden, status == http.StatusPaymentRequired, status == http.StatusUnavailableForLegalReasons:
		kind, advice = sayso.Denied, "its publisher lets only some read it"
	case status == http.StatusTooManyRequests, status == http.StatusRequestTimeout, status >= 500:
		kind, advice = sayso.Busy, ""
		if wait > 0 {
			err = fmt.Errorf("%w: %w", err, &Wait{wait})
		}
	}
	return sayso.E("fetch", "", kind, err).Advise(advice)
}

// about makes err an error about the address that was asked for, and says
// where a redirect led.
func about(asked, at string, err error) error {
	var e *sayso.Error
	if !errors.As(err, &e) {
		e = sayso.E("fetch", "", sayso.Busy, err)
	}
	c := *e
	c.Subject = asked
	if at != asked && c.Err != nil {
		c.Err = fmt.Errorf("redirected to %.200s: %w", at, c.Err)
	}
	return &c
}

var errSlow = errors.New("too slow")

// timeout turns the errors of a request into words.
func timeout(ctx context.Context, err error) error {
	var e *sayso.Error
	var dns *net.DNSError
	var op *net.OpError
	switch {
	case errors.As(err, &e):
		return err
	case errors.Is(context.Cause(ctx), errSlow):
		return sayso.Errorf("fetch", "", sayso.Busy, "it was not over within its time (fetch.TotalTime)")
	case ctx.Err() != nil:
		return sayso.E("fetch", "", sayso.Cancelled, ctx.Err())
	case errors.As(err, &dns) && dns.IsNotFound:
		return sayso.Errorf("fetch", "", sayso.Busy, "there is no host %s", dns.Name).Advise("check the address")
	case errors.As(err, &op) && op.Op == "dial":
		var reason error = op.Err
		var call *os.SyscallError
		if errors.As(reason, &call) {
			reason = call.Err
		}
		return sayso.E("fetch", "", sayso.Busy, fmt.Errorf("no connection: %w", reason))
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return sayso.Errorf("fetch", "", sayso.Busy, "the answer was cut short")
	case strings.Contains(err.Error(), "server response headers exceeded"):
		return sayso.Errorf("fetch", "", sayso.TooLarge, "the answer's header is longer than %d bytes (fetch.MaxHeader)", MaxHeader)
	}
	return sayso.E("fetch", "", sayso.Busy, err)
}

// retryAfter reads how long a server asks to be left alone, in either of its
// forms (RFC 9110, section 10.2.3).
func retryAfter(h http.Header, now time.Time) time.Duration {
	s := strings.TrimSpace(h.Get("Retry-After"))
	var d time.Duration
	if n, err := strconv.Atoi(s); err == nil || errors.Is(err, strconv.ErrRange) { // n is the largest there is then
		d = time.Duration(min(n, int(MaxRetryAfter/time.Second))) * time.Second
	} else if t, err := http.ParseTime(s); err == nil {
		d = t.Sub(now)
	}
	return min(max(d, 0), MaxRetryAfter)
}

func maxAge(h http.Header) time.Duration {
	for part := range strings.SplitSeq(h.Get("Cache-Control"), ",") {
		if v, ok := strings.CutPrefix(strings.ToLower(strings.TrimSpace(part)), "max-age="); ok {
			if n, err := strconv.Atoi(strings.Trim(v, `"`)); err == nil && n > 0 {
				return time.Duration(min(n, int(MaxRetryAfter/time.Second))) * time.Second
			}
		}
	}
	return 0
}

// bounded drops validators that nobody would want back.
func bounded(s string) string {
	if len(s) > 1024 {
		return ""
	}
	return s
}

func tooLarge() error {
	return sayso.Errorf("fetch", "", sayso.TooLarge, "it is larger than %d MB, or than %d MB unpacked (fetch.MaxBody, fetch.MaxDecoded)", MaxBody>>20, MaxDecoded>>20)
}
