package mcp

import (
	"context"

	"sayso"
)

// citing finds the rows of articles that are cited. The articles of a story are read
// together, as rows: their texts and analyses are a hundred times as much.
type citing struct {
	ledger Ledger
	rows   map[sayso.ArticleID]*sayso.ArticleRow
	read   map[sayso.StoryID]bool
}

// of is the row of an article that is cited in a story.
func (c *citing) of(ctx context.Context, story sayso.StoryID, id sayso.ArticleID) (*sayso.ArticleRow, error) {
	if r := c.rows[id]; r != nil {
		return r, nil
	}
	if story != "" && !c.read[story] {
		c.read[story] = true
		s, err := c.ledger.Story(ctx, story)
		if err != nil && sayso.KindOf(err) != sayso.NotFound { // it may have been taken apart since it was asked
			return nil, err
		}
		if err == nil {
			for i := range s.Members {
				c.rows[s.Members[i].Article.ID] = &s.Members[i].Article
			}
		}
	}
	if c.rows[id] == nil {
		rec, err := c.ledger.Gist(ctx, id)
		if err != nil {
			return nil, err
		}
		c.rows[id] = rowOf(&rec.Article, rec.Version.ID)
	}
	return c.rows[id], nil
}

func rowOf(a *sayso.Article, v sayso.VersionID) *sayso.ArticleRow {
	return &sayso.ArticleRow{ID: a.ID, Version: v, Path: a.Path, URL: a.URL, Outlet: a.Outlet, Title: a.Title, Published: a.Published}
}
