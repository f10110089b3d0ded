// Package dateparser stands in for the module of that name, of which
// go-htmldate uses this much: as the last of its means to read a date that
// stands in a page's text, in any of 200 languages.
//
// The real one builds tables for all of them when the program starts, which
// is three quarters of Sayso's start and 80 MB, whether a page is read or not.
// See docs/decisions/dates-without-tables.md for what is lost by leaving
// it out.
package dateparser

import (
	"errors"
	"time"
)

// Parser knows no language.
type Parser struct{ ParserTypes []ParserType }

// ParserType is a way to read dates.
type ParserType uint8

// The ways that go-htmldate asks for.
const (
	CustomFormat ParserType = iota
	AbsoluteTime
)

// PreferredDateSource says which of two readings to take.
type PreferredDateSource uint8

// Past is the earlier reading.
const Past PreferredDateSource = 1

// Configuration is what go-htmldate sets.
type Configuration struct {
	PreferredDateSource PreferredDateSource
	StrictParsing       bool
}

// Date is a date read.
type Date struct{ time.Time }

// errNone is what Parse always returns.
var errNone = errors.New("no date")

// Parse reads no date.
func (p *Parser) Parse(*Configuration, string, ...string) (Date, error) { return Date{}, errNone }
