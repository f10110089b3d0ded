package web

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"

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

func newPage[R, T any](p sayso.Page[R], row func(R) T) apiPage[T] {
	out := apiPage[T]{Items: make([]T, len(p.Items))}
	for i, r := range p.Items {
		out.Items[i] = row(r)
	}
	if p.Next != "" {
		out.Next = &p.Next
	}
	return out
}

func paging(q url.Values) (sayso.Paging, error) {
	p := sayso.Paging{Limit: PageSize, After: q.Get("after")}
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
	pg, err := paging(v)
	if err != nil {
		return err
	}
	page, err := s.Ledger.Articles(r.Context(), sayso.ArticleQuery{Words: f.Words, Outlet: f.Outlet, Language: v.Get("language"), From: dates.From, To: dates.To, Paging: pg})
	if err != nil {
		return err
	}
	writeJSON(w, http.StatusOK, newPage(page, export.NewArticle))
	return nil
}

func (s *server) apiArticle(w http.ResponseWriter, r *http.Request) error {
	rec, err := s.Ledger.Article(r.Context(), sayso.ArticleID(r.PathValue("id")))
	return writeRecord(w, r, rec, err)
}

func (s *server) apiVersion(w http.ResponseWriter, r *http.Request) error {
	rec, err := s.Ledger.Version(r.Context(), sayso.VersionID(r.PathValue("id")))
	return writeRecord(w, r, rec, err)
}

// apiRecord is an analysis with what leads from its local identifiers to the
// ledger's lasting ones.
type apiRecord struct {
	export.Analysis
	Version string            `json:"version"`
	Newest  bool              `json:"newest"`
	Lasting map[string]string `json:"lasting"`
}

func writeRecord(w http.ResponseWriter, r *http.Request, rec *sayso.Record, err error) error {
	if err != nil {
		return err
	}
	out := apiRecord{export.NewAnalysis(&rec.Article, &rec.Analysis, r.URL.Query().Get("tokens") == "1"), string(rec.Version.ID), rec.Newest, map[string]string{}}
	for k, v := range rec.ClaimIDs {
		out.Lasting[string(k)] = string(v)
	}
	for k, v := range rec.ActorIDs {
		out.Lasting[string(k)] = string(v)
	}
	writeJSON(w, http.StatusOK, out)
	return nil
}

func (s *server) apiClaims(w http.ResponseWriter, r *http.Request) error {
	v := r.URL.Query()
	q, err := readFilters(v).query()
	if err != nil {
		return err
	}
	if q.Paging, err = paging(v); err != nil {
		return err
	}
	q.Article = sayso.ArticleID(v.Get("article"))
	q.AllVersions = v.Get("versions") == "all"
	page, err := s.Ledger.Claims(r.Context(), q)
	if err != nil {
		return err
	}
	writeJSON(w, http.StatusOK, newPage(page, export.NewClaim))
	return nil
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
	pg, err := paging(v)
	if err != nil {
		return err
	}
	page, err := s.Ledger.Actors(r.Context(), sayso.ActorQuery{Name: v.Get("name"), Type: sayso.ActorType(v.Get("type")), Paging: pg})
	if err != nil {
		return err
	}
	writeJSON(w, http.StatusOK, newPage(page, export.NewActor))
	return nil
}

func (s *server) apiActor(w http.ResponseWriter, r *http.Request) error {
	row, err := s.Ledger.Actor(r.Context(), sayso.ActorID(r.PathValue("id")))
	if err != nil {
		return err
	}
	writeJSON(w, http.StatusOK, export.NewActor(*row))
	return nil
}

// apiCount is one value of a facet.
type apiCount struct {
	Key   string `json:"key"`
	Label string `json:"label"`
	N     int    `json:"n"`
}

func counts(cs []sayso.Count) []apiCount {
	out := make([]apiCount, len(cs))
	for i, c := range cs {
		out[i] = apiCount(c)
	}
	return out
}

func (s *server) apiFacets(w http.ResponseWriter, r *http.Request) error {
	v := r.URL.Query()
	q, err := readFilters(v).query()
	if err != nil {
		return err
	}
	if q.Paging, err = paging(v); err != nil {
		return err
	}
	f, err := s.Ledger.Facets(r.Context(), q)
	if err != nil {
		return err
	}
	writeJSON(w, http.StatusOK, map[string]any{"total": f.Total, "forms": counts(f.Forms), "stances": counts(f.Stances), "outlets": counts(f.Outlets), "speakers": counts(f.Speakers)})
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
	writeJSON(w, http.StatusOK, map[string]any{"articles": st.Articles, "versions": st.Versions, "claims": st.Claims, "actors": st.Actors, "forms": counts(f.Forms)})
	return nil
}
