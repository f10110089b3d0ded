package sqlite

import (
	"sync"
	"unsafe"

	"modernc.org/libc"
	lib "modernc.org/sqlite/lib"
)

// faultyFiles stand between SQLite and the files: it can fail any one of the
// writes, syncs and truncations, as disks do, or all from one on.
//
// They are SQLite's own files of the system, whose table of methods is replaced by
// one in which three of them are ours.
type faultyFiles struct {
	mu     sync.Mutex
	armed  bool
	at, n  int  // which operation fails, and how many there were
	kind   int  // of fault, an index of faultKinds
	lasts  bool // all from there on fail
	failed int
	names  map[uintptr]string // of open files, by their handle
	disk   *disk              // what is kept of them; nil where nobody asks

	methods  map[uintptr]uintptr // of the system, and ours
	original map[uintptr]*lib.Tsqlite3_io_methods
	open     uintptr
	keep     []any // what is known to SQLite by its number only
}

const (
	noSpace = iota
	ioError
	shortWrite
	faultKinds
)

type (
	openFunc     = func(tls *libc.TLS, vfs, name, file uintptr, flags int32, out uintptr) int32
	writeFunc    = func(tls *libc.TLS, file, buf uintptr, n int32, at int64) int32
	syncFunc     = func(tls *libc.TLS, file uintptr, flags int32) int32
	truncateFunc = func(tls *libc.TLS, file uintptr, size int64) int32
)

func at[T any](p uintptr) *T { return *(**T)(unsafe.Pointer(&p)) }

var theFaultyFiles = sync.OnceValue(func() *faultyFiles {
	f := &faultyFiles{methods: map[uintptr]uintptr{}, names: map[uintptr]string{}, original: map[uintptr]*lib.Tsqlite3_io_methods{}}
	tls := libc.NewTLS()
	system := lib.Xsqlite3_vfs_find(tls, 0)
	size := unsafe.Sizeof(lib.Tsqlite3_vfs{})
	ours := libc.Xmalloc(tls, libc.Tsize_t(size))
	*at[lib.Tsqlite3_vfs](ours) = *at[lib.Tsqlite3_vfs](system)
	v := at[lib.Tsqlite3_vfs](ours)
	f.open = v.FxOpen
	v.FxOpen = f.number(openFunc(f.xOpen))
	name, err := libc.CString("faulty")
	if err != nil {
		panic(err)
	}
	v.FzName = name
	if rc := lib.Xsqlite3_vfs_register(tls, ours, 1); rc != 0 {
		panic(rc)
	}
	return f
})

// number makes a function one that SQLite can call.
func (f *faultyFiles) number(fn any) uintptr {
	f.keep = append(f.keep, fn)
	switch fn := fn.(type) {
	case openFunc:
		return *(*uintptr)(unsafe.Pointer(&fn))
	case writeFunc:
		return *(*uintptr)(unsafe.Pointer(&fn))
	case syncFunc:
		return *(*uintptr)(unsafe.Pointer(&fn))
	case truncateFunc:
		return *(*uintptr)(unsafe.Pointer(&fn))
	}
	panic("no such function")
}

// arm has the operation with this number fail, and all after it where it lasts.
func (f *faultyFiles) arm(at, kind int, lasts bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.armed, f.at, f.n, f.kind, f.lasts, f.failed = true, at, 0, kind, lasts, 0
}

// disarm returns how many operations failed.
func (f *faultyFiles) disarm() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.armed = false
	return f.failed
}

func (f *faultyFiles) fails() (kind int, fails bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if !f.armed {
		return 0, false
	}
	f.n++
	if f.n == f.at || f.lasts && f.n > f.at {
		f.failed++
		return f.kind, true
	}
	return 0, false
}

func (f *faultyFiles) xOpen(tls *libc.TLS, vfs, name, file uintptr, flags int32, out uintptr) int32 {
	rc := (*(*openFunc)(unsafe.Pointer(&f.open)))(tls, vfs, name, file, flags, out)
	if h := at[lib.Tsqlite3_file](file); rc == 0 && h.FpMethods != 0 {
		f.mu.Lock()
		ours, ok := f.methods[h.FpMethods]
		if !ok {
			ours = f.wrap(tls, h.FpMethods)
			f.methods[h.FpMethods] = ours
		}
		f.names[file] = ""
		if name != 0 {
			f.names[file] = libc.GoString(name)
		}
		f.mu.Unlock()
		h.FpMethods = ours
	}
	return rc
}

// tell tells the disk of an operation that went well, while there is one.
func (f *faultyFiles) tell(file uintptr, of func(d *disk, name string)) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.disk != nil && f.names[file] != "" {
		of(f.disk, f.names[file])
	}
}

// watch has a disk be told of all operations; nil for none.
func (f *faultyFiles) watch(d *disk) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.disk = d
}

func (f *faultyFiles) wrap(tls *libc.TLS, system uintptr) uintptr {
	ours := libc.Xmalloc(tls, libc.Tsize_t(unsafe.Sizeof(lib.Tsqlite3_io_methods{})))
	*at[lib.Tsqlite3_io_methods](ours) = *at[lib.Tsqlite3_io_methods](system)
	m := at[lib.Tsqlite3_io_methods](ours)
	write, sync, truncate := m.FxWrite, m.FxSync, m.FxTruncate
	m.FxWrite = f.number(writeFunc(func(tls *libc.TLS, file, buf uintptr, n int32, at int64) int32 {
		if kind, fails := f.fails(); fails {
			switch kind {
			case noSpace:
				return lib.SQLITE_FULL
			case shortWrite:
				(*(*writeFunc)(unsafe.Pointer(&write)))(tls, file, buf, n/2, at)
			}
			return lib.SQLITE_IOERR_WRITE
		}
		rc := (*(*writeFunc)(unsafe.Pointer(&write)))(tls, file, buf, n, at)
		if rc == 0 {
			f.tell(file, func(d *disk, name string) { d.write(name, at, libc.GoBytes(buf, int(n))) })
		}
		return rc
	}))
	m.FxSync = f.number(syncFunc(func(tls *libc.TLS, file uintptr, flags int32) int32 {
		if _, fails := f.fails(); fails {
			return lib.SQLITE_IOERR_FSYNC
		}
		rc := (*(*syncFunc)(unsafe.Pointer(&sync)))(tls, file, flags)
		if rc == 0 {
			f.tell(file, func(d *disk, name string) { d.sync(name) })
		}
		return rc
	}))
	m.FxTruncate = f.number(truncateFunc(func(tls *libc.TLS, file uintptr, size int64) int32 {
		if _, fails := f.fails(); fails {
			return lib.SQLITE_IOERR_TRUNCATE
		}
		rc := (*(*truncateFunc)(unsafe.Pointer(&truncate)))(tls, file, size)
		if rc == 0 {
			f.tell(file, func(d *disk, name string) { d.truncate(name, size) })
		}
		return rc
	}))
	return ours
}
