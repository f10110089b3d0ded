package relations

import (
	"context"
	"runtime"
	"sync"

	"sayso"
	"sayso/internal/eval"
	corpus "sayso/internal/eval/story"
	"sayso/internal/story"
	"sayso/internal/story/dispute"
)

// Verdict is a labelled pair and what was found of it.
type Verdict struct {
	Label
	// HasA and HasB tell whether a claim was read where the label has one.
	HasA, HasB bool
	Together   bool // both articles are in one story
	Found      string
	Why        []string
}

// Judge holds the labels against what is found in articles, by their file.
// Stories are those that the program makes; in them each article speaks for
// itself, copies too, as labels stand in copies.
func Judge(labels []Label, recs map[string]*sayso.Record) ([]Verdict, error) {
	all := make([]*sayso.Record, 0, len(recs))
	for _, r := range recs {
		c := *r // gathering lets words go that relations are found by
		all = append(all, &c)
	}
	found := map[sayso.ArticleID]*dispute.Result{}
	at := map[sayso.ArticleID]int{}
	stories, err := story.Gather(all)
	if err != nil {
		return nil, err
	}
	whole := make(map[sayso.ArticleID]*sayso.Record, len(recs))
	for _, r := range recs {
		whole[r.Article.ID] = r
	}
	for i, s := range stories {
		var members []*sayso.Record
		for _, r := range s.Articles {
			members = append(members, whole[r.Article.ID])
		}
		res := dispute.Find(members, nil)
		for _, r := range members {
			found[r.Article.ID], at[r.Article.ID] = res, i
		}
	}
	points := map[string]sayso.Points{}
	for f, r := range recs {
		points[f] = sayso.NewPoints(r.Article.Text)
	}
	out := make([]Verdict, len(labels))
	for i, l := range labels {
		v := Verdict{Label: l, Found: "none"}
		a, b := recs[l.A.File], recs[l.B.File]
		if a == nil || b == nil {
			out[i] = v
			continue
		}
		as, bs := claims(a, points[l.A.File], l.A), claims(b, points[l.B.File], l.B)
		v.HasA, v.HasB = len(as) > 0, len(bs) > 0
		v.Together = at[a.Article.ID] == at[b.Article.ID]
		if v.Together {
			best := len(Relations)
			res := found[a.Article.ID]
			for _, p := range res.Pairs {
				x, y := &res.Claims[p.A], &res.Claims[p.B]
				if x.Article != a.Article.ID {
					x, y = y, x
				}
				if x.Article != a.Article.ID || y.Article != b.Article.ID || !as[x.Local] || !bs[y.Local] {
					continue
				}
				if n := rank(string(p.Relation)); n < best {
					best, v.Found, v.Why = n, string(p.Relation), p.Why
				}
			}
		}
		out[i] = v
	}
	return out, nil
}

func rank(r string) int {
	for i, x := range Relations {
		if x == r {
			return i
		}
	}
	return len(Relations)
}

// claims are those of an article whose content covers most of a place, or
// stands for the most part in it.
func claims(r *sayso.Record, p sayso.Points, at Place) map[sayso.ClaimID]bool {
	out := map[sayso.ClaimID]bool{}
	for i := range r.Analysis.Claims {
		c := &r.Analysis.Claims[i]
		n, size := 0, 0
		for _, s := range p.Spans(c.Content) {
			size += s.End - s.Start
			n += max(0, min(s.End, at.End)-max(s.Start, at.Start))
		}
		if size > 0 && 2*n > min(size, at.End-at.Start) && 2*n > (at.End-at.Start)/4 {
			out[c.ID] = true
		}
	}
	return out
}

// Figures gives precision and recall for denials and differences. A pair one of
// whose claims was not read is missed; how much of recall that costs is given
// beside it.
func Figures(vs []Verdict) []eval.Figure {
	var out []eval.Figure
	add := func(name string, n, of int) {
		if of > 0 {
			out = append(out, eval.Figure{Name: name, Value: float64(n) / float64(of)})
		}
	}
	for _, rel := range []string{"denies", "differs", "repeats", "agrees"} {
		for _, part := range []string{"", ", test part"} {
			var right, found, labelled, read int
			for _, v := range vs {
				if part != "" && v.Dev {
					continue
				}
				if v.Relation == rel {
					labelled++
					if v.HasA && v.HasB {
						read++
					}
				}
				if v.Found == rel {
					found++
					if v.Relation == rel {
						right++
					}
				}
			}
			if part != "" && (rel == "repeats" || rel == "agrees") {
				continue
			}
			add(rel+", precision"+part, right, found)
			add(rel+", recall"+part, right, labelled)
			if part == "" {
				add(rel+", pairs whose claims were both read", read, labelled)
			}
		}
	}
	return out
}

// Scorer measures relations over the labelled pairs, from raw text.
func Scorer(read func(*sayso.Article) sayso.Analysis) eval.Scorer {
	return eval.Scorer{Stage: "relations", About: "claims across articles that deny, differ, repeat or agree: 213 labelled pairs of stories", Score: func(ctx context.Context, data string) ([]eval.Figure, error) {
		labels, err := Labels()
		if err != nil {
			return nil, err
		}
		arts, err := corpus.Read(data)
		if err != nil {
			return nil, err
		}
		recs := make(map[string]*sayso.Record, len(arts))
		var mu sync.Mutex
		var wg sync.WaitGroup
		next := make(chan corpus.Article)
		for range runtime.GOMAXPROCS(0) {
			wg.Go(func() {
				for x := range next {
					a := sayso.Article{ID: sayso.ArticleID(x.ID), Path: x.ID, Outlet: x.Outlet, Title: x.Title, Published: sayso.Date{Time: x.Time}, Text: x.Text}
					r := &sayso.Record{Article: a, Analysis: read(&a)}
					mu.Lock()
					recs[x.ID] = r
					mu.Unlock()
				}
			})
		}
		for _, x := range arts {
			if ctx.Err() != nil {
				break
			}
			next <- x
		}
		close(next)
		wg.Wait()
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		vs, err := Judge(labels, recs)
		if err != nil {
			return nil, err
		}
		return Figures(vs), nil
	}}
}
