#include "textflag.h"

// Constants, eight times each.
#define EIGHT(name, off, v) \
	DATA name<>+off+0(SB)/4, v \
	DATA name<>+off+4(SB)/4, v \
	DATA name<>+off+8(SB)/4, v \
	DATA name<>+off+12(SB)/4, v \
	DATA name<>+off+16(SB)/4, v \
	DATA name<>+off+20(SB)/4, v \
	DATA name<>+off+24(SB)/4, v \
	DATA name<>+off+28(SB)/4, v

EIGHT(sig, 0, $0xbfb8aa3b)   // -1/ln 2
EIGHT(sig, 32, $0x42fc0000)  // 126
EIGHT(sig, 64, $0xc2fc0000)  // -126
EIGHT(sig, 96, $0x0000007f)  // exponent bias
EIGHT(sig, 128, $0x3f800000) // 1
EIGHT(sig, 160, $0x3af61905) // 1.8775767e-3
EIGHT(sig, 192, $0x3c134806) // 8.9893397e-3
EIGHT(sig, 224, $0x3d64aa23) // 5.5826318e-2
EIGHT(sig, 256, $0x3e75ead4) // 2.4015361e-1
EIGHT(sig, 288, $0x3f31727b) // 6.9315308e-1
EIGHT(sig, 320, $0x3f7fffff) // 9.9999994e-1
GLOBL sig<>(SB), RODATA|NOPTR, $352

// SIGMOID turns X into 1/(1+e^-X); K and P are scratch. See Exp.
#define SIGMOID(X, K, P) \
	VMULPS sig<>+0(SB), X, X \
	VMINPS sig<>+32(SB), X, X \
	VMAXPS sig<>+64(SB), X, X \
	VROUNDPS $1, X, K \
	VSUBPS K, X, X \
	VCVTPS2DQ K, K \
	VPADDD sig<>+96(SB), K, K \
	VPSLLD $23, K, K \
	VMOVUPS sig<>+160(SB), P \
	VFMADD213PS sig<>+192(SB), X, P \
	VFMADD213PS sig<>+224(SB), X, P \
	VFMADD213PS sig<>+256(SB), X, P \
	VFMADD213PS sig<>+288(SB), X, P \
	VFMADD213PS sig<>+320(SB), X, P \
	VMULPS K, P, P \
	VMOVUPS sig<>+128(SB), X \
	VADDPS X, P, P \
	VDIVPS P, X, X

// func recur8(n int, u *float32, stride int, v *float32, x, p, c, h *float32)
//
// One word of a recurrent layer, n lanes, a multiple of 8. u points at the
// candidates, forget and reset gates follow at the stride; so do VF, VR, BF
// and BR at v. p is the state before. Gates are written back.
TEXT ·recur8(SB), NOSPLIT, $0-64
	MOVQ n+0(FP), CX
	MOVQ u+8(FP), SI
	MOVQ stride+16(FP), DX
	SHLQ $2, DX
	MOVQ v+24(FP), DI
	MOVQ x+32(FP), R8
	MOVQ p+40(FP), R9
	MOVQ c+48(FP), R10
	MOVQ h+56(FP), R11
	LEAQ (DI)(DX*2), R12
	VMOVUPS sig<>+128(SB), Y15

