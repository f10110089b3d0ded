package web

import (
	"context"
	"html/template"
	"net/http"
	"net/url"
	"slices"

	"sayso"
	"sayso/internal/story"
)

const (
	// dossierClaims is how many claims one page of an actor's statements is made of.
	dossierClaims = 100
	// dossierQuestions is how many questions the page shows of each kind.
	dossierQuestions = 5
	// namedPrints is how many outlets stand by their names beside one statement.
	namedPrints = 5
)

// statement is what somebody said, once, with who else printed it.
type statement struct {
	saying
	Also []print
	More int // prints that are not named
}

// print is one more article that has a statement.
type print struct {
	Claim   sayso.ClaimID
	Printer string
}

// fold makes statements of claims: those with one [story.SayingKey] are one, the first
// of them that the list has.
func fold(claims []saying) []statement {
	var out []statement
	at := make(map[string]int)
	for _, c := range claims {
		key := story.SayingKey(c.ContentText, c.Stance)
		i, ok := at[key]
		switch {
		case !ok:
			at[key] = len(out)
			out = append(out, statement{saying: c})
		case len(out[i].Also) < namedPrints:
			out[i].Also = append(out[i].Also, print{c.ID, printer(&c.Article)})
		default:
			out[i].More++
		}
	}
	return out
}

// actorPage is the dossier of an actor.
type actorPage struct {
	Actor      *sayso.ActorRow
	Offices    []Office
	Filters    filters
	Problem    string // with what was asked
	Total      int    // claims that are asked for
	Chart      template.HTML
	Facets     []facet
	Statements []statement
	Fragments  []statement    // those that say little by themselves
	Disputes   []questionView // answers of this actor that others contradict
	Shifts     []questionView // on which somebody changed the answer
	Articles   []item         // that it may be somebody else in
	Standings  []standing
	History    []sayso.Said
	May        bool
	Seen       int64
	Next       string
}

func (s *server) actor(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	seen, err := s.latest(ctx)
	if err != nil {
		return err
	}
	a, err := s.Ledger.Actor(ctx, sayso.ActorID(r.PathValue("id")))
	if err != nil {
		return err
	}
	f := readFilters(r.URL.Query())
	f.Actor = string(a.ID)
	p := actorPage{Actor: a, Filters: f, May: s.may(r, editor), Seen: seen}
	status := http.StatusOK
	if err = s.said(ctx, &p, r.URL.Query().Get("after")); sayso.KindOf(err) == sayso.Invalid || sayso.KindOf(err) == sayso.TooLarge {
		status, p.Problem = http.StatusBadRequest, err.Error() // what was typed stays in its field, to be mended
	} else if err != nil {
		return err
	}
	if s.Offices != nil {
		p.Offices = s.Offices(a)
	}
	if p.Standings, err = s.standings(ctx, a.ID); err != nil {
		return err
	}
	if p.History, err = s.history(ctx, string(a.ID)); err != nil {
		return err
	}
	for _, x := range []struct {
		to     *[]questionView
		status []sayso.Standing
	}{{&p.Disputes, []sayso.Standing{sayso.StandDisputed, sayso.StandDenied}}, {&p.Shifts, []sayso.Standing{sayso.StandShifted, sayso.StandConceded, sayso.StandUpdated}}} {
		page, err := s.Ledger.Questions(ctx, sayso.QuestionQuery{Actor: a.ID, Status: x.status, Latest: true, Paging: sayso.Paging{Limit: dossierQuestions}})
		if err != nil {
			return err
		}
		if *x.to, err = s.questionViews(ctx, page.Items, true); err != nil {
			return err
		}
	}
	v := s.following(s.view(a.Name, &p), sayso.ActorFollow, string(a.ID), a.Name, "what "+a.Name+" says")
	if p.Problem == "" {
		v.Feed = p.FeedHref()
	}
	if v, err = s.keeping(v, r, sayso.Ref{Kind: sayso.ActorRef, ID: string(a.ID)}); err != nil {
		return err
	}
	return s.renderAs(w, status, "actor", v)
}

// said finds what an actor said of what is asked for, and draws when.
func (s *server) said(ctx context.Context, p *actorPage, after string) error {
	q, err := s.query(ctx, p.Filters)
	if err != nil {
		return err
	}
	q.Paging = sayso.Paging{Limit: dossierClaims, After: after}
	if q.Order == sayso.ByMatch {
		q.Order = sayso.ByDate
	}
	page, err := s.Ledger.Claims(ctx, q)
	if err != nil {
		return err
	}
	for _, c := range page.Items {
		if !slices.ContainsFunc(p.Articles, func(x item) bool { return x.ID == c.Article.ID }) {
			p.Articles = append(p.Articles, newItem(c.Article))
		}
	}
	for _, x := range fold(sayings(page.Items)) {
		if fragment(x.ContentText) {
			p.Fragments = append(p.Fragments, x)
		} else {
			p.Statements = append(p.Statements, x)
		}
	}
	months, err := s.Ledger.Months(ctx, q)
	if err != nil {
		return err
	}
	p.Chart = drawMonths(months)
	q.Paging = sayso.Paging{Limit: 8}
	counts, err := s.Ledger.Facets(ctx, q)
	if err != nil {
		return err
	}
	p.Total = counts.Total
	for _, x := range []struct {
		name, key, chosen string
		counts            []sayso.Count
	}{{"Stance", "stance", p.Filters.Stance, counts.Stances}, {"Printed by", "outlet", p.Filters.Outlet, counts.Outlets}} {
		fc := facet{Name: x.name}
		for _, c := range x.counts {
			ch := choice{Label: c.Label, N: c.N, Href: p.href(x.key, c.Key), Chosen: c.Key == x.chosen}
			if ch.Chosen {
				ch.Href = p.href(x.key, "")
			}
			fc.Choices = append(fc.Choices, ch)
		}
		if len(fc.Choices) > 0 {
			p.Facets = append(p.Facets, fc)
		}
	}
	if page.Next != "" {
		p.Next = p.href("after", page.Next)
	}
	return nil
}

// href is the page with one choice set, or dropped where it is empty.
func (p *actorPage) href(key, value string) string {
	v := p.Filters.values()
	v.Del("actor")
	if v.Del(key); value != "" {
		v.Set(key, value)
	}
	at := "/actors/" + url.PathEscape(string(p.Actor.ID))
	if len(v) > 0 {
		at += "?" + v.Encode()
	}
	return at + "#said"
}

// FileHref is where the claims that are asked for are had as a file.
func (p *actorPage) FileHref(format string) string {
	return "/export/claims." + format + "?" + p.asked()
}

// FacetsHref is where the counts of the claims that are asked for are had.
func (p *actorPage) FacetsHref() string { return apiRoot + "facets?" + p.asked() }

func (p *actorPage) asked() string {
	v := p.Filters.values()
	v.Del("exact")
	return v.Encode()
}

// FeedHref is where the newest of these claims are had as a feed.
func (p *actorPage) FeedHref() string { return feedHref("claims", p.Filters.values(), "date") }
