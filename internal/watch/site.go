package watch

import (
	"net/url"
	"strings"

	"golang.org/x/net/publicsuffix"
)

type place struct{ site, host, path string }

// split gives the site that an address belongs to, whatever the host's name
// within it (www, m, amp), and the path on it.
func split(address string) place {
	u, err := url.Parse(address)
	if err != nil {
		return place{}
	}
	host := strings.ToLower(u.Hostname())
	site, err := publicsuffix.EffectiveTLDPlusOne(host)
	if err != nil {
		site = u.Host // an address in digits, or a name of one's own network
	}
	return place{site, u.Host, u.Path}
}
