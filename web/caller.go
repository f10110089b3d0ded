package web

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"sayso"
	"sayso/internal/account"
)

// Accounts are the settings of a server where people sign in.
type Accounts struct {
	// Origin is where people reach the server, as https://sayso.newsroom.example. Links
	// that are handed out begin with it, whatever name a request gives. Where it is of
	// https, nobody is let in by http, but from this very machine.
	Origin string
	// Passwords checks passwords; nil takes one of account.DefaultCost.
	Passwords *account.Passwords
	// Provider is where people may sign in besides; nil for nowhere.
	Provider *account.Provider
	// Now is the time that passes go by; nil for the machine's.
	Now func() time.Time
}

// caller is who asks.
type caller struct {
	account *sayso.Account // nil where nobody has signed in
	role    sayso.AccountRole
	pass    *sayso.Pass
	from    netip.Addr
	secure  bool // the way to the client is encrypted
}

type callerKey struct{}

// callerOf is who asks, in the context of a request.
func callerOf(ctx context.Context) caller {
	v, _ := ctx.Value(callerKey{}).(caller)
	return v
}

// limited reports whether who asks sees collections alone.
func limited(ctx context.Context) bool {
	v := callerOf(ctx)
	return v.account != nil && v.account.Limited
}

// may reports whether who asks may do what needs the role. Without accounts it is a
// setting of the server.
func (s *server) may(r *http.Request, role need) bool {
	if s.Accounts == nil {
		return s.Corrections
	}
	return callerOf(r.Context()).role.May(sayso.AccountRole(role))
}

// by is whose word it is that comes with a request.
func (s *server) by(r *http.Request) string {
	if v := callerOf(r.Context()); v.account != nil {
		return v.account.Name
	}
	return s.Operator
}

// client finds the network address of a client and whether the way to it is encrypted.
// Only what a proxy that the operator trusts says of it is believed, and of what was said
// along the way only what the nearest such proxies saw themselves.
func (s *server) client(r *http.Request) (netip.Addr, bool) {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	from, _ := netip.ParseAddr(host)
	from = from.Unmap().WithZone("")
	if !s.trusts(from) {
		return from, r.TLS != nil
	}
	secure := r.TLS != nil || r.Header.Get("X-Forwarded-Proto") == "https" && len(r.Header.Values("X-Forwarded-Proto")) == 1
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for i := len(hops) - 1; i >= 0; i-- {
		hop, err := netip.ParseAddr(strings.TrimSpace(hops[i]))
		if err != nil {
			return netip.Addr{}, secure // it stands for nobody, this machine least of all
		}
		if from = hop.Unmap().WithZone(""); !s.trusts(from) {
			return from, secure
		}
	}
	return netip.Addr{}, secure
}

func (s *server) trusts(a netip.Addr) bool {
	for _, p := range s.Proxies {
		if p.Contains(a) {
			return true
		}
	}
	return false
}

// Cookies. A browser takes one whose name begins with __Host- only over TLS, for the
// whole host and for no other (RFC 6265bis), so nobody on the network, and no other
// name of the site, can put one into its place.
const (
	sessionCookie = "sayso"
	visitCookie   = "sayso-visit"
	overTLS       = "__Host-"
)

func cookieName(name string, secure bool) string {
	if secure {
		return overTLS + name
	}
	return name
}

// setCookie gives a browser a cookie; an age of 0 lets it last until the browser ends,
// and one below takes it back.
func setCookie(w http.ResponseWriter, r *http.Request, name, value string, age int) {
	v := callerOf(r.Context())
	http.SetCookie(w, &http.Cookie{Name: cookieName(name, v.secure), Value: value, Path: "/", MaxAge: age, HttpOnly: true, Secure: v.secure, SameSite: http.SameSiteLaxMode})
}

func readCookie(r *http.Request, name string) string {
	cs := r.CookiesNamed(cookieName(name, callerOf(r.Context()).secure))
	if len(cs) != 1 { // of two, one was put there by somebody else
		return ""
	}
	return cs[0].Value
}

// MaxKey bounds the key of a pass as a request gives it, in bytes.
const MaxKey = 200

