// Package sqlite keeps a ledger in one SQLite file, without cgo.
//
// # What is kept where
//
// A reading is kept twice. Whole, as compressed JSON in the table reading, so
// that Record and Raw give back exactly what Put took; and taken apart into
// rows, which exist to find, sort and count and can be made again from the
// whole. The rows carry what a list shows, so that no list unpacks a text.
//
// # Identifiers
//
// Lasting identifiers derive from content (package ledger): the same reading gives
// the same identifiers in any ledger. Row numbers are an inner matter.
//
// # Newest
//
// Lists, counts and actors show newest versions. A version that is superseded
// keeps all its rows, with newest = 0; activate and retire in put.go are the
// only places where the flag and the counts that follow from it change.
//
// # Format
//
// The format of the file is a number of its own, in PRAGMA user_version. It
// says how things are kept, never who read them: see format.go.
package sqlite
