package ledgertest

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"sayso"
)

// journaled checks the journal, and returns the kinds of what was entered since
// the last call.
func journaled(t testing.TB, l sayso.Ledger, seen *int64) []sayso.EntryKind {
	t.Helper()
	if err := CheckJournal(t.Context(), l); err != nil {
		t.Fatal(err)
	}
	entries, err := l.JournalAfter(t.Context(), *seen, sayso.MaxLimit)
	if err != nil {
		t.Fatal(err)
	}
	var out []sayso.EntryKind
	for _, e := range entries {
		if e.At.IsZero() {
			t.Errorf("%+v has no time", e)
		}
		out, *seen = append(out, e.Kind), e.N
	}
	return out
}

func testJournalWrites(t testing.TB, l sayso.Ledger) {
	var seen int64
	wantList(t, "of an empty ledger", journaled(t, l, &seen), nil)
	put(t, l, harbour())
	wantList(t, "an article", journaled(t, l, &seen), []sayso.EntryKind{"article", "version", "claim", "claim", "claim", "claim"})
	put(t, l, harbour())
	wantList(t, "the same again", journaled(t, l, &seen), nil)
	put(t, l, harbourCorrected(), harbourCorrected())
	want := []sayso.EntryKind{"version"}
	for range harbourCorrected().Analysis.Claims {
		want = append(want, "claim")
	}
	wantList(t, "another version, twice", journaled(t, l, &seen), want)
	if _, err := l.Put(t.Context(), denial(), sayso.Reading{Article: sayso.Article{Text: "\xff"}}); err == nil {
		t.Error("a bad reading was taken")
	}
	wantList(t, "what was refused", journaled(t, l, &seen), nil)
}

func testJournalClaims(t testing.TB, l sayso.Ledger) {
	var seen int64
	ctx := t.Context()
	put(t, l, harbour())
	journaled(t, l, &seen)
	later := harbour()
	later.Analysis.Extractor.Version = "2"
	put(t, l, later)
	wantList(t, "another extractor that reads the same", journaled(t, l, &seen), nil)
	later.Analysis.Extractor.Version = "3"
	later.Analysis.Claims[0].Confidence, later.Analysis.Claims[0].Rule = 0.1, "guess"
	put(t, l, later)
	wantList(t, "one that is less sure", journaled(t, l, &seen), nil)
	later.Analysis.Extractor.Version = "4"
	later.Analysis.Claims[1].Stance = sayso.Denies
	later.Analysis.Claims = later.Analysis.Claims[:3]
	put(t, l, later)
	wantList(t, "one that loses a claim and changes one", journaled(t, l, &seen), []sayso.EntryKind{"claim-gone", "claim-changed"})
	put(t, l, harbour())
	wantList(t, "the first again", journaled(t, l, &seen), []sayso.EntryKind{"claim", "claim-changed"})

	cs, err := l.Claims(ctx, sayso.ClaimQuery{})
	if err != nil {
		t.Fatal(err)
	}
	claim := cs.Items[1].ID
	say := func(c sayso.Correction) []sayso.EntryKind {
		t.Helper()
		c.Claim = claim
		correct(t, l, c)
		return journaled(t, l, &seen)
	}
	wantList(t, "an accepted claim", say(sayso.Correction{Verdict: sayso.Accepted}), []sayso.EntryKind{"correction"})
	wantList(t, "the same again", say(sayso.Correction{Verdict: sayso.Accepted}), nil)
	mended := cs.Items[1].Judge()
	mended.Stance = sayso.Pledges
	wantList(t, "a mended claim", say(sayso.Correction{Verdict: sayso.Mended, Is: mended}), []sayso.EntryKind{"correction", "claim-changed"})
	wantList(t, "a rejected claim", say(sayso.Correction{Verdict: sayso.Rejected}), []sayso.EntryKind{"correction", "claim-gone"})
	later.Analysis.Extractor.Version = "5"
	put(t, l, later, harbour())
	wantList(t, "read anew, with a correction over it", journaled(t, l, &seen), []sayso.EntryKind{"claim-gone", "claim"})
	wantList(t, "a correction taken back", say(sayso.Correction{Verdict: sayso.Withdrawn}), []sayso.EntryKind{"correction", "claim"})
}

// shelled is an article that tells of one act, and of no number.
func shelled(n int, day string) sayso.Reading {
	r := Shelling(fmt.Sprintf("shelled %d.txt", n), "Northwind Daily", day, 0)
	r.Analysis.Events[0].Quantities = nil
	return r
}

