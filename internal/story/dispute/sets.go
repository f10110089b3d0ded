package dispute

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// carry lets what holds of one claim hold of those that repeat it: a statement
// that one article holds against a charge answers it in every other article.
func (f *Finder) carry() {
	f.group = make([]int, len(f.lines))
	for i := range f.group {
		f.group[i] = i
	}
	find := func(i int) int {
		for f.group[i] != i {
			f.group[i] = f.group[f.group[i]]
			i = f.group[i]
		}
		return i
	}
	known := map[[2]int]bool{}
	for _, p := range f.pairs {
		known[[2]int{p.A, p.B}], known[[2]int{p.B, p.A}] = true, true
		if p.Relation == Repeats {
			a, b := find(p.A), find(p.B)
			f.group[max(a, b)] = min(a, b)
		}
	}
	members := map[int][]int{}
	for i := range f.group {
		f.group[i] = find(i)
		members[f.group[i]] = append(members[f.group[i]], i)
	}
	var seeds []Pair
	for _, p := range f.pairs {
		if p.Relation == Denies {
			seeds = append(seeds, p)
		}
	}
	for j := range f.lines {
		i := f.replied(j)
		if i < 0 {
			continue
		}
		p := Pair{Relation: Answers, A: i, B: j, Why: []string{"its article has it in reply"}}
		if f.lines[j].denies {
			p.Relation = Denies
		}
		seeds = append(seeds, p)
		if !known[[2]int{i, j}] && (p.Relation == Answers || f.lines[i].not() != f.lines[j].not()) {
			known[[2]int{i, j}], known[[2]int{j, i}] = true, true
			f.pairs = append(f.pairs, p)
		}
	}
	for _, s := range seeds {
		as, bs := members[f.group[s.A]], members[f.group[s.B]]
		if len(as)*len(bs) > maxCarried {
			continue
		}
		for _, a := range as {
			for _, b := range bs {
				if known[[2]int{a, b}] || f.lines[a].rec == f.lines[b].rec || s.Relation == Denies && f.lines[a].not() == f.lines[b].not() {
					continue
				}
				known[[2]int{a, b}], known[[2]int{b, a}] = true, true
				f.pairs = append(f.pairs, Pair{Relation: s.Relation, A: a, B: b, Why: append(slices.Clone(s.Why), "the same words stand in another article")})
			}
		}
	}
	slices.SortStableFunc(f.pairs, func(p, q Pair) int {
		return cmp.Or(cmp.Compare(p.A, q.A), cmp.Compare(p.B, q.B))
	})
}

// maxCarried bounds how many pairs one relation is carried to.
const maxCarried = 400

// replied is the line that line j denies or answers in its own article; -1 for none.
func (f *Finder) replied(j int) int {
	l := &f.lines[j]
	if l.claim.RepliesTo == "" {
		return -1
	}
	for i := j - 1; i >= 0 && f.lines[i].rec == l.rec; i-- {
		if f.lines[i].claim.ID == l.claim.RepliesTo {
			return i
		}
	}
	for i := j + 1; i < len(f.lines) && f.lines[i].rec == l.rec; i++ {
		if f.lines[i].claim.ID == l.claim.RepliesTo {
			return i
		}
	}
	return -1
}

func (f *Finder) result() *Result {
	r := &Result{Claims: make([]Side, len(f.lines)), Pairs: f.pairs}
	for i := range f.lines {
		r.Claims[i] = f.lines[i].side
	}
	r.Matters = f.matters()
	r.Sets = f.sets()
	return r
}

// matters gathers claims that say one thing, or that somebody denies: each claim that repeats or agrees
// with an earlier one that opened a matter. Chains make none, as what A and B
// share, and B and C, may be two things.
func (f *Finder) matters() []Matter {
	of := map[int]int{} // line to matter
	var out []Matter
	denied := map[int][]int{}
	for _, p := range f.pairs {
		switch p.Relation {
		case Denies:
			denied[p.A] = append(denied[p.A], p.B)
			if _, known := of[p.A]; !known {
				of[p.A] = len(out)
				out = append(out, Matter{Claims: []int{p.A}, First: p.A})
			}
		case Repeats, Agrees:
			m, known := of[p.A]
			if known && out[m].Claims[0] != p.A {
				continue
			}
			if _, taken := of[p.B]; taken {
				continue
			}
			if !known {
				m = len(out)
				of[p.A] = m
				out = append(out, Matter{Claims: []int{p.A}, First: p.A})
			}
			of[p.B] = m
			out[m].Claims = append(out[m].Claims, p.B)
		}
	}
	for i := range out {
		m := &out[i]
		m.Speakers = f.voices(m.Claims)
		texts, seen := map[int]bool{}, map[int]bool{}
		for _, c := range m.Claims {
			texts[f.lines[c].side.Text] = true
			for _, d := range denied[c] {
				if !seen[d] {
					seen[d] = true
					m.Denied = append(m.Denied, d)
				}
			}
		}
		m.Texts = len(texts)
	}
	slices.SortStableFunc(out, func(a, b Matter) int {
		return cmp.Or(cmp.Compare(len(b.Speakers), len(a.Speakers)), cmp.Compare(b.Texts, a.Texts), cmp.Compare(a.First, b.First))
	})
	return out
}

