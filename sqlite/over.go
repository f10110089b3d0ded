package sqlite

import (
	"context"
	"errors"

	"sayso"
	"sayso/internal/sqlengine"
)

// Over makes a ledger of a database that speaks the same SQL, such as that of package
// postgres. Closing the ledger closes the connections of e. Other modules open ledgers
// by the Open of a package.
func Over(e sqlengine.Engine) (*Ledger, error) {
	l := &Ledger{path: e.Name(), now: e.Now, engine: e, write: e.Writing(), read: e.Reading()}
	var err error
	if l.codec, err = newCodec(); err != nil {
		return nil, errors.Join(fail("open ledger", l.path, err), l.disconnect())
	}
	return l, nil
}

// compactEngine is Compact in a database of its own.
func (l *Ledger) compactEngine(ctx context.Context) (c sayso.Compacted, err error) {
	if c.Before, err = l.engine.Size(ctx); err == nil {
		err = l.engine.Compact(ctx)
	}
	if err == nil {
		c.After, err = l.engine.Size(ctx)
	}
	return c, fail("compact ledger", l.path, l.blame(ctx, err))
}
