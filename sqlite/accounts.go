package sqlite

import (
	"context"
	"database/sql"
	"slices"

	"sayso"
	"sayso/internal/ledger"
)

// nullable is NULL for the empty text.
func nullable(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// AddAccount implements sayso.Accounts.
func (l *Ledger) AddAccount(ctx context.Context, a sayso.Account) error {
	const op = "add account"
	if err := a.Validate(); err != nil {
		return err
	}
	if a.Added.IsZero() {
		a.Added = l.now()
	}
	return l.update(ctx, op, a.Name, func(tx *sql.Tx) error {
		var all, taken int
		if err := tx.QueryRowContext(ctx, `SELECT count(*), coalesce(sum(CASE WHEN name = ? THEN 1 ELSE 0 END), 0) FROM account`, a.Name).Scan(&all, &taken); err != nil {
			return err
		}
		switch {
		case taken > 0:
			return sayso.Errorf(op, a.Name, sayso.Invalid, "there is an account of that name, and a name is never given twice").Advise("choose another name")
		case all >= sayso.MaxAccounts:
			return sayso.Errorf(op, a.Name, sayso.TooLarge, "the ledger has %d accounts already (MaxAccounts)", all)
		}
		if err := subjectIsFree(ctx, tx, op, &a); err != nil {
			return err
		}
		r, err := tx.ExecContext(ctx, `INSERT INTO account (name, role, password, subject, limited, added, closed) VALUES (?, ?, ?, ?, ?, ?, ?)`,
			a.Name, string(a.Role), a.Password, nullable(a.Subject), a.Limited, millis(a.Added), millis(a.Closed))
		if err != nil {
			return err
		}
		n, err := r.LastInsertId()
		if err != nil {
			return err
		}
		return boundTo(ctx, tx, n, a.Collections)
	})
}

// subjectIsFree refuses the subject of another account.
func subjectIsFree(ctx context.Context, tx *sql.Tx, op string, a *sayso.Account) error {
	if a.Subject == "" {
		return nil
	}
	var other string
	had, err := found(tx.QueryRowContext(ctx, `SELECT name FROM account WHERE subject = ? AND name <> ?`, a.Subject, a.Name).Scan(&other))
	if err == nil && had {
		err = sayso.Errorf(op, a.Name, sayso.Invalid, "the provider's user signs in as %s already", other).Advise("sign in as another user of the provider")
	}
	return err
}

// boundTo makes the collections of an account those.
func boundTo(ctx context.Context, tx *sql.Tx, n int64, collections []string) error {
	if _, err := tx.ExecContext(ctx, `DELETE FROM account_collection WHERE account = ?`, n); err != nil {
		return err
	}
	for _, c := range collections {
		if _, err := tx.ExecContext(ctx, `INSERT OR IGNORE INTO account_collection (account, collection) VALUES (?, ?)`, n, c); err != nil {
			return err
		}
	}
	return nil
}

const accountColumns = `a.n, a.name, a.role, a.password, coalesce(a.subject, ''), a.limited, a.added, a.closed`

// accounts reads those that a condition selects, with their row numbers.
func accounts(ctx context.Context, tx *sql.Tx, cond string, args ...any) (out []sayso.Account, ns []int64, err error) {
	rows, err := tx.QueryContext(ctx, `SELECT `+accountColumns+` FROM account a `+cond, args...)
	if err != nil {
		return nil, nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var a sayso.Account
		var n, added, closed int64
		if err := rows.Scan(&n, &a.Name, (*string)(&a.Role), &a.Password, &a.Subject, &a.Limited, &added, &closed); err != nil {
			return nil, nil, err
		}
		a.Added, a.Closed = moment(added), moment(closed)
		out, ns = append(out, a), append(ns, n)
	}
	if err := rows.Err(); err != nil {
		return nil, nil, err
	}
	for i := range out {
		if !out[i].Limited {
			continue
		}
		if out[i].Collections, err = texts(ctx, tx, `SELECT collection FROM account_collection WHERE account = ? ORDER BY collection`, ns[i]); err != nil {
			return nil, nil, err
		}
	}
	return out, ns, nil
}

// account reads one account.
func account(ctx context.Context, tx *sql.Tx, cond string, args ...any) (*sayso.Account, int64, error) {
	as, ns, err := accounts(ctx, tx, cond, args...)
	if err == nil && len(as) == 0 {
		err = sql.ErrNoRows
	}
	if err != nil {
		return nil, 0, err
	}
	return &as[0], ns[0], nil
}

// Account implements sayso.Accounts.
func (l *Ledger) Account(ctx context.Context, name string) (a *sayso.Account, err error) {
	err = l.view(ctx, "find account", name, func(tx *sql.Tx) error {
		a, _, err = account(ctx, tx, `WHERE name = ?`, name)
		return err
	})
	return a, err
}

// AccountOf implements sayso.Accounts.
func (l *Ledger) AccountOf(ctx context.Context, subject string) (a *sayso.Account, err error) {
	err = l.view(ctx, "find account", subject, func(tx *sql.Tx) error {
		a, _, err = account(ctx, tx, `WHERE subject = ?`, subject)
		return err
	})
	return a, err
}

// AccountList implements sayso.Accounts.
func (l *Ledger) AccountList(ctx context.Context, p sayso.Paging) (sayso.Page[sayso.Account], error) {
	var page sayso.Page[sayso.Account]
	limit, err := ledger.PageSize(p)
	if err != nil {
		return page, err
	}
	mark := fingerprint("accounts")
	_, after, err := readNamedToken(p.After, mark, 0)
	if err != nil {
		return page, err
	}
	err = l.view(ctx, "list accounts", l.path, func(tx *sql.Tx) error {
		page.Items, _, err = accounts(ctx, tx, `WHERE name > ? ORDER BY name LIMIT ?`, after, limit+1)
		if len(page.Items) > limit {
			page.Items = page.Items[:limit]
			page.Next = writeNamedToken(mark, page.Items[limit-1].Name)
		}
		return err
	})
	return page, err
}

// ChangeAccount implements sayso.Accounts.
func (l *Ledger) ChangeAccount(ctx context.Context, name string, change func(*sayso.Account) error) error {
	const op = "change account"
	return l.update(ctx, op, name, func(tx *sql.Tx) error {
		was, n, err := account(ctx, tx, `WHERE name = ?`, name)
		if err != nil {
			return err
		}
		a := *was
		a.Collections = slices.Clone(was.Collections)
		if err := change(&a); err != nil {
			return err
		}
		if err := a.Validate(); err != nil {
			return err
		}
		if a.Name != was.Name {
			return sayso.Errorf(op, name, sayso.Invalid, "an account keeps its name")
		}
		if err := subjectIsFree(ctx, tx, op, &a); err != nil {
			return err
		}
		if was.Role == sayso.AdminRole && was.Closed.IsZero() && (a.Role != sayso.AdminRole || !a.Closed.IsZero()) {
			var others int
			if err := tx.QueryRowContext(ctx, `SELECT count(*) FROM account WHERE role = ? AND closed = 0 AND n <> ?`, string(sayso.AdminRole), n).Scan(&others); err != nil {
				return err
			}
			if others == 0 {
				return sayso.Errorf(op, name, sayso.Invalid, "nobody else is an admin").Advise("make somebody else an admin first")
			}
		}
		if _, err := tx.ExecContext(ctx, `UPDATE account SET role = ?, password = ?, subject = ?, limited = ?, closed = ? WHERE n = ?`,
			string(a.Role), a.Password, nullable(a.Subject), a.Limited, millis(a.Closed), n); err != nil {
			return err
		}
		if err := boundTo(ctx, tx, n, a.Collections); err != nil {
			return err
		}
		switch {
		case !a.Closed.IsZero():
			_, err = tx.ExecContext(ctx, `DELETE FROM pass WHERE account = ?`, n)
		case a.Password != was.Password || a.Subject != was.Subject:
			_, err = tx.ExecContext(ctx, `DELETE FROM pass WHERE account = ? AND kind <> ?`, n, string(sayso.TokenPass))
		}
		return err
	})
}
