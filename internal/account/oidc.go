package account

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"net/url"
	"strings"
	"sync"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"sayso"
)

// Provider is a provider of OpenID Connect at which people sign in.
type Provider struct {
	issuer, id, secret, back string
	with                     func(context.Context) context.Context

	mu    sync.Mutex
	known *oidc.Provider // what it says of itself; nil until it was asked
}

// NewProvider makes a provider: its issuer, what it calls this server, the secret that
// it gave, and the address that it sends people back to. with gives contexts the client
// to ask it with. It is asked when somebody first signs in.
func NewProvider(issuer, id, secret, back string, with func(context.Context) context.Context) (*Provider, error) {
	u, err := url.Parse(issuer)
	switch {
	case err != nil || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "":
		return nil, sayso.Errorf("name provider", issuer, sayso.Invalid, "it is no address of an issuer").Advise("write it as https://id.newsroom.example")
	case u.Scheme != "https" && u.Hostname() != "localhost" && u.Hostname() != "127.0.0.1" && u.Hostname() != "::1":
		return nil, sayso.Errorf("name provider", issuer, sayso.Invalid, "who signs in there could be anybody without https")
	case id == "":
		return nil, sayso.Errorf("name provider", issuer, sayso.Invalid, "it is not said what it calls this server")
	}
	return &Provider{issuer: issuer, id: id, secret: secret, back: back, with: with}, nil
}

// Name is what people call it: its host.
func (p *Provider) Name() string {
	u, _ := url.Parse(p.issuer) // NewProvider has read it
	return u.Hostname()
}

// ask gives what the provider says of itself, and asks it once.
func (p *Provider) ask(ctx context.Context) (*oidc.Provider, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.known == nil {
		// The provider keeps the context to fetch keys later.
		known, err := oidc.NewProvider(p.with(context.WithoutCancel(ctx)), p.issuer)
		if err != nil {
			return nil, sayso.E("ask provider", p.issuer, sayso.Busy, err).Advise("see whether it runs, and whether --oidc names its issuer")
		}
		p.known = known
	}
	return p.known, nil
}

func (p *Provider) config(known *oidc.Provider) oauth2.Config {
	return oauth2.Config{ClientID: p.id, ClientSecret: p.secret, Endpoint: known.Endpoint(), RedirectURL: p.back, Scopes: []string{oidc.ScopeOpenID}}
}

// A visit is one try to sign in at a provider. The browser holds its key, and all that
// the provider is sent follows from that key and from what the visit is for, so a server
// keeps nothing, and no answer fits into another browser, or another purpose.
type visit struct{ key, purpose string }

func (v visit) derive(what string) string {
	m := hmac.New(sha256.New, []byte(v.key))
	for _, s := range []string{what, v.purpose} {
		m.Write([]byte(s))
		m.Write([]byte{0})
	}
	return base64.RawURLEncoding.EncodeToString(m.Sum(nil))
}

// Leave gives the address of the provider to which a browser that holds key goes.
func (p *Provider) Leave(ctx context.Context, key, purpose string) (string, error) {
	known, err := p.ask(ctx)
	if err != nil {
		return "", err
	}
	v := visit{key, purpose + " " + p.issuer}
	c := p.config(known)
	return c.AuthCodeURL(v.derive("state"), oidc.Nonce(v.derive("nonce")), oauth2.S256ChallengeOption(v.derive("verifier"))), nil
}

// Return reads what the provider sends a browser back with, and gives who it is: the
// issuer, a space, and the subject. Denied where the answer is not one to this visit.
func (p *Provider) Return(ctx context.Context, key, purpose string, q url.Values) (string, error) {
	const op = "sign in"
	denied := func(words string) (string, error) {
		return "", sayso.Errorf(op, p.Name(), sayso.Denied, "%s", words).Advise("begin again")
	}
	v := visit{key, purpose + " " + p.issuer}
	switch {
	case key == "" || subtle.ConstantTimeCompare([]byte(q.Get("state")), []byte(v.derive("state"))) != 1:
		return denied("this browser did not ask for that answer, or too long ago")
	case q.Get("iss") != "" && q.Get("iss") != p.issuer: // RFC 9207
		return denied("the answer is another provider's")
	case q.Get("error") != "":
		return denied("the provider says no")
	case q.Get("code") == "" || len(q.Get("code")) > 4096:
		return denied("the answer holds no code")
	}
	known, err := p.ask(ctx)
	if err != nil {
		return "", err
	}
	c := p.config(known)
	token, err := c.Exchange(p.with(ctx), q.Get("code"), oauth2.VerifierOption(v.derive("verifier")))
	if err != nil {
		return denied("the provider does not take the code")
	}
	raw, ok := token.Extra("id_token").(string)
	if !ok {
		return denied("the provider does not say who it is")
	}
	id, err := known.Verifier(&oidc.Config{ClientID: p.id}).Verify(p.with(ctx), raw)
	if err != nil {
		return denied("what the provider says cannot be believed")
	}
	if subtle.ConstantTimeCompare([]byte(id.Nonce), []byte(v.derive("nonce"))) != 1 {
		return denied("the provider answers another question")
	}
	if id.Subject == "" || len(id.Subject) > 255 || strings.ContainsAny(id.Subject, " \t\r\n") {
		return denied("the provider's name for the user is none")
	}
	return id.Issuer + " " + id.Subject, nil
}
