package actor

import (
	"strings"

	"sayso"
	"sayso/nlp"
)

// Names that no stage saw as such are told by their capitals, by what stands
// beside them, and by names that the article has elsewhere.

// label makes a person of capitalised words that no stage took for a name, where
// they can be nothing else: before the colon of a transcript ("BRENN:"), or as
// two words and more that speak ("Moon Jae-in said").
func (c *casting) label(r nlp.Range, line int) (int, bool) {
	if c.outletAddress(r) {
		return c.unseen(r, sayso.Organisation, sayso.MediaSource), true
	}
	titled := c.behindTitle(r)
	if titled.Len() > 0 {
		r = titled
	}
	if r.Len() > maxSpelt+1 || line >= len(c.lines) || len(c.entities) >= maxEntities {
		return 0, false
	}
	words := 0
	for i := r.First; i < r.End; i++ {
		switch {
		case c.word(i) == "-", c.word(i) == ".":
		case c.pos(i) != "PROPN" && titled.Len() == 0 || !c.nobodys(i) || c.heads.of(c.word(i)).kind != noHead || strings.ContainsAny(c.word(i), "0123456789"):
			return 0, false
		case words == 0 || c.word(i-1) != "-":
			words++
		}
	}
	q := c.lines[line].Cue
	colon := len(q) == 1 && q[0].Len() == 1 && (c.word(q[0].First) == ":" || c.word(q[0].First) == "—")
	w := c.fold(r)
	if len(w) == 0 || words == 0 || words == 1 && !colon && titled.Len() == 0 || words > 1 && !colon && outlet(w) {
		return 0, false
	}
	return c.unseen(r, sayso.Person, ""), true
}

// unseen makes an entity of a name that no stage saw, or finds the one it made.
func (c *casting) unseen(r nlp.Range, typ sayso.ActorType, kind sayso.SourceKind) int {
	w := c.fold(r)
	key := strings.Join(w, " ")
	e, ok := c.byName[key]
	if !ok {
		e = c.add(entity{words: w, name: c.d.Words(r), typ: typ, kind: kind, named: true, used: true, at: []int{r.First}, stood: r.First + 1, gender: c.genders[w[0]]})
		c.byName[key] = e
		c.index(e, w)
	}
	c.mentions = append(c.mentions, mention{r, sayso.NameMention, mentionOf(typ), e})
	return e
}

// maxTopDomain is how many letters the last part of a site's address has at most.
const maxTopDomain = 4

// outletAddress reports whether a phrase is the address of a site and no more:
// what speaks so is an outlet ("tarnherald.com reports").
func (c *casting) outletAddress(r nlp.Range) bool {
	if r.Len() != 1 || len(c.entities) >= maxEntities || len(c.fold(r)) == 0 {
		return false
	}
	name, end, ok := strings.Cut(c.word(r.First), ".")
	if k := strings.LastIndexByte(end, '.'); k >= 0 {
		end = end[k+1:]
	}
	site := len(end) > 1 && len(end) <= maxTopDomain && !strings.ContainsAny(end, "/@:0123456789'")
	return ok && site && len(name) > maxTopDomain && !strings.ContainsAny(name, "/@:")
}

// nobodys reports whether token i stands in no name of a being.
func (c *casting) nobodys(i int) bool {
	k := c.nameAt[i] - 1
	return k < 0 || c.entityOf[k] < 0
}

// behindTitle is the capitalised words behind the last title of a phrase:
// "Tarn Chief Executive Bo Lund"; empty where it has none.
func (c *casting) behindTitle(r nlp.Range) nlp.Range {
	i := r.End - 1
	for i >= r.First && (c.pos(i) == "PROPN" || c.noun(i) && c.capital(i)) && c.nobodys(i) && c.heads.of(c.word(i)).kind == noHead {
		i--
	}
	if i < r.First || i == r.End-1 || c.heads.of(c.word(i)).kind != personHead || isArticle(c.word(r.First)) {
		return nlp.Range{}
	}
	return nlp.Range{First: i + 1, End: r.End}
}

// bodyLabel makes a body of capitalised words with an article that no stage
// took for a name, and of a short one in capitals: "the Office of Tides", "TRC".
func (c *casting) bodyLabel(r nlp.Range) (int, bool) {
	the := c.word(r.First) == "the"
	if the {
		r.First++
	}
	proper := 0
	for i := r.First; i < r.End; i++ {
		switch k := c.nameAt[i]; {
		case k > 0 && c.entityOf[k-1] >= 0:
			return 0, false
		case c.pos(i) == "PROPN", c.pos(i) == "NOUN" && c.d.Word(i) != strings.ToLower(c.d.Word(i)):
			proper++
		case i == r.First || i == r.End-1 || c.word(i) != "of" && c.word(i) != "and" && c.word(i) != "for":
			return 0, false
		}
	}
	short := r.Len() == 1 && isShortForm(c.d.Word(r.First))
	if !short && (!the || proper < 2) || r.Len() > maxRole/2 || len(c.entities) >= maxEntities {
		return 0, false
	}
	w := c.fold(r)
	if len(w) == 0 {
		return 0, false
	}
	key := strings.Join(w, " ")
	e, ok := c.byName[key]
	if !ok {
		e = c.add(entity{words: w, name: c.d.Words(r), typ: sayso.Organisation, named: true, used: true, at: []int{r.First}, stood: r.First + 1})
		c.byName[key] = e
		c.index(e, w)
	}
	c.mentions = append(c.mentions, mention{r, sayso.NameMention, mentionOf(c.entities[e].typ), e})
	return e, true
}

// isShortForm reports whether a word is one in capitals, as bodies are cut
// short to.
func isShortForm(w string) bool {
	return len(w) >= 2 && len(w) <= maxShortForm && w == strings.ToUpper(w) && w != strings.ToLower(w) && !strings.ContainsAny(w, "0123456789@")
}

// maxShortForm is the length of the longest word that is read so.
const maxShortForm = 6

// spelt finds an entity by the letters of a phrase in which no name was seen.
func (c *casting) spelt(r nlp.Range) (int, bool) {
	if r.Len() > maxSpelt || !c.noun(r.End-1) || !c.capital(r.End-1) {
		return 0, false
	}
	for isArticle(c.word(r.First)) && r.Len() > 1 {
		r.First++
	}
	w := c.fold(r)
	if len(w) == 0 {
		return 0, false
	}
	if c.heads.of(w[len(w)-1]).kind != noHead {
		// "King said", where the article names Ada King in full.
		if e := c.bare(w, r.First); len(w) == 1 && r.Len() == 1 && e >= 0 {
			return e, true
		}
		return 0, false
	}
	if e, ok := c.byName[strings.Join(w, " ")]; ok {
		return e, true
	}
	if e := c.shortOf(w, sayso.Person, r.First); e >= 0 {
		return e, true
	}
	return 0, false
}

// capital reports whether token i is written with a capital.
func (c *casting) capital(i int) bool {
	w := c.d.Word(i)
	return w[:1] != strings.ToLower(w[:1])
}

// maxSpelt is how many tokens a name may have that no stage saw.
const maxSpelt = 4
