package sqlite

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"hash"
	"math"
	"strings"

	"sayso"
)

// compare wants a table to be the same on both sides. One that is not, since the ledger
// has changed between two tries, is copied anew.
func (x *copying) compare(ctx context.Context, t *copiedTable) error {
	want, n, err := t.digest(ctx, x.in)
	if err != nil {
		return err
	}
	x.done.Held += n
	for try := 0; ; try++ {
		got, m, err := t.digest(ctx, x.out)
		if err != nil || got == want {
			return err
		}
		if try > 0 {
			return sayso.Errorf("copy ledger", x.to.path, sayso.Damaged, "table %s has %d rows there and %d here, and they are not the same", t.name, m, n).
				Advise("look at both with: sayso verify")
		}
		x.done.Again = append(x.done.Again, t.name)
		if _, err := x.out.ExecContext(ctx, `DELETE FROM `+t.name); err != nil {
			return err
		}
		if err := x.copy(ctx, t); err != nil {
			return err
		}
	}
}

// digest is of all rows of a table, in the order of its key, and how many there are.
func (t *copiedTable) digest(ctx context.Context, db querier) (sum [sha256.Size]byte, n int64, err error) {
	h := sha256.New()
	var key []any
	for {
		rows, err := t.after(ctx, db, key, t.batch(), false)
		if err != nil {
			return sum, n, err
		}
		if len(rows) == 0 {
			return [sha256.Size]byte(h.Sum(nil)), n, nil
		}
		for _, row := range rows {
			if err := digestRow(h, row); err != nil {
				return sum, n, fmt.Errorf("table %s: %w", t.name, err)
			}
		}
		n += int64(len(rows))
		key = t.keyOf(rows[len(rows)-1])
	}
}

// digestRow adds a row to a digest. Texts count as PostgreSQL holds them.
func digestRow(h hash.Hash, row []any) error {
	var b []byte
	for _, v := range row {
		switch v := v.(type) {
		case nil:
			b = append(b, 0)
		case int64:
			b = binary.BigEndian.AppendUint64(append(b, 1), uint64(v))
		case float64:
			b = binary.BigEndian.AppendUint64(append(b, 2), math.Float64bits(v))
		case string:
			v = strings.ToValidUTF8(strings.ReplaceAll(v, "\x00", "\ufffd"), "\ufffd")
			b = append(binary.BigEndian.AppendUint64(append(b, 3), uint64(len(v))), v...)
		case []byte:
			b = append(binary.BigEndian.AppendUint64(append(b, 4), uint64(len(v))), v...)
		default:
			return fmt.Errorf("a value of type %T", v)
		}
	}
	h.Write(b)
	return nil
}
