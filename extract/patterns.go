package extract

import (
	"bytes"
	"crypto/sha256"
	"fmt"

	"sayso"
	"sayso/internal/extract/event"
	"sayso/internal/knowledge/compile"
)

// Table is a table of a user's own.
type Table struct {
	Name string // stands for the table in errors
	Data []byte
}

// Reading is how deeply articles are read: by the same steps, of which the
// quicker readings leave some out.
type Reading string

const (
	Full  Reading = "full"  // by models and an encoder, and with the vectors of claims for ledgers
	Quick Reading = "quick" // by models without the encoder: several times as fast, and a little less exact
	Rules Reading = "rules" // by rules and tables alone: ten times as fast again, and less exact
)

// Readings lists the depths, the deepest first.
var Readings = []Reading{Full, Quick, Rules}

// Options say how to read, and by which tables besides those that the program
// carries. What is read by such tables carries a Model that names them, so that
// articles read without them may be read again.
type Options struct {
	// Reading is how deeply to read; zero is Full.
	Reading Reading
	// Knowledge holds actors and places; docs/knowledge.md tells how to write it.
	Knowledge *Table
	// Patterns code events, which Rules does not; docs/events.md tells how to
	// write them.
	Patterns *Table
	// Verbs attribute what is said; docs/claims.md tells how to write them.
	Verbs *Table
	// Without leaves rules out, by their names (see [NamedRules]): so it is measured
	// what each is worth.
	Without []string
}

// NewWith makes an Extractor. Its errors are of kind Invalid, and name the table
// and the line of it that is at fault.
func NewWith(o Options) (*Extractor, error) {
	base := embedded()
	if t := o.Knowledge; t != nil {
		own, err := compile.Extra(t.Name, bytes.NewReader(t.Data))
		if err != nil {
			return nil, err
		}
		base = base.With(own)
	}
	x := knowing
	switch o.Reading {
	case Quick:
		x = quickKnowing
	case Rules:
		x = fastKnowing
	case Full, "":
	default:
		return nil, sayso.Errorf("read", string(o.Reading), sayso.Invalid, "there is no such depth of reading")
	}
	out, err := x(base), error(nil)
	if t := o.Verbs; t != nil {
		if out, err = out.withVerbs(t.Name, t.Data); err != nil {
			return nil, err
		}
	}
	if t := o.Patterns; t != nil {
		if out, err = out.withPatterns(t.Name, t.Data); err != nil {
			return nil, err
		}
	}
	if len(o.Without) > 0 {
		return out.without(o.Without)
	}
	return out, nil
}

// withPatterns returns an Extractor that codes events by more patterns.
func (x *Extractor) withPatterns(name string, table []byte) (*Extractor, error) {
	rules, ok := x.stages.Coder.(*event.Rules)
	if !ok {
		return nil, sayso.Errorf("read patterns", name, sayso.Invalid, "this way of reading codes no events").Advise("leave --reading rules out")
	}
	more, err := rules.Extend(name, string(table))
	if err != nil {
		return nil, err
	}
	s := x.stages
	s.Coder = more
	s.Manner.Patterns = digest(table)
	return with(s), nil
}

// digest names a user's table by its bytes.
func digest(table []byte) string {
	sum := sha256.Sum256(table)
	return fmt.Sprintf("%x", sum[:6])
}
