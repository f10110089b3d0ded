package web

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"sayso"
	"sayso/internal/account"
)

// How long a session lasts: so long unused, and so long in all.
const (
	SessionIdle = 12 * time.Hour
	SessionTime = 7 * 24 * time.Hour
	// InvitationTime is how long an invitation lasts.
	InvitationTime = 3 * 24 * time.Hour
	// VisitTime is how long a try to sign in at a provider may take.
	VisitTime = 10 * time.Minute
)

// refused is the one answer to a name and a password that do not belong together,
// whether there is the name or not.
const refused = "name and password do not belong together, or the account is closed"

type signInView struct {
	Then, Name, Problem, Provider string
}

func (s *server) showSignIn(w http.ResponseWriter, status int, p signInView) error {
	if s.Accounts.Provider != nil {
		p.Provider = s.Accounts.Provider.Name()
	}
	v := s.view("Sign in", p)
	v.Bare = true
	return s.renderAs(w, status, "signin", v)
}

func (s *server) signInForm(w http.ResponseWriter, r *http.Request) error {
	then := localPath(r.URL.Query().Get("then"))
	if callerOf(r.Context()).account != nil {
		http.Redirect(w, r, then, http.StatusSeeOther)
		return nil
	}
	return s.showSignIn(w, http.StatusOK, signInView{Then: then})
}

// localPath is where to go after signing in: a place on this server, and "/" in the
// place of anything that a browser might take for another one.
func localPath(s string) string {
	u, err := url.Parse(s)
	if err != nil || len(s) > MaxQuery || u.Scheme != "" || u.Host != "" || u.User != nil || u.Opaque != "" || !strings.HasPrefix(u.Path, "/") || strings.HasPrefix(u.Path, "//") ||
		strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r == '\\' || r == 0x7f }) || strings.ContainsAny(u.Path, "\\\t\r\n") {
		return "/"
	}
	if p := u.EscapedPath(); p == "/sign-in" || strings.HasPrefix(p, "/sign-in/") || p == "/sign-out" {
		return "/"
	}
	to := url.URL{Path: u.Path, RawPath: u.RawPath, RawQuery: u.RawQuery}
	return to.String()
}

// signIn takes a name and a password.
func (s *server) signIn(w http.ResponseWriter, r *http.Request) error {
	if err := r.ParseForm(); err != nil {
		return sayso.E("sign in", "", sayso.Invalid, err)
	}
	v := callerOf(r.Context())
	if !s.safeWay(v) {
		s.answer(w, r, http.StatusForbidden, "sign in at "+s.Accounts.Origin+": what you type here can be read on the way")
		return nil
	}
	name, then := strings.ToLower(strings.TrimSpace(r.PostForm.Get("name"))), localPath(r.PostForm.Get("then"))
	if wait := s.tries.Take(name, v.from); wait > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(1+int(wait.Seconds())))
		return s.showSignIn(w, http.StatusTooManyRequests, signInView{Then: then, Name: name, Problem: fmt.Sprintf("too many tries; wait %d seconds", 1+int(wait.Seconds()))})
	}
	a, err := s.Ledger.Account(r.Context(), name)
	if err != nil && sayso.KindOf(err) != sayso.NotFound {
		return err
	}
	known := a != nil && err == nil
	if !known {
		a = &sayso.Account{}
	}
	ok, stale, err := s.passwords.Check(r.Context(), a.Password, r.PostForm.Get("password"))
	if err != nil {
		return err
	}
	if !known || !ok || !a.Closed.IsZero() {
		e := sayso.AuditEntry{At: s.now(), Act: sayso.RefusedAct, From: addressOf(v.from), About: "by password"}
		if known { // what is no name may be somebody's password
			e.Who = a.Name
		}
		if err := s.Ledger.Note(r.Context(), e); err != nil {
			return err
		}
		return s.showSignIn(w, http.StatusUnauthorized, signInView{Then: then, Name: name, Problem: refused})
	}
	s.tries.Forgive(name)
	if stale {
		if err := s.renewPassword(r, a, r.PostForm.Get("password")); err != nil {
			return err
		}
	}
	if err := s.letIn(w, r, a, "by password"); err != nil {
		return err
	}
	http.Redirect(w, r, then, http.StatusSeeOther)
	return nil
}

// renewPassword keeps a password that was right as it would be kept today.
func (s *server) renewPassword(r *http.Request, a *sayso.Account, password string) error {
	hash, err := s.passwords.Hash(r.Context(), password)
	if sayso.KindOf(err) == sayso.Invalid {
		return nil // set when shorter ones were taken
	}
	if err != nil {
		return err
	}
	return s.Ledger.ChangeAccount(r.Context(), a.Name, func(a *sayso.Account) error { a.Password = hash; return nil })
}

