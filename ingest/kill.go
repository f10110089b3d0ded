package ingest

import (
	"context"
	"fmt"
	"strings"
	"time"

	"sayso"
	"sayso/internal/ingest/agency"
)

// Shelf says which articles a ledger has.
type Shelf interface {
	// Known returns those of the articles that are there, or held back.
	Known(ctx context.Context, ids ...sayso.ArticleID) ([]sayso.ArticleID, error)
}

// Aim has a kill in wire text meet its story. Such a kill names it by slug and
// source alone, and is named itself by these and its day; where nothing of that
// day is there, the story may stand under one of the days before. If there is
// one such, a becomes a version of it; if there are several, none is touched.
// note says what was found, or what could not be decided; it is empty for all
// that is no kill, or has its story.
func Aim(ctx context.Context, led Shelf, a *sayso.Article) (note string, err error) {
	days := agency.Earlier(a)
	if len(days) == 0 {
		return "", nil
	}
	ids := []sayso.ArticleID{a.ID}
	day := make(map[sayso.ArticleID]string)
	for _, d := range days {
		ids = append(ids, d.Article)
		day[d.Article] = d.Day.Format(time.DateOnly)
	}
	known, err := led.Known(ctx, ids...)
	if err != nil {
		return "", err
	}
	var of []string
	for _, id := range known {
		if id == a.ID {
			return "", nil
		}
		of = append(of, day[id])
	}
	switch len(known) {
	case 0:
		return fmt.Sprintf("no report slugged %s was read of that day or the %d before it; if it is of another, add a line Date: or ID:", a.Wire.Slug, len(days)), nil
	case 1:
		a.ID = known[0]
		return fmt.Sprintf("taken for that of the report of %s: its slug and source are the same", of[0]), nil
	}
	return fmt.Sprintf("which report it kills is not clear, and none is marked: those of %s have its slug and source; add a line Date: or ID:", strings.Join(of, " and ")), nil
}
