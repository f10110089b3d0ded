package follow

import (
	"context"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"sayso"
	"sayso/ledgertest"
	"sayso/sqlite"
)

// speech is an article in which one person says one thing.
func speech(url, outlet, who, words string, stance sayso.Stance) sayso.Reading {
	d := ledgertest.NewDraft(url, outlet, "On "+words, who+" said that "+words+".", ledgertest.Day("2031-04-07"))
	d.Actor(who, sayso.Person, true)
	d.Claim([]string{who}, who, "said that", words).Stance = stance
	return d.Reading
}

// clash is an article that tells of an event between two countries at a place.
func clash(url, a, b, place, country string) sayso.Reading {
	d := ledgertest.NewDraft(url, "Bell", "Clash", a+" shelled "+b+" at "+place+".", ledgertest.Day("2031-04-07"))
	d.Actor(a, sayso.PlaceActor, true).Country = strings.ToUpper(a[:3])
	d.Actor(b, sayso.PlaceActor, true).Country = strings.ToUpper(b[:3])
	d.Analysis.Places = append(d.Analysis.Places, sayso.Place{ID: "p1", Name: place, Country: country})
	d.Analysis.Events = append(d.Analysis.Events, sayso.Event{ID: "e1", Type: "ASSAULT", Anchor: sayso.Spans{d.Words("shelled")}, Actors: []sayso.ActorID{"a1"}, Recipients: []sayso.ActorID{"a2"},
		Place: "p1", Status: sayso.Happened, Rule: "fixture", Confidence: 0.8})
	return d.Reading
}

