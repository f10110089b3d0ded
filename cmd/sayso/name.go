package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"sayso"
)

const (
	// maxChoices is how many of the things that fit a name are listed.
	maxChoices = 8
	// maxNamed is how many of the best matches of some words are looked at.
	maxNamed = 50
)

// wholeLength is how many letters an identifier has.
var wholeLength = len(sayso.DeriveID("ar"))

// namesake is one of the things that fit what was typed.
type namesake struct{ id, words string }

// ambiguous is an error that lists what fits.
type ambiguous struct {
	what, typed string
	fit         []namesake
	more        bool
}

func (a *ambiguous) Error() string {
	n := fmt.Sprint(len(a.fit))
	if a.more {
		n = "more than " + n
	}
	return fmt.Sprintf("%q fits %s %s; give the identifier of one, or more of its words", a.typed, n, a.what)
}

// list is what fits, one a line.
func (a *ambiguous) list() string {
	var b strings.Builder
	for _, x := range a.fit {
		fmt.Fprintf(&b, "  %s  %s\n", short(x.id), shorten(oneLine(x.words), maxQuoted))
	}
	return b.String()
}

// pick is the one that fits; NotFound where none does. The choice is listed where
// several do.
func pick(what, typed string, fit []namesake) (string, error) {
	switch len(fit) {
	case 0:
		return "", sayso.Errorf("find "+what, typed, sayso.NotFound, "the ledger has none")
	case 1:
		return fit[0].id, nil
	}
	a := &ambiguous{what: what + "s", typed: typed, fit: fit, more: len(fit) > maxChoices}
	if a.what == "storys" {
		a.what = "stories"
	}
	a.fit = a.fit[:min(len(a.fit), maxChoices)]
	return "", a
}

// whole is the identifier that begins as typed, of those that begin with one of the
// kinds; what begins none stays as it is, for the ledger to say so. words tell what an
// identifier is of, where several begin so.
func whole(ctx context.Context, led sayso.NameLedger, what, typed string, words func(id string) string, kinds ...string) (string, bool, error) {
	if len(typed) < sayso.MinPrefix || !slices.Contains(kinds, typed[:2]) {
		return typed, false, nil
	}
	if len(typed) == wholeLength && !strings.ContainsFunc(typed, unicode.IsSpace) {
		return typed, true, nil // also what an analyst rejected, which no list has
	}
	ids, err := led.Begins(ctx, typed, maxChoices+1)
	if err != nil || len(ids) == 0 {
		return typed, false, err
	}
	if slices.Contains(ids, typed) {
		return typed, true, nil
	}
	var fit []namesake
	for _, id := range ids {
		x := namesake{id: id}
		if len(ids) > 1 && words != nil {
			x.words = words(id)
		}
		fit = append(fit, x)
	}
	id, err := pick(what, typed, fit)
	return id, err == nil, err
}

// unsearchable reports whether words are none that can be looked for: they break the
// rules of a search.
func unsearchable(err error) bool {
	k := sayso.KindOf(err)
	return k == sayso.Invalid || k == sayso.TooLarge
}

