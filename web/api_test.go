package web

import (
	"encoding/json"
	"net/http"
	"os"
	"strings"
	"testing"

	"sayso/export"
)

func TestAPI(t *testing.T) {
	s := serve(t)
	var page struct {
		Items []struct {
			ID      string `json:"id"`
			Content struct {
				Text string `json:"text"`
			} `json:"content"`
		} `json:"items"`
		Next *string `json:"next"`
	}
	all := map[string]bool{}
	after := ""
	for range 100 {
		res, body := get(t, s.URL+"/api/v1/claims?limit=2&after="+after)
		if res.StatusCode != 200 || !strings.HasPrefix(res.Header.Get("Content-Type"), "application/json") {
			t.Fatalf("%s %s", res.Status, body)
		}
		page.Next = nil
		if err := json.Unmarshal([]byte(body), &page); err != nil {
			t.Fatal(err)
		}
		for _, it := range page.Items {
			if all[it.ID] {
				t.Fatalf("claim %s came twice", it.ID)
			}
			all[it.ID] = true
		}
		if page.Next == nil {
			break
		}
		after = *page.Next
	}
	var stats struct{ Claims int }
	_, body := get(t, s.URL+"/api/v1/stats")
	if err := json.Unmarshal([]byte(body), &stats); err != nil || len(all) == 0 {
		t.Errorf("%d claims in pages, stats %s, %v", len(all), body, err)
	}
}

// TestAPIFormats asks for each list in each format that can show it.
func TestAPIFormats(t *testing.T) {
	s := serve(t)
	for path, schema := range map[string]*export.Schema{"claims": export.Claims(), "articles": export.Articles(), "actors": export.Actors(), "events": export.Events(),
		"stories": export.StoryRows(), "disputes": export.Disputes(), "questions": export.Questions(), "changes": export.Changes(), "sources": export.Sources()} {
		for _, f := range export.FormatsOf(schema) {
			q := "?format=" + f.Name
			if path == "events" {
				q += "&country=rus&country=prk"
			}
			res, body := get(t, s.URL+"/api/v1/"+path+q)
			if res.StatusCode != 200 || res.Header.Get("Content-Type") != f.Media {
				t.Errorf("%s as %s: %s, %s, %.200s", path, f.Name, res.Status, res.Header.Get("Content-Type"), body)
			}
			if header := strings.Join(schema.Header(), ","); f.Name == "csv" && !strings.HasPrefix(body, header+"\n") {
				t.Errorf("%s: %.200s", path, body)
			}
		}
	}
	res, body := get(t, s.URL+"/api/v1/claims?format=csv&limit=2")
	next, ok := strings.CutSuffix(strings.TrimPrefix(res.Header.Get("Link"), "<"), `>; rel="next"`)
	if !ok || strings.Count(body, "\n") != 3 {
		t.Fatalf("%q, %s", next, body)
	}
	if _, more := get(t, s.URL+next); more == body || strings.Count(more, "\n") != 3 {
		t.Errorf("%s gives %s", next, more)
	}
}

// TestOldAddresses follows the addresses that the API had before its version.
func TestOldAddresses(t *testing.T) {
	s := serve(t)
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	for from, to := range map[string]string{
		"/api/claims?q=a%20b&limit=2": "/api/v1/claims?q=a%20b&limit=2", "/api/articles/a%2Fb": "/api/v1/articles/a%2Fb", "/api/stats": "/api/v1/stats", "/api/%2F%2Fevil.example": "/api/v1/%2F%2Fevil.example"} {
		res, err := client.Get(s.URL + from)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode != http.StatusPermanentRedirect || res.Header.Get("Location") != to {
			t.Errorf("%s leads to %q: %s", from, res.Header.Get("Location"), res.Status)
		}
	}
	if res, body := get(t, s.URL+"/api/stats"); res.StatusCode != 200 || !strings.Contains(body, `"articles":`) {
		t.Errorf("%s %s", res.Status, body)
	}
}

// TestRoutesAreDocumented fails when docs/api.md or docs/pages.md leaves out
// an address.
func TestRoutesAreDocumented(t *testing.T) {
	var docs string
	for _, f := range []string{"../docs/api.md", "../docs/pages.md"} {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		docs += string(b)
	}
	var paths []string
	for _, r := range routes {
		_, path, _ := strings.Cut(r.pattern, " ")
		paths = append(paths, strings.TrimSuffix(path, "{$}"))
	}
	for i := range endpoints {
		paths = append(paths, endpoints[i].path)
		for _, p := range endpoints[i].parameters() {
			if !strings.Contains(docs, "`"+p.name+"`") && !strings.Contains(docs, "`"+p.name+"=") {
				t.Errorf("%s takes %s, which docs/api.md leaves out", endpoints[i].path, p.name)
			}
		}
	}
	for _, path := range paths {
		if !strings.Contains(docs, "`"+path+"`") {
			t.Errorf("%s is not in docs/api.md or docs/pages.md", path)
		}
	}
}
