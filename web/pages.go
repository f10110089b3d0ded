package web

import (
	"bytes"
	"context"
	"net/http"
	"net/url"
	"slices"

	"sayso"
)

// render draws a page, whole or not at all.
func (s *server) render(w http.ResponseWriter, name string, v view) error {
	return s.renderAs(w, http.StatusOK, name, v)
}

func (s *server) renderAs(w http.ResponseWriter, status int, name string, v view) error {
	if k, ok := w.(*keptAnswer); ok {
		v.Journal = k.journal
	} else if end, err := s.Ledger.JournalEnd(context.Background()); err == nil {
		v.Journal = end
	}
	var b bytes.Buffer
	if err := s.templates[name].ExecuteTemplate(&b, "page", v); err != nil {
		return sayso.E("draw page", name, sayso.Other, err)
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(straight(b.Bytes()))
	return nil
}

// item is an article in a list.
type item struct {
	sayso.ArticleRow
	Heading, Printer string
}

func newItem(r sayso.ArticleRow) item { return item{r, heading(&r), printer(&r)} }

func (s *server) article(w http.ResponseWriter, r *http.Request) error {
	rec, err := s.Ledger.Article(r.Context(), sayso.ArticleID(r.PathValue("id")))
	if err != nil {
		return err
	}
	return s.record(w, r, rec)
}

func (s *server) version(w http.ResponseWriter, r *http.Request) error {
	rec, err := s.Ledger.Version(r.Context(), sayso.VersionID(r.PathValue("id")))
	if err != nil {
		return err
	}
	return s.record(w, r, rec)
}

// note is one claim in the list beside an article.
type note struct {
	*markedClaim
	Speakers []sayso.ActorName
	Source   string // where there is no speaker
	Via      []sayso.ActorName
	Claim    *sayso.Claim
	Inside   int               // number of the claim that this one stands in; 0 for none
	Answers  int               // number of the claim that this one denies or answers; 0 for none
	For      []sayso.ActorName // whom a spokesperson speaks for
	On       []sayso.Evidence  // what the words rest on or were given in, besides the source itself
	Glyph    glyph
}

// record draws one version of an article.
func (s *server) record(w http.ResponseWriter, r *http.Request, rec *sayso.Record) error {
	versions, err := s.Ledger.Versions(r.Context(), rec.Article.ID)
	if err != nil {
		return err
	}
	a, an := &rec.Article, &rec.Analysis
	marks := make([]*markedClaim, len(an.Claims))
	notes := make([]note, len(an.Claims))
	number := map[sayso.ClaimID]int{}
	for i := range an.Claims {
		number[an.Claims[i].ID] = i + 1
	}
	for i := range an.Claims {
		c := &an.Claims[i]
		m := &markedClaim{Number: i + 1, ID: rec.ClaimIDs[c.ID], Stance: c.Stance, Certainty: c.Certainty}
		n := note{markedClaim: m, Speakers: named(rec, c.Source.Actors...), Source: c.Source.Spans.In(a.Text), Via: named(rec, c.Via...), Claim: c, Inside: number[c.Parent], Answers: number[c.RepliesTo],
			On: besides(c), Glyph: glyphOf(c.Source.Kind)}
		n.For = named(rec, c.Source.For)
		m.Who = n.Source
		if len(n.Speakers) > 0 {
			m.Who = n.Speakers[0].Name
		}
		marks[i], notes[i] = m, n
	}
	heading := a.Title
	if heading == "" {
		heading = "Untitled"
		if len(a.Path) > 0 {
			heading = printer(&sayso.ArticleRow{Path: a.Path})
		}
	}
	legend := slices.Clone(sayso.StanceGroups)
	legend = slices.DeleteFunc(legend, func(g sayso.StanceGroupEntry) bool {
		return !slices.ContainsFunc(an.Claims, func(c sayso.Claim) bool { return c.Stance.Group() == g.Group })
	})
	var unsure []sayso.Certainty
	for _, u := range []sayso.Certainty{sayso.Probable, sayso.Possible} {
		if slices.ContainsFunc(an.Claims, func(c sayso.Claim) bool { return c.Certainty == u }) {
			unsure = append(unsure, u)
		}
	}
	in, err := s.storyOf(r.Context(), a.ID)
	if err != nil {
		return err
	}
	return s.renderKept(w, r, "article", s.following(s.view(heading, struct {
		Record     *sayso.Record
		Heading    string
		Paragraphs []paragraph
		Notes      []note
		Legend     []sayso.StanceGroupEntry
		Unsure     []sayso.Certainty
		Glyphs     []glyph
		Versions   []sayso.VersionInfo
		Story      *sayso.StoryRow
	}{rec, heading, dropTitle(markUp(a.Text, an.Claims, marks), a.Title), notes, legend, unsure, glyphsOf(an.Claims), versions, in}), sayso.OutletFollow, a.Outlet, a.Outlet, "what "+a.Outlet+" prints and changes"), sayso.Ref{Kind: sayso.ArticleRef, ID: string(a.ID)})
}

// besides are a claim's grounds that are not its source.
func besides(c *sayso.Claim) []sayso.Evidence {
	var out []sayso.Evidence
	for _, e := range c.Evidence {
		if !c.Source.Spans.Overlaps(e.Span) {
			out = append(out, e)
		}
	}
	return out
}

// dropTitle leaves out an opening paragraph that only repeats the title, as
// long as no claim stands in it.
func dropTitle(ps []paragraph, title string) []paragraph {
	if len(ps) == 0 || title == "" {
		return ps
	}
	text := ""
	for _, s := range ps[0].Segments {
		if s.Claim != nil {
			return ps
		}
		text += s.Text
	}
	if text == title {
		return ps[1:]
	}
	return ps
}

func sayings(rows []sayso.ClaimRow) []saying {
	out := make([]saying, len(rows))
	for i, r := range rows {
		out[i] = newSaying(r)
	}
	return out
}

func (s *server) actorList(w http.ResponseWriter, r *http.Request) error {
	name, speaking := r.URL.Query().Get("name"), ""
	if name == "" {
		speaking = "1"
	}
	page, err := s.Ledger.Actors(r.Context(), sayso.ActorQuery{Name: name, Speaking: speaking != "", Paging: sayso.Paging{Limit: PageSize, After: r.URL.Query().Get("after")}})
	if err != nil {
		return err
	}
	p := struct {
		Name   string
		Actors []sayso.ActorRow
		Next   string
	}{Name: name, Actors: page.Items}
	if page.Next != "" {
		p.Next = "/actors?" + url.Values{"name": {name}, "after": {page.Next}}.Encode()
	}
	return s.render(w, "actors", s.view("Who speaks", p).withFiles("actors", url.Values{"name": {name}, "speaking": {speaking}}))
}
