package sayso

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
)

// Kind sorts errors for machines: what can be retried, what the user must
// mend, what ends the run.
type Kind string

const (
	Other     Kind = ""           // not sorted
	Invalid   Kind = "invalid"    // the input is not what it should be: final for this input
	NoArticle Kind = "no article" // the input is sound and holds no article: a section front, a login wall
	NotFound  Kind = "not found"  // there is no such thing
	TooLarge  Kind = "too large"  // a bound was passed; the message names it
	Denied    Kind = "denied"     // the system forbids it: final until permissions change
	Busy      Kind = "busy"       // somebody else holds it: try again
	Conflict  Kind = "conflict"   // somebody else has changed it meanwhile: look again
	Damaged   Kind = "damaged"    // stored data cannot be trusted: final
	TooNew    Kind = "too new"    // stored data was written by a newer Sayso
	Full      Kind = "full"       // no space left
	Cancelled Kind = "cancelled"  // the caller gave up
)

// Cause is a cause of errors that callers tell apart, with [errors.Is]: a program
// that knows what helps in its own case says so.
type Cause string

func (c Cause) Error() string { return string(c) }

// Error says what happened, to which input, and, in Advice, what to do.
// It reads "op subject: cause (advice)".
type Error struct {
	Op      string // what was being done: "read", "open ledger"
	Subject string // to what: a path, an address, an identifier
	Kind    Kind
	Err     error  // the cause; may be nil
	Advice  string // one clause telling a person what to do; may be empty
}

func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Op)
	if e.Subject != "" {
		b.WriteString(" " + e.Subject)
	}
	switch {
	case e.Err != nil:
		b.WriteString(": " + e.Err.Error())
	case e.Kind != Other:
		b.WriteString(": " + string(e.Kind))
	}
	if e.Advice != "" {
		b.WriteString(" (" + e.Advice + ")")
	}
	return b.String()
}

func (e *Error) Unwrap() error { return e.Err }

// E makes an Error.
func E(op, subject string, kind Kind, err error) *Error {
	return &Error{Op: op, Subject: subject, Kind: kind, Err: err}
}

// Errorf makes an Error whose cause is a formatted message.
func Errorf(op, subject string, kind Kind, format string, args ...any) *Error {
	return E(op, subject, kind, fmt.Errorf(format, args...))
}

// FileError makes an Error of what the system says about a file that was to be
// opened or read: in plain words, and the path once.
func FileError(op, path string, err error) *Error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return Errorf(op, path, NotFound, "no such file").Advise("check the path")
	case errors.Is(err, fs.ErrPermission):
		return Errorf(op, path, Denied, "permission denied").Advise("ask its owner, or make it readable")
	}
	var cause *fs.PathError
	if errors.As(err, &cause) {
		err = cause.Err
	}
	return E(op, path, Other, err)
}

// Advise adds what to do about it and returns e.
func (e *Error) Advise(advice string) *Error {
	e.Advice = advice
	return e
}

// KindOf returns the kind of the outermost Error in err's chain that has one.
func KindOf(err error) Kind {
	for err != nil {
		var e *Error
		if !errors.As(err, &e) {
			return Other
		}
		if e.Kind != Other {
			return e.Kind
		}
		err = e.Err
	}
	return Other
}
