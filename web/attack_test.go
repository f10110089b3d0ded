package web

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"sayso"
	"sayso/internal/account"
)

// The attacks that a server where people sign in must stand.

// TestAttackFixation puts a session into a browser before its user signs in: the key
// that the attacker knows must open nothing afterwards.
func TestAttackFixation(t *testing.T) {
	n := openNewsroom(t, nil)
	form := url.Values{"name": {"ada"}, "password": {"ada " + phrase}}
	for what, known := range map[string]string{"a made-up key": account.NewKey(), "the attacker's own session": n.pass(t, sayso.SessionPass, "rea", sayso.AdminRole)} {
		w := n.ask("POST", "/sign-in", known, form)
		if w.Code != http.StatusSeeOther {
			t.Fatalf("%s: %d", what, w.Code)
		}
		fresh := w.Result().Cookies()[0].Value
		if fresh == known || n.ask("GET", "/people", known, nil).Code == 200 || n.ask("GET", "/people", fresh, nil).Code != 200 {
			t.Errorf("%s: the key from before is one to what ada may", what)
		}
		if w := n.ask("GET", "/account", known, nil); w.Code == 200 {
			t.Errorf("%s: the session from before goes on", what)
		}
	}
	// Two cookies of one name: one of them was put there by somebody else.
	w := request(n.h, "GET", "http://localhost/account", func(r *http.Request) {
		r.AddCookie(&http.Cookie{Name: sessionCookie, Value: n.pass(t, sayso.SessionPass, "rea", sayso.AdminRole)})
		r.AddCookie(&http.Cookie{Name: sessionCookie, Value: n.pass(t, sayso.SessionPass, "ada", sayso.AdminRole)})
	})
	if w.Code == 200 {
		t.Error("two sessions at once let in")
	}
}

// TestAttackOpenRedirect wants signing in to lead to this server and to no other.
func TestAttackOpenRedirect(t *testing.T) {
	n := openNewsroom(t, nil)
	for _, then := range []string{"//evil.example/", "///evil.example", "/\\evil.example", "\\\\evil.example", "https://evil.example/", "https:evil.example", "javascript:alert(1)", "/\t/evil.example", "/%09/evil.example", "/%2f/evil.example", "/%5cevil.example",
		"evil.example", "", "/sign-in", "/sign-out", "@evil.example", "http:///evil.example", " //evil.example", "/\r\nSet-Cookie: a=b", "/%0d%0aSet-Cookie:a=b", "//localhost@evil.example", strings.Repeat("/x", MaxQuery)} {
		w := n.ask("POST", "/sign-in", "", url.Values{"name": {"rea"}, "password": {"rea " + phrase}, "then": {then}})
		to := w.Header().Get("Location")
		u, err := url.Parse(to)
		if w.Code != http.StatusSeeOther || err != nil || u.Host != "" || u.Scheme != "" || !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.ContainsAny(to, "\\\t\r\n") {
			t.Errorf("%q leads to %q", then, to)
		}
		if len(w.Result().Cookies()) != 1 {
			t.Errorf("%q sets %v", then, w.Header()["Set-Cookie"])
		}
		page := request(n.h, "GET", "http://localhost/sign-in?"+url.Values{"then": {then}}.Encode(), nil)
		if strings.Contains(page.Body.String(), "evil.example\"") && !strings.Contains(page.Body.String(), `value="/`) {
			t.Errorf("%q stands in the form", then)
		}
	}
	for then, want := range map[string]string{"/search?q=a+b&x=%2F": "/search?q=a+b&x=%2F", "/actors/ac1": "/actors/ac1", "/": "/"} {
		if got := localPath(then); got != want {
			t.Errorf("%q leads to %q", then, got)
		}
	}
}

// TestAttackHost has a request name another host: no link that is handed out leads there.
func TestAttackHost(t *testing.T) {
	n := openNewsroom(t, func(c *Config) {
		c.Accounts.Origin = "https://sayso.newsroom.example"
		c.Hosts = []string{"sayso.newsroom.example"}
	})
	ada := n.pass(t, sayso.SessionPass, "ada", sayso.AdminRole)
	for _, host := range []string{"evil.example", "6.6.6.6", "[2001:db8::6]", "localhost:666", "sayso.newsroom.example:666"} {
		w := request(n.h, "POST", "http://x/people/rea/invite", func(r *http.Request) {
			r.Host, r.RemoteAddr = host, "127.0.0.1:1"
			r.AddCookie(&http.Cookie{Name: sessionCookie, Value: ada})
			r.Header.Set("X-Forwarded-Host", "evil.example")
			r.Header.Set("Forwarded", "host=evil.example;proto=https")
		})
		link := regexp.MustCompile(`https?://[^<]*/invitations/`).FindString(w.Body.String())
		if host == "evil.example" && w.Code != 403 || host != "evil.example" && link != "https://sayso.newsroom.example/invitations/" {
			t.Errorf("%s: %d %q", host, w.Code, link)
		}
	}
}

