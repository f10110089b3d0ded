package story

import (
	"cmp"
	"slices"
	"strings"

	"sayso"
	"sayso/internal/story/question"
)

// said is one claim of a story.
type said struct {
	rec     *sayso.Record
	claim   *sayso.Claim
	text    int // which text of the story it stands in
	speaker string
	actor   sayso.ActorID
}

// collect lists a story’s claims. Of copies only the first article’s count:
// the same words printed twice are said once.
func collect(s *Story) []said {
	first := map[sayso.ArticleID]int{}
	for i, t := range s.Texts {
		first[t.Articles[0]] = i
	}
	var out []said
	for _, r := range s.Articles {
		text, ok := first[r.Article.ID]
		if !ok {
			continue
		}
		for i := range r.Analysis.Claims {
			c := &r.Analysis.Claims[i]
			x := said{rec: r, claim: c, text: text}
			x.speaker, x.actor = speaker(r, c)
			out = append(out, x)
		}
	}
	return out
}

func speaker(r *sayso.Record, c *sayso.Claim) (string, sayso.ActorID) {
	for _, id := range c.Source.Actors {
		if a := r.Analysis.Actor(id); a != nil {
			return a.Name, r.ActorIDs[id]
		}
	}
	return c.Source.Unresolved(c.Source.Spans.In(r.Article.Text)), ""
}

// speakers counts who speaks, those in most texts first. Whoever is named in
// several ways counts once.
func speakers(s *Story) []Speaker {
	witnesses, of := question.Witnesses(s.Articles)
	out := make([]Speaker, len(witnesses))
	for i, w := range witnesses {
		out[i].Name, out[i].Actor = w.Name, w.Actor
	}
	texts := map[[2]int]bool{}
	for _, c := range collect(s) {
		i, known := of[question.ClaimKey{Article: c.rec.Article.ID, Claim: c.claim.ID}]
		if !known {
			continue
		}
		out[i].Claims++
		if t := [2]int{i, c.text}; !texts[t] {
			texts[t] = true
			out[i].Texts++
		}
	}
	out = slices.DeleteFunc(out, func(x Speaker) bool { return x.Claims == 0 }) // who speaks in copies alone
	slices.SortStableFunc(out, func(a, b Speaker) int {
		return cmp.Or(cmp.Compare(b.Texts, a.Texts), cmp.Compare(b.Claims, a.Claims))
	})
	return out
}

// parties marks the speakers who are party to what they are asked about.
func parties(s *Story) {
	party := map[string]bool{}
	key := func(id sayso.ActorID, name string) string {
		if id != "" {
			return string(id)
		}
		return strings.ToLower(name)
	}
	for _, q := range s.Questions {
		for _, a := range q.Answers {
			for _, x := range a.Statements {
				if x.Party {
					party[key(x.Speaker, x.Name)] = true
				}
			}
		}
	}
	for i := range s.Speakers {
		x := &s.Speakers[i]
		x.Party = party[key(x.Actor, x.Name)]
	}
}
