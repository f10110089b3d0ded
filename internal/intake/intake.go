// Package intake is the one way into the ledger. Whatever brings articles, a
// command that reads files, a watcher of sources, the end of an embargo, goes
// through the same steps, each done once and in this order:
//
//	parse   a document becomes articles
//	read    an article's claims, events and actors are extracted
//	hold    an article under embargo is kept out of the ledger until its time
//	aim     a kill finds the report that it takes back
//	put     the reading goes into the ledger
//	place   new articles are put into stories
//	tell    the caller hears what became of each article
//
// Two rules stand above the others. An embargo fails closed: only put decides
// on it, by the clock and at the last moment, and an article that the ledger
// cannot hold is refused. And one article never takes another with it: what
// the ledger refuses, or what breaks the reader, is named and left out, and
// the rest goes in.
package intake

import (
	"context"
	"maps"
	"slices"
	"sync"
	"time"

	"sayso"
	"sayso/ingest"
	"sayso/internal/ingest/fetch"
)

// Ledger is what taking articles in needs of one.
type Ledger interface {
	sayso.Intake
	sayso.HeldLedger
}

// Options make a Service. Ledger and Extract are needed.
type Options struct {
	Ledger  Ledger
	Extract func(*sayso.Article) sayso.Analysis
	By      sayso.Provenance // who Extract is: how far archives are read goes by it
	// Place puts new articles into stories; it finds by itself what it has not
	// placed. May be nil.
	Place func(context.Context) error
	Clock fetch.Clock
	// PDF reads documents again that were kept as PDF; nil makes one for each.
	PDF *ingest.PDFEngine
	// Log takes one line about what holds the work up; may be nil.
	Log func(format string, args ...any)
}

// Service takes articles in. It is safe for concurrent use.
type Service struct {
	Options
	// left are the held articles that were refused when their time came. They
	// stay held, and are left alone until the program starts anew.
	left *versions
	// begun are those whose reading has begun and not ended, as the ledger has it.
	begun *versions
}

// versions is a set that many goroutines share.
type versions struct {
	mu  sync.Mutex
	ids map[sayso.VersionID]bool
}

func newVersions() *versions { return &versions{ids: map[sayso.VersionID]bool{}} }

func (v *versions) add(id sayso.VersionID) {
	v.mu.Lock()
	v.ids[id] = true
	v.mu.Unlock()
}

func (v *versions) drop(id sayso.VersionID) {
	v.mu.Lock()
	delete(v.ids, id)
	v.mu.Unlock()
}

func (v *versions) has(id sayso.VersionID) bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.ids[id]
}

func (v *versions) all() []sayso.VersionID {
	v.mu.Lock()
	defer v.mu.Unlock()
	return slices.Collect(maps.Keys(v.ids))
}

// New makes a service.
func New(o Options) *Service {
	system := fetch.SystemClock()
	if o.Clock.Now == nil {
		o.Clock.Now = system.Now
	}
	if o.Clock.Sleep == nil {
		o.Clock.Sleep = system.Sleep
	}
	if o.Place == nil {
		o.Place = func(context.Context) error { return nil }
	}
	if o.Log == nil {
		o.Log = func(string, ...any) {}
	}
	return &Service{o, newVersions(), newVersions()}
}

// hurried is the service for what must still be done after an interrupt: it does
// not wait for a busy ledger.
func (s *Service) hurried() *Service {
	h := *s
	h.Clock.Sleep = func(context.Context, time.Duration) error { return context.Canceled }
	h.Log = func(string, ...any) {}
	return &h
}

// Item is one article on its way in.
type Item struct {
	sayso.Reading
	Name string // of the input, for messages

	dated bool  // by the operator, whose word is believed
	read  bool  // Analysis is there
	kept  bool  // its words are those that the ledger kept, and not what its raw input gives today
	err   error // why it could not be read
}

// Fate is what became of an article.
type Fate struct {
	// Outcome is what the ledger did. Its Change is empty for an article that is
	// held back or refused.
	sayso.Outcome
	Held sayso.Date // until when it is held back; zero when it is not
	Note string     // what was decided about a kill; empty for other articles
	Err  error      // why it was refused; final for this article
}

// busyPause is how long a call waits before it tries a busy ledger again. The
// ledger has waited by itself before it says that it is busy.
const busyPause = time.Second

// patient repeats what a busy ledger refused, until the context ends.
func patient[T any](ctx context.Context, s *Service, do func() (T, error)) (T, error) {
	for {
		out, err := do()
		if sayso.KindOf(err) != sayso.Busy || ctx.Err() != nil {
			return out, err
		}
		s.Log("%v; waiting for it", err)
		if stop := s.Clock.Sleep(ctx, busyPause); stop != nil {
			return out, err
		}
	}
}

// Patiently calls do again while the ledger is busy, as [sayso.Ledger] allows.
func (s *Service) Patiently(ctx context.Context, do func() error) error {
	_, err := patient(ctx, s, func() (struct{}, error) { return struct{}{}, do() })
	return err
}

// refused reports whether an error is final for one article and says nothing
// about the others.
func refused(err error) bool {
	kind := sayso.KindOf(err)
	return kind == sayso.Invalid || kind == sayso.TooLarge
}

// Put takes one article in: it is held back, or put into the ledger. An article
// that was not read is read now. The error ends the work; what concerns the
// article alone is in the fate.
func (s *Service) Put(ctx context.Context, it *Item) (Fate, error) {
	b := s.Batch(nil)
	var fate Fate
	b.tell = func(_ *Item, f Fate) { fate = f }
	if err := b.Add(ctx, it); err != nil {
		return fate, err
	}
	return fate, b.Flush(ctx)
}

// hold keeps an article back. Where the ledger refuses, the article is refused:
// it is never put before its time.
func (s *Service) hold(ctx context.Context, it *Item) (Fate, error) {
	_, err := patient(ctx, s, func() (sayso.Change, error) { return s.Ledger.Hold(ctx, it.Reading) })
	switch {
	case err == nil:
		return Fate{Outcome: sayso.Outcome{Article: it.Article.ID, Version: it.Article.Version()}, Held: it.Article.Wire.Embargo}, nil
	case refused(err):
		return Fate{Err: Named(err, it.Name)}, nil
	}
	return Fate{}, err
}

// aim has a kill find the report that it takes back.
func (s *Service) aim(ctx context.Context, it *Item) (note string, err error) {
	return patient(ctx, s, func() (string, error) { return ingest.Aim(ctx, s.Ledger, &it.Article) })
}
