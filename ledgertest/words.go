package ledgertest

import (
	"strings"
	"testing"

	"sayso"
)

func testWords(t testing.TB, l sayso.Ledger) {
	put(t, l, Readings()...)
	const (
		clinicOpens, staff = "The clinic reopens on Friday", "staff had returned"
		late, nothing      = "the harbour was late", "“Nothing is late,”"
		may                = "The new harbour may open in spring"
		undecided, hebrew  = "nothing was decided", "“אין החלטה”"
	)
	for _, test := range []struct {
		words string
		want  []string // in any order: ranking is the ledger's
	}{
		{"spring", []string{may}},
		{"SPRING", []string{may}},
		{"harbour", []string{may, late}},
		{"harbour spring", []string{may}},
		{"spring harbour", []string{may}},
		{"harbour clinic", nil},
		{"denied", []string{late}},               // in the cue
		{"notice", []string{clinicOpens}},        // in the source
		{"notice clinic", []string{clinicOpens}}, // in both
		{`"was late"`, []string{late}},
		{`“was late”`, []string{late}},
		{`"late was"`, nil},
		{`"was late`, []string{late}}, // never closed
		{`"open in" harbour`, []string{may}},
		{"harb*", []string{may, late}},
		{`"new harb"*`, []string{may}},
		{"harb", nil},
		{"harbours", []string{may, late}}, // another form of the word
		{"deny", []string{late}},
		{`"harbours"`, nil}, // in quotation marks as it stands
		{"harbour -springs", []string{late}},
		{"maria", []string{late, may}}, // diacritics aside
		{"MARÍA", []string{late, may}},
		{"החלטה", []string{hebrew}},
		{"ana-maria", []string{late, may}},
		{"nothing.", []string{nothing, undecided}},
		{"(nothing)", []string{nothing, undecided}},
		{"harbour OR clinic", []string{may, late, clinicOpens}},
		{"spring OR clinic notice", []string{may, clinicOpens}},
		{"harbour -spring", []string{late}},
		{"harbour NOT spring", []string{late}},
		{"harbour -(spring OR \"was late\")", nil},
		{"(spring OR late) harbour", []string{may, late}},
		{"spring AND harbour", []string{may}},
		{"stance:denies", []string{late}},
		{"harbour stance:denies", []string{late}},
		{"harbour -stance:denies", []string{may}},
		{"clinic OR (harbour stance:denies)", []string{clinicOpens, late}},
		{"about:harbours", []string{may, late}},
		{"about:notice", nil},                       // in the source
		{"about:\"late harbours\"", []string{late}}, // several words, in any order and form
		{"about:harbour stance:denies", []string{late}},
		{"clinic OR about:spring", []string{clinicOpens, may}},
		{"harbour -about:late", []string{may}},
		// What is no operator is a word or nothing.
		{"harbour or clinic", nil},
		{"NEAR(harbour spring)", nil},
		{"^harbour", []string{may, late}},
		{"harbour + spring", []string{may}},
		{"harbour AND", []string{late}}, // it has an "and"
		{"spring;", []string{may}},
		// Nothing to search by finds nothing.
		{"😀", nil},
		{"“”", nil},
		{"* - ,", nil},
		{" ", nil},
		{"cranes", nil}, // in a superseded version only
	} {
		got := claims(t, l, sayso.ClaimQuery{Words: test.words})
		if !sameSet(got, test.want) {
			t.Errorf("words %q: got %q, want %q", test.words, got, test.want)
		}
	}
	if got := claims(t, l, sayso.ClaimQuery{Words: "cranes", AllVersions: true}); len(got) != 1 {
		t.Errorf("words of a superseded version: %q", got)
	}
	for _, wrong := range []string{"(harbour", "harbour)", "OR harbour", "harbour NOT", "content:spring", "stance:shrugs", strings.Repeat("NOT ", 1000) + "harbour"} {
		_, err := l.Claims(t.Context(), sayso.ClaimQuery{Words: wrong})
		if k := sayso.KindOf(err); k != sayso.Invalid && k != sayso.TooLarge {
			t.Errorf("claims by %.40q: %v", wrong, err)
		}
	}
	_, err := l.Articles(t.Context(), sayso.ArticleQuery{Words: "speaker:brandt"})
	wantKind(t, "articles by a speaker", err, sayso.Invalid)
}

