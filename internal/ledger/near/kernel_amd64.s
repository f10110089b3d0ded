#include "textflag.h"

// func dots16(n, width int, q *int16, rows *int8, out *int32)
//
// out[n] = the products of q with n rows; width is a multiple of 16, and neither
// is 0. Rows that come next are asked for ahead.
TEXT ·dots16(SB), NOSPLIT, $0-40
	MOVQ n+0(FP), CX
	MOVQ width+8(FP), DX
	MOVQ q+16(FP), SI
	MOVQ rows+24(FP), DI
	MOVQ out+32(FP), BX

row:
	MOVQ DX, R8
	MOVQ SI, R9
	VPXOR Y0, Y0, Y0
	VPXOR Y1, Y1, Y1

pair:
	CMPQ R8, $32
	JLT  one
	PREFETCHT0 1536(DI)
	VPMOVSXBW (DI), Y2
	VPMOVSXBW 16(DI), Y3
	VPMADDWD (R9), Y2, Y2
	VPMADDWD 32(R9), Y3, Y3
	VPADDD Y2, Y0, Y0
	VPADDD Y3, Y1, Y1
	ADDQ $32, DI
	ADDQ $64, R9
	SUBQ $32, R8
	JMP  pair

one:
	TESTQ R8, R8
	JZ   fold
	VPMOVSXBW (DI), Y2
	VPMADDWD (R9), Y2, Y2
	VPADDD Y2, Y0, Y0
	ADDQ $16, DI

fold:
	VPADDD Y1, Y0, Y0
	VEXTRACTI128 $1, Y0, X1
	VPADDD X1, X0, X0
	VPSHUFD $0x4e, X0, X1
	VPADDD X1, X0, X0
	VPSHUFD $0xb1, X0, X1
	VPADDD X1, X0, X0
	VMOVD X0, (BX)
	ADDQ $4, BX
	DECQ CX
	JNZ  row
	VZEROUPPER
	RET
