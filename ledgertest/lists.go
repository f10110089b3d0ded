package ledgertest

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sayso"
)

func titles(t *testing.T, l sayso.Ledger, q sayso.ArticleQuery) []string {
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

func testArticles(t *testing.T, l sayso.Ledger) {
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

func testActors(t *testing.T, l sayso.Ledger) {
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

func testActorsStayApart(t *testing.T, l sayso.Ledger) {
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

func testPaging(t *testing.T, l sayso.Ledger) {
	g := NewGenerator(6)
	for range 5 {
		put(t, l, g.Article(4))
	}
	put(t, l, Readings()...)
	word := g.Word(0)
	for _, limit := range []int{2, 7} {
		for _, q := range []sayso.ClaimQuery{{}, {AllVersions: true}, {Words: "said"}, {Words: word}, {Speaker: "østby"}, {Speaker: g.Person(0)}, {Form: sayso.Direct},
			{Speaker: "minist*"}, {Article: harbour().Article.ID, AllVersions: true}} {
			samePages(t, fmt.Sprintf("claims %+v by %d", q, limit), limit, func(p sayso.Paging) (sayso.Page[sayso.ClaimRow], error) {
				q.Paging = p
				return l.Claims(t.Context(), q)
			})
		}
		for _, q := range []sayso.ArticleQuery{{}, {Words: word}, {Language: "en"}} {
			samePages(t, fmt.Sprintf("articles %+v by %d", q, limit), limit, func(p sayso.Paging) (sayso.Page[sayso.ArticleRow], error) {
				q.Paging = p
				return l.Articles(t.Context(), q)
			})
		}
		for _, q := range []sayso.ActorQuery{{}, {Type: sayso.Person}, {Name: "reyes"}} {
			samePages(t, fmt.Sprintf("actors %+v by %d", q, limit), limit, func(p sayso.Paging) (sayso.Page[sayso.ActorRow], error) {
				q.Paging = p
				return l.Actors(t.Context(), q)
			})
		}
	}
}

// samePages wants a list in pages of limit to be the list in one page.
func samePages[T any](t *testing.T, what string, limit int, list func(sayso.Paging) (sayso.Page[T], error)) {
	t.Helper()
	whole, err := list(sayso.Paging{Limit: sayso.MaxLimit})
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	if whole.Next != "" || len(whole.Items) == 0 {
		t.Fatalf("%s: %d in one page, next %q", what, len(whole.Items), whole.Next)
	}
	got, err := All(sayso.Paging{Limit: limit}, func(p sayso.Paging) (sayso.Page[T], error) {
		page, err := list(p)
		if len(page.Items) > limit || len(page.Items) < limit && page.Next != "" {
			t.Errorf("%s: a page of %d, next %q", what, len(page.Items), page.Next)
		}
		return page, err
	})
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	if d := cmp.Diff(whole.Items, got); d != "" {
		t.Errorf("%s: the pages differ from the whole:\n%s", what, d)
	}
}

func testBadPaging(t *testing.T, l sayso.Ledger) {
	g := NewGenerator(7)
	for range 4 {
		put(t, l, g.Article(5))
	}
	lists := map[string]func(sayso.Paging) (string, error){
		"claims": func(p sayso.Paging) (string, error) {
			page, err := l.Claims(t.Context(), sayso.ClaimQuery{Paging: p})
			return page.Next, err
		},
		"claims by words": func(p sayso.Paging) (string, error) {
			page, err := l.Claims(t.Context(), sayso.ClaimQuery{Words: "said", Paging: p})
			return page.Next, err
		},
		"articles": func(p sayso.Paging) (string, error) {
			page, err := l.Articles(t.Context(), sayso.ArticleQuery{Paging: p})
			return page.Next, err
		},
		"actors": func(p sayso.Paging) (string, error) {
			page, err := l.Actors(t.Context(), sayso.ActorQuery{Paging: p})
			return page.Next, err
		},
	}
	tokens := map[string]string{}
	for name, list := range lists {
		next, err := list(sayso.Paging{Limit: 2})
		if err != nil || next == "" {
			t.Fatalf("%s: next %q, %v", name, next, err)
		}
		tokens[name] = next
		for _, limit := range []int{-1, sayso.MaxLimit + 1} {
			_, err := list(sayso.Paging{Limit: limit})
			wantKind(t, fmt.Sprintf("%s, limit %d", name, limit), err, sayso.Invalid)
		}
		for _, after := range []string{"x", "?", "0", "AAAA", "🌧", next + "A", next + "AAAA", next[:len(next)-2], strings.Repeat("A", 1_000_000), "' OR 1", "\x00"} {
			_, err := list(sayso.Paging{After: after})
			wantKind(t, fmt.Sprintf("%s after %.20q", name, after), err, sayso.Invalid)
		}
	}
	for name, list := range lists {
		for of, token := range tokens {
			if name == of {
				continue
			}
			_, err := list(sayso.Paging{After: token})
			wantKind(t, name+" after a place in "+of, err, sayso.Invalid)
		}
	}
	_, err := l.Facets(t.Context(), sayso.ClaimQuery{Paging: sayso.Paging{Limit: -1}})
	wantKind(t, "facets, limit -1", err, sayso.Invalid)
}

// testRefused puts readings that no extractor should make. Each is refused by
// itself and takes its batch with it.
func testRefused(t *testing.T, l sayso.Ledger) {
	put(t, l, denial())
	before := dump(t, l)
	good := NewGenerator(8).Article(1)
	for name, spoil := range map[string]func(*sayso.Reading){
		"text that is not UTF-8":  func(r *sayso.Reading) { r.Article.Text = "a\xffb" },
		"title that is not UTF-8": func(r *sayso.Reading) { r.Article.Title = "a\xff" },
		"a year past 9999":        func(r *sayso.Reading) { r.Article.Published.Time = time.Date(20315, 1, 1, 0, 0, 0, 0, time.UTC) },
		"span past the text":      func(r *sayso.Reading) { r.Analysis.Claims[0].Content[0].End = 1 << 20 },
		"span turned round":       func(r *sayso.Reading) { r.Analysis.Claims[0].Cue.Spans[0] = sayso.Span{Start: 9, End: 8} },
		"span inside a character": func(r *sayso.Reading) {
			r.Analysis.Claims[0].Content[1].End = strings.Index(r.Article.Text, "🌧") + 1
		},
		"an actor that is not there": func(r *sayso.Reading) { r.Analysis.Claims[0].Source.Actors = []sayso.ActorID{"a77"} },
		"an addressee not there":     func(r *sayso.Reading) { r.Analysis.Claims[0].Addressee = "a77" },
		"an empty speaker":           func(r *sayso.Reading) { r.Analysis.Claims[0].Source.Actors = []sayso.ActorID{""} },
		"a parent that is not there": func(r *sayso.Reading) { r.Analysis.Claims[0].Parent = "c77" },
		"two actors of one name":     func(r *sayso.Reading) { r.Analysis.Actors[1].ID = "a1" },
		"two claims of one name":     func(r *sayso.Reading) { r.Analysis.Claims[1].ID = "c1" },
		"a claim without a name":     func(r *sayso.Reading) { r.Analysis.Claims[1].ID = "" },
		"a form that is none":        func(r *sayso.Reading) { r.Analysis.Claims[1].Form = "a,b;" },
		"a confidence that is none":  func(r *sayso.Reading) { zero := 0.0; r.Analysis.Claims[1].Confidence = zero / zero },
	} {
		r := harbour()
		spoil(&r)
		_, err := l.Put(t.Context(), good, r)
		wantKind(t, name, err, sayso.Invalid)
		if err != nil && strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: more than one line: %v", name, err)
		}
	}
	wantSame(t, "refusals", dump(t, l), before)
}
