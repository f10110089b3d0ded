package handout

import (
	"context"
	"slices"

	"sayso"
	"sayso/export"
)

// keptVersions is how many versions are read at a time, and kept at hand: rows of one
// article mostly follow each other, and statements of one story come from a few.
const keptVersions = 64

// citer makes citations. It keeps what it read last, so that an article is read
// once for its rows.
type citer struct {
	led   Ledger
	cited map[sayso.VersionID]*cited
}

// cited is what rows need of a version.
type cited struct {
	sayso.Quotable
	cite    export.Citation
	article *export.ArticleRow // of rows that hold it; nil until it was made
}

// each calls row with each of n rows and the citation of its version.
func (c *citer) each(ctx context.Context, n int, version func(i int) sayso.VersionID, row func(i int, of *cited) error) error {
	for begin := 0; begin < n; {
		wanted := make(map[sayso.VersionID]bool, keptVersions)
		end := begin
		for ; end < n; end++ {
			if v := version(end); len(wanted) < keptVersions || wanted[v] {
				wanted[v] = true
			} else {
				break
			}
		}
		if err := c.load(ctx, wanted); err != nil {
			return err
		}
		for ; begin < end; begin++ {
			if err := row(begin, c.cited[version(begin)]); err != nil {
				return err
			}
		}
	}
	return nil
}

// load keeps these versions and no others.
func (c *citer) load(ctx context.Context, wanted map[sayso.VersionID]bool) error {
	kept := make(map[sayso.VersionID]*cited, len(wanted))
	var missing []sayso.VersionID
	for v := range wanted {
		if x := c.cited[v]; x != nil {
			kept[v] = x
		} else {
			missing = append(missing, v)
		}
	}
	c.cited = kept
	slices.Sort(missing) // or the order would be another each time
	read, err := c.led.Quotable(ctx, missing...)
	if err != nil {
		return err
	}
	for i := range read {
		kept[missing[i]] = &cited{Quotable: read[i], cite: export.NewCitation(&read[i])}
	}
	return nil
}
