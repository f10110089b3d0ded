package web

import (
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"sayso"
)

// TestSearchFindsAll searches for one name, and looks for all that its page is to
// lead to.
func TestSearchFindsAll(t *testing.T) {
	widen := func(typed string) (string, []Alias) {
		if typed == "Haven" {
			return `((Haven) OR "harbour")`, []Alias{{Typed: "Haven", Name: "harbour"}}
		}
		return typed, nil
	}
	s := httptest.NewServer(New(Config{Ledger: open(t, ferryStory()...), Version: "test", Aliases: widen}))
	t.Cleanup(s.Close)
	for _, c := range []struct {
		address string
		want    []string
		not     []string
	}{
		{"/search?q=harbours", []string{"the harbour was late", "The new harbour may open", `title="drop this">words: harbours`, "best match first</strong>", "/export/claims.csv?q=harbours", "/stories/st"}, nil},
		{"/search?q=Haven", []string{"also with <bdi>“harbour”</bdi>", "Haven</bdi>", "exact=1", "the harbour was late"}, nil},
		{"/search?q=Haven&exact=1", []string{"No claim matches"}, []string{"also with"}},
		{"/search?q=brenn", []string{`<a href="/actors/`, "Ada Brenn"}, nil},
		{"/search?q=harbour&stance=denies&min_confidence=0.1", []string{"stance: denies", "sure from: 0.1", "the harbour was late"}, []string{"The new harbour may open in spring</a>"}},
		{"/search?min_confidence=1", []string{"No claim matches"}, nil},
		{"/search?q=harbour&order=date", []string{"<strong aria-current=\"true\">newest first"}, nil},
		{"/search?q=about:harbour+speaker:ports", []string{"the harbour was late"}, []string{"Who and which stories"}},
		{"/search?order=colour", []string{"there is no such order"}, nil},
		{"/search?min_confidence=2", []string{"a number from 0 to 1"}, nil},
	} {
		_, body := get(t, s.URL+c.address)
		wellMade(t, c.address, body)
		for _, w := range c.want {
			if !strings.Contains(body, w) {
				t.Errorf("%s lacks %q", c.address, w)
			}
		}
		for _, w := range c.not {
			if strings.Contains(body, w) {
				t.Errorf("%s has %q", c.address, w)
			}
		}
	}
	_, whole := get(t, s.URL+"/search?q=harbour")
	if !strings.Contains(whole, "<span class=\"around\">") || !strings.Contains(whole, "sure 0.") {
		t.Error("a claim stands without its context or its confidence")
	}
}

func TestMonths(t *testing.T) {
	month := func(m string, s sayso.Stance, n int) sayso.MonthCount {
		return sayso.MonthCount{Month: m, Stance: s, N: n}
	}
	for name, c := range map[string]struct {
		counts []sayso.MonthCount
		want   []string
	}{
		"nothing":           {nil, nil},
		"one month":         {[]sayso.MonthCount{month("2031-05", sayso.Asserts, 3)}, nil},
		"undated":           {[]sayso.MonthCount{month("", sayso.Asserts, 3), month("2031-05", sayso.Asserts, 3)}, nil},
		"a month without":   {[]sayso.MonthCount{month("2031-05", sayso.Asserts, 3), month("2031-07", sayso.Denies, 1)}, []string{"4 claims, May 2031 to July 2031", "May 2031: 3 claims (3 says)", "July 2031: 1 claim (1 denies)", `class="denies"`}},
		"many months":       {[]sayso.MonthCount{month("2011-05", sayso.Asserts, 3), month("2031-07", sayso.Denies, 1)}, []string{"2011 to 2031", "2031: 1 claim"}},
		"a date far beyond": {[]sayso.MonthCount{month("1031-05", sayso.Asserts, 3), month("2031-07", sayso.Denies, 1)}, nil},
	} {
		got := string(drawMonths(c.counts))
		if (got == "") != (c.want == nil) || slices.ContainsFunc(c.want, func(w string) bool { return !strings.Contains(got, w) }) {
			t.Errorf("%s: %s", name, got)
		}
	}
}
