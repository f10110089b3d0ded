package ledger

import (
	"slices"

	"sayso"
)

// Within one article an act is named fully once and then again in fewer words:
// "gunmen attacked a bus in Rell", "the attack", "nine people were killed". What
// says less is told of the last act before it that it can mean: of its category
// and as real, where neither place, day, mode nor parties speak against it. It takes
// that mention's key and day, so both are one event wherever the first one joins.
//
// An act that says as much as the one before it keeps its own key: two raids on one
// town are two. The cost is one look at the mentions before each, maxRetold at most.

// maxRetold is how many mentions of its article before it a mention is held against.
const maxRetold = 60

// retold gives mentions of one reading, in the order of the text, the keys of those
// that they tell of again.
func retold(ms []Mention) {
	for i := range ms {
		if full(&ms[i].EventReport) {
			continue
		}
		for k := i - 1; k >= 0 && i-k <= maxRetold; k-- {
			if tellsAgain(&ms[i], &ms[k]) {
				ms[i].Key, ms[i].DayNumber = ms[k].Key, ms[k].DayNumber
				ms[i].Reason = again
				break
			}
		}
	}
}

// again is the reason of a mention that tells of an act once more.
const again = "told again in its article, in fewer words"

// full reports whether a mention says enough to be told apart by itself: for acts on
// the ground a place and somebody, for others both sides.
func full(x *sayso.EventReport) bool {
	if slices.Contains(local, x.Type) {
		return pinned(x) && len(x.Actors)+len(x.Targets) > 0
	}
	return len(x.Actors) > 0 && len(x.Targets) > 0
}

// pinned reports whether a mention has a place narrower than a country.
func pinned(x *sayso.EventReport) bool {
	return x.Place.Name != "" && x.Place.Feature != "country" && x.Place.Feature != "continent"
}

// spoken are the categories of acts that are done by saying so: an article is full of
// them, and two that look alike are two.
var spoken = []string{"ACCUSE", "REQUEST", "REJECT", "THREATEN", "SUPPORT", "CONCEDE"}

// tellsAgain reports whether mention x can mean the act of an earlier one. Acts that
// are not on the ground need somebody in common.
func tellsAgain(x, before *Mention) bool {
	switch {
	case x.Type != before.Type || x.Status != before.Status || slices.Contains(spoken, x.Type):
		return false
	case !before.Main && apart(x, before) > nearby:
		return false
	case span(x.From, x.To) > 1 && x.DayNumber == 0, otherToll(x, before):
		return false // "330,000 since the war began"
	case x.Mode != "" && before.Mode != "" && x.Mode != before.Mode:
		return false
	case x.DayNumber != 0 && x.DayNumber != before.DayNumber:
		return false
	case pinned(&x.EventReport) && (!pinned(&before.EventReport) || x.Place.Name != before.Place.Name):
		return false
	case x.Place.Country != "" && before.Place.Country != "" && x.Place.Country != before.Place.Country:
		return false
	}
	return partiesAgree(x, before) || tollsAgree(x, before)
}

const (
	// nearby is how far apart, in code points, an article tells of one act; of what it
	// is about it tells anywhere.
	nearby = 1200
	// unlike is by how much two tolls of one act may differ, and alike by how much those
	// that stand for parties that nothing else joins.
	unlike, alike = 3, 1.5
)

// apart is how far a mention stands behind another of its text.
func apart(x, before *Mention) int {
	if len(x.Points) == 0 || len(before.Points) == 0 {
		return 0
	}
	return x.Points[0].Start - before.Points[0].Start
}

// otherToll reports whether two mentions count so differently that they cannot
// mean one act.
func otherToll(x, before *Mention) bool {
	for _, kind := range tollKinds {
		a, b, ok := bothCount(kind, x, before)
		if ok && (a > unlike*b || b > unlike*a) {
			return true
		}
	}
	return false
}

// tollsAgree reports whether two mentions count much the same dead.
func tollsAgree(x, before *Mention) bool {
	a, b, ok := bothCount("killed", x, before)
	return ok && a <= alike*b && b <= alike*a
}

// bothCount is what two mentions give of a kind; false where one gives nothing.
func bothCount(kind string, x, before *Mention) (a, b float64, ok bool) {
	a, _, ok = number(kind, &x.EventReport)
	b, _, also := number(kind, &before.EventReport)
	return a, b, ok && also
}

// partiesAgree reports whether on each side that both mentions name they have
// somebody in common, and nobody of a country that the earlier one lacks. Acts on
// the ground may have no side that both name.
func partiesAgree(x, before *Mention) bool {
	shared := 0
	for _, s := range []struct{ here, there []sayso.Party }{{x.Actors, before.Actors}, {x.Targets, before.Targets}} {
		if len(s.here) == 0 || len(s.there) == 0 {
			continue
		}
		n := 0
		for _, p := range s.here {
			if slices.ContainsFunc(s.there, func(o sayso.Party) bool { return o.ID == p.ID || o.Country != "" && o.Country == p.Country }) {
				n++
			} else if p.Country != "" {
				return false
			}
		}
		if n == 0 {
			return false
		}
		shared += n
	}
	return shared > 0 || slices.Contains(local, x.Type)
}

// foretold reports whether a status says that an act is still to come, or may not be.
func foretold(s sayso.Status) bool {
	return s == sayso.Planned || s == sayso.PossibleStatus || s == sayso.Demanded
}
