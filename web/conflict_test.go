package web

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"sayso"
)

var hidden = regexp.MustCompile(`<input type="hidden" name="([^"]*)" value="([^"]*)">`)

// TestTogether has two editors open one claim, judge it each, and nobody overwrite the
// other.
func TestTogether(t *testing.T) {
	n := openNewsroom(t, nil)
	ada, ed := n.browser(t), n.browser(t)
	n.signIn(t, ada, "ada")
	n.signIn(t, ed, "ed")
	claims, err := n.Claims(t.Context(), sayso.ClaimQuery{})
	if err != nil {
		t.Fatal(err)
	}
	at := "/claims/" + string(claims.Items[0].ID)
	form := func(c *http.Client) url.Values {
		t.Helper()
		_, body := n.fetch(t, c, at)
		m := regexp.MustCompile(`name="seen" value="(-?\d+)"`).FindStringSubmatch(body)
		if m == nil {
			t.Fatal("the form does not say what it was drawn from")
		}
		return url.Values{"seen": {m[1]}}
	}
	first, second := form(ada), form(ed)
	first.Set("verdict", "mended")
	first.Set("stance", "denies")
	first.Set("note", "heard it again")
	if res, body := n.post(t, ada, at+"/correct", first); res.StatusCode != 200 {
		t.Fatalf("%s %.300s", res.Status, body)
	}
	second.Set("verdict", "rejected")
	second.Set("note", "no claim of his")
	res, body := n.post(t, ed, at+"/correct", second)
	if res.StatusCode != http.StatusConflict {
		t.Fatalf("the second: %s", res.Status)
	}
	for _, want := range []string{"mended", "by <bdi>ada</bdi>", "heard it again", "denies", "no claim of his", "rejected", "Say it all the same"} {
		if !strings.Contains(body, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	wellMade(t, "the conflict", body)
	row, err := n.Claim(t.Context(), claims.Items[0].ID)
	if err != nil || row.Stance != sayso.Denies || row.Correction.By != "ada" {
		t.Errorf("%+v, %v", row, err)
	}
	// What stands now, for a program.
	w := request(n.h, "POST", "http://localhost"+at+"/correct", func(r *http.Request) {
		r.Header.Set("Authorization", "Bearer "+n.pass(t, sayso.TokenPass, "ed", sayso.EditorRole))
		r.Header.Set("Accept", "application/json")
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Body = io.NopCloser(strings.NewReader(second.Encode()))
	})
	var a struct {
		Error  struct{ Status int }
		Stands []struct{ Verdict, By string }
		Seen   int64
	}
	if err := json.Unmarshal(w.Body.Bytes(), &a); err != nil || w.Code != 409 || a.Error.Status != 409 || len(a.Stands) != 1 || a.Stands[0].By != "ada" || a.Stands[0].Verdict != "mended" || a.Seen == 0 {
		t.Errorf("%d %s %v", w.Code, w.Body, err)
	}
	// Having looked, the second says it all the same; the history has both.
	again := url.Values{}
	i := strings.Index(body, "Say it all the same")
	for _, m := range hidden.FindAllStringSubmatch(body[strings.LastIndex(body[:i], "<form"):i], -1) {
		again.Add(m[1], m[2])
	}
	if again.Get("note") != "no claim of his" || again.Get("seen") == second.Get("seen") {
		t.Errorf("%v", again)
	}
	if res, _ := n.post(t, ed, at+"/correct", again); res.StatusCode != 200 {
		t.Errorf("all the same: %s", res.Status)
	}
	page, err := n.History(t.Context(), string(claims.Items[0].ID), sayso.Paging{})
	if err != nil || len(page.Items) != 2 || page.Items[0].Said().By != "ed" || page.Items[1].Said().By != "ada" {
		t.Errorf("%+v, %v", page, err)
	}
}

// TestEveryJudgementSaysWhatItSaw wants each form of a judgement to give back what its
// page was drawn from.
func TestEveryJudgementSaysWhatItSaw(t *testing.T) {
	l := open(t, append(ferryStory(), coinciding())...)
	s := httptest.NewServer(New(Config{Ledger: l, Version: "test", Corrections: true}))
	t.Cleanup(s.Close)
	found := 0
	for _, page := range pageTypes(t, s.URL) {
		_, body := get(t, s.URL+page)
		for _, f := range regexp.MustCompile(`(?s)<form method="post" action="(/[^"]*)">(.*?)</form>`).FindAllStringSubmatch(body, -1) {
			parts := strings.Split(f[1], "/")
			if len(parts) == 4 && judged["POST /"+parts[1]+"/{id}/"+parts[3]] {
				found++
				if !strings.Contains(f[2], `name="seen"`) {
					t.Errorf("%s: the form to %s", page, f[1])
				}
			}
		}
	}
	if found < 6 {
		t.Errorf("%d forms", found)
	}
}
