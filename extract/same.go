package extract

import (
	"slices"
	"strconv"

	"sayso"
)

// unite makes one actor of those of an article that are known to be one:
// "Moscow", which speaks, and "Russia", which acts. The first keeps its name,
// the names of the others become aliases; identifiers are given anew.
func unite(an *sayso.Analysis) {
	first := map[string]int{} // by what the actor is known as, into kept
	to := make(map[sayso.ActorID]sayso.ActorID, len(an.Actors))
	kept := an.Actors[:0:0]
	for i := range an.Actors {
		a := &an.Actors[i]
		at, again := first[a.Known]
		if a.Known == "" || !again {
			if at = len(kept); a.Known != "" {
				first[a.Known] = at
			}
			k := *a
			k.ID = sayso.ActorID("a" + strconv.Itoa(at+1))
			kept = append(kept, k)
		} else {
			join(&kept[at], a)
		}
		to[a.ID] = kept[at].ID
	}
	if len(kept) == len(an.Actors) {
		return
	}
	an.Actors = kept
	many := func(ids []sayso.ActorID) []sayso.ActorID {
		var out []sayso.ActorID
		for _, id := range ids {
			if id = to[id]; !slices.Contains(out, id) {
				out = append(out, id)
			}
		}
		return out
	}
	for i := range an.Mentions {
		an.Mentions[i].Actor = to[an.Mentions[i].Actor]
	}
	for i := range an.Claims {
		c := &an.Claims[i]
		c.Source.Actors, c.Via, c.Source.For, c.Addressee = many(c.Source.Actors), many(c.Via), to[c.Source.For], to[c.Addressee]
	}
	for i := range an.Events {
		e := &an.Events[i]
		e.Actors, e.Recipients = many(e.Actors), many(e.Recipients)
		e.Recipients = slices.DeleteFunc(e.Recipients, func(id sayso.ActorID) bool { return slices.Contains(e.Actors, id) })
	}
}

// join adds what an article says of b to a, who is the same.
func join(a, b *sayso.Actor) {
	for _, name := range append([]string{b.Name}, b.Aliases...) {
		if name != a.Name && !slices.Contains(a.Aliases, name) {
			a.Aliases = append(slices.Clip(a.Aliases), name)
		}
	}
	a.Roles = append(slices.Clip(a.Roles), b.Roles...)
	a.Named = a.Named || b.Named
}
