package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"sayso"
)

// tended are the addresses whose handlers enter into the audit trail themselves what
// they do, in words.
var tended = map[string]bool{
	"POST /account/password": true, "POST /account/tokens": true, "POST /account/passes/{id}/end": true,
	"POST /people": true, "POST /people/{name}": true, "POST /people/{name}/invite": true, "POST /people/{name}/passes/{id}/end": true,
	"POST /collections": true, "POST /collections/{name}/remove": true,
}

type peopleView struct {
	People      []personRow
	Next        string
	Roles       []sayso.AccountRole
	Collections []sayso.Collection
	Problem     string
}

// personRow is an account in a list, with what it may do in words.
type personRow struct {
	sayso.Account
	Standing string
}

// people lists who may sign in, and has a form to add somebody.
func (s *server) people(w http.ResponseWriter, r *http.Request) error {
	return s.showPeople(w, r, http.StatusOK, "")
}

func (s *server) showPeople(w http.ResponseWriter, r *http.Request, status int, problem string) error {
	page, err := s.Ledger.AccountList(r.Context(), sayso.Paging{Limit: PageSize, After: r.URL.Query().Get("after")})
	if err != nil {
		return err
	}
	p := peopleView{Roles: sayso.AccountRoles, Problem: problem}
	for _, a := range page.Items {
		p.People = append(p.People, personRow{a, inWords(&a)})
	}
	if p.Collections, err = s.allCollections(r); err != nil {
		return err
	}
	if page.Next != "" {
		p.Next = "/people?" + url.Values{"after": {page.Next}}.Encode()
	}
	return s.renderAs(w, status, "people", s.view("People", p))
}

// addPerson adds an account and shows the invitation that lets its owner choose how to
// sign in.
func (s *server) addPerson(w http.ResponseWriter, r *http.Request) error {
	if !s.bySession(w, r) {
		return nil
	}
	f := r.PostFormValue
	a := sayso.Account{Name: strings.ToLower(strings.TrimSpace(f("name"))), Role: sayso.AccountRole(f("role")), Added: s.now()}
	bound(&a, r)
	if err := a.Validate(); err != nil {
		return s.showPeople(w, r, http.StatusBadRequest, why(err))
	}
	if err := s.note(r, sayso.AccountAct, a.Name, "added: "+inWords(&a)); err != nil {
		return err
	}
	if err := s.Ledger.AddAccount(r.Context(), a); err != nil {
		if k := sayso.KindOf(err); k == sayso.Invalid || k == sayso.TooLarge {
			return s.showPeople(w, r, http.StatusBadRequest, why(err))
		}
		return err
	}
	return s.showInvited(w, r, a.Name)
}

// bound reads from a form what an account is bounded to.
func bound(a *sayso.Account, r *http.Request) {
	a.Limited = r.PostFormValue("sees") == "collections"
	a.Collections = nil
	if a.Limited {
		a.Collections = slices.Compact(slices.Sorted(slices.Values(r.PostForm["collection"])))
	}
}

// inWords says in words what an account may do.
func inWords(a *sayso.Account) string {
	out := string(a.Role)
	switch {
	case !a.Closed.IsZero():
		out += ", closed"
	case a.Limited && len(a.Collections) == 0:
		out += ", sees nothing"
	case a.Limited:
		out += ", sees " + strings.Join(a.Collections, ", ")
	}
	return out
}

type personView struct {
	Account     *sayso.Account
	Standing    string
	Passes      []sayso.Pass
	Roles       []sayso.AccountRole
	Collections []sayso.Collection
	In          map[string]bool
	Link        string // of an invitation that was just made: it is shown once
	Hours       int    // that it lasts
	Problem     string
}

func (s *server) person(w http.ResponseWriter, r *http.Request) error {
	return s.showPerson(w, r, http.StatusOK, r.PathValue("name"), personView{})
}

