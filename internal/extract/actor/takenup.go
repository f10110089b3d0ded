package actor

import (
	"slices"
	"strings"

	"sayso"
	"sayso/internal/lang"
	"sayso/internal/lang/en"
	"sayso/nlp"
)

// A definite noun phrase that names nobody ("the company", "the actress") takes
// up whom the text named before. Three rules are asked in order, and the first
// that finds somebody wins:
//
//  1. the body whose name has the noun in it: "the council" for the Tarn Council;
//  2. the company or other body named last, for nouns that fit any of its kind;
//  3. the person talked of, for nouns that tell what somebody is ("the singer"),
//     not for those that bring in others ("the driver", "the spokesman").
//
// Where two fit as well, nobody is meant. A noun that took up a person means the
// same one from then on. Cost: linear in the names of the
// sentences looked at, which maxTakenUp bounds.

// anaphors are the nouns of takenup.tsv, by what they may take up.
type anaphors struct {
	business, body, other map[string]bool
	// public are words in the names of bodies that are no business.
	public map[string]bool
}

func loadAnaphors() anaphors {
	in := lang.In(lang.Must(lang.Sets{Classes: []string{"business", "body", "other", "public"}, Shared: true}.Read("takenup.tsv", en.TakenUp)))
	return anaphors{in["business"], in["body"], in["other"], in["public"]}
}

const (
	// maxTakenUp is how many sentences back a noun takes up a name.
	maxTakenUp = 5
	// maxNamesake is how many sentences back a noun takes up the body that has
	// it in its name.
	maxNamesake = 40
	// maxDefinite bounds the words of a phrase that takes up a name.
	maxDefinite = 7
	// maxSalience is how many times a body may be named for it to count.
	maxSalience = 8
	// bodyLead is how much likelier than the next one a body must be.
	bodyLead = 0.3
)

// takenUp finds whom the phrase r with its noun at token at takes up; -1 for
// nobody.
func (c *casting) takenUp(r nlp.Range, at int, h head, line int) int {
	noun := afterHyphen(c.word(at))
	body := c.anaphors.business[noun] || c.anaphors.body[noun] // "the group", "the team": many, and one
	if c.word(r.First) != "the" || r.Len() > maxDefinite || at != r.End-1 || h.many && !body || h.kind.thing() || h.kind == mediaHead {
		return -1
	}
	if c.modified(r, at) {
		if c.describes(r, at, h) {
			return c.antecedentPerson(r.First, line, c.genders[noun])
		}
		return -1
	}
	if e := c.namesake(noun, r.First); e >= 0 {
		return e
	}
	switch {
	case c.anaphors.business[noun]:
		return c.bodyBefore(r.First, true)
	case c.anaphors.body[noun]:
		return c.bodyBefore(r.First, false)
	case c.setApart(r, at):
		return -1
	case h.kind == personHead && !c.anaphors.other[noun], h.kind == noHead && personal(noun):
		return c.antecedentPerson(r.First, line, c.genders[noun])
	}
	return -1
}

// afterHyphen is the part of a noun that tells what it is: "giant" of "tech-giant".
func afterHyphen(noun string) string { return noun[strings.LastIndexByte(noun, '-')+1:] }

// describes reports whether a noun for a person with a body's name before it
// tells of somebody just named and brings in nobody: "the Tarnware founder".
func (c *casting) describes(r nlp.Range, at int, h head) bool {
	if h.kind != personHead && !(h.kind == noHead && personal(c.word(at))) || c.anaphors.other[c.word(at)] || c.word(at-1) == "'s" {
		return false
	}
	k := c.nameAt[at-1] - 1
	return k >= 0 && (c.d.Names[k].Type == nlp.OrgName || c.d.Names[k].Type == nlp.WorkName) && c.d.Names[k].First == r.First+1
}

// setApart reports whether a noun for a person has another noun or an ordinal
// before it, which brings in one of several: "the harbour master", "the second
// sailor".
func (c *casting) setApart(r nlp.Range, at int) bool {
	for i := r.First + 1; i < at; i++ {
		if ordinal(c.word(i)) || c.noun(i) || c.pos(i) == "NUM" {
			return true
		}
	}
	return false
}

