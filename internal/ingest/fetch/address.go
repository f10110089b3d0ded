package fetch

import (
	"net"
	"net/http"
	"net/netip"
	"syscall"

	"sayso"
)

// closed are ranges that no public server stands in (IANA's special-purpose
// registries for IPv4 and IPv6). Cloud metadata services (169.254.169.254,
// fd00:ec2::254) lie in link-local and unique local ranges.
var closed = prefixes(
	"0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24",
	"192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
	"168.63.129.16/32", // the metadata service of one cloud, at a public number
)

// open6 is the one range of IPv6 that is given to public networks; closed6 are
// the parts of it that are not, or that hold an IPv4 address inside.
var (
	open6   = netip.MustParsePrefix("2000::/3")
	closed6 = prefixes("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "2620:4f:8000::/48")
	nat64   = netip.MustParsePrefix("64:ff9b::/96")
)

func prefixes(s ...string) []netip.Prefix {
	out := make([]netip.Prefix, len(s))
	for i, p := range s {
		out[i] = netip.MustParsePrefix(p)
	}
	return out
}

// Public reports whether an address may belong to a server on the public
// Internet. An IPv4 address inside an IPv6 one is judged as IPv4.
func Public(a netip.Addr) bool {
	a = a.WithZone("").Unmap()
	if nat64.Contains(a) {
		b := a.As16()
		a = netip.AddrFrom4([4]byte(b[12:]))
	}
	if a.Is4() {
		return !within(a, closed)
	}
	return open6.Contains(a) && !within(a, closed6)
}

func within(a netip.Addr, of []netip.Prefix) bool {
	for _, p := range of {
		if p.Contains(a) {
			return true
		}
	}
	return false
}

// ErrNotPublic is the cause where a host stands inside a network that is not
// public, and its source is not marked as local.
const ErrNotPublic = sayso.Cause("a network that is not public")

// transport makes connections to the addresses that may be connected to.
// Control runs after the name was resolved and right before the connection is
// made, once for each number that is tried, so what it sees is what is used.
func transport(resolver *net.Resolver, may func(netip.Addr, uint16) bool) *http.Transport {
	d := &net.Dialer{
		Timeout: ConnectTime, Resolver: resolver,
		Control: func(network, address string, _ syscall.RawConn) error {
			at, err := netip.ParseAddrPort(address)
			if err != nil || network != "tcp4" && network != "tcp6" {
				return sayso.Errorf("fetch", "", sayso.Denied, "%s %s is no address to connect to", network, address)
			}
			if !may(at.Addr(), at.Port()) {
				return sayso.Errorf("fetch", "", sayso.Denied, "its host is %s, inside %w", at.Addr(), ErrNotPublic)
			}
			return nil
		},
	}
	return &http.Transport{
		Proxy: nil, DialContext: d.DialContext, ForceAttemptHTTP2: true, DisableCompression: true,
		TLSHandshakeTimeout: ConnectTime, ResponseHeaderTimeout: HeaderTime, ExpectContinueTimeout: HeaderTime,
		MaxResponseHeaderBytes: MaxHeader, MaxIdleConns: 64, MaxIdleConnsPerHost: 2, IdleConnTimeout: ConnectTime * 3,
	}
}
