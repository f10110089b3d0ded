package handout

import (
	"context"

	"sayso"
	"sayso/export"
)

const (
	// keptRecords is how many articles are kept at hand: rows of one article mostly
	// follow each other, and statements of one story come from a few.
	keptRecords = 32
	// keptStories is of how many articles it is kept at hand in which story they
	// stand.
	keptStories = 20_000
)

// citer makes citations. It keeps what it read last, so that an article is read
// once for its rows.
type citer struct {
	whole   bool // rows are made of the analysis too
	led     Ledger
	cited   map[sayso.VersionID]cited
	order   []sayso.VersionID // of cited, the oldest first
	stories map[sayso.ArticleID]sayso.StoryID
}

type cited struct {
	record *sayso.Record
	cite   export.Citation
}

func (c *citer) cite(ctx context.Context, v sayso.VersionID) (*sayso.Record, export.Citation, error) {
	if x, ok := c.cited[v]; ok {
		return x.record, x.cite, nil
	}
	read := c.led.Quotable
	if c.whole {
		read = c.led.Version
	}
	rec, err := read(ctx, v)
	if err != nil {
		return nil, export.Citation{}, err
	}
	rec.Analysis.Tokens = nil // most of the memory, and no row needs them
	story, err := c.story(ctx, rec.Article.ID)
	if err != nil {
		return nil, export.Citation{}, err
	}
	x := cited{rec, export.NewCitation(rec, story)}
	if c.cited == nil {
		c.cited = make(map[sayso.VersionID]cited)
	}
	if len(c.order) == keptRecords {
		delete(c.cited, c.order[0])
		c.order = c.order[1:]
	}
	c.cited[v], c.order = x, append(c.order, v)
	return x.record, x.cite, nil
}

// story is the story that an article stands in; empty where it is in none. A story
// is read once for all its articles.
func (c *citer) story(ctx context.Context, id sayso.ArticleID) (sayso.StoryID, error) {
	if s, ok := c.stories[id]; ok {
		return s, nil
	}
	if c.stories == nil || len(c.stories) > keptStories {
		c.stories = make(map[sayso.ArticleID]sayso.StoryID)
	}
	r, err := c.led.Story(ctx, sayso.DeriveStoryID(id))
	switch {
	case sayso.KindOf(err) == sayso.NotFound:
		c.stories[id] = ""
		return "", nil
	case err != nil:
		return "", err
	}
	for i := range r.Members {
		c.stories[r.Members[i].Article.ID] = r.ID
	}
	return r.ID, nil
}
