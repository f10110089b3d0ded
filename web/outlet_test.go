package web

import (
	"strings"
	"testing"
)

func TestOutletPage(t *testing.T) {
	s := serve(t, ferryStory()...)
	_, list := get(t, s.URL+"/outlets")
	found := hrefs(list, "/outlets/audit?outlet=Three")
	if len(found) == 0 {
		t.Fatalf("the list leads to no outlet: %.500s", list)
	}
	_, body := get(t, s.URL+found[0])
	for _, want := range []string{"<h1>Three</h1>", "1 article: 0 % copy", "100 % were changed later", "Month by month", `href="/actors/ac`, "format=csv"} {
		if !strings.Contains(body, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	_, two := get(t, s.URL+"/outlets/audit?outlet=two")
	if !strings.Contains(two, "<h1>Two</h1>") || !strings.Contains(two, "1 article: 100 % copy") {
		t.Error("a copy is not counted as one")
	}
	if strings.Contains(two, "<script>alert") {
		t.Error("the name of an outlet is markup")
	}
	res, rows := get(t, s.URL+hrefs(body, "/outlets/audit?")[0])
	if res.Header.Get("Content-Type") == "" || !strings.HasPrefix(rows, "outlet,month,articles,copied,") || !strings.Contains(rows, "\nThree,") {
		t.Errorf("as a file: %.200s", rows)
	}
	if res, body := get(t, s.URL+"/outlets/audit?outlet=Three&from=1999-01-01&to=1999-02-01"); res.StatusCode != 200 || !strings.Contains(body, "It has no articles then.") {
		t.Error("an outlet without articles then is not said so")
	}
	if res, _ := get(t, s.URL+"/outlets/audit"); res.StatusCode != 400 {
		t.Errorf("no outlet: %d", res.StatusCode)
	}
	if res, _ := get(t, s.URL+"/outlets/audit?outlet=Three&from=yesterday"); res.StatusCode != 400 {
		t.Errorf("no day: %d", res.StatusCode)
	}
}
