package ledgertest

import (
	"fmt"
	"reflect"
	"slices"
	"testing"

	"sayso"
)

// numbered puts n articles, a day apart, the titles of which are their numbers,
// and returns their identifiers.
func numbered(t testing.TB, l sayso.Ledger, n int) []sayso.ArticleID {
	t.Helper()
	var out []sayso.ArticleID
	for i := range n {
		d := NewDraft(fmt.Sprintf("https://northwind.example/%d", i), "Northwind Daily", fmt.Sprintf("Number %d", i), fmt.Sprintf("Text %d.", i), Day(fmt.Sprintf("2031-04-%02d", 1+i)))
		put(t, l, d.Reading)
		out = append(out, d.Article.ID)
	}
	return out
}

// placement is one of an article's newest version, with links to others.
func placement(t testing.TB, l sayso.Ledger, id sayso.ArticleID, to ...sayso.StoryLink) sayso.Placement {
	t.Helper()
	r, err := l.Article(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return sayso.Placement{Article: id, Version: r.Version.ID, Published: r.Article.Published, Signature: []byte(id), Links: to}
}

func like(to sayso.ArticleID) sayso.StoryLink {
	return sayso.StoryLink{Kind: sayso.LikeLink, To: to, Score: 0.5, Words: []string{"harbour"}}
}

func copied(to sayso.ArticleID) sayso.StoryLink {
	return sayso.StoryLink{Kind: sayso.CopyLink, To: to, Score: 0.9, Here: 0.9, There: 0.4, Common: 7, Why: []string{"it credits Meridian"}, Origin: to}
}

// quotableStories holds the stories of what is quotable against those that list the
// articles, in an order that is not that of the identifiers.
func quotableStories(t testing.TB, l sayso.Ledger, articles []sayso.ArticleID) {
	t.Helper()
	ctx := t.Context()
	var ids []sayso.VersionID
	var want []sayso.StoryID
	for _, a := range articles {
		r, err := l.Article(ctx, a)
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, r.Version.ID)
		s, err := l.Story(ctx, sayso.DeriveStoryID(a))
		switch {
		case err == nil:
			want = append(want, s.ID)
		case sayso.KindOf(err) == sayso.NotFound:
			want = append(want, "")
		default:
			t.Fatal(err)
		}
	}
	for range ids { // each once at the beginning
		ids, want = append(ids[1:], ids[0]), append(want[1:], want[0])
		got, err := l.Quotable(ctx, ids...)
		if err != nil || len(got) != len(ids) {
			t.Fatalf("%d quotable, %v", len(got), err)
		}
		for i := range got {
			if got[i].Version.ID != ids[i] || got[i].Story != want[i] {
				t.Errorf("%s is %s in story %q, want %q", ids[i], got[i].Version.ID, got[i].Story, want[i])
			}
		}
	}
}

// storyLists writes each story as the titles' numbers, "0,1/2": texts apart.
func storyLists(t testing.TB, l sayso.Ledger) []string {
	t.Helper()
	rows, err := All(sayso.Paging{Limit: 2}, func(p sayso.Paging) (sayso.Page[sayso.StoryRow], error) {
		return l.Stories(t.Context(), sayso.StoryQuery{Paging: p})
	})
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, row := range rows {
		r, err := l.Story(t.Context(), row.ID)
		if err != nil {
			t.Fatal(err)
		}
		if len(r.Members) != row.Articles || r.StoryRow != row {
			t.Errorf("the list has %+v, the story %+v with %d members", row, r.StoryRow, len(r.Members))
		}
		texts := map[sayso.ArticleID]string{}
		var order []sayso.ArticleID
		for _, m := range r.Members {
			if texts[m.Text] == "" {
				order = append(order, m.Text)
			} else {
				texts[m.Text] += ","
			}
			texts[m.Text] += m.Article.Title[len("Number "):]
		}
		s := ""
		for i, x := range order {
			if i > 0 {
				s += "/"
			}
			s += texts[x]
		}
		if len(order) != row.Texts {
			t.Errorf("%s: %d texts in the list", s, row.Texts)
		}
		out = append(out, s)
	}
	return out
}

