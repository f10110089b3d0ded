package extract

import (
	"bytes"
	"crypto/sha256"
	"fmt"

	"sayso"
	"sayso/internal/extract/event"
)

// WithPatterns returns an Extractor that codes events by more patterns than the
// program carries; docs/events.md tells how to write them. name stands for the
// table in errors. What it reads carries a Model that names the patterns, so
// that articles read without them may be read again.
func (x *Extractor) WithPatterns(name string, table []byte) (*Extractor, error) {
	rules, ok := x.stages.Coder.(*event.Rules)
	if !ok {
		return nil, sayso.Errorf("read patterns", name, sayso.Invalid, "this way of reading codes no events").Advise("leave --fast out")
	}
	more, err := rules.Extend(name, bytes.NewReader(table))
	if err != nil {
		return nil, err
	}
	s := x.stages
	s.Coder = more
	s.Manner.Patterns = digest(table)
	return With(s), nil
}

// digest names a user's table by its bytes.
func digest(table []byte) string {
	sum := sha256.Sum256(table)
	return fmt.Sprintf("%x", sum[:6])
}
