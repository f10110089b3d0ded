package ingest

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"

	"github.com/klauspost/compress/gzip"

	"sayso"
)

// gzipMagic is how a gzip member begins whose method is deflate, the only one
// there is (RFC 1952).
var gzipMagic = []byte{0x1f, 0x8b, 8}

// gunzipped unpacks the beginning of what is gzipped, as far as it goes, at
// most peek bytes of it. ok is false where it is not, or where nothing comes
// out.
func gunzipped(head []byte) (inside []byte, ok bool) {
	if !bytes.HasPrefix(head, gzipMagic) {
		return nil, false
	}
	z, err := gzip.NewReader(bytes.NewReader(head))
	if err != nil {
		return nil, false
	}
	inside, _ = io.ReadAll(io.LimitReader(z, peek)) // head ends somewhere in the middle
	return inside, len(inside) > 0
}

// packed reports whether an input of a kind is to be unpacked before it is
// read: it is gzipped, and no archive, whose reader does that record by record.
func packed(kind Kind, head []byte) bool {
	return kind != WARC && bytes.HasPrefix(head, gzipMagic)
}

// gzipped reads one input that is gzipped. What it unpacks to is read as a
// plain one is and has its bounds, so no more of a bomb is kept than of a
// large file.
func (w *walker) gzipped(p string, kind Kind, r io.Reader) bool {
	if kind == WACZ {
		return w.fail(sayso.Errorf("read", p, sayso.Invalid, "a WACZ cannot be read out of gzip: its index stands at its end").Advise("unpack it"))
	}
	in := &taken{ctx: w.ctx, r: r}
	z, err := gzip.NewReader(bufio.NewReaderSize(in, 64<<10))
	if err != nil {
		return w.fail(in.damaged(p, err))
	}
	said := int64(0)
	inside := *w
	inside.yield = func(d Document, err error) bool {
		if err == nil {
			// Several lines may come of bytes that were counted with the first.
			d.Size, said = max(in.n-said, 1), in.n
		}
		return w.yield(d, err)
	}
	return inside.stream(p, kind, bufio.NewReaderSize(unpacking{z, in, p}, 64<<10))
}

// unpacking says of which input it is that it cannot be unpacked.
type unpacking struct {
	z    *gzip.Reader
	in   *taken
	path string
}

func (u unpacking) Read(p []byte) (int, error) {
	n, err := u.z.Read(p)
	if err != nil && err != io.EOF {
		err = u.in.damaged(u.path, err)
	}
	return n, err
}

// taken counts the bytes of an input and ends with ctx: a little of it may
// unpack to very much. err is the input's own failure.
type taken struct {
	ctx context.Context
	r   io.Reader
	n   int64
	err error
}

func (t *taken) Read(p []byte) (int, error) {
	if t.err = t.ctx.Err(); t.err != nil {
		return 0, t.err
	}
	n, err := t.r.Read(p)
	t.n += int64(n)
	if err != nil && err != io.EOF {
		t.err = err
	}
	return n, err
}

// damaged makes an error of one that unpacking met.
func (t *taken) damaged(path string, err error) error {
	switch {
	case t.err != nil:
		return fileError(path, t.err)
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return sayso.Errorf("read", path, sayso.Damaged, "it is gzipped, and cut off").Advise("fetch it again")
	}
	return sayso.Errorf("read", path, sayso.Damaged, "it is gzipped, and damaged: %v", err).Advise("fetch it again")
}