// counted is a ledger that counts how it is asked for accounts.
type counted struct {
	sayso.Ledger
	asked int
}

func (c *counted) Account(ctx context.Context, name string) (*sayso.Account, error) {
	c.asked++
	return c.Ledger.Account(ctx, name)
}

// TestAttackTiming wants the same work done, and the same answer given, for a wrong
// password, a name that there is not, an account without a password, and a closed one.
func TestAttackTiming(t *testing.T) {
	n := openNewsroom(t, nil)
	if err := n.AddAccount(t.Context(), sayso.Account{Name: "nopass", Role: sayso.AdminRole}); err != nil {
		t.Fatal(err)
	}
	if err := n.ChangeAccount(t.Context(), "rea", func(a *sayso.Account) error { a.Closed = n.now; return nil }); err != nil {
		t.Fatal(err)
	}
	c := &counted{Ledger: n.Ledger}
	n.cfg.Ledger = c
	n.h = New(n.cfg)
	var first string
	for _, x := range [][2]string{{"ed", "wrong password"}, {"none", "wrong password"}, {"nopass", ""}, {"nopass", "wrong password"}, {"rea", "rea " + phrase}, {"ed", strings.Repeat("x", account.MaxPassword+1)}} {
		w := n.ask("POST", "/sign-in", "", url.Values{"name": {x[0]}, "password": {x[1]}})
		body := strings.ReplaceAll(w.Body.String(), `value="`+x[0]+`"`, "")
		if w.Code != http.StatusUnauthorized || len(w.Result().Cookies()) > 0 {
			t.Errorf("%q: %d", x, w.Code)
		}
		if first == "" {
			first = body
		}
		if body != first {
			t.Errorf("%q is answered otherwise", x)
		}
	}
	if c.asked != 6 {
		t.Errorf("the ledger was asked %d times", c.asked)
	}
}

// TestAttackGuessing tries many passwords on one name, and one on many names.
func TestAttackGuessing(t *testing.T) {
	n := openNewsroom(t, nil)
	try := func(name, password string) int {
		return n.ask("POST", "/sign-in", "", url.Values{"name": {name}, "password": {password}}).Code
	}
	for range account.NameTries {
		if got := try("ada", "guess"); got != 401 {
			t.Fatal(got)
		}
	}
	if got := try("ADA ", "ada "+phrase); got != 429 {
		t.Errorf("a name that was tried too often: %d", got)
	}
	w := n.ask("POST", "/sign-in", "", url.Values{"name": {"ada"}, "password": {"x"}})
	if w.Header().Get("Retry-After") == "" {
		t.Error("it is not said when to come again")
	}
	n.now = n.now.Add(account.NameEvery + time.Second)
	if got := try("ada", "ada "+phrase); got != 303 {
		t.Errorf("a minute later: %d", got)
	}
	limited := false
	for i := range 2 * account.AddressTries {
		limited = limited || try(strings.Repeat("x", i+1), "guess") == 429
	}
	if !limited {
		t.Error("one address tries names without end")
	}
}

