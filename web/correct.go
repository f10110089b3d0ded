package web

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"sayso"
)

// MaxForm is how many bytes a form that is sent in may have.
const MaxForm = 64 << 10

// correct takes an analyst's word on a claim from the form on its page, and
// leads back there, or to the article when the claim is gone.
func (s *server) correct(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	if !s.may(r, editor) {
		s.answer(w, r, http.StatusForbidden, "this server only shows; corrections are made where the ledger is")
		return nil
	}
	if err := r.ParseForm(); err != nil {
		return sayso.E("correct claim", r.PathValue("id"), sayso.Invalid, err)
	}
	f := r.PostForm
	fix := sayso.Correction{Claim: sayso.ClaimID(r.PathValue("id")), Verdict: sayso.Verdict(f.Get("verdict")), Note: strings.TrimSpace(f.Get("note")), By: s.by(r), Seen: seen(r)}
	back := "/claims/" + url.PathEscape(string(fix.Claim))
	switch fix.Verdict {
	case sayso.Accepted, sayso.Rejected, sayso.Withdrawn, sayso.Mended:
	default:
		return sayso.Errorf("correct claim", string(fix.Claim), sayso.Invalid, "%q is no verdict", fix.Verdict)
	}
	row, err := s.Ledger.Claim(ctx, fix.Claim)
	if err != nil && (fix.Verdict != sayso.Withdrawn || sayso.KindOf(err) != sayso.NotFound) {
		return err
	}
	if fix.Verdict == sayso.Mended {
		if fix.Is, err = s.mended(r, row, f); err != nil {
			return err
		}
	}
	if _, err := s.Ledger.Correct(ctx, fix); err != nil {
		return err
	}
	if err := s.settle(ctx); err != nil {
		return err
	}
	if fix.Verdict == sayso.Rejected {
		back = "/articles/" + url.PathEscape(string(row.Article.ID))
	} else if _, err := s.Ledger.Claim(ctx, fix.Claim); sayso.KindOf(err) == sayso.NotFound && row != nil {
		back = "/articles/" + url.PathEscape(string(row.Article.ID)) // an added claim that was taken back
	}
	http.Redirect(w, r, back, http.StatusSeeOther)
	return nil
}

// mended reads from the form how a claim should read. Words that the form
// gives back unchanged keep their place.
func (s *server) mended(r *http.Request, row *sayso.ClaimRow, f url.Values) (*sayso.Judged, error) {
	rec, err := s.Ledger.Version(r.Context(), row.Version)
	if err != nil {
		return nil, err
	}
	is := row.Judge()
	near := is.Content.Cover()
	for _, x := range []struct {
		field string
		to    *sayso.Spans
	}{{"content", &is.Content}, {"cue", &is.Cue}, {"source", &is.Source}} {
		words := strings.TrimSpace(strings.ReplaceAll(f.Get(x.field), "\r\n", "\n")) // as browsers send line ends
		switch {
		case !f.Has(x.field) || words == strings.TrimSpace(x.to.In(rec.Article.Text)):
		case words == "":
			*x.to = nil
		default:
			if *x.to, err = sayso.Locate(rec.Article.Text, words, near); err != nil {
				return nil, err
			}
		}
	}
	if v := f.Get("stance"); v != "" {
		is.Stance = sayso.Stance(v)
	}
	if f.Has("speaker") {
		is.Speakers = nil
		for name := range strings.SplitSeq(f.Get("speaker"), ";") {
			if name = strings.TrimSpace(name); name != "" {
				is.Speakers = append(is.Speakers, name)
			}
		}
	}
	return is, nil
}

// history lists what was said of a claim or an actor, the latest first, as much
// as one page holds.
func (s *server) history(ctx context.Context, about string) ([]sayso.Said, error) {
	page, err := s.Ledger.History(ctx, about, sayso.Paging{Limit: PageSize})
	if err != nil {
		return nil, err
	}
	out := make([]sayso.Said, len(page.Items))
	for i := range page.Items {
		out[i] = page.Items[i].Said()
	}
	return out, nil
}

// correctionRow is a correction with the article that it is about.
type correctionRow struct {
	sayso.Correction
	Article sayso.ArticleRow
	Words   string
}

// corrections lists what was corrected, the latest first, so that what was
// rejected can be found again and taken back.
func (s *server) corrections(w http.ResponseWriter, r *http.Request) error {
	seen, err := s.latest(r.Context())
	if err != nil {
		return err
	}
	page, err := s.Ledger.Corrections(r.Context(), sayso.Paging{Limit: PageSize, After: r.URL.Query().Get("after")})
	if err != nil {
		return err
	}
	p := struct {
		Rows []correctionRow
		Next string
		May  bool
		Seen int64
	}{May: s.may(r, editor), Seen: seen}
	records := make(map[sayso.VersionID]*sayso.Record)
	for _, c := range page.Items {
		rec := records[c.Version]
		if rec == nil {
			if rec, err = s.Ledger.Version(r.Context(), c.Version); err != nil {
				return err
			}
			records[c.Version] = rec
		}
		words := c.Was.Content
		if c.Is != nil {
			words = c.Is.Content
		}
		a := &rec.Article
		p.Rows = append(p.Rows, correctionRow{c, sayso.ArticleRow{ID: a.ID, Outlet: a.Outlet, Title: a.Title, Path: a.Path, Published: a.Published}, words.In(a.Text)})
	}
	if page.Next != "" {
		p.Next = "/corrections?after=" + url.QueryEscape(page.Next)
	}
	return s.render(w, "corrections", s.view("Corrections", p))
}
