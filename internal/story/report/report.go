// Package report gives stories, changes and comparisons the shapes of
// package export.
package report

import (
	"time"

	"sayso"
	"sayso/export"
	"sayso/internal/story"
)

// New gives a story its shape.
func New(s *story.Story) export.Story {
	r := export.Story{ID: string(s.ID), Title: s.Title, From: null(s.First.String()), To: null(s.Last.String()), Texts: [][]string{}, Agencies: []*string{}, Copies: []export.Copy{},
		Speakers: []export.Speaker{}, Questions: []export.Question{}, Disputes: []export.Question{}}
	for i, a := range s.Articles {
		by := s.Links[i].Words
		if by == nil {
			by = []string{}
		}
		r.Articles = append(r.Articles, export.StoryArticle{ID: string(a.Article.ID), Path: null(a.Article.Path), URL: null(a.Article.URL), On: null(s.Links[i].To), Score: s.Links[i].Score, Joined: by})
	}
	for _, t := range s.Texts {
		var ids []string
		for _, id := range t.Articles {
			ids = append(ids, string(id))
		}
		r.Texts = append(r.Texts, ids)
		r.Agencies = append(r.Agencies, null(t.Agency))
		for _, c := range t.Taken {
			r.Copies = append(r.Copies, export.Copy{A: string(c.A), B: string(c.B), InA: c.InA, InB: c.InB, From: null(c.From), Why: c.Why})
		}
	}
	for _, x := range s.Speakers {
		r.Speakers = append(r.Speakers, export.Speaker{Name: x.Name, Actor: null(x.Actor), Claims: x.Claims, Texts: x.Texts, Party: x.Party})
	}
	for i := range s.Questions {
		q := export.NewQuestion(&s.Questions[i])
		r.Questions = append(r.Questions, q)
		if s.Questions[i].Status != sayso.StandAgreed {
			r.Disputes = append(r.Disputes, q)
		}
	}
	return r
}

// NewChanges gives the changes of an edit their shape.
func NewChanges(e *story.Edit) []export.Change {
	a := &e.Article
	var out []export.Change
	for _, c := range e.Changes {
		out = append(out, export.Change{Article: string(a.ID), URL: null(a.URL), Outlet: null(a.Outlet), Title: a.Title, Old: string(e.Old.ID), New: string(e.New.ID),
			Seen: e.New.FirstRead.Format(time.RFC3339), Kind: string(c.Kind), OldID: null(c.Old), NewID: null(c.New), Speaker: null(c.Speaker), Stance: string(c.Stance),
			Before: null(c.Before), After: null(c.After), Content: c.Content})
	}
	return out
}

// NewMoment gives a moment its shape. Order is "about" or "said"; first is set
// for the first of its day.
func NewMoment(order string, d *story.Day, first bool, m *story.Moment) export.Moment {
	r := export.Moment{Order: order, Kind: "claim", Day: isoDay(d.Day), From: isoDay(m.Day), To: isoDay(m.End), Said: null(m.Said.String()), Article: string(m.Article), Outlet: null(m.Outlet),
		Claim: null(m.Claim), Event: null(m.Event), Who: m.Who, Actors: []string{}, Act: m.Act, Status: null(m.Status), Words: m.Words, Articles: m.Articles}
	if m.Event != "" {
		r.Kind = "event"
	}
	if first {
		r.Empty = d.Empty
	}
	for _, a := range m.Actors {
		r.Actors = append(r.Actors, string(a))
	}
	return r
}

// Moments gives a timeline its shape: by the days that it speaks of, by the
// days that it was said, or both with "".
func Moments(t *story.Timeline, by string) []export.Moment {
	out := []export.Moment{}
	for _, o := range []struct {
		name string
		days []story.Day
	}{{"about", t.About}, {"said", t.Said}, {"undated", []story.Day{{Moments: t.Undated}}}} {
		if by != "" && by != o.name {
			continue
		}
		for i := range o.days {
			d := &o.days[i]
			for k := range d.Moments {
				out = append(out, NewMoment(o.name, d, k == 0, &d.Moments[k]))
			}
		}
	}
	return out
}

func isoDay(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	return null(t.Format(time.DateOnly))
}

// null is s as JSON shows it: null for nothing.
func null[S ~string](s S) *string {
	if s == "" {
		return nil
	}
	out := string(s)
	return &out
}
