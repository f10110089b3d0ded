package web

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"sayso"
	"sayso/export"
	"sayso/internal/handout"
)

const (
	// ExportTime is how long one export may take.
	ExportTime = 30 * time.Minute
	// MaxExports is how many exports are under way at a time.
	MaxExports = 2
	// exportBuffer is how many bytes of an export are held back: what fails before
	// they are full is answered as an error, and what fails later cuts the answer off.
	exportBuffer = 64 << 10
)

// export writes the rows of a kind in a format: /export/claims.csv. It takes the
// parameters of the kind's list, and all rows where no limit is named.
func (s *server) export(w http.ResponseWriter, r *http.Request) error {
	name, format, _ := strings.Cut(r.PathValue("file"), ".")
	kind, err := export.FindKind(name)
	if err != nil {
		return err
	}
	v := r.URL.Query()
	if err := checkTaken("export "+kind.Name, append(slices.Clone(exportFilters[kind.Name]), most), v); err != nil {
		return err
	}
	q, schema, err := s.exportQuery(r, kind, v)
	if err != nil {
		return err
	}
	f, err := export.FindExport(format, schema)
	if err != nil {
		return err
	}
	if r.Method == http.MethodHead { // nothing is read for what nobody gets
		(&exportBody{w: w, media: f.Media, file: kind.Name + "." + f.Ext}).begin()
		w.WriteHeader(http.StatusOK)
		return nil
	}
	select {
	case s.limits.exports <- struct{}{}:
		defer func() { <-s.limits.exports }()
	default:
		w.Header().Set("Retry-After", "10")
		s.answer(w, r, http.StatusTooManyRequests, fmt.Sprintf("%d exports are under way (MaxExports); wait for one of them", MaxExports))
		return nil
	}
	ctx, cancel := longContext(r, ExportTime)
	defer cancel()
	_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(ExportTime)) // a server in a test has none
	return writeExport(ctx, w, s.Ledger, kind.Name, &q, f, schema)
}

// writeExport streams. The header goes out with the first bytes.
func writeExport(ctx context.Context, w http.ResponseWriter, led Ledger, kind string, q *handout.Query, f export.Format, schema *export.Schema) error {
	body := &exportBody{w: w, media: f.Media, file: kind + "." + f.Ext}
	out := bufio.NewWriterSize(body, exportBuffer)
	rows, err := f.Open(out, schema, export.Options{Title: "Sayso: " + kind})
	if err == nil {
		err = handout.Each(ctx, led, kind, q, rows.Write)
	}
	if err == nil {
		err = rows.Close()
	}
	if err == nil {
		err = out.Flush()
	}
	if err != nil && rows != nil {
		out.Reset(io.Discard)
		_ = rows.Close() // for what it holds: the answer is broken off
	}
	if err != nil && body.begun {
		panic(http.ErrAbortHandler) // the client must see that it does not have all of it
	}
	if err == nil {
		body.begin() // of no rows some formats write nothing
	}
	return err
}

type exportBody struct {
	w           http.ResponseWriter
	media, file string
	begun       bool
}

func (b *exportBody) Write(p []byte) (int, error) {
	b.begin()
	return b.w.Write(p)
}

func (b *exportBody) begin() {
	if !b.begun {
		b.begun = true
		b.w.Header().Set("Content-Type", b.media)
		b.w.Header().Set("Content-Disposition", `attachment; filename="`+b.file+`"`)
	}
}

// exportQuery reads which rows are asked for, as the list of the kind does.
func (s *server) exportQuery(r *http.Request, kind export.Kind, v url.Values) (q handout.Query, schema *export.Schema, err error) {
	schema = kind.Schema
	if l := v.Get("limit"); l != "" {
		if q.Limit, err = strconv.Atoi(l); err != nil || q.Limit < 1 {
			return q, schema, sayso.Errorf("export", l, sayso.Invalid, "limit is a number above 0").Advise("leave it out for all rows")
		}
	}
	came, err := s.cameIn(r)
	if err != nil {
		return q, schema, err
	}
	f := readFilters(v)
	dates, err := filters{From: f.From, To: f.To}.query() // the other names mean something else for each kind
	if err != nil {
		return q, schema, err
	}
	switch kind.Name {
	case "claims":
		if q.Claims, err = s.query(r.Context(), f); err == nil {
			q.Claims.Article, q.Claims.AllVersions, q.Claims.Since = sayso.ArticleID(v.Get("article")), v.Get("versions") == "all", came
		}
	case "articles", "mentions", "places":
		q.Articles = sayso.ArticleQuery{Words: f.Words, Key: v.Get("key"), Outlet: f.Outlet, Language: v.Get("language"), From: dates.From, To: dates.To, Since: came}
	case "actors":
		q.Actors = sayso.ActorQuery{Name: v.Get("name"), Type: sayso.ActorType(v.Get("type")), Speaking: v.Get("speaking") == "1"}
	case "events":
		if q.Events, err = s.readEvents(r); err != nil {
			return q, schema, err
		}
		q.Layout, schema = findLayout(v.Get("layout"))
	case "stories":
		q.Stories = sayso.StoryQuery{From: dates.From, To: dates.To, Since: came}
	default:
		q.Questions, err = s.readQuestions(r, nil)
	}
	return q, schema, err
}

// findLayout is the layout of events of that name; nil for the own one.
func findLayout(name string) (*export.Layout, *export.Schema) {
	for i, x := range export.Layouts() {
		if i > 0 && x.Name == name {
			return &x, x.Schema
		}
	}
	return nil, export.Events()
}