// TestAttackLogs wants no key and no password in logs, in what a browser tells other
// sites, or in what it keeps.
func TestAttackLogs(t *testing.T) {
	n := openNewsroom(t, nil)
	key := n.pass(t, sayso.InvitationPass, "rea", sayso.ReaderRole)
	w := n.ask("GET", "/invitations/"+key, "", nil)
	if w.Code != 200 || w.Header().Get("Referrer-Policy") != "no-referrer" || !strings.Contains(w.Header().Get("Cache-Control"), "no-store") {
		t.Errorf("%d %v", w.Code, w.Header())
	}
	n.ask("GET", "/invitations/"+key+"/provider", "", nil)
	n.ask("POST", "/invitations/"+key, "", url.Values{"password": {"x"}})
	n.ask("POST", "/sign-in", "", url.Values{"name": {phrase + " rea"}, "password": {"rea " + phrase}}) // the two fields mixed up
	session := n.ask("POST", "/sign-in", "", url.Values{"name": {"rea"}, "password": {"rea " + phrase}}).Result().Cookies()[0].Value
	w = n.ask("GET", "/account", session, nil)
	if !strings.Contains(w.Header().Get("Cache-Control"), "no-store") {
		t.Error("a browser keeps the page of an account")
	}
	told := n.log.String() + strings.Join(n.acts(t), "\n")
	for _, secret := range []string{key, session, phrase, sayso.PassSum(key), sayso.PassSum(session)} {
		if strings.Contains(told, secret) {
			t.Errorf("%q is told:\n%s", secret, told)
		}
	}
	if w := n.ask("GET", "/account?session="+session, "", nil); w.Code == 200 {
		t.Error("a session in an address lets in")
	}
}

// TestAttackForwarded has a client say by what way and from where it comes.
func TestAttackForwarded(t *testing.T) {
	n := openNewsroom(t, func(c *Config) {
		c.Proxies = []netip.Prefix{netip.MustParsePrefix("10.0.0.1/32"), netip.MustParsePrefix("127.0.0.1/32")}
		c.Accounts.Origin = "https://sayso.newsroom.example"
	})
	s := &server{Config: n.cfg}
	for _, x := range []struct {
		what, remote string
		header       http.Header
		from         string
		secure       bool
	}{
		{"nobody before it", "192.0.2.7:1", nil, "192.0.2.7", false},
		{"a client that says it is this machine", "192.0.2.7:1", http.Header{"X-Forwarded-For": {"127.0.0.1"}, "X-Forwarded-Proto": {"https"}}, "192.0.2.7", false},
		{"by the proxy", "10.0.0.1:1", http.Header{"X-Forwarded-For": {"192.0.2.7"}, "X-Forwarded-Proto": {"https"}}, "192.0.2.7", true},
		{"by the proxy, with what the client said", "10.0.0.1:1", http.Header{"X-Forwarded-For": {"127.0.0.1, 192.0.2.7"}, "X-Forwarded-Proto": {"https"}}, "192.0.2.7", true},
		{"in two headers", "10.0.0.1:1", http.Header{"X-Forwarded-For": {"127.0.0.1", "192.0.2.7"}, "X-Forwarded-Proto": {"https"}}, "192.0.2.7", true},
		{"by two proxies", "10.0.0.1:1", http.Header{"X-Forwarded-For": {"192.0.2.7, 127.0.0.1"}, "X-Forwarded-Proto": {"https"}}, "192.0.2.7", true},
		{"plain to the proxy", "10.0.0.1:1", http.Header{"X-Forwarded-For": {"192.0.2.7"}, "X-Forwarded-Proto": {"http"}}, "192.0.2.7", false},
		{"two ways at once", "10.0.0.1:1", http.Header{"X-Forwarded-For": {"192.0.2.7"}, "X-Forwarded-Proto": {"https", "http"}}, "192.0.2.7", false},
		{"a list of ways", "10.0.0.1:1", http.Header{"X-Forwarded-For": {"192.0.2.7"}, "X-Forwarded-Proto": {"https, http"}}, "192.0.2.7", false},
		{"a proxy that says nothing", "127.0.0.1:1", nil, "", false},
		{"no address", "127.0.0.1:1", http.Header{"X-Forwarded-For": {"unknown"}}, "", false},
		{"the proxy's own", "127.0.0.1:1", http.Header{"X-Forwarded-For": {"127.0.0.1"}}, "", false},
	} {
		r := httptest.NewRequest("GET", "/", nil)
		r.RemoteAddr = x.remote
		for k, v := range x.header {
			r.Header[k] = v
		}
		from, secure := s.client(r)
		if addressOf(from) != x.from || secure != x.secure {
			t.Errorf("%s: from %q, secure %v", x.what, addressOf(from), secure)
		}
	}
	form := url.Values{"name": {"rea"}, "password": {"rea " + phrase}}.Encode()
	signIn := func(remote, proto string) *httptest.ResponseRecorder {
		return request(n.h, "POST", "http://localhost/sign-in", func(r *http.Request) {
			r.RemoteAddr = remote
			r.Header.Set("X-Forwarded-For", "192.0.2.7")
			r.Header.Set("X-Forwarded-Proto", proto)
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			r.Body = io.NopCloser(strings.NewReader(form))
		})
	}
	for _, x := range []struct {
		remote, proto string
		want          int
	}{{"10.0.0.1:1", "https", 303}, {"10.0.0.1:1", "http", 403}, {"192.0.2.7:1", "https", 403}} {
		if w := signIn(x.remote, x.proto); w.Code != x.want {
			t.Errorf("from %s by %s: %d", x.remote, x.proto, w.Code)
		}
	}
	// A key that is good over TLS is none by a plain way, and neither is a cookie that
	// anybody on the network can set.
	key := n.pass(t, sayso.SessionPass, "rea", sayso.AdminRole)
	ask := func(proto, cookie, token string) int {
		return request(n.h, "GET", "http://localhost/account", func(r *http.Request) {
			r.RemoteAddr = "10.0.0.1:1"
			r.Header.Set("X-Forwarded-For", "192.0.2.7")
			r.Header.Set("X-Forwarded-Proto", proto)
			if cookie != "" {
				r.AddCookie(&http.Cookie{Name: cookie, Value: key})
			}
			if token != "" {
				r.Header.Set("Authorization", "Bearer "+token)
			}
		}).Code
	}
	token := n.pass(t, sayso.TokenPass, "rea", sayso.ReaderRole)
	for _, x := range []struct {
		proto, cookie, token string
		want                 int
	}{{"https", "__Host-sayso", "", 200}, {"https", "sayso", "", 303}, {"http", "__Host-sayso", "", 303}, {"http", "sayso", "", 303}, {"https", "", token, 200}, {"http", "", token, 401}} {
		if got := ask(x.proto, x.cookie, x.token); got != x.want {
			t.Errorf("%+v: %d", x, got)
		}
	}
}

