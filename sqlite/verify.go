package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"runtime"
	"sync"

	"golang.org/x/sync/errgroup"

	"sayso"
	"sayso/internal/ledger"
)

// What is kept carries checksums. Records, raw inputs, what is held and what
// waits are zstd frames, each with its own (the lower half of XXH64, RFC 8878,
// section 3.1.1), which is looked at whenever one is unpacked. What analysts say
// has a column. The identifier of a version is a digest of its text. All else in
// the file is derived, and can be held against what it is derived from.

const (
	// maxCompared is about how many versions a sample has. Where one version in a
	// hundred is wrong, a sample of 300 has one of these in 95 looks of 100 (the rule
	// of three). Each look takes other versions.
	maxCompared = 300
	// verifyBatch is how many versions are read from one snapshot, so that a long
	// look keeps the file's changes from being taken in for a moment only.
	verifyBatch = 64
	// maxAlike is how many flaws of one kind of row are told.
	maxAlike = 20
)

// verifier is one look through a ledger.
type verifier struct {
	*Ledger
	every int64 // so many versions of which one is compared; 0 where none is
	first int64 // which of them

	mu    sync.Mutex
	found func(sayso.Flaw) error
	sum   sayso.Verified
}

// Verify implements sayso.Upkeep.
func (l *Ledger) Verify(ctx context.Context, o sayso.VerifyOptions, found func(sayso.Flaw) error) (sayso.Verified, error) {
	v := &verifier{Ledger: l, found: found, every: 1}
	if !o.All {
		var n int64
		if err := l.afresh(ctx, func(tx *sql.Tx) error {
			return tx.QueryRowContext(ctx, `SELECT count(*) FROM version`).Scan(&n)
		}); err != nil {
			return v.sum, fail("verify ledger", l.path, l.blame(ctx, err))
		}
		v.every = max(1, (n+maxCompared-1)/maxCompared)
		v.first = rand.Int64N(v.every)
	}
	return v.look(ctx)
}

// look looks through the ledger.
func (v *verifier) look(ctx context.Context) (sayso.Verified, error) {
	// What SQLite looks at keeps one processor busy, and unpacking keeps the others.
	g, gctx := errgroup.WithContext(ctx)
	g.Go(func() error {
		return v.afresh(gctx, func(tx *sql.Tx) error { return v.structure(gctx, tx) })
	})
	g.Go(func() error {
		for _, look := range []func(context.Context) error{v.versions, v.waiting, v.judgements, v.trail} {
			if err := look(gctx); err != nil {
				return err
			}
		}
		return nil
	})
	err := g.Wait()
	return v.sum, fail("verify ledger", v.path, v.blame(ctx, err))
}

func (v *verifier) flaw(f sayso.Flaw) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.sum.Flaws++
	return v.found(f)
}

// structure looks at the file as SQLite sees it, and at what is kept twice.
func (v *verifier) structure(ctx context.Context, tx *sql.Tx) error {
	type look struct {
		query, subject string
		derived        bool
	}
	looks := []look{{`PRAGMA integrity_check`, "the file", false}}
	if v.engine != nil {
		looks = nil // the database looks after its own files
	}
	for name, query := range invariants {
		if v.engine != nil && name == foreignKeys { // its tables declare none
			continue
		}
		looks = append(looks, look{query, name, true})
	}
	for _, x := range looks {
		rows, err := texts(ctx, tx, x.query)
		if err != nil && ctx.Err() == nil {
			rows, err = append(rows, err.Error()), nil // what cannot be looked at is no better
		}
		if err != nil {
			return err
		}
		for i, words := range rows {
			switch {
			case x.subject == "the file" && words == "ok":
				continue
			case i == maxAlike:
				words = fmt.Sprintf("and %d more", len(rows)-maxAlike)
			case i > maxAlike:
				continue
			}
			if err := v.flaw(sayso.Flaw{Subject: x.subject, Words: words, Derived: x.derived}); err != nil {
				return err
			}
		}
	}
	return nil
}

// texts reads the first column of a query.
func texts(ctx context.Context, tx *sql.Tx, query string, args ...any) ([]string, error) {
	rows, err := tx.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	var out []string
	for rows.Next() {
		to := make([]any, len(columns))
		for i := range to {
			to[i] = new(any)
		}
		if err := rows.Scan(to...); err != nil {
			return out, err
		}
		out = append(out, fmt.Sprint(*to[0].(*any)))
	}
	return out, rows.Err()
}

// storedVersion is a version with its reading, as the file has them.
type storedVersion struct {
	n                           int64
	id, article                 string
	at                          int64
	published, key, path, url   string
	outlet, title, lead, status string
	claims, strength            int
	record, raw                 []byte
}

const storedVersions = `SELECT v.n, v.id, a.id, v.at, v.published, v.key, v.path, v.url, coalesce(o.key, ''), v.title, v.lead, v.status, v.claims, v.strength, r.record, r.raw
	FROM version v CROSS JOIN article a ON a.n = v.article CROSS JOIN reading r ON r.version = v.n LEFT JOIN outlet o ON o.n = v.outlet
	WHERE v.n > ? ORDER BY v.n LIMIT ?`