// testProperties holds properties in search strings against the fields of
// queries that ask for the same, and against their contraries.
func testProperties(t testing.TB, l sayso.Ledger) {
	put(t, l, Readings()...)
	all := claims(t, l, sayso.ClaimQuery{})
	for _, test := range []struct {
		words string
		same  sayso.ClaimQuery
	}{
		{"speaker:maria", sayso.ClaimQuery{Speaker: "maria"}},
		{"outlet:\"THE LANTERN\"", sayso.ClaimQuery{Outlet: "the lantern"}},
		{"outlet:nowhere", sayso.ClaimQuery{Outlet: "nowhere"}},
		{"stance:asserts", sayso.ClaimQuery{Stance: sayso.Asserts}},
		{"kind:named", sayso.ClaimQuery{Kind: sayso.NamedSource}},
		{"form:direct", sayso.ClaimQuery{Form: sayso.Direct}},
		{"before:2031-04-08", sayso.ClaimQuery{To: Day("2031-04-08").Time}},
		{"after:2031-04-07", sayso.ClaimQuery{From: Day("2031-04-08").Time}},
		{"after:2031-03 before:2031-05 stance:asserts", sayso.ClaimQuery{From: Day("2031-04-01").Time, To: Day("2031-05-01").Time, Stance: sayso.Asserts}},
	} {
		want := claims(t, l, test.same)
		if got := claims(t, l, sayso.ClaimQuery{Words: test.words}); !sameSet(got, want) {
			t.Errorf("%s: %q, want %q", test.words, got, want)
		}
		others := claims(t, l, sayso.ClaimQuery{Words: "-(" + test.words + ")"})
		if both := append(others, want...); !sameSet(both, all) {
			t.Errorf("%s and what is left make %q, want %q", test.words, both, all)
		}
	}
	// A property and a field of the query must both hold.
	if got := claims(t, l, sayso.ClaimQuery{Words: "stance:asserts", Stance: sayso.Denies}); len(got) != 0 {
		t.Errorf("asserted and denied: %q", got)
	}
	for words, same := range map[string]sayso.ArticleQuery{
		"outlet:\"the lantern\"":     {Outlet: "the lantern"},
		"before:2031-04-08 -harbour": {To: Day("2031-04-08").Time, Words: "-harbour"},
	} {
		got, err := l.Articles(t.Context(), sayso.ArticleQuery{Words: words})
		want, err2 := l.Articles(t.Context(), same)
		if err != nil || err2 != nil || len(got.Items) != len(want.Items) {
			t.Errorf("articles by %s: %d, want %d, errors %v, %v", words, len(got.Items), len(want.Items), err, err2)
		}
	}
}

// refused reports whether a search string was refused for what it says.
func refused(words string, err error) bool {
	k := sayso.KindOf(err)
	return words != "" && (k == sayso.Invalid || k == sayso.TooLarge)
}

func sameSet(a, b []string) bool {
	n := make(map[string]int)
	for _, s := range a {
		n[s]++
	}
	for _, s := range b {
		n[s]--
	}
	for _, k := range n {
		if k != 0 {
			return false
		}
	}
	return true
}

