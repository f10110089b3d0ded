package net

// without runs f as on a machine that has none of the kernels.
func without(f func()) {
	defer func(was bool) { fast = was }(fast)
	fast = false
	f()
}
