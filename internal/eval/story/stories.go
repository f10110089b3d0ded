// Package story measures what is found across articles: which belong to one
// story, and which are copies of one text.
package story

import (
	"cmp"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"sayso"
	"sayso/internal/eval"
	"sayso/internal/story"
)

// Article is one article of a corpus of stories.
type Article struct {
	ID, Outlet, Title, Text string
	Time                    time.Time // zero when unknown
	// Events are the events that it reports: of some corpora one, of others none
	// that anybody has marked, or several.
	Events []string
}

// Read reads the stories corpus below data, in order of date.
func Read(data string) ([]Article, error) {
	files, err := filepath.Glob(filepath.Join(data, "stories", "*.json"))
	if err != nil || len(files) == 0 {
		return nil, sayso.Errorf("read stories", data, sayso.NotFound, "no stories/*.json").Advise("--data names the corpora folder")
	}
	var out []Article
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			return nil, sayso.E("read stories", f, sayso.NotFound, err)
		}
		var a struct {
			Title   string                `json:"title"`
			Text    string                `json:"text"`
			Date    string                `json:"date_publish"`
			Domain  string                `json:"source_domain"`
			Cluster struct{ EventId int } `json:"newsCluster"`
		}
		if err := json.Unmarshal(b, &a); err != nil {
			return nil, sayso.E("read stories", f, sayso.Invalid, err)
		}
		t, _ := time.Parse("2006-01-02T15:04:05", a.Date) // some have none, which is the zero time
		out = append(out, Article{filepath.Base(f), a.Domain, a.Title, a.Text, t, []string{strconv.Itoa(a.Cluster.EventId)}})
	}
	inOrder(out)
	return out, nil
}

// inOrder puts articles in order of date.
func inOrder(arts []Article) {
	slices.SortStableFunc(arts, func(a, b Article) int { return cmp.Or(a.Time.Compare(b.Time), cmp.Compare(a.ID, b.ID)) })
}

// BCubed returns precision, recall and F1 of the grouping got against want,
// each giving every item's group (Bagga and Baldwin 1998): for each item, how
// much of its group belongs with it, and how much of what belongs with it is
// in its group; the means of these.
func BCubed(got, want []int) (p, r, f1 float64) {
	if len(got) == 0 {
		return 0, 0, 0
	}
	type pair struct{ g, w int }
	g, w, both := map[int]float64{}, map[int]float64{}, map[pair]float64{}
	for i := range got {
		g[got[i]]++
		w[want[i]]++
		both[pair{got[i], want[i]}]++
	}
	for i := range got {
		n := both[pair{got[i], want[i]}]
		p += n / g[got[i]]
		r += n / w[want[i]]
	}
	p, r = p/float64(len(got)), r/float64(len(got))
	return p, r, 2 * p * r / (p + r)
}

// Gather places the articles one by one in one ledger, and numbers their stories.
func Gather(arts []Article) ([]int, error) {
	recs := make([]*sayso.Record, len(arts))
	for i, a := range arts {
		recs[i] = &sayso.Record{Article: sayso.Article{ID: sayso.ArticleID(a.ID), Outlet: a.Outlet, Title: a.Title, Text: a.Text, Published: sayso.Date{Time: a.Time}}}
	}
	stories, err := story.Gather(recs)
	if err != nil {
		return nil, err
	}
	of := make(map[sayso.ArticleID]int, len(arts))
	for i, s := range stories {
		for _, r := range s.Articles {
			of[r.Article.ID] = i
		}
	}
	got := make([]int, len(arts))
	for i, a := range arts {
		got[i] = of[sayso.ArticleID(a.ID)]
	}
	return got, nil
}

// firstEvents numbers the first event of each article.
func firstEvents(arts []Article) []int {
	number := make(map[string]int)
	out := make([]int, len(arts))
	for i, a := range arts {
		n, ok := number[a.Events[0]]
		if !ok {
			n = len(number)
			number[a.Events[0]] = n
		}
		out[i] = n
	}
	return out
}

// Scorer measures stories.
func Scorer() eval.Scorer {
	return eval.Scorer{
		Stage: "stories", About: "articles gathered into stories, each corpus in one ledger: B-cubed, and pairs of articles of a war",
		Score: func(_ context.Context, data string) ([]eval.Figure, error) {
			var out []eval.Figure
			for _, c := range []struct {
				name string
				read func(string) ([]Article, error)
			}{{"", Read}, {", coverage", ReadCoverage}} {
				arts, err := c.read(data)
				if err != nil {
					return nil, err
				}
				got, err := Gather(arts)
				if err != nil {
					return nil, err
				}
				p, r, f := BCubed(got, firstEvents(arts))
				out = append(out, eval.Figure{Name: "B-cubed precision" + c.name, Value: p}, eval.Figure{Name: "B-cubed recall" + c.name, Value: r}, eval.Figure{Name: "B-cubed F1" + c.name, Value: f})
			}
			arts, err := ReadWar(data)
			if err != nil {
				return nil, err
			}
			got, err := Gather(arts)
			if err != nil {
				return nil, err
			}
			p, r, f := Pairwise(got, arts)
			return append(out, eval.Figure{Name: "precision of pairs, a war", Value: p}, eval.Figure{Name: "recall of pairs, a war", Value: r}, eval.Figure{Name: "F1 of pairs, a war", Value: f},
				eval.Figure{Name: "articles of the largest story, a war, negated", Value: -float64(largest(got))}), nil
		},
	}
}
