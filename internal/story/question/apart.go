package question

import (
	"slices"
	"strings"
)

// In a war one town is hit several times a day. So a common town and day do not make
// one happening of two: what the statements tell of it may not differ either, which
// is by what means people came to harm, at which spot of the town, and which
// country's forces did it. What a statement leaves open stands against nothing.

// meansOf are classes of means by which people come to harm.
var meansOf = strings.Fields("by-air by-shell by-bomb by-gun by-gas by-traffic")

// means are the classes of means that a statement names, as bits.
func (d *doc) means(s *statement) uint {
	bits := uint(0)
	for _, t := range s.in {
		for i, class := range meansOf {
			if is(class, d.lemma(t)) || is(class, d.word(t)) {
				bits |= 1 << i
			}
		}
	}
	return bits
}

// maxSpotHead is how many words up a name hangs below the preposition that makes a
// place of it.
const maxSpotHead = 3

// spots are the names in a statement that say where and that no gazetteer knows:
// quarters, villages, streets.
func (d *doc) spots(s *statement) []string {
	var out []string
	for _, t := range s.in {
		if d.tokens[t].POS != "PROPN" || d.name[t] != "" || d.land(t) != "" {
			continue
		}
		w := spot(d.word(t))
		if len(w) < minSpot {
			continue
		}
		x := t
		for step := 0; step < maxSpotHead && x >= 0; step++ {
			if is("where", d.marked(x)) {
				out = append(out, w)
				break
			}
			switch d.tokens[x].Rel {
			case "compound", "flat", "nmod", "nmod:poss", "appos", "amod":
				x = d.tokens[x].Head
			default:
				x = -1
			}
		}
	}
	return out
}

// minSpot is how many letters the skeleton of a spot's name has, and of how many at
// its beginning two spellings of one agree.
const minSpot = 3

// spot is a name as all its spellings have it: without the article that Arabic names
// are written with, without vowels and doubled letters.
func spot(w string) string {
	w = strings.TrimPrefix(strings.TrimPrefix(w, "al-"), "el-")
	var b strings.Builder
	last := rune(0)
	for _, r := range strings.TrimSuffix(w, "'s") {
		if !strings.ContainsRune("aeiouyh'-", r) && r != last {
			b.WriteRune(r)
		}
		last = r
	}
	return b.String()
}

// sameSpot reports whether two names may be spellings of one.
func sameSpot(a, b string) bool { return a[:minSpot] == b[:minSpot] }

// forces are the countries that a statement names, but for that of its place.
func (d *doc) forces(s *statement, but string) []string {
	var out []string
	for _, t := range s.in {
		if c := d.land(t); c != "" && c != but && d.tokens[t].POS != "NOUN" {
			out = append(out, c)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// apart reports whether two counts say themselves that they are of two happenings.
func apart(a, b *count) bool {
	return a.s.d == b.s.d && wholes(a, b) || a.means != 0 && b.means != 0 && a.means&b.means == 0 ||
		len(a.forces) > 0 && len(b.forces) > 0 && !meet(a.forces, b.forces, func(x, y string) bool { return x == y })
}

// wholes reports whether two counts are parts of two wholes: five children of 21 dead
// here, three of 19 there.
func wholes(a, b *count) bool {
	x, y := a.whole(), b.whole()
	return x != nil && y != nil && a.s != b.s && !x.meets(y)
}

// whole is the figure of which a count is a part; nil where it is none.
func (c *count) whole() *figure {
	if !c.s.d.partial(c.s, c.fig) {
		return nil
	}
	for i := range c.s.figures {
		if x := &c.s.figures[i]; x.unit == "person" && x.pred == c.fig.pred && !c.s.d.partial(c.s, x) {
			return x
		}
	}
	return nil
}

// elsewhere reports whether two counts name spots, and none is common. Reports of one
// happening may name its quarter and its street; so this alone parts nothing.
func elsewhere(a, b *count) bool {
	return len(a.spots) > 0 && len(b.spots) > 0 && !meet(a.spots, b.spots, sameSpot)
}

// meet reports whether two lists have something in common.
func meet(a, b []string, same func(a, b string) bool) bool {
	return slices.ContainsFunc(a, func(x string) bool {
		return slices.ContainsFunc(b, func(y string) bool { return same(x, y) })
	})
}
