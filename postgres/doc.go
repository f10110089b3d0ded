// Package postgres keeps a ledger in a PostgreSQL database, of version 15 or later.
//
// The statements of the ledger stand in package sqlite, once. Here a connection for
// database/sql speaks them to PostgreSQL: dialect.go puts into its words what SQLite
// says in others, words.go makes tsvectors of texts and tsqueries of searches, and
// schema.go makes the tables of the same migrations.
//
// # Writers
//
// A transaction that writes holds an advisory lock from its start, so that writers of
// any number of processes come one after the other, as they do in a file. Those that
// read see one snapshot each, and wait for nobody.
//
// # What is otherwise than in a file
//
// PostgreSQL keeps no zero byte in a text: rows that lists show have U+FFFD in its
// place, while records and raw inputs are kept to the byte. An index of words holds at
// most 1 MiB for a text, and the places of its first 16,383 words: words beyond are
// found singly, and not in phrases. Matches are ranked by ts_rank.
package postgres
