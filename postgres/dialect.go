package postgres

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// statement is one of the ledger's statements as PostgreSQL takes it.
type statement struct {
	sql string
	// match are the arguments that are searches in the words of FTS5.
	match map[int]bool
	// index is the table of words that the statement fills; "" for none.
	index string
	// numbers says that it returns the row number of what it inserts.
	numbers bool
	// gives is the table whose rows it inserts with a number that it is given, as its
	// last argument; "" where it inserts none so.
	gives string
}

// same are pieces that mean one thing under two names.
var same = strings.NewReplacer(
	"CROSS JOIN", "JOIN", // it fixes which table leads; PostgreSQL plans by statistics
	"instr(", "strpos(",
	"char(10)", "chr(10)",
	"char(31)", "chr(31)",
	"x''", "''::bytea",
	"CAST(group_concat(c.facets, '') AS BLOB)", "convert_to(string_agg(c.facets, ''), 'UTF8')",
	"state ->> 'Failures'", "(state::json ->> 'Failures')::bigint",
)

var (
	hints     = regexp.MustCompile(`INDEXED BY \w+`)
	marks     = regexp.MustCompile(`\?(\d*)`)
	matches   = regexp.MustCompile(`\b\w+_words MATCH \$(\d+)`)
	lists     = regexp.MustCompile(`^\s*INSERT INTO \w+ \(([^)]*)\)\s*VALUES \((?s:(.*))\)\s*$`)
	inserts   = regexp.MustCompile(`^\s*INSERT INTO (\w+)`)
	elements  = regexp.MustCompile(`json_each\((\$\d+)\)( \w+)?`)
	holding   = regexp.MustCompile(`\b(\w+_words)_docsize`)
	later     = regexp.MustCompile(`\bmax\(seen, (\$\d+)\)`)
	arguments = regexp.MustCompile(`\$(\d+)`)
)

// speak puts a statement of the ledger into the words of PostgreSQL. numbered are the
// tables that number their rows by themselves.
func speak(query string, numbered map[string]bool) statement {
	s := statement{match: map[int]bool{}}
	q := same.Replace(hints.ReplaceAllString(query, ""))
	n := 0
	q = marks.ReplaceAllStringFunc(q, func(m string) string {
		if m != "?" {
			return "$" + m[1:]
		}
		n++
		return "$" + strconv.Itoa(n)
	})
	ranked := ""
	q = matches.ReplaceAllStringFunc(q, func(m string) string {
		k := matches.FindStringSubmatch(m)[1]
		if ranked == "" {
			ranked = k
		}
		i, _ := strconv.Atoi(k)
		s.match[i] = true
		return `words @@ $` + k + `::text::tsquery`
	})
	// The weights are those of the columns, as for bm25; 1 divides by the length.
	q = strings.ReplaceAll(q, `bm25(claim_words, 2, 1, 2)`, `(-ts_rank('{0, 1, 0.5, 1}', words, $`+ranked+`::text::tsquery, 1))::float8`)
	q = elements.ReplaceAllStringFunc(q, func(m string) string {
		x := elements.FindStringSubmatch(m)
		name := x[2]
		if name == "" {
			name = " e"
		}
		value := "x::bigint"
		if name == " ids" { // lasting identifiers, and not row numbers
			value = "x"
		}
		return `(SELECT o - 1 AS key, ` + value + ` AS value FROM json_array_elements_text(` + x[1] + `::text::json) WITH ORDINALITY t(x, o))` + name
	})
	q = holding.ReplaceAllString(q, `(SELECT rowid AS id FROM $1) d`)
	q = later.ReplaceAllString(q, `greatest(seen, $1)`)
	s.sql = q
	s.insert(numbered)
	return s
}

// insert puts what is particular to statements that insert.
func (s *statement) insert(numbered map[string]bool) {
	if rest, ok := strings.CutPrefix(s.sql, "INSERT OR IGNORE"); ok {
		s.sql = "INSERT" + rest + " ON CONFLICT DO NOTHING"
		return
	}
	if rest, ok := strings.CutPrefix(s.sql, "INSERT OR REPLACE INTO unasked"); ok {
		s.sql = "INSERT INTO unasked" + rest + " ON CONFLICT (article) DO UPDATE SET n = nextval(pg_get_serial_sequence('unasked', 'n'))"
		return
	}
	m := inserts.FindStringSubmatch(s.sql)
	switch {
	case m == nil:
	case strings.Contains(s.sql, "'delete-all'"):
		s.sql = "DELETE FROM " + m[1]
	case strings.HasSuffix(m[1], "_words"):
		s.index = m[1]
		s.sql = "INSERT INTO " + m[1] + " (rowid, words) VALUES ($1, $2::text::tsvector)"
	case numbered[m[1]] && !strings.Contains(s.sql, "RETURNING") && !strings.Contains(s.sql, "ON CONFLICT DO NOTHING"):
		if l := lists.FindStringSubmatch(s.sql); l != nil && !strings.Contains(s.sql, "ON CONFLICT") {
			if first, _, _ := strings.Cut(l[1], ","); strings.TrimSpace(first) == "n" {
				return // it says the number itself
			}
			last := 0
			for _, a := range arguments.FindAllStringSubmatch(s.sql, -1) {
				k, _ := strconv.Atoi(a[1])
				last = max(last, k)
			}
			s.gives = m[1]
			s.sql = fmt.Sprintf("INSERT INTO %s (%s, n) VALUES (%s, $%d)", m[1], l[1], l[2], last+1)
			return
		}
		s.sql += " RETURNING n"
		s.numbers = true
	}
}

// widen makes those arguments bigint that PostgreSQL takes for less, as beside a
// literal number.
func (s *statement) widen(types []uint32) bool {
	narrow := false
	s.sql = arguments.ReplaceAllStringFunc(s.sql, func(m string) string {
		k, _ := strconv.Atoi(m[1:])
		if k > len(types) || types[k-1] != int4 {
			return m
		}
		narrow = true
		return fmt.Sprintf("%s::bigint", m)
	})
	return narrow
}
