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
		if !is(strings.Trim(strings.ToLower(words[len(words)-1]), ".,"), nameSuffix) {
			break
		}
		if len(words) == 2 {
			return strings.Join(words, " ") // "Elizabeth II"
		}
		words = words[:len(words)-1]
	}
	return strings.TrimSuffix(strings.Join(words, " "), ",")
}

func courtesy(w string) bool {
	return is(strings.TrimSuffix(strings.ToLower(w), "."), courtesyTitle)
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
	return is(first, particleWord)
}

// maxRole bounds the words of a role that are looked up.
const maxRole = 8

// sector is the sector that a title puts its holder in: of the whole title,
// else of its longest end that the base knows, else of what stands before "of".
func (l *linking) sector(title string) string {
	for _, end := range lexicon().List(titleEnd) {
		if i := strings.Index(title, " "+end+" "); i > 0 {
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
			if former(title) && public[s] {
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
		case i > 0 && is(strings.TrimRight(w, ","), generalWord) && is(strings.ToLower(words[i-1]), civilTitle), is(w[strings.LastIndexByte(w, '-')+1:], generalWord) && strings.Contains(w, "-"):
			if s := l.base.Sector(strings.ToLower(strings.Join(words[max(0, i-1):i+1], " "))); s != "MIL" {
				return s
			}
			return ""
		}
	}
	return l.sector(title)
}

// countryOf is the country of what a role is held in: a country, a capital, a
// body that is known.
func (l *linking) countryOf(of string) string {
	of = possessor(of)
	if c := l.country(of); c != "" {
		return c
	}
	if k, rule := l.body(of, nil); rule != "" {
		return k.Country
	}
	c, _ := l.split(of)
	return c
}

func (l *linking) bodySector(of string) string {
	if of == "" {
		return ""
	}
	if k, rule := l.body(possessor(of), nil); rule != "" {
		return k.At(l.day).Sector
	}
	return ""
}
