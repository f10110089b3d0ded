package ledger

import (
	"slices"
	"strings"

	"sayso"
)

// What is left alone after that is held against the article by its words, and then
// against other articles by who is named.
//
// Two mentions of one article tell one act where they tell it by one word or in one way
// ("the girls were abducted … their kidnapping") and nothing speaks against it: place,
// day, tolls, or sides of which both are named or of a country. What is said is only the
// same by the same word, with somebody in common or nobody at all: "indicted her … the
// indictment".
//
// Across articles what stands in one sentence that both print, as agencies' reports are
// printed by many, is one act. Else a deed that only has one side joins by whoever is named on it ("Ana
// Rell was arrested"), and what an article is about by the country that did it: two
// articles of one week that are about a missile of Kerland mean one. All else stays
// alone: of attacks in a war by nobody in particular there are many.
//
// The cost is one look at the acts of its category before each mention, maxRetold at
// most.

// alikeInWords gives mentions that tell one act by their words one key, and those that stay
// alone one by who is named.
func alikeInWords(ms []Mention) {
	acts := map[string][]int{} // the first mentions of acts, by category and whether they took place
	of := make([]int, len(ms))
	byKey := map[string]int{}
	for i := range ms {
		of[i] = i
		if k, ok := byKey[ms[i].Key]; ok && ms[i].Key != "" {
			of[i] = k
			continue
		}
		kind := ms[i].Type
		if foretold(ms[i].Status) {
			kind += " foretold"
		}
		same := -1
		for _, k := range slices.Backward(acts[kind][max(0, len(acts[kind])-maxRetold):]) {
			if sameWords(&ms[i], &ms[k]) {
				same = k
				break
			}
		}
		if same < 0 {
			acts[kind] = append(acts[kind], i)
		} else {
			of[i] = same
		}
		byKey[ms[i].Key] = of[i]
	}
	members := make([][]int, len(ms))
	for i := range ms {
		members[of[i]] = append(members[of[i]], i)
	}
	for _, m := range members {
		if len(m) > 0 {
			settleAct(ms, m)
		}
	}
}

// settleAct gives the mentions of one act the key of the first that has one by which
// others join, else one by who is named.
func settleAct(ms []Mention, act []int) {
	best := act[0]
	for _, i := range act {
		if strings.HasPrefix(ms[best].Reason, alone) && !strings.HasPrefix(ms[i].Reason, alone) && ms[i].Reason != again {
			best = i
		}
	}
	key, reason, day := ms[best].Key, ms[best].Reason, int64(0)
	for _, i := range act {
		if day == 0 {
			day = ms[i].DayNumber
		}
	}
	if strings.HasPrefix(reason, alone) {
		for _, i := range act {
			if len(ms[i].Sentence) >= wholeSentence {
				key = sayso.DeriveID("ek", ms[i].Type, ms[i].Words, strings.Join(strings.Fields(ms[i].Sentence), " "))
				reason = "told in the same sentence"
				break
			}
		}
		if k, why := keyByName(ms, act); k != "" {
			key, reason = k, why
		}
	}
	for _, i := range act {
		switch {
		case i == best:
			ms[i].Reason = reason
		case ms[i].Key != key || strings.HasPrefix(ms[i].Reason, alone):
			ms[i].Reason = again
		}
		ms[i].Key, ms[i].DayNumber = key, day
	}
}

// wholeSentence is how long a sentence must be, in bytes, for two articles not to have it
// by chance.
const wholeSentence = 60

// keyByName is by what an act of one side joins others of its kind: whoever is named, the
// one it is done to before the doer, else the country of the doer where the article is
// about it; empty for nothing.
func keyByName(ms []Mention, act []int) (key, reason string) {
	first := &ms[act[0]]
	if slices.Contains(spoken, first.Type) {
		return "", ""
	}
	real := "told"
	if foretold(first.Status) {
		real = "foretold"
	}
	mode := ""
	for _, i := range act {
		if mode == "" {
			mode = ms[i].Mode
		}
	}
	for _, side := range []func(*Mention) []sayso.Party{func(m *Mention) []sayso.Party { return m.Targets }, func(m *Mention) []sayso.Party { return m.Actors }} {
		for _, i := range act {
			for _, p := range side(&ms[i]) {
				if ms[i].named[p.ID] {
					return sayso.DeriveID("ek", first.Type, mode, string(p.ID), real, "named"), "same act and somebody named"
				}
			}
		}
	}
	for _, i := range act {
		if !slices.ContainsFunc(act, func(k int) bool { return ms[k].Main }) {
			break
		}
		for _, p := range ms[i].Actors {
			if p.Country != "" {
				return sayso.DeriveID("ek", first.Type, mode, p.Country, real, "main"), "what both articles are about, by one country"
			}
		}
	}
	return "", ""
}

// sameWords reports whether mention x of an article tells the act of an earlier one, by
// its words.
func sameWords(x, before *Mention) bool {
	stem := sameStem(x.Words, before.Words)
	words := slices.Contains(spoken, x.Type)
	switch {
	case !stem && (words || x.Mode == "" || x.Mode != before.Mode):
		return false
	case x.Mode != "" && before.Mode != "" && x.Mode != before.Mode, otherToll(x, before):
		return false
	case x.DayNumber != 0 && before.DayNumber != 0 && x.DayNumber != before.DayNumber:
		return false
	case pinned(&x.EventReport) && pinned(&before.EventReport) && x.Place.Name != before.Place.Name:
		return false
	case x.Type != "MOBILIZE" && x.Place.Country != "" && before.Place.Country != "" && x.Place.Country != before.Place.Country:
		return false // what is moved or fired is told of where it comes from and where it goes
	}
	shared, against := sidesShared(x, before)
	return !against && (!words || shared > 0 || len(x.Actors)+len(x.Targets) == 0 && stem)
}

// sidesShared counts the parties that two mentions have in common on the same side, and
// reports whether on one side both have somebody known, and nobody in common.
func sidesShared(x, before *Mention) (shared int, against bool) {
	known := func(m *Mention, ps []sayso.Party) bool {
		return slices.ContainsFunc(ps, func(p sayso.Party) bool { return p.Country != "" || m.named[p.ID] })
	}
	for _, s := range []struct{ here, there []sayso.Party }{{x.Actors, before.Actors}, {x.Targets, before.Targets}} {
		n := 0
		for _, p := range s.here {
			if slices.ContainsFunc(s.there, func(o sayso.Party) bool { return o.ID == p.ID || o.Country != "" && o.Country == p.Country }) {
				n++
			}
		}
		against = against || n == 0 && known(x, s.here) && known(before, s.there)
		shared += n
	}
	return shared, against
}

// stemLetters is how many letters words of one stem share: "indicted", "indictment".
const stemLetters = 5

// sameStem reports whether two triggers have a word of one stem.
func sameStem(a, b string) bool {
	for x := range strings.FieldsSeq(strings.ToLower(a)) {
		for y := range strings.FieldsSeq(strings.ToLower(b)) {
			if x == y || len(x) >= stemLetters && len(y) >= stemLetters && x[:stemLetters] == y[:stemLetters] {
				return true
			}
		}
	}
	return false
}
