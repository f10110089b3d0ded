package check

import (
	"slices"
	"strings"

	"sayso"
	"sayso/internal/ledger"
)

// speaker is who is given some words, by all names that are known.
type speaker struct {
	shown string   // for people
	names []string // folded
	ids   []sayso.ActorID
	// named says that the words name somebody; an official who asked not to be named
	// may be anybody.
	named bool
}

// draftSpeaker is who a draft gives a claim to.
func draftSpeaker(a *sayso.Article, an *sayso.Analysis, c *sayso.Claim) speaker {
	s := speaker{shown: c.Source.Spans.In(a.Text), named: c.Source.Kind == sayso.OrgSource}
	add := func(id sayso.ActorID, named bool) {
		x := an.Actor(id)
		if x == nil {
			return
		}
		if named {
			s.named = s.named || x.Named
		}
		if len(s.names) == 0 {
			s.shown = x.Name
		}
		for _, n := range append([]string{x.Name}, x.Aliases...) {
			s.names = append(s.names, ledger.Fold(n))
		}
		if x.Known != "" {
			s.ids = append(s.ids, sayso.KnownActor(x.Known))
		}
	}
	for _, id := range c.Source.Actors {
		add(id, true)
	}
	add(c.Source.For, true)
	for _, id := range c.Via {
		add(id, false)
	}
	return s
}

// ledgerSpeaker is who the ledger gives a claim to, and who carried it.
func ledgerSpeaker(rec *sayso.Record, r *sayso.ClaimRow) speaker {
	s := speaker{shown: r.SourceText, named: len(r.Speakers) > 0 && r.Source.Kind != sayso.UnnamedSource && r.Source.Kind != sayso.GroupSource && r.Source.Kind != sayso.UndecidedSource}
	for i, n := range append(slices.Clone(r.Speakers), r.ViaNames...) {
		if i == 0 && len(r.Speakers) > 0 {
			s.shown = n.Name
		}
		s.names = append(s.names, ledger.Fold(n.Name))
		s.ids = append(s.ids, n.ID)
	}
	s.names = append(s.names, ledger.Fold(r.SourceText))
	if rec == nil {
		return s
	}
	for i := range rec.Analysis.Claims {
		c := &rec.Analysis.Claims[i]
		if rec.ClaimIDs[c.ID] != r.ID {
			continue
		}
		for _, id := range append(slices.Clone(c.Source.Actors), c.Source.For) {
			if x := rec.Analysis.Actor(id); x != nil {
				s.ids = append(s.ids, rec.ActorIDs[id])
				for _, n := range append([]string{x.Name}, x.Aliases...) {
					s.names = append(s.names, ledger.Fold(n))
				}
			}
		}
	}
	return s
}

// another reports whether a and b name different speakers. Where one of them names
// nobody, nothing is known.
func another(a, b *speaker) bool { return a.named && b.named && !same(a, b) }

// same reports whether some name or identifier of both is one.
func same(a, b *speaker) bool {
	for _, id := range a.ids {
		if slices.Contains(b.ids, id) {
			return true
		}
	}
	for _, x := range a.names {
		for _, y := range b.names {
			if oneName(x, y) {
				return true
			}
		}
	}
	return false
}

// oneName reports whether two folded names may be of one: all words of the shorter
// one stand in the longer, in order, titles and small words aside.
func oneName(a, b string) bool {
	x, y := nameWords(a), nameWords(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(x) == 0 {
		return false
	}
	i := 0
	for _, w := range y {
		if i < len(x) && w == x[i] {
			i++
		}
	}
	return i == len(x)
}

func nameWords(name string) []string {
	var out []string
	for w := range strings.FieldsSeq(name) {
		if !untold[w] {
			out = append(out, w)
		}
	}
	return out
}

// untold are words of names that tell nobody apart.
var untold = func() map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(`the a an of for and in at mr mrs ms dr sir lord president minister prime general spokesman spokeswoman spokesperson official senior his her its their`) {
		out[w] = true
	}
	return out
}()
