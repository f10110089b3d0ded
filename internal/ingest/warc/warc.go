// Package warc reads web archives: WARC 1.0 and 1.1 (ISO 28500), plain or with
// each record compressed by itself as crawlers write them, record by record in
// flat memory, and past what is damaged.
//
// A [Reader] is used as an archive/tar one is: Next leads to a record, Block
// reads what it holds, and what is not read is passed over.
//
// # Finding the way again
//
// A compressed archive is a row of gzip members, one for each record, so a
// record that cannot be inflated costs itself alone: the reader goes back to
// the byte after the one where it began (as far as the input lets it), looks
// for the next gzip header behind which stands "WARC/", and goes on there. In
// a plain archive it looks for that word at the start of a line. The damage is
// reported once, with the offset of the record that was lost.
//
// An archive that was compressed in one piece is read too. Its records have no
// places of their own; Next says where its one member begins.
package warc

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/klauspost/compress/gzip"

	"sayso"
)

// Bounds.
const (
	// MaxHeader is how many bytes the header of a record may have, with its
	// version line.
	MaxHeader = 64 << 10
	// MaxRecord is how many bytes a record may inflate to before it is left
	// and the next one looked for.
	MaxRecord = 4 << 30
	// buffer is how much is read from the input at a time, and how far ahead
	// the start of a member is looked into.
	buffer = 256 << 10
	// straddle is how many bytes of a window are looked at again with the next.
	straddle = 4 << 10
	// maxAgain is how many bytes may be read a second time, beyond as many as
	// the input has, to find records inside damaged ones.
	maxAgain = 64 << 20
)

// Record is the header of one record.
type Record struct {
	// Offset is where the record begins in the input: the byte from which a
	// new Reader reads it again. Records that share a gzip member share it.
	Offset int64
	Type   string // "response", "resource", "conversion", "revisit", …
	URI    string // WARC-Target-URI; empty when it has none
	// ContentType is of the block: "application/http; msgtype=response".
	ContentType string
	Length      int64 // of the block, as stated
	Segment     bool  // it goes on a block that another record begins
}

// Damage is a record, or a stretch of the input, that could not be read. The
// reader has found its way again; Next goes on.
type Damage struct {
	Offset int64
	Reason string
}

func (d *Damage) Error() string { return fmt.Sprintf("damaged at byte %d: %s", d.Offset, d.Reason) }

// Reader reads the records of one archive.
type Reader struct {
	src *source
	gz  *gzip.Reader
	// probe looks into what may be a member.
	probe *gzip.Reader
	in    *bufio.Reader // what records are read from: the member, or the source
	body  *bufio.Reader // kept for members

	compressed bool  // whether the record at hand stands in a gzip member
	open       bool  // a member is under way
	start      int64 // where the member or record at hand begins
	left       int64 // of the block at hand, in bytes
	inflated   int64 // of the member at hand
	pending    bool  // a record is at hand whose end has not been seen
	line       []byte
}

// NewReader reads records from r, whose first byte is the byte at of the
// archive. Where r is an io.Seeker, damage is searched from its very start.
func NewReader(r io.Reader, at int64) *Reader {
	s := &source{r: r, taken: at}
	s.Reader = bufio.NewReaderSize(fill{s}, buffer)
	return &Reader{src: s, body: bufio.NewReaderSize(nil, 32<<10)}
}

// source is the input. Members are inflated right from the buffered reader:
// the inflater takes no byte too many from one, and is fastest on it.
type source struct {
	*bufio.Reader
	r     io.Reader
	taken int64 // the place in the input up to which the buffer was filled
	// again is how many bytes were read more than once.
	again int64
}

// fill counts what goes into the buffer.
type fill struct{ *source }

func (f fill) Read(p []byte) (int, error) {
	n, err := f.r.Read(p)
	f.taken += int64(n)
	return n, err
}

// at is the place in the input of the next byte.
func (s *source) at() int64 { return s.taken - int64(s.Buffered()) }

// Next leads to the next record. Errors: io.EOF at the end; a *Damage, after
// which it may be called again; any other is of the input and final.
func (r *Reader) Next() (Record, error) {
	if r.pending {
		if err := r.finish(); err != nil {
			return Record{}, r.lose(err)
		}
	}
	if !r.open {
		if err := r.begin(); err != nil {
			return Record{}, err
		}
	}
	rec, err := r.header()
	if err != nil {
		return Record{}, r.lose(err)
	}
	r.left, r.pending = rec.Length, true
	return rec, nil
}

// At is the offset from which a new Reader goes on after the record at hand:
// that of the next one, or, inside a member that holds several, of the member.
// It is known once Block has returned.
func (r *Reader) At() int64 {
	if r.open {
		return r.start
	}
	return r.src.at()
}

// Block reads what the record at hand holds, and sees its end. It appends to
// dst. A block longer than max is TooLarge; the next record can be read then.
func (r *Reader) Block(dst []byte, max int64) ([]byte, error) {
	if r.left > max {
		err := sayso.Errorf("read", "", sayso.TooLarge, "the record at byte %d is larger than the bound of %d MB for one document (DefaultMaxBytes)", r.start, max>>20)
		if end := r.finish(); end != nil {
			return dst, r.lose(end)
		}
		return dst, err
	}
	at := len(dst)
	n := int(r.left)
	// Memory follows what arrives, not what a header states.
	for n > 0 {
		step := min(n, 1<<20)
		dst = append(dst, make([]byte, step)...)
		got, err := io.ReadFull(r.in, dst[at:at+step])
		at += got
		r.left -= int64(got)
		r.inflated += int64(got)
		if n -= got; err != nil {
			return dst[:at], r.lose(fmt.Errorf("its block ends %d bytes early", n))
		}
	}
	if err := r.finish(); err != nil {
		return dst, r.lose(err)
	}
	return dst, nil
}

