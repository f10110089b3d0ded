package story_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sayso"
	"sayso/internal/story"
	"sayso/ledgertest"
	"sayso/sqlite"
)

func open(t testing.TB) *sqlite.Ledger {
	t.Helper()
	l, err := sqlite.Open(context.Background(), filepath.Join(t.TempDir(), "l.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

func put(t testing.TB, l sayso.Ledger, rs ...sayso.Reading) {
	t.Helper()
	if _, err := l.Put(context.Background(), rs...); err != nil {
		t.Fatal(err)
	}
}

func update(t testing.TB, k *story.Keeper) {
	t.Helper()
	if _, err := k.Update(context.Background()); err != nil {
		t.Fatal(err)
	}
}

// dump writes all that a ledger says of stories.
func dump(t testing.TB, l story.Ledger) string {
	t.Helper()
	ctx := context.Background()
	rows, err := ledgertest.All(sayso.Paging{Limit: 1000}, func(p sayso.Paging) (sayso.Page[sayso.StoryRow], error) {
		return l.Stories(ctx, sayso.StoryQuery{Paging: p})
	})
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, row := range rows {
		r, err := l.Story(ctx, row.ID)
		if err != nil {
			t.Fatal(err)
		}
		s := fmt.Sprintf("%s %q %s %s %d %d", r.ID, r.Title, r.First, r.Last, r.Articles, r.Texts)
		for _, m := range r.Members {
			links, err := json.Marshal(m.Links)
			if err != nil {
				t.Fatal(err)
			}
			s += fmt.Sprintf("\n  %s text %s %s", m.Article.ID, m.Text, links)
		}
		out = append(out, s)
	}
	slices.Sort(out)
	return strings.Join(out, "\n")
}

func wantSame(t *testing.T, what, got, want string) {
	t.Helper()
	if d := cmp.Diff(strings.Split(want, "\n"), strings.Split(got, "\n")); d != "" {
		t.Errorf("%s (-want +got):\n%.4000s", what, d)
	}
}

// news are articles of some stories, in order of date.
func news(seed uint64, n int) []sayso.Reading {
	room := ledgertest.NewNewsroom(seed, 3*time.Hour)
	out := make([]sayso.Reading, n)
	for i := range out {
		out[i], _ = room.Article()
	}
	// Some have no date, and some come at the same moment.
	for i := range out {
		switch {
		case i%41 == 7:
			out[i].Article.Published = sayso.Date{}
		case i%13 == 5:
			out[i].Article.Published = out[i-1].Article.Published
		}
	}
	return out
}

// TestAnyOrder reads the same articles in several orders, in batches of
// several sizes, by one keeper and by a new one for each batch: the stories are
// the same, to the last link.
func TestAnyOrder(t *testing.T) {
	const n = 120
	for seed := range uint64(2) {
		rs := news(seed, n)
		whole := open(t)
		put(t, whole, rs...)
		update(t, story.NewKeeper(whole))
		want := dump(t, whole)
		if c := strings.Count(want, `"copy"`); c < 5 {
			t.Fatalf("only %d copies among the articles", c)
		}
		for order := range 3 {
			rng := rand.New(rand.NewPCG(seed, uint64(order)))
			mixed := slices.Clone(rs)
			switch order {
			case 0:
				slices.Reverse(mixed)
			default:
				rng.Shuffle(n, func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
			}
			l := open(t)
			k := story.NewKeeper(l)
			for len(mixed) > 0 {
				size := min(len(mixed), 1+rng.IntN(40))
				put(t, l, mixed[:size]...)
				mixed = mixed[size:]
				if rng.IntN(3) == 0 {
					k = story.NewKeeper(l) // another program, or the same one after a rest
				}
				if rng.IntN(3) > 0 {
					update(t, k)
				}
			}
			update(t, k)
			wantSame(t, fmt.Sprintf("seed %d, order %d", seed, order), dump(t, l), want)
		}
	}
}

// TestGatherTellsTheSame holds what is told without a ledger against one.
func TestGatherTellsTheSame(t *testing.T) {
	rs := news(5, 120)
	l := open(t)
	put(t, l, rs...)
	update(t, story.NewKeeper(l))
	var recs []*sayso.Record
	for _, r := range rs {
		rec, err := l.Article(t.Context(), r.Article.ID)
		if err != nil {
			t.Fatal(err)
		}
		recs = append(recs, rec)
	}
	told, err := story.Gather(recs)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range told {
		kept, err := story.Tell(t.Context(), l, s.ID)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff([]any{s.ID, s.Title, s.First, s.Last, s.Links, s.Texts}, []any{kept.ID, kept.Title, kept.First, kept.Last, kept.Links, kept.Texts}); d != "" {
			t.Errorf("%s:\n%s", s.Title, d)
		}
	}
}

// TestVersionsTakeTheirPlace changes articles after they were placed: the
// stories are those of a ledger that never saw the old texts.
func TestVersionsTakeTheirPlace(t *testing.T) {
	rs := news(3, 150)
	l := open(t)
	k := story.NewKeeper(l)
	rng := rand.New(rand.NewPCG(3, 3))
	last := make(map[sayso.ArticleID]sayso.Reading)
	for i, r := range rs {
		put(t, l, r)
		last[r.Article.ID] = r
		if i%4 == 3 {
			// One article takes over the text of another, or comes to be of
			// another day.
			j, from := rng.IntN(i), rs[rng.IntN(i)]
			v := last[rs[j].Article.ID]
			if i%8 == 3 {
				v.Article.Title, v.Article.Text = from.Article.Title, from.Article.Text
			} else if d := v.Article.Published; !d.IsZero() {
				v.Article.Published = sayso.Date{Time: d.Add(40 * time.Hour)}
			}
			put(t, l, v)
			if r, err := l.Article(t.Context(), v.Article.ID); err != nil {
				t.Fatal(err)
			} else if r.Version.ID == v.Article.Version() {
				last[v.Article.ID] = v
			}
		}
		if rng.IntN(3) == 0 {
			update(t, k)
		}
	}
	update(t, k)
	fresh := open(t)
	for _, r := range last {
		put(t, fresh, r)
	}
	update(t, story.NewKeeper(fresh))
	wantSame(t, "with new versions", dump(t, l), dump(t, fresh))
}

// TestUpdateTwice finds nothing to do, and changes nothing.
func TestUpdateTwice(t *testing.T) {
	rs := news(4, 60)
	l := open(t)
	k := story.NewKeeper(l)
	put(t, l, rs...)
	update(t, k)
	before := dump(t, l)
	put(t, l, rs...)
	if n, err := k.Update(t.Context()); n != 0 || err != nil {
		t.Errorf("%d placed anew, %v", n, err)
	}
	if err := l.Unplace(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n, err := k.Update(t.Context()); n != len(rs) || err != nil {
		t.Errorf("%d of %d placed after all were taken out, %v", n, len(rs), err)
	}
	wantSame(t, "placed anew", dump(t, l), before)
}

// TestOlderSignatures opens a ledger whose articles an older program has placed:
// they are placed anew.
func TestOlderSignatures(t *testing.T) {
	rs := news(8, 40)
	l := open(t)
	put(t, l, rs...)
	update(t, story.NewKeeper(l))
	want := dump(t, l)
	ps, err := l.Placed(t.Context(), 0, 100)
	if err != nil {
		t.Fatal(err)
	}
	seq := ps[len(ps)-1].Seq
	for i := range ps {
		ps[i].Signature, ps[i].Links = []byte{1, 0}, nil
	}
	if _, err := l.Place(t.Context(), seq, ps...); err != nil {
		t.Fatal(err)
	}
	if n, err := story.NewKeeper(l).Update(t.Context()); n != len(rs) || err != nil {
		t.Errorf("%d of %d placed anew, %v", n, len(rs), err)
	}
	wantSame(t, "after an older program", dump(t, l), want)
}

// TestTwoKeepers lets two programs place articles in turn and at once.
func TestTwoKeepers(t *testing.T) {
	rs := news(6, 120)
	whole := open(t)
	put(t, whole, rs...)
	update(t, story.NewKeeper(whole))
	l := open(t)
	ks := []*story.Keeper{story.NewKeeper(l), story.NewKeeper(l)}
	done := make(chan error, 2)
	for i, k := range ks {
		go func() {
			for at := i; at < len(rs); at += 2 {
				if _, err := l.Put(context.Background(), rs[at]); err != nil {
					done <- err
					return
				}
				// Busy means that the other one was faster too often: the article waits.
				if _, err := k.Update(context.Background()); err != nil && sayso.KindOf(err) != sayso.Busy {
					done <- err
					return
				}
			}
			done <- nil
		}()
	}
	for range ks {
		if err := <-done; err != nil {
			t.Fatal(err)
		}
	}
	update(t, ks[0])
	wantSame(t, "placed by two", dump(t, l), dump(t, whole))
}

// failing is a ledger that fails to place now and then, before or after it has
// kept what it was given.
type failing struct {
	*sqlite.Ledger
	rng *rand.Rand
}

func (f *failing) Place(ctx context.Context, seen int64, ps ...sayso.Placement) (int64, error) {
	switch f.rng.IntN(4) {
	case 0:
		return 0, sayso.Errorf("place", "", sayso.Full, "no space left")
	case 1:
		if _, err := f.Ledger.Place(ctx, seen, ps...); err != nil {
			return 0, err
		}
		return 0, sayso.Errorf("place", "", sayso.Cancelled, "the program was killed")
	}
	return f.Ledger.Place(ctx, seen, ps...)
}

// TestFailures interrupts placing at each step: what was not kept waits, and
// the end is the same.
func TestFailures(t *testing.T) {
	rs := news(7, 100)
	whole := open(t)
	put(t, whole, rs...)
	update(t, story.NewKeeper(whole))
	l := open(t)
	k := story.NewKeeper(&failing{l, rand.New(rand.NewPCG(7, 7))})
	for i := 0; i < len(rs); i += 5 {
		put(t, l, rs[i:i+5]...)
		_, _ = k.Update(t.Context())
	}
	update(t, story.NewKeeper(l))
	wantSame(t, "after failures", dump(t, l), dump(t, whole))
}

// TestStoriesAreFound holds the stories of made-up news against those that the
// newsroom meant.
func TestStoriesAreFound(t *testing.T) {
	room := ledgertest.NewNewsroom(11, time.Hour)
	l := open(t)
	meant := make(map[sayso.ArticleID]int)
	for range 300 {
		r, n := room.Article()
		meant[r.Article.ID] = n
		put(t, l, r)
	}
	update(t, story.NewKeeper(l))
	rows, err := l.Stories(t.Context(), sayso.StoryQuery{Paging: sayso.Paging{Limit: 1000}})
	if err != nil {
		t.Fatal(err)
	}
	mixed := 0
	for _, row := range rows.Items {
		r, err := l.Story(t.Context(), row.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range r.Members[1:] {
			if meant[m.Article.ID] != meant[r.Members[0].Article.ID] {
				mixed++
			}
		}
	}
	stories := make(map[int]bool)
	for _, n := range meant {
		stories[n] = true
	}
	if mixed > 3 || len(rows.Items) > len(stories)+3 {
		t.Errorf("%d articles in the wrong story; %d stories, of which %d were meant", mixed, len(rows.Items), len(stories))
	}
	t.Logf("%d wrong, %d stories for %d", mixed, len(rows.Items), len(stories))
}
