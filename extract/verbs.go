package extract

import (
	"sayso/internal/extract/claim"
	"sayso/internal/extract/claim/trained"
)

// withVerbs returns an Extractor that knows more verbs that attribute, in the
// form of the table that the program carries; docs/claims.md tells how to write
// them. name stands for the table in errors. What it reads carries a Model that
// names the table, so that articles read without it may be read again.
func (x *Extractor) withVerbs(name string, table []byte) (*Extractor, error) {
	t, err := claim.DefaultTables().WithVerbs(name, string(table))
	if err != nil {
		return nil, err
	}
	s := x.stages
	rules := claim.NewRulesOver(t)
	switch f := s.Finder.(type) {
	case *trained.Finder:
		s.Finder = f.Over(rules)
	default:
		s.Finder = rules
	}
	s.Judge = claim.NewCueJudgeOver(t)
	s.Manner.Verbs = digest(table)
	return with(s), nil
}