// begin finds the start of a member or of a plain record.
func (r *Reader) begin() error {
	for {
		head, err := r.src.Peek(5)
		if len(head) == 0 {
			if err == io.EOF {
				return io.EOF
			}
			return err
		}
		if len(head) >= 2 && (head[0] == '\r' && head[1] == '\n' || head[0] == '\n') {
			r.src.Discard(1) // white space between plain records
			continue
		}
		r.start, r.inflated = r.src.at(), 0
		switch {
		case bytes.HasPrefix(head, gzipMagic):
			if err := r.inflate(); err != nil {
				return r.lose(err)
			}
		case string(head) == "WARC/":
			r.in, r.compressed = r.src.Reader, false
		default:
			return r.lose(errors.New("no record begins here"))
		}
		return nil
	}
}

var gzipMagic = []byte{0x1f, 0x8b, 8}

// inflate opens the gzip member at hand.
func (r *Reader) inflate() error {
	var err error
	if r.gz == nil {
		r.gz, err = gzip.NewReader(r.src.Reader)
	} else {
		err = r.gz.Reset(r.src.Reader)
	}
	if err != nil {
		return err
	}
	r.gz.Multistream(false)
	r.body.Reset(r.gz)
	r.in, r.compressed, r.open = r.body, true, true
	return nil
}

// header reads the version line and the fields.
func (r *Reader) header() (Record, error) {
	rec := Record{Offset: r.start, Length: -1}
	n := 0
	version, err := r.readLine(&n)
	if err != nil {
		return rec, err
	}
	if !bytes.HasPrefix(version, []byte("WARC/1.")) && !bytes.HasPrefix(version, []byte("WARC/0.1")) {
		return rec, fmt.Errorf("%.20q is no version of a WARC record", version)
	}
	for {
		line, err := r.readLine(&n)
		if err != nil {
			return rec, err
		}
		if len(line) == 0 {
			break
		}
		name, value, ok := bytes.Cut(line, []byte(":"))
		if !ok {
			continue // a folded line, or one that says nothing
		}
		rec.field(name, bytes.TrimSpace(value))
	}
	if rec.Length < 0 {
		return rec, errors.New("it states no length")
	}
	return rec, nil
}

// field keeps what is wanted of one field.
func (rec *Record) field(name, value []byte) {
	switch {
	case is(name, "content-length"):
		if n, err := strconv.ParseInt(string(value), 10, 64); err == nil && n >= 0 {
			rec.Length = n
		}
	case is(name, "content-type"):
		rec.ContentType = string(value)
	case is(name, "warc-type"):
		rec.Type = strings.ToLower(string(value))
	case is(name, "warc-target-uri"):
		rec.URI = strings.Trim(string(value), "<>")
	case is(name, "warc-segment-number"):
		rec.Segment = string(value) != "1"
	}
}

// is reports whether a field has the name, which is given in lower case.
func is(name []byte, want string) bool {
	return len(name) == len(want) && strings.EqualFold(string(name), want)
}

// readLine reads one line of a header, without its end. It is good until the
// next call. n counts the bytes of the header.
func (r *Reader) readLine(n *int) ([]byte, error) {
	r.line = r.line[:0]
	for {
		part, err := r.in.ReadSlice('\n')
		r.inflated += int64(len(part))
		if *n += len(part); *n > MaxHeader {
			return nil, fmt.Errorf("its header has more than %d bytes (warc.MaxHeader)", MaxHeader)
		}
		switch {
		case err == nil && len(r.line) == 0:
			return bytes.TrimRight(part, "\r\n"), nil
		case err == nil:
			r.line = append(r.line, part...)
			return bytes.TrimRight(r.line, "\r\n"), nil
		case err == bufio.ErrBufferFull:
			r.line = append(r.line, part...)
		case err == io.EOF:
			return nil, errors.New("it ends inside its header")
		default:
			return nil, err
		}
	}
}

// finish passes over what is left of the record at hand, to its very end.
func (r *Reader) finish() error {
	for r.left > 0 {
		if r.inflated > MaxRecord && r.compressed {
			return fmt.Errorf("it inflates to more than %d GB (warc.MaxRecord)", MaxRecord>>30)
		}
		n, err := r.in.Discard(int(min(r.left, 1<<20)))
		r.left -= int64(n)
		r.inflated += int64(n)
		if err != nil {
			return fmt.Errorf("its block ends %d bytes early", r.left)
		}
	}
	for {
		b, err := r.in.Peek(1)
		switch {
		case err == nil && (b[0] == '\r' || b[0] == '\n'):
			r.in.Discard(1)
			r.inflated++
			if r.inflated > MaxRecord && r.compressed {
				return fmt.Errorf("it inflates to more than %d GB (warc.MaxRecord)", MaxRecord>>30)
			}
			continue
		case err == io.EOF:
			// The member's checksum held.
		case err != nil:
			return err
		default:
			// In a plain archive what follows may be damaged by itself.
			if w, _ := r.in.Peek(5); r.compressed && string(w) != "WARC/" {
				return errors.New("its block is longer than it states")
			}
			r.pending = false
			if !r.compressed {
				r.open = false
			}
			return nil
		}
		r.pending, r.open = false, false
		return nil
	}
}
