package ledgertest

import (
	"testing"

	"sayso"
)

func testRegroup(t testing.TB, l sayso.Ledger) {
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

	for what, x := range map[string]struct {
		said sayso.Regrouping
		kind sayso.Kind
	}{
		"nobody":            {sayso.Regrouping{Verdict: sayso.Split, Article: "ar0"}, sayso.NotFound},
		"no verdict":        {sayso.Regrouping{Verdict: "guessed", Article: ids[1]}, sayso.Invalid},
		"one story already": {sayso.Regrouping{Verdict: sayso.Merged, Article: ids[3], Into: ids[1]}, sayso.Invalid},
		"nothing to part":   {sayso.Regrouping{Verdict: sayso.Split, Article: ids[0]}, sayso.Invalid},
		"nothing to undo":   {sayso.Regrouping{Verdict: sayso.Undone, Article: ids[0]}, sayso.NotFound},
		"merged into none":  {sayso.Regrouping{Verdict: sayso.Merged, Article: ids[0], Into: "ar0"}, sayso.NotFound},
	} {
		_, err := l.Regroup(ctx, x.said)
		wantKind(t, what, err, x.kind)
	}
	wantList(t, "after what was refused", storyLists(t, l), []string{"1/2/3/4/5", "0"})

	say(sayso.Regrouping{Verdict: sayso.Undone, Article: ids[1]})
	say(sayso.Regrouping{Verdict: sayso.Undone, Article: ids[3]})
	wantList(t, "after all was taken back", storyLists(t, l), []string{"3/4/5", "0/1/2"})
}

// testRegroupFirst says something of articles before they are placed.
func testRegroupFirst(t testing.TB, l sayso.Ledger) {
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
