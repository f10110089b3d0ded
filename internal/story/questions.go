package story

import (
	"context"
	"slices"

	"sayso"
)

// Finder finds what the articles of one story say to one thing, as question.Find
// does.
type Finder func(recs []*sayso.Record, textOf map[sayso.ArticleID]int) []sayso.Question

// Asked is how many articles of a story are asked about at most, the latest. It
// bounds what placing one article can cost.
const Asked = 60

// asksAtOnce is how many due articles are read from the ledger at a time.
const asksAtOnce = 64

// ask asks the questions of every story that has changed. When it ends early, the
// articles whose stories were not asked about stay due.
func (k *Keeper) ask(ctx context.Context) error {
	again := 0
	for {
		due, mark, err := k.led.Unasked(ctx, asksAtOnce)
		if err != nil || len(due) == 0 {
			return err
		}
		asked := make(map[sayso.ArticleID]bool)
		for _, id := range due {
			if asked[id] {
				continue
			}
			about, err := k.askStory(ctx, id, mark)
			switch {
			case sayso.KindOf(err) == sayso.Busy && again < tries:
				// Something has changed since: its story is due still, or again.
				again++
			case err != nil:
				return err
			}
			for _, x := range about {
				asked[x] = true
			}
		}
	}
}

// askStory asks the questions of the story in which an article stands, and returns
// the articles of it.
func (k *Keeper) askStory(ctx context.Context, id sayso.ArticleID, mark int64) ([]sayso.ArticleID, error) {
	s, err := k.led.Story(ctx, sayso.DeriveStoryID(id))
	if sayso.KindOf(err) == sayso.NotFound {
		return []sayso.ArticleID{id}, k.led.Ask(ctx, mark, []sayso.ArticleID{id}) // it is to be placed first
	}
	if err != nil {
		return nil, err
	}
	about := make([]sayso.ArticleID, len(s.Members))
	for i := range s.Members {
		about[i] = s.Members[i].Article.ID
	}
	qs, err := found(ctx, k.led, s, k.Find)
	if err != nil {
		return about, err
	}
	words, err := wordsOn(ctx, k.led, about)
	if err != nil {
		return about, err
	}
	return about, k.led.Ask(ctx, mark, about, weigh(qs, words)...)
}

// Found asks the questions of a story as if no analyst had said anything.
func Found(ctx context.Context, led Ledger, id sayso.StoryID, f Finder) ([]sayso.Question, error) {
	s, err := led.Story(ctx, id)
	if err != nil {
		return nil, err
	}
	return found(ctx, led, s, f)
}

func found(ctx context.Context, led sayso.ArticleLedger, s *sayso.StoryRecord, f Finder) ([]sayso.Question, error) {
	var recs []*sayso.Record
	for i := max(0, len(s.Members)-Asked); i < len(s.Members); i++ {
		r, err := led.Article(ctx, s.Members[i].Article.ID)
		if err != nil {
			return nil, err
		}
		recs = append(recs, r)
	}
	return find(f, recs, s.Members), nil
}

// Weighed is where what analysts say of statements is read.
type Weighed interface {
	Weighings(ctx context.Context, about sayso.ArticleID, p sayso.Paging) (sayso.Page[sayso.Weighing], error)
}

// wordsOn lists what analysts say of the statements of some articles, the earliest
// first.
func wordsOn(ctx context.Context, led Weighed, about []sayso.ArticleID) ([]sayso.Weighing, error) {
	var out []sayso.Weighing
	for _, id := range about {
		page, err := led.Weighings(ctx, id, sayso.Paging{Limit: sayso.MaxLimit})
		if err != nil {
			return nil, err
		}
		for _, x := range page.Items {
			if x.A.Article == id || !slices.Contains(about, x.A.Article) { // once, where both are of the story
				out = append(out, x)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b sayso.Weighing) int { return a.At.Compare(b.At) })
	return out, nil
}

// Ask asks the questions of a story that [Gather] has told.
func (s *Story) Ask(f Finder) {
	var members []sayso.StoryMember
	for _, t := range s.Texts {
		for _, id := range t.Articles {
			members = append(members, sayso.StoryMember{Article: sayso.ArticleRow{ID: id}, Text: t.Articles[0]})
		}
	}
	s.Questions = find(f, s.Articles, members)
	parties(s)
}

// find asks, and gives each statement its place in code points. Of two questions
// of one name the surer is kept.
func find(f Finder, recs []*sayso.Record, members []sayso.StoryMember) []sayso.Question {
	number, textOf := map[sayso.ArticleID]int{}, make(map[sayso.ArticleID]int, len(members))
	for i := range members {
		m := &members[i]
		n, known := number[m.Text]
		if !known {
			n = len(number)
			number[m.Text] = n
		}
		textOf[m.Article.ID] = n
	}
	qs := f(recs, textOf)
	points := make(map[sayso.ArticleID]sayso.Points, len(recs))
	for _, r := range recs {
		points[r.Article.ID] = sayso.NewPoints(r.Article.Text)
	}
	for i := range qs {
		for _, a := range qs[i].Answers {
			for k := range a.Statements {
				x := &a.Statements[k]
				x.Points = points[x.Article].Span(x.Span)
			}
		}
	}
	seen := make(map[sayso.QuestionID]bool, len(qs))
	return slices.DeleteFunc(qs, func(q sayso.Question) bool {
		known := seen[q.ID]
		seen[q.ID] = true
		return known
	})
}
