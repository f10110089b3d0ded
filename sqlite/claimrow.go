package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"

	"sayso"
	"sayso/internal/ledger"
)

// Claim implements sayso.ClaimLedger.
func (l *Ledger) Claim(ctx context.Context, id sayso.ClaimID) (*sayso.ClaimRow, error) {
	var out *sayso.ClaimRow
	err := l.view(ctx, "show claim", string(id), func(tx *sql.Tx) error {
		var s spot
		if err := tx.QueryRowContext(ctx, `SELECT n FROM claim WHERE id = ?`, string(id)).Scan(&s.n); err != nil {
			return err
		}
		rows, err := loadClaims(ctx, tx, []spot{s})
		if err == nil {
			out = &rows[0]
		}
		return err
	})
	return out, err
}

// claimColumns are the columns of a claim: all that is text comes as one, since each
// column costs a program as much as finding its row. textSeparator stands between the texts.
var claimColumns = `c.version, ct.confidence, concat(` + strings.Join(claimTexts, `, char(31), `) + `)`

// textSeparator is the unit separator of ASCII. Where a text holds one too, which no
// article has yet been seen to, the texts of its claim are read one by one.
const textSeparator = "\x1f"

// claimTexts are the texts of a claim's row, in the order of claimScan.texts and spans.
var claimTexts = []string{
	`c.id`, `c.form`, `c.stance`, `c.kind`, `ct.parent`, `ct.replies_to`, `ct.source`, `ct.cue`, `ct.lemma`, `ct.content`, `ct.before`, `ct.after`,
	`ct.certainty`, `ct.polarity`, `ct.time`, `ct.rule`,
	`ct.source_spans`, `ct.cue_spans`, `ct.content_spans`, `ct.source_points`, `ct.cue_points`, `ct.content_points`,
}

