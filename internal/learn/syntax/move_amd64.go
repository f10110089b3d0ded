package syntax

import "golang.org/x/sys/cpu"

// fast says that the kernel of move_amd64.s can run here.
var fast = cpu.X86.HasAVX2 && cpu.X86.HasFMA

//go:noescape
func move8(n int, w, grad, m, v, rates *float32)
