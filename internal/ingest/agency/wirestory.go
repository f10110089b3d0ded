package agency

import (
	"strings"
	"time"

	"sayso"
)

// wireName is what a story is known by that wire text names by its slug.
func wireName(agency, slug string, day time.Time) string {
	return "wire:" + strings.ToLower(agency) + "/" + strings.ToLower(slug) + "/" + day.Format(time.DateOnly)
}

// KillDays is how many days before a kill in wire text its story is looked for,
// where none of its own day is there.
const KillDays = 3

// Day is a day on which a story may stand, and the article that it is then.
type Day struct {
	Day     time.Time
	Article sayso.ArticleID
}

// Earlier gives the days before that of a kill, the latest first, where wire
// text named it by slug, source and day; nothing for any other article.
func Earlier(a *sayso.Article) []Day {
	if !a.Killed() || a.Outlet == "" || a.Published.IsZero() {
		return nil
	}
	slug := base(a.Wire.Slug)
	if slug == "" || a.ID != sayso.DeriveArticleID(wireName(a.Outlet, slug, a.Published.Time)) {
		return nil
	}
	var out []Day
	for n := range KillDays {
		day := a.Published.AddDate(0, 0, -n-1)
		out = append(out, Day{day, sayso.DeriveArticleID(wireName(a.Outlet, slug, day))})
	}
	return out
}
