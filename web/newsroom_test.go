package web

import (
	"bytes"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"sayso"
	"sayso/internal/account"
)

const phrase = "four blue ferries"

// newsroom is a server where people sign in: rea reads, ed edits, ada is an admin, and
// lim sees one collection. Their names begin the password.
type newsroom struct {
	sayso.Ledger
	*httptest.Server
	h   http.Handler
	cfg Config
	now time.Time
	log bytes.Buffer
}

func openNewsroom(t *testing.T, set func(*Config)) *newsroom {
	t.Helper()
	n := &newsroom{Ledger: open(t), now: time.Date(2031, 5, 1, 9, 0, 0, 0, time.UTC)}
	cheap := account.NewPasswords(account.Cost{Memory: 64, Passes: 1, Threads: 1})
	for name, role := range map[string]sayso.AccountRole{"rea": sayso.ReaderRole, "ed": sayso.EditorRole, "ada": sayso.AdminRole, "lim": sayso.EditorRole} {
		hash, err := cheap.Hash(t.Context(), name+" "+phrase)
		if err != nil {
			t.Fatal(err)
		}
		if err := n.AddAccount(t.Context(), sayso.Account{Name: name, Role: role, Password: hash, Limited: name == "lim", Added: n.now}); err != nil {
			t.Fatal(err)
		}
	}
	n.cfg = Config{Ledger: n, Version: "test", Log: slog.New(slog.NewTextHandler(&n.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
		Accounts: &Accounts{Passwords: cheap, Now: func() time.Time { return n.now }}}
	if set != nil {
		set(&n.cfg)
	}
	n.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { n.h.ServeHTTP(w, r) }))
	t.Cleanup(n.Server.Close)
	if n.cfg.Accounts.Origin == "" {
		n.cfg.Accounts.Origin = n.URL
	}
	n.h = New(n.cfg)
	return n
}

// session gives somebody a session without their signing in.
func (n *newsroom) pass(t *testing.T, kind sayso.PassKind, name string, role sayso.AccountRole) string {
	t.Helper()
	key := account.NewKey()
	if err := n.AddPass(t.Context(), sayso.Pass{Kind: kind, Account: name, Sum: sayso.PassSum(key), Role: role, Made: n.now, Ends: n.now.Add(time.Hour)}); err != nil {
		t.Fatal(err)
	}
	return key
}

// ask sends a request with the session of somebody; key "" is nobody.
func (n *newsroom) ask(method, path, key string, form url.Values) *httptest.ResponseRecorder {
	return request(n.h, method, "http://localhost"+path, func(r *http.Request) {
		r.RemoteAddr = "192.0.2.7:1234"
		if key != "" {
			r.AddCookie(&http.Cookie{Name: sessionCookie, Value: key})
		}
		if form != nil {
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			r.Body = io.NopCloser(strings.NewReader(form.Encode()))
		}
	})
}

// person is a browser with cookies.
func (n *newsroom) browser(t *testing.T) *http.Client {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &http.Client{Jar: jar, Transport: http.DefaultTransport}
}

func (n *newsroom) post(t *testing.T, c *http.Client, path string, form url.Values) (*http.Response, string) {
	t.Helper()
	res, err := c.PostForm(n.URL+path, form)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res, string(b)
}

func (n *newsroom) fetch(t *testing.T, c *http.Client, path string) (*http.Response, string) {
	t.Helper()
	res, err := c.Get(n.URL + path)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res, string(b)
}

func (n *newsroom) signIn(t *testing.T, c *http.Client, name string) {
	t.Helper()
	if res, body := n.post(t, c, "/sign-in", url.Values{"name": {name}, "password": {name + " " + phrase}}); res.StatusCode != 200 || res.Request.URL.Path == "/sign-in" {
		t.Fatalf("%s: %s at %s\n%.300s", name, res.Status, res.Request.URL, body)
	}
}

// acts lists the audit trail in short, the oldest first.
func (n *newsroom) acts(t *testing.T) []string {
	t.Helper()
	page, err := n.Audit(t.Context(), sayso.AuditQuery{Oldest: true})
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range page.Items {
		out = append(out, strings.TrimSpace(fmt.Sprintf("%s %s: %s %s", e.Who, e.Act, e.About, e.Note)))
	}
	return out
}

func wantActs(t *testing.T, n *newsroom, want ...string) {
	t.Helper()
	if got := n.acts(t); strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("the trail has\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
