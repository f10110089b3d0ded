package sqlite

import (
	"context"
	"database/sql"
	"errors"

	driver "modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

	"sayso"
	"sayso/internal/sqlengine"
)

// kindOf sorts an error that came from SQLite.
func kindOf(err error) sayso.Kind {
	var ours *sayso.Error
	var theirs *driver.Error
	var engines *sqlengine.Error
	switch {
	case errors.As(err, &ours):
		return sayso.KindOf(ours)
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return sayso.Cancelled
	case errors.Is(err, sql.ErrNoRows):
		return sayso.NotFound
	case errors.As(err, &engines):
		return engines.Kind
	case !errors.As(err, &theirs):
		return sayso.Other
	}
	if theirs.Code() == lib.SQLITE_IOERR_SHMSIZE {
		return sayso.Full // the file that readers share could not grow
	}
	switch theirs.Code() & 0xff {
	case lib.SQLITE_BUSY, lib.SQLITE_LOCKED:
		return sayso.Busy
	case lib.SQLITE_NOTADB, lib.SQLITE_CORRUPT:
		return sayso.Damaged
	case lib.SQLITE_FULL:
		return sayso.Full
	case lib.SQLITE_READONLY, lib.SQLITE_PERM, lib.SQLITE_CANTOPEN, lib.SQLITE_AUTH:
		return sayso.Denied
	case lib.SQLITE_TOOBIG:
		return sayso.TooLarge
	case lib.SQLITE_INTERRUPT:
		return sayso.Cancelled
	}
	return sayso.Other
}

// found tells a row that is not there from an error.
func found(err error) (bool, error) {
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}

// restore is the advice on damage.
const restore = "restore the file from a copy, or read the articles into a new ledger"

// cause says what happened in plain words and keeps SQLite's own error behind.
type cause struct {
	words string
	err   error
}

func (c cause) Error() string { return c.words }
func (c cause) Unwrap() error { return c.err }

// fail turns err into an *sayso.Error about subject. Errors that are one
// already pass as they are; nil stays nil.
func fail(op, subject string, err error) error {
	if err == nil {
		return nil
	}
	if _, ok := errors.AsType[*sayso.Error](err); ok {
		return err
	}
	k := kindOf(err)
	say := func(words, advice string) error {
		return sayso.E(op, subject, k, cause{words, err}).Advise(advice)
	}
	if e, ok := errors.AsType[*sqlengine.Error](err); ok && e.Gone {
		return say("the database does not answer", "see that it runs, and that the way to it is open")
	}
	switch k {
	case sayso.Busy:
		return say("the ledger is locked by another program", "wait until it has finished, then try again")
	case sayso.Damaged:
		return say("the file is damaged, or is no ledger", restore)
	case sayso.Full:
		return say("no space left on the disk", "free some space and try again; nothing was half-written")
	case sayso.Denied:
		return say("the ledger cannot be opened or written", "make the file and the folder it is in readable and writable")
	case sayso.Cancelled:
		return say("cancelled", "")
	case sayso.NotFound:
		return say("the ledger does not have it", "")
	}
	if theirs, ok := errors.AsType[*driver.Error](err); ok && theirs.Code()&0xff == lib.SQLITE_IOERR {
		return say("the disk did not answer: "+theirs.Error(), "check the disk that holds the ledger")
	}
	return sayso.E(op, subject, k, err)
}
