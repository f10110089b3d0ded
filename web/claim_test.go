package web

import (
	"regexp"
	"strings"
	"testing"

	"sayso"
	"sayso/ledgertest"
)

// tags is what stands between a page's words.
var tags = regexp.MustCompile(`(?s)<[^>]*>\s*|\s+`)

// TestGrounds shows on what a claim rests, for whom its speaker speaks, to whom
// it was said and what it answers: in the list beside the text, and on its page.
func TestGrounds(t *testing.T) {
	d := ledgertest.NewDraft("https://pier.example/pier", "The Pier", "Harbour office denies leak",
		"Otto Renn told the Tarn Herald that oil had leaked. Ada Brenn, who speaks for the Harbour Office, denied it in a statement.", ledgertest.Day("2031-05-02"))
	d.Actor("Otto Renn", sayso.Person, true)
	d.Actor("Tarn Herald", sayso.Organisation, true)
	d.Actor("Ada Brenn", sayso.Person, true)
	d.Actor("Harbour Office", sayso.Organisation, true)
	d.Claim([]string{"Otto Renn"}, "Otto Renn", "told", "oil had leaked")
	d.Claim([]string{"Ada Brenn"}, "Ada Brenn, who speaks for the Harbour Office,", "denied", "it")
	renn, brenn := &d.Analysis.Claims[0], &d.Analysis.Claims[1]
	renn.Source.Kind, renn.Via, renn.Addressee = sayso.NamedSource, []sayso.ActorID{"a2"}, "a2"
	brenn.Source.Kind, brenn.Source.For, brenn.Stance, brenn.Polarity, brenn.RepliesTo = sayso.NamedSource, "a4", sayso.Denies, sayso.Negative, "c1"
	brenn.Evidence = []sayso.Evidence{{Kind: sayso.StatementSource, Span: d.Words("a statement")}}
	s := serve(t, d.Reading)

	_, list := get(t, s.URL+"/search?q=leaked")
	link := regexp.MustCompile(`/claims/[a-z0-9]+`)
	_, first := get(t, s.URL+link.FindString(list))
	article := s.URL + regexp.MustCompile(`/articles/[a-z0-9]+`).FindString(first)
	_, page := get(t, article)
	plain := tags.ReplaceAllString(page, " ")
	for _, want := range []string{"● named", "● Ada Brenn denies on a statement for Harbour Office in answer to 1", "● Otto Renn asserts carried by Tarn Herald"} {
		if !strings.Contains(strings.Join(strings.Fields(plain), " "), want) {
			t.Errorf("the article lacks %q:\n%s", want, plain)
		}
	}
	if strings.Contains(plain, "○") {
		t.Error("the legend explains what does not occur")
	}
	found := ""
	for _, c := range link.FindAllString(page, -1) {
		if _, x := get(t, s.URL+c); strings.Contains(x, "speaks for") {
			found = strings.Join(strings.Fields(tags.ReplaceAllString(x, " ")), " ")
		}
	}
	for _, want := range []string{"speaks for Harbour Office", "rests on “a statement” (a statement)", "in answer to oil had leaked", "denies, certain, held untrue"} {
		if !strings.Contains(found, want) {
			t.Errorf("the claim's page lacks %q: %s", want, found)
		}
	}
	if plain := strings.Join(strings.Fields(tags.ReplaceAllString(first, " ")), " "); !strings.Contains(plain, "said to Tarn Herald") {
		t.Errorf("no addressee: %s", plain)
	}
}
