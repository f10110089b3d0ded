package web

import (
	"bytes"
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"sayso"
	"sayso/export"
	"sayso/internal/dossier"
)

// keepView is what a page offers to whoever keeps its row: to put it into a dossier, to
// star and to tag it.
type keepView struct {
	sayso.Ref
	Mark     sayso.Mark
	Tags     string
	Dossiers []sayso.Dossier
	Back     string
}

// maxOffered is how many dossiers a page offers, the latest changed first.
const maxOffered = 50

// keeping lets a page's row be kept, where whoever asks may do that.
func (s *server) keeping(v view, r *http.Request, ref sayso.Ref) (view, error) {
	if !s.mayFollow(r) {
		return v, nil
	}
	page, err := s.Ledger.Dossiers(r.Context(), s.owner(r), sayso.Paging{Limit: maxOffered})
	if err != nil {
		return v, err
	}
	marks, err := s.Ledger.Marks(r.Context(), s.owner(r), []sayso.Ref{ref})
	if err != nil {
		return v, err
	}
	k := &keepView{Ref: ref, Dossiers: page.Items, Back: r.URL.RequestURI()}
	if len(marks) > 0 {
		k.Mark, k.Tags = marks[0], strings.Join(marks[0].Tags, ", ")
	}
	v.Keep = k
	return v, nil
}

// renderKept draws a page whose row can be kept.
func (s *server) renderKept(w http.ResponseWriter, r *http.Request, name string, v view, ref sayso.Ref) error {
	v, err := s.keeping(v, r, ref)
	if err != nil {
		return err
	}
	return s.render(w, name, v)
}

// form reads a form that changes what somebody keeps, and says whether they may.
func (s *server) form(w http.ResponseWriter, r *http.Request) (url.Values, bool, error) {
	if !s.mayFollow(r) {
		s.answer(w, r, http.StatusForbidden, "this server only shows; dossiers are kept where the ledger is")
		return nil, false, nil
	}
	if err := r.ParseForm(); err != nil {
		return nil, false, sayso.E("keep", r.URL.Path, sayso.Invalid, err)
	}
	return r.PostForm, true, nil
}

// back leads to the page that a form was on; only pages of this server are.
func back(f url.Values, or string) string {
	if to := f.Get("back"); strings.HasPrefix(to, "/") && !strings.HasPrefix(to, "//") && !strings.ContainsAny(to, "\\\r\n") {
		return to
	}
	return or
}

func field(f url.Values, name string) string {
	return strings.TrimSpace(strings.ReplaceAll(f.Get(name), "\r\n", "\n"))
}

// dossierList lists somebody's dossiers.
func (s *server) dossierList(w http.ResponseWriter, r *http.Request) error {
	page, err := s.Ledger.Dossiers(r.Context(), s.owner(r), sayso.Paging{Limit: PageSize, After: r.URL.Query().Get("after")})
	if err != nil {
		return err
	}
	p := struct {
		Dossiers []sayso.Dossier
		Next     string
		May      bool
	}{page.Items, "", s.mayFollow(r)}
	if page.Next != "" {
		p.Next = "/dossiers?after=" + url.QueryEscape(page.Next)
	}
	return s.render(w, "dossiers", s.view("Dossiers", p))
}

// newDossier makes a dossier.
func (s *server) newDossier(w http.ResponseWriter, r *http.Request) error {
	f, ok, err := s.form(w, r)
	if !ok {
		return err
	}
	d := sayso.Dossier{Owner: s.owner(r), Name: field(f, "name"), Note: field(f, "note")}
	if _, err := s.Ledger.KeepDossier(r.Context(), d); err != nil {
		return err
	}
	http.Redirect(w, r, "/dossiers/"+string(sayso.DeriveDossierID(d.Owner, d.Name)), http.StatusSeeOther)
	return nil
}

// dossierRow is one row of a dossier as its page shows it.
type dossierRow struct {
	export.DossierRow
	Href string
	Last bool
}

