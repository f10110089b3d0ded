package intake

import (
	"context"

	"sayso"
)

// A batch goes into the ledger in one transaction: enough to pay for it, few
// enough that a kill loses little work and memory stays flat.
const (
	BatchReadings = 32
	BatchBytes    = 8 << 20
)

// Batch gathers items and takes them in together. Its methods are called from
// one goroutine.
type Batch struct {
	service *Service
	tell    func(*Item, Fate)
	pending []*Item
	notes   map[*Item]string // about kills that are pending
	bytes   int
}

// Batch makes one. It calls tell once for each item, when the ledger has it or
// has refused it.
func (s *Service) Batch(tell func(*Item, Fate)) *Batch {
	return &Batch{service: s, tell: tell, notes: map[*Item]string{}}
}

// Full reports whether the batch has gathered what one transaction should hold.
func (b *Batch) Full() bool { return len(b.pending) >= BatchReadings || b.bytes >= BatchBytes }

// Add takes an item: an article under embargo is held back at once, and others
// wait for Flush. Its error ends the work.
func (b *Batch) Add(ctx context.Context, it *Item) error {
	s := b.service
	if it.Article.Embargoed(s.Clock.Now()) {
		fate, err := s.hold(ctx, it)
		if err == nil {
			b.tell(it, fate)
		}
		return err
	}
	s.Read(it) // the embargo may have ended since
	if it.err != nil {
		b.tell(it, Fate{Err: Named(it.err, it.Name)})
		return nil
	}
	if it.Article.Killed() {
		// The report that it takes back may be pending still.
		if err := b.Flush(ctx); err != nil {
			return err
		}
		note, err := s.aim(ctx, it)
		if err != nil {
			return err
		}
		b.notes[it] = note
	}
	b.pending = append(b.pending, it)
	b.bytes += len(it.Raw.Bytes) + len(it.Article.Text)
	return nil
}

// Flush puts what waits, in one transaction; where the ledger refuses that, one
// by one, so that an article that it does not take is named and takes no other
// with it. After an error the batch may be flushed again.
func (b *Batch) Flush(ctx context.Context) error { return b.FlushWith(ctx, ctx) }

// FlushWith is Flush; the transaction that takes in all of them together is made in the
// context whole, so that what is bound to that context is kept with all or none.
func (b *Batch) FlushWith(ctx, whole context.Context) error {
	if len(b.pending) == 0 {
		return nil
	}
	outcomes, err := b.put(whole, b.pending...)
	switch {
	case err == nil:
		for i, it := range b.pending {
			b.done(it, Fate{Outcome: outcomes[i]})
		}
		b.pending, b.bytes = nil, 0
		return nil
	case !refused(err):
		return err
	}
	for len(b.pending) > 0 {
		it := b.pending[0]
		outcomes, err := b.put(ctx, it)
		switch {
		case err == nil:
			b.done(it, Fate{Outcome: outcomes[0]})
		case refused(err):
			b.done(it, Fate{Err: Named(err, it.Name)})
		default:
			return err
		}
		b.pending = b.pending[1:]
	}
	b.pending, b.bytes = nil, 0
	return nil
}

func (b *Batch) put(ctx context.Context, items ...*Item) ([]sayso.Outcome, error) {
	all := make([]sayso.Reading, len(items))
	for i, it := range items {
		all[i] = it.Reading
	}
	return patient(ctx, b.service, func() ([]sayso.Outcome, error) { return b.service.Ledger.Put(ctx, all...) })
}

func (b *Batch) done(it *Item, f Fate) {
	f.Note = b.notes[it]
	delete(b.notes, it)
	b.tell(it, f)
}
