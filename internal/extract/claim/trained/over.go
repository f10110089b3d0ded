package trained

import "sayso/internal/extract/claim"

// Over returns a Finder of the same model that asks other rules.
func (f *Finder) Over(rules claim.Finder) *Finder {
	out := *f
	out.rules = rules
	return &out
}
