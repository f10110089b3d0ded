package sqlite

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"

	"github.com/klauspost/compress/zstd"

	"sayso"
	"sayso/internal/sqlengine"
)

// A backup is a file of its own format:
//
//	magicBackup, then one zstd stream, of
//	  a line of JSON: backupHead
//	  pages: four bytes with the number, and the page; after the last a 0
//	  for every page of the ledger, in order, the first pageSum bytes of its SHA-256
//	  the SHA-256 of all that, from the line on
//
// Pages are read by SQLite's own table of pages from one snapshot, so that nobody
// waits, and the copy is as consistent as the snapshot. Since the sums of all pages
// stand in each backup, the next one can tell what has changed from the last alone,
// and restoring can check every page of what it has put together. The digest of a
// backup is that of the sums: it names the content of the ledger.
const (
	magicBackup = "SAYSO BACKUP 1\n"
	pageSum     = 16
	// maxHead bounds the line of JSON, and maxPageSize and maxPages what it may say.
	maxHead     = 4096
	maxPageSize = 64 << 10
	maxPages    = 1 << 32
)

type backupHead struct {
	sayso.Snapshot
	PageSize int
	Pages    int64
}

type sums []byte // of pages, one after the other

func (s sums) of(page int64) []byte {
	if i := int(page-1) * pageSum; i+pageSum <= len(s) {
		return s[i : i+pageSum]
	}
	return nil
}

func (s sums) digest() string {
	d := sha256.Sum256(s)
	return hex.EncodeToString(d[:])
}

func sumPage(page []byte) []byte {
	d := sha256.Sum256(page)
	return d[:pageSum]
}

// Backup implements sayso.Upkeep.
func (l *Ledger) Backup(ctx context.Context, w io.Writer, since io.Reader) (sayso.Snapshot, error) {
	const op = "back up ledger"
	var before *backupReader
	if since != nil {
		var err error
		if before, err = readBackup(since, func(int64, []byte) error { return ctx.Err() }); err != nil {
			return sayso.Snapshot{}, fail(op, l.path, err)
		}
	}
	var s sayso.Snapshot
	err := l.view(ctx, op, l.path, func(tx *sql.Tx) error {
		head := backupHead{}
		head.Made, head.Format = l.now().UTC(), Format
		if err := tx.QueryRowContext(ctx, `SELECT coalesce(max(n), 0) FROM journal`).Scan(&head.Journal); err != nil {
			return err
		}
		if err := l.countPages(ctx, tx, &head); err != nil {
			return err
		}
		head.Bytes = head.Pages * int64(head.PageSize)
		var had sums
		if before != nil {
			if before.head.PageSize != head.PageSize {
				return sayso.Errorf(op, l.path, sayso.Invalid, "the earlier backup is of a ledger with other pages").Advise("back it up whole")
			}
			head.Since, had = before.head.Digest, before.sums
		}
		b := backup{head: head, had: had, ctx: ctx, tx: tx, engine: l.engine}
		if err := b.write(w); err != nil {
			return err
		}
		s = b.head.Snapshot
		return nil
	})
	return s, err
}

// backup is one that is being written.
type backup struct {
	head backupHead
	had  sums // of the backup before
	ctx  context.Context
	tx   *sql.Tx
	// engine gives the pages where it is not SQLite.
	engine sqlengine.Engine
}

// countPages says how many pages the ledger has, and of what size.
func (l *Ledger) countPages(ctx context.Context, tx *sql.Tx, head *backupHead) error {
	if l.engine == nil {
		return tx.QueryRowContext(ctx, `SELECT (SELECT page_size FROM pragma_page_size), (SELECT page_count FROM pragma_page_count)`).Scan(&head.PageSize, &head.Pages)
	}
	head.PageSize = sqlengine.PageSize
	return l.engine.Pages(ctx, tx, func(n int64, _ []byte) error {
		head.Pages = n
		return nil
	})
}

func (b *backup) write(to io.Writer) error {
	// The sums come first, so that the head can say what is in it.
	all, changed, err := b.look()
	if err != nil {
		return err
	}
	b.head.Digest, b.head.Written = all.digest(), int64(len(changed))*int64(b.head.PageSize)
	if _, err := io.WriteString(to, magicBackup); err != nil {
		return err
	}
	z, err := zstd.NewWriter(to, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1))
	if err != nil {
		return err
	}
	defer z.Close()
	sum := sha256.New()
	out := bufio.NewWriterSize(io.MultiWriter(z, sum), 1<<16)
	head, err := json.Marshal(b.head)
	if err != nil {
		return err
	}
	if _, err := out.Write(append(head, '\n')); err != nil {
		return err
	}
	if err := b.pages(out, changed); err != nil {
		return err
	}
	var end [4]byte
	if _, err := out.Write(append(end[:], all...)); err != nil {
		return err
	}
	if err := out.Flush(); err != nil {
		return err
	}
	if _, err := z.Write(sum.Sum(nil)); err != nil {
		return err
	}
	return z.Close()
}

// look sums all pages up, and lists those that the backup before does not have as
// they are.
func (b *backup) look() (all sums, changed []int64, err error) {
	all = make(sums, 0, b.head.Pages*pageSum)
	err = b.each(func(n int64, page []byte) error {
		s := sumPage(page)
		if !bytes.Equal(s, b.had.of(n)) {
			changed = append(changed, n)
		}
		all = append(all, s...)
		return nil
	})
	if err == nil && int64(len(all)) != b.head.Pages*pageSum {
		err = fmt.Errorf("%d pages of %d", len(all)/pageSum, b.head.Pages)
	}
	return all, changed, err
}

// each calls f with pages, in the order of their numbers. The page is good until f
// returns.
func (b *backup) each(f func(n int64, page []byte) error) error {
	if b.engine != nil {
		return b.engine.Pages(b.ctx, b.tx, f)
	}
	rows, err := b.tx.QueryContext(b.ctx, `SELECT pgno, data FROM sqlite_dbpage`)
	if err != nil {
		return err
	}
	defer rows.Close()
	var page sql.RawBytes
	for rows.Next() {
		var n int64
		if err := rows.Scan(&n, &page); err != nil {
			return err
		}
		if err := f(n, page); err != nil {
			return err
		}
	}
	return rows.Err()
}

func (b *backup) pages(out io.Writer, changed []int64) error {
	next := 0
	return b.each(func(n int64, page []byte) error {
		if next == len(changed) || changed[next] != n {
			return nil
		}
		next++
		var number [4]byte
		binary.BigEndian.PutUint32(number[:], uint32(n))
		if _, err := out.Write(number[:]); err != nil {
			return err
		}
		_, err := out.Write(page)
		return err
	})
}
