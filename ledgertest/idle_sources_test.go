package ledgertest

import (
	"context"
	"io"
	"time"

	"sayso"
)

func (l idle) AddSource(ctx context.Context, s sayso.WatchedSource) (out sayso.Change, err error) {
	if l.method == "AddSource" {
		return
	}
	return l.Ledger.AddSource(ctx, s)
}

func (l idle) RemoveSource(ctx context.Context, id sayso.SourceID) (err error) {
	if l.method == "RemoveSource" {
		return
	}
	return l.Ledger.RemoveSource(ctx, id)
}

func (l idle) MoveSource(ctx context.Context, id sayso.SourceID, to string, now time.Time) (moved bool, err error) {
	if l.method == "MoveSource" {
		return
	}
	return l.Ledger.MoveSource(ctx, id, to, now)
}

func (l idle) WatchedSource(ctx context.Context, id sayso.SourceID) (out *sayso.SourceRow, err error) {
	if l.method == "WatchedSource" {
		return
	}
	return l.Ledger.WatchedSource(ctx, id)
}

func (l idle) Sources(ctx context.Context, q sayso.SourceQuery) (out sayso.Page[sayso.SourceRow], err error) {
	if l.method == "Sources" {
		return
	}
	return l.Ledger.Sources(ctx, q)
}

func (l idle) SourceItems(ctx context.Context, id sayso.SourceID, failed bool, p sayso.Paging) (out sayso.Page[sayso.SourceItemRow], err error) {
	if l.method == "SourceItems" {
		return
	}
	return l.Ledger.SourceItems(ctx, id, failed, p)
}

func (l idle) SourceStats(ctx context.Context) (out sayso.SourceStats, err error) {
	if l.method == "SourceStats" {
		return
	}
	return l.Ledger.SourceStats(ctx)
}

func (l idle) DueSources(ctx context.Context, now time.Time, limit int) (out []sayso.SourceRow, err error) {
	if l.method == "DueSources" {
		return
	}
	return l.Ledger.DueSources(ctx, now, limit)
}

func (l idle) Polled(ctx context.Context, id sayso.SourceID, now time.Time, items []sayso.SourceItem, state func(fresh int) sayso.SourceState) (fresh int, err error) {
	if l.method == "Polled" {
		return
	}
	return l.Ledger.Polled(ctx, id, now, items, state)
}

func (l idle) DueItems(ctx context.Context, now time.Time, perHost, limit int) (out []sayso.SourceItem, err error) {
	if l.method == "DueItems" {
		return
	}
	return l.Ledger.DueItems(ctx, now, perHost, limit)
}

func (l idle) ReadSince(ctx context.Context, address string, since time.Time) (out sayso.ArticleID, err error) {
	if l.method == "ReadSince" {
		return
	}
	return l.Ledger.ReadSince(ctx, address, since)
}

func (l idle) Settle(ctx context.Context, item sayso.SourceItem, now time.Time, o sayso.ItemOutcome) (err error) {
	if l.method == "Settle" {
		return
	}
	return l.Ledger.Settle(ctx, item, now, o)
}

func (l idle) NextDue(ctx context.Context) (out time.Time, err error) {
	if l.method == "NextDue" {
		return
	}
	return l.Ledger.NextDue(ctx)
}

func (l idle) LockWatch(ctx context.Context) (unlock func() error, err error) {
	if l.method == "LockWatch" {
		return
	}
	return l.Ledger.LockWatch(ctx)
}

func (l idle) Forget(ctx context.Context) (err error) {
	if l.method == "Forget" {
		return
	}
	return l.Ledger.Forget(ctx)
}

func (l idle) Unread(ctx context.Context, limit int) (out []sayso.VersionID, err error) {
	if l.method == "Unread" {
		return
	}
	return l.Ledger.Unread(ctx, limit)
}

func (l idle) Reread(ctx context.Context, id sayso.VersionID, an sayso.Analysis) (err error) {
	if l.method == "Reread" {
		return
	}
	return l.Ledger.Reread(ctx, id, an)
}

func (l idle) Close() (err error) {
	if l.method == "Close" {
		return
	}
	return l.Ledger.Close()
}

func (l idle) JournalAfter(ctx context.Context, after int64, limit int) (out []sayso.Entry, err error) {
	if l.method == "JournalAfter" {
		return
	}
	return l.Ledger.JournalAfter(ctx, after, limit)
}

func (l idle) JournalEnd(ctx context.Context) (n int64, err error) {
	if l.method == "JournalEnd" {
		return
	}
	return l.Ledger.JournalEnd(ctx)
}

func (l idle) JournalBefore(ctx context.Context, t time.Time) (n int64, err error) {
	if l.method == "JournalBefore" {
		return
	}
	return l.Ledger.JournalBefore(ctx, t)
}

func (l idle) Readers(ctx context.Context) (out []sayso.Reader, err error) {
	if l.method == "Readers" {
		return
	}
	return l.Ledger.Readers(ctx)
}

func (l idle) ReadBy(ctx context.Context, by sayso.Provenance, p sayso.Paging) (out sayso.Page[sayso.VersionID], err error) {
	if l.method == "ReadBy" {
		return
	}
	return l.Ledger.ReadBy(ctx, by, p)
}

func (l idle) Begin(ctx context.Context, id sayso.VersionID, by sayso.Provenance) (before int, err error) {
	if l.method == "Begin" {
		return
	}
	return l.Ledger.Begin(ctx, id, by)
}

func (l idle) MayWrite(ctx context.Context) (err error) {
	if l.method == "MayWrite" {
		return
	}
	return l.Ledger.MayWrite(ctx)
}

func (l idle) Verify(ctx context.Context, o sayso.VerifyOptions, found func(sayso.Flaw) error) (sum sayso.Verified, err error) {
	if l.method == "Verify" {
		return
	}
	return l.Ledger.Verify(ctx, o, found)
}

func (l idle) Backup(ctx context.Context, w io.Writer, since io.Reader) (s sayso.Snapshot, err error) {
	if l.method == "Backup" {
		return
	}
	return l.Ledger.Backup(ctx, w, since)
}

func (l idle) Compact(ctx context.Context) (c sayso.Compacted, err error) {
	if l.method == "Compact" {
		return
	}
	return l.Ledger.Compact(ctx)
}

func (l idle) End(ctx context.Context, id sayso.VersionID) (err error) {
	if l.method == "End" {
		return
	}
	return l.Ledger.End(ctx, id)
}
