package intake

import (
	"context"
	"errors"

	"sayso"
	"sayso/ingest"
)

// Parse makes the items of a document. notes say what was done to the input
// that its owner may want to know.
func Parse(d ingest.Document, o ingest.Options) (items []*Item, notes []string, err error) {
	all, err := ingest.Parse(d, o)
	if err != nil {
		return nil, nil, err
	}
	for _, p := range all {
		items = append(items, &Item{Reading: sayso.Reading{Article: p.Article, Raw: p.Raw, Seen: p.Seen}, Name: d.Name,
			dated: !o.Published.IsZero() && p.Article.Published == o.Published})
		notes = append(notes, p.Notes...)
	}
	return items, notes, nil
}

// Read extracts what an article puts on record, unless it is under embargo: then
// it is read when its time comes. It may run on many goroutines, each with an
// item of its own.
func (s *Service) Read(it *Item) {
	if it.read || it.err != nil || it.Article.Embargoed(s.Clock.Now()) {
		return
	}
	s.doubt(it)
	it.Analysis, it.err = Extract(s.Options.Extract, &it.Article)
	it.read = it.err == nil
}

// doubt marks a date that cannot be one of publication, before anything is counted
// from it.
func (s *Service) doubt(it *Item) {
	if !it.dated && it.Article.Doubtful(s.Clock.Now()) {
		it.Article.Doubted = true
	}
}

// maxAttempts is how often the reading of an article may begin without coming
// to an end.
const maxAttempts = 2

// ReadQueued is Read for an article of a queue that outlives the program: of a
// source, under embargo, kept in the ledger. Some faults cannot be recovered
// from, such as a stack that overflows: they end the program, and a program that
// starts anew would come to the same article again, for ever. So each attempt is
// counted in the ledger before it is made, and an article whose reading has
// begun twice and never ended is set aside.
func (s *Service) ReadQueued(ctx context.Context, it *Item) {
	if it.read || it.err != nil || it.Article.Embargoed(s.Clock.Now()) {
		return
	}
	id := it.Article.Version()
	before, err := patient(ctx, s, func() (int, error) { return s.Ledger.Begin(ctx, id, s.By) })
	if err != nil { // put will meet the same ledger, and say so
		s.Read(it)
		return
	}
	if before >= maxAttempts { // its attempts are kept, so it stays aside
		it.err = sayso.Errorf("read", "", sayso.Other, "the program ended %d times while this was read; it is set aside", maxAttempts).
			Advise("this is a fault of Sayso; please report it with the input")
		return
	}
	s.begun.add(id)
	s.Read(it)
	s.ended(ctx, id)
}

// ended records that a reading has come to an end. Where the ledger cannot take
// that, the reading counts as an attempt: one of two.
func (s *Service) ended(ctx context.Context, id sayso.VersionID) {
	s.begun.drop(id)
	ctx = context.WithoutCancel(ctx)
	_ = s.hurried().Patiently(ctx, func() error { return s.Ledger.End(ctx, id) })
}

// Rest records, when the program ends in good order, that the readings which it
// breaks off have broken nothing. Its caller must not read any more.
func (s *Service) Rest(ctx context.Context) {
	for _, id := range s.begun.all() {
		s.ended(ctx, id)
	}
}

// Extract calls an extractor. A panic in it becomes an error about this article,
// so that one text that the rules stumble over ends no run.
func Extract(extract func(*sayso.Article) sayso.Analysis, a *sayso.Article) (an sayso.Analysis, err error) {
	defer func() {
		if x := recover(); x != nil {
			an, err = sayso.Analysis{}, sayso.Errorf("read", "", sayso.Other, "panic: %v", x).Advise("this is a fault of Sayso; please report it with the input")
		}
	}()
	return extract(a), nil
}

// Named makes err an error about one input.
func Named(err error, name string) error {
	var e *sayso.Error
	switch {
	case err == nil:
		return nil
	case !errors.As(err, &e):
		return sayso.E("read", name, sayso.Other, err)
	case e.Subject == "":
		c := *e
		c.Subject = name
		return &c
	}
	return err
}