// letIn gives a browser a new session. One that it had ends: a key from before somebody
// signed in must not be one to what they may.
func (s *server) letIn(w http.ResponseWriter, r *http.Request, a *sayso.Account, how string) error {
	v := callerOf(r.Context())
	now := s.now()
	e := sayso.AuditEntry{At: now, Who: a.Name, From: addressOf(v.from), Act: sayso.SignInAct, About: how}
	if err := s.Ledger.Note(r.Context(), e); err != nil {
		return err
	}
	key := account.NewKey()
	p := sayso.Pass{Kind: sayso.SessionPass, Account: a.Name, Sum: sayso.PassSum(key), Role: sayso.AdminRole, Label: browserOf(r), From: addressOf(v.from), Made: now, Ends: now.Add(SessionTime), Idle: SessionIdle}
	if err := s.Ledger.AddPass(r.Context(), p); err != nil {
		return err
	}
	if v.pass != nil && v.pass.Kind == sayso.SessionPass {
		if err := s.Ledger.EndPass(r.Context(), v.account.Name, v.pass.ID); err != nil && sayso.KindOf(err) != sayso.NotFound {
			return err
		}
	}
	setCookie(w, r, sessionCookie, key, int(SessionTime.Seconds()))
	return nil
}

// browserOf is what a browser calls itself, cut to what a list shows.
func browserOf(r *http.Request) string {
	s := strings.Map(func(c rune) rune {
		if c < ' ' || c == 0x7f {
			return ' '
		}
		return c
	}, strings.ToValidUTF8(r.UserAgent(), ""))
	if len(s) > 200 {
		s = strings.ToValidUTF8(s[:200], "")
	}
	return s
}

// signOut ends the session of a browser.
func (s *server) signOut(w http.ResponseWriter, r *http.Request) error {
	v := callerOf(r.Context())
	if v.pass != nil && v.pass.Kind == sayso.SessionPass {
		if err := s.note(r, sayso.SignOutAct, "", ""); err != nil {
			return err
		}
		if err := s.Ledger.EndPass(r.Context(), v.account.Name, v.pass.ID); err != nil && sayso.KindOf(err) != sayso.NotFound {
			return err
		}
	}
	setCookie(w, r, sessionCookie, "", -1)
	w.Header().Set("Clear-Site-Data", `"cache"`)
	http.Redirect(w, r, "/sign-in", http.StatusSeeOther)
	return nil
}

// visitPurpose is what a browser goes to the provider for: to sign in and go to a
// place, or to follow an invitation.
func visitPurpose(invitation, then string) string {
	if invitation != "" {
		return "invitation " + invitation
	}
	return "sign-in " + then
}

// toProvider sends a browser to the provider. Its cookie holds the key of this try and
// what it is for.
func (s *server) toProvider(w http.ResponseWriter, r *http.Request) error {
	return s.leave(w, r, visitPurpose("", localPath(r.URL.Query().Get("then"))))
}

func (s *server) leave(w http.ResponseWriter, r *http.Request, purpose string) error {
	if s.Accounts.Provider == nil {
		s.answer(w, r, http.StatusNotFound, "nobody signs in here through a provider")
		return nil
	}
	v := callerOf(r.Context())
	if !s.safeWay(v) {
		s.answer(w, r, http.StatusForbidden, "sign in at "+s.Accounts.Origin)
		return nil
	}
	key := account.NewKey()
	to, err := s.Accounts.Provider.Leave(r.Context(), key, purpose)
	if err != nil {
		return err
	}
	setCookie(w, r, visitCookie, key+"."+url.QueryEscape(purpose), int(VisitTime.Seconds()))
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}

// fromProvider lets in whom the provider sends back.
func (s *server) fromProvider(w http.ResponseWriter, r *http.Request) error {
	if s.Accounts.Provider == nil {
		s.answer(w, r, http.StatusNotFound, "nobody signs in here through a provider")
		return nil
	}
	v := callerOf(r.Context())
	if wait := s.tries.Take("from "+v.from.String(), v.from); wait > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(1+int(wait.Seconds())))
		s.answer(w, r, http.StatusTooManyRequests, "too many tries; wait a little")
		return nil
	}
	key, packed, _ := strings.Cut(readCookie(r, visitCookie), ".")
	purpose, err := url.QueryUnescape(packed)
	if err != nil || !s.safeWay(v) {
		key = ""
	}
	setCookie(w, r, visitCookie, "", -1) // it counts once
	subject, err := s.Accounts.Provider.Return(r.Context(), key, purpose, r.URL.Query())
	if sayso.KindOf(err) == sayso.Denied {
		if err := s.Ledger.Note(r.Context(), sayso.AuditEntry{At: s.now(), Act: sayso.RefusedAct, From: addressOf(v.from), About: "by provider", Note: why(err)}); err != nil {
			return err
		}
		return s.showSignIn(w, http.StatusUnauthorized, signInView{Problem: why(err) + "; begin again"})
	}
	if err != nil {
		return err
	}
	if invitation, ok := strings.CutPrefix(purpose, "invitation "); ok {
		return s.acceptBy(w, r, invitation, func(a *sayso.Account) error { a.Subject = subject; return nil })
	}
	a, err := s.Ledger.AccountOf(r.Context(), subject)
	if err != nil && sayso.KindOf(err) != sayso.NotFound {
		return err
	}
	if err != nil || !a.Closed.IsZero() {
		if err := s.Ledger.Note(r.Context(), sayso.AuditEntry{At: s.now(), Act: sayso.RefusedAct, From: addressOf(v.from), About: "by provider", Note: subject}); err != nil {
			return err
		}
		return s.showSignIn(w, http.StatusForbidden, signInView{Problem: "the provider knows you, and no account here is yours; ask an admin for an invitation"})
	}
	if err := s.letIn(w, r, a, "by provider"); err != nil {
		return err
	}
	then, _ := strings.CutPrefix(purpose, "sign-in ")
	http.Redirect(w, r, localPath(then), http.StatusSeeOther)
	return nil
}

