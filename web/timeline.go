package web

import (
	"net/http"
	"net/url"
	"time"

	"sayso"
	"sayso/internal/story"
)

// moment reads ?since=: a day, or a moment as RFC 3339; zero for none.
func since(r *http.Request) (time.Time, error) {
	s := r.URL.Query().Get("since")
	if s == "" {
		return time.Time{}, nil
	}
	d, err := sayso.ParseDate(s)
	if err != nil {
		return time.Time{}, sayso.Errorf("read since", s, sayso.Invalid, "a day is written 2023-09-14, a moment 2023-09-14T12:00:00Z")
	}
	return d.Time, nil
}

// timeline draws a story or an actor day by day, in one of two orders.
func (s *server) timeline(w http.ResponseWriter, r *http.Request) error {
	from, err := since(r)
	if err != nil {
		return err
	}
	by := r.URL.Query().Get("by")
	if by != "said" {
		by = "about"
	}
	p := struct {
		Title, Back, Here string
		By, Since         string
		Days              []story.Day
		Undated           []story.Moment
		Other             string
	}{By: by, Since: r.URL.Query().Get("since")}
	var t *story.Timeline
	if id := r.PathValue("actor"); id != "" {
		a, err := s.Ledger.Actor(r.Context(), sayso.ActorID(id))
		if err != nil {
			return err
		}
		p.Title, p.Back = a.Name, "/actors/"+url.PathEscape(string(a.ID))
		t, err = story.LinedActor(r.Context(), s.Ledger, a.ID, from)
		if err != nil {
			return err
		}
	} else {
		st, err := story.Tell(r.Context(), s.Ledger, sayso.StoryID(r.PathValue("id")))
		if err != nil {
			return err
		}
		p.Title, p.Back = st.Title, "/stories/"+url.PathEscape(string(st.ID))
		t, err = story.Lined(r.Context(), s.Ledger, st, from)
		if err != nil {
			return err
		}
	}
	p.Here = p.Back + "/timeline"
	p.Days, p.Undated = t.About, t.Undated
	other := url.Values{"by": {"said"}}
	if by == "said" {
		p.Days = t.Said
		other.Set("by", "about")
	}
	if p.Since != "" {
		other.Set("since", p.Since)
	}
	p.Other = p.Here + "?" + other.Encode()
	return s.render(w, "timeline", s.view("Timeline: "+p.Title, p))
}
