//go:build !amd64

package net

// without runs f: this machine has none of the kernels.
func without(f func()) { f() }

// withoutQuads runs f: this machine has none of the kernels.
func withoutQuads(f func()) { f() }
