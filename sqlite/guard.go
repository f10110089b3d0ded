package sqlite

import (
	"encoding/binary"
	"errors"
	"io/fs"
	"os"
	"sync"

	"sayso"
)

// guard looks, before each write, whether the ledger's file is still the one that
// was opened. SQLite itself goes on writing into a file that was deleted, or whose
// place another has taken, and all that is lost when the program ends.
//
// A file that another has copied its bytes over keeps its name and number. Its
// header gives it away: it is no ledger's, or its change counter, which only
// grows, has fallen, as it does when an older copy is put in the ledger's place.
type guard struct {
	path    string
	file    *held
	id, wal os.FileInfo  // as they were when the ledger was opened
	intact  func() error // looks through the whole file

	mu      sync.Mutex
	closed  bool
	size    int64  // at the last look
	counter uint32 // so too
}

const (
	magic      = "SQLite format 3\x00"
	headerSize = 100
	// Where the header of a SQLite file has what the guard reads (sqlite.org/fileformat2.html).
	changeCounterAt, userVersionAt, applicationAt = 24, 60, 68
)

func newGuard(path string, intact func() error) (*guard, error) {
	g := &guard{path: path, intact: intact}
	var err error
	if g.id, err = os.Stat(path); err == nil {
		g.file, err = hold(path, g.id)
	}
	if errors.Is(err, fs.ErrPermission) {
		err = sayso.E("open ledger", path, sayso.Denied, err)
	}
	if err != nil {
		return nil, err
	}
	if g.wal, err = os.Stat(path + "-wal"); err != nil {
		g.file.release()
		return nil, err
	}
	g.size = g.id.Size()
	return g, nil
}

// check returns what has become of the file, as an error that says so.
func (g *guard) check() error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.closed {
		return sayso.Errorf("write ledger", g.path, sayso.Other, "the ledger is closed")
	}
	if err := g.place(g.path, g.id, "the ledger's file"); err != nil {
		return err
	}
	if err := g.place(g.path+"-wal", g.wal, "the file with the latest changes (-wal)"); err != nil {
		return err
	}
	if err := g.header(); err != nil {
		return err
	}
	info, err := os.Stat(g.path)
	if err != nil {
		return err
	}
	if info.Size() < g.size && g.intact() != nil { // else another Sayso has compacted it
		return g.lost("the ledger's file was cut short")
	}
	g.size = info.Size()
	return nil
}

// resized says that this program has made the file smaller.
func (g *guard) resized() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if info, err := os.Stat(g.path); err == nil {
		g.size = info.Size()
	}
}

func (g *guard) place(path string, was os.FileInfo, what string) error {
	now, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return g.lost(what + " is gone: it was deleted or moved while the ledger was open")
	case err != nil:
		return err
	case !os.SameFile(was, now):
		return g.lost("another file has taken the place of " + what + " while the ledger was open")
	}
	return nil
}

func (g *guard) header() error {
	var b [headerSize]byte
	if _, err := g.file.ReadAt(b[:], 0); err != nil || string(b[:len(magic)]) != magic || !ours(b[applicationAt:]) {
		return g.lost("the ledger's file was written over, and is none now")
	}
	if format := binary.BigEndian.Uint32(b[userVersionAt:]); format > Format {
		return sayso.Errorf("write ledger", g.path, sayso.TooNew, "a newer Sayso has brought the ledger to format %d, and this one knows %d; nothing was written", format, Format).
			Advise("end this program, and start the newer one")
	}
	counter := binary.BigEndian.Uint32(b[changeCounterAt:])
	if counter < g.counter {
		return g.lost("the ledger's file was written over with an older copy")
	}
	g.counter = counter
	return nil
}

// ours reports whether an application's mark may be a ledger's: the file of a new
// one has none until what was written beside it is taken in.
func ours(mark []byte) bool {
	n := binary.BigEndian.Uint32(mark)
	return n == applicationID || n == 0
}

func (g *guard) lost(what string) error {
	return sayso.Errorf("write ledger", g.path, sayso.Damaged, "%s; nothing was written", what).
		Advise("end this program, put the right file in place, and start it again")
}

func (g *guard) close() error {
	if g == nil {
		return nil
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.closed {
		return nil
	}
	g.closed = true
	return g.file.release()
}

// A held file is open. Closing any descriptor of a file frees all the
// locks that the process has on it (POSIX), those of SQLite too, wherever in the
// process they were taken. So the descriptors of one file are shared by all ledgers
// that this process has open in it, and closed with the last, after SQLite has
// closed its own. That is why this is kept for the whole process.
type held struct {
	*os.File
	info  os.FileInfo
	users int
}

var holding struct {
	sync.Mutex
	files []*held
}

func hold(path string, info os.FileInfo) (*held, error) {
	holding.Lock()
	defer holding.Unlock()
	for _, h := range holding.files {
		if os.SameFile(h.info, info) {
			h.users++
			return h, nil
		}
	}
	f, err := os.OpenFile(path, os.O_RDWR, 0) // SQLite takes one that it may only read without a word
	if err != nil {
		return nil, err
	}
	h := &held{f, info, 1}
	holding.files = append(holding.files, h)
	return h, nil
}

func (h *held) release() error {
	holding.Lock()
	defer holding.Unlock()
	if h.users--; h.users > 0 {
		return nil
	}
	for i, x := range holding.files {
		if x == h {
			holding.files = append(holding.files[:i], holding.files[i+1:]...)
			break
		}
	}
	return h.Close()
}
