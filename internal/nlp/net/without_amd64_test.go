package net

// without runs f as on a machine that has none of the kernels.
func without(f func()) {
	defer func(a, b bool) { fast, wide = a, b }(fast, wide)
	fast, wide = false, false
	withoutQuads(f)
}

// withoutQuads runs f as on a machine that multiplies no bytes without signs.
func withoutQuads(f func()) {
	defer func(was bool) { quadFast = was }(quadFast)
	quadFast = false
	f()
}
