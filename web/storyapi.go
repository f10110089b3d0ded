package web

import (
	"net/http"

	"sayso"
	"sayso/internal/story"
	"sayso/internal/story/report"
)

// apiStoryRow is a story in a list.
type apiStoryRow struct {
	ID       string  `json:"id"`
	Title    string  `json:"title"`
	From     *string `json:"from"`
	To       *string `json:"to"`
	Articles int     `json:"articles"`
	Texts    int     `json:"texts"`
}

func dated(d sayso.Date) *string {
	if d.IsZero() {
		return nil
	}
	s := d.String()
	return &s
}

func (s *server) apiStories(w http.ResponseWriter, r *http.Request) error {
	f := readFilters(r.URL.Query())
	dates, err := f.query()
	if err != nil {
		return err
	}
	pg, err := paging(r.URL.Query())
	if err != nil {
		return err
	}
	page, err := s.Ledger.Stories(r.Context(), sayso.StoryQuery{From: dates.From, To: dates.To, Paging: pg})
	if err != nil {
		return err
	}
	writeJSON(w, http.StatusOK, newPage(page, func(x sayso.StoryRow) apiStoryRow {
		return apiStoryRow{string(x.ID), x.Title, dated(x.First), dated(x.Last), x.Articles, x.Texts}
	}))
	return nil
}

func (s *server) apiStory(w http.ResponseWriter, r *http.Request) error {
	st, err := s.told(r)
	if err != nil {
		return err
	}
	writeJSON(w, http.StatusOK, report.New(st))
	return nil
}

func (s *server) apiTimeline(w http.ResponseWriter, r *http.Request) error {
	from, err := since(r)
	if err != nil {
		return err
	}
	by := r.URL.Query().Get("by")
	if by != "" && by != "about" && by != "said" {
		return sayso.Errorf("list", by, sayso.Invalid, "by is about or said")
	}
	st, err := s.told(r)
	if err != nil {
		return err
	}
	t, err := story.Lined(r.Context(), s.Ledger, st, from)
	if err != nil {
		return err
	}
	writeJSON(w, http.StatusOK, apiPage[report.Moment]{Items: report.Moments(t, by)})
	return nil
}

// apiDisputes looks at as many stories at a time as the page does.
func (s *server) apiDisputes(w http.ResponseWriter, r *http.Request) error {
	page, err := s.Ledger.Stories(r.Context(), sayso.StoryQuery{Paging: sayso.Paging{Limit: storiesAtOnce, After: r.URL.Query().Get("after")}})
	if err != nil {
		return err
	}
	out := apiPage[report.Dispute]{Items: []report.Dispute{}}
	for _, row := range page.Items {
		if row.Texts < 2 {
			continue
		}
		st, err := story.Tell(r.Context(), s.Ledger, row.ID)
		if err != nil {
			return err
		}
		for _, d := range st.Disputes {
			out.Items = append(out.Items, report.NewDispute(st.ID, d))
		}
	}
	if page.Next != "" {
		out.Next = &page.Next
	}
	writeJSON(w, http.StatusOK, out)
	return nil
}

func (s *server) apiChanges(w http.ResponseWriter, r *http.Request) error {
	es, err := s.edits(r)
	if err != nil {
		return err
	}
	out := apiPage[report.Change]{Items: []report.Change{}}
	for i := range es {
		out.Items = append(out.Items, report.NewChanges(&es[i])...)
	}
	writeJSON(w, http.StatusOK, out)
	return nil
}
