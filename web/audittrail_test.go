package web

import (
	"encoding/json"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"sayso"
)

// TestAuditTrail wants every export, judgement and setting in the trail, on the page and
// as JSON Lines.
func TestAuditTrail(t *testing.T) {
	n := openNewsroom(t, nil)
	ed, ada := n.pass(t, sayso.SessionPass, "ed", sayso.AdminRole), n.pass(t, sayso.SessionPass, "ada", sayso.AdminRole)
	claims, err := n.Claims(t.Context(), sayso.ClaimQuery{})
	if err != nil {
		t.Fatal(err)
	}
	id := string(claims.Items[0].ID)
	n.ask("POST", "/claims/"+id+"/correct", ed, url.Values{"verdict": {"accepted"}})
	n.ask("GET", "/export/claims.csv?q=cranes", ed, nil)
	n.ask("GET", "/api/v1/claims?format=csv", ed, nil)
	n.ask("GET", "/api/v1/claims", ed, nil)
	n.ask("POST", "/check", ed, url.Values{"draft": {"x"}})
	w := n.ask("GET", "/audit", ada, nil)
	for _, want := range []string{"correction accepted", id, "/export/claims.csv?q=cranes", "192.0.2.7"} {
		if !strings.Contains(w.Body.String(), want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	wantActs(t, n, "ed judgement: "+id+" correction accepted", "ed export: /export/claims.csv?q=cranes", "ed export: /api/v1/claims?format=csv")
	w = n.ask("GET", "/audit.jsonl", ada, nil)
	var before string
	lines := strings.Split(strings.TrimSpace(w.Body.String()), "\n")
	for _, line := range lines {
		var x AuditLine
		if err := json.Unmarshal([]byte(line), &x); err != nil {
			t.Fatal(err)
		}
		at, err := time.Parse(time.RFC3339Nano, x.At)
		e := sayso.AuditEntry{At: at, Who: x.Who, From: x.From, Act: x.Act, About: x.About, Note: x.Note}
		if err != nil || e.Seal(before) != x.Sum {
			t.Errorf("%s does not follow", line)
		}
		before = x.Sum
	}
	if len(lines) != 4 || !strings.Contains(lines[3], "/audit.jsonl") {
		t.Errorf("%q", lines)
	}
}

// TestEveryChangeIsEntered wants every address that takes a form to enter something
// into the trail, or to be named among those that need not.
func TestEveryChangeIsEntered(t *testing.T) {
	for _, r := range slices.Concat(routes, signing) {
		if strings.HasPrefix(r.pattern, "GET ") || needs[r.pattern] == nobody {
			continue
		}
		act, _ := actOf(r.pattern, httptest.NewRequest("POST", "/x", nil))
		if act == "" && !judged[r.pattern] && !asks[r.pattern] && !tended[r.pattern] {
			t.Errorf("%s leaves no trace", r.pattern)
		}
	}
	for _, named := range []map[string]bool{judged, asks, tended} {
		for pattern := range named {
			found := false
			for _, r := range slices.Concat(routes, signing) {
				found = found || r.pattern == pattern
			}
			if !found {
				t.Errorf("there is no %s", pattern)
			}
		}
	}
}