func newLedger(t testing.TB) sayso.Ledger {
	t.Helper()
	l, err := sqlite.Open(context.Background(), filepath.Join(t.TempDir(), "ledger.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

func put(t testing.TB, l sayso.Ledger, rs ...sayso.Reading) {
	t.Helper()
	for _, r := range rs {
		if _, err := l.Put(t.Context(), r); err != nil {
			t.Fatal(err)
		}
	}
}

func add(t testing.TB, l sayso.Ledger, kind sayso.FollowKind, about string) sayso.FollowID {
	t.Helper()
	f := sayso.Follow{Name: string(kind) + " " + about, Kind: kind, About: about}
	if _, err := Begin(t.Context(), l, f); err != nil {
		t.Fatal(err)
	}
	return sayso.DeriveFollowID("", f.Name)
}

// told lists what a follow has, the earliest first, in words.
func told(t testing.TB, l sayso.Ledger, id sayso.FollowID) []string {
	t.Helper()
	f := &Finder{Ledger: l}
	page, err := l.FollowItems(t.Context(), id, sayso.Paging{})
	if err != nil {
		t.Fatal(err)
	}
	items, err := f.Tell(t.Context(), page.Items)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, it := range slices.Backward(items) {
		out = append(out, strings.TrimSuffix(it.Title+": "+it.Quote, ": "))
	}
	return out
}

func catch(t testing.TB, f *Finder, want int) {
	t.Helper()
	if got, err := f.Catch(t.Context()); got != want || err != nil {
		t.Errorf("%d new items, %v, want %d", got, err, want)
	}
}

func same(t testing.TB, what string, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: %q, want %q", what, got, want)
	}
}

func TestFollowsFindWhatIsNew(t *testing.T) {
	l := newLedger(t)
	put(t, l, speech("https://bell.example/0", "Bell", "Ada Brenn", "the harbour is closed", sayso.Asserts))
	search := add(t, l, sayso.SearchFollow, "q=harbour&stance=denies")
	widened := add(t, l, sayso.SearchFollow, "q=Quay")
	typed := add(t, l, sayso.SearchFollow, "q=Quay&exact=1")
	outlet := add(t, l, sayso.OutletFollow, "courier")
	dyad := add(t, l, sayso.DyadFollow, "VEL KER")
	place := add(t, l, sayso.PlaceFollow, "Sable")
	country := add(t, l, sayso.PlaceFollow, "TAR")
	claims, err := l.Claims(t.Context(), sayso.ClaimQuery{})
	if err != nil {
		t.Fatal(err)
	}
	actor := add(t, l, sayso.ActorFollow, string(claims.Items[0].Speakers[0].ID))
	f := &Finder{Ledger: l, Widen: func(s string) string { return strings.ReplaceAll(s, "Quay", "(Quay OR harbour)") }}
	catch(t, f, 0)

	put(t, l,
		speech("https://bell.example/1", "Bell", "Karl Holt", "the harbour is safe for all ships that call", sayso.Denies),
		speech("https://courier.example/1", "Courier", "Ada Brenn", "the mill is quiet", sayso.Asserts),
		clash("https://bell.example/2", "Veld", "Kerland", "Port Sable", "TAR"),
		clash("https://bell.example/3", "Veld", "Tarn", "Sable", "KER"))
	catch(t, f, 7)
	same(t, "a search", told(t, l, search), "Karl Holt denies: the harbour is safe for all ships that call")
	same(t, "a search with other names", told(t, l, widened), "Karl Holt denies: the harbour is safe for all ships that call")
	same(t, "a search as it was typed", told(t, l, typed))
	same(t, "an actor", told(t, l, actor), "Ada Brenn asserts: the mill is quiet")
	same(t, "an outlet", told(t, l, outlet), "On the mill is quiet")
	same(t, "a dyad", told(t, l, dyad), "assault, by Veld, on Kerland, at Port Sable")
	same(t, "a place", told(t, l, place), "assault, by Veld, on Tarn, at Sable")
	same(t, "a country", told(t, l, country), "assault, by Veld, on Kerland, at Port Sable")
	catch(t, f, 0)

	// Another version says what the first said, and one thing more; another paper prints
	// the long words of the first.
	put(t, l, speech("https://courier.example/2", "Courier", "Karl Holt", "the harbour is safe for all ships that call", sayso.Denies))
	d := ledgertest.NewDraft("https://courier.example/1", "Courier", "On the mill", "Ada Brenn said that the mill is quiet. Ada Brenn denied that the harbour burns.", ledgertest.Day("2031-04-07"))
	d.Actor("Ada Brenn", sayso.Person, true)
	d.Claim([]string{"Ada Brenn"}, "Ada Brenn", "said that", "the mill is quiet")
	d.Claim([]string{"Ada Brenn"}, "Ada Brenn", "denied that", "the harbour burns").Stance = sayso.Denies
	put(t, l, d.Reading)
	catch(t, f, 5)
	same(t, "a search, once for all prints", told(t, l, search), "Karl Holt denies: the harbour is safe for all ships that call", "Ada Brenn denies: the harbour burns")
	same(t, "an actor, once for all versions", told(t, l, actor), "Ada Brenn asserts: the mill is quiet", "Ada Brenn denies: the harbour burns")
	same(t, "an outlet with a new version", told(t, l, outlet), "On the mill", "On the harbour is safe for all ships that call", "Changed: On the mill")
}

// TestNothingOldIsTold reads all anew by another extractor, which finds other claims.
func TestNothingOldIsTold(t *testing.T) {
	l := newLedger(t)
	r := speech("https://bell.example/1", "Bell", "Karl Holt", "the harbour is safe", sayso.Denies)
	put(t, l, r)
	search := add(t, l, sayso.SearchFollow, "q=harbour")
	f := &Finder{Ledger: l}
	r.Analysis.Extractor.Version = "2"
	r.Analysis.Claims[0].Content = sayso.Spans{{Start: strings.Index(r.Article.Text, "harbour"), End: len(r.Article.Text) - 1}}
	put(t, l, r)
	end, err := l.JournalEnd(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if row, err := l.Follow(t.Context(), search); err != nil || row.At >= end {
		t.Fatalf("nothing has changed: %+v, %v", row, err)
	}
	catch(t, f, 0)
	if row, err := l.Follow(t.Context(), search); err != nil || row.At != end {
		t.Errorf("it stands at %d, %v, want %d", row.At, err, end)
	}
}

// TestStoriesAndQuestions places articles and asks a question, as keepers do.
func TestStoriesAndQuestions(t *testing.T) {
	l := newLedger(t)
	first, second := speech("https://bell.example/1", "Bell", "Karl Holt", "the harbour is safe", sayso.Asserts), speech("https://courier.example/2", "Courier", "Ada Brenn", "the harbour burns", sayso.Asserts)
	put(t, l, first)
	place := func(r sayso.Reading, to sayso.ArticleID) {
		t.Helper()
		_, v, err := l.Text(t.Context(), r.Article.ID)
		if err != nil {
			t.Fatal(err)
		}
		p := sayso.Placement{Article: r.Article.ID, Version: v, Published: r.Article.Published, Signature: []byte{1}}
		if to != "" {
			p.Links = []sayso.StoryLink{{Kind: sayso.LikeLink, To: to}}
		}
		seq := int64(0)
		if ps, err := l.Placed(t.Context(), 0, 100); err == nil && len(ps) > 0 {
			seq = ps[len(ps)-1].Seq
		}
		if _, err := l.Place(t.Context(), seq, p); err != nil {
			t.Fatal(err)
		}
	}
	place(first, "")
	about := sayso.DeriveStoryID(first.Article.ID)
	story := add(t, l, sayso.StoryFollow, string(about))
	asked := add(t, l, sayso.QuestionFollow, "qu0safe000000000")
	f := &Finder{Ledger: l}
	catch(t, f, 0)
	put(t, l, second)
	place(second, first.Article.ID)
	ask := func(status sayso.Standing, answers ...string) {
		t.Helper()
		ids, mark, err := l.Unasked(t.Context(), 10)
		if err != nil {
			t.Fatal(err)
		}
		if len(ids) == 0 {
			t.Fatal("nobody is to be asked")
		}
		q := sayso.Question{ID: "qu0safe000000000", Text: "Is the harbour safe?", Slot: sayso.YesNoSlot, Status: status, Confidence: 0.9}
		for i, a := range answers {
			r := []sayso.Reading{first, second}[i%2]
			rec, err := l.Article(t.Context(), r.Article.ID)
			if err != nil {
				t.Fatal(err)
			}
			c := &rec.Analysis.Claims[0]
			q.Answers = append(q.Answers, sayso.Answer{Text: a, Speakers: 1, Origins: 1, Statements: []sayso.Statement{{Article: r.Article.ID, Version: rec.Version.ID, Claim: rec.ClaimIDs[c.ID], Span: c.Content.Cover(),
				Text: c.Content.In(r.Article.Text), Speaker: rec.ActorIDs[c.Source.Actors[0]], Name: rec.Analysis.Actors[0].Name, Said: r.Article.Published}}})
		}
		if err := l.Ask(t.Context(), mark, []sayso.ArticleID{first.Article.ID, second.Article.ID}, q); err != nil {
			t.Fatal(err)
		}
	}
	ask(sayso.StandDisputed, "yes", "no")
	catch(t, f, 3)
	same(t, "a story", told(t, l, story), "On the harbour burns", "Is the harbour safe? disputed: yes (Karl Holt); no (Ada Brenn)")
	same(t, "a question", told(t, l, asked), "Is the harbour safe? disputed: yes (Karl Holt); no (Ada Brenn)")
	catch(t, f, 0)
}

// TestWhatIsGone tells of a claim that the ledger has no more.
func TestWhatIsGone(t *testing.T) {
	f := &Finder{Ledger: newLedger(t)}
	got, err := f.Tell(t.Context(), []sayso.FollowItem{{N: 1, Kind: sayso.ClaimItem, ID: "cl0", At: time.Now()}})
	if err != nil || len(got) != 1 || !got[0].Gone || got[0].N != 1 {
		t.Errorf("%+v, %v", got, err)
	}
}

// TestLongArticles keeps an article's entries together, however many there are.
func TestLongArticles(t *testing.T) {
	l := newLedger(t)
	search := add(t, l, sayso.SearchFollow, "q=pier")
	for i := range 3 {
		var b strings.Builder
		for k := range 900 {
			b.WriteString("Ada Brenn said pier number " + strconv.Itoa(900*i+k) + " stands. ")
		}
		d := ledgertest.NewDraft("https://bell.example/"+string(rune('a'+i)), "Bell", "Piers", b.String(), ledgertest.Day("2031-04-07"))
		d.Actor("Ada Brenn", sayso.Person, true)
		at := 0
		for k := range 900 {
			d.Claim([]string{"Ada Brenn"}, "Ada Brenn", "said", "stands")
			at += strings.Index(d.Article.Text[at:], "said ") + 5
			d.Analysis.Claims[k].Content = sayso.Spans{{Start: at, End: at + strings.Index(d.Article.Text[at:], ".")}}
			d.Analysis.Claims[k].Cue.Spans = sayso.Spans{{Start: at - 5, End: at - 1}}
		}
		put(t, l, d.Reading)
	}
	f := &Finder{Ledger: l}
	n, err := f.Catch(t.Context())
	page, err2 := l.Claims(t.Context(), sayso.ClaimQuery{Words: "pier", Paging: sayso.Paging{Limit: sayso.MaxLimit}})
	if err != nil || err2 != nil || n == 0 || n != len(page.Items) {
		t.Errorf("%d new items, %v, of %d claims, %v", n, err, len(page.Items), err2)
	}
	if row, err := l.Follow(t.Context(), search); err != nil || row.Items != n {
		t.Errorf("%+v, %v", row, err)
	}
}
