package web

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"sayso"
)

func TestIdentify(t *testing.T) {
	l := open(t)
	s := httptest.NewServer(New(Config{Ledger: l, Version: "test", Corrections: true, Offices: func(*sayso.ActorRow) []Office {
		return []Office{{Title: "harbour <master>", From: "May 2030"}}
	}}))
	t.Cleanup(s.Close)
	page, err := l.Actors(t.Context(), sayso.ActorQuery{Speaking: true})
	if err != nil || len(page.Items) < 2 {
		t.Fatal(page, err)
	}
	one, other := page.Items[0], page.Items[1]
	at := s.URL + "/actors/" + string(one.ID)
	_, body := get(t, at)
	for _, want := range []string{"Said to be", "Known to be", "harbour &lt;master&gt;", "Make them one", "Tell them apart"} {
		if !strings.Contains(body, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	send := func(form url.Values) (int, string) {
		t.Helper()
		res, body := submit(t, at+"/identity", "same-origin", form)
		return res.StatusCode, body
	}
	if code, body := send(url.Values{"verdict": {"merged"}, "into": {strings.ToLower(other.Name)}, "note": {"<b>maiden name</b>"}}); code != http.StatusOK ||
		!strings.Contains(body, "is held to be") || !strings.Contains(body, "&lt;b&gt;maiden name") {
		t.Errorf("after merging: %d\n%s", code, body)
	}
	if a, err := l.Actor(t.Context(), other.ID); err != nil || a.Claims < max(one.Claims, other.Claims) {
		t.Errorf("merged: %+v %v", a, err)
	}
	if code, body := send(url.Values{"verdict": {"undone"}, "actor": {string(one.ID)}}); code != http.StatusOK || strings.Contains(body, "is held to be") {
		t.Errorf("after taking it back: %d\n%s", code, body)
	}
	claims, err := l.Claims(t.Context(), sayso.ClaimQuery{Actor: one.ID})
	if err != nil || len(claims.Items) == 0 {
		t.Fatal(err)
	}
	if code, body := send(url.Values{"verdict": {"split"}, "article": {string(claims.Items[0].Article.ID)}}); code != http.StatusOK || !strings.Contains(body, "Told apart from") {
		t.Errorf("after splitting: %d\n%s", code, body)
	}
	for _, form := range []url.Values{{"verdict": {"merged"}, "into": {"Nobody At All"}}, {"verdict": {"split"}}, {"verdict": {"wrong"}}, {"verdict": {"merged"}, "into": {string(one.ID)}}} {
		if code, _ := send(form); code != http.StatusBadRequest {
			t.Errorf("%v: %d", form, code)
		}
	}
	if res, _ := submit(t, at+"/identity", "cross-site", url.Values{"verdict": {"merged"}, "into": {string(other.ID)}}); res.StatusCode != http.StatusForbidden {
		t.Errorf("from another site: %s", res.Status)
	}
	shown := httptest.NewServer(New(Config{Ledger: l}))
	t.Cleanup(shown.Close)
	if res, _ := submit(t, shown.URL+"/actors/"+string(one.ID)+"/identity", "same-origin", url.Values{"verdict": {"split"}}); res.StatusCode != http.StatusForbidden {
		t.Errorf("on a server that only shows: %s", res.Status)
	}
}
