package place

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"sayso"
	"sayso/internal/knowledge"
	"sayso/internal/lang"
)

// Where a place lies is often said right beside it: "Alexandria, La.", "Paris
// (Texas)", "Khasan in Russia". What stands there need not be a toponym of its
// own: taggers miss "ME" and "Ga.".

//go:embed states.tsv
var stateTable string

// states are the abbreviations of states with their names.
var states = sync.OnceValue(func() map[string]string {
	out := map[string]string{}
	for _, r := range lang.Must(lang.Layout{Columns: []lang.Column{{Name: "abbreviation"}, {Name: "state"}}}.Read("states.tsv", stateTable)) {
		out[r.Cells[0]] = r.Cells[1]
	}
	return out
})

// maxBeside bounds the bytes after a name in which its state or country is
// looked for.
const maxBeside = 24

// contain finds names that the text puts inside the one that follows them. A
// state or country that is no toponym itself joins the names, borne by none.
func (r *Resolver) contain(text string, toponyms []sayso.Span, names []name, of []int) []name {
	hidden := map[string]int{}
	for i := range toponyms {
		if of[i] < 0 {
			continue
		}
		if i+1 < len(toponyms) && of[i+1] >= 0 && toponyms[i].End <= toponyms[i+1].Start {
			switch strings.TrimSpace(text[toponyms[i].End:toponyms[i+1].Start]) {
			case ",", "(", "in":
				if of[i] != of[i+1] && !list(text, toponyms, names, of, i) {
					names[of[i]].inside = of[i+1]
				}
				continue
			}
		}
		beside, ok := behind(text[toponyms[i].End:min(len(text), toponyms[i].End+maxBeside)])
		if !ok {
			continue
		}
		k, seen := hidden[beside]
		if !seen {
			k = -1
			n := name{inside: -1}
			full, american := states()[beside]
			if !american {
				full = beside
			}
			for _, p := range r.base.Places(nil, full) {
				if american && p.Country != "USA" {
					continue
				}
				if (p.Feature == knowledge.Region || p.Feature == knowledge.Country) && len(n.cands) < MaxCandidates {
					n.cands = append(n.cands, Candidate{Place: p, dir: direction(p.Lat, p.Lon)})
					n.own = append(n.own, r.standing(p))
				}
			}
			if len(n.cands) > 0 {
				k = len(names)
				names = append(names, n)
			}
			hidden[beside] = k
		}
		if k >= 0 {
			names[of[i]].inside = k
		}
	}
	return names
}

// behind is the capitalised word after a comma: "ME" of ", ME arrested".
func behind(s string) (string, bool) {
	rest, ok := strings.CutPrefix(s, ", ")
	if !ok {
		return "", false
	}
	end := 0
	for end < len(rest) {
		c, n := utf8.DecodeRuneInString(rest[end:])
		if !unicode.IsLetter(c) && c != '.' {
			break
		}
		end += n
	}
	word := rest[:end]
	if first, _ := utf8.DecodeRuneInString(word); len(word) < 2 || !unicode.IsUpper(first) {
		return "", false
	}
	return word, true
}

// list reports whether names i and i+1 only stand side by side: "Texas,
// Florida, Puerto Rico and California". Both are states or countries, and a
// third one goes before or after them.
func list(text string, toponyms []sayso.Span, names []name, of []int, i int) bool {
	wide := func(k int) bool {
		if k < 0 || k >= len(toponyms) || of[k] < 0 {
			return false
		}
		for _, c := range names[of[k]].cands {
			if c.Feature == knowledge.Region || c.Feature == knowledge.Country {
				return true
			}
		}
		return false
	}
	joined := func(a, b int) bool {
		if a < 0 || b >= len(toponyms) || toponyms[a].End > toponyms[b].Start {
			return false
		}
		switch strings.TrimSpace(text[toponyms[a].End:toponyms[b].Start]) {
		case ",", "and", "or", ", and", ", or":
			return true
		}
		return false
	}
	return wide(i) && wide(i+1) && (joined(i-1, i) && wide(i-1) || joined(i+1, i+2) && wide(i+2))
}

// aroundP is the confidence in a place that was taken from a name nearby.
const aroundP = 0.3

// around gives a name that the base lacks the place of another: of the town
// that is part of the name, else of the one that the text says it lies in,
// else of the closest name that is smaller than a country, else of the
// closest one. Only the first two say where it is.
func (r *Resolver) around(text string, i int, toponyms []sayso.Span, of []int, out [][]Candidate) []Candidate {
	if c, ok := r.part(toponyms[i].In(text)); ok {
		return []Candidate{{Place: c, P: aroundP, Around: true, tied: true}}
	}
	if j := i + 1; j < len(toponyms) && of[j] >= 0 && toponyms[j].Start >= toponyms[i].End && lies(text[toponyms[i].End:toponyms[j].Start]) {
		c := out[j][0]
		return []Candidate{{Place: c.Place, P: c.P * aroundP, Around: true, tied: true}}
	}
	best, reach := -1, 0
	for _, small := range []bool{true, false} {
		for j := range toponyms {
			if of[j] < 0 || small && (out[j][0].Feature == knowledge.Country || out[j][0].Radius > 500) {
				continue
			}
			d := max(toponyms[j].Start-toponyms[i].End, toponyms[i].Start-toponyms[j].End)
			if best < 0 || d < reach {
				best, reach = j, d
			}
		}
		if best >= 0 {
			c := out[best][0]
			return []Candidate{{Place: c.Place, P: c.P * aroundP, Around: true, gap: reach}}
		}
	}
	return nil
}

// maxLies bounds the bytes between a name and where the text says it lies.
const maxLies = 80

// lies reports whether the words between two names put the first one in or at
// the second: ", a village near", "in", ",".
func lies(between string) bool {
	if len(between) > maxLies || strings.ContainsAny(between, ".;:!?\n") {
		return false
	}
	words := strings.Fields(strings.ToLower(strings.ReplaceAll(between, ",", " ")))
	if len(words) == 0 {
		return strings.HasPrefix(between, ",")
	}
	last := words[len(words)-1]
	if last == "the" && len(words) > 1 {
		last = words[len(words)-2]
	}
	if last != "in" && last != "near" && last != "outside" && last != "of" && last != "from" {
		return false
	}
	return len(words) == 1 || strings.HasPrefix(between, ", a ") || strings.HasPrefix(between, ", an ") || strings.HasPrefix(between, ", the ")
}

// leastPart is how many people make a town known enough to name others by it:
// "Cincinnati Zoo".
const leastPart = 50_000

// part finds the town that a longer name begins with. Streets and parks are
// named for towns that they do not lie in.
func (r *Resolver) part(name string) (knowledge.Place, bool) {
	words := strings.Fields(name)
	if len(words) < 2 || is(strings.ToLower(words[len(words)-1]), namesakeWord) {
		return knowledge.Place{}, false
	}
	for n := len(words) - 1; n > 0; n-- {
		for _, p := range r.base.Places(nil, strings.Join(words[:n], " ")) {
			if (p.Feature == knowledge.City || p.Feature == knowledge.Capital) && p.Population >= leastPart {
				return p, true
			}
		}
	}
	return knowledge.Place{}, false
}
