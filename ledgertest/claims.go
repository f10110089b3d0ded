package ledgertest

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"sayso"
)

func testClaimRow(t testing.TB, l sayso.Ledger) {
	r := harbour()
	put(t, l, r)
	rec, err := l.Article(t.Context(), r.Article.ID)
	if err != nil {
		t.Fatal(err)
	}
	gist, err := l.Gist(t.Context(), r.Article.ID)
	if err != nil {
		t.Fatal(err)
	}
	less := *rec
	less.Analysis.Tokens, less.Analysis.Mentions = nil, nil
	if d := cmp.Diff(&less, gist); d != "" {
		t.Errorf("the gist is not the article without tokens and mentions: %s", d)
	}
	quotable, err := l.Quotable(t.Context(), rec.Version.ID)
	if err != nil {
		t.Fatal(err)
	}
	of := sayso.Quotable{Article: rec.Article, Version: rec.Version, Newest: true,
		Analysis: sayso.Analysis{Extractor: rec.Analysis.Extractor, Language: rec.Analysis.Language, Unread: rec.Analysis.Unread, Sentences: rec.Analysis.Sentences}}
	if d := cmp.Diff([]sayso.Quotable{of}, quotable); d != "" {
		t.Errorf("what is quotable of a version is not it with its sentences alone: %s", d)
	}
	page, err := l.Claims(t.Context(), sayso.ClaimQuery{})
	if err != nil || len(page.Items) != 4 {
		t.Fatal(len(page.Items), err)
	}
	text, points := r.Article.Text, sayso.NewPoints(r.Article.Text)
	name := func(local sayso.ActorID) sayso.ActorName {
		return sayso.ActorName{ID: rec.ActorIDs[local], Name: rec.Analysis.Actor(local).Name}
	}
	for i, c := range r.Analysis.Claims {
		got := page.Items[i]
		want := sayso.ClaimRow{
			Claim: c, Version: rec.Version.ID, Newest: true, Article: got.Article,
			SourcePoints: points.Spans(c.Source.Spans), CuePoints: points.Spans(c.Cue.Spans), ContentPoints: points.Spans(c.Content),
			SourceText: c.Source.Spans.In(text), CueText: c.Cue.Spans.In(text), ContentText: c.Content.In(text),
			Before: got.Before, After: got.After,
		}
		want.ID, want.Parent, want.Addressee = rec.ClaimIDs[c.ID], rec.ClaimIDs[c.Parent], rec.ActorIDs[c.Addressee]
		want.Source.Actors, want.Via = nil, nil
		for _, a := range c.Source.Actors {
			want.Source.Actors = append(want.Source.Actors, name(a).ID)
			want.Speakers = append(want.Speakers, name(a))
		}
		for _, a := range c.Via {
			want.Via = append(want.Via, name(a).ID)
			want.ViaNames = append(want.ViaNames, name(a))
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("claim %s (-want +got):\n%s", c.ID, d)
		}
		around := c.Content.Cover()
		if !strings.HasSuffix(text[:around.Start], got.Before) || !strings.HasPrefix(text[around.End:], got.After) {
			t.Errorf("claim %s: %q and %q are not the words around %q", c.ID, got.Before, got.After, got.ContentText)
		}
		one, err := l.Claim(t.Context(), got.ID)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(&got, one); d != "" {
			t.Errorf("claim alone and in a list differ:\n%s", d)
		}
	}
	a := page.Items[0].Article
	wantArticle := sayso.ArticleRow{ID: r.Article.ID, Version: rec.Version.ID, URL: r.Article.URL, Outlet: r.Article.Outlet, Title: r.Article.Title,
		Published: r.Article.Published, Language: "en", Claims: 4, Versions: 1, Lead: a.Lead}
	if d := cmp.Diff(wantArticle, a); d != "" {
		t.Errorf("article beside a claim (-want +got):\n%s", d)
	}
	if !strings.HasPrefix(a.Lead, "The new harbour") || len(a.Lead) > 400 {
		t.Errorf("lead %q", a.Lead)
	}
}

