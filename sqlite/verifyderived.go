package sqlite

import (
	"context"
	"database/sql"
	"fmt"

	"sayso"
	"sayso/internal/ledger"
)

// compare makes again what is derived from a version.
func (v *verifier) compare(ctx context.Context, s *storedVersion) error {
	derived := func(words string, args ...any) error {
		return v.flaw(sayso.Flaw{Subject: s.id, Words: fmt.Sprintf(words, args...), Derived: true})
	}
	var rows []sayso.ClaimRow
	var corrections []sayso.Correction
	err := v.view(ctx, "verify ledger", s.id, func(tx *sql.Tx) (err error) {
		// Of the same moment as its claims: it may have been read anew meanwhile.
		now, err := loadVersions(ctx, tx, s.n-1, 1)
		if err != nil || len(now) == 0 {
			return err
		}
		s = &now[0]
		if corrections, err = standing(ctx, tx, sayso.VersionID(s.id)); err != nil {
			return err
		}
		spots, err := claimsOf(ctx, tx, s.n)
		if err == nil {
			rows, err = loadClaims(ctx, tx, spots)
		}
		return err
	})
	if err != nil {
		if ctx.Err() != nil {
			return err
		}
		return derived("its claims cannot be listed: %v", err)
	}
	a, an, err := v.codec.unpackRecord(s.record)
	if err != nil {
		return v.flaw(sayso.Flaw{Subject: s.id, Words: fmt.Sprintf("its analysis cannot be read: %v", err)})
	}
	if an.Extractor.Name == "" {
		return nil // it is to be read anew
	}
	if err := ledger.Validate(&a, &an); err != nil {
		return v.flaw(sayso.Flaw{Subject: s.id, Words: err.Error()})
	}
	p := ledger.TakeApart(a, sayso.VersionID(s.id), &an).Corrected(corrections)
	if s.lead != p.Lead || s.claims != len(p.Claims) || len(rows) != len(p.Claims) {
		return derived("%d claims are listed of it, and its analysis has %d; or its opening words differ", len(rows), len(p.Claims))
	}
	for i := range rows {
		if row, want := claimInWords(&rows[i]), wantClaim(&p.Claims[i]); row != want {
			if err := derived("the ledger lists the claim %s, and its analysis has %s", row, want); err != nil {
				return err
			}
		}
	}
	return nil
}

func claimsOf(ctx context.Context, tx *sql.Tx, version int64) (out []spot, err error) {
	rows, err := tx.QueryContext(ctx, `SELECT n FROM claim WHERE version = ? ORDER BY rest DESC`, version)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var s spot
		if err := rows.Scan(&s.n); err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, rows.Err()
}

const claimForm = "%s %s %s %s [%s %q] [%s %q %s] [%s %q] %q %q %s %s %s %s %s %s %v"

func claimInWords(r *sayso.ClaimRow) string {
	return fmt.Sprintf(claimForm, r.ID, r.Form, r.Stance, r.Source.Kind, ledger.WriteSpans(r.Source.Spans), r.SourceText, ledger.WriteSpans(r.Cue.Spans), r.CueText, r.Cue.Lemma,
		ledger.WriteSpans(r.Content), r.ContentText, r.Before, r.After, ledger.WriteSpans(r.ContentPoints), r.Certainty, r.Polarity, r.Parent, r.RepliesTo, r.Rule, r.Confidence)
}

func wantClaim(c *ledger.Claim) string {
	return fmt.Sprintf(claimForm, c.Lasting, c.Form, c.Stance, c.Source.Kind, ledger.WriteSpans(c.Source.Spans), c.SourceText, ledger.WriteSpans(c.Cue.Spans), c.CueText, c.Cue.Lemma,
		ledger.WriteSpans(c.Content), c.ContentText, c.Before, c.After, ledger.WriteSpans(c.ContentPoints), c.Certainty, c.Polarity, c.LastingParent, c.LastingReply, c.Rule, c.Confidence)
}
