package ingest

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"sayso"
)

// Documents yields the documents that paths hold: files as they are, folders
// with all below them in name order (hidden files left out), "-" for
// standard input, the lines of JSON Lines one by one. What cannot be read is
// yielded as a *sayso.Error with the name of the input, and the walk goes on.
// It ends early when ctx does.
func Documents(ctx context.Context, paths []string, o Options) iter.Seq2[Document, error] {
	return func(yield func(Document, error) bool) {
		w := walker{ctx: ctx, o: o, yield: yield}
		w.take = w.file
		for _, p := range paths {
			if !w.path(p) {
				return
			}
		}
	}
}

// Measure returns how many bytes Documents will read from paths, for showing
// how far it has come. known is false when there is standard input among them.
func Measure(ctx context.Context, paths []string) (bytes int64, known bool) {
	w := walker{ctx: ctx, yield: func(Document, error) bool { return true }}
	w.take = func(p string) bool {
		if info, err := os.Stat(p); err == nil && info.Mode().IsRegular() {
			bytes += info.Size()
		}
		return ctx.Err() == nil
	}
	for _, p := range paths {
		if p == "-" {
			return 0, false
		}
		w.path(p)
	}
	return bytes, ctx.Err() == nil
}

// walker yields documents. Its methods report whether to go on.
type walker struct {
	ctx   context.Context
	o     Options
	yield func(Document, error) bool
	take  func(path string) bool // what is done with each file
}

func (w *walker) fail(err error) bool { return w.ctx.Err() == nil && w.yield(Document{}, err) }

func (w *walker) path(p string) bool {
	if w.ctx.Err() != nil {
		return false
	}
	if p == "-" {
		if w.o.Stdin == nil {
			return w.fail(sayso.Errorf("read", "-", sayso.NotFound, "no standard input"))
		}
		return w.stdin()
	}
	info, err := os.Stat(p)
	if err != nil {
		return w.fail(fileError(p, err))
	}
	if !info.IsDir() {
		return w.take(p)
	}
	// A trailing separator makes WalkDir follow a link to a folder.
	root := strings.TrimSuffix(p, string(filepath.Separator)) + string(filepath.Separator)
	more := true
	err = filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			more = w.fail(fileError(path, err))
			if more && e != nil && e.IsDir() {
				return fs.SkipDir
			}
		case path != root && strings.HasPrefix(e.Name(), "."):
			if e.IsDir() {
				return fs.SkipDir
			}
		case e.IsDir():
		default:
			// Links are followed to files only, so that no folder is
			// walked twice; pipes and devices would hang the walk.
			if info, err := os.Stat(path); err != nil {
				more = w.fail(fileError(path, err))
			} else if info.Mode().IsRegular() {
				more = w.take(path)
			}
		}
		if !more {
			return fs.SkipAll
		}
		return nil
	})
	if err != nil && more {
		return w.fail(fileError(p, err))
	}
	return more
}

func (w *walker) file(p string) bool {
	if w.ctx.Err() != nil {
		return false
	}
	f, err := os.Open(p)
	if err != nil {
		return w.fail(fileError(p, err))
	}
	defer f.Close()
	kind, in, err := w.kind(p, f)
	if err != nil {
		return w.fail(fileError(p, err))
	}
	switch kind {
	case WARC:
		return w.archive(p, p, in)
	case WACZ:
		return w.wacz(p)
	case JSONL, Mbox:
	default:
		if info, err := f.Stat(); err == nil && info.Mode().IsRegular() && info.Size() > w.o.max() {
			return w.fail(tooLarge(p, w.o.max()))
		}
	}
	return w.stream(p, kind, bufio.NewReaderSize(in, 64<<10))
}

// kind tells what a file is, and gives it back from its start.
func (w *walker) kind(p string, f *os.File) (Kind, io.Reader, error) {
	if w.o.Kind != "" && w.o.Kind != Auto {
		return w.o.Kind, f, nil
	}
	head := make([]byte, peek)
	n, err := io.ReadFull(f, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return "", nil, err
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return kindOf(p, head[:n]), io.MultiReader(bytes.NewReader(head[:n]), f), nil // a pipe
	}
	return kindOf(p, head[:n]), f, nil
}

// stdin reads standard input.
func (w *walker) stdin() bool {
	br := bufio.NewReaderSize(w.o.Stdin, 64<<10)
	kind := w.o.Kind
	if kind == "" || kind == Auto {
		head, err := br.Peek(peek)
		if err != nil && !errors.Is(err, io.EOF) && len(head) == 0 {
			return w.fail(fileError("-", err))
		}
		kind = kindOf("-", head)
	}
	switch kind {
	case WARC:
		return w.archive("-", "-", br)
	case WACZ:
		return w.fail(sayso.Errorf("read", "-", sayso.Invalid, "a WACZ cannot be read from standard input: its index stands at its end").Advise("give it as a file"))
	}
	return w.stream("-", kind, br)
}

// stream reads one input: whole, line by line, or message by message.
func (w *walker) stream(p string, kind Kind, br *bufio.Reader) bool {
	switch kind {
	case JSONL:
		return w.lines(p, br)
	case Mbox:
		return w.mailbox(p, br)
	}
	data, err := io.ReadAll(io.LimitReader(br, w.o.max()+1))
	if err != nil {
		return w.fail(fileError(p, err))
	}
	if int64(len(data)) > w.o.max() {
		return w.fail(tooLarge(p, w.o.max()))
	}
	return w.yield(Document{Name: p, Path: p, Kind: kind, Data: data}, nil)
}

// lines yields each line as a document of its own. A line that is too long is
// skipped and named.
func (w *walker) lines(p string, br *bufio.Reader) bool {
	empty := true
	for n := 1; ; n++ {
		if w.ctx.Err() != nil {
			return false
		}
		line, long, err := readLine(br, w.o.max())
		name := lineName(p, n)
		if n == 1 {
			line = bytes.TrimPrefix(line, []byte("\ufeff"))
		}
		switch {
		case long:
			empty = false
			if !w.fail(tooLarge(name, w.o.max())) {
				return false
			}
		case len(bytes.TrimSpace(line)) > 0:
			empty = false
			if !w.yield(Document{Name: name, Path: p, Kind: JSONL, Data: line}, nil) {
				return false
			}
		}
		if errors.Is(err, io.EOF) {
			if empty {
				return w.fail(emptyInput(p))
			}
			return true
		}
		if err != nil {
			return w.fail(fileError(name, err))
		}
	}
}

// readLine reads up to the next newline. Past max bytes it keeps reading and
// keeps nothing.
func readLine(br *bufio.Reader, max int64) (line []byte, long bool, err error) {
	for {
		part, err := br.ReadSlice('\n')
		if !long && int64(len(line)+len(part)) > max {
			line, long = nil, true
		}
		if !long {
			line = append(line, part...)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return line, long, err
		}
	}
}

func fileError(p string, err error) error { return sayso.FileError("read", p, err) }

func tooLarge(name string, max int64) error {
	return sayso.Errorf("read", name, sayso.TooLarge, "larger than the bound of %d MB for one document (DefaultMaxBytes)", max>>20).Advise("split it, or give its articles as JSON Lines")
}

func emptyInput(name string) error {
	return sayso.Errorf("read", name, sayso.Invalid, "it is empty")
}
