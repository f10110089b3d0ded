package web

import (
	"net/http"
	"strconv"
	"time"

	"sayso"
	"sayso/internal/account"
)

// TokenDays are the choices for how long a token lasts.
var tokenDays = []int{7, 30, 90, 365}

type accountView struct {
	Account  *sayso.Account
	Passes   []sayso.Pass
	This     string // the pass that the request came with
	Password bool   // there is one
	Roles    []sayso.AccountRole
	Days     []int
	Min      int
	Key      string // of a token that was just made: it is shown once
	Label    string
	Problem  string
	Done     string
}

// accountPage shows one's own account: what it signs in by, its sessions and tokens.
func (s *server) accountPage(w http.ResponseWriter, r *http.Request) error {
	return s.showAccount(w, r, http.StatusOK, accountView{})
}

func (s *server) showAccount(w http.ResponseWriter, r *http.Request, status int, p accountView) error {
	v := callerOf(r.Context())
	a, err := s.Ledger.Account(r.Context(), v.account.Name)
	if err != nil {
		return err
	}
	passes, err := s.Ledger.Passes(r.Context(), a.Name, s.now(), sayso.Paging{Limit: 3 * sayso.MaxPasses})
	if err != nil {
		return err
	}
	p.Account, p.Passes, p.This, p.Password, p.Days, p.Min = a, passes.Items, v.pass.ID, a.Password != "", tokenDays, account.MinPassword
	for _, role := range sayso.AccountRoles {
		if v.role.May(role) {
			p.Roles = append(p.Roles, role)
		}
	}
	return s.renderAs(w, status, "account", s.view("Your account", p))
}

// bySession refuses what only a person may do who has signed in in a browser: a token
// that was stolen must not make others, or shut its owner out.
func (s *server) bySession(w http.ResponseWriter, r *http.Request) bool {
	if callerOf(r.Context()).pass.Kind == sayso.SessionPass {
		return true
	}
	s.answer(w, r, http.StatusForbidden, "a token may not do that; sign in in a browser")
	return false
}

// setPassword changes one's own password, which the old one must be given for.
func (s *server) setPassword(w http.ResponseWriter, r *http.Request) error {
	if !s.bySession(w, r) {
		return nil
	}
	v := callerOf(r.Context())
	f := r.PostFormValue
	refuse := func(status int, words string) error {
		return s.showAccount(w, r, status, accountView{Problem: words})
	}
	if wait := s.tries.Take(v.account.Name, v.from); wait > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(1+int(wait.Seconds())))
		return refuse(http.StatusTooManyRequests, "too many tries; wait a little")
	}
	if v.account.Password != "" {
		ok, _, err := s.passwords.Check(r.Context(), v.account.Password, f("old"))
		if err != nil {
			return err
		}
		if !ok {
			return refuse(http.StatusForbidden, "the old password is another")
		}
	}
	if f("password") != f("again") {
		return refuse(http.StatusBadRequest, "the two passwords differ")
	}
	hash, err := s.passwords.Hash(r.Context(), f("password"))
	if sayso.KindOf(err) == sayso.Invalid {
		return refuse(http.StatusBadRequest, why(err))
	}
	if err != nil {
		return err
	}
	s.tries.Forgive(v.account.Name)
	if err := s.note(r, sayso.AccountAct, v.account.Name, "another password"); err != nil {
		return err
	}
	if err := s.Ledger.ChangeAccount(r.Context(), v.account.Name, func(a *sayso.Account) error { a.Password = hash; return nil }); err != nil {
		return err
	}
	if err := s.letIn(w, r, v.account, "by another password"); err != nil { // its other sessions have ended
		return err
	}
	http.Redirect(w, r, "/account", http.StatusSeeOther)
	return nil
}

// makeToken makes a token for a program, and shows its key this once.
func (s *server) makeToken(w http.ResponseWriter, r *http.Request) error {
	if !s.bySession(w, r) {
		return nil
	}
	v := callerOf(r.Context())
	role := sayso.AccountRole(r.PostFormValue("role"))
	days, err := strconv.Atoi(r.PostFormValue("days"))
	if err != nil || days < 1 || days > 365 || !v.role.May(role) {
		return s.showAccount(w, r, http.StatusBadRequest, accountView{Problem: "a token has a role of yours or less, and lasts 1 to 365 days"})
	}
	key, p := NewToken(v.account.Name, role, r.PostFormValue("label"), days, s.now())
	p.From = addressOf(v.from)
	if err := s.note(r, sayso.AccountAct, v.account.Name, "token made: "+string(role)+" "+p.Label); err != nil {
		return err
	}
	if err := s.Ledger.AddPass(r.Context(), p); err != nil {
		if sayso.KindOf(err) == sayso.Invalid {
			return s.showAccount(w, r, http.StatusBadRequest, accountView{Problem: why(err)})
		}
		return err
	}
	return s.showAccount(w, r, http.StatusOK, accountView{Key: key, Label: p.Label})
}

// NewToken makes a token and its key.
func NewToken(name string, role sayso.AccountRole, label string, days int, now time.Time) (key string, p sayso.Pass) {
	key = "sayso_" + account.NewKey()
	return key, sayso.Pass{Kind: sayso.TokenPass, Account: name, Sum: sayso.PassSum(key), Role: role, Label: label, Made: now, Ends: now.AddDate(0, 0, days)}
}

// NewInvitation makes an invitation and its key.
func NewInvitation(name, from string, now time.Time) (key string, p sayso.Pass) {
	key = account.NewKey()
	return key, sayso.Pass{Kind: sayso.InvitationPass, Account: name, Sum: sayso.PassSum(key), Role: sayso.ReaderRole, From: from, Made: now, Ends: now.Add(InvitationTime)}
}

// endPass ends one of one's own passes.
func (s *server) endPass(w http.ResponseWriter, r *http.Request) error {
	v := callerOf(r.Context())
	id := r.PathValue("id")
	if err := s.note(r, sayso.AccountAct, v.account.Name, "pass ended: "+id); err != nil {
		return err
	}
	if err := s.Ledger.EndPass(r.Context(), v.account.Name, id); err != nil {
		return err
	}
	http.Redirect(w, r, "/account", http.StatusSeeOther)
	return nil
}
