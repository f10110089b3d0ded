package near

import "golang.org/x/sys/cpu"

var fast = cpu.X86.HasAVX2

//go:noescape
func dots16(n, width int, q *int16, rows *int8, out *int32)
