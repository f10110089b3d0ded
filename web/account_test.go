package web

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"regexp"
	"slices"
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

// TestRoles walks every address that the server has, as nobody, reader, editor and admin,
// and wants each refused to whoever lacks the role that it names. One that names none
// is refused to all.
func TestRoles(t *testing.T) {
	n := openNewsroom(t, nil)
	type address struct {
		pattern string
		need    need
	}
	var all []address
	for _, r := range slices.Concat(routes, signing) {
		all = append(all, address{r.pattern, needs[r.pattern]})
	}
	for _, e := range endpoints {
		all = append(all, address{"GET " + e.path, needs["GET "+e.path]})
	}
	for pattern := range needs {
		if !slices.ContainsFunc(all, func(a address) bool { return a.pattern == pattern }) {
			t.Errorf("there is no %s", pattern)
		}
	}
	people := []struct {
		name string
		role need
	}{{"", nobody}, {"rea", reader}, {"ed", editor}, {"ada", admin}}
	blank := regexp.MustCompile(`\{[a-z]+\}`)
	for _, a := range all {
		if a.need != nobody && a.need != reader && a.need != editor && a.need != admin {
			t.Errorf("%s names no role", a.pattern)
			continue
		}
		method, path, _ := strings.Cut(a.pattern, " ")
		path = blank.ReplaceAllString(strings.ReplaceAll(path, "{$}", ""), "x")
		for _, who := range people {
			key := ""
			if who.name != "" {
				key = n.pass(t, sayso.SessionPass, who.name, sayso.AdminRole)
			}
			w := n.ask(method, path, key, url.Values{})
			in := a.need == nobody || sayso.AccountRole(who.role).May(sayso.AccountRole(a.need))
			out := w.Code == http.StatusUnauthorized || w.Code == http.StatusSeeOther && strings.HasPrefix(w.Header().Get("Location"), "/sign-in")
			switch {
			case in && a.need != nobody && (out || strings.Contains(w.Body.String(), "needs the role")):
				t.Errorf("%s %s is refused to %s: %d %.100s", method, path, who.role, w.Code, w.Body)
			case !in && who.name == "" && !out:
				t.Errorf("%s %s answers nobody with %d", method, path, w.Code)
			case !in && who.name != "" && (w.Code != http.StatusForbidden || !strings.Contains(w.Body.String(), "needs the role "+string(a.need))):
				t.Errorf("%s %s answers a %s with %d", method, path, who.role, w.Code)
			}
		}
	}
	s := &server{Config: n.cfg}
	w := httptest.NewRecorder()
	r := httptest.NewRequest("GET", "/new", nil)
	_ = s.admit("GET /new", "", func(*server, http.ResponseWriter, *http.Request) error { t.Error("it answers"); return nil })(s, w, r)
	if w.Code != http.StatusSeeOther {
		t.Errorf("an address without a role answers with %d", w.Code)
	}
}

// TestPagesTellNobody wants pages that are refused to hold nothing of the ledger.
func TestPagesTellNobody(t *testing.T) {
	n := openNewsroom(t, nil)
	for _, path := range []string{"/nowhere", "/sign-in", "/invitations/x", "/api/v1/claims", "/healthz", "/assets/x", "/api/"} {
		w := n.ask("GET", path, "", nil)
		if body := w.Body.String(); strings.Contains(body, "Stories") || strings.Contains(body, "ar") && strings.Contains(body, "/articles/") {
			t.Errorf("%s: %s", path, body)
		}
	}
}

