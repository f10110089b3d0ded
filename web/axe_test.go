package web

import (
	"encoding/json"
	"net/http/httptest"
	"os"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// axeRun judges a page by the rules of WCAG 2.2 at the levels A and AA.
const axeRun = `axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}).then(r => JSON.stringify({Passed: r.passes.length, Violations: r.violations.map(v => ({
	Rule: v.id, Help: v.help, At: v.nodes.slice(0, 3).map(n => n.html.slice(0, 200) + " " + (n.failureSummary || ""))}))}))`

// TestAccess has axe-core look at every page type, light and dark. AXE names its
// axe.min.js, which "npm pack axe-core" fetches; without it the test is skipped.
func TestAccess(t *testing.T) {
	path := os.Getenv("AXE")
	if path == "" {
		t.Skip("skipped: AXE does not name an axe.min.js (npm pack axe-core fetches it)")
	}
	axe, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	ctx := browser(t)
	l := open(t, append(ferryStory(), coinciding())...)
	followed := followTwo(t, l)
	s := httptest.NewServer(New(Config{Ledger: l, Version: "test", Corrections: true}))
	t.Cleanup(s.Close)
	for _, scheme := range []string{"light", "dark"} {
		params := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}}
		if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, params); err != nil {
			t.Fatal(err)
		}
		for _, page := range append(pageTypes(t, s.URL), "/follows/"+string(followed)) {
			if err := chromedp.Do(ctx, chromedp.Navigate(s.URL+page)); err != nil {
				t.Fatalf("%s: %v", page, err)
			}
			ask(t, ctx, chromedp.Evaluate[any](string(axe)+"; null"))
			var found struct {
				Passed     int // rules that were looked at and hold
				Violations []struct {
					Rule, Help string
					At         []string
				}
			}
			if err := json.Unmarshal([]byte(ask(t, ctx, chromedp.Evaluate[string](axeRun, chromedp.EvalAwaitPromise))), &found); err != nil {
				t.Fatalf("%s: %v", page, err)
			}
			if found.Passed == 0 {
				t.Errorf("%s, %s: no rule was looked at", page, scheme)
			}
			for _, v := range found.Violations {
				t.Errorf("%s, %s: %s (%s): %q", page, scheme, v.Rule, v.Help, v.At)
			}
		}
	}
}

// pageTypes lists one page of every type.
func pageTypes(t *testing.T, url string) []string {
	t.Helper()
	out := []string{"/", "/?since=1d", "/search", "/search?q=harbour", "/search?q=(harbour", "/actors", "/events", "/events?country=KER", "/dyads/KER/TAR", "/stories", "/disputes", "/changes", "/check", "/sources", "/workers", "/corrections", "/nowhere", "/follows"}
	out = append(out, "/dossiers", dossierAt(t, url), "/marked", "/outlets", "/outlets/audit?outlet=Two")
	for _, x := range []struct{ list, prefix, then string }{
		{"/", "/articles/", ""}, {"/", "/articles/", "/map"}, {"/search?q=harbour", "/claims/", ""}, {"/search?q=harbour", "/claims/", "/cite"}, {"/actors?name=brenn", "/actors/", ""}, {"/actors?name=brenn", "/actors/", "/timeline"},
		{"/events", "/events/ev", ""}, {"/stories", "/stories/st", ""}, {"/stories", "/stories/st", "/timeline"}, {"/disputes", "/questions/", ""},
	} {
		_, body := get(t, url+x.list)
		if found := hrefs(body, x.prefix); len(found) > 0 {
			out = append(out, found[0]+x.then)
		} else {
			t.Fatalf("%s leads to no %s", x.list, x.prefix)
		}
	}
	return out
}
