package story

import (
	"cmp"
	"context"
	"slices"
	"time"

	"sayso"
)

// Edit is what a publisher did between two versions of an article that follow
// each other.
type Edit struct {
	Article  sayso.ArticleRow
	Old, New sayso.VersionInfo
	Changes  []Change // to claims; none where only other words changed
}

// Edits lists what each version of an article did to the one before it, the
// latest first; with since, those whose later version was first read then or
// later.
func Edits(ctx context.Context, led sayso.ArticleLedger, a sayso.ArticleRow, since time.Time) ([]Edit, error) {
	vs, err := led.Versions(ctx, a.ID)
	if err != nil {
		return nil, err
	}
	var out []Edit
	var now *sayso.Record // the later of the two, where it has been read
	for i := 0; i+1 < len(vs); i++ {
		if vs[i].FirstRead.Before(since) {
			now = nil
			continue
		}
		if now == nil {
			if now, err = led.Version(ctx, vs[i].ID); err != nil {
				return nil, err
			}
		}
		old, err := led.Version(ctx, vs[i+1].ID)
		if err != nil {
			return nil, err
		}
		out = append(out, Edit{a, vs[i+1], vs[i], Compare(old, now)})
		now = old
	}
	return out, nil
}

// maxRevised bounds how many articles LatestEdits looks at.
const maxRevised = 1000

// LatestEdits lists edits over all articles of an outlet, or of all outlets
// with "", those first whose later version the ledger read last. It looks at
// the maxRevised articles that were published last of those with a version read
// since.
func LatestEdits(ctx context.Context, led sayso.ArticleLedger, outlet string, since time.Time, limit int) ([]Edit, error) {
	page, err := led.Articles(ctx, sayso.ArticleQuery{Outlet: outlet, Revised: true, Since: since, Paging: sayso.Paging{Limit: maxRevised}})
	if err != nil {
		return nil, err
	}
	var out []Edit
	for _, a := range page.Items {
		es, err := Edits(ctx, led, a, since)
		if err != nil {
			return nil, err
		}
		out = append(out, es...)
	}
	slices.SortStableFunc(out, func(a, b Edit) int {
		return cmp.Or(b.New.FirstRead.Compare(a.New.FirstRead), cmp.Compare(a.Article.ID, b.Article.ID))
	})
	return out[:min(len(out), limit)], nil
}
