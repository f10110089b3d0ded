package extract

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sayso"
	"sayso/internal/extract/event"
	"sayso/internal/extract/known"
	"sayso/internal/extract/place"
	"sayso/internal/extract/when"
	"sayso/nlp"
)

// clock adds up the time that stages take.
type clock struct{ spent *time.Duration }

func (c clock) time() func() {
	began := time.Now()
	return func() { *c.spent += time.Since(began) }
}

type timedPlacer struct {
	place.Placer
	clock
}

func (p timedPlacer) Place(d *nlp.Doc, a *sayso.Article, m []sayso.Mention) place.Placed {
	defer p.time()()
	return p.Placer.Place(d, a, m)
}

type timedKnower struct {
	known.Linker
	clock
}

func (k timedKnower) Link(d *nlp.Doc, day time.Time, a []sayso.Actor, m []sayso.Mention) []sayso.Actor {
	defer k.time()()
	return k.Linker.Link(d, day, a, m)
}

type timedTimer struct {
	when.Timer
	clock
}

func (t timedTimer) Time(d *nlp.Doc, a *sayso.Article, acts []when.Act) when.Timed {
	defer t.time()()
	return t.Timer.Time(d, a, acts)
}

type timedCoder struct {
	event.Coder
	clock
}

func (c timedCoder) Code(d *nlp.Doc, an *sayso.Analysis, aside []nlp.Range) event.Coded {
	defer c.time()()
	return c.Coder.Code(d, an, aside)
}

// BenchmarkAdded measures what finding who, where and when, and coding events,
// add to reading without them, in percent.
func BenchmarkAdded(b *testing.B) {
	files, err := filepath.Glob("../internal/extract/claim/testdata/*/*.txt")
	if err != nil || len(files) == 0 {
		b.Fatalf("no fixtures: %v", err)
	}
	var text strings.Builder
	for _, f := range files {
		t, err := os.ReadFile(f)
		if err != nil {
			b.Fatal(err)
		}
		text.Write(t)
		text.WriteString("\n\n")
	}
	a := sayso.Article{Text: text.String()}
	var facts, events time.Duration
	s := New().stages
	s.Placer, s.Knower, s.Timer = timedPlacer{s.Placer, clock{&facts}}, timedKnower{s.Knower, clock{&facts}}, timedTimer{s.Timer, clock{&facts}}
	s.Coder = timedCoder{s.Coder, clock{&events}}
	x := with(s)
	for b.Loop() {
		x.Extract(&a)
	}
	rest := float64(b.Elapsed() - facts - events)
	b.ReportMetric(100*float64(facts)/rest, "%who-where-when")
	b.ReportMetric(100*float64(events)/rest, "%events")
}
