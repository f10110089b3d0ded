// Package story tells, across the articles of a ledger, which texts are copies
// of one, which articles belong to one story, and what they say to one thing.
//
// A [Keeper] places articles as they arrive and asks the questions of the stories
// that change, and the ledger keeps both; [Tell] reads one story from it with all
// that its articles put on record. See place.go for how stories come about, and
// package question for what is asked.
package story

import (
	"cmp"
	"context"
	"slices"

	"sayso"
	"sayso/internal/ledger"
	"sayso/internal/story/index"
	"sayso/internal/story/lineage"
)

// Story is what was published about one matter.
type Story struct {
	// ID derives from the story’s first article.
	ID    sayso.StoryID
	Title string // a headline of the story’s own
	// First and Last are the dates of the earliest and latest article.
	First, Last sayso.Date
	Articles    []*sayso.Record // by date
	Links       []Link          // why each article is here, in the order of Articles
	Texts       []Text
	Speakers    []Speaker
	// Questions are what several statements of the articles answer, the surest
	// first.
	Questions []sayso.Question
	// Said is what analysts said of where these articles belong, the latest first.
	Said []sayso.Regrouping
	// Untold is how many later articles were left out: see MaxTold.
	Untold int
}

// Link is why an article belongs to its story: the article that it hangs on.
type Link struct {
	To    sayso.ArticleID // empty for the article that opened the story, and for one that only a copy or an analyst put here
	Score float64         // likeness, less the more days lie between, 0 to 1
	Words []string        // what weighed most, without endings
}

// Text is copies of one text, or one article that nobody copied.
type Text struct {
	Articles []sayso.ArticleID // the likely origin first where Taken tells it
	Taken    []Copy
	// Agency is whom all of these articles credit for their copy; empty where
	// there is nobody. Its own text may not be among them.
	Agency string
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
	Party  bool // it is known to be a party to what it is asked about
}

const (
	// MaxTold bounds how many articles of a story are told, the earliest; the
	// others are counted.
	MaxTold = 1000
	// maxQuestions bounds how many questions of a story are told, the surest.
	maxQuestions = 500
)

// Tell reads the story that an identifier leads to.
func Tell(ctx context.Context, led Ledger, id sayso.StoryID) (*Story, error) {
	r, err := led.Story(ctx, id)
	if err != nil {
		return nil, err
	}
	s, err := tell(ctx, r, led.Gist)
	if err != nil {
		return nil, err
	}
	page, err := led.Questions(ctx, sayso.QuestionQuery{Story: r.ID, Paging: sayso.Paging{Limit: maxQuestions}})
	if err != nil {
		return nil, err
	}
	s.Questions = page.Items
	parties(s)
	return s, nil
}

// Contested are the questions on which answers differ.
func (s *Story) Contested() []sayso.Question {
	return slices.DeleteFunc(slices.Clone(s.Questions), func(q sayso.Question) bool { return q.Status == sayso.StandAgreed })
}

func tell(ctx context.Context, r *sayso.StoryRecord, article func(context.Context, sayso.ArticleID) (*sayso.Record, error)) (*Story, error) {
	s := &Story{ID: r.ID, Title: r.Title, First: r.First, Last: r.Last, Said: r.Said}
	told := r.Members[:min(len(r.Members), MaxTold)]
	s.Untold = len(r.Members) - len(told)
	for i := range told {
		rec, err := article(ctx, told[i].Article.ID)
		if err != nil {
			return nil, err
		}
		s.Articles = append(s.Articles, rec)
		var link Link
		for _, k := range told[i].Links {
			if k.Kind == sayso.LikeLink {
				link = Link{k.To, k.Score, k.Words}
			}
		}
		s.Links = append(s.Links, link)
	}
	s.Texts = texts(told)
	credit(s)
	s.Speakers = speakers(s)
	return s, nil
}

// Gather tells the stories of some articles, those with the latest news first. It
// keeps nothing and asks nothing: a ledger tells the same stories of the same
// articles, and [Story.Ask] asks the same questions.
func Gather(recs []*sayso.Record) ([]Story, error) {
	ctx := context.Background()
	m := make(memory, len(recs))
	for _, r := range recs {
		m[r.Article.ID] = r
	}
	p := newPlacer(m, index.New())
	for _, r := range recs {
		if err := p.place(ctx, &r.Article, r.Version.ID); err != nil {
			return nil, err
		}
	}
	ms := make([]ledger.Member, len(p.changed))
	for i, x := range p.changed {
		ms[i] = ledger.Member{Placement: *x, Title: m[x.Article].Article.Title}
	}
	ledger.SortMembers(ms)
	groups, text := ledger.Stories(ms, nil)
	var out []Story
	for _, g := range groups {
		r := &sayso.StoryRecord{StoryRow: sayso.StoryRow{ID: sayso.DeriveStoryID(ms[g.Root].Article), Title: g.Title, First: g.First, Last: g.Last}}
		for _, i := range g.Members {
			r.Members = append(r.Members, sayso.StoryMember{Article: sayso.ArticleRow{ID: ms[i].Article}, Text: ms[text[i]].Article, Links: ms[i].Links})
		}
		s, err := tell(ctx, r, m.Article)
		if err != nil {
			return nil, err
		}
		out = append(out, *s)
	}
	slices.SortFunc(out, func(a, b Story) int {
		return cmp.Or(b.Last.Compare(a.Last.Time), cmp.Compare(a.ID, b.ID))
	})
	return out, nil
}

// memory is a shelf of records. Nothing in it is placed yet.
type memory map[sayso.ArticleID]*sayso.Record

func (m memory) Article(_ context.Context, id sayso.ArticleID) (*sayso.Record, error) {
	return m[id], nil
}

func (m memory) Text(_ context.Context, id sayso.ArticleID) (*sayso.Article, sayso.VersionID, error) {
	return &m[id].Article, m[id].Version.ID, nil
}

func (m memory) Placement(_ context.Context, id sayso.ArticleID) (*sayso.Placement, error) {
	return nil, sayso.E("find placement", string(id), sayso.NotFound, nil)
}

// texts gathers copies: each text with the links that say so.
func texts(members []sayso.StoryMember) []Text {
	var out []Text
	place := map[sayso.ArticleID]int{}
	for i := range members {
		m := &members[i]
		k, known := place[m.Text]
		if !known {
			k = len(out)
			place[m.Text] = k
			out = append(out, Text{})
		}
		t := &out[k]
		t.Articles = append(t.Articles, m.Article.ID)
		for _, l := range m.Links {
			if l.Kind == sayso.CopyLink && slices.Contains(t.Articles, l.To) {
				t.Taken = append(t.Taken, Copy{A: l.To, B: m.Article.ID, InA: l.There, InB: l.Here, From: l.Origin, Why: l.Why})
			}
		}
	}
	for i := range out {
		originFirst(&out[i])
	}
	return out
}

// credit names the agency that all articles of a text credit.
func credit(s *Story) {
	of := make(map[sayso.ArticleID]*sayso.Article, len(s.Articles))
	for _, r := range s.Articles {
		of[r.Article.ID] = &r.Article
	}
	for i := range s.Texts {
		t := &s.Texts[i]
		for _, id := range t.Articles {
			if t.Agency = lineage.Agency(of[t.Articles[0]], of[id]); t.Agency == "" {
				break
			}
		}
	}
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
