package actor

import (
	"slices"
	"strings"

	"sayso"
	"sayso/nlp"
)

// A statement, a letter or a post says what its author says. Who that is stands
// beside it ("the group’s letter", "a company statement", "the Herald article"),
// or was told when the words were first given: “…,” she said in a statement. The
// statement added: …

const (
	// maxWritten is how many lines and sentences back the one stands in which a
	// statement was first given.
	maxWritten = 6
	// maxOwned bounds the words between an owner and the thing owned.
	maxOwned = 4
)

// author finds who speaks by the document, statement or post whose noun stands
// at token at of phrase r; nil where the text does not say.
func (c *casting) author(r nlp.Range, at int, h head, line int) []int {
	if !c.speaksForAuthor(h, at) {
		return nil
	}
	if e := c.ownerOf(r, at, line); e >= 0 {
		return []int{e}
	}
	if w := c.word(at - 1); at > r.First && (c.anaphors.business[w] || c.anaphors.body[w]) {
		if e := c.bodyBefore(r.First, c.anaphors.business[w]); e >= 0 {
			return []int{e}
		}
	}
	if is(c.word(at), quotingPaper) {
		return nil // others are quoted in it too
	}
	if c.word(r.First) != "the" || at != r.First+1 && c.nameAt[r.First+1] > 0 {
		return nil
	}
	return c.firstGiven(r.First, line, h)
}

// speaksForAuthor reports whether what is written is one person's or body's
// words, and no record, law or study.
func (c *casting) speaksForAuthor(h head, at int) bool {
	switch h.kind {
	case statementHead, postHead, speechHead:
		return true
	case documentHead:
		return is(c.word(at), authoredPaper)
	}
	return false
}

// ownerOf finds whose the noun at token at is: a name or noun with an
// apostrophe, or a body's name right before it; -1 for nobody.
func (c *casting) ownerOf(r nlp.Range, at, line int) int {
	for i := r.First; i < r.End; i++ {
		if w := c.word(i); w != "'s" && w != "'" || i == r.First || i > at && i-at > 2*maxOwned {
			continue
		}
		first := i - 1
		if k := c.nameAt[first] - 1; k >= 0 {
			return c.entityOf[k]
		}
		for first > r.First && i-first < maxOwned && !isArticle(c.word(first)) && !isPreposition(c.word(first-1)) {
			first--
		}
		owner := nlp.Range{First: first, End: i}
		if h, head := c.head(owner); h.kind == personHead || h.kind == orgHead || h.kind == groupHead || h.kind == noHead {
			return c.means(owner, head, h, line)
		}
		return -1
	}
	if k := c.nameAt[max(at-1, 0)] - 1; at > r.First && k >= 0 && c.entityOf[k] >= 0 {
		return c.entityOf[k]
	}
	return -1
}

// firstGiven finds who spoke the line before in which such a thing was given.
func (c *casting) firstGiven(i, line int, h head) []int {
	here := c.d.SentenceOf(i)
	for k := line - 1; k >= 0 && k >= line-maxWritten; k-- {
		l := &c.lines[k]
		if len(l.Source) == 0 || len(c.speaking[k]) == 0 {
			continue
		}
		if s := c.d.SentenceOf(l.Source[0].First); s > here || here-s > maxWritten {
			continue
		}
		if slices.ContainsFunc(c.evidence(k), func(e sayso.Evidence) bool { return e.Kind == sourceKinds[h.kind] }) {
			return c.speaking[k]
		}
	}
	return nil
}

// possessed is a description with "his", "her" or "its" told by name: "his
// office" is "Ada Brenn’s office" where nobody else can be meant. It returns the
// description as it stands otherwise.
func (c *casting) possessed(r nlp.Range, text string, line int) string {
	if r.Len() < 2 {
		return text
	}
	owner := -1
	switch c.word(r.First) {
	case "his":
		owner = c.antecedentPerson(r.First, line, male)
	case "her":
		owner = c.antecedentPerson(r.First, line, female)
	case "its":
		if es := c.body(r.First, line); len(es) == 1 {
			owner = es[0]
		}
	}
	if owner < 0 || !c.entities[owner].named {
		return text
	}
	_, rest, _ := strings.Cut(text, " ")
	return c.entities[owner].name + "’s " + rest
}

// speakerFor names a spokesperson whose body the text tells elsewhere: "a
// spokesman" behind a sentence about the Tarn Council is the council’s.
func (c *casting) speakerFor(e, body int) {
	x, b := &c.entities[e], &c.entities[body]
	if x.named || !b.named || strings.Contains(x.name, " for ") || strings.Contains(x.name, "’s ") || strings.Contains(x.name, "'s ") {
		return
	}
	words := strings.Fields(x.name)
	article, noun := words[0], words[len(words)-1]
	if len(words) < 2 || !isArticle(article) || !strings.HasPrefix(noun, "spokes") {
		return
	}
	name := b.name
	if len(b.at) > 0 && c.word(b.at[0]-1) == "the" {
		name = "the " + name
	}
	x.name = article + " " + noun + " for " + name
}
