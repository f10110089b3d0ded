//go:build unix

package pdf

import (
	"io/fs"
	"os"
	"syscall"
)

// ours reports whether a file belongs to the user who runs the program.
func ours(info fs.FileInfo) bool {
	s, ok := info.Sys().(*syscall.Stat_t)
	return ok && int(s.Uid) == os.Geteuid()
}