type invitationView struct {
	Name, Key, Problem, Provider string
	Min                          int
}

// invitation is the page that an invitation leads to. Looking at it uses nothing up.
func (s *server) invitation(w http.ResponseWriter, r *http.Request) error {
	return s.showInvitation(w, r, http.StatusOK, "")
}

func (s *server) showInvitation(w http.ResponseWriter, r *http.Request, status int, problem string) error {
	key := r.PathValue("key")
	if wait := s.tries.Take("from "+callerOf(r.Context()).from.String(), callerOf(r.Context()).from); wait > 0 {
		s.answer(w, r, http.StatusTooManyRequests, "too many tries; wait a little")
		return nil
	}
	_, a, err := s.Ledger.UsePass(r.Context(), sayso.InvitationPass, sayso.PassSum(key), s.now())
	if sayso.KindOf(err) == sayso.NotFound {
		s.answer(w, r, http.StatusNotFound, "that invitation was used, has ended, or was taken back; ask for another")
		return nil
	}
	if err != nil {
		return err
	}
	p := invitationView{Name: a.Name, Key: key, Problem: problem, Min: account.MinPassword}
	if s.Accounts.Provider != nil {
		p.Provider = s.Accounts.Provider.Name()
	}
	v := s.view("Your account", p)
	v.Bare = true
	return s.renderAs(w, status, "invitation", v)
}

// accept takes the password that somebody chooses who was invited.
func (s *server) accept(w http.ResponseWriter, r *http.Request) error {
	if err := r.ParseForm(); err != nil {
		return sayso.E("accept invitation", "", sayso.Invalid, err)
	}
	if v := callerOf(r.Context()); !s.safeWay(v) {
		s.answer(w, r, http.StatusForbidden, "follow the invitation at "+s.Accounts.Origin)
		return nil
	}
	password := r.PostForm.Get("password")
	err := account.CheckPassword(password)
	if err == nil && password != r.PostForm.Get("again") {
		err = sayso.Errorf("set password", "", sayso.Invalid, "the two passwords differ")
	}
	if err != nil {
		return s.showInvitation(w, r, http.StatusBadRequest, why(err))
	}
	hash, err := s.passwords.Hash(r.Context(), password)
	if err != nil {
		return err
	}
	return s.acceptBy(w, r, r.PathValue("key"), func(a *sayso.Account) error { a.Password = hash; return nil })
}

// acceptBy uses an invitation up, sets how its account signs in, and lets it in.
func (s *server) acceptBy(w http.ResponseWriter, r *http.Request, key string, set func(*sayso.Account) error) error {
	_, a, err := s.Ledger.TakePass(r.Context(), sayso.InvitationPass, sayso.PassSum(key), s.now())
	if sayso.KindOf(err) == sayso.NotFound {
		s.answer(w, r, http.StatusNotFound, "that invitation was used, has ended, or was taken back; ask for another")
		return nil
	}
	if err != nil {
		return err
	}
	if err := s.Ledger.ChangeAccount(r.Context(), a.Name, set); err != nil {
		return err
	}
	if err := s.Ledger.Note(r.Context(), sayso.AuditEntry{At: s.now(), Who: a.Name, From: addressOf(callerOf(r.Context()).from), Act: sayso.AccountAct, About: a.Name, Note: "invitation accepted"}); err != nil {
		return err
	}
	if err := s.letIn(w, r, a, "by invitation"); err != nil {
		return err
	}
	http.Redirect(w, r, "/", http.StatusSeeOther)
	return nil
}

// acceptAtProvider sends somebody who was invited to the provider.
func (s *server) acceptAtProvider(w http.ResponseWriter, r *http.Request) error {
	return s.leave(w, r, visitPurpose(r.PathValue("key"), ""))
}
