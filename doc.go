// Package sayso holds the nouns and the contracts of Sayso: a reader of news
// that keeps a ledger of who said what, on whose word.
//
// One way leads through the program, each arrow one step, done once:
//
//	the world ──ingest──▶ Article ──nlp──▶ Doc ──extract──▶ Analysis ──▶ Ledger
//
// An [Article] is a text with what its publisher says about it. An [Analysis]
// is what one reading of the article put on record: who is mentioned, who
// said what, by which words. A [Ledger] keeps articles, their versions and
// their analyses.
//
// # Offsets
//
// Every [Span] counts bytes of Article.Text, end exclusive. They become code
// points once, where JSON is written (package export).
//
// # Identifiers
//
// Inside an Analysis things are named by small local identifiers ("a1",
// "c12") that mean nothing outside it. The ledger names things by lasting
// identifiers that derive from content, so that the same reading always lands
// on the same rows. Both are the distinct types of id.go.
//
// The package imports the standard library only.
package sayso
