package places

import (
	"sayso"
	"sayso/internal/eval/times"
)

// literal are the types of GeoWebNews that stand for somewhere on the map: a
// place, one with a second sense beside, a body meant as its building, a
// noun before a noun. The others are people, languages, governments, names
// inside other names. Adjectives ("the Syrian coast") are no toponyms here.
var literal = map[string]bool{"Literal": true, "Mixed": true, "Coercion": true, "Literal_Modifier": true, "Embedded_Literal": true}

// Finding scores toponyms found in raw text: those of the literal types, each
// paired with the first found one that overlaps it, and counted exact where
// the spans are the same.
func Finding(docs []Doc, find func(text string) []sayso.Span) (exact, overlap times.Tally) {
	for _, d := range docs {
		found := find(d.Text)
		used := make([]bool, len(found))
		for _, g := range d.Toponyms {
			if !literal[g.Type] || g.Modifier == "Adjective" {
				continue
			}
			k := -1
			for i, s := range found {
				if !used[i] && s.Overlaps(g.Span) {
					k = i
					break
				}
			}
			if k < 0 {
				exact.Missed++
				overlap.Missed++
				continue
			}
			used[k] = true
			overlap.Right++
			if found[k] == g.Span {
				exact.Right++
			} else {
				exact.Missed++
				exact.Spurious++
			}
		}
		for i := range found {
			if !used[i] {
				exact.Spurious++
				overlap.Spurious++
			}
		}
	}
	return exact, overlap
}
