package ledgertest

import (
	"slices"
	"testing"

	"sayso"
)

func testRegroup(t *testing.T, l sayso.Ledger) {
	ctx := t.Context()
	ids := numbered(t, l, 6)
	seq, err := l.Place(ctx, 0, placement(t, l, ids[0]), placement(t, l, ids[1], like(ids[0])), placement(t, l, ids[2], like(ids[1])), placement(t, l, ids[3]), placement(t, l, ids[4], like(ids[3])))
	if err != nil {
		t.Fatal(err)
	}
	before := storyLists(t, l)
	wantList(t, "stories", before, []string{"3/4", "0/1/2"})
	say := func(x sayso.Regrouping) sayso.StoryID {
		t.Helper()
		id, err := l.Regroup(ctx, x)
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	id := say(sayso.Regrouping{Verdict: sayso.Split, Article: ids[1], Note: "another harbour"})
	wantEqual(t, "the story that was split off", id, sayso.DeriveStoryID(ids[1]))
	wantList(t, "after the split", storyLists(t, l), []string{"3/4", "1/2", "0"})
	id = say(sayso.Regrouping{Verdict: sayso.Merged, Article: ids[3], Into: ids[2]})
	wantEqual(t, "the story that both are", id, sayso.DeriveStoryID(ids[1]))
	wantList(t, "after the merger", storyLists(t, l), []string{"1/2/3/4", "0"})

	// Articles that come later follow it, and so do placements made anew.
	if _, err = l.Place(ctx, seq, placement(t, l, ids[5], like(ids[3])), placement(t, l, ids[1], like(ids[0]))); err != nil {
		t.Fatal(err)
	}
	wantList(t, "with a late article", storyLists(t, l), []string{"1/2/3/4/5", "0"})
	r, err := l.Story(ctx, sayso.DeriveStoryID(ids[4]))
	if err != nil || len(r.Said) != 2 || r.Said[1].Note != "another harbour" || r.Said[0].At.IsZero() {
		t.Errorf("what was said of it: %+v, %v", r, err)
	}
	page, err := l.Regroupings(ctx, sayso.Paging{Limit: 1})
	if err != nil || len(page.Items) != 1 || page.Items[0].Verdict != sayso.Merged || page.Next == "" {
		t.Errorf("what stands: %+v, %v", page, err)
	}
	if page, err = l.Regroupings(ctx, sayso.Paging{Limit: 1, After: page.Next}); err != nil || len(page.Items) != 1 || page.Items[0].Article != ids[1] || page.Next != "" {
		t.Errorf("and the rest: %+v, %v", page, err)
	}

	for what, x := range map[string]sayso.Regrouping{
		"nobody":            {Verdict: sayso.Split, Article: "ar0"},
		"no verdict":        {Verdict: "guessed", Article: ids[1]},
		"one story already": {Verdict: sayso.Merged, Article: ids[3], Into: ids[1]},
		"nothing to part":   {Verdict: sayso.Split, Article: ids[0]},
		"nothing to undo":   {Verdict: sayso.Undone, Article: ids[0]},
		"merged into none":  {Verdict: sayso.Merged, Article: ids[0], Into: "ar0"},
	} {
		if _, err := l.Regroup(ctx, x); err == nil {
			t.Errorf("%s was kept", what)
		}
	}
	wantList(t, "after what was refused", storyLists(t, l), []string{"1/2/3/4/5", "0"})

	say(sayso.Regrouping{Verdict: sayso.Undone, Article: ids[1]})
	say(sayso.Regrouping{Verdict: sayso.Undone, Article: ids[3]})
	wantList(t, "after all was taken back", storyLists(t, l), []string{"3/4/5", "0/1/2"})
}

// testRegroupFirst says something of articles before they are placed.
func testRegroupFirst(t *testing.T, l sayso.Ledger) {
	ctx := t.Context()
	ids := numbered(t, l, 3)
	seq, err := l.Place(ctx, 0, placement(t, l, ids[0]), placement(t, l, ids[2]))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.Regroup(ctx, sayso.Regrouping{Verdict: sayso.Merged, Article: ids[2], Into: ids[0]}); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Regroup(ctx, sayso.Regrouping{Verdict: sayso.Merged, Article: ids[1], Into: ids[0]}); sayso.KindOf(err) != sayso.NotFound {
		t.Errorf("an article that waits was merged: %v", err)
	}
	if err := l.Unplace(ctx); err != nil {
		t.Fatal(err)
	}
	void, _ := l.Placed(ctx, seq, 10)
	seq = void[len(void)-1].Seq
	// One by one, so that the merger finds the other not yet there.
	for _, i := range []int{2, 1, 0} {
		if seq, err = l.Place(ctx, seq, placement(t, l, ids[i])); err != nil {
			t.Fatal(err)
		}
	}
	wantList(t, "stories", storyLists(t, l), []string{"0/2", "1"})
}

// testRebuild makes a ledger with all that analysts can say anew.
func testRebuild(t *testing.T, l sayso.Ledger) {
	ctx := t.Context()
	analyses := map[sayso.VersionID]sayso.Analysis{}
	var ids []sayso.ArticleID
	for _, x := range Readings() {
		o := put(t, l, x)[0]
		analyses[o.Version] = x.Analysis
		if !slices.Contains(ids, o.Article) {
			ids = append(ids, o.Article)
		}
	}
	cs, err := l.Claims(ctx, sayso.ClaimQuery{})
	if err != nil {
		t.Fatal(err)
	}
	for i, v := range []sayso.Verdict{sayso.Rejected, sayso.Accepted} {
		if _, err := l.Correct(ctx, sayso.Correction{Claim: cs.Items[i].ID, Verdict: v}); err != nil {
			t.Fatal(err)
		}
	}
	as, err := l.Actors(ctx, sayso.ActorQuery{Speaking: true})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.Identify(ctx, sayso.Identity{Verdict: sayso.Merged, Actor: as.Items[1].ID, Into: as.Items[0].ID}); err != nil {
		t.Fatal(err)
	}
	var seen int64
	place := func() {
		t.Helper()
		var ps []sayso.Placement
		for i, id := range ids {
			var links []sayso.StoryLink
			if i > 0 {
				links = append(links, like(ids[i-1]))
			}
			ps = append(ps, placement(t, l, id, links...))
		}
		if seen, err = l.Place(ctx, seen, ps...); err != nil {
			t.Fatal(err)
		}
	}
	place()
	for _, id := range ids { // one of them can be parted
		if _, err = l.Regroup(ctx, sayso.Regrouping{Verdict: sayso.Split, Article: id}); err == nil {
			break
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	before := dump(t, l)

	if err := l.Forget(ctx); err != nil {
		t.Fatal(err)
	}
	if s, err := l.Stats(ctx); err != nil || s.Claims+s.Actors != 0 || s.Versions != len(analyses) {
		t.Errorf("after all was forgotten: %+v, %v", s, err)
	}
	for n := 0; ; n++ {
		next, err := l.Unread(ctx, 2)
		if err != nil {
			t.Fatal(err)
		}
		if len(next) == 0 {
			if n != len(analyses) {
				t.Errorf("%d versions of %d were unread", n, len(analyses))
			}
			break
		}
		if err := l.Reread(ctx, next[0], analyses[next[0]]); err != nil {
			t.Fatal(err)
		}
	}
	void, err := l.Placed(ctx, seen, 100)
	if err != nil {
		t.Fatal(err)
	}
	seen = void[len(void)-1].Seq
	place()
	wantSame(t, "it was rebuilt", dump(t, l), before)
	for v, an := range analyses { // again, by the same extractor
		if err := l.Reread(ctx, v, an); err != nil {
			t.Fatal(err)
		}
	}
	place()
	wantSame(t, "all was read once more", dump(t, l), before)
	wantKind(t, "Reread", l.Reread(ctx, "ve0", sayso.Analysis{}), sayso.NotFound)
}
