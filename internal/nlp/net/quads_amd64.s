#include "textflag.h"

// func quads(n int, pairs, quads *int8, order *uint16, sums *int32)
//
// Lays n blocks of four rows and 16 columns anew, from two rows in turns to four,
// and adds up each column. order says from which of a block's 16-bit words each
// new one comes.
TEXT ·quads(SB), NOSPLIT, $0-40
	MOVQ n+0(FP), CX
	MOVQ pairs+8(FP), SI
	MOVQ quads+16(FP), DI
	MOVQ order+24(FP), R8
	MOVQ sums+32(FP), R9
	VMOVDQU64 (R8), Z0
	VPXORQ Z1, Z1, Z1
	MOVL $0x01010101, AX
	VPBROADCASTD AX, Z2

block:
	VPERMW (SI), Z0, Z3
	VMOVDQU64 Z3, (DI)
	VPDPBUSD Z3, Z2, Z1
	ADDQ $64, SI
	ADDQ $64, DI
	DECQ CX
	JNZ  block
	VMOVDQU64 Z1, (R9)
	VZEROUPPER
	RET

// func bytes16(n int, x *float32, q *uint8, inverse float32, least, most int32)
//
// q = x·inverse, rounded to the nearest whole number from least to most, less
// least; n is a multiple of 16, and not 0.
TEXT ·bytes16(SB), NOSPLIT, $0-36
	MOVQ n+0(FP), CX
	MOVQ x+8(FP), SI
	MOVQ q+16(FP), DI
	VBROADCASTSS inverse+24(FP), Z0
	MOVL least+28(FP), AX
	VPBROADCASTD AX, Z3
	MOVL most+32(FP), AX
	VPBROADCASTD AX, Z4

step:
	VMULPS (SI), Z0, Z1
	VCVTPS2DQ Z1, Z1
	VPMAXSD Z3, Z1, Z1
	VPMINSD Z4, Z1, Z1
	VPSUBD Z3, Z1, Z1
	VPMOVDB Z1, (DI)
	ADDQ $64, SI
	ADDQ $16, DI
	SUBQ $16, CX
	JG   step
	VZEROUPPER
	RET

// QROW adds the products of a row's four numbers with those of 32 columns.
#define QROW(at, lo, hi) \
	VPBROADCASTD at, Z2 \
	VPDPBUSD Z0, Z2, lo \
	VPDPBUSD Z1, Z2, hi

// QOUT writes a row: its sums, and what the least number adds to each, times the
// scales of row and columns, and the bias.
#define QOUT(at, lo, hi) \
	VPBROADCASTD at(R14), Z2 \
	VPMULLD Z16, Z2, Z3 \
	VPADDD Z3, lo, lo \
	VPMULLD Z17, Z2, Z3 \
	VPADDD Z3, hi, hi \
	VCVTDQ2PS lo, lo \
	VCVTDQ2PS hi, hi \
	VBROADCASTSS at(R11), Z2 \
	VMULPS Z18, Z2, Z3 \
	VMULPS Z3, lo, lo \
	VMULPS Z19, Z2, Z3 \
	VMULPS Z3, hi, hi \
	VADDPS Z20, lo, lo \
	VADDPS Z21, hi, hi \
	VMOVUPS lo, (BX) \
	VMOVUPS hi, 64(BX) \
	ADDQ R8, BX

// func quad6x32(k int, a *uint8, lda int, b *int8, next int, c *float32, ldc int, by *float32, least *int32, of *columns)
//
// C[6×32] = by · (A[6×4k] + least) · B[4k×32] · scale + bias; b is a panel of 16
// columns, and the other one lies next bytes behind it. Z4 to Z15 hold the sums.
TEXT ·quad6x32(SB), NOSPLIT, $0-80
	MOVQ k+0(FP), CX
	MOVQ a+8(FP), SI
	MOVQ lda+16(FP), DX
	MOVQ b+24(FP), DI
	MOVQ next+32(FP), R12
	ADDQ DI, R12
	MOVQ c+40(FP), BX
	MOVQ ldc+48(FP), R8
	SHLQ $2, R8
	MOVQ by+56(FP), R11
	MOVQ least+64(FP), R14
	MOVQ of+72(FP), R13
	LEAQ (DX)(DX*2), R9
	LEAQ (SI)(R9*1), R10
	VPXORQ Z4, Z4, Z4
	VPXORQ Z5, Z5, Z5
	VPXORQ Z6, Z6, Z6
	VPXORQ Z7, Z7, Z7
	VPXORQ Z8, Z8, Z8
	VPXORQ Z9, Z9, Z9
	VPXORQ Z10, Z10, Z10
	VPXORQ Z11, Z11, Z11
	VPXORQ Z12, Z12, Z12
	VPXORQ Z13, Z13, Z13
	VPXORQ Z14, Z14, Z14
	VPXORQ Z15, Z15, Z15

