package ingest

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"hash/maphash"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"time"

	"sayso"
)

// Documents yields the documents that paths hold: files as they are, folders
// with all below them in name order (hidden files left out), "-" for
// standard input, the lines of JSON Lines one by one. What cannot be read is
// yielded as a *sayso.Error with the name of the input, and the walk goes on.
// It ends early when ctx does.
func Documents(ctx context.Context, paths []string, o Options) iter.Seq2[Document, error] {
	return func(yield func(Document, error) bool) {
		w := walker{ctx: ctx, o: o}
		w.yield = func(d Document, err error) bool {
			d.Seen = w.seen
			return yield(d, err)
		}
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
		if p == "-" || IsAddress(p) {
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
	seen  time.Time              // when the file under way was written; zero for archives
	named bool                   // the path under way was given, and not found in a folder
	asked map[uint64]bool        // sums of the addresses that were yielded
	seed  maphash.Seed           // of these sums
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
	if IsAddress(p) {
		if !w.o.Follow {
			return w.fail(sayso.Errorf("read", p, sayso.Invalid, "it is an address, and nothing is fetched here"))
		}
		return w.address(p, p, sayso.Date{}, false)
	}
	info, err := os.Stat(p)
	if err != nil {
		return w.fail(fileError(p, err))
	}
	if w.named = !info.IsDir(); w.named {
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
			if path != root && besidePage(path) {
				return fs.SkipDir
			}
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

// besidePage says that a folder holds the pictures, styles and scripts of a page that a
// browser saved "complete": it stands beside the page and is called after it.
func besidePage(dir string) bool {
	name, ok := strings.CutSuffix(dir, "_files")
	if !ok {
		return false
	}
	for _, ext := range []string{".html", ".htm"} {
		if info, err := os.Stat(name + ext); err == nil && info.Mode().IsRegular() {
			return true
		}
	}
	return false
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
	head, in, err := begin(f)
	if err != nil {
		return w.fail(fileError(p, err))
	}
	kind := w.kind(p, head)
	if info, err := f.Stat(); err == nil && info.Mode().IsRegular() && kind != WARC && kind != WACZ {
		w.seen = info.ModTime() // archives hold the past
		defer func() { w.seen = time.Time{} }()
	}
	if err := refuse(kind, p, head); err != nil {
		return w.fail(err)
	}
	switch kind {
	case WARC:
		return w.archive(p, p, in)
	case Addresses:
		if !w.o.Follow || !w.named && w.o.Kind != Addresses {
			return w.fail(w.notFollowed(p))
		}
	case JSONL, Mbox:
	default:
		if kind == WACZ && !packed(kind, head) {
			return w.wacz(p)
		}
		if info, err := f.Stat(); err == nil && info.Mode().IsRegular() && info.Size() > w.o.max() {
			return w.fail(tooLarge(p, w.o.max()))
		}
	}
	if packed(kind, head) {
		return w.gzipped(p, kind, in)
	}
	return w.stream(p, kind, bufio.NewReaderSize(in, 64<<10))
}

// kind tells what an input is.
func (w *walker) kind(p string, head []byte) Kind {
	if w.o.Kind != "" && w.o.Kind != Auto {
		return w.o.Kind
	}
	return kindOf(p, head)
}

// begin gives the first bytes of a file, and the whole of it.
func begin(f *os.File) ([]byte, io.Reader, error) {
	head := make([]byte, peek)
	n, err := io.ReadFull(f, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, nil, err
	}
	head = head[:n]
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return head, io.MultiReader(bytes.NewReader(head), f), nil // a pipe
	}
	return head, f, nil
}

// stdin reads standard input.
func (w *walker) stdin() bool {
	br := bufio.NewReaderSize(w.o.Stdin, 64<<10)
	head, err := br.Peek(peek)
	if err != nil && !errors.Is(err, io.EOF) && len(head) == 0 {
		return w.fail(fileError("-", err))
	}
	kind := w.kind("-", head)
	if err := refuse(kind, "-", head); err != nil {
		return w.fail(err)
	}
	switch {
	case kind == WARC:
		return w.archive("-", "-", br)
	case packed(kind, head):
		return w.gzipped("-", kind, br)
	case kind == Addresses && !w.o.Follow:
		return w.fail(w.notFollowed("-"))
	case kind == WACZ:
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
	case Addresses:
		return w.addresses(p, br)
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
// skipped and named. What is wrong with many lines in the same way is told at
// the first, and how many there were at the end.
func (w *walker) lines(p string, br *bufio.Reader) bool {
	empty := true
	same := map[string]int{} // lines by what is wrong with them
	for n := 1; ; n++ {
		if w.ctx.Err() != nil {
			return false
		}
		line, long, err := readLine(br, w.o.max())
		name := lineName(p, n)
		if err != nil && !errors.Is(err, io.EOF) {
			return w.fail(fileError(name, err)) // what was read of the line is not all of it
		}
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
			if m := mistake(line); m != "" {
				if same[m]++; same[m] > 1 {
					break // said once, and counted
				}
			}
			empty = false
			if !w.yield(Document{Name: name, Path: p, Kind: JSONL, Data: line}, nil) {
				return false
			}
		}
		if errors.Is(err, io.EOF) {
			if empty {
				return w.fail(emptyInput(p))
			}
			for m, n := range same {
				if n > 1 && !w.fail(sayso.Errorf("read", p, sayso.Invalid, "%s: so are %s more", m, count(n-1, "line")).Advise("give one object a line, with text or html")) {
					return false
				}
			}
			return true
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

// fileError makes an error of reading an input one about it.
func fileError(p string, err error) error {
	if e := (*sayso.Error)(nil); errors.As(err, &e) {
		return err
	}
	return sayso.FileError("read", p, err)
}

func tooLarge(name string, max int64) error {
	return sayso.Errorf("read", name, sayso.TooLarge, "larger than the bound of %d MB for one document (DefaultMaxBytes)", max>>20).Advise("split it, or give its articles as JSON Lines")
}

func emptyInput(name string) error {
	return sayso.Errorf("read", name, sayso.Invalid, "it is empty")
}