// TestAttackMixUp has a browser take back what another browser, another provider or
// another purpose was answered.
func TestAttackMixUp(t *testing.T) {
	n, there := withProvider(t)
	if err := n.ChangeAccount(t.Context(), "ada", func(a *sayso.Account) error { a.Subject = there.URL + " 17"; return nil }); err != nil {
		t.Fatal(err)
	}
	// stop goes to the provider and gives the way back, without going it.
	stop := func(c *http.Client, at string) *url.URL {
		t.Helper()
		bare := &http.Client{Jar: c.Jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
		next := n.URL + at
		for range 2 {
			res, err := bare.Get(next)
			if err != nil {
				t.Fatal(err)
			}
			res.Body.Close()
			u, err := res.Location()
			if err != nil {
				t.Fatal(err)
			}
			next = u.String()
		}
		u, _ := url.Parse(next)
		return u
	}
	in := func(c *http.Client, u *url.URL) bool {
		t.Helper()
		n.fetch(t, c, u.RequestURI())
		res, _ := n.fetch(t, c, "/account")
		return res.Request.URL.Path == "/account"
	}
	attacker, victim := n.browser(t), n.browser(t)
	if in(victim, stop(attacker, "/sign-in/provider")) {
		t.Error("a browser is signed in by what another was answered")
	}
	stop(victim, "/sign-in/provider")
	if in(victim, stop(attacker, "/sign-in/provider")) {
		t.Error("a browser that is on its way is signed in by what another was answered")
	}
	u := stop(victim, "/sign-in/provider")
	q := u.Query()
	q.Set("iss", "https://evil.example")
	if in(victim, &url.URL{Path: u.Path, RawQuery: q.Encode()}) {
		t.Error("an answer of another provider lets in")
	}
	u = stop(victim, "/sign-in/provider")
	if !in(victim, u) {
		t.Error("an answer to this browser does not let in")
	}
	n.post(t, victim, "/sign-out", nil)
	if in(victim, u) {
		t.Error("an answer counts twice")
	}
	// The cookie of a try says what it is for. Changed, it fits no answer any more.
	u = stop(victim, "/sign-in/provider")
	at, _ := url.Parse(n.URL)
	key := n.pass(t, sayso.InvitationPass, "rea", sayso.ReaderRole)
	for _, c := range victim.Jar.Cookies(at) {
		if c.Name == visitCookie {
			first, _, _ := strings.Cut(c.Value, ".")
			c.Value = first + "." + url.QueryEscape("invitation "+key)
			c.Path = "/"
			victim.Jar.SetCookies(at, []*http.Cookie{c})
		}
	}
	if in(victim, u) {
		t.Error("a try to sign in accepts an invitation")
	}
}