func (v *verifier) versions(ctx context.Context) error {
	work := make(chan []storedVersion, 1)
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error {
		defer close(work)
		for last := int64(0); ; {
			batch, err := v.load(ctx, last)
			if err != nil || len(batch) == 0 {
				return err
			}
			last = batch[len(batch)-1].n
			select {
			case work <- batch:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
	})
	for range runtime.GOMAXPROCS(0) {
		g.Go(func() error {
			for batch := range work {
				for i := range batch {
					if err := v.version(ctx, &batch[i]); err != nil {
						return err
					}
				}
			}
			return nil
		})
	}
	return g.Wait()
}

func (v *verifier) load(ctx context.Context, after int64) (out []storedVersion, err error) {
	err = v.view(ctx, "verify ledger", v.path, func(tx *sql.Tx) (err error) {
		out, err = loadVersions(ctx, tx, after, verifyBatch)
		return err
	})
	return out, err
}

func loadVersions(ctx context.Context, tx *sql.Tx, after int64, limit int) (out []storedVersion, err error) {
	rows, err := tx.QueryContext(ctx, storedVersions, after, limit)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var s storedVersion
		if err := rows.Scan(&s.n, &s.id, &s.article, &s.at, &s.published, &s.key, &s.path, &s.url, &s.outlet, &s.title, &s.lead, &s.status, &s.claims, &s.strength, &s.record, &s.raw); err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, rows.Err()
}

// version looks at one version: its checksums, whether its text is the one that it
// is named for, whether its row says what its record says.
func (v *verifier) version(ctx context.Context, s *storedVersion) error {
	compare := v.every > 0 && s.n%v.every == v.first
	v.mu.Lock()
	v.sum.Versions++
	v.sum.Bytes += int64(len(s.record) + len(s.raw))
	if compare {
		v.sum.Compared++
	}
	v.mu.Unlock()
	kept := func(words string, args ...any) error {
		return v.flaw(sayso.Flaw{Subject: s.id, Words: fmt.Sprintf(words, args...)})
	}
	if _, err := v.codec.unpack(s.raw); err != nil {
		if err := kept("the raw input that is kept of it is damaged: %v", err); err != nil {
			return err
		}
	}
	a, err := v.codec.unpackArticle(s.record)
	if err != nil {
		return kept("its text and its analysis are damaged: %v", err)
	}
	if got := a.Version(); string(got) != s.id || string(a.ID) != s.article {
		return kept("its text is that of %s", got)
	}
	row := fmt.Sprintf("%d %q %q %q %q %q %q %q %d", s.at, s.published, s.key, s.path, s.url, s.outlet, s.title, s.status, s.strength)
	want := fmt.Sprintf("%d %q %q %q %q %q %q %q %d", ledger.Seconds(a.Dated()), a.Published.String(), a.Key, a.Path, a.URL, ledger.OutletKey(a.Outlet), a.Title, string(a.Standing()), a.Warrant.Strength())
	if row != want {
		if err := v.flaw(sayso.Flaw{Subject: s.id, Words: "lists show it as " + row + ", and its record says " + want}); err != nil {
			return err
		}
	}
	if !compare {
		return nil
	}
	return v.compare(ctx, s)
}

// waiting looks at what is held back, and at what waits to be read.
func (v *verifier) waiting(ctx context.Context) error {
	return v.view(ctx, "verify ledger", v.path, func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(ctx, `SELECT 'held back', version, record, raw FROM held UNION ALL SELECT 'waiting to be read', key, body, x'' FROM source_item WHERE body IS NOT NULL`)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var what, id string
			var parts [2][]byte
			if err := rows.Scan(&what, &id, &parts[0], &parts[1]); err != nil {
				return err
			}
			for _, p := range parts {
				v.sum.Bytes += int64(len(p))
				if _, err := v.codec.unpack(p); err != nil {
					if err := v.flaw(sayso.Flaw{Subject: id, Words: fmt.Sprintf("%s, and damaged: %v", what, err)}); err != nil {
						return err
					}
				}
			}
		}
		return rows.Err()
	})
}

func (v *verifier) judgements(ctx context.Context) error {
	return v.view(ctx, "verify ledger", v.path, func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(ctx, `SELECT n, kind, subject, other, body, coalesce(sum, -1) FROM judgement ORDER BY n`)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var n, sum int64
			var kind, subject, other, body string
			if err := rows.Scan(&n, &kind, &subject, &other, &body, &sum); err != nil {
				return err
			}
			v.sum.Judgements++
			v.sum.Bytes += int64(len(body))
			if sum != sumOf(kind, subject, other, body) {
				if err := v.flaw(sayso.Flaw{Subject: subject, Words: fmt.Sprintf("what an analyst said of it (number %d) is damaged", n)}); err != nil {
					return err
				}
			}
		}
		return rows.Err()
	})
}
