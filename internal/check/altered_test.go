package check

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"sayso"
	"sayso/extract"
	"sayso/ingest"
	"sayso/internal/ledger"
	"sayso/internal/story"
	"sayso/sqlite"
)

// ledgerOf gives a ledger with what our own sample texts put on record; or the one
// that SAYSO_CHECK_LEDGER names, to measure on more.
func ledgerOf(t testing.TB, x *extract.Extractor, paths ...string) sayso.Ledger {
	t.Helper()
	ctx := context.Background()
	if at := os.Getenv("SAYSO_CHECK_LEDGER"); at != "" {
		l, err := sqlite.Open(ctx, at)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { l.Close() })
		return l
	}
	l, err := sqlite.Open(ctx, filepath.Join(t.TempDir(), "ledger.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	for d, err := range ingest.Documents(ctx, paths, ingest.Options{}) {
		if err != nil {
			t.Fatal(err)
		}
		if ext := filepath.Ext(d.Path); ext != ".txt" && ext != ".html" {
			continue
		}
		parsed, err := ingest.Parse(d, ingest.Options{Published: sayso.Date{Time: time.Date(2023, 9, 14, 0, 0, 0, 0, time.UTC), DayOnly: true}})
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range parsed {
			if _, err := l.Put(ctx, sayso.Reading{Article: p.Article, Analysis: x.Extract(&p.Article), Raw: p.Raw}); err != nil {
				t.Fatal(err)
			}
		}
	}
	if _, err := story.NewKeeper(l).Update(ctx); err != nil {
		t.Fatal(err)
	}
	return l
}

// origin is a statement of the ledger that drafts are made of.
type origin struct {
	who, words string
	form       sayso.Form
	day        time.Time
}

