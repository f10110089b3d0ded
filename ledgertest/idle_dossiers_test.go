package ledgertest

import (
	"context"

	"sayso"
)

func (l idle) KeepDossier(ctx context.Context, d sayso.Dossier) (out sayso.Change, err error) {
	if l.method == "KeepDossier" {
		return
	}
	return l.Ledger.KeepDossier(ctx, d)
}

func (l idle) DropDossier(ctx context.Context, id sayso.DossierID) (err error) {
	if l.method == "DropDossier" {
		return
	}
	return l.Ledger.DropDossier(ctx, id)
}

func (l idle) Dossier(ctx context.Context, id sayso.DossierID) (out *sayso.Dossier, err error) {
	if l.method == "Dossier" {
		return
	}
	return l.Ledger.Dossier(ctx, id)
}

func (l idle) Dossiers(ctx context.Context, owner string, p sayso.Paging) (out sayso.Page[sayso.Dossier], err error) {
	if l.method == "Dossiers" {
		return
	}
	return l.Ledger.Dossiers(ctx, owner, p)
}

func (l idle) Collect(ctx context.Context, id sayso.DossierID, p sayso.Piece, place int) (out sayso.Change, err error) {
	if l.method == "Collect" {
		return
	}
	return l.Ledger.Collect(ctx, id, p, place)
}

func (l idle) Discard(ctx context.Context, id sayso.DossierID, r sayso.Ref) (err error) {
	if l.method == "Discard" {
		return
	}
	return l.Ledger.Discard(ctx, id, r)
}

func (l idle) Mark(ctx context.Context, m sayso.Mark) (out sayso.Change, err error) {
	if l.method == "Mark" {
		return
	}
	return l.Ledger.Mark(ctx, m)
}

func (l idle) Marks(ctx context.Context, owner string, rows []sayso.Ref) (out []sayso.Mark, err error) {
	if l.method == "Marks" {
		return
	}
	return l.Ledger.Marks(ctx, owner, rows)
}

func (l idle) Marked(ctx context.Context, q sayso.MarkQuery) (out sayso.Page[sayso.Mark], err error) {
	if l.method == "Marked" {
		return
	}
	return l.Ledger.Marked(ctx, q)
}
