package net

import (
	"unsafe"

	"golang.org/x/sys/cpu"
)

// fast says that the kernels of kernel_amd64.s can run here.
var fast = cpu.X86.HasAVX2 && cpu.X86.HasFMA

// wide says that the kernels with 512-bit registers can run here.
var wide = fast && cpu.X86.HasAVX512F && cpu.X86.HasAVX512DQ && cpu.X86.HasAVX512VL

// quadFast says that the kernels with bytes without signs can run here.
var quadFast = wide && cpu.X86.HasAVX512BW && cpu.X86.HasAVX512VNNI

//go:noescape
func tile12x16(k int, a *float32, lda int, b *float32, c *float32, ldc int)

//go:noescape
func tile6x16(k int, a *float32, lda int, b *float32, c *float32, ldc int)

//go:noescape
func dot8(n int, x, y *float32) float32

//go:noescape
func axpy8(n int, a float32, x, y *float32)

//go:noescape
func recur8(n int, u *float32, stride int, v *float32, x, p, c, h *float32)

//go:noescape
func muladd8(n int, x, y, z *float32)

//go:noescape
func recurBack8(n, stride int, u, du, x, c, p, dh, dc, v, grad *float32)

//go:noescape
func extent8(n int, x *float32) (sum, top float32)

//go:noescape
func whole8(n int, x *float32, q *int16, s float32)

//go:noescape
func fixed6x16(k int, a *int16, lda int, b *int16, c *float32, ldc int, by, scale, bias *float32)

//go:noescape
func sumRows(n int, which *uint32, rows *int8, width int, out *[32]int32)

//go:noescape
func sumSquares(n int, which *uint32, rows *int8, width int, out *[16]int32)

//go:noescape
func mix8(lanes, n, d int, x, m, out *float32)

//go:noescape
func gather8(lanes, n int, which *int32, rows *float32, width int, out *float32, by float32)

//go:noescape
func prefetch(n int, at *uint32, table unsafe.Pointer, size int)

//go:noescape
func range8(n int, x *float32) (low, high float32)

//go:noescape
func steps8(n int, x *float32, q *int16, inverse float32, least, most int32)

//go:noescape
func small6x16(k int, a *int16, lda int, b *int8, c *float32, ldc int, by, scale, bias *float32)

//go:noescape
func blend8(n, m int, a *float32, b *float32, ldb int, c *float32)

//go:noescape
func gelu8(n int, x *float32, tail *[8]float32)

//go:noescape
func softmax8(n int, x *float32)

//go:noescape
func normal8(n int, x, y, scale, bias *float32, share float32)

//go:noescape
func quads(n int, pairs, quads *int8, order *uint16, sums *int32)

//go:noescape
func bytes16(n int, x *float32, q *uint8, inverse float32, least, most int32)

//go:noescape
func quad6x32(k int, a *uint8, lda int, b *int8, next int, c *float32, ldc int, by *float32, least *int32, of *columns)

//go:noescape
func blend4x32(m int, a *float32, lda int, b *float32, ldb int, c *float32, ldc int)

//go:noescape
func fixed6x32(k int, a *int16, lda int, b *int16, next int, c *float32, ldc int, by, scale, bias *float32)