func TestSignIn(t *testing.T) {
	n := openNewsroom(t, nil)
	c := n.browser(t)
	res, body := n.fetch(t, c, "/search?q=cranes")
	if res.Request.URL.Path != "/sign-in" || res.Request.URL.Query().Get("then") != "/search?q=cranes" || !strings.Contains(body, `value="/search?q=cranes"`) {
		t.Errorf("led to %s", res.Request.URL)
	}
	wellMade(t, "/sign-in", body)
	bad := func(name, password string) (int, string) {
		res, body := n.post(t, c, "/sign-in", url.Values{"name": {name}, "password": {password}})
		return res.StatusCode, strings.ReplaceAll(body, name, "")
	}
	code1, known := bad("rea", "not it")
	code2, unknown := bad("noone", "not it")
	if code1 != 401 || code2 != 401 || known != unknown || !strings.Contains(known, refused) {
		t.Errorf("a name that there is: %d, one that there is not: %d\n%s\n%s", code1, code2, known, unknown)
	}
	res, body = n.post(t, c, "/sign-in", url.Values{"name": {" Rea "}, "password": {"rea " + phrase}, "then": {"/search?q=cranes"}})
	if res.StatusCode != 200 || res.Request.URL.RequestURI() != "/search?q=cranes" || !strings.Contains(body, "/account") {
		t.Errorf("%s at %s", res.Status, res.Request.URL)
	}
	if res, _ = n.fetch(t, c, "/sign-in?then=/actors"); res.Request.URL.Path != "/actors" {
		t.Errorf("who has signed in is asked again: %s", res.Request.URL)
	}
	res, body = n.fetch(t, c, "/account")
	if res.StatusCode != 200 || !strings.Contains(body, "<strong>rea</strong>") || !strings.Contains(body, "this one") {
		t.Errorf("%s %s", res.Status, body)
	}
	wellMade(t, "/account", body)
	res, _ = n.post(t, c, "/sign-out", nil)
	if res.Request.URL.Path != "/sign-in" {
		t.Errorf("after signing out: %s", res.Request.URL)
	}
	if res, _ = n.fetch(t, c, "/account"); res.Request.URL.Path != "/sign-in" {
		t.Errorf("signed out, and in at %s", res.Request.URL)
	}
	wantActs(t, n, "rea sign-in refused: by password", "sign-in refused: by password", "rea sign-in: by password", "rea sign-out:")

	n.signIn(t, c, "rea")
	n.now = n.now.Add(SessionIdle + time.Minute)
	if res, _ = n.fetch(t, c, "/account"); res.Request.URL.Path != "/sign-in" {
		t.Error("a session that was unused too long lets in")
	}
	n.signIn(t, c, "rea")
	for range 20 {
		n.now = n.now.Add(SessionIdle - time.Minute)
		n.fetch(t, c, "/account")
	}
	if res, _ = n.fetch(t, c, "/account"); res.Request.URL.Path != "/sign-in" {
		t.Error("a session has no end")
	}
}

