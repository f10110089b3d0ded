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

// func mix8(lanes, n, d int, x, m, out *float32)
//
// Out is the sum of n rows of x, each times its row of m, lane by lane; rows are
// d apart, lanes a multiple of 8, n at least 1.
TEXT ·mix8(SB), NOSPLIT, $0-48
	MOVQ lanes+0(FP), CX
	MOVQ n+8(FP), R8
	MOVQ d+16(FP), DX
	SHLQ $2, DX
	MOVQ x+24(FP), SI
	MOVQ m+32(FP), DI
	MOVQ out+40(FP), BX

mixlanes:
	VXORPS Y0, Y0, Y0
	MOVQ SI, R9
	MOVQ DI, R10
	MOVQ R8, R11

mixrows:
	VMOVUPS (R9), Y1
	VFMADD231PS (R10), Y1, Y0
	ADDQ DX, R9
	ADDQ DX, R10
	DECQ R11
	JNZ  mixrows
	VMOVUPS Y0, (BX)
	ADDQ $32, SI
	ADDQ $32, DI
	ADDQ $32, BX
	SUBQ $8, CX
	JG   mixlanes
	VZEROUPPER
	RET

// func gather8(lanes, n int, which *int32, rows *float32, width int, out *float32, by float32)
//
// Out is the sum of n rows, times by; rows are width apart, lanes a multiple of
// 8, n at least 1. All rows are asked for first, a line of 64 bytes at a time.
TEXT ·gather8(SB), NOSPLIT, $0-52
	MOVQ lanes+0(FP), CX
	MOVQ n+8(FP), R8
	MOVQ which+16(FP), SI
	MOVQ rows+24(FP), DI
	MOVQ width+32(FP), DX
	SHLQ $2, DX
	MOVQ out+40(FP), BX
	VBROADCASTSS by+48(FP), Y1
	MOVQ SI, R9
	MOVQ R8, R11

ask:
	MOVLQSX (R9), AX
	IMULQ DX, AX
	ADDQ DI, AX
	MOVQ CX, R10

line:
	PREFETCHT0 (AX)
	ADDQ $64, AX
	SUBQ $16, R10
	JG   line
	ADDQ $4, R9
	DECQ R11
	JNZ  ask

lanes:
	VXORPS Y0, Y0, Y0
	MOVQ SI, R9
	MOVQ R8, R11

next:
	MOVLQSX (R9), AX
	IMULQ DX, AX
	VADDPS (DI)(AX*1), Y0, Y0
	ADDQ $4, R9
	DECQ R11
	JNZ  next
	VMULPS Y1, Y0, Y0
	VMOVUPS Y0, (BX)
	ADDQ $32, DI
	ADDQ $32, BX
	SUBQ $8, CX
	JG   lanes
	VZEROUPPER
	RET

// func prefetch(n int, at *uint32, table unsafe.Pointer, size int)
//
// Asks for n elements, at least 1, of size bytes.
TEXT ·prefetch(SB), NOSPLIT, $0-32
	MOVQ n+0(FP), CX
	MOVQ at+8(FP), SI
	MOVQ table+16(FP), DI
	MOVQ size+24(FP), DX

want:
	MOVL (SI), AX
	IMULQ DX, AX
	PREFETCHT0 (DI)(AX*1)
	ADDQ $4, SI
	DECQ CX
	JNZ  want
	RET