// bearer is the key that a program gives; "" for none. It is never taken from an
// address, which would be kept in logs and told to other sites.
func bearer(r *http.Request) string {
	scheme, key, ok := strings.Cut(r.Header.Get("Authorization"), " ")
	if !ok || !strings.EqualFold(scheme, "bearer") {
		return ""
	}
	return strings.TrimSpace(key)
}

// safeWay reports whether a key may be taken by the way that a request came: where the
// server is reached by https, by nothing less.
func (s *server) safeWay(v caller) bool {
	return v.secure || v.from.IsLoopback() || !strings.HasPrefix(s.Accounts.Origin, "https://")
}

// identify finds out who asks. Who gives a key that lets nobody in is nobody.
func (s *server) recognise(r *http.Request) (caller, error) {
	v := caller{}
	v.from, v.secure = s.client(r)
	if s.Accounts == nil || !s.safeWay(v) {
		return v, nil
	}
	kind, key := sayso.TokenPass, bearer(r)
	if key == "" {
		kind, key = sayso.SessionPass, readCookie(r.WithContext(context.WithValue(r.Context(), callerKey{}, v)), sessionCookie)
	}
	if key == "" || len(key) > MaxKey {
		return v, nil
	}
	p, a, err := s.Ledger.UsePass(r.Context(), kind, sayso.PassSum(key), s.now())
	switch {
	case sayso.KindOf(err) == sayso.NotFound:
		return v, nil
	case err != nil:
		return v, err
	}
	v.pass, v.account, v.role = p, a, a.Role.Lesser(p.Role)
	return v, nil
}

func (s *server) now() time.Time {
	if s.Accounts != nil && s.Accounts.Now != nil {
		return s.Accounts.Now()
	}
	return time.Now()
}

// admit lets only those through to a handler who may: whoever has the role that its
// address needs and, where they are bounded to collections, only to what stands in
// these. What is done is entered into the audit trail before it is done.
func (s *server) admit(pattern string, needs need, h handler) handler {
	return func(s *server, w http.ResponseWriter, r *http.Request) error {
		if s.Accounts == nil || needs == nobody {
			return h(s, w, r)
		}
		v := callerOf(r.Context())
		switch {
		case v.account == nil:
			s.askIn(w, r)
			return nil
		case needs == "" || !v.role.May(sayso.AccountRole(needs)):
			s.answer(w, r, http.StatusForbidden, fmt.Sprintf("that needs the role %s, and you are signed in as %s with the role %s", needs, v.account.Name, v.role))
			return nil
		}
		if v.account.Limited {
			ok, err := s.within(pattern, r)
			if err != nil {
				return err
			}
			if !ok {
				s.answer(w, r, http.StatusForbidden, "your account sees its collections alone, and that is in none of them")
				return nil
			}
		}
		if act, about := actOf(pattern, r); act != "" {
			if err := s.note(r, act, about, ""); err != nil {
				return err
			}
		}
		return h(s, w, r)
	}
}

// askIn answers who has not signed in: a page that is looked at leads to where one does.
func (s *server) askIn(w http.ResponseWriter, r *http.Request) {
	if (r.Method == http.MethodGet || r.Method == http.MethodHead) && !forPrograms(r.URL.Path) && r.URL.Path != "/metrics" && bearer(r) == "" {
		to := "/sign-in"
		if here := r.URL.RequestURI(); here != "/" {
			to += "?" + url.Values{"then": {here}}.Encode()
		}
		http.Redirect(w, r, to, http.StatusSeeOther)
		return
	}
	w.Header().Set("WWW-Authenticate", `Bearer realm="sayso"`)
	s.answer(w, r, http.StatusUnauthorized, "sign in first; a program gives a token, as Authorization: Bearer TOKEN")
}

// judged are the addresses at which something is said that the ledger itself enters
// into the audit trail, in the transaction that keeps it.
var judged = map[string]bool{
	"POST /claims/{id}/correct": true, "POST /actors/{id}/identity": true, "POST /events/{id}/join": true, "POST /questions/{id}/weigh": true,
}

