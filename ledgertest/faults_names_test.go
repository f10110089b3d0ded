package ledgertest

import (
	"context"

	"sayso"
)

// Faults of names.
func nameFaults() []fault {
	return []fault{
		{"a beginning finds as many as there are", "Names/Begins", func(l sayso.Ledger) sayso.Ledger { return beginsWithout{l, 0} }},
		{"whole identifiers begin nothing", "Names/Begins", func(l sayso.Ledger) sayso.Ledger { return beginsWithout{l, 18} }},
		{"any letters begin something", "Names/Begins", func(l sayso.Ledger) sayso.Ledger { return beginsAnyway{l} }},
		{"a mention is no name", "Names/Begins", func(l sayso.Ledger) sayso.Ledger { return noMentionNames{l} }},
	}
}

type beginsWithout struct {
	sayso.Ledger
	letters int
}

func (l beginsWithout) Begins(ctx context.Context, prefix string, limit int) ([]string, error) {
	if l.letters == 0 && limit > 0 && limit < sayso.MaxLimit {
		limit = sayso.MaxLimit
	}
	if len(prefix) == l.letters {
		return nil, nil
	}
	return l.Ledger.Begins(ctx, prefix, limit)
}

type beginsAnyway struct{ sayso.Ledger }

func (l beginsAnyway) Begins(ctx context.Context, prefix string, limit int) ([]string, error) {
	return l.Ledger.Begins(ctx, prefix[:min(len(prefix), 6)], limit)
}

type noMentionNames struct{ sayso.Ledger }

func (l noMentionNames) Begins(ctx context.Context, prefix string, limit int) ([]string, error) {
	if len(prefix) > 2 && prefix[:2] == "em" {
		return nil, nil
	}
	return l.Ledger.Begins(ctx, prefix, limit)
}
