package story

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"sayso"
)

const wire = `The ferry Aurelia ran aground off Port Sable early on Tuesday. The harbour master said that ninety passengers of the ferry Aurelia were rescued by fishing boats. No one was badly hurt, and the strait stays closed to larger ships until divers have looked at the hull. A second ferry takes passengers by the longer way around the northern cape while the wind lasts.`

// rec is an article with one claim, whose content is the words given.
func rec(id, title, text, speaker, content string, stance sayso.Stance, day int) *sayso.Record {
	at := strings.Index(text, content)
	polarity := sayso.Positive
	if stance == sayso.Denies {
		polarity = sayso.Negative
	}
	return &sayso.Record{
		Article: sayso.Article{ID: sayso.ArticleID(id), Outlet: id + " news", Title: title, Text: text,
			Published: sayso.Date{Time: time.Date(2031, 4, day, 0, 0, 0, 0, time.UTC), DayOnly: true}},
		Analysis: sayso.Analysis{
			Actors: []sayso.Actor{{ID: "a1", Name: speaker}},
			Claims: []sayso.Claim{{ID: "c1", Source: sayso.Source{Actors: []sayso.ActorID{"a1"}},
				Content: sayso.Spans{{Start: at, End: at + len(content)}}, Stance: stance, Polarity: polarity}},
		},
		ClaimIDs: map[sayso.ClaimID]sayso.ClaimID{"c1": sayso.ClaimID("cl" + id)},
		ActorIDs: map[sayso.ActorID]sayso.ActorID{"a1": sayso.ActorID("ac" + speaker)},
	}
}

func ferry() []*sayso.Record {
	said := "ninety passengers of the ferry Aurelia were rescued by fishing boats"
	owner := "Owners of the ferry Aurelia, aground off Port Sable, answered. They put it at 84 passengers of the ferry Aurelia rescued by fishing boats."
	denial := "The union of the ferry Aurelia denied that passengers of the ferry were rescued by fishing boats off Port Sable; it credits the coast guard."
	return []*sayso.Record{
		rec("a", "Ferry Aurelia aground off Port Sable", wire, "harbour master", said, sayso.Asserts, 1),
		rec("b", "Ferry runs aground", "PORT SABLE. "+wire, "harbour master", said, sayso.Asserts, 2),
		rec("c", "Aurelia owners answer", owner, "owners", "84 passengers of the ferry Aurelia rescued by fishing boats", sayso.Asserts, 3),
		rec("d", "Ferry union denies rescue by boats", denial, "union", "passengers of the ferry were rescued by fishing boats off Port Sable", sayso.Denies, 4),
		rec("e", "Bakers want market back", "Bakers in Lower Vale said that the market square must reopen.", "bakers", "the market square must reopen", sayso.Demands, 4),
	}
}

func TestGather(t *testing.T) {
	rs := ferry()
	want := ""
	for seed := range uint64(3) {
		rand.New(rand.NewPCG(seed, 1)).Shuffle(len(rs), func(i, j int) { rs[i], rs[j] = rs[j], rs[i] })
		ss, err := Gather(rs)
		if err != nil {
			t.Fatal(err)
		}
		got := retell(ss)
		if want == "" {
			want = got
		} else if got != want {
			t.Errorf("another order tells another story:\n%s\n%s", want, got)
		}
	}
	for _, line := range []string{
		"Bakers want market back: [[e]]",
		"[[a b] [c] [d]]",
		"harbour master 1",
	} {
		if !strings.Contains(want, line) {
			t.Errorf("%q is missing in:\n%s", line, want)
		}
	}
}

func retell(ss []Story) string {
	var b strings.Builder
	for _, s := range ss {
		var ts [][]sayso.ArticleID
		for _, x := range s.Texts {
			ts = append(ts, x.Articles)
		}
		fmt.Fprintf(&b, "%s: %v\n", s.Title, ts)
		for _, x := range s.Speakers {
			fmt.Fprintln(&b, x.Name, x.Texts)
		}
	}
	return b.String()
}
