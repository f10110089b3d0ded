package postgres

import (
	"strings"
	"testing"
)

// TestSearches renders searches as package sqlite writes them for FTS5.
func TestSearches(t *testing.T) {
	for match, want := range map[string]string{
		`"harbour"`:                          `('harbour')`,
		`"Häfen"*`:                           `('hafen':*)`,
		`"north korea"`:                      `('north' <-> 'korea')`,
		`"a" "b"`:                            `('a') & ('b')`,
		`("a" OR "b") AND "c"`:               `(('a') | ('b')) & ('c')`,
		`("a") NOT ("b" OR "c")`:             `(('a')) & !(('b') | ('c'))`,
		`{content} : ("arms" "de"*) AND "x"`: `(('arms':C) & ('de':C*)) & ('x')`,
		`"it's \ so"`:                        `('it' <-> 's' <-> 'so')`,
	} {
		if got := tsquery(match); got != want {
			t.Errorf("%s: got %s, want %s", match, got, want)
		}
	}
}

func TestVectors(t *testing.T) {
	if got, want := vector("claim_words", []string{"Reyes", "said", "Reyes said so"}), `'reyes':1A,23C 'said':12B,24C 'so':25C `; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	long := vector("actor_words", []string{strings.Repeat("a", 5000)})
	if len(long) > 2046 || long == vector("actor_words", []string{strings.Repeat("a", 5001)}) {
		t.Error("long words are not told apart, or too long for PostgreSQL")
	}
	if n := len(vector("article_words", []string{"", strings.Repeat("word ", 1_000_000)})); n > 20*maxVector {
		t.Errorf("a text of a million words makes %d bytes", n)
	}
}

// TestDialect holds the points at which the words differ.
func TestDialect(t *testing.T) {
	for query, want := range map[string]string{
		`SELECT n FROM a CROSS JOIN b INDEXED BY c ON b.n = a.n WHERE a.x = ? AND b.y = ?`: `SELECT n FROM a JOIN b  ON b.n = a.n WHERE a.x = $1 AND b.y = $2`,
		`SELECT ?2, ?1`:                     `SELECT $2, $1`,
		`INSERT INTO claim (id) VALUES (?)`: `INSERT INTO claim (id, n) VALUES ($1, $2)`,
		`INSERT INTO claim_words (claim_words) VALUES ('delete-all')`: `DELETE FROM claim_words`,
		`INSERT OR IGNORE INTO role (of) VALUES (?)`:                  `INSERT INTO role (of) VALUES ($1) ON CONFLICT DO NOTHING`,
		`SELECT 1 FROM w WHERE claim_words MATCH ?`:                   `SELECT 1 FROM w WHERE words @@ $1::text::tsquery`,
	} {
		if got := speak(query, map[string]bool{"claim": true}).sql; got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}
