package ledgertest

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sayso"
)

func testPut(t testing.TB, l sayso.Ledger) {
	readings := Readings()
	out := put(t, l, readings...)
	wantList(t, "first", changes(out), []sayso.Change{sayso.New, sayso.Updated, sayso.New, sayso.New, sayso.New})
	for i, o := range out {
		a := readings[i].Article
		wantEqual(t, "article", o.Article, a.ID)
		wantEqual(t, "version", o.Version, a.Version())
	}
	before := dump(t, l)
	again := put(t, l, readings...)
	for i, o := range again {
		wantEqual(t, "again", o, sayso.Outcome{Change: sayso.Unchanged, Article: out[i].Article, Version: out[i].Version})
	}
	wantSame(t, "putting again", dump(t, l), before)

	// In one batch, each reading finds what those before it have done.
	g := NewGenerator(3)
	one := g.Article(2)
	same := put(t, l, one, one)
	wantList(t, "twice in one batch", changes(same), []sayso.Change{sayso.New, sayso.Unchanged})

	// A reading without identifier is named by its address.
	two := g.Article(1)
	id := two.Article.ID
	two.Article.ID = ""
	wantEqual(t, "derived identifier", put(t, l, two)[0].Article, id)
}

func testRecord(t testing.TB, l sayso.Ledger) {
	readings := Readings()
	g := NewGenerator(4)
	full := g.Article(3)
	// What an encoding might lose: zones, fractions, empty and absent lists,
	// characters that need escapes, values out of the ordinary.
	full.Article.Published = sayso.Date{Time: time.Date(2031, 2, 3, 4, 5, 6, 789, time.FixedZone("", -9*3600))}
	full.Article.Title = "<b>&\"\u2028\\ud83d"
	full.Article.Byline = []string{}
	full.Article.Credits = []sayso.Credit{{Agency: "agencies"}}
	full.Analysis.Places = []sayso.Place{{ID: "p1", Name: "Port Alder", Lat: -1.25e-7, Lon: 179.99999999999997, Mentions: []sayso.MentionID{"m1"}}}
	full.Analysis.Events = []sayso.Event{{ID: "e1", Type: "CONSULT", Contexts: []string{}, Anchor: sayso.Spans{{Start: 0, End: 3}}, Confidence: 0.1,
		Links: []sayso.TimeLink{{Relation: sayso.Simultaneous, Event: "e2", Signal: sayso.Spans{{Start: 0, End: 1}}, Other: sayso.Spans{{Start: 1, End: 2}}, Apart: "P2D", Confidence: 0.3}}, TimeFrom: "e2"}}
	full.Analysis.Times = []sayso.When{{ID: "t1", To: time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC), Fuzzy: true}}
	readings = append(readings, full)
	for _, r := range readings {
		put(t, l, r)
	}
	for _, want := range readings {
		id := want.Article.Version()
		got, err := l.Version(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want.Article, got.Article); d != "" {
			t.Errorf("article (-want +got):\n%s", d)
		}
		if d := cmp.Diff(want.Analysis, got.Analysis); d != "" {
			t.Errorf("analysis (-want +got):\n%s", d)
		}
		wantEqual(t, "identifier", got.Version.ID, id)
		wantEqual(t, "claims", got.Version.Claims, len(want.Analysis.Claims))
		wantEqual(t, "lasting claims", len(got.ClaimIDs), len(want.Analysis.Claims))
		wantEqual(t, "lasting actors", len(got.ActorIDs), len(want.Analysis.Actors))
		for _, c := range want.Analysis.Claims {
			row, err := l.Claim(t.Context(), got.ClaimIDs[c.ID])
			if err != nil {
				t.Fatal(err)
			}
			wantEqual(t, "content of "+string(c.ID), row.ContentText, c.Content.In(want.Article.Text))
		}
		for _, a := range want.Analysis.Actors {
			if _, err := l.Actor(t.Context(), got.ActorIDs[a.ID]); err != nil {
				t.Error(err)
			}
		}
		raw, err := l.Raw(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		if raw.MediaType != want.Raw.MediaType || !bytes.Equal(raw.Bytes, want.Raw.Bytes) {
			t.Errorf("raw: got %s %q, want %s %q", raw.MediaType, raw.Bytes, want.Raw.MediaType, want.Raw.Bytes)
		}
	}
}

