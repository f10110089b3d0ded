package sqlite

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
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

// Backups are read back and put together to a ledger. backup.go says what stands in
// one.

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
		return nil, sayso.Errorf("read backup", "", sayso.Invalid, "this is no backup of a ledger").Advise("name a file that a backup was written to")
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

// Unpack writes the pages of backups to f, as Restore does, and checks them; what a
// page is the database knows that wrote them.
func Unpack(ctx context.Context, f *os.File, backups ...io.Reader) (sayso.Snapshot, error) {
	s, err := restoreInto(ctx, f, backups)
	return s, fail("restore ledger", "", err)
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