func testPlace(t testing.TB, l sayso.Ledger) {
	ctx := t.Context()
	ids := numbered(t, l, 4)
	waiting, err := l.Unplaced(ctx, 3)
	if err != nil {
		t.Fatal(err)
	}
	wantList(t, "waiting", waiting, ids[:3])
	r, err := l.Article(ctx, ids[1])
	if err != nil {
		t.Fatal(err)
	}
	if a, v, err := l.Text(ctx, ids[1]); err != nil || !reflect.DeepEqual(*a, r.Article) || v != r.Version.ID {
		t.Errorf("text %+v of %s, %v; want %+v of %s", a, v, err, r.Article, r.Version.ID)
	}
	if _, _, err := l.Text(ctx, "ar-none"); sayso.KindOf(err) != sayso.NotFound {
		t.Errorf("text of no article: %v", err)
	}
	if _, err := l.Story(ctx, sayso.DeriveStoryID(ids[0])); sayso.KindOf(err) != sayso.NotFound {
		t.Errorf("an article that waits has a story: %v", err)
	}
	seq, err := l.Place(ctx, 0, placement(t, l, ids[0]), placement(t, l, ids[1], like(ids[0])), placement(t, l, ids[3], like(ids[0])))
	if err != nil || seq != 3 {
		t.Fatalf("seq %d, %v", seq, err)
	}
	waiting, _ = l.Unplaced(ctx, 10)
	wantList(t, "still waiting", waiting, ids[2:3])
	wantList(t, "stories", storyLists(t, l), []string{"0/1/3"})
	quotableStories(t, l, ids)

	// What is placed late takes one over. A copy link joins no stories.
	moved := sayso.Placement{Article: ids[3], Links: []sayso.StoryLink{like(ids[2]), copied(ids[2]), copied(ids[0])}}
	if seq, err = l.Place(ctx, seq, placement(t, l, ids[2]), moved); err != nil || seq != 5 {
		t.Fatalf("seq %d, %v", seq, err)
	}
	wantList(t, "stories", storyLists(t, l), []string{"2,3", "0/1"})
	quotableStories(t, l, ids)
	p, err := l.Placement(ctx, ids[3])
	if err != nil || string(p.Signature) != string(ids[3]) || len(p.Links) != 3 || p.Links[1].Why[0] != "it credits Meridian" || p.Seq != 5 {
		t.Errorf("placement %+v, %v", p, err)
	}
	all, err := l.Placed(ctx, 2, 10)
	if err != nil || len(all) != 2 || all[0].Seq != 4 || all[0].Article != ids[2] || all[1].Seq != 5 {
		t.Errorf("placed after 2: %+v, %v", all, err)
	}
	_, err = l.Placement(ctx, "ar0")
	wantKind(t, "Placement", err, sayso.NotFound)
}

func testPlaceStale(t testing.TB, l sayso.Ledger) {
	ids := numbered(t, l, 2)
	if _, err := l.Place(t.Context(), 0, placement(t, l, ids[0])); err != nil {
		t.Fatal(err)
	}
	_, err := l.Place(t.Context(), 0, placement(t, l, ids[1]))
	wantKind(t, "a stale Place", err, sayso.Busy)
	wantList(t, "stories", storyLists(t, l), []string{"0"})
}

// testPlaceVersions changes an article while it is being placed, and after.
func testPlaceVersions(t testing.TB, l sayso.Ledger) {
	ctx := t.Context()
	ids := numbered(t, l, 2)
	old := placement(t, l, ids[1], like(ids[0]))
	d := NewDraft("https://northwind.example/1", "Northwind Daily", "Number 1", "Another text.", Day("2031-04-02"))
	put(t, l, d.Reading)
	seq, err := l.Place(ctx, 0, placement(t, l, ids[0]), old)
	if err != nil || seq != 1 {
		t.Fatalf("a version that is not the newest: seq %d, %v", seq, err)
	}
	waiting, _ := l.Unplaced(ctx, 10)
	wantList(t, "waiting", waiting, ids[1:])
	if _, err = l.Place(ctx, seq, placement(t, l, ids[1], like(ids[0]))); err != nil {
		t.Fatal(err)
	}
	put(t, l, d.Reading) // unchanged
	if waiting, _ = l.Unplaced(ctx, 10); len(waiting) != 0 {
		t.Errorf("waiting after nothing changed: %v", waiting)
	}
	d.Analysis.Extractor.Version = "9"
	put(t, l, d.Reading)
	waiting, _ = l.Unplaced(ctx, 10)
	wantList(t, "waiting after it was read anew", waiting, ids[1:])
	wantList(t, "stories meanwhile", storyLists(t, l), []string{"0/1"})
}