func testVersions(t testing.TB, l sayso.Ledger) {
	old, corrected := harbour(), harbourCorrected()
	put(t, l, old)
	first, err := l.Article(t.Context(), old.Article.ID)
	if err != nil {
		t.Fatal(err)
	}
	wantEqual(t, "newest", first.Newest, true)
	start := time.Now()
	put(t, l, corrected)
	now, err := l.Article(t.Context(), old.Article.ID)
	if err != nil {
		t.Fatal(err)
	}
	wantEqual(t, "text of the newest version", now.Article.Text, corrected.Article.Text)
	wantEqual(t, "newest", now.Newest, true)
	if d := now.Version.FirstRead.Sub(start).Abs(); d > time.Minute {
		t.Errorf("first read at %s, put at %s", now.Version.FirstRead, start)
	}

	list, err := l.Versions(t.Context(), old.Article.ID)
	if err != nil || len(list) != 2 {
		t.Fatal(list, err)
	}
	wantEqual(t, "newest first", list[0], now.Version)
	wantEqual(t, "then the old one, as it was", list[1], first.Version)

	// The old version and its claims stay, and can be found by their address.
	before, err := l.Version(t.Context(), first.Version.ID)
	if err != nil {
		t.Fatal(err)
	}
	wantEqual(t, "old version is newest", before.Newest, false)
	wantEqual(t, "old text", before.Article.Text, old.Article.Text)
	for local, id := range first.ClaimIDs {
		wantEqual(t, "lasting identifier of an old claim", before.ClaimIDs[local], id)
		row, err := l.Claim(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		wantEqual(t, "old claim stands in the newest version", row.Newest, false)
		wantEqual(t, "version of an old claim", row.Version, first.Version.ID)
		wantEqual(t, "title beside an old claim", row.Article.Title, old.Article.Title)
	}
	wantList(t, "claims", claims(t, l, sayso.ClaimQuery{}), []string{"The new harbour may open in spring"})
	wantEqual(t, "claims of all versions", len(claims(t, l, sayso.ClaimQuery{AllVersions: true})), 5)

	// Back to the old text: it is known, and stays superseded.
	wantList(t, "the old text again", changes(put(t, l, old)), []sayso.Change{sayso.Unchanged})
}

func testOrderOfVersions(t testing.TB, l sayso.Ledger) {
	version := func(text string, published sayso.Date) sayso.Reading {
		return NewDraft("", "", "Title", text, published).Reading
	}
	for _, test := range []struct {
		name string
		put  []sayso.Reading
		want []string // newest first
	}{
		{"later reading is newer", []sayso.Reading{version("a", Day("2031-01-01")), version("b", Day("2031-01-01"))}, []string{"b", "a"}},
		{"later date is newer", []sayso.Reading{version("a", Day("2031-01-02")), version("b", Day("2031-01-01"))}, []string{"a", "b"}},
		{"no dates", []sayso.Reading{version("a", sayso.Date{}), version("b", sayso.Date{})}, []string{"b", "a"}},
		{"a date lost", []sayso.Reading{version("a", Day("2031-01-02")), version("b", sayso.Date{}), version("c", Day("2031-01-01"))}, []string{"b", "a", "c"}},
		{"a date found", []sayso.Reading{version("a", sayso.Date{}), version("b", Day("2031-01-02"))}, []string{"b", "a"}},
		{"a day and a time in it", []sayso.Reading{version("a", at("2031-01-02T10:00:00Z")), version("b", Day("2031-01-02"))}, []string{"b", "a"}},
		{"three, mixed", []sayso.Reading{version("a", Day("2031-01-02")), version("b", Day("2031-01-01")), version("c", Day("2031-01-03"))}, []string{"c", "a", "b"}},
	} {
		orderOfVersions(t, l, test.name, test.put, test.want)
	}
}

// orderOfVersions puts versions of one article and wants them in an order.
func orderOfVersions(t testing.TB, l sayso.Ledger, name string, versions []sayso.Reading, want []string) {
	t.Helper()
	for i := range versions {
		a := &versions[i].Article
		a.Outlet, a.URL = name, "https://northwind.example/"+name
		a.ID = sayso.DeriveArticleID(a.Address())
	}
	put(t, l, versions...)
	list, err := l.Versions(t.Context(), versions[0].Article.ID)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for i, v := range list {
		r, err := l.Version(t.Context(), v.ID)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, r.Article.Text)
		wantEqual(t, name+": newest", r.Newest, i == 0)
	}
	wantList(t, name+": versions", got, want)
	r, err := l.Article(t.Context(), versions[0].Article.ID)
	if err != nil {
		t.Fatal(err)
	}
	wantEqual(t, name+": article", r.Article.Text, want[0])
	page, err := l.Articles(t.Context(), sayso.ArticleQuery{Words: want[0], Outlet: name})
	if err != nil || len(page.Items) != 1 || page.Items[0].Versions != len(versions) || page.Items[0].Version != list[0].ID {
		t.Errorf("%s: articles with its words: %+v, %v", name, page, err)
	}
	if page, err := l.Articles(t.Context(), sayso.ArticleQuery{Words: want[1], Outlet: name}); err != nil || len(page.Items) != 0 {
		t.Errorf("%s: articles with words of a superseded version: %+v, %v", name, page, err)
	}
}

// byAnother is the same article read by a later extractor, which finds one
// claim less, one more, and calls things by other local names.
func byAnother() sayso.Reading {
	r := harbour()
	r.Analysis.Extractor.Version = "2"
	r.Raw = sayso.Raw{}
	r.Analysis.Actors[0].ID, r.Analysis.Actors[0].Aliases = "x9", nil
	text := r.Article.Text
	pier := strings.Index(text, "second pier")
	r.Analysis.Claims = []sayso.Claim{
		{ID: "k1", Form: sayso.Indirect, Stance: sayso.Predicts, Source: sayso.Source{Actors: []sayso.ActorID{"x9"}}, Content: sayso.Spans{{Start: pier, End: pier + 11}}},
		r.Analysis.Claims[1], r.Analysis.Claims[0],
	}
	r.Analysis.Claims[1].ID, r.Analysis.Claims[1].Stance = "k2", sayso.Threatens
	r.Analysis.Claims[2].ID, r.Analysis.Claims[2].Source.Actors = "k3", []sayso.ActorID{"x9"}
	return r
}

