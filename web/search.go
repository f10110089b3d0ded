package web

import (
	"context"
	"html/template"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"sayso"
)

// Bounds of what a search shows besides claims.
const (
	maxFoundActors  = 5
	maxFoundStories = 3
	// fragmentWords is how many words a claim's content has at most that says little
	// without the sentence about it: "it", "the measure".
	fragmentWords = 2
)

// Alias is another name that is searched beside one that was typed.
type Alias struct{ Typed, Name string }

// choice is one value of a facet: following it sets or drops the choice.
type choice struct {
	Label  string
	N      int
	Href   string
	Chosen bool
}

type facet struct {
	Name    string
	Choices []choice
}

// searchPage is what a search found, or what is wrong with it.
type searchPage struct {
	Filters   filters
	Problem   string
	Likes     bool   // claims can be found by what they say
	Like      string // in words, what they are to be like
	Aliases   []Alias
	AsTyped   string // leads to the search without them
	Chips     []choice
	Orders    []choice
	Total     int
	Facets    []facet
	Chart     template.HTML
	Claims    []saying
	Fragments []saying // those that say little by themselves
	Actors    []sayso.ActorRow
	Stories   []foundStory
	Export    url.Values // asks for these claims as a file
	Next      string
}

// foundStory is a story with the article that a search found in it.
type foundStory struct {
	sayso.StoryRow
	Article item
}

func (s *server) search(w http.ResponseWriter, r *http.Request) error {
	f := readFilters(r.URL.Query())
	p, err := s.find(r.Context(), f, r.URL.Query().Get("after"))
	status := http.StatusOK
	if k := sayso.KindOf(err); k == sayso.Invalid || k == sayso.TooLarge {
		// What was typed stays in its field, to be mended.
		status, p = http.StatusBadRequest, searchPage{Filters: f, Problem: err.Error()}
	} else if err != nil {
		return err
	}
	v := s.view("Search", p)
	v.Query = f.Words
	if p.Problem == "" && f != (filters{}) {
		v.Feed = p.FeedHref()
		v = s.following(v, sayso.SearchFollow, followedSearch(f), nameOfSearch(&p), "each new claim that this search finds")
	}
	return s.renderAs(w, status, "search", v)
}

// followedSearch is a search as a follow keeps it: how it is ordered tells nothing.
func followedSearch(f filters) string {
	f.Order = ""
	return f.values().Encode()
}

// nameOfSearch proposes a name for a search: what is asked for.
func nameOfSearch(p *searchPage) string {
	var parts []string
	for _, c := range p.Chips {
		parts = append(parts, strings.TrimPrefix(c.Label, "words: "))
	}
	return strings.Join(parts, ", ")
}

func (s *server) find(ctx context.Context, f filters, after string) (searchPage, error) {
	p := searchPage{Filters: f, Likes: s.Like != nil, Like: f.Like}
	q, err := s.query(ctx, f)
	if err != nil {
		return p, err
	}
	if s.Aliases != nil && f.Exact == "" {
		if q.Words, p.Aliases = s.Aliases(f.Words); len(p.Aliases) > 0 {
			p.AsTyped = f.with("exact", "1")
		}
	}
	whole := f
	whole.Words, whole.Exact = q.Words, ""
	p.Export = whole.values()
	q.Paging = sayso.Paging{Limit: PageSize, After: after}
	page, err := s.Ledger.Claims(ctx, q)
	if err != nil {
		return p, err
	}
	for _, c := range sayings(page.Items) {
		if fragment(c.ContentText) {
			p.Fragments = append(p.Fragments, c)
		} else {
			p.Claims = append(p.Claims, c)
		}
	}
	q.Paging = sayso.Paging{Limit: 8}
	counts, err := s.Ledger.Facets(ctx, q)
	if err != nil {
		return p, err
	}
	p.Total = counts.Total
	if f.Like != "" {
		// An identifier says nothing to a reader; the words of its claim do.
		if row, err := s.Ledger.Claim(ctx, sayso.ClaimID(f.Like)); err == nil {
			p.Like = row.ContentText
		}
	}
	p.narrow(f, counts)
	if after == "" {
		if err := s.findOthers(ctx, &p, q); err != nil {
			return p, err
		}
	}
	if page.Next != "" {
		v := f.values()
		v.Set("after", page.Next)
		p.Next = "/search?" + v.Encode()
	}
	return p, nil
}

