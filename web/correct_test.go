package web

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"sayso"
)

// submit sends a form in as a browser does from the site that origin names.
func submit(t *testing.T, at, origin string, form url.Values) (*http.Response, string) {
	t.Helper()
	req, err := http.NewRequest("POST", at, strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Sec-Fetch-Site", origin)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res, string(b)
}

func TestCorrect(t *testing.T) {
	l := open(t)
	s := httptest.NewServer(New(Config{Ledger: l, Version: "test", Corrections: true}))
	t.Cleanup(s.Close)
	page, err := l.Claims(t.Context(), sayso.ClaimQuery{Words: "cranes", AllVersions: true})
	if err != nil || len(page.Items) == 0 {
		t.Fatal("no claim", err)
	}
	id := page.Items[0].ID
	at := s.URL + "/claims/" + string(id)

	if _, body := get(t, at); !strings.Contains(body, "Set this claim right") {
		t.Error("the page has no form")
	}
	hostile := `<script>alert(1)</script>`
	res, body := submit(t, at+"/correct", "same-origin", url.Values{"verdict": {"mended"}, "stance": {"denies"}, "speaker": {"Tess Okafor"}, "content": {"the cranes"}, "note": {hostile}})
	if res.StatusCode != http.StatusOK || !strings.Contains(body, "Tess Okafor") || !strings.Contains(body, "denies") || !strings.Contains(body, "was mended") {
		t.Errorf("after mending: %s\n%s", res.Status, body)
	}
	if strings.Contains(body, hostile) {
		t.Error("the note is not escaped")
	}
	if _, body := get(t, s.URL+"/corrections"); !strings.Contains(body, "the cranes") || strings.Contains(body, hostile) {
		t.Error("the list of corrections lacks it or does not escape it")
	}
	// What the form gives back unchanged changes nothing but the verdict.
	row, err := l.Claim(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	submit(t, at+"/correct", "same-origin", url.Values{"verdict": {"mended"}, "source": {row.SourceText}, "cue": {row.CueText}, "content": {row.ContentText}, "speaker": {"Tess Okafor"}, "stance": {"denies"}})
	again, err := l.Claim(t.Context(), id)
	if err != nil || !again.Attribution().Equal(row.Attribution()) {
		t.Errorf("words changed from %v to %v, error %v", row.Attribution(), again.Attribution(), err)
	}

	for _, x := range []struct {
		what, origin string
		form         url.Values
		status       int
	}{
		{"another site", "cross-site", url.Values{"verdict": {"rejected"}}, http.StatusForbidden},
		{"no verdict", "same-origin", url.Values{"verdict": {"shrugs"}}, http.StatusBadRequest},
		{"no such words", "same-origin", url.Values{"verdict": {"mended"}, "content": {"no such words"}}, http.StatusNotFound},
		{"no such stance", "same-origin", url.Values{"verdict": {"mended"}, "stance": {"shrugs"}}, http.StatusBadRequest},
		{"too much", "same-origin", url.Values{"verdict": {"mended"}, "note": {strings.Repeat("x", MaxForm)}}, http.StatusBadRequest},
	} {
		if res, body := submit(t, at+"/correct", x.origin, x.form); res.StatusCode != x.status {
			t.Errorf("%s: %s, want %d\n%.300s", x.what, res.Status, x.status, body)
		}
	}
	if res, _ := submit(t, s.URL+"/claims/clnone/correct", "same-origin", url.Values{"verdict": {"rejected"}}); res.StatusCode != http.StatusNotFound {
		t.Errorf("no such claim: %s", res.Status)
	}

	// Rejected, it leads to the article, and can be taken back from the list.
	if res, _ := submit(t, at+"/correct", "same-origin", url.Values{"verdict": {"rejected"}}); res.StatusCode != http.StatusOK || !strings.HasPrefix(res.Request.URL.Path, "/articles/") {
		t.Errorf("rejected: %s at %s", res.Status, res.Request.URL.Path)
	}
	if res, _ := submit(t, at+"/correct", "same-origin", url.Values{"verdict": {"withdrawn"}}); res.StatusCode != http.StatusOK {
		t.Errorf("taken back: %s", res.Status)
	}
}

func TestNobodyCorrectsFromAfar(t *testing.T) {
	s := serve(t)
	res, _ := submit(t, s.URL+"/claims/clx/correct", "same-origin", url.Values{"verdict": {"rejected"}})
	if res.StatusCode != http.StatusForbidden {
		t.Errorf("a server that only shows answers %s", res.Status)
	}
}

func TestWhy(t *testing.T) {
	l := open(t)
	page, err := l.Claims(t.Context(), sayso.ClaimQuery{})
	if err != nil || len(page.Items) == 0 {
		t.Fatal("no claim", err)
	}
	id := string(page.Items[0].ID)
	words := page.Items[0].Cue.Spans
	s := httptest.NewServer(New(Config{Ledger: l, Why: func(a *sayso.Article, w sayso.Attribution) (sayso.Provenance, []sayso.Reason) {
		return sayso.Provenance{}, []sayso.Reason{{Part: sayso.CuePart, Words: words, Why: "<b>bold</b>", Weight: 1.25}, {Part: sayso.StancePart, Why: "a rule"}}
	}}))
	t.Cleanup(s.Close)
	if _, body := get(t, s.URL+"/claims/"+id); !strings.Contains(body, "/claims/"+id+"/why") {
		t.Error("the claim's page does not lead to its reasons")
	}
	_, body := get(t, s.URL+"/claims/"+id+"/why")
	for _, want := range []string{"1.2", "&lt;b&gt;bold", "a rule", "Another version of this program"} {
		if !strings.Contains(body, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if res, _ := get(t, serve(t).URL+"/claims/"+id+"/why"); res.StatusCode != http.StatusNotFound {
		t.Errorf("a server without reasons answers %s", res.Status)
	}
}

// TestHistoryOnPages has two people say something of a claim and one of an actor.
func TestHistoryOnPages(t *testing.T) {
	l := open(t)
	s := httptest.NewServer(New(Config{Ledger: l, Version: "test", Corrections: true, Operator: "Bo <b>"}))
	t.Cleanup(s.Close)
	page, err := l.Claims(t.Context(), sayso.ClaimQuery{Words: "cranes", AllVersions: true})
	if err != nil || len(page.Items) == 0 {
		t.Fatal("no claim", err)
	}
	id := page.Items[0].ID
	if _, err := l.Correct(t.Context(), sayso.Correction{Claim: id, Verdict: sayso.Accepted, By: "Ada", Note: "seen"}); err != nil {
		t.Fatal(err)
	}
	_, body := submit(t, s.URL+"/claims/"+string(id)+"/correct", "same-origin", url.Values{"verdict": {"withdrawn"}})
	for _, words := range []string{"by Ada: seen", "withdrawn", "by Bo &lt;b&gt;"} {
		if !strings.Contains(body, words) {
			t.Errorf("the page of the claim lacks %q", words)
		}
	}
	actors, err := l.Actors(t.Context(), sayso.ActorQuery{Speaking: true})
	if err != nil {
		t.Fatal(err)
	}
	_, body = submit(t, s.URL+"/actors/"+string(actors.Items[0].ID)+"/identity", "same-origin", url.Values{"verdict": {"merged"}, "into": {string(actors.Items[1].ID)}, "note": {"one person"}})
	if !strings.Contains(body, "merged") || !strings.Contains(body, "by Bo &lt;b&gt;: one person") {
		t.Error("the page of the actor does not tell who merged it")
	}
}
