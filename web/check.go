package web

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"sayso"
	"sayso/internal/check"
)

// MaxPasted is how many bytes a draft that is pasted into the page may have, as a
// form sends it.
const MaxPasted = 256 << 10

// checkView is the page that checks a draft.
type checkView struct {
	Able     bool // the server can check drafts
	Draft    string
	Day      string
	Problem  string
	Done     bool
	Grave    int
	Report   *check.Report
	Findings []findingView
}

// findingView is one statement of a draft as the page shows it.
type findingView struct {
	*check.Finding
	Labels []string
	Grave  bool
	Who    string // whom the ledger gives the words to
}

// checkForm shows the field that a draft is pasted into.
func (s *server) checkForm(w http.ResponseWriter, r *http.Request) error {
	return s.render(w, "check", s.view("Check a draft", checkView{Able: s.Check != nil, Day: time.Now().UTC().Format(time.DateOnly)}))
}

// checkDraft holds a pasted draft against the ledger. Nothing of it is kept, nor
// written to the log.
func (s *server) checkDraft(w http.ResponseWriter, r *http.Request) error {
	if s.Check == nil {
		return s.checkForm(w, r)
	}
	p := checkView{Able: true}
	if err := r.ParseForm(); err != nil {
		if _, big := errors.AsType[*http.MaxBytesError](err); big {
			p.Problem = fmt.Sprintf("The draft is larger than %d KB (MaxPasted). Check it in parts, or with sayso check.", MaxPasted>>10)
			return s.renderAs(w, http.StatusRequestEntityTooLarge, "check", s.view("Check a draft", p))
		}
		return sayso.E("check draft", "", sayso.Invalid, err)
	}
	p.Draft, p.Day = strings.ToValidUTF8(r.PostForm.Get("draft"), "\uFFFD"), r.PostForm.Get("day")
	day, err := sayso.ParseDate(p.Day)
	if err == nil {
		p.Report, err = s.Check(r.Context(), &sayso.Article{Text: strings.ReplaceAll(p.Draft, "\r\n", "\n"), Published: day})
	}
	if e, ok := errors.AsType[*sayso.Error](err); ok && (e.Kind == sayso.Invalid || e.Kind == sayso.TooLarge) {
		p.Problem = err.Error()
		return s.renderAs(w, http.StatusBadRequest, "check", s.view("Check a draft", p))
	}
	if err != nil {
		return err
	}
	p.Done, p.Grave = true, p.Report.Grave()
	for i := range p.Report.Findings {
		f := &p.Report.Findings[i]
		v := findingView{Finding: f, Labels: []string{string(f.Verdict)}, Grave: slices.ContainsFunc(f.Concerns, check.Concern.Grave)}
		switch {
		case f.Claim == nil:
		case len(f.Claim.Speakers) > 0:
			v.Who = f.Claim.Speakers[0].Name
		default:
			v.Who = f.Claim.Source.Unresolved(f.Claim.SourceText)
		}
		for _, c := range f.Concerns {
			if string(c) != string(f.Verdict) {
				v.Labels = append(v.Labels, string(c))
			}
		}
		p.Findings = append(p.Findings, v)
	}
	return s.render(w, "check", s.view("Check a draft", p))
}

// assistant answers an assistant. The guard has seen who asks, as for every page; what
// it asks for is bounded as its form is.
func (s *server) assistant(w http.ResponseWriter, r *http.Request) error {
	if s.Assistants == nil {
		return sayso.Errorf("answer", "/mcp", sayso.NotFound, "this server answers no assistants").Advise("start it with: sayso serve")
	}
	s.Assistants.ServeHTTP(w, r)
	return nil
}
