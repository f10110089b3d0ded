//go:build !unix

package pdf

import "io/fs"

// ours is left to the system: it keeps others out of the user's cache.
func ours(fs.FileInfo) bool { return true }