func testReread(t testing.TB, l sayso.Ledger) {
	put(t, l, denial())
	first := harbour()
	put(t, l, first)
	before, err := l.Article(t.Context(), first.Article.ID)
	if err != nil {
		t.Fatal(err)
	}
	second := byAnother()
	wantList(t, "read by another extractor", changes(put(t, l, second)), []sayso.Change{sayso.Updated})
	after, err := l.Article(t.Context(), first.Article.ID)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(second.Analysis, after.Analysis); d != "" {
		t.Errorf("analysis (-want +got):\n%s", d)
	}
	wantEqual(t, "version", after.Version.ID, before.Version.ID)
	wantEqual(t, "first read", after.Version.FirstRead, before.Version.FirstRead)
	wantEqual(t, "claim with the same spans", after.ClaimIDs["k2"], before.ClaimIDs["c2"])
	wantEqual(t, "claim with the same spans", after.ClaimIDs["k3"], before.ClaimIDs["c1"])
	row, err := l.Claim(t.Context(), after.ClaimIDs["k2"])
	if err != nil || row.Stance != sayso.Threatens {
		t.Errorf("claim as read anew: %+v, %v", row, err)
	}
	_, err = l.Claim(t.Context(), before.ClaimIDs["c3"])
	wantKind(t, "claim that was not found again", err, sayso.NotFound)
	raw, err := l.Raw(t.Context(), before.Version.ID)
	if err != nil || !bytes.Equal(raw.Bytes, first.Raw.Bytes) {
		t.Errorf("the input went with a reading that had none: %q, %v", raw.Bytes, err)
	}
	if got := claims(t, l, sayso.ClaimQuery{Words: "promised"}); len(got) != 0 {
		t.Errorf("words of a claim that is gone still find %v", got)
	}
	wantList(t, "text order", claims(t, l, sayso.ClaimQuery{Article: first.Article.ID}), []string{
		"“will open in spring,” … “whatever the weather 🌧 does.”", "the cranes had not been tested", "second pier"})
	list, err := l.Versions(t.Context(), first.Article.ID)
	if err != nil || len(list) != 1 {
		t.Errorf("versions: %v, %v", list, err)
	}
	wantList(t, "the same again", changes(put(t, l, second)), []sayso.Change{sayso.Unchanged})

	// Back and forth leaves nothing behind.
	d := dump(t, l)
	put(t, l, first)
	put(t, l, second)
	wantSame(t, "reading back and forth", dump(t, l), d)
	wantList(t, "back and forth in one batch", changes(put(t, l, first, second)), []sayso.Change{sayso.Updated, sayso.Updated})
	wantSame(t, "reading back and forth in one batch", dump(t, l), d)
}

func testRereadOld(t testing.TB, l sayso.Ledger) {
	put(t, l, harbour(), harbourCorrected(), denial())
	actors, err := l.Actors(t.Context(), sayso.ActorQuery{})
	if err != nil {
		t.Fatal(err)
	}
	put(t, l, byAnother())
	again, err := l.Actors(t.Context(), sayso.ActorQuery{})
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(actors, again); d != "" {
		t.Errorf("reading a superseded version anew changed what lists show:\n%s", d)
	}
	wantEqual(t, "claims of all versions", len(claims(t, l, sayso.ClaimQuery{AllVersions: true, Article: harbour().Article.ID})), 4)
}

// testAnyOrder puts the same articles in several orders and batches, and reads
// some twice: the ledgers must answer alike.
func testAnyOrder(t testing.TB, open Open) {
	g := NewGenerator(5)
	var readings []sayso.Reading
	for range 30 {
		readings = append(readings, g.Article(4))
	}
	var want string
	for seed := range uint64(3) {
		r := rand.New(rand.NewPCG(seed, 0))
		l := open(t)
		todo := append([]sayso.Reading(nil), readings...)
		if seed > 0 {
			// Some have been read by an older extractor before.
			for range 10 {
				old := todo[r.IntN(len(todo))]
				old.Analysis.Extractor.Version = "0"
				old.Analysis.Claims = old.Analysis.Claims[:2]
				put(t, l, old)
			}
			r.Shuffle(len(todo), func(i, j int) { todo[i], todo[j] = todo[j], todo[i] })
		}
		for len(todo) > 0 {
			n := min(len(todo), 1+r.IntN(9))
			put(t, l, todo[:n]...)
			todo = todo[n:]
		}
		got := sortedDump(dump(t, l))
		if seed == 0 {
			want = got
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Fatalf("another order gave another ledger:\n%s", d)
		}
	}
}