// loadClaims reads whole rows, in the order of spots.
func loadClaims(ctx context.Context, tx *sql.Tx, spots []spot) ([]sayso.ClaimRow, error) {
	if len(spots) == 0 {
		return nil, nil
	}
	ns := make([]int64, len(spots))
	for i, s := range spots {
		ns[i] = s.n
	}
	rows, err := tx.QueryContext(ctx, `SELECT j.key, `+claimColumns+`
		FROM json_each(?) j CROSS JOIN claim c ON c.n = j.value CROSS JOIN claim_text ct ON ct.n = c.n`, listOf(ns))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := loading{rows: make([]sayso.ClaimRow, len(spots)), versions: make([]int64, len(spots))}
	scan := newClaimScan()
	read := 0
	for rows.Next() {
		if err := rows.Scan(scan.targets...); err != nil {
			return nil, err
		}
		if err := out.take(ctx, tx, scan, int(scan.key), ns[scan.key]); err != nil {
			return nil, err
		}
		read++
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	if read != len(spots) {
		return nil, errors.New("a claim has lost its text")
	}
	return out.finish(ctx, tx, ns)
}

// loadListed reads whole rows as the index claim_listing has them, which is how nearly
// all claims of a ledger are read. It also returns their row numbers.
func (s *selection) loadListed(ctx context.Context, tx *sql.Tx, limit int, after []int64) ([]sayso.ClaimRow, []int64, error) {
	t := *s
	t.from += ` CROSS JOIN claim_text ct ON ct.n = c.n`
	if after != nil {
		t.and(`(c.at, c.article, c.version, c.rest) < (?, ?, ?, ?)`, after[0], after[1], after[2], after[3])
	}
	rows, err := tx.QueryContext(ctx, t.statement(`SELECT c.n, `+claimColumns, listingOrder), append(t.args, limit)...)
	if err != nil {
		return nil, nil, err
	}
	defer rows.Close()
	var out loading
	var ns []int64
	scan := newClaimScan()
	for rows.Next() {
		if err := rows.Scan(scan.targets...); err != nil {
			return nil, nil, err
		}
		out.rows, out.versions = append(out.rows, sayso.ClaimRow{}), append(out.versions, 0)
		if err := out.take(ctx, tx, scan, len(ns), scan.key); err != nil {
			return nil, nil, err
		}
		ns = append(ns, scan.key)
	}
	if err := rows.Err(); err != nil {
		return nil, nil, err
	}
	all, err := out.finish(ctx, tx, ns)
	return all, ns, err
}

// loading is claims that are being read.
type loading struct {
	rows     []sayso.ClaimRow
	versions []int64 // of each, by row number
}

// take puts what was scanned last, of the claim with row number n, into row i.
func (l *loading) take(ctx context.Context, tx *sql.Tx, scan *claimScan, i int, n int64) error {
	texts := scan.parts[:0]
	for part := range strings.SplitSeq(scan.all, textSeparator) {
		texts = append(texts, part)
	}
	if scan.parts = texts; len(texts) != len(claimTexts) {
		texts = make([]string, len(claimTexts))
		to := make([]any, len(texts))
		read := make([]sql.NullString, len(texts))
		for i := range read {
			to[i] = &read[i]
		}
		if err := tx.QueryRowContext(ctx, `SELECT `+strings.Join(claimTexts, `, `)+` FROM claim c CROSS JOIN claim_text ct ON ct.n = c.n WHERE c.n = ?`, n).Scan(to...); err != nil {
			return err
		}
		for i := range read {
			texts[i] = read[i].String
		}
	}
	if err := scan.fill(texts); err != nil {
		return err
	}
	l.rows[i], l.versions[i] = scan.row, scan.version
	return nil
}

// finish adds what the rows of claims alone do not tell. ns are their row numbers.
func (l *loading) finish(ctx context.Context, tx *sql.Tx, ns []int64) ([]sayso.ClaimRow, error) {
	if len(ns) == 0 {
		return nil, nil
	}
	list := listOf(ns)
	if err := loadClaimArticles(ctx, tx, l.versions, l.rows); err != nil {
		return nil, err
	}
	if err := loadClaimActors(ctx, tx, list, l.rows); err != nil {
		return nil, err
	}
	return l.rows, loadCorrections(ctx, tx, list, l.rows)
}

// claimName is one actor whom a claim names.
type claimName struct {
	claim int // index of the row
	part  string
	place int
	actor int64
}

// loadClaimActors adds to each claim whom it names. Each actor is read once.
func loadClaimActors(ctx context.Context, tx *sql.Tx, list string, out []sayso.ClaimRow) error {
	rows, err := tx.QueryContext(ctx, `SELECT j.key, m.part, m.place, k.actor
		FROM json_each(?) j CROSS JOIN claim_actor m ON m.claim = j.value
		CROSS JOIN link k ON k.version = m.version AND k.local = m.local`, list)
	if err != nil {
		return err
	}
	defer rows.Close()
	var names []claimName
	var p claimName
	to := []any{&p.claim, &p.part, &p.place, &p.actor}
	who := make(map[int64]sayso.ActorName)
	for rows.Next() {
		if err := rows.Scan(to...); err != nil {
			return err
		}
		names = append(names, p)
		who[p.actor] = sayso.ActorName{}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	slices.SortFunc(names, func(a, b claimName) int { // mostly they are so already
		return cmp.Or(a.claim-b.claim, strings.Compare(a.part, b.part), a.place-b.place)
	})
	if err := nameActors(ctx, tx, who); err != nil {
		return err
	}
	for i := range names {
		p := &names[i]
		r, who := &out[p.claim], who[p.actor]
		switch p.part {
		case speakerPart:
			r.Source.Actors = append(r.Source.Actors, who.ID)
			r.Speakers = append(r.Speakers, who)
		case viaPart:
			r.Via = append(r.Via, who.ID)
			r.ViaNames = append(r.ViaNames, who)
		case addresseePart:
			r.Addressee = who.ID
		}
	}
	return nil
}

// nameActors gives the actors that are the keys of who, by row number, their names.
func nameActors(ctx context.Context, tx *sql.Tx, who map[int64]sayso.ActorName) error {
	rows, err := tx.QueryContext(ctx, `SELECT x.n, x.id, x.name FROM json_each(?) j CROSS JOIN actor x ON x.n = j.value`, listOf(slices.Sorted(maps.Keys(who))))
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var n int64
		var name sayso.ActorName
		if err := rows.Scan(&n, (*string)(&name.ID), &name.Name); err != nil {
			return err
		}
		who[n] = name
	}
	return rows.Err()
}

// loadClaimArticles adds to each claim its article. versions are those of the claims, by
// row number: each is read once.
func loadClaimArticles(ctx context.Context, tx *sql.Tx, versions []int64, out []sayso.ClaimRow) error {
	type article struct {
		row    sayso.ArticleRow
		newest bool
	}
	distinct := slices.Clone(versions)
	slices.Sort(distinct)
	distinct = slices.Compact(distinct)
	articles := make([]article, len(distinct))
	rows, err := tx.QueryContext(ctx, `SELECT j.key, v.newest, `+articleColumns+` FROM json_each(?) j CROSS JOIN version v ON v.n = j.value
		CROSS JOIN article a ON a.n = v.article LEFT JOIN outlet o ON o.n = v.outlet`, listOf(distinct))
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var key int
		var x article
		a := articleScan{row: &x.row}
		if err := rows.Scan(append([]any{&key, &x.newest}, a.targets()...)...); err != nil {
			return err
		}
		if err := a.finish(); err != nil {
			return err
		}
		articles[key] = x
	}
	for i, n := range versions {
		k, _ := slices.BinarySearch(distinct, n)
		x, r := &articles[k], &out[i]
		r.Article, r.Newest, r.Version = x.row, x.newest, x.row.Version
	}
	return rows.Err()
}

