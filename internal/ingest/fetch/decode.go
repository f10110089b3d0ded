package fetch

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/zlib"
	"errors"
	"io"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"

	"sayso"
)

// maxEncodings is how many content encodings may lie over each other.
const maxEncodings = 2

// decode reads a body and takes its content encodings off, and gzip where it is
// the file itself that is packed, such as sitemap.xml.gz. Both what comes in and
// what it unpacks to are bounded while it is read, so a bomb goes off nowhere.
func decode(body io.Reader, header []string) ([]byte, error) {
	wire := &limited{r: body, left: MaxBody}
	var r io.Reader = wire
	var names []string
	for _, h := range header {
		for name := range strings.SplitSeq(h, ",") {
			if name = strings.ToLower(strings.TrimSpace(name)); name != "" && name != "identity" {
				names = append(names, name)
			}
		}
	}
	if len(names) > maxEncodings {
		return nil, sayso.Errorf("fetch", "", sayso.TooLarge, "it is encoded more than %d times over (fetch.maxEncodings)", maxEncodings)
	}
	for i := len(names) - 1; i >= 0; i-- {
		var err error
		switch names[i] {
		case "gzip", "x-gzip":
			r, err = gzip.NewReader(r)
		case "br":
			r = brotli.NewReader(r)
		case "deflate":
			r, err = inflate(r)
		default:
			return nil, sayso.Errorf("fetch", "", sayso.Invalid, "it is encoded as %.40q, which was not asked for", names[i])
		}
		if err != nil {
			return nil, undecodable(err)
		}
	}
	in := bufio.NewReader(r)
	head, _ := in.Peek(3)
	file := bytes.HasPrefix(head, []byte{0x1f, 0x8b, 8}) // RFC 1952
	if r = in; file {
		var err error
		if r, err = gzip.NewReader(in); err != nil {
			return nil, undecodable(err)
		}
	}
	var b bytes.Buffer
	_, err := b.ReadFrom(&limited{r: r, left: MaxDecoded})
	if err != nil && (len(names) > 0 || file) && wire.err == nil {
		err = undecodable(err)
	}
	return b.Bytes(), err
}

// undecodable says that a body is not encoded as it says, in its header or by
// how it begins, unless the error is of another kind.
func undecodable(err error) error {
	var e *sayso.Error
	if errors.As(err, &e) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		return err
	}
	return sayso.E("fetch", "", sayso.Invalid, errors.New("it is not encoded as it says: "+err.Error()))
}

// inflate reads deflate as it is specified, inside zlib's frame, and as some
// servers send it, bare.
func inflate(r io.Reader) (io.Reader, error) {
	br := bufio.NewReader(r)
	head, err := br.Peek(2)
	if err != nil {
		return nil, err
	}
	if head[0]&0x0f == 8 && (int(head[0])<<8|int(head[1]))%31 == 0 {
		return zlib.NewReader(br)
	}
	return flate.NewReader(br), nil
}

// limited reads up to left bytes and fails when there are more. err is the
// reader's own failure.
type limited struct {
	r    io.Reader
	left int64
	err  error
}

func (l *limited) Read(p []byte) (int, error) {
	if l.left < 0 {
		return 0, tooLarge()
	}
	if int64(len(p)) > l.left+1 {
		p = p[:l.left+1]
	}
	n, err := l.r.Read(p)
	if l.left -= int64(n); l.left < 0 {
		return 0, tooLarge()
	}
	if err != nil && err != io.EOF {
		l.err = err
	}
	return n, err
}
