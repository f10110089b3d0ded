package ledger

import (
	"slices"
	"unicode/utf8"

	"sayso"
)

// Validate refuses readings that could not be kept or shown as they are: they
// come from a mistake in the program, never from what an article says. The
// subject of the error is the article's address, or its identifier where the
// address is a text.
func Validate(a *sayso.Article, an *sayso.Analysis) error {
	v := validation{a: a, an: an, actors: make(map[sayso.ActorID]bool, len(an.Actors)), claims: make(map[sayso.ClaimID]bool, len(an.Claims))}
	if err := v.article(); err != nil {
		return err
	}
	for i := range an.Actors {
		id := an.Actors[i].ID
		if id == "" || v.actors[id] {
			return v.invalid("actor %q is there twice or has no identifier", id)
		}
		v.actors[id] = true
	}
	for i := range an.Claims {
		id := an.Claims[i].ID
		if id == "" || v.claims[id] {
			return v.invalid("claim %q is there twice or has no identifier", id)
		}
		v.claims[id] = true
	}
	for i := range an.Claims {
		if err := v.claim(&an.Claims[i]); err != nil {
			return err
		}
	}
	if err := v.pieces("sentence", an.Sentences); err != nil {
		return err
	}
	for i := range an.Events {
		if err := v.event(&an.Events[i]); err != nil {
			return err
		}
	}
	return nil
}

// validation is one reading under test, with what it lists.
type validation struct {
	a      *sayso.Article
	an     *sayso.Analysis
	actors map[sayso.ActorID]bool
	claims map[sayso.ClaimID]bool
}

func (v *validation) invalid(format string, args ...any) error {
	return sayso.Errorf("keep article", Subject(v.a), sayso.Invalid, format, args...)
}

// Subject is how an error names an article.
func Subject(a *sayso.Article) string {
	switch {
	case a.URL != "":
		return a.URL
	case a.Path != "":
		return a.Path
	}
	return string(a.ID)
}

func (v *validation) article() error {
	a := v.a
	for _, s := range []struct{ name, text string }{
		{"text", a.Text}, {"title", a.Title}, {"outlet", a.Outlet}, {"address", a.URL}, {"language", a.Language}, {"key", a.Key},
	} {
		if !utf8.ValidString(s.text) {
			return v.invalid("its %s is not UTF-8", s.name)
		}
	}
	if !a.Published.IsZero() {
		if y := a.Published.Year(); y < 1 || y > 9999 {
			return v.invalid("published in the year %d", y)
		}
	}
	return nil
}

func (v *validation) claim(c *sayso.Claim) error {
	if err := v.pieces("claim "+string(c.ID), c.Source.Spans, c.Cue.Spans, c.Content); err != nil {
		return err
	}
	if !isTerm(string(c.Form)) || !isTerm(string(c.Stance)) || !isTerm(string(c.Source.Kind)) {
		return v.invalid("claim %s: %q, %q, %q are not form, stance and kind", c.ID, c.Form, c.Stance, c.Source.Kind)
	}
	if len(c.Vector) > sayso.MaxVector {
		return v.invalid("claim %s: a vector of %d numbers, and at most %d are kept", c.ID, len(c.Vector), sayso.MaxVector)
	}
	for _, id := range slices.Concat(c.Source.Actors, c.Via) {
		if !v.actors[id] {
			return v.invalid("claim %s: there is no actor %q", c.ID, id)
		}
	}
	for _, id := range []sayso.ActorID{c.Addressee, c.Source.For} {
		if id != "" && !v.actors[id] {
			return v.invalid("claim %s: there is no actor %q", c.ID, id)
		}
	}
	for _, id := range []sayso.ClaimID{c.Parent, c.RepliesTo} {
		if id != "" && !v.claims[id] {
			return v.invalid("claim %s: there is no claim %q", c.ID, id)
		}
	}
	return nil
}

func (v *validation) event(e *sayso.Event) error {
	what := "event " + string(e.ID)
	if err := v.pieces(what, e.Anchor); err != nil {
		return err
	}
	for i := range e.Links {
		if err := v.pieces(what, e.Links[i].Other, e.Links[i].Signal); err != nil {
			return err
		}
	}
	for i := range e.Quantities {
		q := &e.Quantities[i]
		if err := v.pieces(what, sayso.Spans{q.Span}); err != nil {
			return err
		}
		if !isFinite(q.Low) || !isFinite(q.High) {
			return v.invalid("%s: %v to %v is no number", what, q.Low, q.High)
		}
	}
	if !isFinite(e.Confidence) {
		return v.invalid("%s: the confidence %v is no number", what, e.Confidence)
	}
	return nil
}

// pieces refuses spans that cannot be cut from the text.
func (v *validation) pieces(what string, all ...sayso.Spans) error {
	for _, spans := range all {
		for _, s := range spans {
			if !isPiece(s, v.a.Text) {
				return v.invalid("%s: %s is no piece of the text", what, s)
			}
		}
	}
	return nil
}

func isFinite(f float64) bool { return f-f == 0 }

// isTerm reports whether s is a term of a fixed list, as forms and stances
// are: lower-case letters, or nothing.
func isTerm(s string) bool {
	for i := 0; i < len(s); i++ {
		if (s[i] < 'a' || s[i] > 'z') && s[i] != '-' && s[i] != '_' {
			return false
		}
	}
	return true
}
