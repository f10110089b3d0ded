package place

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sayso/internal/knowledge"
	"sayso/internal/lang/en"
	"sayso/nlp"
)

// maxName is how many words of a name behind "in" or "near" are looked up.
const maxName = 4

// leastTown is how many people a town has whose name is taken for a place,
// though the tagger sees none there or somebody.
const leastTown = 5_000

// Retype implements Placer. Names of towns far away look like those of people
// to taggers that never read them. What stands behind "in" or "near" and is
// a place of the base, and nobody's surname in this text, is one.
func (r *Resolver) Retype(d *nlp.Doc) {
	surnames := map[string]bool{}
	for _, n := range d.Names {
		if n.Type == nlp.PersonName && n.Len() > 1 {
			surnames[d.Word(n.End-1)] = true
		}
	}
	added := false
	for i := 0; i+1 < len(d.Tokens); i++ {
		if !is(strings.ToLower(d.Word(i)), withinWord) {
			continue
		}
		at, ok := r.behind(d, i+1)
		if !ok || at.Len() == 1 && (surnames[d.Word(at.First)] || notPlace(strings.ToLower(d.Word(at.First)))) {
			continue
		}
		added = r.call(d, at) || added
	}
	if added {
		slices.SortStableFunc(d.Names, func(a, b nlp.Name) int { return a.First - b.First })
	}
}

// behind is the longest name of a place that begins at token i, and that no
// name goes on from.
func (r *Resolver) behind(d *nlp.Doc, i int) (nlp.Range, bool) {
	for end := min(i+maxName, len(d.Tokens)); end > i; end-- {
		if !capital(d.Word(i)) || !capital(d.Word(end-1)) || end < len(d.Tokens) && (capital(d.Word(end)) || d.Tokens[end].Joined && d.Tokens[end].POS != "PUNCT") {
			continue
		}
		for _, p := range r.base.Places(nil, d.Words(nlp.Range{First: i, End: end})) {
			if p.Population >= leastTown || p.Feature > knowledge.Country {
				return nlp.Range{First: i, End: end}, true
			}
		}
	}
	return nlp.Range{}, false
}

func capital(w string) bool {
	c, _ := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(c)
}

// call makes a run of tokens the name of a place, if people's names are all
// that it overlaps; it reports whether a name was added.
func (r *Resolver) call(d *nlp.Doc, at nlp.Range) bool {
	k := -1
	for i := range d.Names {
		n := &d.Names[i]
		if n.End <= at.First || n.First >= at.End {
			continue
		}
		if k >= 0 || n.Type != nlp.PersonName && n.Type != nlp.OtherName || n.First < at.First || n.End > at.End {
			return false
		}
		k = i
	}
	if k < 0 {
		d.Names = append(d.Names, nlp.Name{Range: at, Type: nlp.PlaceName})
		return true
	}
	old := d.Names[k].Range
	d.Names[k] = nlp.Name{Range: at, Type: nlp.PlaceName}
	for i := range d.Chains {
		for j, m := range d.Chains[i].Mentions {
			if m.Range == old && d.Chains[i].Type == nlp.PersonName {
				d.Chains[i].Type, d.Chains[i].Mentions[j].Range = nlp.PlaceName, at
			}
		}
	}
	return false
}

// notPlace reports whether a word stands behind "in" as places do and is none: a
// month, a season, a body.
func notPlace(w string) bool { return is(w, seasonWord) || en.Is(w, en.Month) }
