package sqlite

import (
	"fmt"
	"testing"
	"time"

	"sayso"
)

// BenchmarkSources does what a watcher asks of a ledger with 1,000 sources that
// have listed 100,000 items, half of them still to be read.
func BenchmarkSources(b *testing.B) {
	const sources, each = 1000, 100
	l := openTest(b)
	ctx := b.Context()
	now := time.Date(2031, 4, 7, 12, 0, 0, 0, time.UTC)
	state := func(int) sayso.SourceState { return sayso.SourceState{Tried: now, Next: now.Add(time.Hour)} }
	items := func(s int) (sayso.SourceID, []sayso.SourceItem) {
		id := sayso.DeriveSourceID(fmt.Sprintf("https://s%d.example/feed", s))
		out := make([]sayso.SourceItem, each)
		for i := range out {
			out[i] = sayso.SourceItem{Source: id, Key: fmt.Sprint("item ", i), Mark: "m", Address: fmt.Sprintf("https://s%d.example/%d", s, i), Title: "A title of some length", Content: []byte("A summary of some length, as feeds have it.")}
		}
		return id, out
	}
	for s := range sources {
		if _, err := l.AddSource(ctx, sayso.WatchedSource{Kind: sayso.FeedSource, Address: fmt.Sprintf("https://s%d.example/feed", s)}); err != nil {
			b.Fatal(err)
		}
		id, list := items(s)
		if _, err := l.Polled(ctx, id, now, list, state); err != nil {
			b.Fatal(err)
		}
		if s%2 == 0 {
			if _, err := l.write.ExecContext(ctx, `UPDATE source_item SET due = NULL, body = NULL, settled = ?, article = 'ar' WHERE source = (SELECT n FROM source WHERE id = ?)`, now.UnixMilli(), string(id)); err != nil {
				b.Fatal(err)
			}
		}
	}
	id, list := items(7)
	for _, x := range []struct {
		name string
		do   func() error
	}{
		{"due-items", func() error { _, err := l.DueItems(ctx, now, 32, 512); return err }},
		{"due-sources", func() error { _, err := l.DueSources(ctx, now.Add(time.Hour), 512); return err }},
		{"polled-unchanged", func() error { _, err := l.Polled(ctx, id, now, list, state); return err }},
		{"settle", func() error { return l.Settle(ctx, list[0], now, sayso.ItemOutcome{Trouble: "x", Retry: now}) }},
		{"read-since", func() error { _, err := l.ReadSince(ctx, "https://s8.example/3", now); return err }},
		{"list", func() error {
			_, err := l.Sources(ctx, sayso.SourceQuery{Now: now, Paging: sayso.Paging{Limit: 30}})
			return err
		}},
		{"stats", func() error { _, err := l.SourceStats(ctx); return err }},
		{"next-due", func() error { _, err := l.NextDue(ctx); return err }},
	} {
		b.Run(x.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := x.do(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
