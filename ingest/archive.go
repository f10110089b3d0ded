package ingest

import (
	"archive/zip"
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"sayso"
	"sayso/internal/ingest/mail"
	"sayso/internal/ingest/warc"
)

const (
	// MaxArchives is how many archives a WACZ may hold.
	MaxArchives = 10_000
	// named is how many bytes at the start of an archive name it: the first
	// record of one carries an identifier of its own.
	named = 64 << 10
)

// archive yields the pages of a web archive, each as a document. Records that
// hold none are passed over and counted; damaged ones are named with their
// offset, and the next one is read.
func (w *walker) archive(p, name string, r io.Reader) bool {
	in, id, err := identify(r)
	if err != nil {
		return w.fail(fileError(name, err))
	}
	a := &archive{name: name, path: p, id: id}
	if w.o.Resume != nil {
		if a.at = w.o.Resume(id); a.at > 0 {
			if err := skip(in, a.at); err != nil {
				return w.fail(sayso.Errorf("read", name, sayso.Damaged, "it ends before byte %d, to which it was read before", a.at).Advise("it was cut off since; put it back whole"))
			}
			a.note("read to byte %d before; going on there", a.at)
		}
	}
	rd := warc.NewReader(in, a.at)
	for {
		if w.ctx.Err() != nil {
			return false
		}
		d, err := a.next(rd, w.o.max())
		switch {
		case errors.Is(err, io.EOF):
			a.note("%s", a.summary())
			return w.yield(Document{Name: name, Path: p, Mark: Mark{a.id, a.at}, Size: a.at - a.said, Notes: a.notes}, nil)
		case err != nil:
			if !w.fail(err) {
				return false
			}
			var e *sayso.Error
			if errors.As(err, &e) && e.Kind == sayso.Other {
				return true // the input itself failed: there is no next record
			}
		default:
			if !w.yield(d, nil) {
				return false
			}
		}
	}
}

// archive is one under way.
type archive struct {
	name, path, id string
	at             int64 // where the next record begins
	said           int64 // up to where documents have told of
	notes          []string

	records, pages, damaged int
}

func (a *archive) note(format string, args ...any) {
	a.notes = append(a.notes, fmt.Sprintf(format, args...))
}

func (a *archive) summary() string {
	s := fmt.Sprintf("%s, %d of them pages", count(a.records, "record"), a.pages)
	if a.damaged > 0 {
		s += fmt.Sprintf(", and %s damaged", count(a.damaged, "place"))
	}
	return s
}

// next reads up to the next page.
func (a *archive) next(r *warc.Reader, max int64) (Document, error) {
	for {
		rec, err := r.Next()
		if err != nil {
			a.at = r.At()
			return Document{}, a.error(err)
		}
		a.records++
		switch rec.Type {
		case "response", "resource", "conversion":
		default:
			continue
		}
		block, err := r.Block(nil, max)
		a.at = r.At()
		if err != nil {
			return Document{}, a.error(err)
		}
		kind := warc.Holds(&rec, block)
		if kind == "" {
			continue
		}
		a.pages++
		d := Document{
			Name: fmt.Sprintf("%s@%d", a.name, rec.Offset), Path: a.path, Kind: HTML, Data: block, URL: rec.URI,
			Packed: rec.Type == "response", Mark: Mark{a.id, a.at}, Size: a.at - a.said, Notes: a.notes,
		}
		if kind == "text/plain" {
			d.Kind = Text
		}
		a.said, a.notes = a.at, nil
		return d, nil
	}
}

// error makes an error of the reader one about this archive.
func (a *archive) error(err error) error {
	var d *warc.Damage
	var e *sayso.Error
	switch {
	case errors.Is(err, io.EOF):
		return io.EOF
	case errors.As(err, &d):
		a.damaged++
		return sayso.Errorf("read", a.name, sayso.Damaged, "the record at byte %d is lost: %s", d.Offset, d.Reason).Advise("the others are read")
	case errors.As(err, &e):
		c := *e
		c.Subject = a.name
		return &c
	}
	return sayso.E("read", a.name, sayso.Other, err)
}

