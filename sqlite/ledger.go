package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"sync"
	"time"

	_ "modernc.org/sqlite" // the driver

	"sayso"
	"sayso/internal/sqlengine"
)

// busyTimeout is how long a call waits for another process that writes to the
// same ledger, before it gives up with sayso.Busy.
const busyTimeout = 10 * time.Second

// Ledger is a sayso.Ledger in one SQLite file (with its -wal and -shm beside
// it while open). One connection writes; any number read, each from a
// snapshot that a writer does not disturb.
type Ledger struct {
	path    string
	write   *sql.DB // one connection; a transaction locks out other writers from its start
	read    *sql.DB // connections that cannot write
	reading string  // what those are opened with
	// anchor is open from the first to the last: as long as any connection is, no
	// other program takes the files beside the ledger away.
	anchor *sql.Conn
	guard  *guard
	// readOnly says that the ledger is where nothing can be written; unchanged
	// then reports whether it is still as it was, nil where SQLite sees to that.
	readOnly  bool
	unchanged func() error
	codec     codec
	now       func() time.Time

	closing sync.Once
	closed  error

	// engine is the database where it is not SQLite; nil for a file.
	engine sqlengine.Engine

	near nearness

	preparing sync.Mutex
	stmts     *statements // nil until the first Put
}

var _ sayso.Ledger = (*Ledger)(nil)

// Open opens the ledger in the file at path. Where there is none it makes one,
// with the folders that lead to it; a ledger of an older format is upgraded in
// place. A ledger that cannot be written, since its file or its file system is
// read-only or the disk is full, is opened for reading: calls that write then
// fail with Denied. Errors: Damaged for a file that is no SQLite file or a broken
// one, Invalid for another program's database, TooNew, Busy, Denied, Full.
func Open(ctx context.Context, path string) (*Ledger, error) {
	return open(ctx, path, busyTimeout)
}

func open(ctx context.Context, path string, wait time.Duration) (_ *Ledger, err error) {
	if err := findPlace(path); err != nil {
		return nil, err
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, fail("open ledger", path, err)
	}
	l := &Ledger{path: path, now: time.Now}
	if l.codec, err = newCodec(); err != nil {
		return nil, fail("open ledger", path, err)
	}
	err = l.connect(ctx, abs, wait)
	if err != nil && mayBeRead(err) {
		err = l.connectReadOnly(ctx, abs, wait, err)
	}
	if err != nil {
		_ = l.Close()
		return nil, fail("open ledger", path, err)
	}
	return l, nil
}

// readers is how many connections read.
func readers() int { return max(4, runtime.GOMAXPROCS(0)) }

// connect opens the file for reading and writing.
func (l *Ledger) connect(ctx context.Context, abs string, wait time.Duration) (err error) {
	if l.write, err = sql.Open("sqlite", dsn(abs, wait, "_pragma=cache_size(-65536)&_txlock=immediate&_pragma=synchronous(NORMAL)&_pragma=journal_size_limit(67108864)")); err != nil {
		return err
	}
	l.write.SetMaxOpenConns(1)
	if err := upgrade(ctx, l.write, l.path, wait); err != nil {
		return err
	}
	if err := sealJudgements(ctx, l.write); err != nil {
		return err
	}
	l.reading = dsn(abs, wait, readCache+"_pragma=query_only(1)")
	if l.read, err = sql.Open("sqlite", l.reading); err != nil {
		return err
	}
	l.read.SetMaxOpenConns(readers() + 1)
	l.read.SetMaxIdleConns(readers())
	if l.anchor, err = l.read.Conn(ctx); err != nil {
		return err
	}
	if err := l.anchor.QueryRowContext(ctx, `SELECT count(*) FROM sqlite_schema`).Scan(new(int)); err != nil {
		return err
	}
	l.guard, err = newGuard(abs, l.intact)
	return err
}

// smallest is the size of the smallest SQLite file: one page.
const smallest = 512

