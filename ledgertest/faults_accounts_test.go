package ledgertest

import (
	"context"
	"time"

	"sayso"
)

// Faults of accounts.
func accountFaults() []fault {
	return []fault{
		{"an account of any name is added", "Accounts/Add", func(l sayso.Ledger) sayso.Ledger { return addsAnybody{l} }},
		{"two accounts share a subject", "Accounts/Add", func(l sayso.Ledger) sayso.Ledger { return sharesSubjects{l} }},
		{"the last admin goes", "Accounts/Change", func(l sayso.Ledger) sayso.Ledger { return forgetsAdmins{l} }},
		{"a new password keeps old sessions", "Accounts/Change", func(l sayso.Ledger) sayso.Ledger { return &keepsSessions{Ledger: l} }},
		{"what ended still lets in", "Accounts/Passes", func(l sayso.Ledger) sayso.Ledger { return stopsClock{l} }},
		{"a session does for a token", "Accounts/Passes", func(l sayso.Ledger) sayso.Ledger { return anyKind{l} }},
		{"what counts once counts twice", "Accounts/Passes", func(l sayso.Ledger) sayso.Ledger { return takesTwice{l} }},
		{"anybody ends anybody's passes", "Accounts/Passes", func(l sayso.Ledger) sayso.Ledger { return endsAny{l} }},
		{"use is not noted", "Accounts/Passes", func(l sayso.Ledger) sayso.Ledger { return usesUnnoted{l} }},
		{"who is bounded sees everything", "Accounts/Collections", func(l sayso.Ledger) sayso.Ledger { return collectsAll{l} }},
		{"the trail leaves judgements out", "Accounts/Audit", func(l sayso.Ledger) sayso.Ledger { return noJudgements{l} }},
		{"the later of two editors wins", "Accounts/Seen", func(l sayso.Ledger) sayso.Ledger { return lastWins{l} }},
		{"an entry is changed later", "Accounts/Audit", func(l sayso.Ledger) sayso.Ledger { return rewrites{l} }},
	}
}

type addsAnybody struct{ sayso.Ledger }

func (l addsAnybody) AddAccount(ctx context.Context, a sayso.Account) error {
	if sayso.CheckAccountName(a.Name) != nil {
		return nil
	}
	return l.Ledger.AddAccount(ctx, a)
}

type sharesSubjects struct{ sayso.Ledger }

func (l sharesSubjects) AddAccount(ctx context.Context, a sayso.Account) error {
	if _, err := l.AccountOf(ctx, a.Subject); err == nil {
		a.Subject += " too"
	}
	return l.Ledger.AddAccount(ctx, a)
}

type forgetsAdmins struct{ sayso.Ledger }

func (l forgetsAdmins) ChangeAccount(ctx context.Context, name string, change func(*sayso.Account) error) error {
	err := l.Ledger.ChangeAccount(ctx, name, change)
	if a, e := l.Account(ctx, name); e == nil && err != nil && a.Role == sayso.AdminRole && change(a) == nil && a.Validate() == nil && a.Name == name {
		return nil
	}
	return err
}

// keepsSessions gives back the passes that a change has ended.
type keepsSessions struct {
	sayso.Ledger
	made []sayso.Pass
}

func (l *keepsSessions) AddPass(ctx context.Context, p sayso.Pass) error {
	l.made = append(l.made, p)
	return l.Ledger.AddPass(ctx, p)
}

func (l *keepsSessions) ChangeAccount(ctx context.Context, name string, change func(*sayso.Account) error) error {
	err := l.Ledger.ChangeAccount(ctx, name, change)
	for _, p := range l.made {
		_ = l.Ledger.AddPass(ctx, p)
	}
	return err
}

type stopsClock struct{ sayso.Ledger }

func (l stopsClock) UsePass(ctx context.Context, kind sayso.PassKind, sum string, _ time.Time) (*sayso.Pass, *sayso.Account, error) {
	return l.Ledger.UsePass(ctx, kind, sum, morning)
}

type anyKind struct{ sayso.Ledger }

func (l anyKind) UsePass(ctx context.Context, _ sayso.PassKind, sum string, now time.Time) (p *sayso.Pass, a *sayso.Account, err error) {
	for _, kind := range sayso.PassKinds {
		if p, a, err = l.Ledger.UsePass(ctx, kind, sum, now); err == nil {
			return p, a, nil
		}
	}
	return p, a, err
}

type takesTwice struct{ sayso.Ledger }

func (l takesTwice) TakePass(ctx context.Context, kind sayso.PassKind, sum string, now time.Time) (*sayso.Pass, *sayso.Account, error) {
	return l.UsePass(ctx, kind, sum, now)
}

type endsAny struct{ sayso.Ledger }

func (l endsAny) EndPass(ctx context.Context, account, id string) error {
	for _, name := range []string{account, "ada"} {
		if err := l.Ledger.EndPass(ctx, name, id); err == nil {
			return nil
		}
	}
	return l.Ledger.EndPass(ctx, account, id)
}

type usesUnnoted struct{ sayso.Ledger }

func (l usesUnnoted) UsePass(ctx context.Context, kind sayso.PassKind, sum string, now time.Time) (*sayso.Pass, *sayso.Account, error) {
	p, a, err := l.Ledger.UsePass(ctx, kind, sum, now)
	if err == nil {
		p.Used = p.Made
	}
	return p, a, err
}

type collectsAll struct{ sayso.Ledger }

func (l collectsAll) Collected(ctx context.Context, _ []string, _ sayso.ArticleID) (bool, error) {
	return true, ctx.Err()
}

type noJudgements struct{ sayso.Ledger }

func (l noJudgements) Audit(ctx context.Context, q sayso.AuditQuery) (sayso.Page[sayso.AuditEntry], error) {
	page, err := l.Ledger.Audit(ctx, q)
	var left []sayso.AuditEntry
	for _, e := range page.Items {
		if e.Act != sayso.JudgementAct {
			left = append(left, e)
		}
	}
	page.Items = left
	return page, err
}

type rewrites struct{ sayso.Ledger }

func (l rewrites) Audit(ctx context.Context, q sayso.AuditQuery) (sayso.Page[sayso.AuditEntry], error) {
	page, err := l.Ledger.Audit(ctx, q)
	for i := range page.Items {
		if page.Items[i].Who == "ada" {
			page.Items[i].Who = "eva"
		}
	}
	return page, err
}

type lastWins struct{ sayso.Ledger }

func (l lastWins) Correct(ctx context.Context, c sayso.Correction) (sayso.ClaimID, error) {
	c.Seen = 0
	return l.Ledger.Correct(ctx, c)
}