// identify names an archive by how it begins, and gives it back from there.
func identify(r io.Reader) (io.Reader, string, error) {
	head := make([]byte, named)
	n, err := io.ReadFull(r, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, "", err
	}
	sum := sha256.Sum256(head[:n])
	id := "warc:" + hex.EncodeToString(sum[:16])
	if s, ok := r.(io.Seeker); ok {
		if _, err := s.Seek(int64(-n), io.SeekCurrent); err == nil {
			return r, id, nil
		}
	}
	return io.MultiReader(bytes.NewReader(head[:n]), r), id, nil
}

// skip passes over n bytes.
func skip(r io.Reader, n int64) error {
	if s, ok := r.(io.Seeker); ok {
		end, err := s.Seek(0, io.SeekEnd)
		if err == nil {
			if n > end {
				return io.ErrUnexpectedEOF
			}
			_, err = s.Seek(n, io.SeekStart)
			return err
		}
	}
	_, err := io.CopyN(io.Discard, r, n)
	return err
}

// wacz yields the pages of the archives in a WACZ, in the order of their names.
func (w *walker) wacz(p string) bool {
	z, err := zip.OpenReader(p)
	if err != nil {
		if _, stat := os.Stat(p); stat != nil {
			return w.fail(fileError(p, stat))
		}
		return w.fail(sayso.E("read", p, sayso.Invalid, err).Advise("it is no WACZ, or is cut off"))
	}
	defer z.Close()
	var in []*zip.File
	for _, f := range z.File {
		name := strings.ToLower(f.Name)
		if strings.HasPrefix(name, "archive/") && (strings.HasSuffix(name, ".warc") || strings.HasSuffix(name, ".warc.gz")) {
			in = append(in, f)
		}
	}
	switch {
	case len(in) == 0:
		return w.fail(sayso.Errorf("read", p, sayso.Invalid, "it holds no archive/*.warc.gz").Advise("give a WACZ, or unpack it"))
	case len(in) > MaxArchives:
		return w.fail(sayso.Errorf("read", p, sayso.TooLarge, "it holds more than %d archives (ingest.MaxArchives)", MaxArchives))
	}
	slices.SortFunc(in, func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) })
	for _, f := range in {
		if !w.packed(p, f) {
			return false
		}
	}
	return true
}

func (w *walker) packed(p string, f *zip.File) bool {
	name := p + "!" + f.Name
	if f.Method == zip.Store {
		// As the standard wants it; one can go to any place in it.
		if r, err := f.OpenRaw(); err == nil {
			return w.archive(p, name, r)
		}
	}
	r, err := f.Open()
	if err != nil {
		return w.fail(sayso.E("read", name, sayso.Invalid, err))
	}
	defer r.Close()
	return w.archive(p, name, r)
}

// mailbox yields the messages of a mailbox, each as a document.
func (w *walker) mailbox(p string, br *bufio.Reader) bool {
	more, any := true, false
	err := mail.Box(br, w.o.max(), func(data []byte, line int, long bool) bool {
		any = true
		name := lineName(p, line)
		switch {
		case w.ctx.Err() != nil:
			more = false
		case long:
			more = w.fail(tooLarge(name, w.o.max()))
		default:
			more = w.yield(Document{Name: name, Path: p, Kind: Mail, Data: data}, nil)
		}
		return more
	})
	switch {
	case !more:
		return false
	case err != nil:
		return w.fail(fileError(p, err))
	case !any:
		return w.fail(sayso.Errorf("read", p, sayso.Invalid, "it holds no message").Advise("a mailbox begins with a line \"From ADDRESS DATE\"; give a single message as --input mail"))
	}
	return true
}