func testUnplace(t testing.TB, l sayso.Ledger) {
	ctx := t.Context()
	ids := numbered(t, l, 3)
	place := func(seen int64) int64 {
		seq, err := l.Place(ctx, seen, placement(t, l, ids[0]), placement(t, l, ids[1], like(ids[0])), placement(t, l, ids[2], like(ids[1])))
		if err != nil {
			t.Fatal(err)
		}
		return seq
	}
	seq := place(0)
	if _, err := l.Regroup(ctx, sayso.Regrouping{Verdict: sayso.Split, Article: ids[1]}); err != nil {
		t.Fatal(err)
	}
	before := storyLists(t, l)
	if err := l.Unplace(ctx); err != nil {
		t.Fatal(err)
	}
	if got := storyLists(t, l); len(got) != 0 {
		t.Errorf("stories of nothing placed: %v", got)
	}
	waiting, _ := l.Unplaced(ctx, 10)
	wantList(t, "waiting", waiting, ids)
	void, err := l.Placed(ctx, seq, 10)
	if err != nil || len(void) != 3 || void[0].Version != "" {
		t.Fatalf("who has read the placements learns nothing: %+v, %v", void, err)
	}
	place(void[2].Seq)
	wantList(t, "stories", storyLists(t, l), before)
}

func testStoryLists(t testing.TB, l sayso.Ledger) {
	ctx := t.Context()
	ids := numbered(t, l, 5)
	d := NewDraft("https://northwind.example/none", "Northwind Daily", "", "Without a headline or a date, the harbour master said.", sayso.Date{})
	put(t, l, d.Reading)
	if _, err := l.Place(ctx, 0, placement(t, l, ids[0]), placement(t, l, ids[1]), placement(t, l, ids[2]), placement(t, l, ids[3]), placement(t, l, ids[4], like(ids[0])), placement(t, l, d.Article.ID)); err != nil {
		t.Fatal(err)
	}
	list := func(q sayso.StoryQuery) (out []string) {
		t.Helper()
		p, err := l.Stories(ctx, q)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range p.Items {
			out = append(out, r.Title)
		}
		return out
	}
	wantList(t, "all", list(sayso.StoryQuery{}), []string{"Number 0", "Number 3", "Number 2", "Number 1", "Without a headline or a date, the harbour master said."})
	wantList(t, "from the 3rd on", list(sayso.StoryQuery{From: Day("2031-04-03").Time}), []string{"Number 0", "Number 3", "Number 2"})
	wantList(t, "to the 2nd", list(sayso.StoryQuery{To: Day("2031-04-03").Time}), []string{"Number 0", "Number 1"})
	wantList(t, "between its articles", list(sayso.StoryQuery{From: Day("2031-04-02").Time, To: Day("2031-04-05").Time}), []string{"Number 3", "Number 2", "Number 1"})
	for _, limit := range []int{1, 2, 5} {
		rows, err := All(sayso.Paging{Limit: limit}, func(p sayso.Paging) (sayso.Page[sayso.StoryRow], error) {
			return l.Stories(ctx, sayso.StoryQuery{Paging: p})
		})
		if err != nil || len(rows) != 5 {
			t.Errorf("%d at a time: %d stories, %v", limit, len(rows), err)
		}
	}
	_, err := l.Stories(ctx, sayso.StoryQuery{Paging: sayso.Paging{After: "x"}})
	wantKind(t, "a place that no list gave", err, sayso.Invalid)

	whole := sayso.DeriveStoryID(ids[4])
	for _, id := range []sayso.StoryID{sayso.DeriveStoryID(ids[0]), whole, whole[:8]} {
		if r, err := l.Story(ctx, id); err != nil || r.ID != sayso.DeriveStoryID(ids[0]) || !slices.Equal(r.Members[1].Links[0].Words, []string{"harbour"}) {
			t.Errorf("%s leads to %+v, %v", id, r, err)
		}
	}
	for _, id := range []sayso.StoryID{"", "st", "st%", "st0000", "ar" + whole[2:]} {
		_, err := l.Story(ctx, id)
		wantKind(t, string(id), err, sayso.NotFound)
	}
}
