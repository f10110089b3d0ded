package sqlite

import (
	"context"
	"database/sql"
	"hash/crc32"
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// sumOf is the checksum of a judgement.
func sumOf(kind, subject, other, body string) int64 {
	return int64(crc32.Checksum([]byte(kind+"\x00"+subject+"\x00"+other+"\x00"+body), castagnoli))
}

// sealJudgements works out the checksums of what analysts said before the ledger
// kept any.
func sealJudgements(ctx context.Context, db *sql.DB) error {
	for {
		var n int64
		var kind, subject, other, body string
		ok, err := found(db.QueryRowContext(ctx, `SELECT n, kind, subject, other, body FROM judgement WHERE sum IS NULL LIMIT 1`).Scan(&n, &kind, &subject, &other, &body))
		if err != nil || !ok {
			return err
		}
		if _, err := db.ExecContext(ctx, `UPDATE judgement SET sum = ? WHERE n = ?`, sumOf(kind, subject, other, body), n); err != nil {
			return err
		}
	}
}
