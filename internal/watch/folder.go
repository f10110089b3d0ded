package watch

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"sayso"
)

const (
	// MaxFiles is how many files a watched folder may hold, with all below it.
	MaxFiles = 100_000
	// settled is how long a file must have been left alone before it is read:
	// who is still writing is not interrupted.
	settled = 2 * time.Second
)

// errMany ends a walk.
var errMany = errors.New("too many files")

// folder lists the files of a folder as items, marked by size and time. A
// folder is listed anew each time instead of being subscribed to: that works on
// every system and network share, misses nothing that happened while nobody
// watched, and costs milliseconds for thousands of files.
func (f *found) folder(s sayso.SourceRow) error {
	info, err := os.Stat(s.Address)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return sayso.Errorf("watch folder", s.Address, sayso.NotFound, "the folder is not there").Advise("put it back, or remove the source")
	case errors.Is(err, fs.ErrPermission):
		return sayso.Errorf("watch folder", s.Address, sayso.Denied, "the folder may not be read").Advise("make it readable")
	case err != nil:
		return sayso.E("watch folder", s.Address, sayso.Other, err)
	case !info.IsDir():
		return sayso.Errorf("watch folder", s.Address, sayso.Invalid, "it is no folder")
	}
	f.state.Format = "folder"
	now := time.Now() // of the files' own clock
	unreadable := 0
	err = filepath.WalkDir(s.Address+string(filepath.Separator), func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			unreadable++
			return nil
		}
		if strings.HasPrefix(e.Name(), ".") && filepath.Clean(path) != filepath.Clean(s.Address) {
			if e.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		info, err := os.Stat(path) // links are followed to files, as `sayso read` does
		if err != nil || !info.Mode().IsRegular() {
			return nil
		}
		if age := now.Sub(info.ModTime()); age >= 0 && age < settled || info.Size() == 0 {
			return nil
		}
		if len(f.items) == MaxFiles {
			return errMany
		}
		f.add(sayso.SourceItem{Key: path, Mark: fmt.Sprintf("%d %d", info.Size(), info.ModTime().UnixNano()), Whole: true})
		return nil
	})
	switch {
	case errors.Is(err, errMany):
		f.note = fmt.Sprintf("it holds more than %d files (watch.MaxFiles); the others are not looked at: take archives in with sayso read", MaxFiles)
	case err != nil:
		return sayso.E("watch folder", s.Address, sayso.Other, err)
	case unreadable > 0:
		f.note = fmt.Sprintf("%d folders or files in it cannot be read", unreadable)
	}
	return nil
}