// testLongText wants rows to stay small and whole where texts are not.
func testLongText(t testing.TB, l sayso.Ledger) {
	text := strings.Repeat("שלום ", 5000) + "Reyes said “" + strings.Repeat("né🌧", 40_000) + "”" + strings.Repeat("👩‍🚀", 400) + strings.Repeat(" später", 100)
	d := NewDraft("https://northwind.example/long", "", strings.Repeat("t", 5000), text, sayso.Date{})
	d.Actor("Reyes", sayso.Person, true)
	from := strings.Index(text, "“")
	c := d.Claim([]string{"Reyes"}, "Reyes", "said")
	c.Content = sayso.Spans{{Start: from, End: strings.Index(text, "”") + len("”")}}
	// A claim may name no words at all, and two may name the same.
	d.Claim(nil, "", "")
	d.Claim(nil, "", "")
	put(t, l, d.Reading)
	page, err := l.Claims(t.Context(), sayso.ClaimQuery{})
	if err != nil || len(page.Items) != 3 {
		t.Fatal(len(page.Items), err)
	}
	for _, r := range page.Items {
		for _, s := range []string{r.Before, r.After, r.ContentText, r.Article.Lead} {
			if !utf8.ValidString(s) {
				t.Errorf("cut inside a character: %.40q", s)
			}
		}
		if len(r.Before) > 200 || len(r.After) > 200 || len(r.Article.Lead) > 400 {
			t.Errorf("%d bytes before, %d after, lead of %d", len(r.Before), len(r.After), len(r.Article.Lead))
		}
		if len(r.Content) == 1 && r.Content[0] != c.Content[0] {
			t.Errorf("content %v, want %v", r.Content, c.Content)
		}
	}
	if page.Items[1].ID == page.Items[2].ID || page.Items[0].ID == page.Items[1].ID {
		t.Error("two claims have one identifier")
	}
}

type claimQuery struct {
	name string
	ask  sayso.ClaimQuery
	want []string
}

// claimQueries are questions about Readings and what they find.
func claimQueries(t testing.TB, l sayso.Ledger) []claimQuery {
	t.Helper()
	actor := func(name string) sayso.ActorID {
		page, err := l.Actors(t.Context(), sayso.ActorQuery{Name: name})
		if err != nil || len(page.Items) != 1 {
			t.Fatal(name, page, err)
		}
		return page.Items[0].ID
	}
	day := func(n int) time.Time { return time.Date(2031, 4, n, 0, 0, 0, 0, time.UTC) }
	const (
		clinicOpens, staff   = "The clinic reopens on Friday", "staff had returned"
		late, nothing        = "the harbour was late", "“Nothing is late,”"
		may                  = "The new harbour may open in spring"
		will, cranes, second = "“will open in spring,” … “whatever the weather 🌧 does.”", "the cranes had not been tested", "Østby had promised a second pier"
		pier                 = "a second pier"
		undecided, hebrew    = "nothing was decided", "“אין החלטה”"
	)
	return []claimQuery{
		{"all", sayso.ClaimQuery{}, []string{clinicOpens, staff, late, nothing, may, undecided, hebrew}},
		{"all versions", sayso.ClaimQuery{AllVersions: true}, []string{clinicOpens, staff, late, nothing, may, will, cranes, second, pier, undecided, hebrew}},
		{"form", sayso.ClaimQuery{Form: sayso.Direct}, []string{nothing, hebrew}},
		{"stance", sayso.ClaimQuery{Stance: sayso.Denies}, []string{late}},
		{"stance in an old version", sayso.ClaimQuery{Stance: sayso.Warns, AllVersions: true}, []string{cranes}},
		{"kind", sayso.ClaimQuery{Kind: sayso.DocumentSource}, []string{clinicOpens}},
		{"outlet, case aside", sayso.ClaimQuery{Outlet: "the LANTERN "}, []string{clinicOpens, staff, late, nothing}},
		{"outlet in part", sayso.ClaimQuery{Outlet: "Lantern"}, nil},
		{"from", sayso.ClaimQuery{From: day(8)}, []string{clinicOpens, staff, late, nothing}},
		{"to, not included, and never undated", sayso.ClaimQuery{To: day(8)}, []string{may}},
		{"from and to", sayso.ClaimQuery{From: day(7), To: day(8).Add(9 * time.Hour)}, []string{late, nothing, may}},
		{"to is open", sayso.ClaimQuery{To: day(8).Add(7*time.Hour + 30*time.Minute)}, []string{may}},
		{"from is closed", sayso.ClaimQuery{From: day(8).Add(18 * time.Hour)}, []string{clinicOpens, staff}},
		{"article", sayso.ClaimQuery{Article: harbour().Article.ID}, []string{may}},
		{"article, all versions", sayso.ClaimQuery{Article: harbour().Article.ID, AllVersions: true}, []string{may, will, cranes, second, pier}},
		{"article, form, words", sayso.ClaimQuery{Article: denial().Article.ID, Form: sayso.Direct, Words: "late"}, []string{nothing}},
		{"actor", sayso.ClaimQuery{Actor: actor("Ostby")}, []string{late, nothing, may}},
		{"actor, all versions", sayso.ClaimQuery{Actor: actor("Ostby"), AllVersions: true}, []string{late, nothing, may, will, pier}},
		{"actor in an article", sayso.ClaimQuery{Actor: actor("Ports"), Article: denial().Article.ID}, []string{late}},
		{"actor and words", sayso.ClaimQuery{Actor: actor("Ostby"), Words: "nothing"}, []string{nothing}},
		{"actor and speaker", sayso.ClaimQuery{Actor: actor("Ostby"), Speaker: "ports"}, []string{late}},
		{"actor and date", sayso.ClaimQuery{Actor: actor("Ostby"), To: day(8)}, []string{may}},
		{"speaker, words in any order", sayso.ClaimQuery{Speaker: "østby ANA"}, []string{late, nothing, may}},
		{"speaker, a stroke aside", sayso.ClaimQuery{Speaker: "ostby"}, []string{late, nothing, may}},
		{"speaker, diacritics aside", sayso.ClaimQuery{Speaker: "maria ana"}, []string{late, nothing, may}},
		{"two speakers of one claim", sayso.ClaimQuery{Speaker: "minist*"}, []string{late, nothing, may}},
		{"speaker by an alias", sayso.ClaimQuery{Speaker: "minister"}, []string{late, nothing, may}},
		{"speaker and stance", sayso.ClaimQuery{Speaker: "authority", Stance: sayso.Denies}, []string{late}},
		{"speaker in an article", sayso.ClaimQuery{Speaker: "reyes", Article: undated().Article.ID}, []string{undecided}},
		{"speaker and words", sayso.ClaimQuery{Speaker: "reyes", Words: "decided"}, []string{undecided}},
		{"speaker unknown", sayso.ClaimQuery{Speaker: "nobody"}, nil},
		{"speaker without a word", sayso.ClaimQuery{Speaker: "…"}, nil},
	}
}