// asks are the addresses to which something is posted that changes nothing.
var asks = map[string]bool{"POST /check": true, "POST /mcp": true}

// actOf is what a request is to the audit trail, before it is answered: "" for nothing
// that is entered. Handlers of accounts enter what they do themselves, with what it is.
func actOf(pattern string, r *http.Request) (sayso.Act, string) {
	switch {
	case strings.HasPrefix(pattern, "GET /export/"), strings.HasPrefix(pattern, "GET "+apiRoot) && r.URL.Query().Get("format") != "", pattern == "GET /audit.jsonl":
		if r.Method == http.MethodHead {
			return "", ""
		}
		return sayso.ExportAct, r.URL.RequestURI()
	case strings.HasPrefix(pattern, "GET "), judged[pattern], asks[pattern], tended[pattern]:
		return "", ""
	}
	return sayso.SettingAct, r.Method + " " + r.URL.Path + formWords(r)
}

// formWords are the fields of a form that say what was set: an address, a name.
func formWords(r *http.Request) string {
	if r.ParseForm() != nil {
		return ""
	}
	out := ""
	for _, name := range []string{"address", "name", "kind", "about"} {
		if v := r.PostForm.Get(name); v != "" {
			out += " " + name + "=" + sayso.WithoutPassword(v)
		}
	}
	return out
}

// note enters something that was done into the audit trail.
func (s *server) note(r *http.Request, act sayso.Act, about, words string) error {
	v := callerOf(r.Context())
	e := sayso.AuditEntry{At: s.now(), Act: act, About: about, Note: words, From: addressOf(v.from)}
	if v.account != nil {
		e.Who = v.account.Name
	}
	return s.Ledger.Note(r.Context(), e)
}

func addressOf(a netip.Addr) string {
	if !a.IsValid() {
		return ""
	}
	return a.String()
}

// within reports whether a request of somebody who is bounded to collections stays in
// them. An address that is not listed here is outside.
func (s *server) within(pattern string, r *http.Request) (bool, error) {
	find := bounded[pattern]
	if find == nil {
		return ours[pattern], nil
	}
	id, err := find(s, r)
	if sayso.KindOf(err) == sayso.NotFound {
		return false, nil // as what is there and not theirs: neither tells of the other
	}
	if err != nil {
		return false, err
	}
	return s.Ledger.Collected(r.Context(), callerOf(r.Context()).account.Collections, id)
}

// ours are addresses that show nothing of the ledger but what is one's own.
var ours = map[string]bool{
	"GET /account": true, "POST /account/password": true, "POST /account/tokens": true, "POST /account/passes/{id}/end": true,
	"GET /collections/{name}": true, "GET /{$}": true,
}

// bounded are the addresses that show one article, and how it is found.
var bounded = func() map[string]func(*server, *http.Request) (sayso.ArticleID, error) {
	article := func(_ *server, r *http.Request) (sayso.ArticleID, error) {
		return sayso.ArticleID(r.PathValue("id")), nil
	}
	version := func(s *server, r *http.Request) (sayso.ArticleID, error) {
		rec, err := s.Ledger.Version(r.Context(), sayso.VersionID(r.PathValue("id")))
		if err != nil {
			return "", err
		}
		return rec.Article.ID, nil
	}
	claim := func(s *server, r *http.Request) (sayso.ArticleID, error) {
		row, err := s.Ledger.Claim(r.Context(), sayso.ClaimID(r.PathValue("id")))
		if err != nil {
			return "", err
		}
		return row.Article.ID, nil
	}
	return map[string]func(*server, *http.Request) (sayso.ArticleID, error){
		"GET /articles/{id}": article, "GET " + apiRoot + "articles/{id}": article,
		"GET /versions/{id}": version, "GET /versions/{id}/cite": version, "GET " + apiRoot + "versions/{id}": version,
		"GET /claims/{id}": claim, "GET /claims/{id}/why": claim, "GET /claims/{id}/cite": claim, "POST /claims/{id}/correct": claim, "GET " + apiRoot + "claims/{id}": claim,
	}
}()
