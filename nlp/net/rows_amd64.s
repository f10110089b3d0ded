#include "textflag.h"

// FETCH asks for the CX rows at SI, of R8 bytes each from DI; it leaves SI and
// CX as they were. AX, DX and R9 are scratch.
#define FETCH(label) \
	MOVQ SI, DX \
	MOVQ CX, R9 \
label: \
	MOVL (DX), AX \
	IMULQ R8, AX \
	PREFETCHT0 (DI)(AX*1) \
	ADDQ R8, AX \
	PREFETCHT0 -1(DI)(AX*1) \
	ADDQ $4, DX \
	DECQ R9 \
	JNZ label

// func sumRows(n int, which *uint32, rows *int8, width int, out *[32]int32)
//
// Adds n rows, at least 1 and at most 256, to out.
TEXT ·sumRows(SB), NOSPLIT, $0-40
	MOVQ n+0(FP), CX
	MOVQ which+8(FP), SI
	MOVQ rows+16(FP), DI
	MOVQ width+24(FP), R8
	MOVQ out+32(FP), BX
	FETCH(ask)
	VPXOR Y0, Y0, Y0
	VPXOR Y1, Y1, Y1

add:
	MOVL (SI), AX
	IMULQ R8, AX
	VPMOVSXBW (DI)(AX*1), Y2
	VPMOVSXBW 16(DI)(AX*1), Y3
	VPADDW Y2, Y0, Y0
	VPADDW Y3, Y1, Y1
	ADDQ $4, SI
	DECQ CX
	JNZ  add

	VPMOVSXWD X0, Y2
	VEXTRACTI128 $1, Y0, X0
	VPMOVSXWD X0, Y3
	VPADDD (BX), Y2, Y2
	VPADDD 32(BX), Y3, Y3
	VMOVDQU Y2, (BX)
	VMOVDQU Y3, 32(BX)
	VPMOVSXWD X1, Y2
	VEXTRACTI128 $1, Y1, X1
	VPMOVSXWD X1, Y3
	VPADDD 64(BX), Y2, Y2
	VPADDD 96(BX), Y3, Y3
	VMOVDQU Y2, 64(BX)
	VMOVDQU Y3, 96(BX)
	VZEROUPPER
	RET

// PAIR adds the numbers of two rows, in Y2 and Y3, times their sizes to Y0
// (lanes 0 to 3 and 8 to 11) and Y1 (the others).
#define PAIR \
	VPUNPCKLWD Y3, Y2, Y4 \
	VPUNPCKHWD Y3, Y2, Y5 \
	VPABSW Y4, Y6 \
	VPABSW Y5, Y7 \
	VPMADDWD Y4, Y6, Y4 \
	VPMADDWD Y5, Y7, Y5 \
	VPADDD Y4, Y0, Y0 \
	VPADDD Y5, Y1, Y1

// func sumSquares(n int, which *uint32, rows *int8, width int, out *[16]int32)
//
// Adds the numbers of n rows, at least 1, times their sizes to out.
TEXT ·sumSquares(SB), NOSPLIT, $0-40
	MOVQ n+0(FP), CX
	MOVQ which+8(FP), SI
	MOVQ rows+16(FP), DI
	MOVQ width+24(FP), R8
	MOVQ out+32(FP), BX
	FETCH(asksq)
	VPXOR Y0, Y0, Y0
	VPXOR Y1, Y1, Y1
	SUBQ $2, CX
	JLT  odd

two:
	MOVL (SI), AX
	MOVL 4(SI), DX
	IMULQ R8, AX
	IMULQ R8, DX
	VPMOVSXBW (DI)(AX*1), Y2
	VPMOVSXBW (DI)(DX*1), Y3
	PAIR
	ADDQ $8, SI
	SUBQ $2, CX
	JGE  two

odd:
	ADDQ $2, CX
	JZ   squared
	MOVL (SI), AX
	IMULQ R8, AX
	VPMOVSXBW (DI)(AX*1), Y2
	VPXOR Y3, Y3, Y3
	PAIR

squared:
	VPERM2I128 $0x20, Y1, Y0, Y2
	VPERM2I128 $0x31, Y1, Y0, Y3
	VPADDD (BX), Y2, Y2
	VPADDD 32(BX), Y3, Y3
	VMOVDQU Y2, (BX)
	VMOVDQU Y3, 32(BX)
	VZEROUPPER
	RET