quad:
	VMOVDQU64 (DI), Z0
	VMOVDQU64 (R12), Z1
	QROW((SI), Z4, Z5)
	QROW((SI)(DX*1), Z6, Z7)
	QROW((SI)(DX*2), Z8, Z9)
	QROW((R10), Z10, Z11)
	QROW((R10)(DX*1), Z12, Z13)
	QROW((R10)(DX*2), Z14, Z15)
	ADDQ $4, SI
	ADDQ $4, R10
	ADDQ $64, DI
	ADDQ $64, R12
	DECQ CX
	JNZ  quad

	VMOVDQU64 (R13), Z16
	VMOVDQU64 64(R13), Z17
	VMOVUPS 128(R13), Z18
	VMOVUPS 192(R13), Z19
	VMOVUPS 256(R13), Z20
	VMOVUPS 320(R13), Z21
	QOUT(0, Z4, Z5)
	QOUT(4, Z6, Z7)
	QOUT(8, Z8, Z9)
	QOUT(12, Z10, Z11)
	QOUT(16, Z12, Z13)
	QOUT(20, Z14, Z15)
	VZEROUPPER
	RET

// WROW adds the products of a row's pair of numbers with those of 32 columns.
#define WROW(at, lo, hi) \
	VPBROADCASTD at, Z2 \
	VPDPWSSD Z0, Z2, lo \
	VPDPWSSD Z1, Z2, hi

// WOUT writes a row of sums, times the scales of row and columns, and the bias.
#define WOUT(at, lo, hi) \
	VBROADCASTSS at(R11), Z2 \
	VMULPS Z18, Z2, Z3 \
	VCVTDQ2PS lo, lo \
	VMULPS Z3, lo, lo \
	VADDPS Z20, lo, lo \
	VMULPS Z19, Z2, Z3 \
	VCVTDQ2PS hi, hi \
	VMULPS Z3, hi, hi \
	VADDPS Z21, hi, hi \
	VMOVUPS lo, (BX) \
	VMOVUPS hi, 64(BX) \
	ADDQ R8, BX

// func fixed6x32(k int, a *int16, lda int, b *int16, next int, c *float32, ldc int, by, scale, bias *float32)
//
// C[6×32] = by · A[6×2k] · B[2k×32] · scale + bias; b is a panel of 16 columns, and
// the other one lies next numbers behind it. Z4 to Z15 hold the sums.
TEXT ·fixed6x32(SB), NOSPLIT, $0-80
	MOVQ k+0(FP), CX
	MOVQ a+8(FP), SI
	MOVQ lda+16(FP), DX
	SHLQ $1, DX
	MOVQ b+24(FP), DI
	MOVQ next+32(FP), R12
	LEAQ (DI)(R12*2), R12
	MOVQ c+40(FP), BX
	MOVQ ldc+48(FP), R8
	SHLQ $2, R8
	MOVQ by+56(FP), R11
	MOVQ scale+64(FP), R13
	MOVQ bias+72(FP), R14
	LEAQ (DX)(DX*2), R9
	LEAQ (SI)(R9*1), R10
	VPXORQ Z4, Z4, Z4
	VPXORQ Z5, Z5, Z5
	VPXORQ Z6, Z6, Z6
	VPXORQ Z7, Z7, Z7
	VPXORQ Z8, Z8, Z8
	VPXORQ Z9, Z9, Z9
	VPXORQ Z10, Z10, Z10
	VPXORQ Z11, Z11, Z11
	VPXORQ Z12, Z12, Z12
	VPXORQ Z13, Z13, Z13
	VPXORQ Z14, Z14, Z14
	VPXORQ Z15, Z15, Z15

pair:
	VMOVDQU64 (DI), Z0
	VMOVDQU64 (R12), Z1
	WROW((SI), Z4, Z5)
	WROW((SI)(DX*1), Z6, Z7)
	WROW((SI)(DX*2), Z8, Z9)
	WROW((R10), Z10, Z11)
	WROW((R10)(DX*1), Z12, Z13)
	WROW((R10)(DX*2), Z14, Z15)
	ADDQ $4, SI
	ADDQ $4, R10
	ADDQ $64, DI
	ADDQ $64, R12
	DECQ CX
	JNZ  pair

	VMOVUPS (R13), Z18
	VMOVUPS 64(R13), Z19
	VMOVUPS (R14), Z20
	VMOVUPS 64(R14), Z21
	WOUT(0, Z4, Z5)
	WOUT(4, Z6, Z7)
	WOUT(8, Z8, Z9)
	WOUT(12, Z10, Z11)
	WOUT(16, Z12, Z13)
	WOUT(20, Z14, Z15)
	VZEROUPPER
	RET
