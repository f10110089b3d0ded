// Package story tells, across the articles of a ledger, which texts are copies
// of one, which articles belong to one story, and where the claims in a story
// contradict each other.
//
// A story derives from the newest versions alone, in order of date: whatever
// order they were read in, the same articles give the same stories.
package story

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"sayso"
	"sayso/story/cluster"
	"sayso/story/lineage"
)

// Story is what was published about one matter.
type Story struct {
	// ID derives from the story’s first article.
	ID    string
	Title string // a headline of the story’s own
	// First and Last are the dates of the earliest and latest article.
	First, Last sayso.Date
	Articles    []*sayso.Record // by date
	Links       []Link          // why each article is here, in the order of Articles
	Texts       []Text
	Speakers    []Speaker
	Disputes    []Dispute
}

// Link is why an article belongs to its story.
type Link struct {
	Score float64  // likeness to the story as it stood, 0 to 1; 0 for the article that opened it
	Words []string // what weighed most, without endings
}

// Text is copies of one text, or one article that nobody copied.
type Text struct {
	Articles []sayso.ArticleID // the likely origin first where Taken tells it
	Taken    []Copy
}

// Copy is one text taken from another.
type Copy struct {
	A, B     sayso.ArticleID
	InA, InB float64         // the share of each that stands in the other
	From     sayso.ArticleID // the origin; empty where nothing decides it
	Why      []string
}

// Speaker is somebody who speaks in a story.
type Speaker struct {
	Name   string
	Actor  sayso.ActorID // lasting; empty where the ledger gives none
	Claims int           // in independent texts: a claim in copies counts once
	Texts  int
}

// Gather tells the stories of some articles, those with the latest news first.
func Gather(recs []*sayso.Record) []Story {
	recs = slices.Clone(recs)
	slices.SortFunc(recs, func(a, b *sayso.Record) int {
		return cmp.Or(a.Article.Published.Compare(b.Article.Published.Time), cmp.Compare(a.Article.ID, b.Article.ID))
	})
	docs := make([]cluster.Doc, len(recs))
	prints := make([]lineage.Fingerprint, len(recs))
	for i, r := range recs {
		docs[i] = cluster.Doc{ID: string(r.Article.ID), Title: r.Article.Title, Text: r.Article.Text, Time: r.Article.Published.Time}
		prints[i] = lineage.Of(r.Article.Text)
	}
	var out []Story
	for _, g := range cluster.Gather(docs, cluster.Default) {
		s := Story{}
		var fps []lineage.Fingerprint
		for k, i := range g.Docs {
			s.Articles = append(s.Articles, recs[i])
			s.Links = append(s.Links, Link{g.Links[k].Score, g.Links[k].Words})
			fps = append(fps, prints[i])
		}
		s.ID = sayso.DeriveID("st", string(s.Articles[0].Article.ID))
		for _, r := range s.Articles {
			if d := r.Article.Published; !d.IsZero() {
				if s.First.IsZero() {
					s.First = d
				}
				s.Last = d
			}
		}
		s.Title = title(s.Articles)
		s.Texts = texts(s.Articles, fps)
		s.Speakers = speakers(&s)
		s.Disputes = disputes(&s)
		out = append(out, s)
	}
	slices.SortStableFunc(out, func(a, b Story) int {
		return cmp.Or(b.Last.Compare(a.Last.Time), cmp.Compare(a.ID, b.ID))
	})
	return out
}

// title is the headline that shares most words with the others; the earliest
// of equals, and the opening words where no article has a headline.
func title(recs []*sayso.Record) string {
	count := map[string]int{}
	for _, r := range recs {
		for w := range words(r.Article.Title) {
			count[w]++
		}
	}
	best, score := "", -1.0
	for _, r := range recs {
		ws := words(r.Article.Title)
		if len(ws) == 0 {
			continue
		}
		x := 0.0
		for w := range ws {
			x += float64(count[w])
		}
		// A long headline has more words to share; half its length is charged.
		if x /= float64(len(ws) + 3); x > score {
			best, score = r.Article.Title, x
		}
	}
	if best == "" {
		best, _, _ = strings.Cut(recs[0].Article.Text, "\n")
		if r := []rune(best); len(r) > 80 {
			best = string(r[:80]) + "…"
		}
	}
	return strings.TrimSpace(best)
}

// texts joins copies: whoever shares a text with one of a group is in it.
func texts(recs []*sayso.Record, prints []lineage.Fingerprint) []Text {
	x := lineage.NewIndex()
	group := make([]int, len(recs))
	var taken []Copy
	at := make([]int, 0, len(recs)) // for each of taken, its later article
	for i, r := range recs {
		group[i] = i
		for _, j := range x.Near(prints[i]) {
			o := lineage.Compare(recs[j].Article.Text, r.Article.Text)
			if !o.Copy() {
				continue
			}
			c := Copy{A: recs[j].Article.ID, B: r.Article.ID, InA: o.InA, InB: o.InB}
			d := lineage.Direct(&recs[j].Article, &r.Article)
			c.Why = d.Why
			switch d.From {
			case 1:
				c.From = c.A
			case 2:
				c.From = c.B
			}
			taken, at = append(taken, c), append(at, i)
			for k, old, now := 0, group[i], group[j]; k <= i; k++ {
				if group[k] == old {
					group[k] = now
				}
			}
		}
		x.Add(prints[i])
	}
	var out []Text
	place := map[int]int{}
	for i, r := range recs {
		k, known := place[group[i]]
		if !known {
			k = len(out)
			place[group[i]] = k
			out = append(out, Text{})
		}
		out[k].Articles = append(out[k].Articles, r.Article.ID)
	}
	for n, c := range taken {
		t := &out[place[group[at[n]]]]
		t.Taken = append(t.Taken, c)
	}
	for i := range out {
		originFirst(&out[i])
	}
	return out
}

// originFirst moves to the front the article that took from none of the others.
func originFirst(t *Text) {
	took := map[sayso.ArticleID]bool{}
	for _, c := range t.Taken {
		switch c.From {
		case c.A:
			took[c.B] = true
		case c.B:
			took[c.A] = true
		}
	}
	slices.SortStableFunc(t.Articles, func(a, b sayso.ArticleID) int {
		switch {
		case took[a] == took[b]:
			return 0
		case took[a]:
			return 1
		}
		return -1
	})
}

// Day is a date for people: a day, or "undated".
func Day(d sayso.Date) string {
	if d.IsZero() {
		return "undated"
	}
	return d.Format(time.DateOnly)
}
