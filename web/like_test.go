package web

import (
	"context"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"sayso"
	"sayso/ledgertest"
)

// likeServer serves a ledger with three claims that have vectors, two of which point
// alike, and a way to ask that knows one text.
func likeServer(t *testing.T) *httptest.Server {
	t.Helper()
	d := ledgertest.NewDraft("https://pier.example/like", "The Pier", "Oil on the pier", "Otto Renn said that oil had leaked. Ada Brenn said that fuel was lost. Ida Holm said that tea was served.", ledgertest.Day("2031-05-02"))
	for i, c := range [][3]string{{"Otto Renn", "oil had leaked"}, {"Ada Brenn", "fuel was lost"}, {"Ida Holm", "tea was served"}} {
		d.Actor(c[0], sayso.Person, true)
		v := make(sayso.Vector, 16)
		for j := range v {
			if v[j] = 100; i == 2 && j < 8 || i == 1 && j < 2 {
				v[j] = -100
			}
		}
		d.Claim([]string{c[0]}, c[0], "said", c[1]).Vector = v
	}
	l := open(t, d.Reading)
	s := httptest.NewServer(New(Config{Ledger: l, Like: func(ctx context.Context, like string) (sayso.Vector, error) {
		if like == "oil went lost" {
			return d.Analysis.Claims[0].Vector, nil
		}
		if _, err := l.Claim(ctx, sayso.ClaimID(like)); err != nil {
			return nil, sayso.Errorf("search", like, sayso.Invalid, "there are no words in it")
		}
		return d.Analysis.Claims[0].Vector, nil
	}}))
	t.Cleanup(s.Close)
	return s
}

// TestLike finds claims by what they say, from the search page, from a claim's
// page and in the API.
func TestLike(t *testing.T) {
	s := likeServer(t)
	words := func(page string) string { return strings.Join(strings.Fields(tags.ReplaceAllString(page, " ")), " ") }
	_, page := get(t, s.URL+"/search?like="+url.QueryEscape("oil went lost"))
	var found []string
	for _, m := range regexp.MustCompile(`<a class="claim[^>]*>(.*?)</a>`).FindAllStringSubmatch(page, -1) {
		found = append(found, m[1])
	}
	if got := words(page); !strings.Contains(got, "Claims like “oil went lost” 2 claims") || !slices.Equal(found, []string{"oil had leaked", "fuel was lost"}) {
		t.Errorf("the search page finds %q and reads %s", found, got)
	}
	var claim string
	for _, c := range hrefs(page, "/claims/") {
		if _, x := get(t, s.URL+c); strings.Contains(words(x), "Claims like this one") && strings.Contains(words(x), "Otto Renn asserts") {
			claim = c
			if got := words(x); strings.Count(got, "oil had leaked") != 1 || !strings.Contains(got, "fuel was lost") {
				t.Errorf("the claim's page reads %s", got)
			}
		}
	}
	id := strings.TrimPrefix(claim, "/claims/")
	if _, page := get(t, s.URL+"/search?like="+id); !strings.Contains(words(page), "Claims like “oil had leaked”") {
		t.Errorf("a claim's words are not told: %s", words(page))
	}
	_, body := get(t, s.URL+"/api/v1/claims?like="+id)
	if got := regexp.MustCompile(`"likeness": ?[0-9.]+`).FindAllString(body, -1); len(got) != 2 || !strings.HasSuffix(got[0], "1") || !strings.HasSuffix(got[1], "0.75") {
		t.Errorf("the API tells %v of %s", got, body)
	}
	if _, body := get(t, s.URL+"/api/v1/facets?like="+id); !strings.Contains(strings.ReplaceAll(body, " ", ""), `"total":2`) {
		t.Errorf("facets are %s", body)
	}
	if res, body := get(t, s.URL+"/api/v1/claims?like=%E2%80%A6"); res.StatusCode != 400 {
		t.Errorf("no words at all: %d %s", res.StatusCode, body)
	}
	plain := serve(t)
	if res, _ := get(t, plain.URL+"/search?like=oil"); res.StatusCode != 400 {
		t.Errorf("a server without an encoder answers %d", res.StatusCode)
	}
}
