package ledgertest

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"sayso"
)

func testConcurrent(t testing.TB, l sayso.Ledger) {
	const writers, readers, rounds = 2, 4, 8
	done := make(chan error, writers+readers)
	for w := range writers {
		go func() {
			g := NewGenerator(uint64(20 + w))
			var err error
			for i := 0; i < rounds && err == nil; i++ {
				a, b := g.Article(3), g.Article(3)
				_, err = l.Put(t.Context(), a, b)
			}
			done <- err
		}()
	}
	for range readers {
		go func() {
			var err error
			for i := 0; i < rounds && err == nil; i++ {
				var page sayso.Page[sayso.ClaimRow]
				if page, err = l.Claims(t.Context(), sayso.ClaimQuery{Words: "said"}); err == nil && len(page.Items) > 0 {
					_, err = l.Version(t.Context(), page.Items[0].Version)
				}
				if err == nil {
					_, err = l.Facets(t.Context(), sayso.ClaimQuery{})
				}
				if err == nil {
					_, err = l.Actors(t.Context(), sayso.ActorQuery{})
				}
			}
			done <- err
		}()
	}
	for range writers + readers {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	stats, err := l.Stats(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	// Both writers make up articles at the same addresses.
	wantEqual(t, "articles", stats.Articles, 2*rounds)
	wantEqual(t, "versions", stats.Versions, 2*rounds*writers)
	wantEqual(t, "claims", stats.Claims, 2*rounds*3)
}

// testConcurrentRoles has every role work at once: each of its calls succeeds, or
// is Busy and succeeds later, and none loses what another has written.
func testConcurrentRoles(t testing.TB, l sayso.Ledger) {
	const rounds = 6
	f := furnish(t, l, 3)
	before, err := l.Stats(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string]func(ctx context.Context, i int) error{
		"Put": func(ctx context.Context, i int) error {
			return only(l.Put(ctx, Shelling(fmt.Sprintf("more %d.txt", i), "Daily Bell", "2032-01-01", 3)))
		},
		"Hold": func(ctx context.Context, i int) error { return only(l.Hold(ctx, embargoed(100+i))) },
		"Correct": func(ctx context.Context, i int) error {
			return only(l.Correct(ctx, sayso.Correction{Claim: f.claim, Verdict: sayso.Accepted, Note: fmt.Sprint(i)}))
		},
		"Part": func(ctx context.Context, i int) error {
			return l.Part(ctx, sayso.Parting{Verdict: sayso.Parted, Mention: f.mention, Note: fmt.Sprint(i)})
		},
		"AddSource": func(ctx context.Context, i int) error {
			return only(l.AddSource(ctx, sayso.WatchedSource{Kind: sayso.PageSource, Address: fmt.Sprintf("https://more%d.example/", i)}))
		},
		"Polled": func(ctx context.Context, i int) error {
			return only(l.Polled(ctx, f.source, morning, []sayso.SourceItem{listed(100+i, "a")}, func(int) sayso.SourceState { return northwindState() }))
		},
		"Events":   func(ctx context.Context, _ int) error { return only(l.Events(ctx, sayso.EventQuery{})) },
		"Stories":  func(ctx context.Context, _ int) error { return only(l.Story(ctx, f.story)) },
		"DueItems": func(ctx context.Context, _ int) error { return only(l.DueItems(ctx, morning, 10, 10)) },
	}
	done := make(chan error, len(rows))
	for name, do := range rows {
		go func() {
			var err error
			for i := 0; i < rounds && err == nil; i++ {
				for err = do(t.Context(), i); sayso.KindOf(err) == sayso.Busy; {
					err = do(t.Context(), i)
				}
			}
			if err != nil {
				err = fmt.Errorf("%s: %w", name, err)
			}
			done <- err
		}()
	}
	for range rows {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	stats, err := l.Stats(t.Context())
	wantEqual(t, "articles", stats.Articles, before.Articles+rounds)
	held, err2 := l.HeldStats(t.Context())
	wantEqual(t, "held", held.Held, 3+rounds)
	sources, err3 := l.SourceStats(t.Context())
	wantEqual(t, "sources", sources, sayso.SourceStats{Sources: 4 + rounds, Failing: 3, Waiting: 3 + rounds})
	e, err4 := l.Event(t.Context(), f.mention)
	if err := errors.Join(err, err2, err3, err4); err != nil || !e.Mentions[0].Parted {
		t.Errorf("%+v, %v", e, err)
	}
}
