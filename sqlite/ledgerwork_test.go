package sqlite

import (
	"context"
	"fmt"
	"os"

	"sayso"
	"sayso/ledgertest"
)

// workPiece is a piece of work with a ledger: one that did not come to its end is done
// again.
type workPiece struct {
	name string
	do   func(ctx context.Context, l *Ledger) error
}

// backedUp is what the name of a backup that ledgerWork makes ends with.
const backedUp = ".backup"

// rebuilt is how many versions the ledger has then: those of filled, and of the work.
const rebuilt = 5 + 6*3

// ledgerWork is what is done with a ledger: articles and versions come in, sources are
// looked at, analysts speak, all is read anew, and it is backed up between.
func ledgerWork() []workPiece {
	day := moment(1_900_000_000_000)
	g := ledgertest.NewGenerator(33)
	var out []workPiece
	add := func(name string, do func(ctx context.Context, l *Ledger) error) {
		out = append(out, workPiece{name, do})
	}
	var strange sayso.VersionID
	for i := range 6 {
		a, b := g.Article(6), g.Article(4)
		later := b
		later.Article.Title += " (corrected)"
		add("read", func(ctx context.Context, l *Ledger) error { _, err := l.Put(ctx, a, b, later); return err })
		source := sayso.WatchedSource{Kind: sayso.FeedSource, Address: fmt.Sprintf("https://northwind.example/%d", i), Added: day}
		item := sayso.SourceItem{Source: source.ID, Key: "1", Mark: "a", Address: source.Address + "/1"}
		add("watch", func(ctx context.Context, l *Ledger) error {
			if _, err := l.AddSource(ctx, source); err != nil {
				return err
			}
			_, err := l.Polled(ctx, sayso.DeriveSourceID(source.Address), day, []sayso.SourceItem{item}, func(int) sayso.SourceState { return sayso.SourceState{Next: day} })
			return err
		})
		add("correct", func(ctx context.Context, l *Ledger) error {
			r, err := l.Article(ctx, a.Article.ID)
			if err != nil {
				return err
			}
			id, stands := r.ClaimIDs["c1"]
			if !stands {
				return nil // it is rejected already
			}
			_, err = l.Correct(ctx, sayso.Correction{Claim: id, Version: r.Version.ID, Verdict: sayso.Rejected, Note: "no claim", At: day})
			return err
		})
		add("identify", func(ctx context.Context, l *Ledger) error {
			r, err := l.Uncorrected(ctx, a.Article.Version())
			if err != nil {
				return err
			}
			for _, actor := range r.Analysis.Actors {
				id := r.ActorIDs[actor.ID]
				_, err := l.Identify(ctx, sayso.Identity{Verdict: sayso.Split, Actor: id, Article: a.Article.ID, At: day})
				if err == nil || sayso.KindOf(err) != sayso.NotFound { // it is split already
					return err
				}
			}
			return nil
		})
		if i == 2 {
			strange = later.Article.Version()
		}
	}
	add("disown", func(ctx context.Context, l *Ledger) error {
		return l.Disown(ctx, sayso.Disowning{Verdict: sayso.Disowned, Version: strange, Address: "https://trumpet.example/1", At: day})
	})
	add("backup", func(ctx context.Context, l *Ledger) error {
		f, err := os.Create(l.path + ".part")
		if err != nil {
			return err
		}
		defer f.Close()
		if _, err = l.Backup(ctx, f, nil); err == nil {
			err = f.Sync()
		}
		if err == nil {
			err = os.Rename(f.Name(), l.path+backedUp)
		}
		return err
	})
	add("forget", func(ctx context.Context, l *Ledger) error {
		if ids, err := l.Unread(ctx, 1); err != nil || len(ids) > 0 {
			return err // it is forgotten already
		}
		return l.Forget(ctx)
	})
	for left := rebuilt - 1; left >= 0; left-- {
		add("rebuild", func(ctx context.Context, l *Ledger) error {
			ids, err := l.Unread(ctx, rebuilt)
			if err != nil || len(ids) <= left {
				return err
			}
			r, err := l.Uncorrected(ctx, ids[0])
			if err == nil {
				err = l.Reread(ctx, ids[0], r.Analysis)
			}
			return err
		})
	}
	add("compact", func(ctx context.Context, l *Ledger) error { _, err := l.Compact(ctx); return err })
	return out
}