func (s *server) showPerson(w http.ResponseWriter, r *http.Request, status int, name string, p personView) error {
	var err error
	if p.Account, err = s.Ledger.Account(r.Context(), name); err != nil {
		return err
	}
	passes, err := s.Ledger.Passes(r.Context(), name, s.now(), sayso.Paging{Limit: 3 * sayso.MaxPasses})
	if err != nil {
		return err
	}
	if p.Collections, err = s.allCollections(r); err != nil {
		return err
	}
	p.Standing = inWords(p.Account)
	p.Passes, p.Roles, p.In, p.Hours = passes.Items, sayso.AccountRoles, map[string]bool{}, int(InvitationTime.Hours())
	for _, c := range p.Account.Collections {
		p.In[c] = true
	}
	return s.renderAs(w, status, "person", s.view(name, p))
}

// setPerson changes the role of somebody, what they see, or closes the account.
func (s *server) setPerson(w http.ResponseWriter, r *http.Request) error {
	if !s.bySession(w, r) {
		return nil
	}
	name := r.PathValue("name")
	if err := r.ParseForm(); err != nil {
		return sayso.E("change account", name, sayso.Invalid, err)
	}
	do := r.PostForm.Get("do")
	words := do
	if do == "" {
		asked := sayso.Account{Role: sayso.AccountRole(r.PostForm.Get("role"))}
		bound(&asked, r)
		words = inWords(&asked)
	}
	if err := s.note(r, sayso.AccountAct, name, "change: "+words); err != nil {
		return err
	}
	err := s.Ledger.ChangeAccount(r.Context(), name, func(a *sayso.Account) error {
		switch do {
		case "close":
			a.Closed = s.now()
		case "open":
			a.Closed = time.Time{}
		default:
			a.Role = sayso.AccountRole(r.PostForm.Get("role"))
			bound(a, r)
		}
		return nil
	})
	if sayso.KindOf(err) == sayso.Invalid {
		return s.showPerson(w, r, http.StatusBadRequest, name, personView{Problem: why(err)})
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, "/people/"+url.PathEscape(name), http.StatusSeeOther)
	return nil
}

// invite makes an invitation for an account: to choose a password, or another one.
func (s *server) invite(w http.ResponseWriter, r *http.Request) error {
	if !s.bySession(w, r) {
		return nil
	}
	return s.showInvited(w, r, r.PathValue("name"))
}

func (s *server) showInvited(w http.ResponseWriter, r *http.Request, name string) error {
	key, p := NewInvitation(name, addressOf(callerOf(r.Context()).from), s.now())
	if err := s.note(r, sayso.AccountAct, name, "invited"); err != nil {
		return err
	}
	if err := s.Ledger.AddPass(r.Context(), p); err != nil {
		return err
	}
	return s.showPerson(w, r, http.StatusOK, name, personView{Link: InvitationLink(s.Accounts.Origin, key)})
}

// InvitationLink is the address that an invitation leads by. It begins with what the
// operator says of the server, never with the name that a request was sent to.
func InvitationLink(origin, key string) string { return origin + "/invitations/" + key }

// endPersonsPass ends a pass of somebody.
func (s *server) endPersonsPass(w http.ResponseWriter, r *http.Request) error {
	name, id := r.PathValue("name"), r.PathValue("id")
	if err := s.note(r, sayso.AccountAct, name, "pass ended: "+id); err != nil {
		return err
	}
	if err := s.Ledger.EndPass(r.Context(), name, id); err != nil {
		return err
	}
	http.Redirect(w, r, "/people/"+url.PathEscape(name), http.StatusSeeOther)
	return nil
}

// passesOf is a list of passes for a template: those of a page, where they are ended,
// and which of them the page was asked for with.
func passesOf(of any, at, this string) struct {
	Of       any
	At, This string
} {
	return struct {
		Of       any
		At, This string
	}{of, at, this}
}

// seesOf is what an account sees, for the part of a form that says so.
func seesOf(limited bool, all []sayso.Collection, in map[string]bool) struct {
	Limited     bool
	Collections []sayso.Collection
	In          map[string]bool
} {
	return struct {
		Limited     bool
		Collections []sayso.Collection
		In          map[string]bool
	}{limited, all, in}
}

// issuerOf is the host of the provider in a subject.
func issuerOf(subject string) string {
	issuer, _, _ := strings.Cut(subject, " ")
	return host(issuer)
}
