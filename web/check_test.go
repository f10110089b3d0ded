package web

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"sayso"
	"sayso/internal/check"
)

// TestCheckPage pastes drafts into the page.
func TestCheckPage(t *testing.T) {
	l := open(t)
	page, err := l.Claims(t.Context(), sayso.ClaimQuery{})
	if err != nil {
		t.Fatal(err)
	}
	page.Items = slices.DeleteFunc(page.Items, func(r sayso.ClaimRow) bool {
		return len(strings.Fields(r.ContentText)) < 5 || strings.ContainsAny(r.ContentText, "“”\"\n…")
	})
	if len(page.Items) == 0 {
		t.Fatal("no claim is long enough")
	}
	row := page.Items[0]
	c := check.Checker{Ledger: l, Read: func(*sayso.Article) sayso.Analysis { return sayso.Analysis{} }}
	s := httptest.NewServer(New(Config{Ledger: l, Check: func(ctx context.Context, a *sayso.Article) (*check.Report, error) { return c.Check(ctx, a) }}))
	defer s.Close()
	post := func(f url.Values) (int, string) {
		t.Helper()
		res, err := http.PostForm(s.URL+"/check", f)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		b, err := io.ReadAll(res.Body)
		if err != nil {
			t.Fatal(err)
		}
		return res.StatusCode, string(b)
	}
	_, body := get(t, s.URL+"/check")
	wellMade(t, "/check", body)
	draft := "He wrote “" + row.ContentText + "”. And “nobody ever said the green words <b>here</b>”."
	status, body := post(url.Values{"draft": {draft}, "day": {"2023-09-14"}})
	wellMade(t, "/check", body)
	for _, want := range []string{"verbatim", "not found", "/claims/" + string(row.ID), "&lt;b&gt;here"} {
		if status != 200 || !strings.Contains(body, want) {
			t.Errorf("status %d, want %q in %s", status, want, body)
		}
	}
	for name, f := range map[string]url.Values{"it holds no text": {"draft": {" "}}, "parse date": {"draft": {"x"}, "day": {"x"}}} {
		if status, body := post(f); status != http.StatusBadRequest || !strings.Contains(body, name) {
			t.Errorf("%s: %d %s", name, status, body)
		}
	}
	if status, body := post(url.Values{"draft": {strings.Repeat("x", MaxPasted)}}); status != http.StatusRequestEntityTooLarge || !strings.Contains(body, "MaxPasted") {
		t.Errorf("too large: %d %s", status, body)
	}
	none := serve(t)
	if _, body := get(t, none.URL+"/check"); !strings.Contains(body, "checks no drafts") {
		t.Errorf("%s", body)
	}
}
