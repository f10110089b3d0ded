package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"net/url"
	"strings"

	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/spf13/cobra"

	"sayso"
	"sayso/internal/account"
	"sayso/web"
)

// access is who is let in to a served ledger, and by what way.
type access struct {
	accounts, public    bool
	origin              string
	proxies             []string
	certificate, key    string
	issuer, client      string
	corrections, beyond bool // beyond: others reach it than this machine
}

func (a *access) flags(c *cobra.Command) {
	c.Flags().BoolVar(&a.accounts, "accounts", false, "have people sign in, where only this machine reaches it too; 'sayso users' says who may")
	c.Flags().BoolVar(&a.public, "public", false, "let everybody who reaches the server read, without signing in; nobody changes anything there")
	c.Flags().StringVar(&a.origin, "url", "", "where people reach the server, as `https://sayso.newsroom.example`; links that are handed out begin with it")
	c.Flags().StringArrayVar(&a.proxies, "proxy", nil, "believe what the proxy at the address or in the `NETWORK` says of who asks and by what way; may be given several times")
	c.Flags().StringVar(&a.certificate, "tls-cert", "", "speak TLS with the certificates in `FILE` (PEM), which is read again when it changes; needs --tls-key")
	c.Flags().StringVar(&a.key, "tls-key", "", "the key in `FILE` (PEM) to --tls-cert")
	c.Flags().StringVar(&a.issuer, "oidc", "", "let people sign in at the provider of OpenID Connect at `ISSUER` too; SAYSO_OIDC_SECRET holds its secret")
	c.Flags().StringVar(&a.client, "oidc-client", "sayso", "what the provider calls this server: `ID`")
}

// reach finds out whether others reach a server at an address with these names: who
// gives it a name has a proxy stand before it.
func (a *access) reach(addr string, names []string) {
	host, _, _ := net.SplitHostPort(addr)
	ip := net.ParseIP(host)
	a.beyond = len(names) > 0 || host != "localhost" && (ip == nil || !ip.IsLoopback())
}

// prepare says what the flags mean for a server at an address with these names, and
// refuses in words what would let in whoever comes.
func (p *Program) prepare(ctx context.Context, a *access, led sayso.Accounts, addr string, names []string) error {
	a.reach(addr, names)
	off := func(format string, args ...any) error { return usage{fmt.Errorf("serve: "+format, args...)} }
	if (a.certificate == "") != (a.key == "") {
		return off("--tls-cert and --tls-key belong together")
	}
	if a.public && a.accounts {
		return off("with --public nobody signs in, and with --accounts everybody does; choose one")
	}
	if a.origin != "" {
		a.beyond = a.beyond || !loopbackURL(a.origin)
		if err := web.CheckOrigin(a.origin); err != nil {
			return off("--url %s is no address without a path, such as https://sayso.newsroom.example", a.origin)
		}
	}
	a.accounts = a.accounts || a.beyond && !a.public
	if a.corrections && (a.beyond || a.accounts) {
		return off("others reach %s, and --corrections would let whoever does change the ledger in your name; leave it out, and editors sign in", addr)
	}
	if !a.accounts {
		if a.issuer != "" {
			return off("--oidc says where people sign in, and here nobody does; give --accounts too")
		}
		return nil
	}
	if err := a.way(addr, off); err != nil {
		return err
	}
	return someAdmin(ctx, led, addr)
}

// way sees to it that passwords do not cross a network as they are.
func (a *access) way(addr string, off func(string, ...any) error) error {
	switch {
	case !a.beyond:
		return nil
	case a.origin == "":
		return off("others reach %s, so people sign in: say where they do, with --url https://sayso.newsroom.example (or let everybody read, with --public)", addr)
	case strings.HasPrefix(a.origin, "http://") && !loopbackURL(a.origin):
		return off("--url %s: without https everybody on the way reads passwords", a.origin)
	case a.certificate == "" && len(a.proxies) == 0 && strings.HasPrefix(a.origin, "https://"):
		return off("nothing speaks TLS for %s: give --tls-cert and --tls-key, or say which proxy does, with --proxy 127.0.0.1", a.origin)
	case a.certificate == "" && len(a.proxies) == 0:
		return off("passwords would cross the network as they are: give --tls-cert and --tls-key, or say which proxy speaks TLS, with --proxy 127.0.0.1")
	}
	return nil
}

func loopbackURL(s string) bool {
	u, err := url.Parse(s)
	if err != nil {
		return false
	}
	ip := net.ParseIP(u.Hostname())
	return u.Hostname() == "localhost" || ip != nil && ip.IsLoopback()
}

// someAdmin refuses to serve where nobody could sign in and say who else may.
func someAdmin(ctx context.Context, led sayso.Accounts, addr string) error {
	found := errors.New("found")
	err := pages(0, func(p sayso.Paging) (sayso.Page[sayso.Account], error) { return led.AccountList(ctx, p) }, func(a sayso.Account) error {
		if a.Role == sayso.AdminRole && a.Closed.IsZero() {
			return found
		}
		return nil
	})
	if errors.Is(err, found) {
		return nil
	}
	if err != nil {
		return err
	}
	return sayso.Errorf("serve", addr, sayso.Denied, "people sign in there, and nobody can yet").Advise("add the first with: sayso users add --role admin NAME")
}

// settle puts what the flags mean into a server's settings, and gives the listener that
// it serves on.
func (p *Program) settle(a *access, cfg *web.Config, l net.Listener, log *slog.Logger) (net.Listener, error) {
	for _, s := range a.proxies {
		n, err := network(s)
		if err != nil {
			return l, err
		}
		cfg.Proxies = append(cfg.Proxies, n)
	}
	scheme := "http://"
	if a.certificate != "" {
		scheme = "https://"
		certificates, err := web.Certificates(a.certificate, a.key, log)
		if err != nil {
			return l, err
		}
		l = tls.NewListener(l, certificates)
	}
	if u, err := url.Parse(a.origin); err == nil && a.origin != "" {
		cfg.Hosts = append(cfg.Hosts, u.Hostname())
	}
	if !a.accounts {
		return l, nil
	}
	origin := a.origin
	if origin == "" {
		origin = scheme + l.Addr().String()
	}
	cfg.Accounts = &web.Accounts{Origin: origin}
	if a.issuer != "" {
		client := p.client().Trusted()
		var err error
		cfg.Accounts.Provider, err = account.NewProvider(a.issuer, a.client, p.Env("SAYSO_OIDC_SECRET"), origin+"/sign-in/provider/back", func(ctx context.Context) context.Context { return oidc.ClientContext(ctx, client) })
		if err != nil {
			return l, usage{err}
		}
	}
	return l, nil
}

// network reads an address or a network.
func network(s string) (netip.Prefix, error) {
	if a, err := netip.ParseAddr(s); err == nil {
		return netip.PrefixFrom(a.Unmap(), a.Unmap().BitLen()), nil
	}
	n, err := netip.ParsePrefix(s)
	if err != nil || n.Bits() == 0 {
		return n, usage{fmt.Errorf("--proxy is %q; write an address or a network, as 10.0.0.7 or 10.0.0.0/8", s)}
	}
	return n.Masked(), nil
}
