package warc

import (
	"bufio"
	"bytes"
	"io"

	"github.com/klauspost/compress/gzip"
)

// How the reader finds its way again: see the package.

// lose gives the record at hand up, finds the next one and reports the damage.
// An error of the input itself is final and comes back as it is.
func (r *Reader) lose(err error) error {
	d := &Damage{Offset: r.start, Reason: err.Error()}
	r.pending, r.open, r.left = false, false, 0
	r.src.back(r.start + 1)
	if e := r.search(); e != nil && e != io.EOF {
		return e
	}
	return d
}

// search leads the source to where the next record begins, or to its end.
func (r *Reader) search() error {
	for {
		window, err := r.src.Peek(buffer)
		if len(window) == 0 {
			return err
		}
		if err != nil && err != io.EOF && err != bufio.ErrBufferFull {
			return err
		}
		if i := r.firstStart(window); i >= 0 {
			r.src.Discard(i)
			return nil
		}
		if err == io.EOF {
			r.src.Discard(len(window))
			return io.EOF
		}
		// A start may straddle the windows; keep enough to see it whole.
		r.src.Discard(max(1, len(window)-straddle))
	}
}

// firstStart finds where in b a record begins: at a gzip member that inflates
// to one, or at its word at the beginning of a line; -1 for nowhere.
func (r *Reader) firstStart(b []byte) int {
	plain := bytes.Index(b, []byte("\nWARC/1."))
	for i := 0; ; i++ {
		member := bytes.Index(b[i:], gzipMagic)
		if member < 0 {
			break
		}
		i += member
		if plain >= 0 && plain < i {
			break
		}
		if r.begins(b[i:]) {
			return i
		}
	}
	if plain >= 0 {
		return plain + 1
	}
	return -1
}

// begins reports whether a gzip member at b inflates to a record's first word.
func (r *Reader) begins(b []byte) bool {
	var err error
	if r.probe == nil {
		r.probe, err = gzip.NewReader(bytes.NewReader(b))
	} else {
		err = r.probe.Reset(bytes.NewReader(b))
	}
	if err != nil {
		return false
	}
	var head [5]byte
	_, err = io.ReadFull(r.probe, head[:])
	return err == nil && string(head[:]) == "WARC/"
}

// back goes back to an offset where that is possible, and where what was gone
// back over in all stays in proportion to what was read: an archive made of
// records that all break late would be read over and over.
func (s *source) back(to int64) {
	seek, ok := s.r.(io.Seeker)
	at := s.at()
	if !ok || to >= at || s.again+at-to > maxAgain+at {
		return
	}
	s.again += at - to
	if _, err := seek.Seek(to-s.taken, io.SeekCurrent); err == nil {
		s.Reset(fill{s})
		s.taken = to
	}
}
