package pdf

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"time"

	"github.com/klippa-app/go-pdfium"
	"github.com/tetratelabs/wazero"
)

// What is kept is code that later programs run, so it is trusted only where
// nobody else can have written it, and only as it was written: a digest stands
// beside it. It is made in a folder of its own that is renamed when it is whole,
// so programs that compile at once, or are killed, leave nothing half done: the
// first one to end counts. Whatever is wrong with the cache, a read-only home, a
// full disk, a damaged file, documents are read without it.

const (
	// digestFile holds the digest of what is kept.
	digestFile = "sha256"
	// unfinished ends the names of folders that are not whole yet.
	unfinished = ".tmp"
	// abandoned is how old such a folder is when its program must have died.
	abandoned = time.Hour
)

// folder is where compiled code is kept, by the versions of what made it.
func (e *Engine) folder() string {
	name := "pdfium"
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, d := range info.Deps {
			if strings.HasSuffix(d.Path, "/go-pdfium") || strings.HasSuffix(d.Path, "/wazero") {
				name += "-" + d.Version
			}
		}
	}
	return filepath.Join(e.Cache, name)
}

// kept reports whether compiled code is kept that may be run.
func (e *Engine) kept() bool {
	return e.Cache != "" && own(e.Cache) == nil && own(e.folder()) == nil
}

// compile makes a machine of compiled code, of what is kept where that is sound.
func (e *Engine) compile() (pdfium.Pool, error) {
	if e.kept() {
		if pool, err := e.loadKept(); err == nil {
			return pool, nil
		}
		_ = os.RemoveAll(e.folder()) // it is damaged, and can be made again
	}
	if e.Cache != "" {
		if pool, err := e.compileAndKeep(); err == nil {
			return pool, nil
		}
	}
	return load(wazero.NewRuntimeConfig())
}

// loadKept makes a machine of what is kept.
func (e *Engine) loadKept() (pdfium.Pool, error) {
	dir := e.folder()
	want, err := os.ReadFile(filepath.Join(dir, digestFile))
	if err != nil {
		return nil, err
	}
	got, err := digest(dir)
	if err != nil {
		return nil, err
	}
	if !bytes.Equal(got, want) {
		return nil, errors.New("what is kept is not what was written")
	}
	return loadIn(dir)
}

// compileAndKeep compiles, and keeps what it made.
func (e *Engine) compileAndKeep() (pdfium.Pool, error) {
	if err := os.MkdirAll(e.Cache, 0o700); err != nil {
		return nil, err
	}
	if err := own(e.Cache); err != nil {
		return nil, err
	}
	e.sweep()
	dir, err := os.MkdirTemp(e.Cache, "pdfium-*"+unfinished)
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir) // of no effect once it is renamed
	pool, err := loadIn(dir)
	if err != nil {
		return nil, err
	}
	// The machine runs from here on; that it cannot be kept is no failure.
	if sum, err := digest(dir); err == nil && os.WriteFile(filepath.Join(dir, digestFile), sum, 0o600) == nil {
		_ = os.Rename(dir, e.folder())
	}
	return pool, nil
}

// sweep removes what programs left behind that died while they compiled.
func (e *Engine) sweep() {
	left, _ := filepath.Glob(filepath.Join(e.Cache, "pdfium-*"+unfinished))
	for _, dir := range left {
		if info, err := os.Stat(dir); err == nil && time.Since(info.ModTime()) > abandoned {
			_ = os.RemoveAll(dir)
		}
	}
}

// loadIn makes a machine of the code in a folder, and puts it there first where
// there is none.
func loadIn(dir string) (pdfium.Pool, error) {
	cache, err := wazero.NewCompilationCacheWithDir(dir)
	if err != nil {
		return nil, err
	}
	return load(wazero.NewRuntimeConfig().WithCompilationCache(cache))
}

// digest is of the one file of compiled code below a folder.
func digest(dir string) ([]byte, error) {
	files, _ := filepath.Glob(filepath.Join(dir, "*", "*"))
	if len(files) != 1 {
		return nil, errors.New("there is not one file of code")
	}
	f, err := os.Open(files[0])
	if err != nil {
		return nil, err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return nil, err
	}
	return h.Sum(nil), nil
}

// own reports what is wrong with a folder of code to be run: that it is none,
// that it belongs to somebody else, or that others may write into it.
func own(dir string) error {
	info, err := os.Lstat(dir)
	switch {
	case err != nil:
		return err
	case !info.IsDir():
		return errors.New(dir + " is no folder")
	case runtime.GOOS != "windows" && info.Mode().Perm()&0o022 != 0, !ours(info):
		return errors.New(dir + " is open to others")
	}
	return nil
}