func rowHref(kind, id string) string {
	id, _, _ = strings.Cut(id, ":")
	switch sayso.RefKind(kind) {
	case sayso.ClaimRef:
		return "/claims/" + url.PathEscape(id)
	case sayso.StatementRef:
		if strings.HasPrefix(id, "cl") {
			return "/claims/" + url.PathEscape(id)
		}
		return "/articles/" + url.PathEscape(id)
	case sayso.EventRef:
		return "/events/" + url.PathEscape(id)
	case sayso.QuestionRef:
		return "/questions/" + url.PathEscape(id)
	case sayso.StoryRef:
		return "/stories/" + url.PathEscape(id)
	case sayso.ActorRef:
		return "/actors/" + url.PathEscape(id)
	}
	if strings.HasPrefix(id, "ve") {
		return "/versions/" + url.PathEscape(id)
	}
	return "/articles/" + url.PathEscape(id)
}

// savedFormats are the formats in which a dossier is saved.
var savedFormats = []fileLink{{"Word", "docx"}, {"HTML, one file", "html"}, {"Markdown", "md"}, {"CSV", "csv"}, {"JSON", "json"}}

// dossierOf is the dossier of a request, if it is of whoever asks.
func (s *server) dossierOf(r *http.Request) (*sayso.Dossier, error) {
	d, err := s.Ledger.Dossier(r.Context(), sayso.DossierID(r.PathValue("id")))
	if err == nil && d.Owner != s.owner(r) {
		return nil, sayso.Errorf("find dossier", r.PathValue("id"), sayso.NotFound, "there is none")
	}
	return d, err
}

func (s *server) dossier(w http.ResponseWriter, r *http.Request) error {
	d, err := s.dossierOf(r)
	if err != nil {
		return err
	}
	rows, err := dossier.Rows(r.Context(), s.Ledger, d)
	if err != nil {
		return err
	}
	if name := r.URL.Query().Get("format"); name != "" {
		f, err := export.FindExport(name, export.DossierRows())
		if err != nil {
			return err
		}
		var b bytes.Buffer
		if err := dossier.Write(f, &b, d, rows); err != nil {
			return err
		}
		w.Header().Set("Content-Type", f.Media)
		w.Header().Set("Content-Disposition", `attachment; filename="`+string(d.ID)+"."+f.Ext+`"`)
		_, err = w.Write(b.Bytes())
		return err
	}
	p := struct {
		*sayso.Dossier
		Rows    []dossierRow
		Formats []fileLink
		May     bool
	}{Dossier: d, Formats: savedFormats, May: s.mayFollow(r)}
	for i := range rows {
		p.Rows = append(p.Rows, dossierRow{rows[i], rowHref(rows[i].Kind, rows[i].ID), i == len(rows)-1})
	}
	return s.render(w, "dossier", s.view(d.Name, p))
}

