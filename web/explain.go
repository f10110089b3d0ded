package web

import (
	"fmt"
	"net/http"

	"sayso"
)

// ground is the reasons of one part of a claim.
type ground struct {
	Part    sayso.Part
	Words   string
	Reasons []reason
}

type reason struct{ Weight, Why string }

// why says which rules, words and features led to a claim. It reads the
// article again, as the program reads now.
func (s *server) why(w http.ResponseWriter, r *http.Request) error {
	row, err := s.Ledger.Claim(r.Context(), sayso.ClaimID(r.PathValue("id")))
	if err != nil {
		return err
	}
	if s.Why == nil {
		return sayso.Errorf("explain claim", string(row.ID), sayso.NotFound, "this server explains nothing")
	}
	rec, err := s.Ledger.Uncorrected(r.Context(), row.Version)
	if err != nil {
		return err
	}
	by, reasons := s.Why(&rec.Article, row.Origin())
	p := struct {
		saying
		Grounds []ground
		Other   bool // the ledger has it from another extractor
	}{saying: newSaying(*row), Other: by != rec.Analysis.Extractor}
	for _, x := range reasons {
		if n := len(p.Grounds); n == 0 || p.Grounds[n-1].Part != x.Part {
			p.Grounds = append(p.Grounds, ground{Part: x.Part, Words: x.Words.In(rec.Article.Text)})
		}
		weight := ""
		if x.Weight != 0 {
			weight = fmt.Sprintf("%+.1f", x.Weight)
		}
		g := &p.Grounds[len(p.Grounds)-1]
		g.Reasons = append(g.Reasons, reason{weight, x.Why})
	}
	return s.render(w, "why", s.view("Why", p))
}
