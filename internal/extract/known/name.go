package known

import (
	"strings"

	"sayso"
)

// bare takes titles and suffixes off a person's name.
func bare(name string) string {
	words := strings.Fields(name)
	for len(words) > 1 && courtesy(words[0]) {
		words = words[1:]
	}
	for len(words) > 1 {
		switch strings.Trim(strings.ToLower(words[len(words)-1]), ".,") {
		case "jr", "sr", "ii", "iii", "iv", "mp", "phd", "md":
			if len(words) == 2 {
				return strings.Join(words, " ") // "Elizabeth II"
			}
			words = words[:len(words)-1]
			continue
		}
		break
	}
	return strings.TrimSuffix(strings.Join(words, " "), ",")
}

func courtesy(w string) bool {
	switch strings.TrimSuffix(strings.ToLower(w), ".") {
	case "mr", "mrs", "ms", "miss", "dr", "sir", "dame", "lord", "lady", "sen", "senator", "rep", "representative", "gov", "governor",
		"president", "vice", "gen", "general", "lt", "col", "maj", "adm", "capt", "sgt", "prof", "professor", "judge", "justice", "rev",
		"ambassador", "congressman", "congresswoman", "mayor", "secretary", "minister", "chancellor", "premier", "sheikh", "ayatollah":
		return true
	}
	return false
}

// withoutInitials drops single letters between the first and the last name.
func withoutInitials(name string) string {
	words := strings.Fields(name)
	if len(words) < 3 {
		return name
	}
	out := words[:1:1]
	for _, w := range words[1 : len(words)-1] {
		if len(strings.TrimSuffix(w, ".")) > 1 {
			out = append(out, w)
		}
	}
	return strings.Join(append(out, words[len(words)-1]), " ")
}

// particle reports whether the first word belongs to a surname: "de Blasio".
func particle(name string) bool {
	first, _, _ := strings.Cut(strings.ToLower(name), " ")
	switch first {
	case "de", "la", "le", "van", "von", "der", "al", "el", "bin", "ben", "da", "di", "del":
		return true
	}
	return false
}

// maxRole bounds the words of a role that are looked up.
const maxRole = 8

// sector is the sector that a title puts its holder in: of the whole title,
// else of its longest end that the base knows, else of what stands before "of".
func (l *linking) sector(title string) string {
	for _, end := range []string{" of ", " for ", " at ", " in "} {
		if i := strings.Index(title, end); i > 0 {
			if s := l.base.Sector(title); s != "" {
				return s
			}
			title = title[:i]
		}
	}
	words := strings.Fields(title)
	words = words[max(0, len(words)-maxRole):]
	for i := range words {
		phrase := strings.ToLower(strings.Join(words[i:], " "))
		if s := l.base.Sector(phrase); s != "" {
			if (strings.HasPrefix(strings.ToLower(title), "former ") || strings.HasPrefix(strings.ToLower(title), "ex-")) && public[s] {
				return "ELI"
			}
			return s
		}
		if one, ok := strings.CutSuffix(phrase, "s"); ok {
			if s := l.base.Sector(one); s != "" {
				return s
			}
		}
	}
	return ""
}

// described reads country and sector off what the text calls an actor that is
// not known.
func (l *linking) described(a *sayso.Actor, at []int) (country, sector string) {
	for _, r := range a.Roles {
		if country == "" && r.Of != "" {
			country = l.countryOf(r.Of)
		}
		if country == "" {
			country, _ = l.split(r.Title)
		}
		if sector == "" {
			sector = l.titleSector(r.Title)
			if s := l.bodySector(r.Of); sector == "" || s != "" && (spokes(r.Title) || s == "EDU") {
				sector = s
			}
		}
	}
	if a.Type != sayso.Person || !a.Named {
		if country == "" {
			country, _ = l.split(a.Name)
		}
		if country == "" && !a.Named {
			country = l.within(a.Name)
		}
		if country == "" && a.Type == sayso.PlaceActor {
			country = l.country(a.Name)
		}
		if country == "" && a.Named {
			country = l.before(at)
		}
		if sector == "" {
			_, rest := l.split(a.Name)
			sector = l.titleSector(rest)
		}
	}
	return country, sector
}

// within is the first country that a phrase names: "a senior Russian diplomat".
func (l *linking) within(phrase string) string {
	words := strings.Fields(phrase)
	words = words[:min(len(words), maxRole)]
	for i := range words {
		for n := 2; n > 0; n-- {
			if i+n > len(words) || words[i] == strings.ToLower(words[i]) {
				continue
			}
			if c := l.country(possessor(strings.Join(words[i:i+n], " "))); c != "" {
				return c
			}
		}
	}
	return ""
}

// titleSector is the sector of a title. Who speaks for a body has the body's,
// as far as the words before tell it ("police spokesman"); a secretary general
// or attorney general is no soldier.
func (l *linking) titleSector(title string) string {
	words := strings.Fields(title)
	for i, w := range words {
		switch w = strings.ToLower(w); {
		case spokes(w):
			return l.sector(strings.Join(words[:i], " "))
		case strings.TrimRight(w, ",") == "general" && i > 0 && civil(words[i-1]), strings.HasSuffix(w, "-general"):
			if s := l.base.Sector(strings.ToLower(strings.Join(words[max(0, i-1):i+1], " "))); s != "MIL" {
				return s
			}
			return ""
		}
	}
	return l.sector(title)
}

// civil reports whether a title with "general" behind it is no soldier's.
func civil(w string) bool {
	switch strings.ToLower(w) {
	case "secretary", "attorney", "director", "consul", "solicitor", "surgeon", "governor", "inspector", "auditor", "postmaster", "comptroller", "prosecutor":
		return true
	}
	return false
}

// spokes reports whether a role speaks for a body: its sector is the body's.
func spokes(title string) bool {
	t := strings.ToLower(title)
	return strings.Contains(t, "spokes") || strings.Contains(t, "spox") || strings.Contains(t, "press secretary")
}

// countryOf is the country of what a role is held in: a country, a capital, a
// body that is known.
func (l *linking) countryOf(of string) string {
	of = possessor(of)
	if c := l.country(of); c != "" {
		return c
	}
	if k, ok := l.body(of, nil); ok {
		return k.Country
	}
	c, _ := l.split(of)
	return c
}

func (l *linking) bodySector(of string) string {
	if of == "" {
		return ""
	}
	if k, ok := l.body(possessor(of), nil); ok {
		return k.At(l.day).Sector
	}
	return ""
}
