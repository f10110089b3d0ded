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
)

// busyTimeout is how long a call waits for another process that writes to the
// same ledger, before it gives up with sayso.Busy.
const busyTimeout = 10 * time.Second

// Ledger is a sayso.Ledger in one SQLite file (with its -wal and -shm beside
// it while open). One connection writes; any number read, each from a
// snapshot that a writer does not disturb.
type Ledger struct {
	path  string
	write *sql.DB // one connection; a transaction locks out other writers from its start
	read  *sql.DB // connections that cannot write
	codec codec
	now   func() time.Time

	preparing sync.Mutex
	stmts     *statements // nil until the first Put
}

var _ sayso.Ledger = (*Ledger)(nil)

// Open opens the ledger in the file at path. Where there is none it makes one,
// with the folders that lead to it; a ledger of an older format is upgraded in
// place. Errors: Damaged for a file that is no SQLite file or a broken one,
// Invalid for another program's database, TooNew, Busy, Denied, Full.
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
	if l.write, err = sql.Open("sqlite", dsn(abs, wait, "_txlock=immediate&_pragma=synchronous(NORMAL)&_pragma=journal_size_limit(67108864)")); err != nil {
		return nil, fail("open ledger", path, err)
	}
	l.write.SetMaxOpenConns(1)
	if err := upgrade(ctx, l.write, path, wait); err != nil {
		l.write.Close()
		return nil, fail("open ledger", path, err)
	}
	if l.read, err = sql.Open("sqlite", dsn(abs, wait, "_pragma=query_only(1)")); err != nil {
		l.write.Close()
		return nil, fail("open ledger", path, err)
	}
	readers := max(4, runtime.GOMAXPROCS(0))
	l.read.SetMaxOpenConns(readers)
	l.read.SetMaxIdleConns(readers)
	if l.codec, err = newCodec(); err != nil {
		l.write.Close()
		l.read.Close()
		return nil, fail("open ledger", path, err)
	}
	return l, nil
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
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		kind := sayso.Invalid
		if errors.Is(err, fs.ErrPermission) {
			kind = sayso.Denied
		}
		return sayso.E("open ledger", path, kind, err).Advise("name a file in a folder that can be written to")
	}
	return nil
}

// dsn names the file as a URI, so that no character of a path is taken for a
// parameter. Both pools keep temporary tables in memory, mistrust what the
// schema of a file might call, and hold up to 64 MB of pages a connection.
func dsn(abs string, wait time.Duration, more string) string {
	path := filepath.ToSlash(abs)
	if path[0] != '/' {
		path = "/" + path // C:/…
	}
	u := url.URL{Scheme: "file", Path: path}
	return u.String() + "?_pragma=busy_timeout(" + strconv.FormatInt(wait.Milliseconds(), 10) +
		")&_pragma=temp_store(MEMORY)&_pragma=trusted_schema(0)&_pragma=cell_size_check(1)&_pragma=cache_size(-65536)&" + more
}

// Close ends the use of the ledger. Calls under way are waited for.
func (l *Ledger) Close() error {
	err := l.read.Close()
	err = errors.Join(err, l.write.Close())
	l.codec.close()
	return fail("close ledger", l.path, err)
}

// statements returns what Put executes.
func (l *Ledger) statements(ctx context.Context) (*statements, error) {
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
