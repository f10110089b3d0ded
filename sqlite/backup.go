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
	"errors"
	"fmt"
	"hash"
	"io"
	"os"
	"path/filepath"

	"github.com/klauspost/compress/zstd"

	"sayso"
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
		if err := tx.QueryRowContext(ctx, `SELECT (SELECT coalesce(max(n), 0) FROM journal), (SELECT page_size FROM pragma_page_size), (SELECT page_count FROM pragma_page_count)`).
			Scan(&head.Journal, &head.PageSize, &head.Pages); err != nil {
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
		b := backup{head: head, had: had, ctx: ctx, tx: tx}
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
	err = b.each(`SELECT pgno, data FROM sqlite_dbpage`, func(n int64, page []byte) error {
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
func (b *backup) each(query string, f func(n int64, page []byte) error) error {
	rows, err := b.tx.QueryContext(b.ctx, query)
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
	return b.each(`SELECT pgno, data FROM sqlite_dbpage`, func(n int64, page []byte) error {
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

// backupReader is a backup that was read whole.
type backupReader struct {
	head backupHead
	sums sums
}

// readBackup reads a backup, calls page with each page that it holds, and checks
// all that it says of itself.
func readBackup(from io.Reader, page func(n int64, page []byte) error) (*backupReader, error) {
	bad := func(format string, args ...any) error {
		return sayso.Errorf("read backup", "", sayso.Damaged, format, args...).Advise("use another backup")
	}
	start := make([]byte, len(magicBackup))
	if _, err := io.ReadFull(from, start); err != nil || string(start) != magicBackup {
		return nil, sayso.Errorf("read backup", "", sayso.Invalid, "this is no backup of a ledger").Advise("name a file that sayso backup has made")
	}
	z, err := zstd.NewReader(from, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(MaxStored))
	if err != nil {
		return nil, err
	}
	defer z.Close()
	sum := sha256.New()
	in := bufio.NewReaderSize(z, 1<<16)
	r := &backupReader{}
	if err := r.readHead(in, sum); sayso.KindOf(err) == sayso.TooNew {
		return nil, err
	} else if err != nil {
		return nil, bad("its head cannot be read: %v", err)
	}
	body := io.TeeReader(in, sum)
	if err := r.readPages(body, page); err != nil {
		if k := sayso.KindOf(err); k != sayso.Other {
			return nil, err
		}
		return nil, bad("its pages cannot be read: %v", err)
	}
	// As many sums as the head says, but no more memory than there are.
	var all bytes.Buffer
	if n, err := io.Copy(&all, io.LimitReader(body, r.head.Pages*pageSum)); err != nil || n != r.head.Pages*pageSum {
		return nil, bad("it ends before its end: %v", err)
	}
	r.sums = all.Bytes()
	want := sum.Sum(nil)
	got, err := io.ReadAll(io.LimitReader(in, int64(len(want))+1))
	if err != nil || !bytes.Equal(got, want) {
		return nil, bad("its checksum is not that of what it holds")
	}
	if r.sums.digest() != r.head.Digest {
		return nil, bad("its digest is not that of its pages")
	}
	return r, nil
}

func (r *backupReader) readHead(in *bufio.Reader, sum hash.Hash) error {
	line, err := in.ReadSlice('\n')
	if err != nil {
		return err
	}
	if len(line) > maxHead {
		return fmt.Errorf("it is longer than %d bytes", maxHead)
	}
	sum.Write(line)
	if err := json.Unmarshal(line, &r.head); err != nil {
		return err
	}
	if h := &r.head; h.PageSize < smallest || h.PageSize > maxPageSize || h.Pages < 1 || h.Pages > maxPages || h.Bytes != h.Pages*int64(h.PageSize) {
		return fmt.Errorf("%d pages of %d bytes", h.Pages, h.PageSize)
	}
	if r.head.Format > Format {
		return sayso.Errorf("read backup", "", sayso.TooNew, "it is of a ledger of format %d, and this Sayso reads up to %d", r.head.Format, Format).
			Advise("use the newer Sayso that wrote it")
	}
	return nil
}

func (r *backupReader) readPages(in io.Reader, page func(n int64, page []byte) error) error {
	buf := make([]byte, r.head.PageSize)
	for last := int64(0); ; {
		var number [4]byte
		if _, err := io.ReadFull(in, number[:]); err != nil {
			return err
		}
		n := int64(binary.BigEndian.Uint32(number[:]))
		if n == 0 {
			return nil
		}
		if n <= last || n > r.head.Pages {
			return fmt.Errorf("page %d after page %d", n, last)
		}
		last = n
		if _, err := io.ReadFull(in, buf); err != nil {
			return err
		}
		if err := page(n, buf); err != nil {
			return err
		}
	}
}

// CheckBackup reads a backup through, and says what it is of. It does not tell
// whether the backup that it needs is there.
func CheckBackup(ctx context.Context, from io.Reader) (sayso.Snapshot, error) {
	r, err := readBackup(from, func(int64, []byte) error { return ctx.Err() })
	if err != nil {
		return sayso.Snapshot{}, fail("check backup", "", err)
	}
	return r.head.Snapshot, nil
}

// Restore makes a ledger from a backup, and from those that were made since,
// in their order. There must be none at path. It is there when all of it has been
// checked, or not at all.
func Restore(ctx context.Context, path string, backups ...io.Reader) (sayso.Snapshot, error) {
	s, err := restoreTo(ctx, path, backups)
	return s, fail("restore ledger", path, err)
}

func restoreTo(ctx context.Context, path string, backups []io.Reader) (sayso.Snapshot, error) {
	const op = "restore ledger"
	for _, more := range []string{"", "-wal", "-shm"} {
		if _, err := os.Lstat(path + more); err == nil {
			return sayso.Snapshot{}, sayso.Errorf(op, path+more, sayso.Invalid, "there is a file already").Advise("move it away, or restore to another path")
		}
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return sayso.Snapshot{}, err
	}
	f, err := os.OpenFile(path+".restoring", os.O_CREATE|os.O_TRUNC|os.O_RDWR, 0o600)
	if err != nil {
		return sayso.Snapshot{}, err
	}
	defer os.Remove(path + ".restoring")
	defer f.Close()
	s, err := restoreInto(ctx, f, backups)
	if err == nil {
		err = errors.Join(f.Sync(), f.Close())
	}
	if err == nil {
		err = os.Rename(path+".restoring", path)
	}
	if err != nil {
		return sayso.Snapshot{}, err
	}
	if dir, err := os.Open(filepath.Dir(path)); err == nil {
		_ = dir.Sync() // not every system can
		_ = dir.Close()
	}
	return s, nil
}

func restoreInto(ctx context.Context, f *os.File, backups []io.Reader) (sayso.Snapshot, error) {
	var last *backupReader
	for i, from := range backups {
		at := func(n, size int64) int64 { return (n - 1) * size }
		var size int64
		r, err := readBackup(from, func(n int64, page []byte) error {
			size = int64(len(page))
			if _, err := f.WriteAt(page, at(n, size)); err != nil {
				return err
			}
			return ctx.Err()
		})
		if err != nil {
			return sayso.Snapshot{}, err
		}
		switch {
		case i == 0 && r.head.Since != "":
			return sayso.Snapshot{}, sayso.Errorf("restore ledger", "", sayso.Invalid, "the first backup holds only what had changed since another").
				Advise("name the whole backup first, then those since in their order")
		case i > 0 && r.head.Since != last.head.Digest:
			return sayso.Snapshot{}, sayso.Errorf("restore ledger", "", sayso.Invalid, "backup %d of %d does not follow on the one before it", i+1, len(backups)).
				Advise("name the whole backup first, then those since in their order")
		}
		last = r
	}
	if last == nil {
		return sayso.Snapshot{}, sayso.Errorf("restore ledger", "", sayso.Invalid, "no backup is named")
	}
	if err := f.Truncate(last.head.Bytes); err != nil {
		return sayso.Snapshot{}, err
	}
	page := make([]byte, last.head.PageSize)
	in := bufio.NewReaderSize(io.NewSectionReader(f, 0, last.head.Bytes), 1<<20)
	for n := int64(1); n <= last.head.Pages; n++ {
		if _, err := io.ReadFull(in, page); err != nil {
			return sayso.Snapshot{}, err
		}
		if !bytes.Equal(sumPage(page), last.sums.of(n)) {
			return sayso.Snapshot{}, sayso.Errorf("restore ledger", "", sayso.Damaged, "page %d is not as it was", n).Advise("use another backup")
		}
	}
	return last.head.Snapshot, ctx.Err()
}
