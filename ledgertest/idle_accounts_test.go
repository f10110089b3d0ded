package ledgertest

import (
	"context"
	"time"

	"sayso"
)

func (l idle) AddAccount(ctx context.Context, a sayso.Account) (err error) {
	if l.method == "AddAccount" {
		return
	}
	return l.Ledger.AddAccount(ctx, a)
}

func (l idle) Account(ctx context.Context, name string) (out *sayso.Account, err error) {
	if l.method == "Account" {
		return
	}
	return l.Ledger.Account(ctx, name)
}

func (l idle) AccountOf(ctx context.Context, subject string) (out *sayso.Account, err error) {
	if l.method == "AccountOf" {
		return
	}
	return l.Ledger.AccountOf(ctx, subject)
}

func (l idle) AccountList(ctx context.Context, p sayso.Paging) (out sayso.Page[sayso.Account], err error) {
	if l.method == "AccountList" {
		return
	}
	return l.Ledger.AccountList(ctx, p)
}

func (l idle) ChangeAccount(ctx context.Context, name string, change func(*sayso.Account) error) (err error) {
	if l.method == "ChangeAccount" {
		return
	}
	return l.Ledger.ChangeAccount(ctx, name, change)
}

func (l idle) AddPass(ctx context.Context, p sayso.Pass) (err error) {
	if l.method == "AddPass" {
		return
	}
	return l.Ledger.AddPass(ctx, p)
}

func (l idle) UsePass(ctx context.Context, kind sayso.PassKind, sum string, now time.Time) (out *sayso.Pass, more *sayso.Account, err error) {
	if l.method == "UsePass" {
		return
	}
	return l.Ledger.UsePass(ctx, kind, sum, now)
}

func (l idle) TakePass(ctx context.Context, kind sayso.PassKind, sum string, now time.Time) (out *sayso.Pass, more *sayso.Account, err error) {
	if l.method == "TakePass" {
		return
	}
	return l.Ledger.TakePass(ctx, kind, sum, now)
}

func (l idle) Passes(ctx context.Context, account string, now time.Time, p sayso.Paging) (out sayso.Page[sayso.Pass], err error) {
	if l.method == "Passes" {
		return
	}
	return l.Ledger.Passes(ctx, account, now, p)
}

func (l idle) EndPass(ctx context.Context, account, id string) (err error) {
	if l.method == "EndPass" {
		return
	}
	return l.Ledger.EndPass(ctx, account, id)
}

func (l idle) SetCollection(ctx context.Context, c sayso.Collection) (out sayso.Change, err error) {
	if l.method == "SetCollection" {
		return
	}
	return l.Ledger.SetCollection(ctx, c)
}

func (l idle) RemoveCollection(ctx context.Context, name string) (err error) {
	if l.method == "RemoveCollection" {
		return
	}
	return l.Ledger.RemoveCollection(ctx, name)
}

func (l idle) Collections(ctx context.Context, p sayso.Paging) (out sayso.Page[sayso.Collection], err error) {
	if l.method == "Collections" {
		return
	}
	return l.Ledger.Collections(ctx, p)
}

func (l idle) Collected(ctx context.Context, collections []string, article sayso.ArticleID) (out bool, err error) {
	if l.method == "Collected" {
		return
	}
	return l.Ledger.Collected(ctx, collections, article)
}

func (l idle) Note(ctx context.Context, e sayso.AuditEntry) (err error) {
	if l.method == "Note" {
		return
	}
	return l.Ledger.Note(ctx, e)
}

func (l idle) Audit(ctx context.Context, q sayso.AuditQuery) (out sayso.Page[sayso.AuditEntry], err error) {
	if l.method == "Audit" {
		return
	}
	return l.Ledger.Audit(ctx, q)
}