func testJournalEvents(t testing.TB, l sayso.Ledger) {
	var seen int64
	ctx := t.Context()
	put(t, l, shelled(1, "2031-05-05"))
	wantList(t, "an event", journaled(t, l, &seen), []sayso.EntryKind{"article", "version", "event"})
	put(t, l, shelled(2, "2031-05-05"))
	wantList(t, "a second article", journaled(t, l, &seen), []sayso.EntryKind{"article", "version", "event-joined"})
	put(t, l, shelled(3, "2031-06-05"))
	wantList(t, "another event", journaled(t, l, &seen), []sayso.EntryKind{"article", "version", "event"})
	again := shelled(2, "2031-05-05")
	again.Analysis.Extractor.Version, again.Analysis.Events[0].Confidence = "2", 0.1
	put(t, l, again)
	wantList(t, "read anew", journaled(t, l, &seen), nil)
	again.Analysis.Extractor.Version, again.Analysis.Events[0].Quantities = "3", []sayso.Quantity{{Kind: "killed", Low: 3, High: 3}}
	put(t, l, again)
	wantList(t, "read anew with a number", journaled(t, l, &seen), []sayso.EntryKind{"event-changed"})
	again.Article.Text = "Kerland shelled Rell on Tuesday."
	put(t, l, again)
	wantList(t, "another version", journaled(t, l, &seen), []sayso.EntryKind{"version", "event-changed"})
	entries, err := l.JournalAfter(ctx, seen-1, 1)
	if err != nil || len(entries) != 1 || entries[0].Article != again.Article.ID || entries[0].Mention == "" {
		t.Fatalf("%+v, %v", entries, err)
	}
	mention := entries[0].Mention
	for range 2 {
		if err := l.Part(ctx, sayso.Parting{Verdict: sayso.Parted, Mention: mention, Note: "another village", By: "Ada"}); err != nil {
			t.Fatal(err)
		}
	}
	wantList(t, "parted, twice", journaled(t, l, &seen), []sayso.EntryKind{"parting", "event", "event-changed"})
	if err := l.Part(ctx, sayso.Parting{Verdict: sayso.Rejoined, Mention: mention}); err != nil {
		t.Fatal(err)
	}
	wantList(t, "rejoined", journaled(t, l, &seen), []sayso.EntryKind{"parting", "event-gone", "event-changed"})
	again.Analysis.Extractor.Version, again.Analysis.Events = "4", nil
	third := shelled(3, "2031-06-05")
	third.Analysis.Extractor.Version, third.Analysis.Events = "4", nil
	put(t, l, again, third)
	kinds := journaled(t, l, &seen)
	slices.Sort(kinds)
	wantList(t, "told no more", kinds, []sayso.EntryKind{"event-changed", "event-gone"})
}

func testJournalStories(t testing.TB, l sayso.Ledger) {
	var seen int64
	ctx := t.Context()
	ids := numbered(t, l, 4)
	journaled(t, l, &seen)
	seq, err := l.Place(ctx, 0, placement(t, l, ids[1]), placement(t, l, ids[2], like(ids[1])))
	if err != nil {
		t.Fatal(err)
	}
	wantList(t, "two articles placed", journaled(t, l, &seen), []sayso.EntryKind{"story", "story"})
	if seq, err = l.Place(ctx, seq, placement(t, l, ids[1])); err != nil {
		t.Fatal(err)
	}
	wantList(t, "placed again", journaled(t, l, &seen), nil)
	if seq, err = l.Place(ctx, seq, placement(t, l, ids[0]), placement(t, l, ids[1], like(ids[0]))); err != nil {
		t.Fatal(err)
	}
	kinds := journaled(t, l, &seen)
	slices.Sort(kinds)
	wantList(t, "an earlier article", kinds, []sayso.EntryKind{"story", "story-changed", "story-changed"})
	if _, err := l.Regroup(ctx, sayso.Regrouping{Verdict: sayso.Split, Article: ids[2]}); err != nil {
		t.Fatal(err)
	}
	wantList(t, "split", journaled(t, l, &seen), []sayso.EntryKind{"regrouping", "story-changed"})
	if err := l.Unplace(ctx); err != nil {
		t.Fatal(err)
	}
	void, err := l.Placed(ctx, seq, 10)
	if err != nil {
		t.Fatal(err)
	}
	seq = void[len(void)-1].Seq
	if seq, err = l.Place(ctx, seq, placement(t, l, ids[2], like(ids[1])), placement(t, l, ids[3])); err != nil {
		t.Fatal(err)
	}
	if seq, err = l.Place(ctx, seq, placement(t, l, ids[1])); err != nil {
		t.Fatal(err)
	}
	if entries, err := l.JournalAfter(ctx, seen, 1); err != nil || len(entries) != 0 {
		t.Errorf("entered while half is placed anew: %+v, %v", entries, err)
	}
	if _, err = l.Place(ctx, seq, placement(t, l, ids[0])); err != nil {
		t.Fatal(err)
	}
	kinds = journaled(t, l, &seen)
	slices.Sort(kinds)
	wantList(t, "all is placed anew, one article elsewhere and one new", kinds, []sayso.EntryKind{"story", "story-changed"})
}

