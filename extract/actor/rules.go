package actor

import (
	"strconv"
	"strings"

	"sayso"
	"sayso/nlp"
)

// Rules casts by names, titles and pronouns.
type Rules struct{}

// NewRules returns the rules.
func NewRules() *Rules { return &Rules{} }

// Cast implements Caster.
func (r *Rules) Cast(d *nlp.Doc, lines []Line) Cast {
	c := Cast{
		Speakers: make([][]sayso.ActorID, len(lines)), Kinds: make([]sayso.SourceKind, len(lines)),
		Via: make([][]sayso.ActorID, len(lines)), Addressees: make([][]sayso.ActorID, len(lines)),
	}
	at := make([]int, len(d.Names))
	for i, n := range d.Names {
		w := d.Words(n.Range)
		at[i] = -1
		for k := range c.Actors {
			if a := &c.Actors[k]; a.Name == w || strings.HasSuffix(a.Name, " "+w) {
				at[i] = k
			}
		}
		if at[i] < 0 {
			at[i] = len(c.Actors)
			c.Actors = append(c.Actors, sayso.Actor{ID: sayso.ActorID("a" + strconv.Itoa(at[i]+1)), Name: w, Type: sayso.Person, Named: true})
		}
		c.Mentions = append(c.Mentions, sayso.Mention{ID: sayso.MentionID("m" + strconv.Itoa(i+1)), Span: d.Span(n.Range), Kind: sayso.NameMention, Type: sayso.PersonMention, Actor: c.Actors[at[i]].ID})
	}
	for i, l := range lines {
		c.Kinds[i] = sayso.UndecidedSource
		for _, s := range l.Source {
			for k, n := range d.Names {
				if s.First <= n.First && n.End <= s.End {
					c.Speakers[i] = append(c.Speakers[i], c.Actors[at[k]].ID)
					c.Kinds[i] = sayso.NamedSource
				}
			}
		}
	}
	return c
}
