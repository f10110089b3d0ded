package main

import (
	"slices"
	"strings"
	"unicode"

	"sayso/internal/knowledge"
	"sayso/web"
)

// maxAliasWords is how many words of a search are looked up together as one name.
const maxAliasWords = 4

// aliases widens a search string by the other names that the knowledge file has of
// what it names: Pyongyang is searched as (Pyongyang OR "North Korea"). Names are
// known by a capital letter, unless one is all that is asked for; strings that hold
// more than words stay as they are, for whoever writes them says what is meant.
func aliases(base *knowledge.Base) func(typed string) (string, []web.Alias) {
	return func(typed string) (string, []web.Alias) {
		words := strings.Fields(typed)
		if slices.ContainsFunc(words, func(w string) bool {
			return w == "OR" || w == "NOT" || w == "AND" || strings.HasPrefix(w, "-") || strings.ContainsAny(w, `"“”„«»():*`)
		}) {
			return typed, nil
		}
		var out []string
		var found []web.Alias
		for i := 0; i < len(words); {
			n := 0
			for k := min(maxAliasWords, len(words)-i); k > 0 && n == 0; k-- {
				name := strings.Join(words[i:i+k], " ")
				if !unicode.IsUpper([]rune(name)[0]) && k < len(words) {
					continue
				}
				for _, other := range otherNames(base, name) {
					if n == 0 {
						out = append(out, "(("+name+")")
					}
					n = k
					out[len(out)-1] += ` OR "` + other + `"`
					found = append(found, web.Alias{Typed: name, Name: other})
				}
			}
			if n == 0 {
				out, n = append(out, words[i]), 1
			} else {
				out[len(out)-1] += ")"
			}
			i += n
		}
		return strings.Join(out, " "), found
	}
}

// otherNames are what else the knowledge file calls somebody of that name, and the
// country whose capital it is.
func otherNames(base *knowledge.Base, name string) []string {
	var out []string
	add := func(a knowledge.Actor) {
		if !a.Listed && !strings.EqualFold(a.Name, name) && !slices.Contains(out, a.Name) && !strings.ContainsAny(a.Name, `"`) {
			out = append(out, a.Name)
		}
	}
	for _, a := range base.Actors(nil, name) {
		add(a)
	}
	if code := base.CountryOf(name); code != "" {
		if a, ok := base.Government(code); ok {
			add(a)
		}
	}
	return out
}
