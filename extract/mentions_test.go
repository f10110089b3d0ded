package extract

import (
	"fmt"
	"slices"
	"testing"

	"sayso"
)

// TestMentionsOfActors lists whatever stands for an actor, also where it neither
// speaks nor acts.
func TestMentionsOfActors(t *testing.T) {
	text := "Olga Marenko met Ivan Petrov on Monday. She told him that she would leave. Her brother, a doctor, waited outside. Petrov said nothing was decided, and nobody believed him. In Peru it rained."
	an := New().Extract(&sayso.Article{Text: text})
	names := map[sayso.ActorID]string{}
	for _, a := range an.Actors {
		names[a.ID] = a.Name
	}
	var got []string
	ids := map[sayso.MentionID]bool{}
	last := 0
	for _, m := range an.Mentions {
		if m.Span.Start < last || ids[m.ID] {
			t.Errorf("mention %s of %q is out of order, or there twice", m.ID, m.Span.In(text))
		}
		last, ids[m.ID] = m.Span.Start, true
		if m.Actor != "" {
			got = append(got, fmt.Sprintf("%s: %s, %s", m.Span.In(text), names[m.Actor], m.Type))
		}
	}
	for _, want := range []string{"She: Olga Marenko, person", "she: Olga Marenko, person", "Her: Olga Marenko, person", "him: Ivan Petrov, person", "Petrov: Ivan Petrov, person"} {
		if !slices.Contains(got, want) {
			t.Errorf("no mention %q among %q", want, got)
		}
	}
}