step:
	VMOVUPS (R9), Y8             // p
	VMOVUPS (DI), Y0             // vf
	VMOVUPS (DI)(DX*1), Y3       // vr
	VMOVUPS (SI)(DX*1), Y6
	VMOVUPS (SI)(DX*2), Y7
	VADDPS (R12), Y6, Y6         // + bf
	VADDPS (R12)(DX*1), Y7, Y7   // + br
	VFMADD213PS Y6, Y8, Y0       // vf·p + uf + bf
	VFMADD213PS Y7, Y8, Y3
	SIGMOID(Y0, Y1, Y2)
	SIGMOID(Y3, Y4, Y5)
	VMOVUPS Y0, (SI)(DX*1)
	VMOVUPS Y3, (SI)(DX*2)
	VMOVUPS (SI), Y9             // candidate
	VSUBPS Y9, Y8, Y10           // p - cand
	VFMADD213PS Y9, Y0, Y10      // c = f·(p - cand) + cand
	VMOVUPS Y10, (R10)
	VMOVUPS (R8), Y11            // x
	VSUBPS Y11, Y10, Y12
	VFMADD213PS Y11, Y3, Y12     // h = r·(c - x) + x
	VMOVUPS Y12, (R11)
	ADDQ $32, SI
	ADDQ $32, DI
	ADDQ $32, R8
	ADDQ $32, R9
	ADDQ $32, R10
	ADDQ $32, R11
	ADDQ $32, R12
	SUBQ $8, CX
	JG   step
	VZEROUPPER
	RET

// func recurBack8(n, stride int, u, du, x, c, p, dh, dc, v, grad *float32)
//
// The gradients of recur8; see Recurrence.Back.
TEXT ·recurBack8(SB), NOSPLIT, $0-88
	MOVQ n+0(FP), CX
	MOVQ stride+8(FP), DX
	SHLQ $2, DX
	MOVQ u+16(FP), SI
	MOVQ du+24(FP), DI
	MOVQ x+32(FP), R8
	MOVQ c+40(FP), R9
	MOVQ p+48(FP), R10
	MOVQ dh+56(FP), R11
	MOVQ dc+64(FP), R12
	MOVQ v+72(FP), R13
	MOVQ grad+80(FP), BX
	LEAQ (DX)(DX*2), AX
	VMOVUPS sig<>+128(SB), Y15

backstep:
	VMOVUPS (R11), Y0            // dh
	VMOVUPS (R9), Y9
	VSUBPS (R8), Y9, Y9          // c - x
	VMOVUPS (SI)(DX*2), Y3       // r
	VMOVUPS (SI)(DX*1), Y4       // f
	VMOVUPS (R10), Y6            // p
	VSUBPS Y3, Y15, Y7
	VMULPS Y7, Y0, Y8            // dh·(1-r)
	VMOVUPS Y8, (R11)
	VMULPS Y3, Y9, Y9
	VMULPS Y8, Y9, Y9            // gr
	VMOVUPS (R12), Y10
	VFMADD231PS Y3, Y0, Y10      // k = dc + dh·r
	VSUBPS Y4, Y15, Y11
	VMULPS Y11, Y10, Y12         // k·(1-f)
	VSUBPS (SI), Y6, Y13         // p - candidate
	VMOVUPS Y12, (DI)
	VMULPS Y4, Y13, Y13
	VMULPS Y12, Y13, Y13         // gf
	VMOVUPS Y13, (DI)(DX*1)
	VMOVUPS Y9, (DI)(DX*2)
	VMOVUPS (BX), Y1
	VFMADD231PS Y13, Y6, Y1
	VMOVUPS Y1, (BX)
	VMOVUPS (BX)(DX*1), Y2
	VFMADD231PS Y9, Y6, Y2
	VMOVUPS Y2, (BX)(DX*1)
	VADDPS (BX)(DX*2), Y13, Y1
	VMOVUPS Y1, (BX)(DX*2)
	VADDPS (BX)(AX*1), Y9, Y2
	VMOVUPS Y2, (BX)(AX*1)
	VMULPS Y4, Y10, Y10
	VFMADD231PS (R13), Y13, Y10
	VFMADD231PS (R13)(DX*1), Y9, Y10
	VMOVUPS Y10, (R12)
	ADDQ $32, SI
	ADDQ $32, DI
	ADDQ $32, R8
	ADDQ $32, R9
	ADDQ $32, R10
	ADDQ $32, R11
	ADDQ $32, R12
	ADDQ $32, R13
	ADDQ $32, BX
	SUBQ $8, CX
	JG   backstep
	VZEROUPPER
	RET
