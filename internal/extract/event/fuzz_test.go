package event_test

import (
	"strings"
	"testing"

	"sayso"
	"sayso/internal/extract/event"
)

// FuzzCode feeds any text: nothing panics, and every event keeps to its text
// and to actors that are there.
func FuzzCode(f *testing.F) {
	r, p := coder(f)
	f.Add("Peru shelled Lima, killing 12; Chile must not, it said, attack.")
	f.Add("Hours before the two presidents met, the raid on Peru coincided with reports of Chile firing on Lima. The day before, both countries had met.")
	f.Add("“Held talks with” \xff killed 1,0,0 million dollars of of of")
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 4000 {
			return
		}
		text = strings.ToValidUTF8(text, "?")
		d := p.Parse(text)
		an := sayso.Analysis{}
		out := r.Code(d, &an, nil)
		an.Actors = out.Actors
		for _, e := range out.Events {
			for _, s := range e.Anchor {
				if !s.Valid(len(text)) {
					t.Fatalf("anchor %v of %d bytes", s, len(text))
				}
			}
			for _, l := range e.Links {
				if (l.Event == "") == (l.Time == "") || l.Relation.Inverse() == "" {
					t.Fatalf("link %+v", l)
				}
				for _, s := range append(l.Signal, l.Other...) {
					if !s.Valid(len(text)) {
						t.Fatalf("link %+v of %d bytes", l, len(text))
					}
				}
			}
			for _, id := range append(e.Actors, e.Recipients...) {
				if an.Actor(id) == nil {
					t.Fatalf("no actor %s", id)
				}
			}
			if _, ok := sayso.PLOVER(e.Type); !ok {
				t.Fatalf("no category %q", e.Type)
			}
		}
	})
}

func FuzzMerge(f *testing.F) {
	own, err := event.Patterns()
	if err != nil {
		f.Fatal(err)
	}
	f.Add("torch\tverb\tobj:bus !with|to:@somebody\tASSAULT\tdestroy")
	f.Add("\t0") // a line that begins with its second column
	f.Fuzz(func(_ *testing.T, table string) { _, _ = own.Merge("my.tsv", table) })
}
