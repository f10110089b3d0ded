package sqlite

import (
	"encoding/base64"
	"encoding/binary"
	"hash/fnv"

	"sayso"
)

// A list is paged by key: Next holds the sort key of the last item, and the
// page after it begins behind that key. Rows that come and go between two
// calls shift nothing.
//
// The text of a token is base64 of four bytes that name the query, of the key's
// numbers as varints, and of an identifier with its length, 0 where the key ends
// in none. It is opaque to callers; a token that was not made by this query is
// refused.

// fingerprint names a query without its paging.
func fingerprint(query string) uint32 {
	h := fnv.New32a()
	h.Write([]byte(query))
	return h.Sum32()
}

func writeToken(query uint32, keys ...int64) string { return writeNamedToken(query, "", keys...) }

// writeNamedToken is writeToken for a list whose order ends in a lasting
// identifier.
func writeNamedToken(query uint32, id string, keys ...int64) string {
	b := binary.BigEndian.AppendUint32(nil, query)
	for _, k := range append(keys, int64(len(id))) {
		b = binary.AppendVarint(b, k)
	}
	return base64.RawURLEncoding.EncodeToString(append(b, id...))
}

// readToken returns the n numbers of a token; nil for the empty one.
func readToken(token string, query uint32, n int) ([]int64, error) {
	keys, id, err := readNamedToken(token, query, n)
	if err == nil && id != "" {
		err = strange()
	}
	return keys, err
}

// maxTokenID bounds, in bytes, the identifier in a token.
const maxTokenID = 64

// readNamedToken reads what writeNamedToken writes.
func readNamedToken(token string, query uint32, n int) (keys []int64, id string, err error) {
	if token == "" {
		return nil, "", nil
	}
	if len(token) > base64.RawURLEncoding.EncodedLen(4+(n+1)*binary.MaxVarintLen64+maxTokenID) {
		return nil, "", strange()
	}
	b, err := base64.RawURLEncoding.DecodeString(token)
	if err != nil || len(b) < 4 || binary.BigEndian.Uint32(b) != query {
		return nil, "", strange()
	}
	b = b[4:]
	for range n + 1 { // the length of the identifier comes last
		k, size := binary.Varint(b)
		if size <= 0 {
			return nil, "", strange()
		}
		keys = append(keys, k)
		b = b[size:]
	}
	if keys[n] != int64(len(b)) {
		return nil, "", strange()
	}
	return keys[:n], string(b), nil
}

// strange refuses a token that was not made by the query.
func strange() error {
	return sayso.Errorf("list", "", sayso.Invalid, "the place to go on from is not one that this list gave").Advise("start from the first page")
}