// editDossier changes a dossier from the forms on its page.
func (s *server) editDossier(w http.ResponseWriter, r *http.Request) error {
	f, ok, err := s.form(w, r)
	if !ok {
		return err
	}
	ctx := r.Context()
	d, err := s.dossierOf(r)
	if err != nil {
		return err
	}
	to := "/dossiers/" + url.PathEscape(string(d.ID))
	ref := sayso.Ref{Kind: sayso.RefKind(f.Get("kind")), ID: f.Get("id")}
	at := slices.IndexFunc(d.Pieces, func(p sayso.Piece) bool { return p.Ref == ref })
	what := f.Get("do")
	if at < 0 && slices.Contains([]string{"up", "down", "note", "discard"}, what) {
		return sayso.Errorf("edit dossier", ref.ID, sayso.NotFound, "the dossier does not hold it")
	}
	switch what {
	case "drop":
		err, to = s.Ledger.DropDossier(ctx, d.ID), "/dossiers"
	case "describe":
		d.Note = field(f, "note")
		_, err = s.Ledger.KeepDossier(ctx, *d)
	case "discard":
		err = s.Ledger.Discard(ctx, d.ID, ref)
	case "note":
		d.Pieces[at].Note = field(f, "note")
		_, err = s.Ledger.Collect(ctx, d.ID, d.Pieces[at], 0)
	case "up":
		_, err = s.Ledger.Collect(ctx, d.ID, d.Pieces[at], max(at, 1))
	case "down":
		_, err = s.Ledger.Collect(ctx, d.ID, d.Pieces[at], at+2)
	default:
		err = sayso.Errorf("edit dossier", string(d.ID), sayso.Invalid, "%q is nothing to do", what)
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}

// collect puts the row of a page into a dossier, an old or a new one.
func (s *server) collect(w http.ResponseWriter, r *http.Request) error {
	f, ok, err := s.form(w, r)
	if !ok {
		return err
	}
	ctx := r.Context()
	p := sayso.Piece{Ref: sayso.Ref{Kind: sayso.RefKind(f.Get("kind")), ID: f.Get("id")}, Note: field(f, "note")}
	if p.Words, err = dossier.Words(ctx, s.Ledger, p.Ref); err != nil {
		return err
	}
	id := sayso.DossierID(f.Get("dossier"))
	if name := field(f, "name"); name != "" {
		d := sayso.Dossier{Owner: s.owner(r), Name: name}
		id = sayso.DeriveDossierID(d.Owner, d.Name)
		_, err := s.Ledger.Dossier(ctx, id)
		if sayso.KindOf(err) == sayso.NotFound {
			_, err = s.Ledger.KeepDossier(ctx, d)
		}
		if err != nil {
			return err
		}
	}
	r.SetPathValue("id", string(id))
	if _, err := s.dossierOf(r); err != nil {
		return err
	}
	if _, err := s.Ledger.Collect(ctx, id, p, 0); err != nil {
		return err
	}
	http.Redirect(w, r, "/dossiers/"+url.PathEscape(string(id)), http.StatusSeeOther)
	return nil
}

// mark stars, tags or sees the row of a page, or takes that back.
func (s *server) mark(w http.ResponseWriter, r *http.Request) error {
	f, ok, err := s.form(w, r)
	if !ok {
		return err
	}
	ref := sayso.Ref{Kind: sayso.RefKind(f.Get("kind")), ID: f.Get("id")}
	if err := ref.Validate(); err != nil {
		return err
	}
	m := sayso.Mark{Owner: s.owner(r), Ref: ref}
	had, err := s.Ledger.Marks(r.Context(), m.Owner, []sayso.Ref{ref})
	if err != nil {
		return err
	}
	if len(had) > 0 {
		m.Star, m.Seen, m.Tags = had[0].Star, had[0].Seen, had[0].Tags
	}
	switch what := f.Get("do"); what {
	case "star", "unstar":
		m.Star = what == "star"
	case "seen", "unseen":
		m.Seen = what == "seen"
	case "tag":
		m.Tags = nil
		for t := range strings.SplitSeq(f.Get("tags"), ",") {
			if t = strings.Join(strings.Fields(t), " "); t != "" {
				m.Tags = append(m.Tags, t)
			}
		}
	default:
		return sayso.Errorf("mark", ref.ID, sayso.Invalid, "%q is nothing to do", what)
	}
	if _, err := s.Ledger.Mark(r.Context(), m); err != nil {
		return err
	}
	http.Redirect(w, r, back(f, rowHref(string(ref.Kind), ref.ID)), http.StatusSeeOther)
	return nil
}

// markedRow is a marked row as the list shows it.
type markedRow struct {
	sayso.Mark
	Words, Href string
}

// marked lists what somebody starred and tagged.
func (s *server) marked(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	page, err := s.Ledger.Marked(r.Context(), sayso.MarkQuery{Owner: s.owner(r), Star: q.Get("star") != "", Tag: q.Get("tag"), Paging: sayso.Paging{Limit: PageSize, After: q.Get("after")}})
	if err != nil {
		return err
	}
	p := struct {
		Tag  string
		Rows []markedRow
		Next string
	}{Tag: q.Get("tag")}
	for _, m := range page.Items {
		words, err := s.wordsOf(r.Context(), m.Ref)
		if err != nil {
			return err
		}
		p.Rows = append(p.Rows, markedRow{m, words, rowHref(string(m.Kind), m.ID)})
	}
	if page.Next != "" {
		q.Set("after", page.Next)
		p.Next = "/marked?" + q.Encode()
	}
	return s.render(w, "marked", s.view("Starred and tagged", p))
}

// wordsOf is what a row says, or its identifier where it is gone.
func (s *server) wordsOf(ctx context.Context, ref sayso.Ref) (string, error) {
	words, err := dossier.Words(ctx, s.Ledger, ref)
	if sayso.KindOf(err) == sayso.NotFound {
		return ref.ID + " (no longer in the ledger)", nil
	}
	return words, err
}
