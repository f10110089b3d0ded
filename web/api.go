package web

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"sayso"
	"sayso/export"
)

// writeJSON writes one value.
func writeJSON(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	e := json.NewEncoder(w)
	e.SetEscapeHTML(true)
	_ = e.Encode(v)
}

// apiError is the one shape of errors.
type apiError struct {
	Error struct {
		Status  int    `json:"status"`
		Message string `json:"message"`
	} `json:"error"`
}

func writeError(w http.ResponseWriter, status int, message string) {
	var e apiError
	e.Error.Status, e.Error.Message = status, message
	writeJSON(w, status, e)
}

// apiPage is a piece of a list. Next is the value of `after` for the next
// piece; null on the last.
type apiPage[T any] struct {
	Items []T     `json:"items"`
	Next  *string `json:"next"`
}

// rowsOf is the rows of a page.
func rowsOf[R, T any](p sayso.Page[R], row func(R) T) []T {
	out := make([]T, len(p.Items))
	for i, r := range p.Items {
		out[i] = row(r)
	}
	return out
}

// writeRows answers a piece of a list: an object with the rows and what leads to
// the next piece or, where the request names a format, the rows alone in it, with
// the address of the next piece in the header (RFC 8288).
func writeRows[T any](w http.ResponseWriter, r *http.Request, s *export.Schema, rows []T, next string) error {
	q := r.URL.Query()
	name := q.Get("format")
	if name == "" {
		out := apiPage[T]{Items: rows}
		if next != "" {
			out.Next = &next
		}
		writeJSON(w, http.StatusOK, out)
		return nil
	}
	f, err := export.FindFormat(name, s)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	out, err := f.Open(&b, s, export.Options{Countries: countries(q)})
	if err != nil {
		return err
	}
	for _, row := range rows {
		if err := out.Write(row); err != nil {
			return err
		}
	}
	if err := out.Close(); err != nil {
		return err
	}
	w.Header().Set("Content-Type", f.Media)
	w.Header().Set("Content-Disposition", `inline; filename="`+strings.ReplaceAll(s.Name, " ", "-")+"."+f.Name+`"`)
	if next != "" {
		q.Set("after", next)
		w.Header().Set("Link", "<"+r.URL.EscapedPath()+"?"+q.Encode()+`>; rel="next"`)
	}
	_, err = b.WriteTo(w)
	return err
}

// paging reads how much of a list is asked for. A format that misleads by some
// of the rows gets as many as an answer may hold.
func paging(q url.Values, s *export.Schema) (sayso.Paging, error) {
	p := sayso.Paging{Limit: PageSize, After: q.Get("after")}
	if f, err := export.FindFormat(q.Get("format"), s); err == nil && f.Whole {
		p.Limit = MaxAPILimit
	}
	if s := q.Get("limit"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil || n < 1 || n > MaxAPILimit {
			return p, sayso.Errorf("list", s, sayso.Invalid, "limit is a number from 1 to %d (MaxAPILimit)", MaxAPILimit)
		}
		p.Limit = n
	}
	return p, nil
}

func (s *server) apiArticles(w http.ResponseWriter, r *http.Request) error {
	v := r.URL.Query()
	f := readFilters(v)
	dates, err := f.query()
	if err != nil {
		return err
	}
	pg, err := paging(v, export.Articles())
	if err != nil {
		return err
	}
	came, err := s.cameIn(r)
	if err != nil {
		return err
	}
	page, err := s.Ledger.Articles(r.Context(), sayso.ArticleQuery{Words: f.Words, Key: v.Get("key"), Outlet: f.Outlet, Language: v.Get("language"), From: dates.From, To: dates.To, Since: came, Paging: pg})
	if err != nil {
		return err
	}
	return writeRows(w, r, export.Articles(), rowsOf(page, export.NewArticle), page.Next)
}

