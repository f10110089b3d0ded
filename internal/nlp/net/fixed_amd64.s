#include "textflag.h"

DATA signless<>+0(SB)/4, $0x7fffffff
GLOBL signless<>(SB), RODATA|NOPTR, $4

// func extent8(n int, x *float32) (sum, top float32)
//
// The sum of squares and the largest size; n is a multiple of 8, and not 0.
TEXT ·extent8(SB), NOSPLIT, $0-24
	MOVQ n+0(FP), CX
	MOVQ x+8(FP), SI
	VBROADCASTSS signless<>(SB), Y3
	VXORPS Y0, Y0, Y0
	VXORPS Y1, Y1, Y1

extent:
	VMOVUPS (SI), Y2
	VFMADD231PS Y2, Y2, Y0
	VANDPS Y3, Y2, Y2
	VMAXPS Y2, Y1, Y1
	ADDQ $32, SI
	SUBQ $8, CX
	JG   extent
	VEXTRACTF128 $1, Y0, X2
	VADDPS X2, X0, X0
	VHADDPS X0, X0, X0
	VHADDPS X0, X0, X0
	MOVSS X0, sum+16(FP)
	VEXTRACTF128 $1, Y1, X2
	VMAXPS X2, X1, X1
	VPERMILPS $0x4e, X1, X2
	VMAXPS X2, X1, X1
	VPERMILPS $0xb1, X1, X2
	VMAXPS X2, X1, X1
	MOVSS X1, top+20(FP)
	VZEROUPPER
	RET

// func whole8(n int, x *float32, q *int16, s float32)
//
// q = x·s, rounded to the nearest whole number; n is a multiple of 8, and not 0.
TEXT ·whole8(SB), NOSPLIT, $0-28
	MOVQ n+0(FP), CX
	MOVQ x+8(FP), SI
	MOVQ q+16(FP), DI
	VBROADCASTSS s+24(FP), Y0

wholes:
	VMULPS (SI), Y0, Y1
	VCVTPS2DQ Y1, Y1
	VEXTRACTI128 $1, Y1, X2
	VPACKSSDW X2, X1, X1
	VMOVDQU X1, (DI)
	ADDQ $32, SI
	ADDQ $16, DI
	SUBQ $8, CX
	JG   wholes
	VZEROUPPER
	RET

// ROW6 adds the products of a row's pair of numbers with those of 16 columns.
#define ROW6(at, lo, hi) \
	VPBROADCASTD at, Y2 \
	VPMADDWD Y0, Y2, Y3 \
	VPMADDWD Y1, Y2, Y2 \
	VPADDD Y3, lo, lo \
	VPADDD Y2, hi, hi

// OUT6 writes a row of sums, times the scales of row and columns, and the bias.
#define OUT6(at, lo, hi) \
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

// func fixed6x16(k int, a *int16, lda int, b *int16, c *float32, ldc int, by, scale, bias *float32)
//
// C[6×16] = by · A[6×2k] · B[2k×16] · scale + bias; b is one panel. Y4 to Y15 hold
// the sums.
TEXT ·fixed6x16(SB), NOSPLIT, $0-72
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
	VMOVDQU (DI), Y0
	VMOVDQU 32(DI), Y1
	ROW6((SI), Y4, Y5)
	ROW6((SI)(DX*1), Y6, Y7)
	ROW6((SI)(DX*2), Y8, Y9)
	ROW6((R10), Y10, Y11)
	ROW6((R10)(DX*1), Y12, Y13)
	ROW6((R10)(DX*2), Y14, Y15)
	ADDQ $4, SI
	ADDQ $4, R10
	ADDQ $64, DI
	DECQ CX
	JNZ  pair

	VMOVUPS (R12), Y0
	VMOVUPS 32(R12), Y1
	OUT6((R11), Y4, Y5)
	OUT6(4(R11), Y6, Y7)
	OUT6(8(R11), Y8, Y9)
	OUT6(12(R11), Y10, Y11)
	OUT6(16(R11), Y12, Y13)
	OUT6(20(R11), Y14, Y15)
	VZEROUPPER
	RET
