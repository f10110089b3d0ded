package known

import (
	"strings"

	"sayso"
	"sayso/internal/knowledge"
)

// naming is a name that may be a body's.
type naming struct {
	*linking
	name string
	at   []int
	// own is the country that stands in the name, rest the name without it; of is
	// own, or else what the words before the name tell.
	own, rest, of string
	best          knowledge.Actor // the body of that name that fits the text best
	fit           int             // how well; 0 for none
}

// bodyRules find which government, public body, party, outlet or company a name
// means. The first that finds one wins.
var bodyRules = []struct {
	name string
	find func(n *naming) (knowledge.Actor, bool)
}{
	{"body-of-country", func(n *naming) (knowledge.Actor, bool) { // "Russia's Foreign Ministry", "Foreign Ministry in Oslo"
		if n.of == "" {
			return knowledge.Actor{}, false
		}
		return n.base.Body(n.of, n.rest)
	}},
	{"body-of-article", func(n *naming) (knowledge.Actor, bool) {
		// A kind of body without a country is that of the country which the
		// article is about, unless a body bears just that name.
		if n.of != "" || n.share < dominant || n.fit > 1 || n.fit == 1 && n.best.Country == n.most {
			return knowledge.Actor{}, false
		}
		return n.base.Body(n.most, n.name)
	}},
	{"body-name", func(n *naming) (knowledge.Actor, bool) { return n.best, n.fit > 0 }},
	{"capital", func(n *naming) (knowledge.Actor, bool) { // it stands for the government that sits there
		var places [8]knowledge.Place
		c := seat(n.base.Places(places[:0], n.name))
		if c == "" {
			return knowledge.Actor{}, false
		}
		return n.base.Government(c)
	}},
}

// body finds the body that a name means, and the rule that says so; "" for none.
func (l *linking) body(name string, at []int) (knowledge.Actor, string) {
	if long := l.spelled(name); long != "" {
		name = long
	} else if long := l.longer(name, at); long != "" {
		name = long
	}
	n := naming{linking: l, name: name, at: at}
	n.own, n.rest = l.split(name)
	if n.of = n.own; n.of == "" {
		n.of = l.before(at)
	}
	n.weigh()
	for _, r := range bodyRules {
		if l.without[r.name] {
			continue
		}
		if k, ok := r.find(&n); ok {
			return k, r.name
		}
	}
	return knowledge.Actor{}, ""
}

// weigh finds the body of that name that fits the text best.
func (n *naming) weigh() {
	var buf [16]knowledge.Actor
	found := n.base.Actors(buf[:0], n.name)
	if len(found) == 0 && n.own != "" {
		found = n.base.Actors(buf[:0], n.rest)
	}
	for i := range found {
		k := &found[i]
		if k.Type == sayso.Person || n.own == "" && common(n.name) && (n.foreign(k) || k.Sector == "LEG" && n.party(n.at)) {
			continue
		}
		if s := n.fits(k, n.of, n.own); s > n.fit && !(k.Listed && len(strings.Fields(n.name)) < 3 && s < 2) {
			n.best, n.fit = *k, s
		}
	}
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
	for _, link := range lexicon().List(landLink) {
		link = " " + link + " "
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
