#include "textflag.h"

// FOLD adds the eight lanes of a register, in the order of fold8, into the
// lowest; t is another register, xa and xt are the lower halves of both.
#define FOLD(a, xa, t, xt) \
	VEXTRACTF128 $1, a, xt \
	VADDPS xt, xa, xa \
	VPERMILPS $0x4e, xa, xt \
	VADDPS xt, xa, xa \
	VPERMILPS $0xb1, xa, xt \
	VADDPS xt, xa, xa

// ALL puts a constant of 32 bits into all lanes of a register.
#define ALL(bits, x, y) \
	MOVL bits, AX \
	VMOVD AX, x \
	VPBROADCASTD x, y

// func gelu8(n int, x *float32, tail *[8]float32)
//
// x = max(x, 0) − the polynomial of min(|x|, 4), as GELU has it; n is a multiple
// of 8, and not 0.
TEXT ·gelu8(SB), NOSPLIT, $0-24
	MOVQ n+0(FP), CX
	MOVQ x+8(FP), SI
	MOVQ tail+16(FP), DI
	VBROADCASTSS (DI), Y8
	VBROADCASTSS 4(DI), Y9
	VBROADCASTSS 8(DI), Y10
	VBROADCASTSS 12(DI), Y11
	VBROADCASTSS 16(DI), Y12
	VBROADCASTSS 20(DI), Y13
	VBROADCASTSS 24(DI), Y14
	VBROADCASTSS 28(DI), Y15
	ALL($0x7fffffff, X7, Y7)
	ALL($0x40800000, X6, Y6)
	VXORPS Y5, Y5, Y5

gelu:
	VMOVUPS (SI), Y0
	VANDPS Y7, Y0, Y1
	VMINPS Y6, Y1, Y1
	VMULPS Y8, Y1, Y2
	VADDPS Y9, Y2, Y2
	VMULPS Y1, Y2, Y2
	VADDPS Y10, Y2, Y2
	VMULPS Y1, Y2, Y2
	VADDPS Y11, Y2, Y2
	VMULPS Y1, Y2, Y2
	VADDPS Y12, Y2, Y2
	VMULPS Y1, Y2, Y2
	VADDPS Y13, Y2, Y2
	VMULPS Y1, Y2, Y2
	VADDPS Y14, Y2, Y2
	VMULPS Y1, Y2, Y2
	VADDPS Y15, Y2, Y2
	VMULPS Y1, Y2, Y2
	VMAXPS Y5, Y0, Y0
	VSUBPS Y2, Y0, Y0
	VMOVUPS Y0, (SI)
	ADDQ $32, SI
	SUBQ $8, CX
	JG   gelu
	VZEROUPPER
	RET

// func softmax8(n int, x *float32)
//
// x = e^(x − the largest), divided by the sum; n is a multiple of 8, and not 0.
// The exponential is that of Exp.
TEXT ·softmax8(SB), NOSPLIT, $0-16
	MOVQ n+0(FP), CX
	MOVQ x+8(FP), SI
	MOVQ CX, R8
	MOVQ SI, R9
	VMOVUPS (SI), Y15

top:
	VMAXPS (R9), Y15, Y15
	ADDQ $32, R9
	SUBQ $8, R8
	JG   top
	VEXTRACTF128 $1, Y15, X0
	VMAXPS X0, X15, X15
	VPERMILPS $0x4e, X15, X0
	VMAXPS X0, X15, X15
	VPERMILPS $0xb1, X15, X0
	VMAXPS X0, X15, X15
	VBROADCASTSS X15, Y15

	ALL($0xc2ae0000, X14, Y14) // −87
	ALL($0x3fb8aa3b, X13, Y13) // 1.44269504
	ALL($0x43170000, X12, Y12) // 151
	ALL($0x3af61905, X11, Y11) // 1.8775767e-3
	ALL($0x3c134806, X10, Y10) // 8.9893397e-3
	ALL($0x3d64aa23, X9, Y9)   // 5.5826318e-2
	ALL($0x3e75ead4, X8, Y8)   // 2.4015361e-1
	ALL($0x3f31727b, X7, Y7)   // 6.9315308e-1
	ALL($0x3f7fffff, X6, Y6)   // 9.9999994e-1
	ALL($127, X5, Y5)
	VXORPS Y4, Y4, Y4          // the sum
	MOVQ CX, R8
	MOVQ SI, R9