// aged reports whether a phrase tells a person by the age: "the 23-year-old",
// "the 23-year-old singer".
func (c *casting) aged(r nlp.Range) bool {
	if c.word(r.First) != "the" || r.Len() > maxDefinite {
		return false
	}
	_, rest, ok := strings.Cut(strings.ReplaceAll(strings.ToLower(c.d.Words(r)), "-", " "), "year old")
	if rest = strings.TrimSpace(rest); !ok || rest == "" {
		return ok
	}
	h := c.heads.of(c.word(r.End - 1)) // "the 23-year-old Tarner", "… singer"
	return !h.many && (h.kind == personHead && !c.anaphors.other[c.word(r.End-1)] || h.kind == noHead && c.capital(r.End-1) || h.kind == noHead && personal(c.word(r.End-1)))
}

// modified reports whether a name tells which one is meant: "the Tarn council".
// Where somebody sits or comes from tells no more than the noun does: "the
// Tarn-based firm".
func (c *casting) modified(r nlp.Range, at int) bool {
	for i := r.First; i < at; i++ {
		if k := c.nameAt[i]; k > 0 && c.d.Names[k-1].Type != nlp.GroupName {
			if w := c.d.Word(i); strings.HasSuffix(w, "-based") || c.word(i+1) == "-" {
				continue
			}
			return true
		}
		if c.word(i) == "'s" {
			return true
		}
	}
	return false
}

// personal reports whether a noun that no table has is one for a person by its
// ending.
func personal(noun string) bool {
	for _, s := range lexicon().List(personEnd) {
		if len(noun) > len(s)+minTail-2 && strings.HasSuffix(noun, s) {
			return true
		}
	}
	return false
}

// namesake finds the body named last before token i that has the noun in its
// name; -1 for none.
func (c *casting) namesake(noun string, i int) int {
	here := c.d.SentenceOf(i)
	if here < 0 {
		return -1
	}
	from := c.d.Sentences[max(0, here-maxNamesake)].First
	for k := c.nameBefore(i); k >= 0 && c.d.Names[k].First >= from; k-- {
		e := c.entityOf[k]
		if e < 0 || len(c.entities[e].words) < 2 {
			continue
		}
		x := &c.entities[e]
		switch {
		case x.typ == sayso.Organisation && slices.Contains(x.words, noun):
			return e
		case x.typ == sayso.PlaceActor && x.words[len(x.words)-1] == noun:
			x.typ = sayso.Organisation // a zoo that speaks is a body
			return e
		}
	}
	return -1
}

// bodyBefore finds the body that a noun at token i takes up: the one named
// nearest and in the best place; -1 where there is none or two are as likely.
func (c *casting) bodyBefore(i int, business bool) int {
	here := c.d.SentenceOf(i)
	if here < 0 {
		return -1
	}
	from := c.d.Sentences[max(0, here-maxTakenUp)].First
	scores := map[int]float64{}
	for k := c.nameBefore(i); k >= 0 && c.d.Names[k].First >= from; k-- {
		e := c.entityOf[k]
		if e < 0 || c.entities[e].typ != sayso.Organisation || c.isOutlet(e) || business && !c.mayTrade(e) {
			continue
		}
		n := c.d.Names[k]
		s := c.d.SentenceOf(n.First)
		score := 2 - 0.3*float64(here-s) + c.standing(n.Range, c.d.Sentences[s]) + 0.1*float64(min(len(c.entities[e].at), maxSalience))
		if old, ok := scores[e]; !ok || score > old {
			scores[e] = score
		}
	}
	best, lead := leader(scores)
	if best < 0 || lead < bodyLead {
		return -1
	}
	return best
}

// isOutlet reports whether an entity is a medium: it tells the story and is
// seldom taken up in it.
func (c *casting) isOutlet(e int) bool {
	return outlet(c.entities[e].words) || c.entities[e].kind == sayso.MediaSource
}

// mayTrade reports whether a body may be a company, as far as its name tells.
func (c *casting) mayTrade(e int) bool {
	for _, w := range c.entities[e].words {
		if c.anaphors.public[w] {
			return false
		}
	}
	return true
}

// leader returns who has the highest score, the first of equals, and by how
// much it leads; -1 for nobody.
func leader(scores map[int]float64) (at int, lead float64) {
	top, second := -1.0, -1.0
	at = -1
	for e, s := range scores {
		switch {
		case at < 0 || s > top || s == top && e < at:
			if at >= 0 {
				second = max(second, top)
			}
			top, at = s, e
		default:
			second = max(second, s)
		}
	}
	return at, top - max(second, 0)
}
