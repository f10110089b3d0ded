package web

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

func TestPeople(t *testing.T) {
	n := openNewsroom(t, func(c *Config) { c.Accounts.Origin = "http://sayso.newsroom.example" })
	ada := n.browser(t)
	n.signIn(t, ada, "ada")
	add := func(form url.Values) (*http.Response, string) {
		t.Helper()
		return n.post(t, ada, "/people", form)
	}
	for what, form := range map[string]url.Values{"no name": {"role": {"reader"}}, "an odd name": {"name": {"a b"}, "role": {"reader"}}, "no role": {"name": {"cyn"}}, "a name that is taken": {"name": {"rea"}, "role": {"reader"}}} {
		if res, body := add(form); res.StatusCode != 400 || !strings.Contains(body, `role="alert"`) {
			t.Errorf("%s: %s", what, res.Status)
		}
	}
	res, body := add(url.Values{"name": {"cyn"}, "role": {"editor"}})
	link := regexp.MustCompile(`http://sayso\.newsroom\.example/invitations/([\w-]{43})`).FindStringSubmatch(body)
	if res.StatusCode != 200 || link == nil {
		t.Fatalf("%s\n%s", res.Status, body)
	}
	wellMade(t, "/people/cyn", body)
	if _, body := n.fetch(t, ada, "/people/cyn"); strings.Contains(body, link[1]) {
		t.Error("the link is shown again")
	}
	for _, path := range []string{"/people", "/people/cyn", "/collections", "/audit"} {
		res, body := n.fetch(t, ada, path)
		if res.StatusCode != 200 {
			t.Errorf("%s: %s", path, res.Status)
		}
		wellMade(t, path, body)
	}

	cyn := n.browser(t)
	at := "/invitations/" + link[1]
	for range 2 { // looking uses nothing up
		res, body = n.fetch(t, cyn, at)
		if res.StatusCode != 200 || !strings.Contains(body, "<strong>cyn</strong>") {
			t.Fatalf("%s\n%s", res.Status, body)
		}
	}
	wellMade(t, at, body)
	if res, _ := n.post(t, cyn, at, url.Values{"password": {"short"}, "again": {"short"}}); res.StatusCode != 400 {
		t.Errorf("a short password: %s", res.Status)
	}
	if res, body = n.post(t, cyn, at, url.Values{"password": {"cyn " + phrase}, "again": {"cyn " + phrase}}); res.StatusCode != 200 || res.Request.URL.Path != "/" {
		t.Fatalf("%s at %s\n%.300s", res.Status, res.Request.URL, body)
	}
	if res, _ := n.post(t, n.browser(t), at, url.Values{"password": {"eve " + phrase}, "again": {"eve " + phrase}}); res.StatusCode != 404 {
		t.Errorf("an invitation twice: %s", res.Status)
	}
	n.signIn(t, n.browser(t), "cyn")

	if res, body := n.post(t, ada, "/people/ada", url.Values{"role": {"reader"}}); res.StatusCode != 400 || !strings.Contains(body, "nobody else is an admin") {
		t.Errorf("the last admin: %s", res.Status)
	}
	if res, _ := n.post(t, cyn, "/sources", url.Values{"address": {"https://northwind-daily.example/feed.xml"}, "kind": {"feed"}}); res.StatusCode != 200 {
		t.Errorf("an editor adds a source: %s", res.Status)
	}
	n.post(t, ada, "/people/cyn", url.Values{"role": {"reader"}})
	if res, _ := n.post(t, cyn, "/sources", url.Values{"address": {"https://b.example/feed.xml"}, "kind": {"feed"}}); res.StatusCode != 403 {
		t.Errorf("who is a reader now adds a source: %s", res.Status)
	}
	n.post(t, ada, "/people/cyn", url.Values{"do": {"close"}})
	if res, _ := n.fetch(t, cyn, "/"); res.Request.URL.Path != "/sign-in" {
		t.Error("who was closed is in")
	}
	if res, _ := n.post(t, cyn, "/sign-in", url.Values{"name": {"cyn"}, "password": {"cyn " + phrase}}); res.StatusCode != 401 {
		t.Errorf("who was closed signs in: %s", res.Status)
	}
	got := strings.Join(n.acts(t), "\n")
	for _, want := range []string{"ada account: cyn added: editor", "ada account: cyn invited", "cyn account: cyn invitation accepted", "cyn sign-in: by invitation", "cyn setting: POST /sources address=https://northwind-daily.example/feed.xml kind=feed", "ada account: cyn change: reader", "ada account: cyn change: close"} {
		if !strings.Contains(got, want) {
			t.Errorf("the trail lacks %q:\n%s", want, got)
		}
	}
	if strings.Contains(n.log.String(), link[1]) || strings.Contains(got, link[1]) {
		t.Error("the invitation's key stands in the log or the trail")
	}
}
