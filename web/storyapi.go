package web

import (
	"net/http"

	"sayso"
	"sayso/export"
	"sayso/internal/story"
	"sayso/internal/story/report"
)

func (s *server) apiStories(w http.ResponseWriter, r *http.Request) error {
	f := readFilters(r.URL.Query())
	dates, err := f.query()
	if err != nil {
		return err
	}
	pg, err := paging(r.URL.Query(), export.StoryRows())
	if err != nil {
		return err
	}
	page, err := s.Ledger.Stories(r.Context(), sayso.StoryQuery{From: dates.From, To: dates.To, Paging: pg})
	if err != nil {
		return err
	}
	return writeRows(w, r, export.StoryRows(), rowsOf(page, export.NewStoryRow), page.Next)
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
	return writeRows(w, r, export.Moments(), report.Moments(t, by), "")
}

func (s *server) apiChanges(w http.ResponseWriter, r *http.Request) error {
	es, err := s.edits(r)
	if err != nil {
		return err
	}
	out := []export.Change{}
	for i := range es {
		out = append(out, report.NewChanges(&es[i])...)
	}
	return writeRows(w, r, export.Changes(), out, "")
}
