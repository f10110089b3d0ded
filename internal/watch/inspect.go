package watch

import (
	"context"
	"net/url"
	"time"

	"sayso"
	"sayso/internal/ingest/feed"
	"sayso/internal/ingest/fetch"
	"sayso/internal/ingest/page"
)

// Sight is what a source shows at one look.
type Sight struct {
	Source sayso.WatchedSource // with what it calls itself
	Format string
	Items  int
	Newest time.Time // zero where nothing is dated
	Note   string
	Moved  string // where its server says that it now is for good; empty when nowhere else
}

// Inspect looks at a source once and records nothing. A source without a kind
// gets the one that it is; a page that names a feed stands for that feed.
func Inspect(ctx context.Context, c *fetch.Client, s sayso.WatchedSource) (Sight, error) {
	if s.Kind == "" {
		told, err := tell(ctx, c, s)
		if err != nil {
			return Sight{Source: s}, err
		}
		s.Kind, s.Address = told.Kind, told.Address
	}
	f, err := lookAt(ctx, c, sayso.SourceRow{WatchedSource: s})
	if err != nil {
		return Sight{Source: s}, err
	}
	f.believe(time.Now())
	if s.Title == "" {
		s.Title = f.title
	}
	if s.Language == "" {
		s.Language = f.language
	}
	out := Sight{Source: s, Format: f.state.Format, Items: len(f.items), Note: f.note, Moved: f.moved}
	for _, d := range f.dates {
		if d.After(out.Newest) {
			out.Newest = d
		}
	}
	return out, nil
}

// tell finds out what is at an address.
func tell(ctx context.Context, c *fetch.Client, s sayso.WatchedSource) (sayso.WatchedSource, error) {
	res, err := c.Get(ctx, fetch.Request{Address: s.Address, Local: s.Local, Accept: acceptFeeds})
	if err != nil {
		return s, err
	}
	switch feed.Detect(res.Body) {
	case feed.Sitemap, feed.Index:
		s.Kind = sayso.SitemapSource
	case feed.Page:
		s.Kind = sayso.PageSource
		base, err := url.Parse(res.Address)
		if err != nil {
			break
		}
		for _, href := range page.Feeds(res.Body) {
			if u, err := base.Parse(href); err == nil && (u.Scheme == "http" || u.Scheme == "https") {
				s.Kind, s.Address = sayso.FeedSource, u.String()
				break
			}
		}
	default:
		s.Kind = sayso.FeedSource // whose reader says what is wrong, if it is none
	}
	return s, nil
}
