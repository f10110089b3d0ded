package sqlite

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"hash/fnv"

	"sayso"
)

// A list is paged by key: Next holds the sort key of the last item, and the
// page after it begins behind that key. Rows that come and go between two
// calls shift nothing.
//
// The text of a token is base64 of four bytes that name the query and of the
// key's numbers as varints. It is opaque to callers; a token that was not made
// by this query is refused.

// limitOf returns how many items a page holds.
func limitOf(p sayso.Paging) (int, error) {
	switch {
	case p.Limit < 0 || p.Limit > sayso.MaxLimit:
		return 0, sayso.Errorf("list", "", sayso.Invalid, "limit %d", p.Limit).Advise(fmt.Sprintf("give a limit from 1 to %d", sayso.MaxLimit))
	case p.Limit == 0:
		return sayso.DefaultLimit, nil
	}
	return p.Limit, nil
}

// fingerprint names a query without its paging.
func fingerprint(query string) uint32 {
	h := fnv.New32a()
	h.Write([]byte(query))
	return h.Sum32()
}

func writeToken(query uint32, keys ...int64) string {
	b := binary.BigEndian.AppendUint32(nil, query)
	for _, k := range keys {
		b = binary.AppendVarint(b, k)
	}
	return base64.RawURLEncoding.EncodeToString(b)
}

// readToken returns the n numbers of a token; nil for the empty one.
func readToken(token string, query uint32, n int) ([]int64, error) {
	if token == "" {
		return nil, nil
	}
	invalid := sayso.Errorf("list", "", sayso.Invalid, "the place to go on from is not one that this list gave").Advise("start from the first page")
	if len(token) > 8+14*(n+1) {
		return nil, invalid
	}
	b, err := base64.RawURLEncoding.DecodeString(token)
	if err != nil || len(b) < 4 || binary.BigEndian.Uint32(b) != query {
		return nil, invalid
	}
	keys := make([]int64, 0, n)
	for b = b[4:]; len(b) > 0; {
		k, size := binary.Varint(b)
		if size <= 0 || len(keys) == n {
			return nil, invalid
		}
		keys = append(keys, k)
		b = b[size:]
	}
	if len(keys) != n {
		return nil, invalid
	}
	return keys, nil
}
