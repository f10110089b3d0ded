//go:build !amd64

package net

import "unsafe"

const fast, wide, quadFast = false, false, false

func tile12x16(k int, a *float32, lda int, b *float32, c *float32, ldc int) { panic("no kernel") }
func tile6x16(k int, a *float32, lda int, b *float32, c *float32, ldc int)  { panic("no kernel") }
func dot8(n int, x, y *float32) float32                                     { panic("no kernel") }
func axpy8(n int, a float32, x, y *float32)                                 { panic("no kernel") }
func recur8(n int, u *float32, stride int, v *float32, x, p, c, h *float32) { panic("no kernel") }
func muladd8(n int, x, y, z *float32)                                       { panic("no kernel") }
func recurBack8(n, stride int, u, du, x, c, p, dh, dc, v, grad *float32)    { panic("no kernel") }
func extent8(n int, x *float32) (sum, top float32)                          { panic("no kernel") }
func whole8(n int, x *float32, q *int16, s float32)                         { panic("no kernel") }
func fixed6x16(k int, a *int16, lda int, b *int16, c *float32, ldc int, by, scale, bias *float32) {
	panic("no kernel")
}
func sumRows(n int, which *uint32, rows *int8, width int, out *[32]int32)    { panic("no kernel") }
func sumSquares(n int, which *uint32, rows *int8, width int, out *[16]int32) { panic("no kernel") }
func mix8(lanes, n, d int, x, m, out *float32)                               { panic("no kernel") }
func gather8(lanes, n int, which *int32, rows *float32, width int, out *float32, by float32) {
	panic("no kernel")
}
func prefetch(n int, at *uint32, table unsafe.Pointer, size int)             { panic("no kernel") }
func range8(n int, x *float32) (low, high float32)                           { panic("no kernel") }
func steps8(n int, x *float32, q *int16, inverse float32, least, most int32) { panic("no kernel") }
func blend8(n, m int, a *float32, b *float32, ldb int, c *float32)           { panic("no kernel") }
func small6x16(k int, a *int16, lda int, b *int8, c *float32, ldc int, by, scale, bias *float32) {
	panic("no kernel")
}
func gelu8(n int, x *float32, tail *[8]float32)                               { panic("no kernel") }
func softmax8(n int, x *float32)                                              { panic("no kernel") }
func normal8(n int, x, y, scale, bias *float32, share float32)                { panic("no kernel") }
func quads(n int, pairs, quads *int8, order *uint16, sums *int32)             { panic("no kernel") }
func bytes16(n int, x *float32, q *uint8, inverse float32, least, most int32) { panic("no kernel") }
func quad6x32(k int, a *uint8, lda int, b *int8, next int, c *float32, ldc int, by *float32, least *int32, of *columns) {
	panic("no kernel")
}
func blend4x32(m int, a *float32, lda int, b *float32, ldb int, c *float32, ldc int) {
	panic("no kernel")
}
func fixed6x32(k int, a *int16, lda int, b *int16, next int, c *float32, ldc int, by, scale, bias *float32) {
	panic("no kernel")
}
