#include "textflag.h"

// func range8(n int, x *float32) (low, high float32)
//
// The least and the largest of n numbers and zero; n is a multiple of 8, and not 0.
TEXT ·range8(SB), NOSPLIT, $0-24
	MOVQ n+0(FP), CX
	MOVQ x+8(FP), SI
	VXORPS Y0, Y0, Y0
	VXORPS Y1, Y1, Y1

range:
	VMOVUPS (SI), Y2
	VMINPS Y2, Y0, Y0
	VMAXPS Y2, Y1, Y1
	ADDQ $32, SI
	SUBQ $8, CX
	JG   range
	VEXTRACTF128 $1, Y0, X2
	VMINPS X2, X0, X0
	VPERMILPS $0x4e, X0, X2
	VMINPS X2, X0, X0
	VPERMILPS $0xb1, X0, X2
	VMINPS X2, X0, X0
	MOVSS X0, low+16(FP)
	VEXTRACTF128 $1, Y1, X2
	VMAXPS X2, X1, X1
	VPERMILPS $0x4e, X1, X2
	VMAXPS X2, X1, X1
	VPERMILPS $0xb1, X1, X2
	VMAXPS X2, X1, X1
	MOVSS X1, high+20(FP)
	VZEROUPPER
	RET

// func steps8(n int, x *float32, q *int16, inverse float32, least, most int32)
//
// q = x·inverse, rounded to the nearest whole number, from least to most; n is a
// multiple of 8, and not 0.
TEXT ·steps8(SB), NOSPLIT, $0-36
	MOVQ n+0(FP), CX
	MOVQ x+8(FP), SI
	MOVQ q+16(FP), DI
	VBROADCASTSS inverse+24(FP), Y0
	MOVL least+28(FP), AX
	VMOVD AX, X3
	VPBROADCASTD X3, Y3
	MOVL most+32(FP), AX
	VMOVD AX, X4
	VPBROADCASTD X4, Y4

step:
	VMULPS (SI), Y0, Y1
	VCVTPS2DQ Y1, Y1
	VPMAXSD Y3, Y1, Y1
	VPMINSD Y4, Y1, Y1
	VEXTRACTI128 $1, Y1, X2
	VPACKSSDW X2, X1, X1
	VMOVDQU X1, (DI)
	ADDQ $32, SI
	ADDQ $16, DI
	SUBQ $8, CX
	JG   step
	VZEROUPPER
	RET

// SROW6 adds the products of a row's pair of numbers with those of 16 columns.
#define SROW6(at, lo, hi) \
	VPBROADCASTD at, Y2 \
	VPMADDWD Y0, Y2, Y3 \
	VPMADDWD Y1, Y2, Y2 \
	VPADDD Y3, lo, lo \
	VPADDD Y2, hi, hi

// SOUT6 writes a row of sums, times the scales of row and columns, and the bias.
#define SOUT6(at, lo, hi) \
	VBROADCASTSS at, Y2 \
	VMULPS Y0, Y2, Y3 \
	VMULPS Y1, Y2, Y2 \
	VCVTDQ2PS lo, lo \
	VCVTDQ2PS hi, hi \
	VMULPS Y3, lo, lo \
	VMULPS Y2, hi, hi \
	VADDPS (R13), lo, lo \
	VADDPS 32(R13), hi, hi \
	VMOVUPS lo, (BX) \
	VMOVUPS hi, 32(BX) \
	ADDQ R8, BX

// func small6x16(k int, a *int16, lda int, b *int8, c *float32, ldc int, by, scale, bias *float32)
//
// C[6×16] = by · A[6×2k] · B[2k×16] · scale + bias; b is one panel. Y4 to Y15 hold
// the sums.
TEXT ·small6x16(SB), NOSPLIT, $0-72
	MOVQ k+0(FP), CX
	MOVQ a+8(FP), SI
	MOVQ lda+16(FP), DX
	SHLQ $1, DX
	MOVQ b+24(FP), DI
	MOVQ c+32(FP), BX
	MOVQ ldc+40(FP), R8
	SHLQ $2, R8
	MOVQ by+48(FP), R11
	MOVQ scale+56(FP), R12
	MOVQ bias+64(FP), R13
	LEAQ (DX)(DX*2), R9
	LEAQ (SI)(R9*1), R10
	VPXOR Y4, Y4, Y4
	VPXOR Y5, Y5, Y5
	VPXOR Y6, Y6, Y6
	VPXOR Y7, Y7, Y7
	VPXOR Y8, Y8, Y8
	VPXOR Y9, Y9, Y9
	VPXOR Y10, Y10, Y10
	VPXOR Y11, Y11, Y11
	VPXOR Y12, Y12, Y12
	VPXOR Y13, Y13, Y13
	VPXOR Y14, Y14, Y14
	VPXOR Y15, Y15, Y15

