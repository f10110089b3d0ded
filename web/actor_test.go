package web

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"sayso"
)

// TestDossier holds an actor's page: statements once with their prints, narrowed down
// from inside, and what stands against them.
func TestDossier(t *testing.T) {
	l := open(t, ferryStory()...)
	s := httptest.NewServer(New(Config{Ledger: l, Version: "test"}))
	t.Cleanup(s.Close)
	page, err := l.Actors(t.Context(), sayso.ActorQuery{Name: "Brenn", Speaking: true})
	if err != nil || len(page.Items) != 1 {
		t.Fatal(page.Items, err)
	}
	at := "/actors/" + string(page.Items[0].ID)
	for address, want := range map[string][]string{
		at:                                {"Who says otherwise", "Did the ferry dump oil?", "dumped oil in the harbour", "/export/claims.csv?actor=", "; also <a href=\"/claims/"},
		at + "?q=passengers":              {"passengers of the ferry", "newest first"},
		at + "?q=about:oil&stance=denies": {"Nothing such"},
		at + "?stance=asserts":            {`aria-current="true"`},
	} {
		res, body := get(t, s.URL+address)
		if res.StatusCode != http.StatusOK {
			t.Errorf("%s: %s", address, res.Status)
		}
		wellMade(t, address, body)
		for _, w := range want {
			if !strings.Contains(body, w) {
				t.Errorf("%s lacks %q", address, w)
			}
		}
	}
	if res, body := get(t, s.URL+at+"?q=(oil"); res.StatusCode != http.StatusBadRequest || !strings.Contains(body, "never closed") || !strings.Contains(body, `value="(oil"`) {
		t.Errorf("what cannot be read: %s", res.Status)
	}
	_, file := get(t, s.URL+"/export/claims.csv?actor="+string(page.Items[0].ID))
	if strings.Count(file, "\n") < 3 {
		t.Errorf("the file holds %s", file)
	}
}

func TestFold(t *testing.T) {
	claim := func(id, content, outlet string) saying {
		return saying{ClaimRow: sayso.ClaimRow{Claim: sayso.Claim{ID: sayso.ClaimID(id), Stance: sayso.Asserts}, ContentText: content, Article: sayso.ArticleRow{Outlet: outlet}}}
	}
	got := fold([]saying{claim("1", "“It holds,”", "A"), claim("2", "it holds", "B"), claim("3", "It held.", "C"), claim("4", "It holds!", "D"),
		claim("5", "it holds", "E"), claim("6", "it holds", "F"), claim("7", "it holds", "G"), claim("8", "it holds", "H")})
	if len(got) != 2 || got[0].ID != "1" || len(got[0].Also) != namedPrints || got[0].More != 1 || got[0].Also[0].Printer != "B" || got[1].ID != "3" || got[1].Also != nil {
		t.Errorf("%+v", got)
	}
}
