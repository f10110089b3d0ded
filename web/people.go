package web

import (
	"encoding/json"
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

func (s *server) allCollections(r *http.Request) ([]sayso.Collection, error) {
	page, err := s.Ledger.Collections(r.Context(), sayso.Paging{Limit: sayso.MaxCollections})
	return page.Items, err
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

type collectionsView struct {
	Collections []sayso.Collection
	Problem     string
	Sources     []sayso.SourceRow
}

func (s *server) collections(w http.ResponseWriter, r *http.Request) error {
	return s.showCollections(w, r, http.StatusOK, "")
}

func (s *server) showCollections(w http.ResponseWriter, r *http.Request, status int, problem string) error {
	p := collectionsView{Problem: problem}
	var err error
	if p.Collections, err = s.allCollections(r); err != nil {
		return err
	}
	sources, err := s.Ledger.Sources(r.Context(), sayso.SourceQuery{Now: s.now(), Paging: sayso.Paging{Limit: 500}})
	if err != nil {
		return err
	}
	p.Sources = sources.Items
	return s.renderAs(w, status, "collections", s.view("Collections", p))
}

// setCollection keeps a collection with the sources that are ticked, and the dossiers
// that are named.
func (s *server) setCollection(w http.ResponseWriter, r *http.Request) error {
	if err := r.ParseForm(); err != nil {
		return sayso.E("keep collection", "", sayso.Invalid, err)
	}
	c := sayso.Collection{Name: strings.TrimSpace(r.PostForm.Get("name")), Dossiers: strings.Fields(r.PostForm.Get("dossiers"))}
	for _, id := range r.PostForm["source"] {
		c.Sources = append(c.Sources, sayso.SourceID(id))
	}
	err := s.note(r, sayso.AccountAct, "collection "+c.Name, "set: "+plural(len(c.Sources), "source", "sources")+", "+plural(len(c.Dossiers), "dossier", "dossiers"))
	if err == nil {
		_, err = s.Ledger.SetCollection(r.Context(), c)
	}
	if k := sayso.KindOf(err); k == sayso.Invalid || k == sayso.TooLarge {
		return s.showCollections(w, r, http.StatusBadRequest, why(err))
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, "/collections/"+url.PathEscape(c.Name), http.StatusSeeOther)
	return nil
}

func (s *server) removeCollection(w http.ResponseWriter, r *http.Request) error {
	name := r.PathValue("name")
	if err := s.note(r, sayso.AccountAct, "collection "+name, "removed"); err != nil {
		return err
	}
	if err := s.Ledger.RemoveCollection(r.Context(), name); err != nil {
		return err
	}
	http.Redirect(w, r, "/collections", http.StatusSeeOther)
	return nil
}

type collectionView struct {
	sayso.Collection
	Mine  []string // the collections of who asks; nil for somebody who sees everything
	Rows  []sayso.SourceRow
	Items []sayso.SourceItemRow
	Admin bool
	All   []sayso.SourceRow
}

// collectionPage shows what a collection holds, and what its sources listed last.
func (s *server) collectionPage(w http.ResponseWriter, r *http.Request) error {
	a := callerOf(r.Context()).account
	name := r.PathValue("name")
	mine := a == nil || !a.Limited || slices.Contains(a.Collections, name)
	all, err := s.allCollections(r)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(all, func(c sayso.Collection) bool { return c.Name == name })
	if i < 0 || !mine {
		return sayso.Errorf("show collection", name, sayso.NotFound, "there is no such collection")
	}
	p := collectionView{Collection: all[i], Admin: s.may(r, admin)}
	if a != nil && a.Limited {
		p.Mine = a.Collections
	}
	for _, id := range p.Sources {
		row, err := s.Ledger.WatchedSource(r.Context(), id)
		if sayso.KindOf(err) == sayso.NotFound {
			continue
		}
		if err != nil {
			return err
		}
		p.Rows = append(p.Rows, *row)
		page, err := s.Ledger.SourceItems(r.Context(), id, false, sayso.Paging{Limit: PageSize})
		if err != nil {
			return err
		}
		p.Items = append(p.Items, page.Items...)
	}
	slices.SortStableFunc(p.Items, func(a, b sayso.SourceItemRow) int { return b.Found.Compare(a.Found) })
	p.Items = slices.DeleteFunc(p.Items, func(i sayso.SourceItemRow) bool { return i.Article == "" })
	p.Items = p.Items[:min(len(p.Items), 3*PageSize)]
	return s.render(w, "collection", s.view(name, p))
}

type auditView struct {
	Entries  []sayso.AuditEntry
	Who, Act string
	Acts     []sayso.Act
	Next     string
}

// audit shows who did what, the latest first.
func (s *server) audit(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	p := auditView{Who: q.Get("who"), Act: q.Get("act"), Acts: sayso.Acts}
	page, err := s.Ledger.Audit(r.Context(), sayso.AuditQuery{Who: p.Who, Act: sayso.Act(p.Act), Paging: sayso.Paging{Limit: 100, After: q.Get("after")}})
	if err != nil {
		return err
	}
	p.Entries = page.Items
	if page.Next != "" {
		p.Next = "/audit?" + url.Values{"who": {p.Who}, "act": {p.Act}, "after": {page.Next}}.Encode()
	}
	return s.render(w, "audit", s.view("Audit trail", p))
}

// AuditLine is an entry of the audit trail as JSON.
type AuditLine struct {
	N     int64     `json:"n"`
	At    string    `json:"at"`
	Who   string    `json:"who"`
	From  string    `json:"from"`
	Act   sayso.Act `json:"act"`
	About string    `json:"about"`
	Note  string    `json:"note"`
	Sum   string    `json:"sum"`
}

// NewAuditLine writes an entry as JSON has it.
func NewAuditLine(e *sayso.AuditEntry) AuditLine {
	return AuditLine{e.N, e.At.UTC().Format("2006-01-02T15:04:05.000Z"), e.Who, e.From, e.Act, e.About, e.Note, e.Sum}
}

// auditLines gives the whole trail as JSON Lines, the oldest first.
func (s *server) auditLines(w http.ResponseWriter, r *http.Request) error {
	ctx, cancel := longContext(r, ExportTime)
	defer cancel()
	q := sayso.AuditQuery{Oldest: true, Paging: sayso.Paging{Limit: 1000}}
	for first := true; ; first = false {
		page, err := s.Ledger.Audit(ctx, q)
		if err != nil && !first {
			panic(http.ErrAbortHandler) // the client must see that it does not have all of it
		}
		if err != nil {
			return err
		}
		if first {
			w.Header().Set("Content-Type", "application/x-ndjson")
			w.Header().Set("Content-Disposition", `attachment; filename="audit.jsonl"`)
		}
		enc := json.NewEncoder(w)
		enc.SetEscapeHTML(false)
		for i := range page.Items {
			if err := enc.Encode(NewAuditLine(&page.Items[i])); err != nil {
				panic(http.ErrAbortHandler)
			}
		}
		if q.After = page.Next; page.Next == "" {
			return nil
		}
	}
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
