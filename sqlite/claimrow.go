package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"

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

const claimColumns = `c.id, v.newest, c.form, c.stance, c.kind,
	t.source_spans, t.cue_spans, t.content_spans, t.source_points, t.cue_points, t.content_points,
	t.source, t.cue, t.lemma, t.content, t.before, t.after, t.certainty, t.polarity,
	t.parent, t.replies_to, t.time, t.rule, t.confidence, `

// loadClaims reads whole rows, in the order of spots.
func loadClaims(ctx context.Context, tx *sql.Tx, spots []spot) ([]sayso.ClaimRow, error) {
	if len(spots) == 0 {
		return nil, nil
	}
	ns := make([]int64, len(spots))
	for i, s := range spots {
		ns[i] = s.n
	}
	list := listOf(ns)
	out := make([]sayso.ClaimRow, len(spots))
	rows, err := tx.QueryContext(ctx, `SELECT j.key, `+claimColumns+articleColumns+`
		FROM json_each(?) j CROSS JOIN claim c ON c.n = j.value CROSS JOIN claim_text t ON t.n = c.n
		CROSS JOIN version v ON v.n = c.version CROSS JOIN article a ON a.n = c.article
		LEFT JOIN outlet o ON o.n = v.outlet`, list)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	read := 0
	for rows.Next() {
		if err := scanClaim(rows, out); err != nil {
			return nil, err
		}
		read++
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	if read != len(out) {
		return nil, errors.New("a claim has lost its text")
	}
	if err := loadClaimActors(ctx, tx, list, out); err != nil {
		return nil, err
	}
	return out, loadCorrections(ctx, tx, list, out)
}

// loadCorrections adds to each claim what an analyst says of it.
func loadCorrections(ctx context.Context, tx *sql.Tx, list string, out []sayso.ClaimRow) error {
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

// scanClaim reads j.key, claimColumns and articleColumns into the row that
// j.key names.
func scanClaim(rows *sql.Rows, out []sayso.ClaimRow) error {
	var key int
	var r sayso.ClaimRow
	var spans [3]string
	var points [3]sql.NullString
	a := articleScan{row: &r.Article}
	to := append([]any{&key, (*string)(&r.ID), &r.Newest, (*string)(&r.Form), (*string)(&r.Stance), (*string)(&r.Source.Kind),
		&spans[0], &spans[1], &spans[2], &points[0], &points[1], &points[2],
		&r.SourceText, &r.CueText, &r.Cue.Lemma, &r.ContentText, &r.Before, &r.After, (*string)(&r.Certainty), (*string)(&r.Polarity),
		(*string)(&r.Parent), (*string)(&r.RepliesTo), (*string)(&r.Time), &r.Rule, &r.Confidence}, a.targets()...)
	if err := rows.Scan(to...); err != nil {
		return err
	}
	if err := a.finish(); err != nil {
		return err
	}
	r.Version = r.Article.Version
	for i, to := range []struct{ bytes, points *sayso.Spans }{
		{&r.Source.Spans, &r.SourcePoints}, {&r.Cue.Spans, &r.CuePoints}, {&r.Content, &r.ContentPoints},
	} {
		var err error
		if *to.bytes, err = ledger.ReadSpans(spans[i]); err != nil {
			return err
		}
		written := spans[i]
		if points[i].Valid {
			written = points[i].String
		}
		if *to.points, err = ledger.ReadSpans(written); err != nil {
			return err
		}
	}
	out[key] = r
	return nil
}

// loadClaimActors adds to each claim whom it names.
func loadClaimActors(ctx context.Context, tx *sql.Tx, list string, out []sayso.ClaimRow) error {
	rows, err := tx.QueryContext(ctx, `SELECT j.key, m.part, x.id, x.name
		FROM json_each(?) j CROSS JOIN claim_actor m ON m.claim = j.value
		CROSS JOIN link k ON k.version = m.version AND k.local = m.local CROSS JOIN actor x ON x.n = k.actor
		ORDER BY j.key, m.part, m.place`, list)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var key int
		var part string
		var who sayso.ActorName
		if err := rows.Scan(&key, &part, (*string)(&who.ID), &who.Name); err != nil {
			return err
		}
		r := &out[key]
		switch part {
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
	return rows.Err()
}
