package sqlite

import (
	"context"

	"sayso"
)

// Begin implements sayso.Intake.
func (l *Ledger) Begin(ctx context.Context, id sayso.VersionID, by sayso.Provenance) (before int, err error) {
	if err := l.mayWrite(); err != nil {
		return 0, fail("begin reading", l.path, err)
	}
	err = l.write.QueryRowContext(ctx, `INSERT INTO attempt (version, extractor, times) VALUES (?, ?, 1)
		ON CONFLICT (version) DO UPDATE SET times = CASE WHEN attempt.extractor = excluded.extractor THEN attempt.times + 1 ELSE 1 END, extractor = excluded.extractor
		RETURNING attempt.times - 1`, string(id), reader(by)).Scan(&before)
	return before, fail("begin reading", l.path, err)
}

// End implements sayso.Intake.
func (l *Ledger) End(ctx context.Context, id sayso.VersionID) error {
	_, err := l.exec(ctx, `DELETE FROM attempt WHERE version = ?`, string(id))
	return fail("end reading", l.path, err)
}
