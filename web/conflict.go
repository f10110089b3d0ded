package web

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"sayso"
	"sayso/export"
)

// latest is the number of the latest judgement that a page is drawn from, as its forms
// give it back.
func (s *server) latest(ctx context.Context) (int64, error) {
	page, err := s.Ledger.History(ctx, "", sayso.Paging{Limit: 1})
	if err != nil {
		return 0, err
	}
	if len(page.Items) == 0 {
		return sayso.SeenNone, nil
	}
	return page.Items[0].N, nil
}

// seen is the number that a form gives back; 0 where it gives none.
func seen(r *http.Request) int64 {
	n, err := strconv.ParseInt(r.PostFormValue("seen"), 10, 64)
	if err != nil || n < sayso.SeenNone {
		return 0
	}
	return n
}

type conflictView struct {
	Page   string // where what stands now is shown
	Stands []sayso.Said
	Now    *saying      // the claim as it reads now; nil for what is none, or is gone
	Asked  []askedField // what was about to be said, as the form had it
	Action string
	Seen   int64
}

type askedField struct{ Name, Value string }

// conflictAnswer is a conflict for programs.
type conflictAnswer struct {
	Error struct {
		Status  int    `json:"status"`
		Message string `json:"message"`
	} `json:"error"`
	Stands []export.Judgement `json:"stands"`
	Seen   int64              `json:"seen"`
}

// conflict answers who is about to overwrite what somebody else has said since the form
// was drawn: with what stands now, and a way to say it all the same.
func (s *server) conflict(w http.ResponseWriter, r *http.Request, err error) {
	subject := ""
	if e, ok := errors.AsType[*sayso.Error](err); ok {
		subject = e.Subject
	}
	ctx := r.Context()
	history, herr := s.Ledger.History(ctx, subject, sayso.Paging{Limit: PageSize})
	n, nerr := s.latest(ctx)
	if err := errors.Join(herr, nerr); err != nil {
		s.fail(w, r, err)
		return
	}
	since := slices.DeleteFunc(history.Items, func(j sayso.Judgement) bool { return j.N <= max(seen(r), 0) })
	if strings.Contains(r.Header.Get("Accept"), "application/json") {
		var a conflictAnswer
		a.Error.Status, a.Error.Message, a.Seen = http.StatusConflict, why(err), n
		a.Stands = []export.Judgement{}
		for i := range since {
			a.Stands = append(a.Stands, export.NewJudgement(&since[i]))
		}
		writeJSON(w, http.StatusConflict, a)
		return
	}
	p := conflictView{Action: r.URL.Path, Page: r.URL.Path[:strings.LastIndexByte(r.URL.Path, '/')], Seen: n}
	for i := range since {
		p.Stands = append(p.Stands, since[i].Said())
	}
	if row, err := s.Ledger.Claim(ctx, sayso.ClaimID(subject)); err == nil {
		now := newSaying(*row)
		p.Now = &now
	}
	for _, name := range slices.Sorted(maps.Keys(r.PostForm)) {
		if name != "seen" {
			for _, v := range r.PostForm[name] {
				p.Asked = append(p.Asked, askedField{name, v})
			}
		}
	}
	if err := s.renderAs(w, http.StatusConflict, "conflict", s.view("Said meanwhile", p)); err != nil {
		s.Log.Error("request failed", "path", loggedPath(r.URL.Path), "error", err)
		http.Error(w, "something else was said of it since you looked", http.StatusConflict)
	}
}
