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
	"time"

	"sayso"
	"sayso/internal/eval"
	"sayso/internal/story"
)

// Article is one article of the stories corpus.
type Article struct {
	ID, Outlet, Title, Text string
	Time                    time.Time // zero when unknown
	Event                   int
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
		out = append(out, Article{filepath.Base(f), a.Domain, a.Title, a.Text, t, a.Cluster.EventId})
	}
	slices.SortStableFunc(out, func(a, b Article) int { return cmp.Or(a.Time.Compare(b.Time), cmp.Compare(a.ID, b.ID)) })
	return out, nil
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

// Score places the articles one by one, as a ledger takes them in, and holds
// the stories against the events.
func Score(arts []Article) (p, r, f1 float64, err error) {
	recs := make([]*sayso.Record, len(arts))
	for i, a := range arts {
		recs[i] = &sayso.Record{Article: sayso.Article{ID: sayso.ArticleID(a.ID), Outlet: a.Outlet, Title: a.Title, Text: a.Text, Published: sayso.Date{Time: a.Time}}}
	}
	stories, err := story.Gather(recs)
	if err != nil {
		return 0, 0, 0, err
	}
	of := make(map[sayso.ArticleID]int, len(arts))
	for i, s := range stories {
		for _, r := range s.Articles {
			of[r.Article.ID] = i
		}
	}
	got, want := make([]int, len(arts)), make([]int, len(arts))
	for i, a := range arts {
		got[i], want[i] = of[sayso.ArticleID(a.ID)], a.Event
	}
	p, r, f1 = BCubed(got, want)
	return p, r, f1, nil
}

// Scorer measures stories.
func Scorer() eval.Scorer {
	return eval.Scorer{
		Stage: "stories", About: "articles gathered into stories in order of date, one pass: B-cubed",
		Score: func(_ context.Context, data string) ([]eval.Figure, error) {
			arts, err := Read(data)
			if err != nil {
				return nil, err
			}
			p, r, f, err := Score(arts)
			if err != nil {
				return nil, err
			}
			return []eval.Figure{{Name: "B-cubed precision", Value: p}, {Name: "B-cubed recall", Value: r}, {Name: "B-cubed F1", Value: f}}, nil
		},
	}
}