exp:
	VMOVUPS (R9), Y0
	VSUBPS Y15, Y0, Y0
	VMAXPS Y14, Y0, Y0
	VMULPS Y13, Y0, Y0         // t
	VADDPS Y12, Y0, Y1
	VCVTTPS2DQ Y1, Y1
	VCVTDQ2PS Y1, Y1
	VSUBPS Y12, Y1, Y1         // k
	VSUBPS Y1, Y0, Y0          // f
	VMULPS Y11, Y0, Y2
	VADDPS Y10, Y2, Y2
	VMULPS Y0, Y2, Y2
	VADDPS Y9, Y2, Y2
	VMULPS Y0, Y2, Y2
	VADDPS Y8, Y2, Y2
	VMULPS Y0, Y2, Y2
	VADDPS Y7, Y2, Y2
	VMULPS Y0, Y2, Y2
	VADDPS Y6, Y2, Y2
	VCVTTPS2DQ Y1, Y1
	VPADDD Y5, Y1, Y1
	VPSLLD $23, Y1, Y1
	VMULPS Y1, Y2, Y2
	VMOVUPS Y2, (R9)
	VADDPS Y2, Y4, Y4
	ADDQ $32, R9
	SUBQ $8, R8
	JG   exp

	FOLD(Y4, X4, Y0, X0)
	MOVL $0x3f800000, AX
	VMOVD AX, X0
	VDIVSS X4, X0, X0
	VBROADCASTSS X0, Y0

share:
	VMULPS (SI), Y0, Y1
	VMOVUPS Y1, (SI)
	ADDQ $32, SI
	SUBQ $8, CX
	JG   share
	VZEROUPPER
	RET

// func normal8(n int, x, y, scale, bias *float32, share float32)
//
// x = x + y, made normal, times scale, and bias; share is 1/n. n is a multiple
// of 8, and not 0.
TEXT ·normal8(SB), NOSPLIT, $0-44
	MOVQ n+0(FP), CX
	MOVQ x+8(FP), SI
	MOVQ y+16(FP), DI
	MOVQ scale+24(FP), R12
	MOVQ bias+32(FP), R13
	VMOVSS share+40(FP), X7
	MOVQ CX, R8
	MOVQ SI, R9
	VXORPS Y4, Y4, Y4

sum:
	VMOVUPS (R9), Y0
	VADDPS (DI), Y0, Y0
	VMOVUPS Y0, (R9)
	VADDPS Y0, Y4, Y4
	ADDQ $32, R9
	ADDQ $32, DI
	SUBQ $8, R8
	JG   sum
	FOLD(Y4, X4, Y0, X0)
	VMULSS X7, X4, X4
	VBROADCASTSS X4, Y4        // the mean
	MOVQ CX, R8
	MOVQ SI, R9
	VXORPS Y5, Y5, Y5

square:
	VMOVUPS (R9), Y0
	VSUBPS Y4, Y0, Y0
	VMULPS Y0, Y0, Y0
	VADDPS Y0, Y5, Y5
	ADDQ $32, R9
	SUBQ $8, R8
	JG   square
	FOLD(Y5, X5, Y0, X0)
	VMULSS X7, X5, X5
	MOVL $0x2b8cbccc, AX       // 1e-12
	VMOVD AX, X0
	VADDSS X0, X5, X5
	VSQRTSS X5, X5, X5
	MOVL $0x3f800000, AX
	VMOVD AX, X0
	VDIVSS X5, X0, X5
	VBROADCASTSS X5, Y5

move:
	VMOVUPS (SI), Y0
	VSUBPS Y4, Y0, Y0
	VMULPS Y5, Y0, Y0
	VMULPS (R12), Y0, Y0
	VADDPS (R13), Y0, Y0
	VMOVUPS Y0, (SI)
	ADDQ $32, SI
	ADDQ $32, R12
	ADDQ $32, R13
	SUBQ $8, CX
	JG   move
	VZEROUPPER
	RET
