//go:build !amd64

package syntax

const fast = false

func move8(n int, w, grad, m, v, rates *float32) { panic("no kernel") }