func testClaims(t testing.TB, l sayso.Ledger) {
	put(t, l, Readings()...)
	for _, q := range claimQueries(t, l) {
		wantList(t, q.name, claims(t, l, q.ask), q.want)
	}
}

// testEntries wants claims by the entries of the journal that tell of their versions.
func testEntries(t testing.TB, l sayso.Ledger) {
	ctx := t.Context()
	put(t, l, harbour(), clinic())
	before, err := l.JournalEnd(ctx)
	if err != nil {
		t.Fatal(err)
	}
	put(t, l, denial())
	after, err := l.JournalEnd(ctx)
	if err != nil {
		t.Fatal(err)
	}
	put(t, l, undated())
	denied := []string{"the harbour was late", "“Nothing is late,”"}
	for _, test := range []struct {
		name string
		ask  sayso.ClaimQuery
		want []string
	}{
		{"all of a version", sayso.ClaimQuery{Entries: sayso.Entries{After: before, Upto: after}}, denied},
		{"from the middle of a version", sayso.ClaimQuery{Entries: sayso.Entries{After: before + 2, Upto: before + 3}}, denied},
		{"with words", sayso.ClaimQuery{Entries: sayso.Entries{After: before, Upto: after}, Words: "harbour"}, denied[:1]},
		{"with words of others", sayso.ClaimQuery{Entries: sayso.Entries{After: before, Upto: after}, Words: "staff"}, nil},
		{"with a speaker", sayso.ClaimQuery{Entries: sayso.Entries{After: before, Upto: after}, Speaker: "ostby"}, denied},
		{"with a stance", sayso.ClaimQuery{Entries: sayso.Entries{After: before, Upto: after}, Stance: sayso.Denies}, denied[:1]},
		{"of an article", sayso.ClaimQuery{Entries: sayso.Entries{After: before, Upto: after}, Article: clinic().Article.ID}, nil},
		{"of what is to come", sayso.ClaimQuery{Entries: sayso.Entries{After: 1000, Upto: 2000}}, nil},
	} {
		wantList(t, test.name, claims(t, l, test.ask), test.want)
	}
}
