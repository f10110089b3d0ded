package main

import (
	"context"
	"fmt"
	"time"

	"github.com/schollz/progressbar/v3"

	"sayso/ingest"
)

// progress shows on a terminal how far a reading has come, and lets warnings
// past.
type progress struct {
	p     *Program
	bar   *progressbar.ProgressBar // nil where none is shown
	began time.Time
	n     int
}

// progress makes a bar over the bytes of paths; where their end is not known,
// it only counts.
func (p *Program) progress(ctx context.Context, paths []string, show bool) *progress {
	b := &progress{p: p, began: time.Now()}
	if !show {
		return b
	}
	total := int64(-1)
	if bytes, known := ingest.Measure(ctx, paths); known && bytes > 0 {
		total = bytes
	}
	b.start(total)
	return b
}

// counter makes a bar over a number of versions.
func (p *Program) counter(total int, show bool) *progress {
	b := &progress{p: p, began: time.Now()}
	if show {
		b.start(int64(total))
	}
	return b
}

func (b *progress) start(total int64) {
	b.bar = progressbar.NewOptions64(total,
		progressbar.OptionSetWriter(b.p.Stderr),
		progressbar.OptionSetDescription("reading"),
		progressbar.OptionSetWidth(30),
		progressbar.OptionSetTheme(progressbar.Theme{Saucer: "█", SaucerPadding: "░"}),
		progressbar.OptionSpinnerType(14),
		progressbar.OptionSetElapsedTime(false),
		progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionClearOnFinish(),
	)
}

// step counts one version.
func (b *progress) step() {
	b.n++
	b.show("version", 1)
}

// add counts one input.
func (b *progress) add(d ingest.Document) {
	bytes := d.Size
	if bytes == 0 {
		bytes = int64(len(d.Data))
	}
	if d.Kind != "" {
		b.n++
	}
	b.show("article", bytes)
}

func (b *progress) show(what string, more int64) {
	if b.bar == nil {
		return
	}
	rate := float64(b.n) / max(time.Since(b.began).Seconds(), 0.001)
	b.bar.Describe(fmt.Sprintf("%s, %.0f/s", plural(b.n, what), rate))
	_ = b.bar.Add64(more)
}

// warn says one line on standard error.
func (b *progress) warn(format string, args ...any) {
	if b.bar != nil {
		_ = b.bar.Clear()
	}
	b.p.warn(format, args...)
}

// done takes the bar away.
func (b *progress) done() {
	if b.bar != nil {
		_ = b.bar.Finish()
	}
}
