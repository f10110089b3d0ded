package actor

import (
	"math"

	"sayso"
)

// How often who speaks is right, where a reader found the claim, by how the source
// names them: counted on the build part of the readers' claims, and put a little
// lower for the kinds that are rare there. A name is right in 99 of 100.
const (
	surePronoun    = 0.95 // "she" of whom it is known who she is
	sureIndefinite = 0.90 // "a spokesman"
	sureThing      = 0.90 // "a statement", whose author may be meant
)

// sure is how likely who speaks line i is told right; 0 where the text does not
// tell.
func (c *casting) sure(i int) float64 {
	l := &c.lines[i]
	if len(l.Source) == 0 {
		return 1
	}
	first, who := c.word(l.Source[0].First), c.speaking[i]
	switch {
	case c.unclear(i):
		return 0
	case len(who) == 0:
		return sureThing
	case l.Source[0].Len() == 1 && isPronoun(first):
		return surePronoun
	case len(who) == 1 && !c.entities[who[0]].named && (first == "a" || first == "an"):
		return sureIndefinite
	}
	return 1
}

// unclear reports whether the source of line i names somebody whom the text
// does not tell.
func (c *casting) unclear(i int) bool {
	l := &c.lines[i]
	the := c.word(l.Source[0].First) == "the"
	switch who := c.speaking[i]; len(who) {
	case 0:
		switch c.kinds[i] {
		case sayso.PronounSource, sayso.UndecidedSource, sayso.GroupSource:
			return true
		case sayso.DocumentSource, sayso.StatementSource, sayso.PostSource, sayso.ImageSource:
			return the // its author was told before, and not found
		}
	case 1:
		x := &c.entities[who[0]]
		if x.named || !the {
			return false
		}
		last := c.word(l.Source[0].End - 1)
		return x.typ != sayso.Organisation || c.anaphors.business[last] || c.anaphors.body[last]
	}
	return false
}

// Weigh is a claim's confidence where its speaker is so sure. Below 0.9 it is that
// of source, cue and content alone.
func Weigh(confidence, sure float64) float64 {
	if confidence*sure <= mostUnclear {
		return math.Min(confidence, mostUnclear)
	}
	return confidence
}

// mostUnclear is the confidence that a claim has at most when nobody can tell
// who speaks: what is shown at 0.9 and above has its speaker.
const mostUnclear = 0.89