func wantActs(t *testing.T, n *newsroom, want ...string) {
	t.Helper()
	if got := n.acts(t); strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("the trail has\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestCookie wants the session's cookie kept from scripts, other sites and, over TLS,
// other names and plain connections.
func TestCookie(t *testing.T) {
	n := openNewsroom(t, func(c *Config) { c.Proxies = []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")} })
	for proto, want := range map[string]string{"http": "sayso", "https": "__Host-sayso"} {
		form := url.Values{"name": {"rea"}, "password": {"rea " + phrase}}
		w := request(n.h, "POST", "http://localhost/sign-in", func(r *http.Request) {
			r.RemoteAddr = "10.0.0.1:99"
			r.Header.Set("X-Forwarded-For", "192.0.2.9")
			r.Header.Set("X-Forwarded-Proto", proto)
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			r.Body = io.NopCloser(strings.NewReader(form.Encode()))
		})
		cs := w.Result().Cookies()
		if len(cs) != 1 || cs[0].Name != want || !cs[0].HttpOnly || cs[0].SameSite != http.SameSiteLaxMode || cs[0].Path != "/" || cs[0].Domain != "" || cs[0].Secure != (proto == "https") {
			t.Errorf("%s: %v", proto, w.Header())
		}
		if hsts := w.Header().Get("Strict-Transport-Security"); (hsts != "") != (proto == "https") {
			t.Errorf("%s: %q", proto, hsts)
		}
	}
}

func TestTokens(t *testing.T) {
	n := openNewsroom(t, nil)
	c := n.browser(t)
	n.signIn(t, c, "ed")
	if res, _ := n.post(t, c, "/account/tokens", url.Values{"label": {"nightly"}, "role": {"admin"}, "days": {"7"}}); res.StatusCode != 400 {
		t.Errorf("a token that may more than its owner: %s", res.Status)
	}
	res, body := n.post(t, c, "/account/tokens", url.Values{"label": {"nightly"}, "role": {"reader"}, "days": {"7"}})
	key := regexp.MustCompile(`sayso_[\w-]{43}`).FindString(body)
	if res.StatusCode != 200 || key == "" {
		t.Fatalf("%s\n%s", res.Status, body)
	}
	wellMade(t, "/account", body)
	if _, body = n.fetch(t, c, "/account"); strings.Contains(body, key) || !strings.Contains(body, "nightly") {
		t.Error("the key is shown again, or the token is not listed")
	}
	with := func(method, path, key string) int {
		return request(n.h, method, "http://localhost"+path, func(r *http.Request) {
			r.Header.Set("Authorization", "Bearer "+key)
			r.Header.Set("Accept", "application/json, text/event-stream")
		}).Code
	}
	for _, x := range []struct {
		method, path, key string
		want              int
	}{
		{"GET", "/api/v1/claims", key, 200}, {"GET", "/export/claims.csv", key, 200}, {"GET", "/", key, 200}, {"GET", "/api/v1/claims", key + "x", 401}, {"GET", "/", key + "x", 401},
		{"POST", "/sources", key, 403}, {"POST", "/account/tokens", key, 403}, {"POST", "/account/password", key, 403}, {"GET", "/people", key, 403}, {"GET", "/api/v1/claims", "", 401}, {"POST", "/mcp", "", 401},
	} {
		if got := with(x.method, x.path, x.key); got != x.want {
			t.Errorf("%s %s: %d, want %d", x.method, x.path, got, x.want)
		}
	}
	if w := n.ask("GET", "/api/v1/claims?access_token="+key, "", nil); w.Code != 401 {
		t.Errorf("a key in an address: %d", w.Code)
	}
	if w := request(n.h, "GET", "http://localhost/api/v1/claims", nil); w.Header().Get("WWW-Authenticate") == "" {
		t.Error("programs are not told how")
	}
	passes, err := n.Passes(t.Context(), "ed", n.now, sayso.Paging{})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range passes.Items {
		if p.Kind == sayso.TokenPass {
			n.post(t, c, "/account/passes/"+p.ID+"/end", nil)
		}
	}
	if got := with("GET", "/api/v1/claims", key); got != 401 {
		t.Errorf("a token that was ended: %d", got)
	}
	if strings.Contains(n.log.String(), key) || strings.Contains(strings.Join(n.acts(t), "\n"), key) {
		t.Error("the key stands in the log or the trail")
	}
}

func TestPasswordChange(t *testing.T) {
	n := openNewsroom(t, nil)
	here, there := n.browser(t), n.browser(t)
	n.signIn(t, here, "rea")
	n.signIn(t, there, "rea")
	set := func(old, new, again string) int {
		res, _ := n.post(t, here, "/account/password", url.Values{"old": {old}, "password": {new}, "again": {again}})
		return res.StatusCode
	}
	for _, x := range []struct {
		old, new, again string
		want            int
	}{{"guess", "another long one", "another long one", 403}, {"rea " + phrase, "short", "short", 400}, {"rea " + phrase, "another long one", "another long on", 400}, {"rea " + phrase, "another long one", "another long one", 200}} {
		if got := set(x.old, x.new, x.again); got != x.want {
			t.Errorf("%+v: %d", x, got)
		}
	}
	if res, _ := n.fetch(t, here, "/account"); res.Request.URL.Path != "/account" {
		t.Error("who changed the password is out")
	}
	if res, _ := n.fetch(t, there, "/account"); res.Request.URL.Path != "/sign-in" {
		t.Error("another session stays in")
	}
	for password, want := range map[string]int{"rea " + phrase: 401, "another long one": 200} {
		if res, _ := n.post(t, there, "/sign-in", url.Values{"name": {"rea"}, "password": {password}}); res.StatusCode != want {
			t.Errorf("%s: %s", password, res.Status)
		}
	}
}

func TestPeople(t *testing.T) {
	n := openNewsroom(t, func(c *Config) { c.Accounts.Origin = "http://sayso.newsroom.example" })
	ada := n.browser(t)
	n.signIn(t, ada, "ada")
	add := func(form url.Values) (*http.Response, string) {
		t.Helper()
		return n.post(t, ada, "/people", form)
	}
	for what, form := range map[string]url.Values{"no name": {"role": {"reader"}}, "an odd name": {"name": {"a b"}, "role": {"reader"}}, "no role": {"name": {"cyn"}}, "a name that is taken": {"name": {"rea"}, "role": {"reader"}}} {
		if res, body := add(form); res.StatusCode != 400 || !strings.Contains(body, `role="alert"`) {
			t.Errorf("%s: %s", what, res.Status)
		}
	}
	res, body := add(url.Values{"name": {"cyn"}, "role": {"editor"}})
	link := regexp.MustCompile(`http://sayso\.newsroom\.example/invitations/([\w-]{43})`).FindStringSubmatch(body)
	if res.StatusCode != 200 || link == nil {
		t.Fatalf("%s\n%s", res.Status, body)
	}
	wellMade(t, "/people/cyn", body)
	if _, body := n.fetch(t, ada, "/people/cyn"); strings.Contains(body, link[1]) {
		t.Error("the link is shown again")
	}
	for _, path := range []string{"/people", "/people/cyn", "/collections", "/audit"} {
		res, body := n.fetch(t, ada, path)
		if res.StatusCode != 200 {
			t.Errorf("%s: %s", path, res.Status)
		}
		wellMade(t, path, body)
	}

	cyn := n.browser(t)
	at := "/invitations/" + link[1]
	for range 2 { // looking uses nothing up
		res, body = n.fetch(t, cyn, at)
		if res.StatusCode != 200 || !strings.Contains(body, "<strong>cyn</strong>") {
			t.Fatalf("%s\n%s", res.Status, body)
		}
	}
	wellMade(t, at, body)
	if res, _ := n.post(t, cyn, at, url.Values{"password": {"short"}, "again": {"short"}}); res.StatusCode != 400 {
		t.Errorf("a short password: %s", res.Status)
	}
	if res, body = n.post(t, cyn, at, url.Values{"password": {"cyn " + phrase}, "again": {"cyn " + phrase}}); res.StatusCode != 200 || res.Request.URL.Path != "/" {
		t.Fatalf("%s at %s\n%.300s", res.Status, res.Request.URL, body)
	}
	if res, _ := n.post(t, n.browser(t), at, url.Values{"password": {"eve " + phrase}, "again": {"eve " + phrase}}); res.StatusCode != 404 {
		t.Errorf("an invitation twice: %s", res.Status)
	}
	n.signIn(t, n.browser(t), "cyn")

	if res, body := n.post(t, ada, "/people/ada", url.Values{"role": {"reader"}}); res.StatusCode != 400 || !strings.Contains(body, "nobody else is an admin") {
		t.Errorf("the last admin: %s", res.Status)
	}
	if res, _ := n.post(t, cyn, "/sources", url.Values{"address": {"https://northwind-daily.example/feed.xml"}, "kind": {"feed"}}); res.StatusCode != 200 {
		t.Errorf("an editor adds a source: %s", res.Status)
	}
	n.post(t, ada, "/people/cyn", url.Values{"role": {"reader"}})
	if res, _ := n.post(t, cyn, "/sources", url.Values{"address": {"https://b.example/feed.xml"}, "kind": {"feed"}}); res.StatusCode != 403 {
		t.Errorf("who is a reader now adds a source: %s", res.Status)
	}
	n.post(t, ada, "/people/cyn", url.Values{"do": {"close"}})
	if res, _ := n.fetch(t, cyn, "/"); res.Request.URL.Path != "/sign-in" {
		t.Error("who was closed is in")
	}
	if res, _ := n.post(t, cyn, "/sign-in", url.Values{"name": {"cyn"}, "password": {"cyn " + phrase}}); res.StatusCode != 401 {
		t.Errorf("who was closed signs in: %s", res.Status)
	}
	got := strings.Join(n.acts(t), "\n")
	for _, want := range []string{"ada account: cyn added: editor", "ada account: cyn invited", "cyn account: cyn invitation accepted", "cyn sign-in: by invitation", "cyn setting: POST /sources address=https://northwind-daily.example/feed.xml kind=feed", "ada account: cyn change: reader", "ada account: cyn change: close"} {
		if !strings.Contains(got, want) {
			t.Errorf("the trail lacks %q:\n%s", want, got)
		}
	}
	if strings.Contains(n.log.String(), link[1]) || strings.Contains(got, link[1]) {
		t.Error("the invitation's key stands in the log or the trail")
	}
}

// TestAuditTrail wants every export, judgement and setting in the trail, on the page and
// as JSON Lines.
func TestAuditTrail(t *testing.T) {
	n := openNewsroom(t, nil)
	ed, ada := n.pass(t, sayso.SessionPass, "ed", sayso.AdminRole), n.pass(t, sayso.SessionPass, "ada", sayso.AdminRole)
	claims, err := n.Claims(t.Context(), sayso.ClaimQuery{})
	if err != nil {
		t.Fatal(err)
	}
	id := string(claims.Items[0].ID)
	n.ask("POST", "/claims/"+id+"/correct", ed, url.Values{"verdict": {"accepted"}})
	n.ask("GET", "/export/claims.csv?q=cranes", ed, nil)
	n.ask("GET", "/api/v1/claims?format=csv", ed, nil)
	n.ask("GET", "/api/v1/claims", ed, nil)
	n.ask("POST", "/check", ed, url.Values{"draft": {"x"}})
	w := n.ask("GET", "/audit", ada, nil)
	for _, want := range []string{"correction accepted", id, "/export/claims.csv?q=cranes", "192.0.2.7"} {
		if !strings.Contains(w.Body.String(), want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	wantActs(t, n, "ed judgement: "+id+" correction accepted", "ed export: /export/claims.csv?q=cranes", "ed export: /api/v1/claims?format=csv")
	w = n.ask("GET", "/audit.jsonl", ada, nil)
	var before string
	lines := strings.Split(strings.TrimSpace(w.Body.String()), "\n")
	for _, line := range lines {
		var x AuditLine
		if err := json.Unmarshal([]byte(line), &x); err != nil {
			t.Fatal(err)
		}
		at, err := time.Parse(time.RFC3339Nano, x.At)
		e := sayso.AuditEntry{At: at, Who: x.Who, From: x.From, Act: x.Act, About: x.About, Note: x.Note}
		if err != nil || e.Seal(before) != x.Sum {
			t.Errorf("%s does not follow", line)
		}
		before = x.Sum
	}
	if len(lines) != 4 || !strings.Contains(lines[3], "/audit.jsonl") {
		t.Errorf("%q", lines)
	}
}

// TestEveryChangeIsEntered wants every address that takes a form to enter something
// into the trail, or to be named among those that need not.
func TestEveryChangeIsEntered(t *testing.T) {
	for _, r := range slices.Concat(routes, signing) {
		if strings.HasPrefix(r.pattern, "GET ") || needs[r.pattern] == nobody {
			continue
		}
		act, _ := actOf(r.pattern, httptest.NewRequest("POST", "/x", nil))
		if act == "" && !judged[r.pattern] && !asks[r.pattern] && !tended[r.pattern] {
			t.Errorf("%s leaves no trace", r.pattern)
		}
	}
	for _, named := range []map[string]bool{judged, asks, tended} {
		for pattern := range named {
			found := false
			for _, r := range slices.Concat(routes, signing) {
				found = found || r.pattern == pattern
			}
			if !found {
				t.Errorf("there is no %s", pattern)
			}
		}
	}
}

// TestCollections wants who is bounded to a collection to see what its sources listed,
// and nothing else by any address.
func TestCollections(t *testing.T) {
	n := openNewsroom(t, nil)
	ctx := t.Context()
	src := sayso.WatchedSource{Kind: sayso.FeedSource, Address: "https://northwind-daily.example/feed.xml", Title: "Northwind Daily"}
	if _, err := n.AddSource(ctx, src); err != nil {
		t.Fatal(err)
	}
	articles, err := n.Articles(ctx, sayso.ArticleQuery{})
	if err != nil || len(articles.Items) < 2 {
		t.Fatal(articles, err)
	}
	mine, other := articles.Items[0], articles.Items[1]
	it := sayso.SourceItem{Source: sayso.DeriveSourceID(src.Address), Key: "1", Mark: "a", Address: "https://northwind-daily.example/1"}
	if _, err := n.Polled(ctx, it.Source, n.now, []sayso.SourceItem{it}, func(int) sayso.SourceState { return sayso.SourceState{} }); err != nil {
		t.Fatal(err)
	}
	if err := n.Settle(ctx, it, n.now, sayso.ItemOutcome{Article: mine.ID}); err != nil {
		t.Fatal(err)
	}
	ada, lim := n.pass(t, sayso.SessionPass, "ada", sayso.AdminRole), n.pass(t, sayso.SessionPass, "lim", sayso.AdminRole)
	if w := n.ask("GET", "/articles/"+string(mine.ID), lim, nil); w.Code != 403 {
		t.Errorf("bounded to nothing, it sees an article: %d", w.Code)
	}
	if w := n.ask("POST", "/collections", ada, url.Values{"name": {"harbour"}, "source": {string(it.Source)}}); w.Code != 303 {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	if w := n.ask("POST", "/people/lim", ada, url.Values{"role": {"editor"}, "sees": {"collections"}, "collection": {"harbour"}}); w.Code != 303 {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	if w := n.ask("GET", "/collections/harbour", ada, nil); w.Code != 200 || !strings.Contains(w.Body.String(), "/articles/"+string(mine.ID)) {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	claimOf := func(a sayso.ArticleID) string {
		page, err := n.Claims(ctx, sayso.ClaimQuery{Article: a})
		if err != nil || len(page.Items) == 0 {
			t.Fatal(a, page, err)
		}
		return string(page.Items[0].ID)
	}
	in := []string{"/account", "/collections/harbour", "/articles/" + string(mine.ID), "/versions/" + string(mine.Version), "/claims/" + claimOf(mine.ID), "/claims/" + claimOf(mine.ID) + "/cite",
		"/api/v1/articles/" + string(mine.ID), "/api/v1/versions/" + string(mine.Version), "/api/v1/claims/" + claimOf(mine.ID)}
	for _, path := range in {
		w := n.ask("GET", path, lim, nil)
		if w.Code != 200 {
			t.Errorf("%s: %d %.200s", path, w.Code, w.Body)
		}
		for _, leak := range []string{string(other.ID), "/stories/", "/questions/"} {
			if strings.Contains(w.Body.String(), leak) && leak != "" {
				t.Errorf("%s tells of %s", path, leak)
			}
		}
	}
	if w := n.ask("GET", "/", lim, nil); w.Code != 303 || w.Header().Get("Location") != "/account" {
		t.Errorf("home: %d", w.Code)
	}
	if w := n.ask("POST", "/claims/"+claimOf(mine.ID)+"/correct", lim, url.Values{"verdict": {"accepted"}}); w.Code != 303 {
		t.Errorf("judging one's own: %d", w.Code)
	}
	for _, path := range []string{"/articles/" + string(other.ID), "/versions/" + string(other.Version), "/claims/" + claimOf(other.ID), "/api/v1/claims/" + claimOf(other.ID), "/articles/none", "/claims/none", "/sources", "/search", "/stories", "/api/v1/claims", "/export/claims.csv", "/changes.atom"} {
		if w := n.ask("GET", path, lim, nil); w.Code != 403 || strings.Contains(w.Body.String(), other.Title) && other.Title != "" {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
	if w := n.ask("POST", "/claims/"+claimOf(other.ID)+"/correct", lim, url.Values{"verdict": {"rejected"}}); w.Code != 403 {
		t.Errorf("judging another's: %d", w.Code)
	}
	// Every address is refused that is not named.
	blank := regexp.MustCompile(`\{[a-z]+\}`)
	for _, r := range slices.Concat(routes, signing) {
		method, path, _ := strings.Cut(r.pattern, " ")
		if needs[r.pattern] == nobody || ours[r.pattern] || bounded[r.pattern] != nil {
			continue
		}
		if w := n.ask(method, blank.ReplaceAllString(path, "x"), lim, url.Values{}); w.Code != 403 {
			t.Errorf("%s answers who is bounded with %d", r.pattern, w.Code)
		}
	}
	if w := n.ask("POST", "/collections/harbour/remove", ada, url.Values{}); w.Code != 303 {
		t.Errorf("%d", w.Code)
	}
	if w := n.ask("GET", "/articles/"+string(mine.ID), lim, nil); w.Code != 403 {
		t.Errorf("the collection is gone, and it sees: %d", w.Code)
	}
}

// TestOwnFollows wants each person's follows to be their own, and their feeds to end
// with what they may see.
func TestOwnFollows(t *testing.T) {
	n := openNewsroom(t, nil)
	rea, ed, lim := n.pass(t, sayso.SessionPass, "rea", sayso.AdminRole), n.pass(t, sayso.SessionPass, "ed", sayso.AdminRole), n.pass(t, sayso.SessionPass, "lim", sayso.AdminRole)
	form := url.Values{"name": {"The cranes"}, "kind": {"search"}, "about": {"q=cranes"}}
	if w := n.ask("POST", "/follows", rea, form); w.Code != 303 {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	if w := n.ask("GET", "/follows", rea, nil); !strings.Contains(w.Body.String(), "The cranes") {
		t.Errorf("%d: one's own follow is not listed", w.Code)
	}
	if w := n.ask("GET", "/follows", ed, nil); w.Code != 200 || strings.Contains(w.Body.String(), "The cranes") {
		t.Errorf("%d: somebody else's follow is listed", w.Code)
	}
	at := "/follows/" + string(sayso.DeriveFollowID("rea", "The cranes"))
	if w := n.ask("GET", at, rea, nil); w.Code != 200 {
		t.Errorf("one's own: %d", w.Code)
	}
	for _, x := range []struct{ method, path, key string }{{"GET", at, ed}, {"POST", at + "/remove", ed}, {"GET", at, lim}, {"GET", "/follows", lim}} {
		if w := n.ask(x.method, x.path, x.key, url.Values{}); w.Code != 404 && w.Code != 403 {
			t.Errorf("%s %s by somebody else: %d", x.method, x.path, w.Code)
		}
	}
	row, err := n.Follow(t.Context(), sayso.DeriveFollowID("rea", "The cranes"))
	if err != nil {
		t.Fatal(err)
	}
	feed := "/feeds/" + row.Secret + ".atom"
	if w := n.ask("GET", feed, "", nil); w.Code != 200 {
		t.Errorf("the feed: %d", w.Code)
	}
	if err := n.ChangeAccount(t.Context(), "rea", func(a *sayso.Account) error { a.Closed = n.now; return nil }); err != nil {
		t.Fatal(err)
	}
	if w := n.ask("GET", feed, "", nil); w.Code != 404 {
		t.Errorf("the feed of a closed account: %d", w.Code)
	}
	if strings.Contains(n.log.String(), row.Secret) {
		t.Error("the feed's secret stands in the log")
	}
}
