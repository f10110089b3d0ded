package account_test

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/coreos/go-oidc/v3/oidc"

	"sayso"
	"sayso/internal/account"
	"sayso/internal/account/accounttest"
	"sayso/internal/ingest/fetch"
)

const back = "https://sayso.newsroom.example/sign-in/provider/back"

func provider(t *testing.T, p *accounttest.Provider) *account.Provider {
	t.Helper()
	client := fetch.New(fetch.Options{}).Trusted()
	out, err := account.NewProvider(p.URL, p.ID, p.Secret, back, func(ctx context.Context) context.Context { return oidc.ClientContext(ctx, client) })
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// visit goes to a provider and gives what it sends back with.
func visit(t *testing.T, p *account.Provider, key, purpose string) url.Values {
	t.Helper()
	to, err := p.Leave(t.Context(), key, purpose)
	if err != nil {
		t.Fatal(err)
	}
	c := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := c.Get(to)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	at, err := res.Location()
	if err != nil || !strings.HasPrefix(at.String(), back+"?") {
		t.Fatalf("%s sends to %v, %v", res.Status, at, err)
	}
	return at.Query()
}

func TestProvider(t *testing.T) {
	there := accounttest.New(t)
	p := provider(t, there)
	q := visit(t, p, "k1", "sign in")
	who, err := p.Return(t.Context(), "k1", "sign in", q)
	if err != nil || who != there.URL+" 17" {
		t.Fatalf("%q, %v", who, err)
	}
	if _, err := p.Return(t.Context(), "k1", "sign in", q); sayso.KindOf(err) != sayso.Denied {
		t.Errorf("a code twice: %v", err)
	}
	elsewhere := accounttest.New(t)
	for what, x := range map[string]struct {
		key, purpose string
		spoil        func(url.Values)
	}{
		"another browser":   {"k2", "sign in", nil},
		"no browser":        {"", "sign in", nil},
		"another purpose":   {"k1", "invitation", nil},
		"no state":          {"k1", "sign in", func(q url.Values) { q.Del("state") }},
		"another state":     {"k1", "sign in", func(q url.Values) { q.Set("state", "x") }},
		"another provider":  {"k1", "sign in", func(q url.Values) { q.Set("iss", elsewhere.URL) }},
		"no code":           {"k1", "sign in", func(q url.Values) { q.Del("code") }},
		"a refusal":         {"k1", "sign in", func(q url.Values) { q.Set("error", "access_denied") }},
		"somebody's code":   {"k1", "sign in", func(q url.Values) { q.Set("code", visit(t, p, "k9", "sign in").Get("code")) }},
		"another's code":    {"k1", "sign in", func(q url.Values) { q.Set("code", visit(t, provider(t, elsewhere), "k1", "sign in").Get("code")) }},
		"a code of nothing": {"k1", "sign in", func(q url.Values) { q.Set("code", "x") }},
	} {
		q := visit(t, p, "k1", "sign in")
		if x.spoil != nil {
			x.spoil(q)
		}
		if who, err := p.Return(t.Context(), x.key, x.purpose, q); sayso.KindOf(err) != sayso.Denied || who != "" {
			t.Errorf("%s: %q, %v", what, who, err)
		}
	}
	for what, spoil := range map[string]func(map[string]any){
		"for another server": func(c map[string]any) { c["aud"] = "other" },
		"of another issuer":  func(c map[string]any) { c["iss"] = elsewhere.URL },
		"too old":            func(c map[string]any) { c["exp"] = 1 },
		"without a nonce":    func(c map[string]any) { delete(c, "nonce") },
		"to another try":     func(c map[string]any) { c["nonce"] = "x" },
		"of nobody":          func(c map[string]any) { c["sub"] = "" },
		"of two":             func(c map[string]any) { c["sub"] = "17 18" },
	} {
		there.Spoil = spoil
		if who, err := p.Return(t.Context(), "k1", "sign in", visit(t, p, "k1", "sign in")); sayso.KindOf(err) != sayso.Denied {
			t.Errorf("%s: %q, %v", what, who, err)
		}
	}
	there.Spoil = nil
	var err2 error
	if there.Sign, err2 = rsa.GenerateKey(rand.Reader, 2048); err2 != nil {
		t.Fatal(err2)
	}
	if who, err := p.Return(t.Context(), "k1", "sign in", visit(t, p, "k1", "sign in")); sayso.KindOf(err) != sayso.Denied {
		t.Errorf("signed with another key: %q, %v", who, err)
	}
}

func TestProviderAddresses(t *testing.T) {
	for _, bad := range []string{"", "id.example", "http://id.example", "https://", "https://id.example?x", "https://a:b@id.example"} {
		if _, err := account.NewProvider(bad, "sayso", "", back, nil); sayso.KindOf(err) != sayso.Invalid {
			t.Errorf("%s: %v", bad, err)
		}
	}
	there := accounttest.New(t)
	p := provider(t, there)
	there.Close()
	if _, err := p.Leave(t.Context(), "k1", "sign in"); sayso.KindOf(err) != sayso.Busy {
		t.Errorf("of one that does not run: %v", err)
	}
}