// findPlace sees to it that a file can be at path.
func findPlace(path string) error {
	if path == "" {
		return sayso.Errorf("open ledger", "", sayso.Invalid, "no file is named").Advise("give the path of a file")
	}
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir():
		return sayso.Errorf("open ledger", path, sayso.Invalid, "this is a folder").Advise("name a file inside it")
	case err == nil && !info.Mode().IsRegular():
		return sayso.Errorf("open ledger", path, sayso.Invalid, "this is no regular file").Advise("name a regular file")
	case err == nil && 0 < info.Size() && info.Size() < smallest:
		// SQLite takes such a file for an empty one and writes over it.
		return sayso.Errorf("open ledger", path, sayso.Damaged, "the file is too short to be a ledger").Advise(restore)
	case err == nil:
		return nil
	case errors.Is(err, fs.ErrPermission):
		return sayso.E("open ledger", path, sayso.Denied, err).Advise("make the folder readable and writable")
	}
	err = os.MkdirAll(filepath.Dir(path), 0o700)
	if err == nil {
		err = make0600(path)
	}
	if err != nil {
		kind := sayso.Invalid
		if errors.Is(err, fs.ErrPermission) {
			kind = sayso.Denied
		}
		return sayso.E("open ledger", path, kind, err).Advise("name a file in a folder that can be written to")
	}
	return nil
}

// make0600 makes an empty file that is nobody else's to read, before SQLite makes
// it. The files that SQLite puts beside it are made as it is.
func make0600(path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil // another program was faster
	}
	if err != nil {
		return err
	}
	return f.Close()
}

// readCache is how many pages a connection holds that only reads.
const readCache = "_pragma=cache_size(-16384)&"

// dsn names the file as a URI, so that no character of a path is taken for a
// parameter. Both pools keep temporary tables in memory, mistrust what the
// schema of a file might call. The connection that writes holds up to 64 MB of pages,
// those that read 16 MB each: the system keeps the pages that they share.
func dsn(abs string, wait time.Duration, more string) string {
	path := filepath.ToSlash(abs)
	if path[0] != '/' {
		path = "/" + path // C:/…
	}
	u := url.URL{Scheme: "file", Path: path}
	return u.String() + "?_pragma=busy_timeout(" + strconv.FormatInt(wait.Milliseconds(), 10) +
		")&_pragma=temp_store(MEMORY)&_pragma=trusted_schema(0)&_pragma=cell_size_check(1)&" + more
}

// Close ends the use of the ledger. Calls under way are waited for.
func (l *Ledger) Close() error {
	l.closing.Do(func() {
		err := l.disconnect()
		l.codec.close()
		l.closed = fail("close ledger", l.path, err)
	})
	return l.closed
}

// disconnect closes what is open of the file, the guard's own descriptor last.
func (l *Ledger) disconnect() error {
	var errs []error
	if l.anchor != nil {
		errs = append(errs, l.anchor.Close())
		l.anchor = nil
	}
	for _, db := range []*sql.DB{l.read, l.write} {
		if db != nil {
			errs = append(errs, db.Close())
		}
	}
	return errors.Join(append(errs, l.guard.close())...)
}

// statements returns what Put executes.
func (l *Ledger) statements(ctx context.Context) (*statements, error) {
	if err := l.mayWrite(); err != nil {
		return nil, err
	}
	l.preparing.Lock()
	defer l.preparing.Unlock()
	if l.stmts == nil {
		s := new(statements)
		if err := s.prepare(ctx, l.write); err != nil {
			return nil, err
		}
		l.stmts = s
	}
	return l.stmts, nil
}

// view runs f on one snapshot of the ledger.
func (l *Ledger) view(ctx context.Context, op, subject string, f func(tx *sql.Tx) error) error {
	if l.unchanged != nil {
		if err := l.unchanged(); err != nil {
			return fail(op, subject, err)
		}
	}
	tx, err := l.read.BeginTx(ctx, nil)
	if err != nil {
		return fail(op, subject, err)
	}
	defer tx.Rollback()
	if err := f(tx); err != nil {
		// When the caller gives up, the driver and database/sql report it in
		// several ways; the context knows.
		if ctx.Err() != nil {
			err = ctx.Err()
		}
		return fail(op, subject, err)
	}
	return nil
}
