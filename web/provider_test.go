package web

import (
	"context"
	"strings"
	"testing"

	"github.com/coreos/go-oidc/v3/oidc"

	"sayso"
	"sayso/internal/account"
	"sayso/internal/account/accounttest"
	"sayso/internal/ingest/fetch"
)

// withProvider is a newsroom whose people may sign in at a provider.
func withProvider(t *testing.T) (*newsroom, *accounttest.Provider) {
	t.Helper()
	there := accounttest.New(t)
	n := openNewsroom(t, nil)
	client := fetch.New(fetch.Options{}).Trusted()
	p, err := account.NewProvider(there.URL, there.ID, there.Secret, n.URL+"/sign-in/provider/back", func(ctx context.Context) context.Context { return oidc.ClientContext(ctx, client) })
	if err != nil {
		t.Fatal(err)
	}
	n.cfg.Accounts.Provider = p
	n.h = New(n.cfg)
	return n, there
}

// TestProviderSignIn goes the whole way: invited, bound to a user of the provider, signed
// in by it again; and somebody else of the provider is nobody here.
func TestProviderSignIn(t *testing.T) {
	n, there := withProvider(t)
	c := n.browser(t)
	if res, body := n.fetch(t, c, "/sign-in/provider?then=/actors"); res.StatusCode != 403 || !strings.Contains(body, "no account here is yours") {
		t.Errorf("somebody of the provider: %s %.300s", res.Status, body)
	}
	key := n.pass(t, sayso.InvitationPass, "rea", sayso.ReaderRole)
	if _, body := n.fetch(t, c, "/invitations/"+key); !strings.Contains(body, "/invitations/"+key+"/provider") {
		t.Error("the invitation does not name the provider")
	}
	if res, _ := n.fetch(t, c, "/invitations/"+key+"/provider"); res.StatusCode != 200 || res.Request.URL.Path != "/" {
		t.Fatalf("%s at %s", res.Status, res.Request.URL)
	}
	c = n.browser(t)
	if res, _ := n.fetch(t, c, "/sign-in/provider?then=/actors"); res.StatusCode != 200 || res.Request.URL.Path != "/actors" {
		t.Errorf("%s at %s", res.Status, res.Request.URL)
	}
	if a, err := n.Account(t.Context(), "rea"); err != nil || a.Subject != there.URL+" 17" {
		t.Errorf("%+v, %v", a, err)
	}
	there.User = "18"
	if res, _ := n.fetch(t, n.browser(t), "/sign-in/provider"); res.StatusCode != 403 {
		t.Errorf("another user of the provider: %s", res.Status)
	}
	if res, _ := n.fetch(t, n.browser(t), "/invitations/"+key+"/provider"); res.StatusCode != 404 {
		t.Errorf("an invitation twice: %s", res.Status)
	}
	there.User = "17"
	if err := n.ChangeAccount(t.Context(), "rea", func(a *sayso.Account) error { a.Closed = n.now; return nil }); err != nil {
		t.Fatal(err)
	}
	if res, _ := n.fetch(t, n.browser(t), "/sign-in/provider"); res.StatusCode != 403 {
		t.Errorf("a closed account: %s", res.Status)
	}
}
