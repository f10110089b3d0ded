package trained

import "sayso/internal/extract/claim"

// Over returns a Finder of the same model that asks other rules.
func (f *Finder) Over(rules claim.Finder) *Finder {
	out := *f
	out.rules = rules
	return &out
}

// Without returns a finder whose rules are fewer.
func (f *Finder) Without(names map[string]bool) *Finder {
	if rules, ok := f.rules.(*claim.Rules); ok {
		return f.Over(rules.Without(names))
	}
	return f
}
