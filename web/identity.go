package web

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"sayso"
)

// Office is an office that a known actor holds from a day to another, as the
// program's own tables have it. Dates are in words; empty when open.
type Office struct{ Title, From, To string }

// maxNamesakes bounds the actors among whom a name is looked for.
const maxNamesakes = 200

// identify takes an analyst's word on who an actor is from the forms on its
// page, and leads to the actor that results.
func (s *server) identify(w http.ResponseWriter, r *http.Request) error {
	if !s.may(r, editor) {
		s.answer(w, r, http.StatusForbidden, "this server only shows; corrections are made where the ledger is")
		return nil
	}
	id := sayso.ActorID(r.PathValue("id"))
	if err := r.ParseForm(); err != nil {
		return sayso.E("identify actor", string(id), sayso.Invalid, err)
	}
	f := r.PostForm
	x := sayso.Identity{Verdict: sayso.IdentityVerdict(f.Get("verdict")), Actor: id, Article: sayso.ArticleID(strings.TrimSpace(f.Get("article"))), Note: strings.TrimSpace(f.Get("note")), By: s.by(r), Seen: seen(r)}
	switch x.Verdict {
	case sayso.Merged:
		var err error
		if x.Into, err = s.actorCalled(r.Context(), id, f.Get("into")); err != nil {
			return err
		}
		x.Article = ""
	case sayso.Split:
	case sayso.Undone:
		if v := f.Get("actor"); v != "" {
			x.Actor = sayso.ActorID(v)
		}
	default:
		return sayso.Errorf("identify actor", string(id), sayso.Invalid, "%q is no verdict", x.Verdict)
	}
	who, err := s.Ledger.Identify(r.Context(), x)
	if err != nil {
		return err
	}
	http.Redirect(w, r, "/actors/"+url.PathEscape(string(who)), http.StatusSeeOther)
	return nil
}

// actorCalled finds who a form means: an identifier, or a name that one other
// actor bears.
func (s *server) actorCalled(ctx context.Context, other sayso.ActorID, words string) (sayso.ActorID, error) {
	words = strings.Join(strings.Fields(words), " ")
	if a, err := s.Ledger.Actor(ctx, sayso.ActorID(words)); err == nil {
		return a.ID, nil
	}
	page, err := s.Ledger.Actors(ctx, sayso.ActorQuery{Name: words, Paging: sayso.Paging{Limit: maxNamesakes}})
	if err != nil {
		return "", err
	}
	var found []sayso.ActorID
	for i := range page.Items {
		a := &page.Items[i]
		if a.ID != other && (strings.EqualFold(a.Name, words) || slices.ContainsFunc(a.Aliases, func(n string) bool { return strings.EqualFold(n, words) })) {
			found = append(found, a.ID)
		}
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return "", sayso.Errorf("identify actor", words, sayso.Invalid, "nobody else of that name is in the ledger").Advise("give the name in full, or the identifier from the address of the actor's page")
	}
	return "", sayso.Errorf("identify actor", words, sayso.Invalid, "%d actors bear that name", len(found)).Advise("give the identifier from the address of the actor's page")
}

// standing is an analyst's word on an actor that can be taken back.
type standing struct {
	sayso.Identity
	Name, Heading string // of the other actor, and of the article
}

// standings lists what analysts said of an actor.
func (s *server) standings(ctx context.Context, id sayso.ActorID) ([]standing, error) {
	page, err := s.Ledger.Identities(ctx, id, sayso.Paging{Limit: PageSize})
	if err != nil {
		return nil, err
	}
	var out []standing
	for _, x := range page.Items {
		n := standing{Identity: x, Name: string(x.Actor)}
		other := x.Actor
		if other == id {
			other = x.Into
		}
		if a, err := s.Ledger.Actor(ctx, other); err == nil {
			n.Name = a.Name
		}
		if x.Article != "" {
			if rec, err := s.Ledger.Article(ctx, x.Article); err == nil {
				n.Heading = rec.Article.Title
			}
			if n.Heading == "" {
				n.Heading = string(x.Article)
			}
		}
		out = append(out, n)
	}
	return out, nil
}

// join takes an analyst's word on whether a mention tells of the event that it
// was joined to, and leads to the event that the mention is of then.
func (s *server) join(w http.ResponseWriter, r *http.Request) error {
	if !s.may(r, editor) {
		s.answer(w, r, http.StatusForbidden, "this server only shows; corrections are made where the ledger is")
		return nil
	}
	if err := r.ParseForm(); err != nil {
		return sayso.E("part events", r.PathValue("id"), sayso.Invalid, err)
	}
	mention := sayso.EventID(r.PostForm.Get("mention"))
	var err error
	switch v := r.PostForm.Get("verdict"); v {
	case "part":
		err = s.Ledger.Part(r.Context(), sayso.Parting{Verdict: sayso.Parted, Mention: mention, Note: strings.TrimSpace(r.PostForm.Get("why")), By: s.by(r), Seen: seen(r)})
	case "rejoin":
		err = s.Ledger.Part(r.Context(), sayso.Parting{Verdict: sayso.Rejoined, Mention: mention, By: s.by(r), Seen: seen(r)})
	default:
		err = sayso.Errorf("part events", string(mention), sayso.Invalid, "%q is no verdict", v)
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, "/events/"+url.PathEscape(string(mention)), http.StatusSeeOther)
	return nil
}
