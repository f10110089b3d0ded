package ledgertest

import (
	"strings"
	"testing"

	"sayso"
)

func testWords(t *testing.T, l sayso.Ledger) {
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
		{"maria", []string{late, may}}, // diacritics aside
		{"MARÍA", []string{late, may}},
		{"החלטה", []string{hebrew}},
		{"ana-maria", []string{late, may}},
		{"nothing.", []string{nothing, undecided}},
		{"(nothing)", []string{nothing, undecided}},
		// What would be an operator is a word or nothing.
		{"harbour OR clinic", nil},
		{"harbour NOT spring", nil},
		{"NEAR(harbour spring)", nil},
		{"content:spring", nil},
		{"^harbour", []string{may, late}},
		{"-spring", []string{may}},
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

func testRanking(t *testing.T, l sayso.Ledger) {
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
// and attackers type. No answer is wanted, but that there is one.
func testHostileWords(t *testing.T, l sayso.Ledger) {
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
			if _, err := l.Claims(t.Context(), q); err != nil {
				t.Errorf("claims by %.40q: %v", short, err)
			}
			if _, err := l.Facets(t.Context(), q); err != nil {
				t.Errorf("facets by %.40q: %v", short, err)
			}
		}
		if _, err := l.Articles(t.Context(), sayso.ArticleQuery{Words: s, Language: s}); err != nil {
			t.Errorf("articles by %.40q: %v", short, err)
		}
		if _, err := l.Actors(t.Context(), sayso.ActorQuery{Name: s, Type: sayso.ActorType(s)}); err != nil {
			t.Errorf("actors by %.40q: %v", short, err)
		}
		_, err := l.Claim(t.Context(), sayso.ClaimID(s))
		wantKind(t, "claim named "+short, err, sayso.NotFound)
	}
}
