package model

import (
	"bytes"
	"encoding/binary"

	"github.com/klauspost/compress/zstd"

	"sayso"
)

// Half of the bytes of a model of sparse features are zeros. Such a file is kept in
// the program as a Zstandard frame (RFC 8878), which takes some 50 ms to open when
// its stage is first asked for; dense weights shrink by a twelfth, which is worth it
// for the encoder alone, whose 26 MB become 24. What shrinks less stays as it is, to be
// read in place.

const (
	// A packed model is kept where it takes at most three bytes of four, or saves two
	// million.
	worthPacking, worthSaving = 3, 2_000_000
	// MaxUnpacked bounds, in bytes, what a packed model unpacks to.
	MaxUnpacked = 256 << 20

	frameMagic = 0xFD2FB528 // what a Zstandard frame begins with
)

// Pack gives the bytes of a model file in which it is kept: packed, where that is
// worth it. The same bytes give the same.
func Pack(plain []byte) ([]byte, error) {
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithEncoderConcurrency(1))
	if err != nil {
		return nil, err
	}
	packed := enc.EncodeAll(plain, nil)
	if err := enc.Close(); err != nil {
		return nil, err
	}
	if len(packed) > len(plain)/4*worthPacking && len(packed) > len(plain)-worthSaving {
		return plain, nil
	}
	return packed, nil
}

// unpack undoes Pack.
func unpack(name string, data []byte) ([]byte, error) {
	if len(data) < 4 || binary.LittleEndian.Uint32(data) != frameMagic {
		return data, nil
	}
	dec, err := zstd.NewReader(bytes.NewReader(nil), zstd.WithDecoderMaxMemory(MaxUnpacked), zstd.WithDecoderConcurrency(1))
	if err != nil {
		return nil, err
	}
	defer dec.Close()
	plain, err := dec.DecodeAll(data, nil)
	if err != nil {
		return nil, sayso.E("load model", name, sayso.Damaged, err)
	}
	return plain, nil
}
