package cluster

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"
)

func docs() []Doc {
	day := func(d int) time.Time { return time.Date(2031, 4, d, 8, 0, 0, 0, time.UTC) }
	return []Doc{
		{"a", "Ferry runs aground off Port Sable", "The ferry Aurelia ran aground in fog off Port Sable. Fishing boats took the passengers ashore.", day(1)},
		{"b", "Bakers of Lower Vale want the market back", "Bakers in Lower Vale asked the council for the old market square.", day(1)},
		{"c", "Aurelia's captain turned too early", "The captain of the ferry Aurelia turned too early in fog before it ran aground near Port Sable.", day(2)},
		{"d", "Council refuses Lower Vale bakers", "The council told bakers of Lower Vale that the market square cannot bear stalls.", day(3)},
		{"e", "Comet seen over Cape Norrin", "Astronomers at Cape Norrin saw a comet.", day(3)},
	}
}

func groups(ds []Doc, ss []Story) string {
	var out [][]string
	for _, s := range ss {
		var g []string
		for _, i := range s.Docs {
			g = append(g, ds[i].ID)
		}
		out = append(out, g)
	}
	return fmt.Sprint(out)
}

func TestGatherWhateverTheOrder(t *testing.T) {
	ds := docs()
	for seed := range uint64(6) {
		rand.New(rand.NewPCG(seed, 1)).Shuffle(len(ds), func(i, j int) { ds[i], ds[j] = ds[j], ds[i] })
		if got := groups(ds, Gather(ds, Default)); got != "[[a c] [b d] [e]]" {
			t.Errorf("seed %d: %s", seed, got)
		}
	}
}

func TestLinksHaveReasons(t *testing.T) {
	for _, s := range Gather(docs(), Default) {
		for i, l := range s.Links {
			if (i > 0) != (l.Score > 0) || (i > 0) != (len(l.Words) > 0) {
				t.Errorf("link %d of %v: %+v", i, s.Docs, l)
			}
		}
	}
}

func FuzzAdd(f *testing.F) {
	f.Add("Title", "Some text of Port Sable.")
	f.Add("\xff", "\xf0“")
	f.Fuzz(func(t *testing.T, title, text string) {
		g := New(Default)
		g.Add(0, Doc{Title: title, Text: text})
		g.Add(1, Doc{Title: title, Text: text})
		if n := len(g.Stories()); n < 1 || n > 2 {
			t.Fatal(n)
		}
	})
}

func BenchmarkAdd(b *testing.B) {
	for _, n := range []int{1000, 10000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			g := New(Default)
			make := func(i int) Doc {
				r := rand.New(rand.NewPCG(uint64(i/5), 1))
				text := ""
				for range 120 {
					text += fmt.Sprintf("Word%d ", int(r.ExpFloat64()*2000))
				}
				return Doc{ID: fmt.Sprint(i), Text: text, Time: time.Unix(int64(i)*600, 0)}
			}
			for i := range n {
				g.Add(i, make(i))
			}
			b.ReportAllocs()
			for i := n; b.Loop(); i++ {
				g.Add(i, make(i))
			}
		})
	}
}
