package web

import (
	"encoding/json"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"sayso/export"
)

// TestCite takes a claim, a question, an event, a story and a version from its page
// to its citation, in every form.
func TestCite(t *testing.T) {
	s := serve(t, ferryStory()...)
	first := func(list, prefix string) string {
		t.Helper()
		_, body := get(t, s.URL+list)
		found := hrefs(body, prefix)
		if len(found) == 0 {
			t.Fatalf("%s leads to no %s", list, prefix)
		}
		return found[0]
	}
	article := first("/", "/articles/")
	for name, page := range map[string]string{
		"claim": first("/search?q=stance:denies", "/claims/"), "question": first("/disputes", "/questions/"),
		"event": first("/events", "/events/ev"), "story": first("/stories", "/stories/"), "version": article,
	} {
		_, body := get(t, s.URL+page)
		links := regexp.MustCompile(`href="(/[^"]*/cite)"`).FindStringSubmatch(body)
		if links == nil {
			t.Errorf("%s: %s leads to no citation", name, page)
			continue
		}
		res, cited := get(t, s.URL+links[1])
		if res.StatusCode != http.StatusOK {
			t.Errorf("%s: %s", links[1], res.Status)
		}
		wellMade(t, links[1], cited)
		for _, style := range export.CitationStyles() {
			res, text := get(t, s.URL+links[1]+"?format="+style.Name)
			if got := res.Header.Get("Content-Type"); got != style.Media {
				t.Errorf("%s as %s: %s", name, style.Name, got)
			}
			if !regexp.MustCompile(`SHA-256 [0-9a-f]{64}`).MatchString(strings.ReplaceAll(text, `\`, "")) {
				t.Errorf("%s as %s names no digest:\n%s", name, style.Name, text)
			}
			switch style.Name {
			case "plain", "markdown":
				if !strings.Contains(strings.ReplaceAll(text, `\`, ""), s.URL+"/") || !strings.Contains(text, "read") {
					t.Errorf("%s as %s has no permalink or does not say when it was read:\n%s", name, style.Name, text)
				}
			case "csl":
				var items []map[string]any
				if err := json.Unmarshal([]byte(text), &items); err != nil || len(items) == 0 || items[0]["accessed"] == nil {
					t.Errorf("%s as CSL-JSON: %v\n%s", name, err, text)
				}
			}
		}
	}
	claim := first("/search?q=stance:denies", "/claims/")
	_, text := get(t, s.URL+claim+"/cite?format=markdown")
	if !strings.Contains(text, "Østby and Ports Authority (denies, in the words of the article)") || !strings.Contains(text, "\n> the harbour was late\n") {
		t.Errorf("the quotation is lost:\n%s", text)
	}
	for address, want := range map[string]int{
		claim + "/cite?format=word": http.StatusBadRequest,
		"/claims/cl0000/cite":       http.StatusNotFound,
		"/stories/" + strings.TrimPrefix(claim, "/claims/") + "/cite": http.StatusNotFound, // a claim is no story
	} {
		if res, _ := get(t, s.URL+address); res.StatusCode != want {
			t.Errorf("%s: %s, want %d", address, res.Status, want)
		}
	}
}
