package sqlite

import (
	"slices"
	"unicode/utf8"

	"sayso"
)

// validate refuses readings that could not be kept or shown as they are: they
// come from a mistake in the program, never from what an article says. The
// subject is the article's address, or its identifier where that is a text.
func validate(a *sayso.Article, an *sayso.Analysis, raw *sayso.Raw) error {
	subject := a.Path
	if a.URL != "" {
		subject = a.URL
	} else if subject == "" {
		subject = string(a.ID)
	}
	invalid := func(format string, args ...any) error {
		return sayso.Errorf("keep article", subject, sayso.Invalid, format, args...)
	}
	if len(raw.Bytes) > MaxStored {
		return sayso.Errorf("keep article", subject, sayso.TooLarge, "%d bytes of input, %d at most", len(raw.Bytes), MaxStored)
	}
	for _, s := range []struct{ name, text string }{
		{"text", a.Text}, {"title", a.Title}, {"outlet", a.Outlet}, {"address", a.URL}, {"language", a.Language},
	} {
		if !utf8.ValidString(s.text) {
			return invalid("its %s is not UTF-8", s.name)
		}
	}
	if !a.Published.IsZero() {
		if y := a.Published.Year(); y < 1 || y > 9999 {
			return invalid("published in the year %d", y)
		}
	}
	actors := make(map[sayso.ActorID]bool, len(an.Actors))
	for i := range an.Actors {
		id := an.Actors[i].ID
		if id == "" || actors[id] {
			return invalid("actor %q is there twice or has no identifier", id)
		}
		actors[id] = true
	}
	claims := make(map[sayso.ClaimID]bool, len(an.Claims))
	for i := range an.Claims {
		id := an.Claims[i].ID
		if id == "" || claims[id] {
			return invalid("claim %q is there twice or has no identifier", id)
		}
		claims[id] = true
	}
	for i := range an.Claims {
		c := &an.Claims[i]
		for _, spans := range []sayso.Spans{c.Source.Spans, c.Cue.Spans, c.Content} {
			for _, s := range spans {
				if !s.Valid(len(a.Text)) || !atRune(a.Text, s.Start) || !atRune(a.Text, s.End) {
					return invalid("claim %s: %s is no piece of the text", c.ID, s)
				}
			}
		}
		if !isTerm(string(c.Form)) || !isTerm(string(c.Stance)) || !isTerm(string(c.Source.Kind)) {
			return invalid("claim %s: %q, %q, %q are not form, stance and kind", c.ID, c.Form, c.Stance, c.Source.Kind)
		}
		named := slices.Concat(c.Source.Actors, c.Via)
		if c.Addressee != "" {
			named = append(named, c.Addressee)
		}
		if c.Source.For != "" {
			named = append(named, c.Source.For)
		}
		for _, id := range named {
			if !actors[id] {
				return invalid("claim %s: there is no actor %q", c.ID, id)
			}
		}
		for _, id := range []sayso.ClaimID{c.Parent, c.RepliesTo} {
			if id != "" && !claims[id] {
				return invalid("claim %s: there is no claim %q", c.ID, id)
			}
		}
	}
	return nil
}

func atRune(text string, i int) bool { return i == len(text) || utf8.RuneStart(text[i]) }

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