// cameIn reads ?since= of a list: what came in at that moment or later; zero for
// all.
func (s *server) cameIn(r *http.Request) (time.Time, error) {
	since, err := sayso.ParseSince(r.URL.Query().Get("since"), time.Now())
	if err != nil {
		return time.Time{}, err
	}
	return since.Moment(r.Context(), s.Ledger)
}

func (s *server) apiArticle(w http.ResponseWriter, r *http.Request) error {
	rec, err := s.Ledger.Article(r.Context(), sayso.ArticleID(r.PathValue("id")))
	return writeRecord(w, r, rec, err)
}

func (s *server) apiVersion(w http.ResponseWriter, r *http.Request) error {
	rec, err := s.Ledger.Version(r.Context(), sayso.VersionID(r.PathValue("id")))
	return writeRecord(w, r, rec, err)
}

func writeRecord(w http.ResponseWriter, r *http.Request, rec *sayso.Record, err error) error {
	if err != nil {
		return err
	}
	writeJSON(w, http.StatusOK, export.NewRecord(rec, r.URL.Query().Get("tokens") == "1"))
	return nil
}

// claimQuery reads which claims are asked for.
func (s *server) claimQuery(r *http.Request) (sayso.ClaimQuery, error) {
	v := r.URL.Query()
	q, err := s.query(r.Context(), readFilters(v))
	if err != nil {
		return q, err
	}
	q.Article, q.AllVersions = sayso.ArticleID(v.Get("article")), v.Get("versions") == "all"
	if q.Since, err = s.cameIn(r); err != nil {
		return q, err
	}
	q.Paging, err = paging(v, export.Claims())
	return q, err
}

func (s *server) apiClaims(w http.ResponseWriter, r *http.Request) error {
	q, err := s.claimQuery(r)
	if err != nil {
		return err
	}
	page, err := s.Ledger.Claims(r.Context(), q)
	if err != nil {
		return err
	}
	return writeRows(w, r, export.Claims(), rowsOf(page, export.NewClaim), page.Next)
}

func (s *server) apiClaim(w http.ResponseWriter, r *http.Request) error {
	row, err := s.Ledger.Claim(r.Context(), sayso.ClaimID(r.PathValue("id")))
	if err != nil {
		return err
	}
	writeJSON(w, http.StatusOK, export.NewClaim(*row))
	return nil
}

func (s *server) apiActors(w http.ResponseWriter, r *http.Request) error {
	v := r.URL.Query()
	pg, err := paging(v, export.Actors())
	if err != nil {
		return err
	}
	page, err := s.Ledger.Actors(r.Context(), sayso.ActorQuery{Name: v.Get("name"), Type: sayso.ActorType(v.Get("type")), Speaking: v.Get("speaking") == "1", Paging: pg})
	if err != nil {
		return err
	}
	return writeRows(w, r, export.Actors(), rowsOf(page, export.NewActor), page.Next)
}

func (s *server) apiActor(w http.ResponseWriter, r *http.Request) error {
	row, err := s.Ledger.Actor(r.Context(), sayso.ActorID(r.PathValue("id")))
	if err != nil {
		return err
	}
	writeJSON(w, http.StatusOK, export.NewActor(*row))
	return nil
}

func (s *server) apiFacets(w http.ResponseWriter, r *http.Request) error {
	q, err := s.claimQuery(r)
	if err != nil {
		return err
	}
	f, err := s.Ledger.Facets(r.Context(), q)
	if err != nil {
		return err
	}
	months, err := s.Ledger.Months(r.Context(), q)
	if err != nil {
		return err
	}
	writeJSON(w, http.StatusOK, export.NewFacets(f, months))
	return nil
}

func (s *server) apiStats(w http.ResponseWriter, r *http.Request) error {
	st, err := s.Ledger.Stats(r.Context())
	if err != nil {
		return err
	}
	f, err := s.Ledger.Facets(r.Context(), sayso.ClaimQuery{})
	if err != nil {
		return err
	}
	writeJSON(w, http.StatusOK, export.NewStats(st, f))
	return nil
}
