package known

import (
	"strings"

	"sayso"
	"sayso/internal/knowledge"
)

// body finds a government, a public body, a party, an outlet, a company.
func (l *linking) body(name string, at []int) (knowledge.Actor, bool) {
	if long := l.spelled(name); long != "" {
		name = long
	} else if long := l.longer(name, at); long != "" {
		name = long
	}
	own, rest := l.split(name)
	of := own
	if of == "" {
		of = l.before(at)
	}
	// "Russia's Foreign Ministry", "Foreign Ministry in Oslo".
	if of != "" {
		if k, ok := l.base.Body(of, rest); ok {
			return k, true
		}
	}
	var buf [16]knowledge.Actor
	found := l.base.Actors(buf[:0], name)
	if len(found) == 0 && own != "" {
		found = l.base.Actors(buf[:0], rest)
	}
	best, most := -1, 0
	for i := range found {
		k := &found[i]
		if k.Type == sayso.Person || own == "" && common(name) && (l.foreign(k) || k.Sector == "LEG" && l.party(at)) {
			continue
		}
		if s := l.fits(k, of, own); s > most && !(k.Listed && len(strings.Fields(name)) < 3 && s < 2) {
			best, most = i, s
		}
	}
	// A kind of body without a country is that of the country which the
	// article is about, unless a body bears just that name.
	if of == "" && l.share >= dominant && (best < 0 || most == 1 && found[best].Country != l.most) {
		if k, ok := l.base.Body(l.most, name); ok {
			return k, true
		}
	}
	if best >= 0 {
		return found[best], true
	}
	// A capital stands for the government that sits there.
	var places [8]knowledge.Place
	if c := seat(l.base.Places(places[:0], name)); c != "" {
		return l.base.Government(c)
	}
	return knowledge.Actor{}, false
}

// fits is how well the country of a body goes with the country that the words
// beside its name tell, of, or with those that the article is about; 0 where it
// can't be meant. The country is own where it stands in the name.
func (l *linking) fits(k *knowledge.Actor, of, own string) int {
	switch {
	case of != "" && k.Country == of:
		return 4
	case of != "" && k.Country != "" && own == "":
		return 0 // "Malaysia's Supreme Court" is not another country's
	case k.Country == "":
		return 2
	case k.Country == l.most:
		return 3
	case l.land[k.Country] > 0:
		return 2
	}
	return 1
}

// listedBody finds a body of the hand-made tables by its very name.
func (l *linking) listedBody(name string) (knowledge.Actor, bool) {
	var buf [8]knowledge.Actor
	for _, k := range l.base.Actors(buf[:0], name) {
		if k.Type != sayso.Person && !k.Listed {
			return k, true
		}
	}
	return knowledge.Actor{}, false
}

// dominant is the share of all countries named that makes an article about one.
const dominant = 0.5

// split takes the country off a name: "Russian Defence Ministry" is RUS and
// "Defence Ministry", "Ministry of Finance of Norway" NOR and "Ministry of
// Finance".
func (l *linking) split(name string) (country, rest string) {
	words := strings.Fields(name)
	for n := min(3, len(words)-1); n > 0; n-- {
		head := possessor(strings.Join(words[:n], " "))
		if c := l.country(head); c != "" {
			return c, strings.Join(words[n:], " ")
		}
	}
	for _, link := range []string{" of ", " in "} {
		if i := strings.LastIndex(name, link); i > 0 {
			if c := l.country(strings.TrimPrefix(name[i+len(link):], "the ")); c != "" {
				return c, name[:i]
			}
		}
	}
	return "", name
}

// before is the country that the words before a mention give it: "Russian",
// "Russia's". It returns "" where no mention has one.
func (l *linking) before(at []int) string {
	for _, i := range at {
		m := &l.mentions[i]
		if m.Kind != sayso.NameMention {
			continue
		}
		if c := l.country(wordsBefore(l.d.Text, m.Span.Start, 1)); c != "" {
			return c
		}
		if c := l.country(wordsBefore(l.d.Text, m.Span.Start, 2)); c != "" {
			return c
		}
	}
	return ""
}

// maxBefore bounds the bytes looked at before a mention.
const maxBefore = 48

// wordsBefore returns the n words before byte at, without a possessive ending;
// "" where a sign parts them from it.
func wordsBefore(text string, at, n int) string {
	t := text[max(0, at-maxBefore):at]
	end := len(strings.TrimRight(t, " "))
	start := end
	for range n {
		start = strings.LastIndexByte(strings.TrimRight(t[:start], " "), ' ') + 1
	}
	w := t[min(start, end):end]
	if strings.ContainsAny(w, ",.;:()“”\"\n") && !strings.Contains(w, "U.S.") && !strings.Contains(w, "U.K.") {
		return ""
	}
	return possessor(w)
}

// possessor takes the ending off "Russia's".
func possessor(s string) string {
	s = strings.TrimSpace(s)
	for _, end := range []string{"'s", "’s", "'", "’"} {
		if cut, ok := strings.CutSuffix(s, end); ok {
			s = cut
			break
		}
	}
	return strings.TrimPrefix(s, "the ")
}