pair:
	VPMOVSXBW (DI), Y0
	VPMOVSXBW 16(DI), Y1
	SROW6((SI), Y4, Y5)
	SROW6((SI)(DX*1), Y6, Y7)
	SROW6((SI)(DX*2), Y8, Y9)
	SROW6((R10), Y10, Y11)
	SROW6((R10)(DX*1), Y12, Y13)
	SROW6((R10)(DX*2), Y14, Y15)
	ADDQ $4, SI
	ADDQ $4, R10
	ADDQ $32, DI
	DECQ CX
	JNZ  pair

	VMOVUPS (R12), Y0
	VMOVUPS 32(R12), Y1
	SOUT6((R11), Y4, Y5)
	SOUT6(4(R11), Y6, Y7)
	SOUT6(8(R11), Y8, Y9)
	SOUT6(12(R11), Y10, Y11)
	SOUT6(16(R11), Y12, Y13)
	SOUT6(20(R11), Y14, Y15)
	VZEROUPPER
	RET

// func blend8(n, m int, a *float32, b *float32, ldb int, c *float32)
//
// c[n] = the sum of m rows of b at stride ldb, each times its number in a; n is
// a multiple of 8, and not 0, nor is m. Four registers of sums are kept at once.
TEXT ·blend8(SB), NOSPLIT, $0-48
	MOVQ n+0(FP), CX
	MOVQ a+16(FP), SI
	MOVQ b+24(FP), DI
	MOVQ ldb+32(FP), DX
	SHLQ $2, DX
	MOVQ c+40(FP), BX

wide:
	CMPQ CX, $32
	JLT  narrow
	MOVQ m+8(FP), R8
	MOVQ SI, R9
	MOVQ DI, R10
	VXORPS Y0, Y0, Y0
	VXORPS Y1, Y1, Y1
	VXORPS Y2, Y2, Y2
	VXORPS Y3, Y3, Y3

row32:
	VBROADCASTSS (R9), Y4
	VMULPS (R10), Y4, Y5
	VMULPS 32(R10), Y4, Y6
	VMULPS 64(R10), Y4, Y7
	VMULPS 96(R10), Y4, Y8
	VADDPS Y5, Y0, Y0
	VADDPS Y6, Y1, Y1
	VADDPS Y7, Y2, Y2
	VADDPS Y8, Y3, Y3
	ADDQ $4, R9
	ADDQ DX, R10
	DECQ R8
	JNZ  row32
	VMOVUPS Y0, (BX)
	VMOVUPS Y1, 32(BX)
	VMOVUPS Y2, 64(BX)
	VMOVUPS Y3, 96(BX)
	ADDQ $128, BX
	ADDQ $128, DI
	SUBQ $32, CX
	JMP  wide

narrow:
	CMPQ CX, $8
	JLT  done
	MOVQ m+8(FP), R8
	MOVQ SI, R9
	MOVQ DI, R10
	VXORPS Y0, Y0, Y0

row8:
	VBROADCASTSS (R9), Y4
	VMULPS (R10), Y4, Y5
	VADDPS Y5, Y0, Y0
	ADDQ $4, R9
	ADDQ DX, R10
	DECQ R8
	JNZ  row8
	VMOVUPS Y0, (BX)
	ADDQ $32, BX
	ADDQ $32, DI
	SUBQ $8, CX
	JMP  narrow

done:
	VZEROUPPER
	RET

// BLEND4 adds a row of b, times its number in one of a's rows.
#define BLEND4(at, lo, hi) \
	VBROADCASTSS at, Z2 \
	VMULPS Z0, Z2, Z3 \
	VMULPS Z1, Z2, Z2 \
	VADDPS Z3, lo, lo \
	VADDPS Z2, hi, hi

// func blend4x32(m int, a *float32, lda int, b *float32, ldb int, c *float32, ldc int)
//
// C[4×32] = A[4×m] · B[m×32], rows of b in their order; m is not 0. Z4 to Z11 hold
// the sums.
TEXT ·blend4x32(SB), NOSPLIT, $0-56
	MOVQ m+0(FP), CX
	MOVQ a+8(FP), SI
	MOVQ lda+16(FP), DX
	SHLQ $2, DX
	MOVQ b+24(FP), DI
	MOVQ ldb+32(FP), R9
	SHLQ $2, R9
	MOVQ c+40(FP), BX
	MOVQ ldc+48(FP), R8
	SHLQ $2, R8
	LEAQ (DX)(DX*2), R10
	VPXORQ Z4, Z4, Z4
	VPXORQ Z5, Z5, Z5
	VPXORQ Z6, Z6, Z6
	VPXORQ Z7, Z7, Z7
	VPXORQ Z8, Z8, Z8
	VPXORQ Z9, Z9, Z9
	VPXORQ Z10, Z10, Z10
	VPXORQ Z11, Z11, Z11

row:
	VMOVUPS (DI), Z0
	VMOVUPS 64(DI), Z1
	BLEND4((SI), Z4, Z5)
	BLEND4((SI)(DX*1), Z6, Z7)
	BLEND4((SI)(DX*2), Z8, Z9)
	BLEND4((SI)(R10*1), Z10, Z11)
	ADDQ $4, SI
	ADDQ R9, DI
	DECQ CX
	JNZ  row

	VMOVUPS Z4, (BX)
	VMOVUPS Z5, 64(BX)
	ADDQ R8, BX
	VMOVUPS Z6, (BX)
	VMOVUPS Z7, 64(BX)
	ADDQ R8, BX
	VMOVUPS Z8, (BX)
	VMOVUPS Z9, 64(BX)
	ADDQ R8, BX
	VMOVUPS Z10, (BX)
	VMOVUPS Z11, 64(BX)
	VZEROUPPER
	RET
