package postgres

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"sayso/internal/lease"
)

// names are what statements name claims by.
func names(cs []lease.Claim) (keys []string, tokens []int64) {
	keys, tokens = make([]string, len(cs)), make([]int64, len(cs))
	for i := range cs {
		keys[i], tokens[i] = cs[i].Key, cs[i].Token
	}
	return keys, tokens
}

const goodClaims = `SELECT key FROM work_claim WHERE key = ANY($1) AND (key, token) IN (SELECT * FROM unnest($1::text[], $2::bigint[])) ORDER BY key FOR UPDATE`

// Claim implements lease.Claims.
func (s *Shop) Claim(ctx context.Context, worker string, keys []string) ([]lease.Claim, error) {
	return s.claims(s.db.QueryContext(ctx, `INSERT INTO work_claim (key, token, worker, until)
		SELECT k, nextval('work_token'), $2, now() + make_interval(secs => $3) FROM (SELECT DISTINCT k FROM unnest($1::text[]) x(k) ORDER BY k) y
		ON CONFLICT (key) DO UPDATE SET token = excluded.token, worker = excluded.worker, until = excluded.until
		WHERE work_claim.until < now() RETURNING key, token`, keys, worker, s.lease))
}

// Renew implements lease.Claims.
func (s *Shop) Renew(ctx context.Context, cs []lease.Claim) ([]lease.Claim, error) {
	keys, tokens := names(cs)
	return s.claims(s.db.QueryContext(ctx, `UPDATE work_claim SET until = now() + make_interval(secs => $3) WHERE key IN (`+goodClaims+`) RETURNING key, token`, keys, tokens, s.lease))
}

func (s *Shop) claims(rows *sql.Rows, err error) (out []lease.Claim, _ error) {
	const op = "claim work"
	if err != nil {
		return nil, s.fail(op, err)
	}
	defer rows.Close()
	for rows.Next() {
		var c lease.Claim
		if err := rows.Scan(&c.Key, &c.Token); err != nil {
			return nil, s.fail(op, err)
		}
		out = append(out, c)
	}
	return out, s.fail(op, rows.Err())
}

// Drop implements lease.Claims.
func (s *Shop) Drop(ctx context.Context, cs ...lease.Claim) error {
	keys, tokens := names(cs)
	_, err := s.exec(ctx, "give work back", `DELETE FROM work_claim WHERE key IN (`+goodClaims+`)`, keys, tokens)
	return err
}

// Turn implements lease.Turns.
func (s *Shop) Turn(ctx context.Context, host string, delay time.Duration) (time.Duration, error) {
	var seconds float64
	err := s.db.QueryRowContext(ctx, `INSERT INTO work_host AS h (host, next) VALUES ($1, now() + make_interval(secs => $2))
		ON CONFLICT (host) DO UPDATE SET next = greatest(h.next, now()) + make_interval(secs => $2)
		RETURNING extract(epoch FROM next - make_interval(secs => $2) - now())::float8`, whole(host), delay.Seconds()).Scan(&seconds)
	return time.Duration(seconds * float64(time.Second)), s.fail("wait for a host", err)
}

// Hold implements lease.Turns.
func (s *Shop) Hold(ctx context.Context, host string, d time.Duration) error {
	_, err := s.exec(ctx, "leave a host alone", `INSERT INTO work_host AS h (host, next) VALUES ($1, now() + make_interval(secs => $2))
		ON CONFLICT (host) DO UPDATE SET next = greatest(h.next, excluded.next)`, whole(host), d.Seconds())
	return err
}

// joining is the name of the joiner's claim.
const joining = "join"

// Join implements lease.Joiner. The advisory lock is held by a connection, and so ends
// with whoever holds it, at once. One who has stalled, or whose machine cannot be
// reached, still has it: when its claim has not been renewed for half a lease, the
// connection that holds the lock is ended. Should the holder go on then, its claim is
// another's, and its transactions are refused.
func (s *Shop) Join(ctx context.Context, worker string) (*lease.Hold, error) {
	const op = "put articles into stories"
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.join
	if c == nil || c.IsClosed() {
		var err error
		if c, err = pgx.ConnectConfig(ctx, s.config); err != nil {
			return nil, s.fail(op, err)
		}
		s.join = c
	}
	var got bool
	if err := c.QueryRow(ctx, `SELECT pg_try_advisory_lock($1)`, int64(joiners)).Scan(&got); err != nil {
		return nil, s.fail(op, err)
	}
	if !got {
		_, err := c.Exec(ctx, `SELECT pg_terminate_backend(l.pid) FROM pg_locks l JOIN work_claim k ON k.pid = l.pid
			WHERE k.key = $1 AND k.until < now() AND l.locktype = 'advisory' AND l.granted AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
			AND l.classid = $2::bigint::oid AND l.objid = $3::bigint::oid`, joining, int64(joiners>>32), int64(joiners&0xffffffff))
		return nil, s.fail(op, err)
	}
	claim := lease.Claim{Key: joining}
	err := c.QueryRow(ctx, `INSERT INTO work_claim (key, token, worker, until, pid) VALUES ($1, nextval('work_token'), $2, now() + make_interval(secs => $3), pg_backend_pid())
		ON CONFLICT (key) DO UPDATE SET token = excluded.token, worker = excluded.worker, until = excluded.until, pid = excluded.pid RETURNING token`,
		joining, worker, s.lease/2).Scan(&claim.Token)
	if err != nil {
		_ = c.Close(context.WithoutCancel(ctx))
		return nil, s.fail(op, err)
	}
	s.join = nil
	return &lease.Hold{
		Claim: claim,
		Beat: func(ctx context.Context) error {
			tag, err := c.Exec(ctx, `UPDATE work_claim SET until = now() + make_interval(secs => $3) WHERE key = $1 AND token = $2`, joining, claim.Token, s.lease/2)
			if err == nil && tag.RowsAffected() == 0 {
				err = lease.ErrLost
			}
			return s.fail(op, err)
		},
		End: func() {
			ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
			defer cancel()
			_, _ = c.Exec(ctx, `DELETE FROM work_claim WHERE key = $1 AND token = $2`, joining, claim.Token)
			_ = c.Close(ctx)
		},
	}, nil
}