func testRanking(t testing.TB, l sayso.Ledger) {
	article := func(url, content string) sayso.Reading {
		d := NewDraft(url, "", "", "Reyes said "+content+".", Day("2031-01-01"))
		d.Actor("Reyes", sayso.Person, true)
		d.Claim([]string{"Reyes"}, "Reyes", "said", content)
		return d.Reading
	}
	put(t, l,
		article("https://a.example/1", "that the pump was old and that many other things in the yard were older than anybody knew"),
		article("https://a.example/2", "pump pump"),
		article("https://a.example/3", "that nobody came"))
	wantList(t, "best match first", claims(t, l, sayso.ClaimQuery{Words: "pump"}), []string{
		"pump pump", "that the pump was old and that many other things in the yard were older than anybody knew"})
	// Equal matches stand in the order of the list without words.
	g := NewDraft("https://a.example/4", "", "", strings.Repeat("Reyes said gate. ", 20), Day("2031-01-02"))
	g.Actor("Reyes", sayso.Person, true)
	for i := range 20 {
		c := g.Claim([]string{"Reyes"}, "", "said")
		c.Cue.Spans = sayso.Spans{{Start: 17*i + 6, End: 17*i + 10}}
		c.Content = sayso.Spans{{Start: 17*i + 11, End: 17*i + 15}}
	}
	put(t, l, g.Reading)
	page, err := l.Claims(t.Context(), sayso.ClaimQuery{Words: "gate"})
	if err != nil || len(page.Items) != 20 {
		t.Fatal(len(page.Items), err)
	}
	for i, c := range page.Items {
		wantEqual(t, "start of an equal match", c.Content[0].Start, 17*i+11)
	}
}

// testHostileWords asks everything that takes words for what people, scripts
// and attackers type. No answer is wanted, but that there is one, or that a
// search string is refused.
func testHostileWords(t testing.TB, l sayso.Ledger) {
	put(t, l, Readings()...)
	hostile := []string{
		`"`, `""`, `"""`, `'`, `''`, `' OR 1=1 --`, `"; DROP TABLE claim; --`, `*`, `**`, `"*`, `*"`, `"" *`, `a*b*c`, `^`, `:`, `a:b`, `{a b}: c`,
		`AND`, `OR`, `NOT`, `NEAR`, `NEAR(`, `NEAR(a b, 3)`, `a AND`, `(`, `)`, `((a)`, `-`, `--`, `+`, `\`, `\"`, `/`, `a\*`, `claim_words`, `rank`, `rowid:1`,
		"\x00", "a\x00b", "\xff\xfe", "a\xffb", "\ufeff", "\u202e", "\u0301", "e\u0301", "ﬁ", "𝔞", "👩‍🚀", "🏳️‍🌈", "𞤀𞤣", "ꟸ", "\U000e0041", "①", "٣", "Ⅷ",
		"नमस्ते", "กขค", "北京", "北*", "ß", "İ", "ı", "ﷺ", "\ue000", "\u1e9e",
		strings.Repeat("a", 100_000), strings.Repeat("a ", 50_000), strings.Repeat(`"`, 10_000), strings.Repeat("a*", 10_000), strings.Repeat("🌧", 10_000),
		strings.Repeat("né ", 500) + `"`, strings.Repeat("(", 5_000), `"` + strings.Repeat("x y ", 5_000) + `"`,
	}
	for _, s := range hostile {
		short := s[:min(len(s), 40)]
		for _, q := range []sayso.ClaimQuery{{Words: s}, {Speaker: s}, {Outlet: s}, {Words: s, Speaker: s, AllVersions: true}, {Actor: sayso.ActorID(s)},
			{Article: sayso.ArticleID(s)}, {Form: sayso.Form(s), Stance: sayso.Stance(s), Kind: sayso.SourceKind(s)}} {
			if _, err := l.Claims(t.Context(), q); err != nil && !refused(q.Words, err) {
				t.Errorf("claims by %.40q: %v", short, err)
			}
			if _, err := l.Facets(t.Context(), q); err != nil && !refused(q.Words, err) {
				t.Errorf("facets by %.40q: %v", short, err)
			}
		}
		if _, err := l.Articles(t.Context(), sayso.ArticleQuery{Words: s, Language: s}); err != nil && !refused(s, err) {
			t.Errorf("articles by %.40q: %v", short, err)
		}
		if _, err := l.Actors(t.Context(), sayso.ActorQuery{Name: s, Type: sayso.ActorType(s)}); err != nil {
			t.Errorf("actors by %.40q: %v", short, err)
		}
		_, err := l.Claim(t.Context(), sayso.ClaimID(s))
		wantKind(t, "claim named "+short, err, sayso.NotFound)
	}
}
