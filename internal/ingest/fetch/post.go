package fetch

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"

	"sayso"
)

const (
	// PostTime bounds one posting, from the first step to the answer.
	PostTime = 30 * time.Second
	// maxAnswer is how much of an answer to a posting is read, so that the connection
	// can serve again.
	maxAnswer = 64 << 10
)

// Posting is something that is sent to an address.
type Posting struct {
	Address string
	Header  map[string]string
	Body    []byte
	// Local lets it lead into one's own network.
	Local bool
}

// Post sends something once. A redirect is not followed, wherever it leads. Errors name
// no address, since that may be all that guards what stands there: NotFound where the
// server says that nobody listens there any more, Denied where the address leads into
// a network that is not public; after others it may be tried again, with [Wait] in
// the chain not before.
func (c *Client) Post(ctx context.Context, p Posting) error {
	u, err := parse(p.Address)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeoutCause(ctx, min(PostTime, c.total), errSlow)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, u.String(), bytes.NewReader(p.Body))
	if err != nil {
		return sayso.Errorf("post", "", sayso.Invalid, "it is no address")
	}
	req.Header.Set("User-Agent", c.agent)
	for name, value := range p.Header {
		req.Header.Set(name, value)
	}
	by := c.outside
	if p.Local {
		by = c.inside
	}
	answer, err := by.RoundTrip(req)
	if err != nil {
		return timeout(ctx, err)
	}
	defer answer.Body.Close()
	_, _ = io.CopyN(io.Discard, answer.Body, maxAnswer)
	switch s := answer.StatusCode; {
	case s >= 200 && s < 300:
		return nil
	case s >= 300 && s < 400:
		return sayso.Errorf("post", "", sayso.Invalid, "the server redirects (%d), which is not followed", s).Advise("give the address that it leads to")
	case s == http.StatusGone:
		return sayso.Errorf("post", "", sayso.NotFound, "the server answers 410: nobody listens there any more")
	default:
		err := fmt.Errorf("the server answers %d %s", s, http.StatusText(s))
		if wait := retryAfter(answer.Header, c.clock.Now()); wait > 0 {
			err = fmt.Errorf("%w: %w", err, &Wait{wait})
		}
		return sayso.E("post", "", sayso.Busy, err)
	}
}

// Connect opens a connection to a server that whoever runs the program has named, in
// whatever network it stands.
func Connect(ctx context.Context, network, address string) (net.Conn, error) {
	d := net.Dialer{Timeout: ConnectTime}
	c, err := d.DialContext(ctx, network, address)
	if err != nil {
		return nil, timeout(ctx, err)
	}
	return c, nil
}

// After is how long the chain of an error asks to wait; 0 where it does not.
func After(err error) time.Duration {
	if w, ok := errors.AsType[*Wait](err); ok {
		return w.For
	}
	return 0
}

// ConnectTLS is Connect to a server that speaks TLS from the first byte on.
func ConnectTLS(ctx context.Context, network, address string) (net.Conn, error) {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return nil, sayso.E("connect", "", sayso.Invalid, err)
	}
	c, err := Connect(ctx, network, address)
	if err != nil {
		return nil, err
	}
	t := tls.Client(c, &tls.Config{ServerName: host, MinVersion: tls.VersionTLS12})
	if err := t.HandshakeContext(ctx); err != nil {
		_ = c.Close()
		return nil, timeout(ctx, err)
	}
	return t, nil
}