// Say implements lease.Board.
func (s *Shop) Say(ctx context.Context, w lease.Worker) error {
	body, err := json.Marshal(w)
	if err != nil {
		return err
	}
	_, err = s.exec(ctx, "say what a worker does", `INSERT INTO work_worker (name, seen, body) VALUES ($1, now(), $2)
		ON CONFLICT (name) DO UPDATE SET seen = now(), body = excluded.body`, whole(w.Name), whole(string(body)))
	return err
}

// Leave implements lease.Board.
func (s *Shop) Leave(ctx context.Context, name string) error {
	_, err := s.exec(ctx, "leave", `DELETE FROM work_worker WHERE name = $1`, whole(name))
	return err
}

// State implements lease.Board.
func (s *Shop) State(ctx context.Context) (st lease.State, err error) {
	const op = "look at the workers"
	var oldest sql.NullTime
	err = s.db.QueryRowContext(ctx, `SELECT now(), (SELECT count(*) FROM unplaced),
		count(*) FILTER (WHERE due <= now() OR attempts = 0), count(*) FILTER (WHERE due > now() AND attempts > 0), min(added),
		(SELECT count(*) FROM work_item WHERE settled > now() - interval '1 day' AND NOT aside), (SELECT count(*) FROM work_item WHERE settled IS NOT NULL AND aside)
		FROM work_item WHERE due IS NOT NULL`).Scan(&st.Now, &st.Unplaced, &st.Waiting, &st.Leased, &oldest, &st.Settled, &st.Aside)
	if err != nil {
		return st, s.fail(op, err)
	}
	st.Now, st.Oldest = st.Now.UTC(), oldest.Time
	rows, err := s.db.QueryContext(ctx, `SELECT body, seen FROM work_worker ORDER BY name`)
	if err != nil {
		return st, s.fail(op, err)
	}
	defer rows.Close()
	for rows.Next() {
		var body string
		var seen time.Time
		var w lease.Worker
		if err := rows.Scan(&body, &seen); err != nil {
			return st, s.fail(op, err)
		}
		if err := json.Unmarshal([]byte(body), &w); err != nil {
			return st, s.fail(op, err)
		}
		w.Seen = seen.UTC()
		st.Workers = append(st.Workers, w)
	}
	if err := rows.Err(); err != nil {
		return st, s.fail(op, err)
	}
	st.Latest, err = s.latest(ctx)
	return st, s.fail(op, err)
}

func (s *Shop) latest(ctx context.Context) (out []lease.Aside, err error) {
	rows, err := s.db.QueryContext(ctx, `SELECT name, trouble, settled, attempts FROM work_item WHERE settled IS NOT NULL AND aside ORDER BY settled DESC LIMIT $1`, lease.MaxAside)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var a lease.Aside
		if err := rows.Scan(&a.Name, &a.Why, &a.At, &a.Attempts); err != nil {
			return nil, err
		}
		a.At = a.At.UTC()
		out = append(out, a)
	}
	return out, rows.Err()
}

// Clock implements lease.Board.
func (s *Shop) Clock(ctx context.Context) (now time.Time, err error) {
	err = s.db.QueryRowContext(ctx, `SELECT clock_timestamp()`).Scan(&now)
	return now, s.fail("read the database's clock", err)
}

// Forget implements lease.Board: what was done a month ago, claims and hosts of
// yesterday, workers that have said nothing for a day.
func (s *Shop) Forget(ctx context.Context) error {
	var all error
	for _, q := range []string{
		`DELETE FROM work_item WHERE settled < now() - interval '30 days' AND NOT aside`,
		`DELETE FROM work_claim WHERE until < now() - interval '1 day'`,
		`DELETE FROM work_host WHERE next < now() - interval '1 day'`,
		`DELETE FROM work_worker WHERE seen < now() - interval '1 day'`,
	} {
		_, err := s.exec(ctx, "forget old work", q)
		all = errors.Join(all, err)
	}
	return all
}
