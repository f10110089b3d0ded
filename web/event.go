package web

import (
	"html/template"
	"net/http"
	"net/url"
	"strings"

	"sayso"
	"sayso/export"
)

func (s *server) eventList(w http.ResponseWriter, r *http.Request) error {
	q := sayso.EventQuery{Type: r.URL.Query().Get("type"), Status: sayso.Status(r.URL.Query().Get("status")), Article: sayso.ArticleID(r.URL.Query().Get("article")),
		Paging: sayso.Paging{Limit: PageSize, After: r.URL.Query().Get("after")}}
	page, err := s.Ledger.Events(r.Context(), q)
	if err != nil {
		return err
	}
	p := struct {
		Events     []sayso.EventRow
		Categories []sayso.EventCategory
		Type, Next string
	}{page.Items, sayso.EventCategories(), q.Type, ""}
	if page.Next != "" {
		v := r.URL.Query()
		v.Set("after", page.Next)
		p.Next = "/events?" + v.Encode()
	}
	return s.render(w, "events", s.view("Events", p))
}

func (s *server) event(w http.ResponseWriter, r *http.Request) error {
	e, err := s.Ledger.Event(r.Context(), sayso.EventID(r.PathValue("id")))
	if err != nil {
		return err
	}
	p := struct {
		sayso.EventRow
		Category sayso.EventCategory
		Dyad     string
		Map      template.HTML
		May      bool // take mentions out of it
		Asked    []sayso.Question
	}{EventRow: e, May: s.Corrections}
	if p.Asked, err = s.asked(r.Context(), sayso.QuestionQuery{Event: e.ID}); err != nil {
		return err
	}
	if e.Place.Name != "" && !e.Place.Unlocated {
		at := e.Place
		at.ID = "where"
		if at.Near { // all that is known of where it was: an area, not a point
			at.Near, at.Radius = false, max(at.Radius, farReaching)
		}
		p.Map = drawMap([]sayso.Place{at}, s.Land)
	}
	p.Category, _ = sayso.PLOVER(e.Type)
	if a, b := land(e.Actors, 0), land(e.Targets, 0); a != "" {
		if b == "" {
			b = land(e.Actors, 1)
		}
		if b != "" && a != b {
			p.Dyad = "/dyads/" + url.PathEscape(a) + "/" + url.PathEscape(b)
		}
	}
	return s.render(w, "event", s.view(e.Type, p))
}

// land is the country of the nth party.
func land(ps []sayso.Party, n int) string {
	if n < len(ps) {
		return ps[n].Country
	}
	return ""
}

// maxDyad bounds the events of a dyad page.
const maxDyad = 1000

func (s *server) dyad(w http.ResponseWriter, r *http.Request) error {
	a, b := strings.ToUpper(r.PathValue("a")), strings.ToUpper(r.PathValue("b"))
	page, err := s.Ledger.Events(r.Context(), sayso.EventQuery{Countries: []string{a, b}, Paging: sayso.Paging{Limit: maxDyad}})
	if err != nil {
		return err
	}
	chart := export.NewDyad(a, b, rowsOf(page, export.NewEvent))
	if strings.HasSuffix(r.URL.Path, "/chart.svg") {
		w.Header().Set("Content-Type", "image/svg+xml")
		_, err := w.Write(chart.SVG())
		return err
	}
	p := struct {
		A, B, Sum string
		Events    []sayso.EventRow
		Chart     template.HTML
		Cut       int
	}{a, b, chart.Sum(), page.Items, template.HTML(chart.Inline()), 0}
	if page.Next != "" {
		p.Cut = maxDyad
	}
	return s.render(w, "dyad", s.view(a+" and "+b, p))
}

func (s *server) apiEvents(w http.ResponseWriter, r *http.Request) error {
	v := r.URL.Query()
	pg, err := paging(v, export.Events())
	if err != nil {
		return err
	}
	came, err := s.cameIn(r)
	if err != nil {
		return err
	}
	dates, err := readFilters(v).query()
	if err != nil {
		return err
	}
	page, err := s.Ledger.Events(r.Context(), sayso.EventQuery{Type: v.Get("type"), Status: sayso.Status(v.Get("status")), Countries: countries(v), From: dates.From, To: dates.To, Since: came,
		Article: sayso.ArticleID(v.Get("article")), Paging: pg})
	if err != nil {
		return err
	}
	return writeRows(w, r, export.Events(), rowsOf(page, export.NewEvent), page.Next)
}

// countries are the codes that a request names.
func countries(q url.Values) []string {
	var out []string
	for _, c := range q["country"] {
		out = append(out, strings.ToUpper(c))
	}
	return out
}
