package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"sync"

	"sayso"
	"sayso/internal/ledger/near"
)

// maxVectors is how many vectors are held in memory: some 400 bytes each.
const maxVectors = 2_000_000

// nearness is the vectors of a ledger's claims, held in memory from the first
// time that somebody asks which are near. What was written since is added each
// time, by whichever process. What was taken out meanwhile stays until too much
// of what is found is gone.
type nearness struct {
	mu  sync.Mutex
	set near.Set
}

// hit is a claim, by its row number, and its product with what was asked for.
type hit struct {
	claim int64
	dot   int
}

// find returns the claims that are likest to q, the likest first.
func (m *nearness) find(ctx context.Context, tx *sql.Tx, path string, q sayso.Vector) ([]hit, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for {
		fresh := m.set.Len() == 0
		if err := m.catchUp(ctx, tx, path); err != nil {
			return nil, err
		}
		const least = sayso.LeastLike * sayso.VectorLength * sayso.VectorLength
		found := m.set.Find(q, sayso.MaxLike, least)
		out, err := there(ctx, tx, found)
		if err != nil || fresh || len(out) >= len(found)*9/10 {
			return out, err
		}
		m.set = near.Set{} // too much is gone
	}
}

// catchUp adds what was written since.
func (m *nearness) catchUp(ctx context.Context, tx *sql.Tx, path string) error {
	rows, err := tx.QueryContext(ctx, `SELECT seq, vector FROM claim_vector WHERE seq > ? ORDER BY seq`, m.set.Last())
	if err != nil {
		return err
	}
	defer rows.Close()
	var v sayso.Vector
	for rows.Next() {
		var seq int64
		var raw sql.RawBytes
		if err := rows.Scan(&seq, &raw); err != nil {
			return err
		}
		if m.set.Len() >= maxVectors {
			m.set = near.Set{}
			return sayso.Errorf("find claims by what they say", path, sayso.TooLarge, "the ledger has more than %d claims with vectors", maxVectors)
		}
		v = v[:0]
		for _, b := range raw {
			v = append(v, int8(b))
		}
		m.set.Add(seq, v)
	}
	return rows.Err()
}

// there keeps those that the ledger still has.
func there(ctx context.Context, tx *sql.Tx, found []near.Hit) ([]hit, error) {
	if len(found) == 0 {
		return nil, nil
	}
	seqs := make([]int64, len(found))
	for i, f := range found {
		seqs[i] = f.ID
	}
	rows, err := tx.QueryContext(ctx, `SELECT j.key, v.claim FROM json_each(?) j CROSS JOIN claim_vector v ON v.seq = j.value ORDER BY j.key`, listOf(seqs))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []hit
	for rows.Next() {
		var key int
		var h hit
		if err := rows.Scan(&key, &h.claim); err != nil {
			return nil, err
		}
		h.dot = found[key].Dot
		out = append(out, h)
	}
	return out, rows.Err()
}

// packVector writes a vector as claim_vector holds it.
func packVector(v sayso.Vector) []byte {
	raw := make([]byte, len(v))
	for i, n := range v {
		raw[i] = byte(n)
	}
	return raw
}

// like picks the claims that are likest to q, and remembers how like each is.
func (s *selection) like(hits []hit) {
	s.likeness = make(map[int64]int, len(hits))
	ns := make([]int64, len(hits))
	for i, h := range hits {
		ns[i], s.likeness[h.claim] = h.claim, h.dot
	}
	s.none = s.none || len(hits) == 0
	s.and(`c.n IN (SELECT value FROM json_each(?))`, listOf(ns))
}

// likest lists in the order of likeness; of claims that are equally like, the
// one that was read first is first.
func (s *selection) likest(ctx context.Context, tx *sql.Tx, limit int, after []int64) ([]spot, error) {
	out, err := spots(tx.QueryContext(ctx, s.statement(`SELECT `+spotColumns, ``), s.args...))
	if err != nil {
		return nil, err
	}
	order := func(a, b spot) int {
		return cmp.Or(cmp.Compare(s.likeness[b.n], s.likeness[a.n]), cmp.Compare(a.n, b.n))
	}
	slices.SortFunc(out, order)
	if after != nil {
		out = slices.DeleteFunc(out, func(x spot) bool {
			dot := s.likeness[x.n]
			return int64(dot) > after[0] || int64(dot) == after[0] && x.n <= after[1]
		})
	}
	return out[:min(limit, len(out))], nil
}
