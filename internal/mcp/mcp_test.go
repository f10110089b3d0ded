package mcp

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"

	"sayso"
	"sayso/internal/story"
	"sayso/ledgertest"
	"sayso/sqlite"
)

func open(t testing.TB) sayso.Ledger {
	t.Helper()
	l, err := sqlite.Open(context.Background(), filepath.Join(t.TempDir(), "ledger.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	for _, r := range ledgertest.Readings() {
		if _, err := l.Put(context.Background(), r); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := story.NewKeeper(l).Update(context.Background()); err != nil {
		t.Fatal(err)
	}
	return l
}

// connect gives a client of the SDK, over pipes or over HTTP.
func connect(t *testing.T, l sayso.Ledger, transport sdk.Transport) *sdk.ClientSession {
	t.Helper()
	if transport == nil {
		here, there := sdk.NewInMemoryTransports()
		if _, err := New(Config{Ledger: l, Version: "test"}).Connect(t.Context(), here, nil); err != nil {
			t.Fatal(err)
		}
		transport = there
	}
	cs, err := sdk.NewClient(&sdk.Implementation{Name: "test", Version: "1"}, nil).Connect(t.Context(), transport, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cs.Close() })
	return cs
}

func call(t *testing.T, cs *sdk.ClientSession, tool string, args map[string]any, into any) string {
	t.Helper()
	res, err := cs.CallTool(t.Context(), &sdk.CallToolParams{Name: tool, Arguments: args})
	if err != nil {
		t.Fatalf("%s: %v", tool, err)
	}
	text := ""
	for _, c := range res.Content {
		if x, ok := c.(*sdk.TextContent); ok {
			text += x.Text
		}
	}
	if res.IsError {
		return text
	}
	b, err := json.Marshal(res.StructuredContent)
	if err == nil {
		err = json.Unmarshal(b, into)
	}
	if err != nil {
		t.Fatalf("%s: %v in %s", tool, err, text)
	}
	return ""
}

// TestTools asks every tool as an assistant does, and wants each claim cited.
func TestTools(t *testing.T) {
	l := open(t)
	web := httptest.NewServer(Handler(Config{Ledger: l, Version: "test"}))
	defer web.Close()
	for name, transport := range map[string]sdk.Transport{"pipes": nil, "HTTP": &sdk.StreamableClientTransport{Endpoint: web.URL, HTTPClient: http.DefaultClient}} {
		t.Run(name, func(t *testing.T) {
			cs := connect(t, l, transport)
			tools, err := cs.ListTools(t.Context(), nil)
			if err != nil || len(tools.Tools) != 7 {
				t.Fatalf("%v, %v", tools, err)
			}
			for _, x := range tools.Tools {
				if !x.Annotations.ReadOnlyHint || x.Description == "" {
					t.Errorf("%+v", x)
				}
			}
			askAll(t, cs, l)
		})
	}
}

func askAll(t *testing.T, cs *sdk.ClientSession, l sayso.Ledger) {
	var found claimsAnswer
	if bad := call(t, cs, "search_claims", map[string]any{"limit": 3}, &found); bad != "" || len(found.Claims) != 3 || found.Next == "" {
		t.Fatalf("%s %+v", bad, found)
	}
	var more claimsAnswer
	call(t, cs, "search_claims", map[string]any{"limit": 3, "after": found.Next}, &more)
	if len(more.Claims) == 0 || more.Claims[0].ID == found.Claims[0].ID {
		t.Errorf("the next page: %+v", more)
	}
	for _, c := range found.Claims {
		rec, err := l.Version(t.Context(), sayso.VersionID(c.Citation.Version))
		if err != nil || c.Citation.Cite == "" || len(c.Citation.Spans) == 0 {
			t.Fatalf("%+v: %v", c, err)
		}
		var parts []string
		points := []rune(rec.Article.Text)
		for _, s := range c.Citation.Spans {
			parts = append(parts, string(points[s[0]:s[1]]))
		}
		if got := strings.Join(parts, " … "); got != c.Said {
			t.Errorf("the citation of %s leads to %q, and %q was said", c.ID, got, c.Said)
		}
		var one claimAnswer
		if bad := call(t, cs, "show_claim", map[string]any{"id": c.ID}, &one); bad != "" || one.Claim.Said != c.Said {
			t.Errorf("%s: %s %+v", c.ID, bad, one)
		}
	}
	var who actorsAnswer
	if bad := call(t, cs, "find_actors", map[string]any{}, &who); bad != "" || len(who.Actors) == 0 {
		t.Fatal(bad)
	}
	var said claimsAnswer
	if bad := call(t, cs, "actor_statements", map[string]any{"actor": who.Actors[0].ID}, &said); bad != "" || len(said.Claims) == 0 {
		t.Errorf("%s %+v", bad, said)
	}
	var stories storiesAnswer
	if bad := call(t, cs, "list_stories", nil, &stories); bad != "" || len(stories.Stories) == 0 {
		t.Errorf("%s %+v", bad, stories)
	}
	var asked questionsAnswer
	if bad := call(t, cs, "story_questions", map[string]any{"story": stories.Stories[0].ID}, &asked); bad != "" {
		t.Error(bad)
	}
	var events eventsAnswer
	if bad := call(t, cs, "find_events", map[string]any{"limit": 5}, &events); bad != "" {
		t.Error(bad)
	}
	for _, e := range events.Events {
		for _, m := range e.Mentions {
			if m.Citation.Article == "" || m.Citation.Version == "" {
				t.Errorf("%+v", m)
			}
		}
	}
	at := articleRoot + found.Claims[0].Citation.Article
	res, err := cs.ReadResource(t.Context(), &sdk.ReadResourceParams{URI: at})
	if err != nil || !strings.Contains(res.Contents[0].Text, found.Claims[0].Said) {
		t.Errorf("%s: %v", at, err)
	}
	if _, err := cs.ReadResource(t.Context(), &sdk.ReadResourceParams{URI: articleRoot + "none"}); err == nil {
		t.Error("an article that is not there was read")
	}
	for _, c := range []struct {
		tool, want string
		args       map[string]any
	}{
		{"search_claims", "mcp.MaxRows", map[string]any{"limit": MaxRows + 1}}, {"search_claims", "asserts", map[string]any{"stance": "sings"}}, {"search_claims", "2023-09-13", map[string]any{"from": "x"}},
		{"show_claim", "does not have it", map[string]any{"id": "clnone"}}, {"story_questions", "disputed", map[string]any{"status": "odd"}}, {"search_claims", "first page", map[string]any{"after": "junk"}},
	} {
		if bad := call(t, cs, c.tool, c.args, &struct{}{}); !strings.Contains(bad, c.want) {
			t.Errorf("%s %v: %q, want %q in it", c.tool, c.args, bad, c.want)
		}
	}
}
