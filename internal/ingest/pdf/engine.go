package pdf

import (
	"context"
	"errors"
	"io"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"github.com/klippa-app/go-pdfium"
	pdfiumerrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"

	"sayso"
)

// PDFium runs as WebAssembly: it has a memory of its own that is bounded, no
// files, and can be stopped at any instruction.
//
// Its code can be interpreted at once, or compiled first, which takes some ten
// seconds and makes it ten times as fast. Most programs read a few short
// documents, so it is interpreted until pagesInterpreted pages have been read;
// then it is compiled and kept (see cache.go), for all later programs. What is
// read is the same either way.

const (
	// workers is how many documents are read at once: each has a memory of up to
	// MaxMemory.
	workers = 3
	// pagesInterpreted is how many pages are read before the code is compiled.
	pagesInterpreted = 16
	// wasmPage is the unit of WebAssembly's memory, in bytes.
	wasmPage = 64 << 10
)

// Engine reads documents. The zero value is ready, and keeps nothing between
// programs. It is safe for concurrent use: a program needs one.
type Engine struct {
	// Cache is a folder of the user's, in which compiled code is kept for later
	// programs; empty to keep none.
	Cache string

	interpreter, compiler machine
	pagesRead             atomic.Int64
}

// machine is what runs PDFium, made when it is first needed.
type machine struct {
	once sync.Once
	pool pdfium.Pool
	err  error
}

func (m *machine) get(make func() (pdfium.Pool, error)) (pdfium.Pool, error) {
	m.once.Do(func() { m.pool, m.err = make() })
	return m.pool, m.err
}

// Close frees what the engine holds. It must not be used afterwards.
func (e *Engine) Close() {
	for _, m := range []*machine{&e.interpreter, &e.compiler} {
		m.once.Do(func() {})
		if m.pool != nil {
			_ = m.pool.Close()
		}
	}
}

func interpret() (pdfium.Pool, error) { return load(wazero.NewRuntimeConfigInterpreter()) }

func load(c wazero.RuntimeConfig) (pdfium.Pool, error) {
	c = c.WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).WithCloseOnContextDone(true).WithMemoryLimitPages(MaxMemory / wasmPage)
	return webassembly.Init(webassembly.Config{
		Context: experimental.WithCompilationWorkers(context.Background(), runtime.GOMAXPROCS(0)), MaxTotal: workers, RuntimeConfig: c, FSConfig: wazero.NewFSConfig(), Stdout: io.Discard, Stderr: io.Discard,
	})
}

// opened is a document in a worker of its own.
type opened struct {
	pdfium.Pdfium
	doc   references.FPDF_DOCUMENT
	pages int
	timer *time.Timer
	// late is the bound of time, in nanoseconds, that was reached and stopped the
	// worker; 0 while none was.
	late atomic.Int64
}

// open opens a document. It must be closed.
func (e *Engine) open(data []byte) (*opened, error) {
	compiled := e.pagesRead.Load() >= pagesInterpreted || e.kept()
	d, err := e.openIn(compiled, data)
	if err == nil && !compiled && d.pages <= MaxPages && e.pagesRead.Load()+int64(d.pages) > pagesInterpreted {
		d.close()
		e.pagesRead.Store(pagesInterpreted)
		d, err = e.openIn(true, data)
	}
	if err == nil {
		e.pagesRead.Add(int64(min(d.pages, MaxPages)))
	}
	return d, err
}

func (e *Engine) openIn(compiled bool, data []byte) (*opened, error) {
	in, how := &e.interpreter, interpret
	if compiled {
		in, how = &e.compiler, e.compile
	}
	pool, err := in.get(how)
	if err != nil {
		return nil, sayso.E("read", "", sayso.Other, err).Advise("the machine cannot run the PDF reader; give the text")
	}
	worker, err := pool.GetInstanceWithContext(context.Background())
	if err != nil {
		return nil, sayso.E("read", "", sayso.Other, err)
	}
	d := &opened{Pdfium: worker}
	d.timer = d.within(MaxTime)
	doc, err := d.OpenDocument(&requests.OpenDocument{File: &data})
	if err != nil {
		defer d.close()
		return nil, d.wrong(err)
	}
	d.doc = doc.Document
	n, err := d.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: d.doc})
	if err != nil {
		defer d.close()
		return nil, d.wrong(err)
	}
	d.pages = n.PageCount
	return d, nil
}

// within stops the worker when a time is over, unless the timer is stopped before.
func (d *opened) within(bound time.Duration) *time.Timer {
	return time.AfterFunc(bound, func() {
		if d.late.CompareAndSwap(0, int64(bound)) {
			_ = d.Kill()
		}
	})
}

// close frees the worker, unless it was killed.
func (d *opened) close() {
	if d.timer.Stop(); d.late.CompareAndSwap(0, -1) { // from here on no timer kills it
		_ = d.Close()
	}
}

// wrong says what a failure of the engine means.
func (d *opened) wrong(err error) error {
	if late := d.late.Load(); late > 0 {
		return tooLong(late)
	}
	switch {
	case errors.Is(err, pdfiumerrors.ErrPassword), errors.Is(err, pdfiumerrors.ErrSecurity):
		return sayso.Errorf("read", "", sayso.Denied, "it is encrypted").Advise("give it without a password, or its text")
	case errors.Is(err, pdfiumerrors.ErrFormat), errors.Is(err, pdfiumerrors.ErrFile):
		return sayso.Errorf("read", "", sayso.Invalid, "it is no PDF, or too damaged to be read").Advise("open it in a viewer; give its text")
	}
	return sayso.Errorf("read", "", sayso.Invalid, "it cannot be read within its bounds (pdf.MaxMemory): %v", err).Advise("give its text")
}