// loadCorrections adds to each claim what an analyst says of it.
func loadCorrections(ctx context.Context, tx *sql.Tx, list string, out []sayso.ClaimRow) error {
	var any bool // mostly there is none at all
	if err := tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM correction)`).Scan(&any); err != nil || !any {
		return err
	}
	rows, err := tx.QueryContext(ctx, `SELECT j.key, x.body FROM json_each(?) j CROSS JOIN claim c ON c.n = j.value
		CROSS JOIN correction x ON x.claim = c.id`, list)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var key int
		var body string
		if err := rows.Scan(&key, &body); err != nil {
			return err
		}
		if err := json.Unmarshal([]byte(body), &out[key].Correction); err != nil {
			return err
		}
	}
	return rows.Err()
}

// claimScan reads a number and claimColumns.
type claimScan struct {
	key     int64
	version int64
	all     string
	parts   []string // of all
	row     sayso.ClaimRow
	targets []any
	texts   []*string      // of row, where claimTexts go
	spans   []*sayso.Spans // of row, where those of them go that are spans
}

func newClaimScan() *claimScan {
	s := new(claimScan)
	r := &s.row
	s.targets = []any{&s.key, &s.version, &r.Confidence, &s.all}
	s.texts = []*string{
		(*string)(&r.ID), (*string)(&r.Form), (*string)(&r.Stance), (*string)(&r.Source.Kind), (*string)(&r.Parent), (*string)(&r.RepliesTo),
		&r.SourceText, &r.CueText, &r.Cue.Lemma, &r.ContentText, &r.Before, &r.After, (*string)(&r.Certainty), (*string)(&r.Polarity), (*string)(&r.Time), &r.Rule,
	}
	s.spans = []*sayso.Spans{&r.Source.Spans, &r.Cue.Spans, &r.Content, &r.SourcePoints, &r.CuePoints, &r.ContentPoints}
	return s
}

// fill makes row of what was read last and of its texts, without its article and whom
// it names.
func (s *claimScan) fill(texts []string) error {
	for i, to := range s.texts {
		*to = texts[i]
	}
	var err error
	for i, to := range s.spans {
		if *to, err = ledger.ReadSpans(texts[len(s.texts)+i]); err != nil {
			return err
		}
	}
	r := &s.row
	for _, same := range []struct{ bytes, points *sayso.Spans }{
		{&r.Source.Spans, &r.SourcePoints}, {&r.Cue.Spans, &r.CuePoints}, {&r.Content, &r.ContentPoints},
	} {
		if *same.points == nil { // NULL where they are equal
			*same.points = slices.Clip(*same.bytes)
		}
	}
	return nil
}
