// Package site says what belongs to one publisher: which addresses stand on one
// site, and which names a site may give itself.
package site

import (
	_ "embed"
	"net/netip"
	"net/url"
	"strings"

	"golang.org/x/net/idna"
	"golang.org/x/net/publicsuffix"
)

// sisters lists sites of one publisher, a group a line.
//
//go:embed sisters.txt
var sisters string

// Place is where an address leads to.
type Place struct {
	// Site is what can be registered: what one owner has. It is the host and
	// port for addresses in digits and names of one's own network.
	Site string
	Host string // with the port
	Path string
	// Own is set for a host of one's own network, which nobody registers.
	Own bool
}

// Of takes an address apart; the zero Place is none on the web.
func Of(address string) Place {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return Place{}
	}
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	if ascii, err := idna.Lookup.ToASCII(host); err == nil {
		host = ascii
	}
	p := Place{Host: strings.ToLower(u.Host), Path: u.Path}
	ip, digits := netip.ParseAddr(host)
	p.Site, err = publicsuffix.EffectiveTLDPlusOne(host)
	if err != nil || digits == nil {
		p.Site = p.Host
	}
	p.Own = !strings.Contains(host, ".") && digits != nil || digits == nil && (ip.IsPrivate() || ip.IsLoopback() || ip.IsLinkLocalUnicast())
	return p
}

// Same reports whether two addresses belong to one publisher: they stand on one
// site, whatever the host's name within it, or on sister sites.
func Same(a, b string) bool { return same(Of(a), Of(b)) }

func same(a, b Place) bool {
	if a.Site == "" || b.Site == "" {
		return false
	}
	return a.Site == b.Site || areSisters(a.Site, b.Site)
}

func areSisters(a, b string) bool {
	for line := range strings.Lines(sisters) {
		group := strings.Fields(line)
		if len(group) == 0 || group[0] == "#" {
			continue
		}
		var hasA, hasB bool
		for _, s := range group {
			hasA, hasB = hasA || s == a, hasB || s == b
		}
		if hasA && hasB {
			return true
		}
	}
	return false
}

// Address is what a page is known by that was found at an address: what it calls
// canonical, if that may be, else where it was found. A page that names another
// publisher's site, or the front page of its own, as every page of some sites
// does, is not believed.
func Address(canonical, at string) string {
	c, a := Of(canonical), Of(at)
	if !same(c, a) || strings.Trim(c.Path, "/") == "" && strings.Trim(a.Path, "/") != "" {
		return at
	}
	return canonical
}
