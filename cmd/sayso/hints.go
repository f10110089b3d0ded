package main

import (
	"errors"

	"sayso"
	"sayso/ingest"
	"sayso/internal/ingest/feed"
	"sayso/internal/ingest/fetch"
	"sayso/internal/story/index"
)

// hints name the command that helps, by the cause of an error. A library says what
// is wrong, and not which command helps: the same words stand on a page, or in
// another program.
func hints() map[sayso.Cause]string {
	return map[sayso.Cause]string{
		ingest.ErrList:     "watch it: sayso sources add ADDRESS",
		feed.ErrFeedList:   "take all of them with: sayso sources import FILE",
		fetch.ErrNotPublic: "mark the source local if it is yours: sayso sources add --local",
		index.ErrSignature: "make all of them anew: sayso rebuild",
	}
}

// hinted adds to an error the command that helps, where it advises nothing.
func hinted(err error) error {
	e, ok := errors.AsType[*sayso.Error](err)
	if !ok || e.Advice != "" {
		return err
	}
	for cause, advice := range hints() {
		if errors.Is(err, cause) {
			with := *e
			return with.Advise(advice)
		}
	}
	return err
}
