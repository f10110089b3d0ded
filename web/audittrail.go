package web

import (
	"encoding/json"
	"net/http"
	"net/url"

	"sayso"
)

type auditView struct {
	Entries  []sayso.AuditEntry
	Who, Act string
	Acts     []sayso.Act
	Next     string
}

// audit shows who did what, the latest first.
func (s *server) audit(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	p := auditView{Who: q.Get("who"), Act: q.Get("act"), Acts: sayso.Acts}
	page, err := s.Ledger.Audit(r.Context(), sayso.AuditQuery{Who: p.Who, Act: sayso.Act(p.Act), Paging: sayso.Paging{Limit: 100, After: q.Get("after")}})
	if err != nil {
		return err
	}
	p.Entries = page.Items
	if page.Next != "" {
		p.Next = "/audit?" + url.Values{"who": {p.Who}, "act": {p.Act}, "after": {page.Next}}.Encode()
	}
	return s.render(w, "audit", s.view("Audit trail", p))
}

// AuditLine is an entry of the audit trail as JSON.
type AuditLine struct {
	N     int64     `json:"n"`
	At    string    `json:"at"`
	Who   string    `json:"who"`
	From  string    `json:"from"`
	Act   sayso.Act `json:"act"`
	About string    `json:"about"`
	Note  string    `json:"note"`
	Sum   string    `json:"sum"`
}

// NewAuditLine writes an entry as JSON has it.
func NewAuditLine(e *sayso.AuditEntry) AuditLine {
	return AuditLine{e.N, e.At.UTC().Format("2006-01-02T15:04:05.000Z"), e.Who, e.From, e.Act, e.About, e.Note, e.Sum}
}

// auditLines gives the whole trail as JSON Lines, the oldest first.
func (s *server) auditLines(w http.ResponseWriter, r *http.Request) error {
	ctx, cancel := longContext(r, ExportTime)
	defer cancel()
	q := sayso.AuditQuery{Oldest: true, Paging: sayso.Paging{Limit: 1000}}
	for first := true; ; first = false {
		page, err := s.Ledger.Audit(ctx, q)
		if err != nil && !first {
			panic(http.ErrAbortHandler) // the client must see that it does not have all of it
		}
		if err != nil {
			return err
		}
		if first {
			w.Header().Set("Content-Type", "application/x-ndjson")
			w.Header().Set("Content-Disposition", `attachment; filename="audit.jsonl"`)
		}
		enc := json.NewEncoder(w)
		enc.SetEscapeHTML(false)
		for i := range page.Items {
			if err := enc.Encode(NewAuditLine(&page.Items[i])); err != nil {
				panic(http.ErrAbortHandler)
			}
		}
		if q.After = page.Next; page.Next == "" {
			return nil
		}
	}
}