// holds reports whether a text has all words, case aside.
func holds(text, words string) bool {
	text = strings.ToLower(text)
	for _, w := range strings.Fields(strings.ToLower(words)) {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

// fitting are those of the matches whose title has all words; where none has, all.
func fitting[T any](found []T, typed string, title func(*T) string) []T {
	var named []T
	for i := range found {
		if holds(title(&found[i]), typed) {
			named = append(named, found[i])
		}
	}
	if len(named) > 0 {
		return named
	}
	return found
}

// findActor is the actor that an identifier, its beginning or a name means.
func findActor(ctx context.Context, led sayso.Ledger, typed string) (sayso.ActorID, error) {
	words := func(id string) string {
		a, err := led.Actor(ctx, sayso.ActorID(id))
		if err != nil {
			return ""
		}
		return actorInWords(a)
	}
	id, found, err := whole(ctx, led, "actor", typed, words, "ac")
	if found || err != nil || typed == "" {
		return sayso.ActorID(id), err
	}
	page, err := led.Actors(ctx, sayso.ActorQuery{Name: typed, Paging: sayso.Paging{Limit: maxNamed}})
	if err != nil {
		return "", err
	}
	rows := page.Items
	var same []sayso.ActorRow // of exactly that name
	for _, a := range rows {
		if strings.EqualFold(a.Name, typed) {
			same = append(same, a)
		}
	}
	if len(same) == 1 {
		rows = same
	}
	var fit []namesake
	for i := range rows {
		fit = append(fit, namesake{string(rows[i].ID), actorInWords(&rows[i])})
	}
	id, err = pick("actor", typed, fit)
	return sayso.ActorID(id), advise(err, sayso.NotFound, "'sayso actors' lists them")
}

func actorInWords(a *sayso.ActorRow) string {
	s := a.Name
	if r := roles(a.Roles); r != "" {
		s += ", " + shorten(r, 60)
	}
	return s + " (" + plural(a.Claims, "claim") + ")"
}

// findArticle finds an article by identifier, its beginning, path, address, or words of
// its title. The article of a claim or a version is named by that too.
func findArticle(ctx context.Context, led finding, name string) (*sayso.Record, error) {
	tries := []sayso.ArticleID{sayso.ArticleID(name), sayso.DeriveArticleID(name)}
	if abs, err := filepath.Abs(name); err == nil {
		tries = append(tries, sayso.DeriveArticleID("file:"+abs))
	}
	for _, id := range tries {
		r, err := led.Article(ctx, id)
		if err == nil || sayso.KindOf(err) != sayso.NotFound {
			return r, err
		}
	}
	words := func(id string) string {
		r, err := led.Gist(ctx, sayso.ArticleID(id))
		if err != nil {
			return ""
		}
		return titleOf(&r.Article)
	}
	id, found, err := whole(ctx, led, "article", name, words, "ar")
	found = found && id != name
	switch {
	case err != nil:
		return nil, err
	case found:
		return led.Article(ctx, sayso.ArticleID(id))
	}
	if id, found, err = whole(ctx, led, "version", name, nil, "ve"); err != nil {
		return nil, err
	} else if found {
		return led.Version(ctx, sayso.VersionID(id))
	}
	if id, found, err = whole(ctx, led, "claim", name, nil, "cl"); err != nil {
		return nil, err
	} else if found {
		c, err := led.Claim(ctx, sayso.ClaimID(id))
		if err != nil {
			return nil, err
		}
		return led.Version(ctx, c.Version)
	}
	at, err := placedAt(ctx, led, name)
	if err != nil {
		return nil, err
	}
	if len(at) == 0 {
		if at, err = articlesNamed(ctx, led, name); err != nil {
			return nil, err
		}
	}
	if id, err = pick("article", name, at); err != nil {
		return nil, advise(err, sayso.NotFound, "list them with: sayso articles")
	}
	return led.Article(ctx, sayso.ArticleID(id))
}

// finding is where articles are found by name.
type finding interface {
	sayso.ArticleLedger
	sayso.ClaimLedger
	sayso.NameLedger
}

// placedAt lists the articles of an address or a path that derives no identifier.
func placedAt(ctx context.Context, led sayso.ArticleLedger, name string) (out []namesake, err error) {
	if !strings.ContainsAny(name, "/\\.:#") {
		return nil, nil
	}
	err = pages(0, func(pg sayso.Paging) (sayso.Page[sayso.ArticleRow], error) {
		return led.Articles(ctx, sayso.ArticleQuery{Paging: pg})
	}, func(r sayso.ArticleRow) error {
		if r.URL == name || r.Path == name {
			out = append(out, namesake{string(r.ID), rowInWords(&r)})
		}
		return nil
	})
	return out, err
}

// articlesNamed lists the articles that words mean.
func articlesNamed(ctx context.Context, led sayso.ArticleLedger, words string) ([]namesake, error) {
	page, err := led.Articles(ctx, sayso.ArticleQuery{Words: words, Paging: sayso.Paging{Limit: maxNamed}})
	if unsearchable(err) {
		return nil, nil
	} else if err != nil {
		return nil, err
	}
	var out []namesake
	for _, r := range fitting(page.Items, words, func(r *sayso.ArticleRow) string { return r.Title }) {
		out = append(out, namesake{string(r.ID), rowInWords(&r)})
	}
	return out, nil
}

func rowInWords(r *sayso.ArticleRow) string {
	title := r.Title
	if title == "" {
		title = r.Lead
	}
	return strings.TrimSpace(day(r.Published) + "  " + r.Outlet + "  " + title)
}

func titleOf(a *sayso.Article) string {
	return strings.TrimSpace(day(a.Published) + "  " + a.Outlet + "  " + a.Title)
}

// findClaim is the claim that an identifier, its beginning, or words mean.
func findClaim(ctx context.Context, led sayso.Ledger, typed string) (sayso.ClaimID, error) {
	words := func(id string) string {
		c, err := led.Claim(ctx, sayso.ClaimID(id))
		if err != nil {
			return ""
		}
		return claimInWords(c)
	}
	id, found, err := whole(ctx, led, "claim", typed, words, "cl")
	if found || err != nil {
		return sayso.ClaimID(id), err
	}
	page, err := led.Claims(ctx, sayso.ClaimQuery{Words: typed, Paging: sayso.Paging{Limit: maxChoices + 1}})
	if err != nil && !unsearchable(err) {
		return "", err
	}
	var fit []namesake
	for i := range page.Items {
		fit = append(fit, namesake{string(page.Items[i].ID), claimInWords(&page.Items[i])})
	}
	id, err = pick("claim", typed, fit)
	return sayso.ClaimID(id), advise(err, sayso.NotFound, "'sayso claims' lists them")
}

func claimInWords(c *sayso.ClaimRow) string {
	return speakers(c) + " " + string(c.Stance) + ": " + c.ContentText
}

// findEventID is the event, or the mention of one, that an identifier or its beginning
// means.
func findEventID(ctx context.Context, led sayso.Ledger, typed string) (sayso.EventID, error) {
	words := func(id string) string {
		e, err := led.Event(ctx, sayso.EventID(id))
		if err != nil {
			return ""
		}
		return strings.TrimSpace(e.Day + "  " + act(e.Type, e.Mode) + "  " + sides(e.Actors, e.Targets))
	}
	id, _, err := whole(ctx, led, "event", typed, words, "ev", "em")
	return sayso.EventID(id), err
}

// findStoryID is the story that an identifier, its beginning, or words of its title or
// of its articles mean.
func findStoryID(ctx context.Context, led sayso.Ledger, typed string) (sayso.StoryID, error) {
	id, found, err := whole(ctx, led, "story", typed, nil, "st")
	var several *ambiguous
	if errors.As(err, &several) {
		// Each article of a story leads to it.
		var ids []sayso.StoryID
		for _, x := range several.fit {
			ids = append(ids, sayso.StoryID(x.id))
		}
		return oneStory(ctx, led, typed, ids, several.more)
	}
	if found || err != nil {
		return sayso.StoryID(id), err
	}
	if id, found, err = whole(ctx, led, "article", typed, nil, "ar"); found {
		return sayso.DeriveStoryID(sayso.ArticleID(id)), err
	}
	page, err := led.Articles(ctx, sayso.ArticleQuery{Words: typed, Paging: sayso.Paging{Limit: maxNamed}})
	if err != nil && !unsearchable(err) {
		return "", err
	}
	var ids []sayso.StoryID
	for _, a := range fitting(page.Items, typed, func(r *sayso.ArticleRow) string { return r.Title }) {
		ids = append(ids, sayso.DeriveStoryID(a.ID))
	}
	return oneStory(ctx, led, typed, ids, false)
}

// oneStory is the story to which the identifiers lead, if it is one.
func oneStory(ctx context.Context, led sayso.StoryLedger, typed string, ids []sayso.StoryID, more bool) (sayso.StoryID, error) {
	var fit []namesake
	for _, id := range ids {
		s, err := led.Story(ctx, id)
		if sayso.KindOf(err) == sayso.NotFound {
			continue // its article waits to be placed
		} else if err != nil {
			return "", err
		}
		if !slices.ContainsFunc(fit, func(x namesake) bool { return x.id == string(s.ID) }) {
			fit = append(fit, namesake{string(s.ID), strings.TrimSpace(day(s.Last) + "  " + s.Title + " (" + plural(s.Articles, "article") + ")")})
		}
	}
	id, err := pick("story", typed, fit)
	var a *ambiguous
	if errors.As(err, &a) {
		a.more = a.more || more
	}
	return sayso.StoryID(id), noStory(typed, err)
}

// wholeID is the identifier of anything that can be cited or collected, by its
// beginning.
func wholeID(ctx context.Context, led sayso.Ledger, typed string) (string, error) {
	if len(typed) >= 2 && typed[:2] == "st" {
		id, err := findStoryID(ctx, led, typed)
		return string(id), err
	}
	id, _, err := whole(ctx, led, "row", typed, nil, "ar", "ve", "cl", "ev", "em", "qu", "ac")
	return id, err
}
