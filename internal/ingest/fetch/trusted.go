package fetch

import (
	"io"
	"net/http"
)

// MaxTrusted is how many bytes of one answer a client for a trusted server reads.
const MaxTrusted = 1 << 20

// Trusted makes a client for servers that the operator names, such as the one where
// people sign in: it may stand in the operator's own network. The client follows no
// redirect, since that would lead where the operator did not say.
func (c *Client) Trusted() *http.Client {
	return &http.Client{Transport: short{c.inside}, Timeout: HeaderTime, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

// short bounds the answers of a transport.
type short struct{ http.RoundTripper }

func (s short) RoundTrip(r *http.Request) (*http.Response, error) {
	res, err := s.RoundTripper.RoundTrip(r)
	if err == nil {
		res.Body = struct {
			io.Reader
			io.Closer
		}{io.LimitReader(res.Body, MaxTrusted), res.Body}
	}
	return res, err
}
