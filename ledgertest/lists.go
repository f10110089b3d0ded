package ledgertest

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sayso"
)

func titles(t testing.TB, l sayso.Ledger, q sayso.ArticleQuery) []string {
	t.Helper()
	page, err := l.Articles(t.Context(), q)
	if err != nil {
		t.Fatalf("%+v: %v", q, err)
	}
	var out []string
	for _, a := range page.Items {
		out = append(out, a.Title)
	}
	return out
}

func testArticles(t testing.TB, l sayso.Ledger) {
	put(t, l, Readings()...)
	const clinic, denies, may, none = "Clinic reopens", "Ministry denies delay", "Harbour may open in spring", ""
	day := func(n int) time.Time { return time.Date(2031, 4, n, 0, 0, 0, 0, time.UTC) }
	for _, test := range []struct {
		name string
		ask  sayso.ArticleQuery
		want []string
	}{
		{"all, newest first, undated last", sayso.ArticleQuery{}, []string{clinic, denies, may, none}},
		{"words in text", sayso.ArticleQuery{Words: "harbour"}, []string{denies, may}},
		{"words in title", sayso.ArticleQuery{Words: "clinic reopens"}, []string{clinic}},
		{"words in title and text", sayso.ArticleQuery{Words: "ministry late"}, []string{denies}},
		{"words of an old version", sayso.ArticleQuery{Words: "cranes"}, nil},
		{"no word", sayso.ArticleQuery{Words: "!"}, nil},
		{"outlet", sayso.ArticleQuery{Outlet: "northwind daily"}, []string{may}},
		{"unknown outlet", sayso.ArticleQuery{Outlet: "The Herald"}, nil},
		{"language", sayso.ArticleQuery{Language: "en"}, []string{clinic, denies, may}},
		{"from", sayso.ArticleQuery{From: day(8)}, []string{clinic, denies}},
		{"to", sayso.ArticleQuery{To: day(8)}, []string{may}},
		{"all at once", sayso.ArticleQuery{Words: "late", Outlet: "The Lantern", Language: "en", From: day(7), To: day(9)}, []string{denies}},
	} {
		wantList(t, test.name, titles(t, l, test.ask), test.want)
	}
	page, err := l.Articles(t.Context(), sayso.ArticleQuery{Outlet: "The Lantern", Words: "harbour"})
	if err != nil || len(page.Items) != 1 {
		t.Fatal(page, err)
	}
	r := denial()
	want := sayso.ArticleRow{ID: r.Article.ID, Version: r.Article.Version(), URL: r.Article.URL, Outlet: "The Lantern", Title: denies,
		Published: r.Article.Published, Language: "en", Claims: 2, Versions: 1, Lead: r.Article.Text}
	if d := cmp.Diff(want, page.Items[0]); d != "" {
		t.Errorf("row (-want +got):\n%s", d)
	}
}

