package web

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"sayso"
)

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
