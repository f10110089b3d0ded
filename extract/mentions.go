package extract

import (
	"cmp"
	"slices"
	"strconv"

	"sayso"
	"sayso/nlp"
)

// tellAll lists what else in the text stands for an actor: the stages list what
// speaks and acts, and the chains of the document lead from there to every other
// name, noun phrase and pronoun. A chain is the actor's whom most of its listed
// mentions mean; where none has most of them, the chain says nothing. Places are
// left out: the same word is the place here and its government there.
func tellAll(d *nlp.Doc, an *sayso.Analysis) {
	listed := make(map[int]*sayso.Mention, len(an.Mentions)) // by the byte that they start at
	for i := range an.Mentions {
		listed[an.Mentions[i].Span.Start] = &an.Mentions[i]
	}
	covered := make([]bool, len(d.Tokens)) // by a listed mention
	for i := range an.Mentions {
		at := an.Mentions[i].Span
		t, _ := slices.BinarySearchFunc(d.Tokens, at.Start, func(t nlp.Token, start int) int { return cmp.Compare(t.Start, start) })
		for ; t < len(d.Tokens) && d.Tokens[t].Start < at.End; t++ {
			covered[t] = true
		}
	}
	var more []sayso.Mention
	for i := range d.Chains {
		who := an.Actor(meant(d, d.Chains[i].Mentions, listed))
		if who == nil || who.Type == sayso.PlaceActor {
			continue
		}
		for _, m := range d.Chains[i].Mentions {
			// Longer phrases may hold others: the head tells whether this one is listed.
			if covered[m.Head] {
				continue
			}
			more = append(more, sayso.Mention{Span: d.Span(m.Range), Kind: m.Kind, Type: mentionTypes[who.Type], Actor: who.ID})
		}
	}
	for i := range more {
		more[i].ID = sayso.MentionID("m" + strconv.Itoa(len(an.Mentions)+i+1))
	}
	an.Mentions = append(an.Mentions, more...)
	slices.SortStableFunc(an.Mentions, func(a, b sayso.Mention) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
}

// mentionTypes are what mentions of actors are.
var mentionTypes = map[sayso.ActorType]sayso.MentionType{
	sayso.Person: sayso.PersonMention, sayso.Organisation: sayso.OrgMention, sayso.Group: sayso.GroupMention, sayso.OtherActor: sayso.OtherMention,
}

// meant is the actor of more than half of those members of a chain that are
// listed with one; "" for none.
func meant(d *nlp.Doc, chain []nlp.Mention, listed map[int]*sayso.Mention) sayso.ActorID {
	votes, all := map[sayso.ActorID]int{}, 0
	for _, m := range chain {
		if x := listed[d.Span(m.Range).Start]; x != nil && x.Actor != "" {
			votes[x.Actor]++
			all++
		}
	}
	for id, n := range votes {
		if 2*n > all {
			return id
		}
	}
	return ""
}