func testActors(t testing.TB, l sayso.Ledger) {
	put(t, l, Readings()...)
	page, err := l.Actors(t.Context(), sayso.ActorQuery{})
	if err != nil || len(page.Items) != 5 {
		t.Fatal(page, err)
	}
	ostby := page.Items[0]
	want := sayso.ActorRow{ID: ostby.ID, Name: "Ana-María Østby", Type: sayso.Person, Named: true,
		Aliases: ostby.Aliases, Roles: []sayso.RoleRow{{Title: "the minister", Article: denial().Article.ID, Outlet: "The Lantern",
			Articles: 1, First: denial().Article.Published, Last: denial().Article.Published}},
		Claims: 3, Articles: 2, First: harbour().Article.Published, Last: denial().Article.Published}
	if d := cmp.Diff(want, ostby); d != "" {
		t.Errorf("most claims first (-want +got):\n%s", d)
	}
	if !sameSet(ostby.Aliases, []string{"Ana-Maria Ostby", "the minister"}) {
		t.Errorf("aliases of newest versions: %q", ostby.Aliases)
	}
	alone, err := l.Actor(t.Context(), ostby.ID)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(&ostby, alone); d != "" {
		t.Errorf("actor alone and in a list differ:\n%s", d)
	}
	names := func(q sayso.ActorQuery) []string {
		page, err := l.Actors(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, a := range page.Items {
			out = append(out, a.Name)
		}
		return out
	}
	wantList(t, "type", names(sayso.ActorQuery{Type: sayso.Organisation}), []string{"Ports Authority"})
	wantList(t, "words of a name", names(sayso.ActorQuery{Name: "authority PORTS"}), []string{"Ports Authority"})
	wantList(t, "name and type", names(sayso.ActorQuery{Name: "ports", Type: sayso.Person}), nil)
	wantList(t, "alias", names(sayso.ActorQuery{Name: "minister"}), []string{"Ana-María Østby"})
	wantList(t, "an actor of an old version only", names(sayso.ActorQuery{Name: "meridian"}), nil)
	// Equal counts stand by name.
	wantList(t, "all", names(sayso.ActorQuery{})[1:], []string{"a senior official", "Ports Authority", "Reyes", "שר האוצר"})

	// An actor that only an old version shows can still be found by its address.
	r := harbour()
	old, err := l.Version(t.Context(), r.Article.Version())
	if err != nil {
		t.Fatal(err)
	}
	meridian, err := l.Actor(t.Context(), old.ActorIDs["a4"])
	if err != nil || meridian.Name != "Meridian" || meridian.Articles != 0 || meridian.Claims != 0 {
		t.Errorf("actor of an old version: %+v, %v", meridian, err)
	}
}

func testActorsStayApart(t testing.TB, l sayso.Ledger) {
	n := 0
	article := func(kind sayso.ActorType, named bool, names ...string) []sayso.ActorID {
		n++
		d := NewDraft(fmt.Sprintf("https://northwind.example/%d", n), "", "", strings.Join(names, " said nothing. ")+" said nothing.", sayso.Date{})
		for _, name := range names {
			d.Actor(name, kind, named)
			d.Claim([]string{name}, name, "said", "nothing")
		}
		put(t, l, d.Reading)
		r, err := l.Article(t.Context(), d.Article.ID)
		if err != nil {
			t.Fatal(err)
		}
		var out []sayso.ActorID
		for _, a := range d.Analysis.Actors {
			out = append(out, r.ActorIDs[a.ID])
		}
		return out
	}
	one := func(kind sayso.ActorType, named bool, name string) sayso.ActorID {
		return article(kind, named, name)[0]
	}
	for _, test := range []struct {
		name  string
		kind  sayso.ActorType
		named bool
		a, b  string
		same  bool
	}{
		{"full name", sayso.Person, true, "Ilse Brandt", "Ilse Brandt", true},
		{"case, hyphen, space", sayso.Person, true, "Lee Min-seo", "LEE  Min Seo", true},
		{"diacritics", sayso.Person, true, "José Ibáñez", "Jose Ibanez", true},
		{"apostrophes", sayso.Person, true, "Maeve O’Dowd", "Maeve O'Dowd", true},
		{"initials and a name", sayso.Person, true, "R. T. Vance", "R.T. Vance", true},
		{"another name", sayso.Person, true, "Ilse Brandt", "Ilse Brand", false},
		{"a surname", sayso.Person, true, "Brandt", "Brandt", false},
		{"an initial and a surname", sayso.Person, true, "I. Brandt", "I. Brandt", false},
		{"a description", sayso.Person, false, "a senior official", "a senior official", false},
		{"a description of a group", sayso.Group, false, "both sides", "both sides", false},
		{"an organisation", sayso.Organisation, true, "Meridian", "MERIDIAN", true},
		{"a place", sayso.PlaceActor, true, "Veld", "Veld", true},
		{"no letter", sayso.Organisation, true, "…", "…", false},
	} {
		if same := one(test.kind, test.named, test.a) == one(test.kind, test.named, test.b); same != test.same {
			t.Errorf("%s: %q and %q are the same: %t", test.name, test.a, test.b, same)
		}
	}
	if one(sayso.PlaceActor, true, "Aldern") == one(sayso.Organisation, true, "Aldern") {
		t.Error("a place and an organisation of one name are the same")
	}
	if two := article(sayso.Person, false, "an aide", "an aide"); two[0] == two[1] {
		t.Error("two aides of one article are the same")
	}
	// Two that an extractor held apart, with one full name, are one; it is
	// counted once in the article, and once in a claim that both make.
	d := NewDraft("https://northwind.example/pair", "", "", "Tom Ardal and Tom Árdal said nothing.", sayso.Date{})
	d.Actor("Tom Ardal", sayso.Person, true)
	d.Actor("Tom Árdal", sayso.Person, true)
	d.Claim([]string{"Tom Ardal", "Tom Árdal"}, "Tom Ardal and Tom Árdal", "said", "nothing")
	put(t, l, d.Reading)
	page, err := l.Actors(t.Context(), sayso.ActorQuery{Name: "ardal"})
	if err != nil || len(page.Items) != 1 || page.Items[0].Claims != 1 || page.Items[0].Articles != 1 {
		t.Errorf("actors %+v, %v", page.Items, err)
	}
}

func testStats(t testing.TB, l sayso.Ledger) {
	put(t, l, Readings()...)
	stats, err := l.Stats(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	wantEqual(t, "articles", stats.Articles, 4)
	wantEqual(t, "versions", stats.Versions, 5)
	wantEqual(t, "claims of newest versions", stats.Claims, 7)
	wantEqual(t, "actors of newest versions", stats.Actors, 5)
}