// origins are the statements of a ledger that name a speaker, in one piece.
func originsOf(t testing.TB, l sayso.Ledger, limit int) []origin {
	t.Helper()
	var out []origin
	q := sayso.ClaimQuery{Paging: sayso.Paging{Limit: 1000}}
	for len(out) < limit {
		page, err := l.Claims(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range page.Items {
			named := r.Source.Kind == sayso.NamedSource || r.Source.Kind == sayso.OrgSource
			words := strings.Trim(r.ContentText, "“”\" ,.")
			if r.Form != sayso.Direct && (r.Stance != sayso.Asserts || !slices.Contains([]string{"say", "tell", "add", "state", "note"}, r.Cue.Lemma)) || strings.Contains(words, ". ") {
				continue // what “said” does not go with, or several sentences
			}
			if r.Parent != "" || !named || len(r.Speakers) == 0 || len(r.Content) != 1 || r.Form == sayso.Mixed || strings.ContainsAny(words, "\n\"“”…[]!?") || len(split(words, true)) < 5 || len(split(words, true)) > 60 {
				continue
			}
			out = append(out, origin{r.Speakers[0].Name, words, r.Form, r.Article.Published.Time})
		}
		if page.Next == "" {
			break
		}
		q.After = page.Next
	}
	return out
}

// draft writes a statement as a paper does.
func (o origin) draft(on string) string {
	if on != "" {
		on = " on " + on
	}
	if o.form == sayso.Direct {
		return fmt.Sprintf("“%s,” said %s%s.", o.words, o.who, on)
	}
	words := strings.TrimPrefix(o.words, "that ")
	return fmt.Sprintf("%s said%s that %s.", o.who, on, words)
}

// alteration makes another statement of one; ok is false where it cannot.
type alteration struct {
	name string
	want Concern
	make func(r *rand.Rand, o origin, all []origin) (draft string, ok bool)
}

func alterations() []alteration {
	words := func(change func(r *rand.Rand, ws []string, all []origin) ([]string, bool)) func(*rand.Rand, origin, []origin) (string, bool) {
		return func(r *rand.Rand, o origin, all []origin) (string, bool) {
			ws, ok := change(r, strings.Fields(o.words), all)
			o.words = strings.Join(ws, " ")
			return o.draft(""), ok
		}
	}
	return []alteration{
		{"another word", IsAltered, words(func(r *rand.Rand, ws []string, all []origin) ([]string, bool) {
			i, ok := contentWord(r, ws)
			other := strings.Fields(all[r.IntN(len(all))].words)
			k, found := contentWord(r, other)
			if !ok || !found || oneStem(ledger.Fold(ws[i]), ledger.Fold(other[k])) || strings.EqualFold(ws[i], other[k]) {
				return ws, false
			}
			ws[i] = strings.Trim(other[k], ",;:")
			return ws, true
		})},
		{"a negation", IsAltered, words(func(_ *rand.Rand, ws []string, _ []origin) ([]string, bool) {
			for i, w := range ws {
				switch strings.ToLower(w) {
				case "is", "are", "was", "were", "will", "would", "could", "should", "can", "has", "have", "had":
					if i+1 < len(ws) && ws[i+1] == "not" {
						return slices.Delete(ws, i+1, i+2), true
					}
					return slices.Insert(ws, i+1, "not"), true
				}
			}
			return ws, false
		})},
		{"another number", IsAltered, words(func(r *rand.Rand, ws []string, _ []origin) ([]string, bool) {
			for i, w := range ws {
				if k := ledger.Fold(w); numeric(k) {
					ws[i] = []string{"seventeen", "46", "nine"}[r.IntN(3)]
					return ws, ledger.Fold(ws[i]) != k
				}
			}
			return ws, false
		})},
		{"words left out", IsAltered, quotedOnly(words(func(r *rand.Rand, ws []string, _ []origin) ([]string, bool) {
			i, ok := contentWord(r, ws)
			if !ok || i == 0 || i+2 >= len(ws) {
				return ws, false
			}
			return slices.Delete(ws, i, i+1+r.IntN(2)), true
		}))},
		{"words put in", IsAltered, words(func(r *rand.Rand, ws []string, all []origin) ([]string, bool) {
			other := strings.Fields(all[r.IntN(len(all))].words)
			k, ok := contentWord(r, other)
			i := 1 + r.IntN(len(ws)-1)
			if !ok || slices.ContainsFunc(ws, func(w string) bool {
				return oneStem(ledger.Fold(w), ledger.Fold(other[k])) || ledger.Fold(w) == ledger.Fold(other[k])
			}) {
				return ws, false
			}
			return slices.Insert(ws, i, strings.Trim(other[k], ",;:")), true
		})},
		{"another speaker", OtherSpeaker, func(r *rand.Rand, o origin, all []origin) (string, bool) {
			to := all[r.IntN(len(all))].who
			a, b := ledger.Fold(o.who), ledger.Fold(to)
			for _, x := range all {
				if x.words == o.words && oneName(ledger.Fold(x.who), b) {
					return "", false
				}
			}
			o.who = to
			return o.draft(""), !oneName(a, b)
		}},
		{"another day", OtherDate, func(r *rand.Rand, o origin, _ []origin) (string, bool) {
			day := o.day.AddDate(0, 0, -10-r.IntN(300))
			return o.draft(day.Format("2 January 2006")), !o.day.IsZero()
		}},
	}
}

// quotedOnly leaves reported speech alone: it may say less than was said.
func quotedOnly(make func(*rand.Rand, origin, []origin) (string, bool)) func(*rand.Rand, origin, []origin) (string, bool) {
	return func(r *rand.Rand, o origin, all []origin) (string, bool) {
		if o.form != sayso.Direct {
			return "", false
		}
		return make(r, o, all)
	}
}

// contentWord chooses a word of content that is no name.
func contentWord(r *rand.Rand, ws []string) (int, bool) {
	for range 20 {
		i := r.IntN(len(ws))
		if k := ledger.Fold(ws[i]); len(k) > 3 && !small[k] && !weighty[k] && !numeric(k) && k == strings.Trim(ws[i], ",.;:") {
			return i, true
		}
	}
	return 0, false
}

// faithful are ways to quote that alter nothing.
func faithful(o origin) []string {
	out := []string{o.draft("")}
	if o.form == sayso.Direct {
		ws := strings.Fields(o.words)
		cut := o
		cut.words = strings.Join(slices.Concat(ws[:2], []string{"…"}, ws[3:]), " ")
		if len(ws) > 8 {
			out = append(out, cut.draft(""))
		}
		first := o
		first.words = "[" + o.words[:1] + "]" + o.words[1:]
		out = append(out, first.draft(""))
	}
	return out
}

// TestAlterations makes alterations of real statements, and wants them found: each
// by its own name, and nothing found where nothing was altered. Every one is a draft
// of its own, read as drafts are.
func TestAlterations(t *testing.T) {
	n := 1000
	if testing.Short() {
		n = 70
	}
	x, err := extract.NewWith(extract.Options{Reading: extract.Quick})
	if err != nil {
		t.Fatal(err)
	}
	l := ledgerOf(t, x, "../../cmd/sayso/samples", "../extract/claim/testdata")
	all := originsOf(t, l, 4000)
	if len(all) < 20 {
		t.Fatalf("%d statements", len(all))
	}
	c := Checker{Ledger: l, Read: x.Extract}
	r := rand.New(rand.NewPCG(18, 4))
	verbose := os.Getenv("SAYSO_CHECK_LEDGER") == "" && testing.Verbose()
	check := func(o origin, draft string) *Finding {
		t.Helper()
		rep, err := c.Check(t.Context(), &sayso.Article{Text: draft, Published: sayso.Date{Time: o.day.AddDate(0, 0, 1), DayOnly: true}})
		if err != nil {
			t.Fatal(err)
		}
		var best *Finding
		for i := range rep.Findings {
			if f := &rep.Findings[i]; best == nil || len(f.Text) > len(best.Text) {
				best = f
			}
		}
		return best
	}
	kinds := alterations()
	made, found, caught := map[string]int{}, map[string]int{}, 0
	total, hits := 0, 0
	for tries := 0; total < n && tries < 20*n; tries++ {
		o, k := all[r.IntN(len(all))], kinds[tries%len(kinds)]
		draft, ok := k.make(r, o, all)
		if !ok {
			continue
		}
		total++
		made[k.name]++
		f := check(o, draft)
		if f != nil && slices.ContainsFunc(f.Concerns, func(c Concern) bool { return c == k.want || c == IsNotFound }) {
			caught++
		}
		if f != nil && slices.Contains(f.Concerns, k.want) {
			hits++
			found[k.name]++
		} else if verbose {
			t.Logf("missed %s: %s\n  was %s: %s\n  %+v", k.name, draft, o.who, o.words, shortly(f))
		}
	}
	clean, alarms := 0, 0
	for i := 0; i < n/2; i++ {
		o := all[r.IntN(len(all))]
		for _, draft := range faithful(o) {
			clean++
			f := check(o, draft)
			if f == nil || !slices.ContainsFunc(f.Concerns, func(c Concern) bool { return c == IsAltered || c == IsNotFound || c == OtherSpeaker || c == OtherDate }) {
				continue
			}
			if alarms++; verbose {
				t.Logf("false alarm: %s\n  was %s: %s\n  %+v", draft, o.who, o.words, shortly(f))
			}
		}
	}
	for _, k := range kinds {
		t.Logf("%-16s %4d of %4d", k.name, found[k.name], made[k.name])
	}
	recall, false_ := float64(hits)/float64(total), float64(alarms)/float64(clean)
	t.Logf("of %d statements: found %.3f of %d alterations (%.3f are not passed over), false alarms %.3f of %d", len(all), recall, total, float64(caught)/float64(total), false_, clean)
	if recall < 0.95 || false_ >= 0.03 {
		t.Errorf("found %.3f, want 0.95; false alarms %.3f, want under 0.03", recall, false_)
	}
}

func shortly(f *Finding) string {
	if f == nil {
		return "no statement was found in the draft"
	}
	return fmt.Sprintf("%s %q %v %q %v", f.Verdict, f.Speaker, f.Concerns, f.Why, f.Words)
}