// narrow lays out by what a search can be narrowed down, and what narrows it now.
func (p *searchPage) narrow(f filters, counts sayso.Facets) {
	labels := make(map[string]string)
	for _, x := range []struct {
		name, key, chosen string
		counts            []sayso.Count
	}{{"Stance", "stance", f.Stance, counts.Stances}, {"Form", "form", f.Form, counts.Forms}, {"Speaker", "actor", f.Actor, counts.Speakers}, {"Outlet", "outlet", f.Outlet, counts.Outlets}} {
		fc := facet{Name: x.name}
		for _, c := range x.counts {
			ch := choice{Label: c.Label, N: c.N, Href: f.with(x.key, c.Key), Chosen: c.Key == x.chosen}
			if ch.Chosen {
				ch.Href = f.with(x.key, "")
				labels[x.key] = c.Label
			}
			fc.Choices = append(fc.Choices, ch)
		}
		if len(fc.Choices) > 0 {
			p.Facets = append(p.Facets, fc)
		}
	}
	for _, x := range []struct{ key, name, value string }{
		{"q", "words", f.Words}, {"speaker", "speaker", f.Speaker}, {"actor", "speaker", f.Actor}, {"stance", "stance", f.Stance}, {"form", "form", f.Form}, {"outlet", "outlet", f.Outlet},
		{"from", "from", f.From}, {"to", "to", f.To}, {"like", "like", p.Like}, {"min_confidence", "sure from", f.Sure},
	} {
		if x.value == "" {
			continue
		}
		if l := labels[x.key]; l != "" {
			x.value = l
		}
		p.Chips = append(p.Chips, choice{Label: x.name + ": " + x.value, Href: f.with(x.key, "")})
	}
	if f.Like != "" {
		return // the likest come first
	}
	first := "newest"
	if f.Words != "" {
		first = "best match"
	}
	for _, x := range []struct{ label, order string }{{first, ""}, {"newest", "date"}, {"surest", "confidence"}} {
		if x.order == "date" && f.Words == "" {
			continue
		}
		p.Orders = append(p.Orders, choice{Label: x.label, Href: f.with("order", x.order), Chosen: x.order == f.Order})
	}
}

// findOthers finds what else the words of a search name: who bears them as a name,
// and stories with an article that holds them; and draws when the claims were said.
// Only a search is drawn: all claims of a ledger would have to be counted.
func (s *server) findOthers(ctx context.Context, p *searchPage, q sayso.ClaimQuery) error {
	f := p.Filters
	if f == (filters{}) {
		return nil
	}
	months, err := s.Ledger.Months(ctx, q)
	if err != nil {
		return err
	}
	p.Chart = drawMonths(months)
	if f.Words == "" {
		return nil
	}
	names := []string{f.Words}
	for _, a := range p.Aliases {
		names = append(names, a.Name)
	}
	for _, name := range names {
		actors, err := s.Ledger.Actors(ctx, sayso.ActorQuery{Name: name, Paging: sayso.Paging{Limit: maxFoundActors}})
		if err != nil {
			return err
		}
		for _, a := range actors.Items {
			if a.Named && len(p.Actors) < maxFoundActors && !slices.ContainsFunc(p.Actors, func(b sayso.ActorRow) bool { return a.ID == b.ID }) {
				p.Actors = append(p.Actors, a)
			}
		}
	}
	articles, err := s.Ledger.Articles(ctx, sayso.ArticleQuery{Words: q.Words, Paging: sayso.Paging{Limit: 4 * maxFoundStories}})
	if k := sayso.KindOf(err); k == sayso.Invalid || k == sayso.TooLarge {
		return nil // it asks for what only claims have
	} else if err != nil {
		return err
	}
	for _, a := range articles.Items {
		if len(p.Stories) == maxFoundStories {
			break
		}
		st, err := s.storyOf(ctx, a.ID)
		if err != nil {
			return err
		}
		if st != nil && !slices.ContainsFunc(p.Stories, func(x foundStory) bool { return x.ID == st.ID }) {
			p.Stories = append(p.Stories, foundStory{*st, newItem(a)})
		}
	}
	return nil
}

// ExportHref is where the claims of a search are had as a file.
func (p searchPage) ExportHref(format string) string {
	if len(p.Export) == 0 {
		return "/export/claims." + format
	}
	return "/export/claims." + format + "?" + p.Export.Encode()
}

// FacetsHref is where the counts of a search, by month too, are had as JSON.
func (p searchPage) FacetsHref() string {
	v := maps.Clone(p.Export)
	v.Del("order")
	return apiRoot + "facets?" + v.Encode()
}

// fragment reports whether the content of a claim says little by itself.
func fragment(content string) bool { return len(strings.Fields(content)) <= fragmentWords }

// feedItems is how many rows a feed holds.
const feedItems = "50"

// feedHref is where the newest rows of a kind are had as an Atom feed.
func feedHref(kind string, asked url.Values, order string) string {
	v := maps.Clone(asked)
	if v == nil {
		v = url.Values{}
	}
	v.Del("after")
	v.Del("exact")
	if v.Del("order"); order != "" {
		v.Set("order", order)
	}
	v.Set("limit", feedItems)
	return "/export/" + kind + ".atom?" + v.Encode()
}

// FeedHref is where the newest claims of a search are had as a feed.
func (p searchPage) FeedHref() string { return feedHref("claims", p.Export, "date") }