// voices lists who makes some claims, each once: five reporters who quote one
// ministry are one witness.
func (f *Finder) voices(claims []int) []Voice {
	at := map[string]int{}
	var out []Voice
	for _, c := range claims {
		l := &f.lines[c]
		key := l.who
		if key == "" {
			// Nobody knows whether two unnamed officials are one; the same
			// words in another article are.
			key = "?" + strings.ToLower(l.side.Speaker)
		}
		i, known := at[key]
		if !known {
			i = len(out)
			at[key] = i
			out = append(out, Voice{Name: l.side.Speaker, Actor: l.side.Actor})
		}
		v := &out[i]
		v.Claims = append(v.Claims, c)
		if v.Party == "" {
			v.Party = l.side.Party
		}
	}
	for i := range out {
		v := &out[i]
		switch {
		case strings.TrimSpace(v.Name) == "":
			v.Why = append(v.Why, "no source is named: no witness that anybody could ask")
		case f.lines[v.Claims[0]].who == "":
			v.Why = append(v.Why, "the source is not named: it may be one with another")
		case i > 0:
			v.Why = append(v.Why, "another speaker than "+out[0].Name)
		default:
			v.Why = append(v.Why, "said it first, as far as these articles show")
		}
		if n := len(v.Claims); n > 1 {
			v.Why = append(v.Why, fmt.Sprintf("one witness, told %d times", n))
		}
		if v.Party != "" {
			v.Why = append(v.Why, "a party to the matter: "+v.Party)
		}
	}
	return out
}

// sets gathers pairs that differ, or deny, into things with the values that
// stand for them.
func (f *Finder) sets() []Set {
	type thing struct {
		slot  Slot
		about string
	}
	var out []Set
	at := map[[2]int]int{} // line, and kind of thing, to set
	kinds := map[thing]int{}
	for _, p := range f.pairs {
		t := thing{p.Slot, p.About}
		a, b := p.ValueA, p.ValueB
		switch p.Relation {
		case Differs:
		case Denies:
			t, a, b = thing{Truth, ""}, "it is so", "it is not so"
		default:
			continue
		}
		k, known := kinds[t]
		if !known {
			k = len(kinds)
			kinds[t] = k
		}
		i, has := at[[2]int{p.A, k}]
		j, hasB := at[[2]int{p.B, k}]
		switch {
		case !has && !hasB:
			i = len(out)
			about := p.About
			if t.slot == Truth {
				about = f.shared(f.lines[p.B].gist, f.lines[p.A].keys)
			}
			out = append(out, Set{Slot: t.slot, About: about})
		case !has:
			i = j
		case hasB && i != j:
			continue // two sets touch: each keeps its own
		}
		at[[2]int{p.A, k}], at[[2]int{p.B, k}] = i, i
		out[i].add(a, p.A)
		out[i].add(b, p.B)
	}
	for i := range out {
		for v := range out[i].Values {
			slices.Sort(out[i].Values[v].Claims)
		}
	}
	return out
}

// add puts a claim with its value; the words of a number are folded, so that
// "84" and "84 " are one.
func (s *Set) add(text string, claim int) {
	text = strings.Join(strings.Fields(text), " ")
	for i := range s.Values {
		v := &s.Values[i]
		if strings.EqualFold(strings.ReplaceAll(v.Text, " ", ""), strings.ReplaceAll(text, " ", "")) {
			if !slices.Contains(v.Claims, claim) {
				v.Claims = append(v.Claims, claim)
			}
			return
		}
	}
	s.Values = append(s.Values, Value{Text: text, Claims: []int{claim}})
}
