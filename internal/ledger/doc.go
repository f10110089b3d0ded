// Package ledger holds what every ledger makes of readings, without a
// database: who is the same actor, which mentions tell of one event, what a
// correction changes, which articles are one story, what a search asks for.
//
// An adapter (package sqlite) keeps rows and finds them; it asks this package
// what they mean. So two ledgers that hold the same readings and the same words
// of analysts give the same answers, and the rules are tested without a
// database. All functions are pure: they read no clock and keep no state.
package ledger
