package ledgertest

import (
	"strings"
	"testing"
	"time"

	"sayso"
)

func testEmpty(t testing.TB, l sayso.Ledger) {
	if out, err := l.Put(t.Context()); len(out) != 0 || err != nil {
		t.Errorf("put of nothing: %v, %v", out, err)
	}
	stats, err := l.Stats(t.Context())
	if err != nil || stats.Articles != 0 || stats.Versions != 0 || stats.Claims != 0 || stats.Actors != 0 {
		t.Errorf("stats of an empty ledger: %+v, %v", stats, err)
	}
	for _, q := range []sayso.ClaimQuery{{}, {Words: "harbour"}, {Speaker: "Reyes"}, {Actor: "ac0"}, {Article: "ar0"}, {Outlet: "x"}} {
		if got := claims(t, l, q); len(got) != 0 {
			t.Errorf("%+v: %v", q, got)
		}
		if f, err := l.Facets(t.Context(), q); err != nil || f.Total != 0 {
			t.Errorf("facets of %+v: %+v, %v", q, f, err)
		}
	}
	if p, err := l.Articles(t.Context(), sayso.ArticleQuery{Words: "x"}); err != nil || len(p.Items) != 0 {
		t.Errorf("articles: %v, %v", p, err)
	}
	if p, err := l.Actors(t.Context(), sayso.ActorQuery{Name: "x"}); err != nil || len(p.Items) != 0 {
		t.Errorf("actors: %v, %v", p, err)
	}
}

// testRefused puts readings that no extractor should make. Each is refused by
// itself and takes its batch with it.
func testRefused(t testing.TB, l sayso.Ledger) {
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
