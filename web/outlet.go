package web

import (
	"context"
	"net/http"
	"net/url"
	"time"

	"sayso"
	"sayso/export"
	"sayso/internal/audit"
)

// maxOutlets is how many outlets the list has, those with most claims first.
const maxOutlets = 200

// auditMonths is how many months of an outlet its page counts unless it is asked for
// others: a page costs what it shows.
const auditMonths = 3

func (s *server) outletList(w http.ResponseWriter, r *http.Request) error {
	f, err := s.Ledger.Facets(r.Context(), sayso.ClaimQuery{Paging: sayso.Paging{Limit: maxOutlets}})
	if err != nil {
		return err
	}
	p := struct {
		Outlets []choice
		Most    int
	}{Most: maxOutlets}
	for _, c := range f.Outlets {
		p.Outlets = append(p.Outlets, choice{Label: c.Label, N: c.N, Href: "/outlets/audit?outlet=" + url.QueryEscape(c.Label)})
	}
	return s.render(w, "outlets", s.view("Outlets", p))
}

// auditPage is what is counted of one outlet.
type auditPage struct {
	Outlet, From, To string
	Sum              *audit.Row // nil where it has no articles then
	Months           []audit.Row
	Files            []fileLink
	Changes          string
}

// outlet counts one outlet in some months: those that are asked for, else its latest.
func (s *server) outlet(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	name := q.Get("outlet")
	if name == "" {
		return sayso.Errorf("count outlet", "", sayso.Invalid, "no outlet is named")
	}
	from, to, err := s.auditSpan(r.Context(), name, q.Get("from"), q.Get("to"))
	if err != nil {
		return err
	}
	aq := audit.Query{Outlet: name, From: from, To: to, Months: true, Country: s.Country}
	months, err := audit.Count(r.Context(), s.Ledger, aq)
	if err != nil {
		return err
	}
	if format := q.Get("format"); format != "" {
		return s.auditFile(w, format, months)
	}
	aq.Months = false
	sums, err := audit.Count(r.Context(), s.Ledger, aq)
	if err != nil {
		return err
	}
	p := auditPage{Outlet: name, Months: months, Changes: "/changes?outlet=" + url.QueryEscape(name)}
	if !from.IsZero() {
		p.From = from.Format(time.DateOnly)
	}
	if !to.IsZero() {
		p.To = to.AddDate(0, 0, -1).Format(time.DateOnly)
	}
	if len(sums) > 0 {
		p.Sum, p.Outlet = &sums[0], sums[0].Outlet
	}
	asked := url.Values{"outlet": {name}, "from": {p.From}, "to": {p.To}}
	for _, x := range []fileLink{{"CSV", "csv"}, {"JSON Lines", "json"}} {
		asked.Set("format", x.Href)
		p.Files = append(p.Files, fileLink{x.Format, "/outlets/audit?" + asked.Encode()})
	}
	return s.render(w, "outlet", s.view(p.Outlet, p))
}

// auditSpan reads the days that are asked for; else it is the months up to the latest
// article of the outlet.
func (s *server) auditSpan(ctx context.Context, outlet, first, last string) (from, to time.Time, err error) {
	f, err := filters{From: first, To: last}.query()
	if err != nil || !f.From.IsZero() || !f.To.IsZero() {
		return f.From, f.To, err
	}
	page, err := s.Ledger.Articles(ctx, sayso.ArticleQuery{Outlet: outlet, Paging: sayso.Paging{Limit: 1}})
	if err != nil || len(page.Items) == 0 || page.Items[0].Published.IsZero() {
		return from, to, err
	}
	end := page.Items[0].Published.UTC()
	to = time.Date(end.Year(), end.Month()+1, 1, 0, 0, 0, 0, time.UTC)
	return to.AddDate(0, -auditMonths, 0), to, nil
}

// auditFile hands the counts out as a file.
func (s *server) auditFile(w http.ResponseWriter, format string, rows []audit.Row) error {
	f, err := export.FindFormat(format, export.Audits())
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", f.Media)
	w.Header().Set("Content-Disposition", `attachment; filename="outlet.`+f.Ext+`"`)
	out, err := f.Open(w, export.Audits(), export.Options{})
	if err != nil {
		return err
	}
	for i := range rows {
		if err := out.Write(audit.Exported(&rows[i])); err != nil {
			return err
		}
	}
	return out.Close()
}

// partOf is how much of a whole a part is, in words.
func partOf(n, of int) string {
	if of == 0 {
		return "–"
	}
	return percent(float64(n) / float64(of))
}