func testJournalRebuild(t testing.TB, l sayso.Ledger) {
	var seen int64
	ctx := t.Context()
	readings := append(Readings(), shelled(1, "2031-05-05"), shelled(2, "2031-05-05"))
	analyses := map[sayso.VersionID]sayso.Analysis{}
	var ids []sayso.ArticleID
	for _, r := range readings {
		o := put(t, l, r)[0]
		if analyses[o.Version] = r.Analysis; !slices.Contains(ids, o.Article) {
			ids = append(ids, o.Article)
		}
	}
	place := func() {
		t.Helper()
		all, err := l.Placed(ctx, 0, 100)
		var seq int64
		if n := len(all); n > 0 {
			seq = all[n-1].Seq
		}
		for i := len(ids) - 1; i >= 0 && err == nil; i-- {
			var links []sayso.StoryLink
			if i > 0 {
				links = append(links, like(ids[i-1]))
			}
			seq, err = l.Place(ctx, seq, placement(t, l, ids[i], links...))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	rebuild := func() {
		t.Helper()
		if err := l.Forget(ctx); err != nil {
			t.Fatal(err)
		}
		for {
			next, err := l.Unread(ctx, 1)
			if err != nil {
				t.Fatal(err)
			}
			if len(next) == 0 {
				return
			}
			if err := l.Reread(ctx, next[0], analyses[next[0]]); err != nil {
				t.Fatal(err)
			}
		}
	}
	cs, err := l.Claims(ctx, sayso.ClaimQuery{})
	if err != nil {
		t.Fatal(err)
	}
	correct(t, l, sayso.Correction{Claim: cs.Items[0].ID, Verdict: sayso.Rejected})
	journaled(t, l, &seen)
	rebuild()
	wantList(t, "what was not placed is read anew", journaled(t, l, &seen), []sayso.EntryKind{"rebuild"})
	place()
	journaled(t, l, &seen)
	rebuild()
	place()
	wantList(t, "what was placed is read anew", journaled(t, l, &seen), []sayso.EntryKind{"rebuild"})
	for v, an := range analyses {
		if len(an.Events) == 0 && len(an.Claims) > 2 {
			an.Claims = an.Claims[:2]
			analyses[v] = an
		} else if len(an.Events) > 0 {
			an.Events = nil
			analyses[v] = an
		}
	}
	rebuild()
	place()
	kinds := journaled(t, l, &seen)
	if kinds[0] != sayso.RebuildEntry || !slices.Contains(kinds, sayso.ClaimGoneEntry) || !slices.Contains(kinds, sayso.EventGoneEntry) || slices.Contains(kinds, sayso.StoryChangedEntry) {
		t.Errorf("another reading of all: %v", kinds)
	}
}

func testJournalReading(t testing.TB, l sayso.Ledger) {
	ctx := t.Context()
	if n, err := l.JournalBefore(ctx, time.Now()); n != 0 || err != nil {
		t.Errorf("before anything: %d, %v", n, err)
	}
	put(t, l, harbour())
	end, err := l.JournalEnd(ctx)
	if err != nil {
		t.Fatal(err)
	}
	all, err := l.JournalAfter(ctx, 0, 0)
	if err != nil || int64(len(all)) != end {
		t.Fatalf("%d entries of %d, %v", len(all), end, err)
	}
	for after := range end + 1 {
		for limit := 1; limit < 4; limit++ {
			some, err := l.JournalAfter(ctx, after, limit)
			if err != nil {
				t.Fatal(err)
			}
			wantList(t, fmt.Sprintf("%d after %d", limit, after), some, all[after:min(end, after+int64(limit))])
		}
	}
	for at, want := range map[time.Time]int64{{}: 0, all[0].At: 0, all[0].At.Add(1): end, all[0].At.Add(time.Hour): end} {
		if n, err := l.JournalBefore(ctx, at); n != want || err != nil {
			t.Errorf("before %s: %d, %v; want %d", at, n, err, want)
		}
	}
	for _, n := range []int64{3, 5} {
		if err := l.Look(ctx, "Ada", n); err != nil {
			t.Fatal(err)
		}
	}
	if a, err := l.Looked(ctx, "Ada"); a != 5 || err != nil {
		t.Errorf("Ada has looked up to %d, %v", a, err)
	}
	if b, err := l.Looked(ctx, "Bo"); b != 0 || err != nil {
		t.Errorf("Bo has looked up to %d, %v", b, err)
	}
	_, err = l.JournalAfter(ctx, 0, sayso.MaxLimit+1)
	wantKind(t, "too many at once", err, sayso.Invalid)
}
