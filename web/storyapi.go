package web

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"math"
	"net/http"
	"slices"
	"strconv"

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
	came, err := s.cameIn(r)
	if err != nil {
		return err
	}
	page, err := s.Ledger.Stories(r.Context(), sayso.StoryQuery{From: dates.From, To: dates.To, Since: came, Paging: pg})
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
	st, err := s.told(r)
	if err != nil {
		return err
	}
	t, err := story.Lined(r.Context(), s.Ledger, st, from)
	if err != nil {
		return err
	}
	return writePiece(w, r, export.Moments(), report.Moments(t, r.URL.Query().Get("by")))
}

func (s *server) apiChanges(w http.ResponseWriter, r *http.Request) error {
	es, err := s.edits(r, math.MaxInt)
	if err != nil {
		return err
	}
	out := []export.Change{}
	for i := range es {
		out = append(out, report.NewChanges(&es[i])...)
	}
	return writePiece(w, r, export.Changes(), out)
}

// writePiece answers a piece of a list that is made whole each time. Its cursor names
// the last row that was given by what it says, so that rows which come in before that
// one do not move what follows.
func writePiece[T any](w http.ResponseWriter, r *http.Request, schema *export.Schema, rows []T) error {
	pg, err := paging(r.URL.Query(), schema)
	if err != nil {
		return err
	}
	names, err := rowNames(rows)
	if err != nil {
		return err
	}
	from := 0
	if pg.After != "" {
		if from = slices.Index(names, pg.After) + 1; from == 0 {
			return sayso.Errorf("list "+schema.Name, pg.After, sayso.Invalid, "the row that the piece before ended with is not there, or no more").Advise("begin again without after")
		}
	}
	to, next := len(rows), ""
	if to-from > pg.Limit {
		to = from + pg.Limit
		next = names[to-1]
	}
	return writeRows(w, r, schema, rows[from:to], next)
}

// rowNames names each row by a sum of all that it says, and by how many rows before it
// say the same.
func rowNames[T any](rows []T) ([]string, error) {
	names, same := make([]string, len(rows)), map[[sha256.Size]byte]int{}
	for i := range rows {
		b, err := json.Marshal(&rows[i])
		if err != nil {
			return nil, err
		}
		sum := sha256.Sum256(b)
		names[i] = base64.RawURLEncoding.EncodeToString(sum[:12]) + "." + strconv.Itoa(same[sum])
		same[sum]++
	}
	return names, nil
}
