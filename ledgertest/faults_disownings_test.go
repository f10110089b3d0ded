package ledgertest

import (
	"context"

	"sayso"
)

// Faults of giving versions to their carriers.
func disowningFaults() []fault {
	return []fault{
		{"a version that was given away comes back when it is read again", "Desk/Disown", func(l sayso.Ledger) sayso.Ledger { return forgetsDisownings{l} }},
		{"what was given away cannot be taken back", "Desk/Own", func(l sayso.Ledger) sayso.Ledger { return disownsForGood{l} }},
		{"what its publisher vouches for is given away", "Desk/DisownRefused", func(l sayso.Ledger) sayso.Ledger { return disownsAnything{l} }},
		{"what its publisher has does not come back", "Desk/Disowned", func(l sayso.Ledger) sayso.Ledger { return keepsCarrier{l} }},
		{"what comes back is in no history", "Desk/Disowned", func(l sayso.Ledger) sayso.Ledger { return listsNothing{l} }},
	}
}

type forgetsDisownings struct{ sayso.Ledger }

func (l forgetsDisownings) Put(ctx context.Context, rs ...sayso.Reading) ([]sayso.Outcome, error) {
	page, err := l.Disownings(ctx, sayso.Paging{})
	if err != nil {
		return nil, err
	}
	for _, x := range page.Items {
		x.Verdict = sayso.Owned
		if err := l.Disown(ctx, x); err != nil {
			return nil, err
		}
	}
	return l.Ledger.Put(ctx, rs...)
}

type disownsForGood struct{ sayso.Ledger }

func (l disownsForGood) Disown(ctx context.Context, x sayso.Disowning) error {
	if x.Verdict == sayso.Owned {
		return nil
	}
	return l.Ledger.Disown(ctx, x)
}

type disownsAnything struct{ sayso.Ledger }

func (l disownsAnything) Disown(ctx context.Context, x sayso.Disowning) error {
	err := l.Ledger.Disown(ctx, x)
	if sayso.KindOf(err) == sayso.Invalid {
		return nil
	}
	return err
}

type keepsCarrier struct{ sayso.Ledger }

func (l keepsCarrier) Put(ctx context.Context, rs ...sayso.Reading) ([]sayso.Outcome, error) {
	page, err := l.Disownings(ctx, sayso.Paging{})
	if err != nil {
		return nil, err
	}
	for i := range rs {
		for _, x := range page.Items {
			if rs[i].Article.Version() == x.Version {
				rs[i].Article.Warrant = sayso.StatedWarrant
			}
		}
	}
	return l.Ledger.Put(ctx, rs...)
}

type listsNothing struct{ sayso.Ledger }

func (l listsNothing) History(ctx context.Context, about string, p sayso.Paging) (sayso.Page[sayso.Judgement], error) {
	page, err := l.Ledger.History(ctx, about, p)
	kept := page.Items[:0]
	for _, j := range page.Items {
		if j.Disowning == nil || j.Disowning.Verdict == sayso.Disowned {
			kept = append(kept, j)
		}
	}
	page.Items = kept
	return page, err
}
