package ledgertest

import (
	"slices"
	"testing"

	"sayso"
)

// testBegins wants everything found by the first letters of its identifier, and
// nothing else.
func testBegins(t testing.TB, l sayso.Ledger) {
	f := furnish(t, l, 5)
	begins := func(prefix string, limit int) []string {
		t.Helper()
		out, err := l.Begins(t.Context(), prefix, limit)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	for _, id := range []string{string(f.article), string(f.version), string(f.claim), string(f.actor), string(f.event), string(f.mention), string(f.story), string(f.question), string(f.source)} {
		for n := sayso.MinPrefix; n <= len(id); n++ {
			if got := begins(id[:n], 100); !slices.Contains(got, id) || !slices.IsSorted(got) || len(slices.Compact(got)) != len(got) {
				t.Errorf("%s is not among what begins with %s, each once and in order: %q", id, id[:n], got)
			}
		}
		wantEqual(t, "what begins with the whole of "+id, len(begins(id, 100)), 1)
		for _, bad := range []string{"", id[:sayso.MinPrefix-1], id + "0", id[2:], "%" + id[1:], id[:6] + "%", id[:6] + "~", "'" + id} {
			if got := begins(bad, 100); len(got) > 0 {
				t.Errorf("%q begins %q", bad, got)
			}
		}
	}
	// The claims of 40 more articles are so many that some begin alike.
	for i := range 40 {
		r := NewGenerator(uint64(i) + 7).Article(i)
		put(t, l, r)
	}
	most := ""
	for _, c := range "0123456789abcdefghjkmnpqrstvwxyz" {
		for _, d := range "0123456789abcdefghjkmnpqrstvwxyz" {
			if p := "cl" + string(c) + string(d); len(begins(p, 100)) > len(begins(orOf(most, p), 100)) || most == "" {
				most = p
			}
		}
	}
	all := begins(most, 100)
	if len(all) < 2 {
		t.Fatalf("no two claims of 40 articles begin alike")
	}
	if got := begins(most, 1); !slices.Equal(got, all[:1]) {
		t.Errorf("the first that begins with %s is %q, want %q", most, got, all[:1])
	}
	for _, limit := range []int{-1, 0, sayso.MaxLimit + 1} {
		_, err := l.Begins(t.Context(), most, limit)
		wantKind(t, "a limit out of bounds", err, sayso.Invalid)
	}
}

func orOf(a, b string) string {
	if a == "" {
		return b
	}
	return a
}
